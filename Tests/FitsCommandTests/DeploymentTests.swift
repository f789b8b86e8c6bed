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
                #expect(try await command.run("ra", "verify", "hello-network").status == 0)

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

    @Test("a change that fails is taken back with --rollback, and so is what the deployment is made of")
    func rollback() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let template = """
                    heat_template_version: 2018-08-31
                    parameters: {image: {type: string}, name: {type: string}}
                    resources:
                      net: {type: 'OS::Neutron::Net', properties: {name: {get_param: name}}}
                      server:
                        type: OS::Nova::Server
                        depends_on: net
                        properties: {flavor: m1.nano, image: {get_param: image}, networks: [{allocate_network: none}]}
                    outputs: {name: {value: {get_attr: [net, name]}}}
                    """
                try command.write(template, to: "t.yaml")
                let given = ["--engine", "direct", "--cloud", "embedded-admin", "-P", "image=embedded-guest"]
                let deploy = ["ra", "deploy", "t.yaml", "-P", "name=one"] + given
                let planned = try await command.run(deploy + ["--preview"])
                #expect(planned.output.contains("added   server    OS::Nova::Server"), "\(planned.errors)")
                let vain = try await command.run(deploy + ["--rollback", "-P", "image=gone"])
                #expect(vain.output.contains("and taken back"), "\(vain.errors)\(vain.output)")
                #expect(try await command.run("ra", "status").output == "there is no deployment\n")
                let made = try await command.run(deploy)
                try #require(made.status == 0, "\(made.errors)\(made.output)")
                let failed = try await command.run(
                    ["ra", "update", "t", "--rollback", "-P", "name=two", "-P", "image=gone"]
                )
                #expect(failed.status == 1)
                #expect(failed.output.contains("there is no image 'gone'"))
                #expect(failed.output.contains("and taken back"), "\(failed.output)")
                let status = try await command.run("ra", "status", "t", "--format", "json")
                #expect(status.output.contains("\"outputs\": {\"name\": \"one\"}"), "\(status.output)")
                let preview = try await command.run("ra", "update", "t", "--preview")
                #expect(preview.output == "2 resources unchanged\n")
                #expect(try await command.run("ra", "delete", "t").status == 0)
            }
        }
    }

    @Test("what the cloud does not have is told before anything is made; Gabbi files check what was made")
    func needsAndGabbi() async throws {
        try await withCloud { cloud in
            try await Command.with { command in
                try command.write(cloud.cloudsYAML, to: "clouds.yaml")
                let template = """
                    heat_template_version: 2018-08-31
                    resources: {net: {type: 'OS::Neutron::Net'}}
                    outputs: {id: {value: {get_resource: net}}}
                    """
                try FileManager.default.createDirectory(
                    at: command.folder.appending(path: "ra"),
                    withIntermediateDirectories: true
                )
                try command.write(template, to: "ra/t.yaml")
                func bundle(_ service: String) -> String {
                    """
                    name: net
                    version: 1
                    template: t.yaml
                    needs: {services: [\(service)]}
                    steps:
                    - {name: all, checks: [{gabbi: net.yaml, service: network}]}
                    """
                }
                try command.write(
                    """
                    tests:
                    - name: net
                      GET: /v2.0/networks/$ENVIRON['id']
                      request_headers:
                        X-Auth-Token: $ENVIRON['OS_TOKEN']
                      status: 200
                      response_json_paths:
                        $.network.id: $ENVIRON['id']
                    """,
                    to: "ra/net.yaml"
                )
                try command.write(bundle("dns"), to: "ra/ra.yaml")
                let place = ["ra", "deploy", "ra", "--cloud", "embedded-admin"]
                let refused = try await command.run(place)
                #expect(refused.status == 3)
                let reason = "the catalog has no service of the type dns"
                #expect(refused.complaint.contains(reason), "\(refused.complaint)")
                #expect(try await command.run("ra", "status").output == "there is no deployment\n")

                try command.write(bundle("network"), to: "ra/ra.yaml")
                try #require(try await command.run(place).status == 0)
                let verdict = try await command.run("ra", "verify", "net")
                #expect(verdict.output.contains("ok       the tests of 'net.yaml' pass"), "\(verdict.output)")
                #expect(verdict.status == 0)
                #expect(try await command.run("ra", "delete", "net").status == 0)
            }
        }
    }
}
