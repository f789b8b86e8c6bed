import Foundation
import HeatTemplates
import Testing

@testable import ReferenceArchitectures

@Suite struct BundleTests {
    private static let good = """
        name: hello
        version: 1.2
        title: Says hello
        template: main.yaml
        parameters: {count: 2}
        needs:
          services: [network]
          external-network: true
        steps:
          - name: network
            resources: [net]
            checks:
              - {output: id, matches: '[0-9a-f-]{36}', type: string}
              - {server: web, ports: 1, volumes: 0}
              - security-group: {output: group}
                allows: [{protocol: tcp, port: 80}, {protocol: icmp}]
              - {object: index.html, container: site, contains: Hello}
              - {http: {output: url}, status: 404}
              - {tcp: {output: address}, port: 22}
              - conformance: tempest.api.network
        """
    private static let template = "heat_template_version: 2018-08-31\nresources: {net: {type: 'OS::Neutron::Net'}}\n"

    private func parse(_ text: String, files: [String: String] = [:]) -> ArchitectureBundle.Parsed {
        var files = files
        files["ra.yaml"] = text
        if files["main.yaml"] == nil { files["main.yaml"] = Self.template }
        return ArchitectureBundle.parse(TemplateFiles(files))
    }

    @Test("a bundle is read with its steps and checks")
    func reading() throws {
        let parsed = parse(Self.good)
        #expect(parsed.diagnostics.isEmpty)
        let bundle = try #require(parsed.bundle)
        #expect(bundle.name == "hello")
        #expect(bundle.version == "1.2")
        #expect(bundle.needs == ArchitectureBundle.Needs(services: ["network"], externalNetwork: true))
        #expect(bundle.parameters == ["count": 2])
        let step = try #require(bundle.steps.first)
        #expect(step.resources == ["net"])
        #expect(
            step.checks.map(\.claim) == [
                .output(.init(name: "id", kind: .string, pattern: "[0-9a-f-]{36}")),
                .server(.init(server: .text("web"), ports: 1, volumes: 0)),
                .securityGroup(
                    .init(
                        group: .output("group"),
                        allows: [.init(networkProtocol: "tcp", port: 80), .init(networkProtocol: "icmp")]
                    )
                ),
                .object(.init(container: .text("site"), name: "index.html", contains: "Hello")),
                .page(.init(url: .output("url"), status: 404)),
                .connection(.init(host: .output("address"), port: 22)),
                .conformance(.init(pattern: "tempest.api.network")),
            ]
        )
    }

    @Test(
        "what is wrong is told with its place",
        arguments: [
            ("name: x\nversion: 1\n", "1:1", "'template' is missing"),
            ("name: X y\nversion: 1\ntemplate: main.yaml\n", "1:7", "no name for an architecture"),
            ("name: x\nversion: 1\ntemplate: gone.yaml\n", "3:11", "there is no file"),
            ("name: x\nversion: 1\ntemplate: ../main.yaml\n", "3:11", "outside"),
            ("name: x\nversion: 1\ntemplate: http://a/b\n", "3:11", "on the network"),
            ("name: x\nversion: 1\ntemplate: main.yaml\ncolour: red\n", "4:1", "has no 'colour'"),
            ("name: x\nversion: 1\ntemplate: main.yaml\nsteps: 3\n", "4:8", "is a list"),
            ("name: x\nversion: 1\ntemplate: main.yaml\nsteps: [{title: a}]\n", "4:9", "'name' is missing"),
            (
                "name: x\nversion: 1\ntemplate: main.yaml\nsteps:\n- name: a\n  checks:\n  - {size: 3}\n", "7:5",
                "what is looked at"
            ),
            (
                "name: x\nversion: 1\ntemplate: main.yaml\nsteps:\n- name: a\n  checks:\n  - {tcp: h, port: 0}\n",
                "7:20", "port"
            ),
            (
                "name: x\nversion: 1\ntemplate: main.yaml\nsteps:\n- name: a\n  checks:\n  - {output: o, matches: '['}\n",
                "7:26", "regular expression"
            ),
        ]
    )
    func complaints(text: String, place: String, message: String) throws {
        let found = parse(text).diagnostics
        #expect(found.filter { !$0.isError } == [])
        let finding = try #require(found.first { $0.message.contains(message) }, "\(found)")
        #expect("\(finding.position.line):\(finding.position.column)" == place)
    }

    @Test("a folder without ra.yaml is no bundle")
    func missing() {
        let parsed = ArchitectureBundle.parse(TemplateFiles())
        #expect(parsed.bundle == nil)
        #expect(parsed.diagnostics.count == 1)
    }

    @Test("no file outside of the folder is read, not even through a link")
    func containment() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let folder = place.appending(path: "inside")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: place.appending(path: "secret.txt"))
        try Data("open".utf8).write(to: folder.appending(path: "open.txt"))
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "link.txt"),
            withDestinationURL: place.appending(path: "secret.txt")
        )
        let files = BundleFolder(folder.path).files
        #expect(try files.contents(of: "open.txt", namedIn: "ra.yaml") == "open")
        for path in ["link.txt", "../secret.txt", "/etc/passwd"] {
            #expect(throws: TemplateFiles.Problem.self) { try files.contents(of: path, namedIn: "ra.yaml") }
        }
    }
}
