import EmbeddedCloud
import Foundation
import OpenStack
import Testing

/// Deployments by the binary, each step by a process of its own.
@Suite struct DeploymentTests {
    private static let bundles = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "reference-architectures")

    @Test("an architecture is deployed, shown, verified, changed and removed", arguments: ["heat", "direct"])
    func lifecycle(engine: String) async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let path = Self.bundles.appending(path: "hello-network").path
                let place = ["--cloud", "embedded-admin"]
                let made = try await command.run(["ra", "deploy", path, "--engine", engine] + place)
                #expect(made.status == 0, "\(made.errors)\(made.output)")
                #expect(made.output.contains("cidr = 192.168.71.0/24"))
                #expect(made.output.contains("deployment complete after"))
                #expect(made.errors.contains("  subnet  "))

                let list = try await command.run("ra", "status")
                #expect(list.output.contains("hello-network  embedded-admin  \(engine)"))
                let status = try await command.run("ra", "status", "hello-network")
                #expect(status.output.contains("router_status = ACTIVE"), "\(status.errors)")
                let verdict = try await command.run("ra", "verify", "hello-network")
                #expect(verdict.status == 0, "\(verdict.errors)\(verdict.output)")
                #expect(verdict.output.hasSuffix("3 of 3 steps passed\n"))

                let change = ["ra", "update", "hello-network", "--parameter", "cidr=192.168.75.0/24"]
                let preview = try await command.run(change + ["--preview"])
                #expect(preview.output.contains("replaced"), "\(preview.errors)\(preview.output)")
                let updated = try await command.run(change)
                #expect(updated.output.contains("cidr = 192.168.75.0/24"), "\(updated.errors)\(updated.output)")
                // The bundle promises other addresses.
                #expect(try await command.run("ra", "verify", "hello-network").status == 1)

                let gone = try await command.run("ra", "delete", "hello-network")
                #expect(gone.status == 0, "\(gone.errors)\(gone.output)")
                #expect(try await command.run("ra", "status").output == "there is no deployment\n")
            }
        }
    }

    @Test("what is wrong with a bundle is told with its place, before anything is made")
    func wrongBundle() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                try command.write("heat_template_version: 2018-08-31\nresources: {a: {type: Nothing}}\n", to: "t.yaml")
                try command.write("name: x\nversion: 1\ntemplate: t.yaml\n", to: "ra.yaml")
                let result = try await command.run("ra", "deploy", ".", "--cloud", "embedded-admin")
                #expect(result.status == 2)
                #expect(result.errors.contains("t.yaml:2:23: error: there is no type of resource 'Nothing'"))
                let missing = try await command.run("ra", "delete", "nothing")
                #expect(missing.status == 2)
                #expect(missing.complaint == "fits: there is no deployment 'nothing'; there is none")
            }
        }
    }
}
