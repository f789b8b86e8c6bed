import EmbeddedCloud
import Foundation
import OpenStack
import Testing

/// Upgrades by the binary, each step by a process of its own.
@Suite struct UpgradeCommandTests {
    private static let bundles = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "reference-architectures")
    private static let place = ["--cloud", "embedded-demo"]

    @Test("an upgrade is prepared with an architecture, measured, verified, tampered with, and everything removed")
    func lifecycle() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let bundle = Self.bundles.appending(path: "hello-network").path
                let prepare = ["upgrade", "prepare", "--no-guideline", "--ra", bundle] + Self.place
                let prepared = try await command.run(prepare)
                #expect(prepared.status == 0, "\(prepared.errors)\(prepared.output)")
                #expect(prepared.errors.contains("made       server "))
                #expect(prepared.output.contains("resources are recorded, after "))
                let again = try await command.run(prepare)
                #expect(again.status == 2)
                #expect(again.complaint.contains("is prepared already"))

                let probe = ["upgrade", "probe", "--duration", "0.2", "--interval", "0.1", "--json", "probe.json"]
                let probed = try await command.run(probe + Self.place)
                #expect(probed.status == 0, "\(probed.errors)\(probed.output)")
                #expect(probed.output.contains("compute        server"))
                let measured = try JSON(parsing: Array(Data(contentsOf: command.folder.appending(path: "probe.json"))))
                #expect(measured["points"].array?.allSatisfy { $0["failures"] == 0 } == true, "\(measured)")

                let verify = ["upgrade", "verify", "--json", "verify.json"] + Self.place
                let clean = try await command.run(verify)
                #expect(clean.status == 0, "\(clean.errors)\(clean.output)")
                #expect(clean.output.contains("3 of 3 steps passed"))
                #expect(clean.output.hasSuffix("PASS  everything is there, unchanged and usable\n"))

                try await Self.renameServer(of: cloud, command)
                let tampered = try await command.run(verify)
                #expect(tampered.status == 1, "\(tampered.errors)")
                #expect(tampered.output.contains("is \"renamed by hand\""), "\(tampered.output)")
                #expect(tampered.output.hasSuffix("FAIL  not everything is as it was; see above\n"))

                let destroyed = try await command.run(["upgrade", "destroy"] + Self.place)
                #expect(destroyed.status == 0, "\(destroyed.errors)\(destroyed.output)")
                #expect(destroyed.output.hasSuffix("nothing is left of 'embedded-demo'.\n"))
                let nothing = try await command.run(["upgrade", "verify"] + Self.place)
                #expect(nothing.status == 2)
                #expect(nothing.complaint.contains("no upgrade is prepared for this cloud; none is"))
            }
        }
    }

    private static func renameServer(of cloud: EmbeddedCloud, _ command: Command) async throws {
        let clouds = try ConfiguredClouds.load(
            environment: ["OS_CLIENT_CONFIG_FILE": "/clouds.yaml"],
            workingDirectory: "/",
            files: ConfigurationFiles(inMemory: ["/clouds.yaml": cloud.cloudsYAML])
        )
        try await LiveTransport.withTransport { network in
            let configuration = try clouds.cloud(named: "embedded-demo")
            let compute = CloudSession(configuration: configuration, transport: network).compute
            let server = try #require(try await compute.serversPage([("name", "fits-upgrade")]).first)
            _ = try await compute.updateServer(server.id, ["name": "renamed by hand"])
        }
    }

    @Test("tests run before and after, and a preparation that was killed is removed")
    func guidelineAndKill() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let running = try command.start(["upgrade", "prepare", "--no-guideline"] + Self.place)
                while !running.errorsSoFar.contains("made       volume ") { await Task.yield() }
                running.kill()
                _ = try await running.finished()
                let verify = try await command.run(["upgrade", "verify"] + Self.place)
                #expect(verify.status == 2)
                #expect(verify.complaint.contains("did not come to its end"))
                let destroyed = try await command.run(["upgrade", "destroy"] + Self.place)
                #expect(destroyed.status == 0, "\(destroyed.errors)\(destroyed.output)")
                #expect(destroyed.output.contains("removed    volume "))

                let prepared = try await command.run(["upgrade", "prepare", "--guideline", "scs-0128"] + Self.place)
                #expect(prepared.status == 0, "\(prepared.errors)\(prepared.output)")
                let verified = try await command.run(["upgrade", "verify"] + Self.place)
                #expect(verified.status == 0, "\(verified.errors)\(verified.output)")
                #expect(verified.output.contains("\nPASS  "))
            }
        }
    }
}
