import Foundation
import Testing

/// Tempest in runs of the binary, with an interpreter that only pretends to have one.
@Suite struct TempestTests {
    /// Makes a Python environment with a Tempest that has no tests; its interpreter is a script of the repository, since
    /// one that has just been written cannot always be run.
    private static func install(in folder: URL) throws {
        let commands = folder.appending(path: "bin")
        let package = folder.appending(path: "lib/python3.11/site-packages/tempest-47.0.0.dist-info")
        for each in [commands, package] {
            try FileManager.default.createDirectory(at: each, withIntermediateDirectories: true)
        }
        let plugin = package.deletingLastPathComponent().appending(path: "heat_tempest_plugin-3.0.0.dist-info")
        try FileManager.default.createDirectory(at: plugin, withIntermediateDirectories: true)
        try Data("[tempest.test_plugins]\nheat = heat_tempest_plugin.plugin:P\n".utf8)
            .write(to: plugin.appending(path: "entry_points.txt"))
        try Data(#"if [ "$1" = -c ]; then echo '{"tests": [], "broken": []}' > "$3"; fi"#.utf8)
            .write(to: commands.appending(path: "behaviour"))
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../TempestBridgeTests/Support/fake-python").standardizedFileURL
        try FileManager.default.createSymbolicLink(
            at: commands.appending(path: "python"),
            withDestinationURL: script
        )
    }

    @Test("what a user knows better goes into Tempest's configuration, in runs of both", arguments: [true, false])
    func overrides(_ isMixed: Bool) async throws {
        try await Command.with { command in
            try Self.install(in: command.folder.appending(path: "tempest"))
            let words = isMixed ? ["run"] : ["tempest", "run"]
            let result = try await command.run(
                words + [
                    "--embedded", "--guideline", "orchestration.2020.06", "--tempest", "tempest",
                    "--override", "heat_plugin.hidden_stack_tag=secret",
                ]
            )
            #expect(result.status == 4 || result.status == 1, "\(result.errors)")
            let file = command.folder.appending(path: "data/fits/tempest/workspaces/embedded-admin/etc/tempest.conf")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.contains("\n# the user said so, with --override\nhidden_stack_tag = secret\n"))
        }
    }

    @Test(
        "Gabbi files are not Tempest's to run, and are not passed over",
        arguments: [["a.yaml"], ["--gabbi", "a.yaml"]]
    )
    func gabbi(_ words: [String]) async throws {
        try await Command.with { command in
            try command.write("tests: []\n", to: "a.yaml")
            let result = try await command.run(["tempest", "run", "--embedded"] + words)
            #expect(result.status == 2)
            #expect(result.errors.contains("`fits run` does"), "\(result.errors)")
        }
    }
}
