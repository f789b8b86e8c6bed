import EmbeddedCloud
import Foundation
import Logging
import OpenStack
import Testing

/// Runs against embedded clouds, side by side.
@Suite struct CompareCommandTests {
    private static let tests = ["api.identity.v3", "api.image.v2.test_images"]

    /// Runs against a good cloud and against one that refuses to change images, in folders `good` and `bad`.
    private static func withRuns(_ body: (Command) async throws -> Void) async throws {
        try await Command.with { command in
            var configuration = EmbeddedCloudConfiguration()
            try await run(command, configuration, in: "good")
            configuration.name = "other"
            configuration.faults = [try #require(CloudFault("PATCH /image/*=400"))]
            try await run(command, configuration, in: "bad")
            try await body(command)
        }
    }

    private static func run(
        _ command: Command,
        _ configuration: EmbeddedCloudConfiguration,
        in folder: String
    ) async throws {
        var logger = Logger(label: "embedded-cloud")
        logger.logLevel = .critical
        try await EmbeddedCloud.withCloud(configuration, logger: logger) { cloud in
            try command.write(cloud.cloudsYAML, to: "clouds.yaml")
            let result = try await command.run(
                ["run", "--cloud", configuration.name + "-admin", "--runs", folder] + tests
            )
            #expect(result.status == (configuration.faults.isEmpty ? 0 : 1), "\(result.errors)")
        }
    }

    @Test("two clouds side by side, in every form")
    func forms() async throws {
        try await Self.withRuns { command in
            let terminal = try await command.run("compare", "good", "bad", "--exit-code")
            #expect(terminal.status == 1, "\(terminal.errors)")
            #expect(terminal.output.contains("embedded-admin"))
            #expect(terminal.output.contains("BasicOperationsImagesTest.test_update_image"), "\(terminal.output)")
            #expect(terminal.output.contains("image PATCH /v2/images/{id}"), "\(terminal.output)")
            // A test fails for the fault; a bad request is answered with another document.
            #expect(!terminal.output.contains("note:"), "\(terminal.output)")
            for format in ["terminal", "markdown", "html", "json"] {
                let result = try await command.run(
                    ["compare", "good", "bad", "--format", format, "--output", "c.\(format)"]
                )
                #expect(result.status == 0, "\(result.errors)")
                #expect(result.output.isEmpty)
            }
            let json = try JSON(parsing: Data(contentsOf: command.folder.appending(path: "c.json")))
            let differing = (json["tests"].array ?? []).filter { $0["differs"] == true }
            #expect(
                differing.compactMap { $0["partings"].array?.first?["operation"].string }.allSatisfy {
                    $0 == "image PATCH /v2/images/{id}"
                }
            )
            #expect(!differing.isEmpty)
            let judged = try await command.run(["compare", "good", "bad", "--guideline", "2020.06"])
            #expect(judged.output.contains("Capabilities of 2020.06"), "\(judged.output)")
        }
    }

    @Test("a run is kept with what its cloud is, unless nobody wants to know")
    func profile() async throws {
        try await Command.with { command in
            for (folder, options) in [("with", []), ("without", ["--no-profile"])] as [(String, [String])] {
                let result = try await command.run(["run", "--embedded", "test_tokens", "--runs", folder] + options)
                #expect(result.status == 0, "\(result.errors)")
            }
            let same = try await command.run("compare", "with", "with", "--exit-code")
            #expect(same.status == 2)
            let result = try await command.run("compare", "with", "without", "--exit-code")
            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.contains("no profile of the cloud was kept"), "\(result.output)")
        }
    }

    @Test(
        "what cannot be compared is wrong usage, in one line",
        arguments: [
            (["one"], "two runs"), (["one", "one"], "named twice"), (["one", "none"], "no run none"),
            (["one", "empty"], "no run yet"), (["one", "two"], "no test in common"),
            (["one", "clouds.txt"], "clouds.txt is no run"), (["one", "two", "--guideline", "1999"], "1999"),
        ]
    )
    func usage(_ arguments: [String], _ words: String) async throws {
        try await Command.with { command in
            _ = try await command.run("run", "--embedded", "test_create_token", "--runs", "one", "--no-profile")
            _ = try await command.run("run", "--embedded", "test_list_domains", "--runs", "two", "--no-profile")
            try command.write("", to: "clouds.txt")
            try FileManager.default.createDirectory(
                at: command.folder.appending(path: "empty"),
                withIntermediateDirectories: true
            )
            let result = try await command.run(["compare"] + arguments)
            #expect(result.status == 2, "\(result.output)")
            #expect(result.errors.contains(words), "\(result.errors)")
        }
    }
}
