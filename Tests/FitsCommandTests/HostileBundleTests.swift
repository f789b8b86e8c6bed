import Foundation
import Testing

/// Templates and bundles that mean harm, given to the binary.
///
/// The cloud of these tests does not exist: what is refused is refused before anybody is asked.
@Suite struct HostileBundleTests {
    private static let head = "heat_template_version: 2018-08-31\n"
    private static let clouds = """
        clouds:
          none:
            auth:
              auth_url: http://127.0.0.1:1/v3
              username: u
              password: p
              project_name: p
              user_domain_name: d
              project_domain_name: d
        """

    /// A document with a name that says what is wrong with it; the document itself can be very long.
    struct Document: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }

        init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    private static let bomb: String = {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            text += "a\(level): &a\(level) [\(repeatElement("*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        return text
    }()

    private static let templates = [
        Document("aliases of aliases", head + bomb),
        Document("circle", head + "resources: {a: {type: 'OS::Heat::None', depends_on: a}}\n"),
        Document(
            "many parameters",
            head + "parameters:\n" + (0..<1_000_000).map { " p\($0): {}\n" }.joined()
        ),
        Document("depth", head + "outputs: {o: {value: " + String(repeating: "[", count: 100_000)),
        Document("absolute file", head + "outputs: {o: {value: {get_file: /etc/hostname}}}\n"),
        Document("file above", head + "outputs: {o: {value: {get_file: ../secret.txt}}}\n"),
        Document("file URL", head + "outputs: {o: {value: {get_file: 'file:///etc/hostname'}}}\n"),
        Document("link", head + "outputs: {o: {value: {get_file: link.txt}}}\n"),
        Document("folder behind a link", head + "outputs: {o: {value: {get_file: out/secret.txt}}}\n"),
        Document("template above", head + "resources: {a: {type: ../other.yaml}}\n"),
        Document("recursion", head + "resources: {a: {type: main.yaml}, b: {type: main.yaml}}\n"),
        Document(
            "groups of groups",
            head + "resources: {g: "
                + (0..<6).reduce("{type: 'OS::Heat::None'}") { inner, _ in
                    "{type: 'OS::Heat::ResourceGroup', properties: {count: 50, resource_def: \(inner)}}"
                } + "}\n"
        ),
    ]

    private static let bundles = [
        Document("template above", "template: ../other.yaml"),
        Document("template by its full path", "template: /etc/hostname"),
        Document("template behind a link", "template: link.txt"),
        Document("environment above", "template: main.yaml\nenvironments: [../secret.txt]"),
        Document("environment by its full path", "template: main.yaml\nenvironments: [/etc/hostname]"),
        Document("object above", "template: main.yaml\nobjects: [{container: c, name: n, file: ../secret.txt}]"),
        Document("object behind a link", "template: main.yaml\nobjects: [{container: c, name: n, file: link.txt}]"),
        Document("tests above", "template: main.yaml\nsteps: [{name: s, checks: [{gabbi: ../secret.txt}]}]"),
        Document("aliases of aliases", "template: main.yaml\n" + bomb),
        Document("depth", "template: main.yaml\nsteps: " + String(repeating: "[", count: 100_000)),
    ]

    /// A bundle with files around it that are not its own.
    private func withBundle(
        _ body: (Command, _ write: (String, String) throws -> Void) async throws -> Void
    ) async throws {
        try await Command.with { command in
            try command.write(Self.clouds, to: "clouds.yaml")
            try command.write("the secret of somebody else", to: "secret.txt")
            try command.write(Self.head + "outputs: {o: {value: the secret of somebody else}}\n", to: "other.yaml")
            let folder = command.folder.appending(path: "bundle")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let links = ["link.txt": "../secret.txt", "out": ".."]
            for (name, target) in links {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.appending(path: name).path,
                    withDestinationPath: target
                )
            }
            try await body(command) { text, name in
                try Data(text.utf8).write(to: folder.appending(path: name))
            }
        }
    }

    private func expectRefusal(_ command: Command, _ arguments: [String], status: Int32) async throws {
        let result = try await command.run(arguments)
        #expect(result.status == status, "\(result.errors.prefix(2000))")
        let isReasoned = ["error:", "not in the folder", "larger than"].contains {
            (result.output + result.errors).contains($0)
        }
        #expect(isReasoned, "\(result.errors.prefix(2000))")
        for text in [result.output, result.errors] {
            #expect(!text.contains("secret of somebody else"), "\(text.prefix(2000))")
        }
        let hostname = try String(contentsOfFile: "/etc/hostname", encoding: .utf8).trimmingCharacters(in: .newlines)
        #expect(!result.output.contains(hostname) && !result.errors.contains("\(hostname)\""))
    }

    @Test(
        "a template is refused by lint and by deploy, alone and in a bundle",
        .timeLimit(.minutes(5)),
        arguments: templates
    )
    func template(document: Document) async throws {
        try await withBundle { command, write in
            try write(document.text, "main.yaml")
            try write("name: x\nversion: 1\ntemplate: main.yaml\n", "ra.yaml")
            try await expectRefusal(command, ["ra", "lint", "bundle/main.yaml"], status: 1)
            for path in ["bundle", "bundle/main.yaml"] {
                let arguments = ["ra", "deploy", path, "--cloud", "none", "--engine", "direct"]
                try await expectRefusal(command, arguments, status: 2)
            }
        }
    }

    @Test("a bundle is refused by deploy", .timeLimit(.minutes(5)), arguments: bundles)
    func bundle(document: Document) async throws {
        try await withBundle { command, write in
            try write(Self.head + "resources: {c: {type: 'OS::Swift::Container'}}\n", "main.yaml")
            try write("name: x\nversion: 1\n\(document.text)\n", "ra.yaml")
            try await expectRefusal(
                command,
                ["ra", "deploy", "bundle", "--cloud", "none", "--engine", "direct"],
                status: 2
            )
        }
    }
}
