import Foundation
import OpenStack
import Testing

/// `fits ra` as a user meets it.
@Suite struct ReferenceArchitectureTests {
    private static let template = """
        heat_template_version: 2018-08-31
        parameters:
          size: {type: number}
        resources:
          net: {type: OS::Neutron::Net}
          server:
            type: OS::Nova::Server
            properties:
              flavor: m1.tiny
              networks: [{network: {get_resource: net}}]
              user_data: {get_file: script.sh}
        outputs:
          double: {value: {list_join: ['-', [{get_file: script.sh}, b]]}}
        """

    @Test("lint finds what is wrong, with the exit code of it")
    func lint() async throws {
        try await Command.with { command in
            try command.write(Self.template, to: "web.yaml")
            let badly = try await command.run("ra", "lint", "web.yaml", "--outputs")
            #expect(badly.status == 1)
            #expect(badly.output.contains("web.yaml:11:19: error: there is no file 'script.sh'"))
            try command.write("echo", to: "script.sh")
            let well = try await command.run("ra", "lint", "web.yaml", "--outputs", "-P", "size=1")
            #expect(well.status == 0)
            #expect(well.output == "double = \"echo-b\"\nweb.yaml: nothing is wrong\n")
            let json = try await command.run("ra", "lint", "web.yaml", "--format", "json", "-P", "size=x")
            #expect(json.status == 1)
            let document = try JSON(parsing: Array(json.output.utf8))
            #expect(document["accepted"].bool == true)
            #expect(document["usable"].bool == false)
        }
    }

    @Test("no file outside of the folder is read, whichever way leads there")
    func folders() async throws {
        try await Command.with { command in
            try command.write("secret", to: "secret.txt")
            let folder = command.folder.appending(path: "bundle")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: folder.appending(path: "link.txt").path,
                withDestinationPath: "../secret.txt"
            )
            for path in ["link.txt", "../secret.txt", command.folder.appending(path: "secret.txt").path] {
                try command.write(
                    "heat_template_version: 2018-08-31\noutputs: {o: {value: {get_file: \(path)}}}",
                    to: "bundle/main.yaml"
                )
                let result = try await command.run("ra", "lint", "bundle/main.yaml", "--outputs")
                #expect(result.status == 1)
                #expect(!result.output.contains("= \"secret\""), "\(path): \(result.output)")
            }
            let whole = try await command.run("ra", "lint", "bundle/main.yaml", "--folder", ".")
            #expect(whole.status == 1)
            let elsewhere = try await command.run("ra", "lint", "bundle/main.yaml", "--folder", "bundle/none")
            #expect(elsewhere.status == 2)
        }
    }

    @Test("requires tells what a template needs; graph draws it")
    func requiresAndGraph() async throws {
        try await Command.with { command in
            try command.write(Self.template, to: "web.yaml")
            let text = try await command.run("ra", "requires", "web.yaml", "--operations")
            #expect(text.status == 0)
            #expect(text.output.contains("    OS::Nova::Server\n"))
            #expect(text.output.contains("    POST /v2.1/servers\n"))
            let json = try await command.run("ra", "requires", "web.yaml", "--format", "json")
            let document = try JSON(parsing: Array(json.output.utf8))
            #expect(document["services"].array?.map { $0["type"].string } == ["compute", "identity", "network"])
            let graph = try await command.run("ra", "graph", "web.yaml", "--title", "Web", "-o", "web.svg")
            #expect(graph.status == 0)
            let drawing = try String(contentsOf: command.folder.appending(path: "web.svg"), encoding: .utf8)
            #expect(drawing.hasPrefix("<svg "))
            let none = try await command.run("ra", "graph", "absent.yaml")
            #expect(none.status == 2)
        }
    }
}
