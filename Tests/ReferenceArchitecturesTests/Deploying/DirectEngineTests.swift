import EmbeddedCloud
import Foundation
import HeatTemplates
import OpenStack
import ReferenceArchitectures
import Testing

@Suite struct DirectEngineTests {
    /// A server with a volume on a network that leads outside.
    private static let whole = """
        heat_template_version: 2018-08-31
        parameters:
          size: {type: number, default: 1}
          label: {type: string, default: first}
        resources:
          net: {type: 'OS::Neutron::Net', properties: {tags: [fits]}}
          subnet:
            type: OS::Neutron::Subnet
            properties: {network: {get_resource: net}, cidr: 10.7.0.0/24, dns_nameservers: [10.7.0.2]}
          router:
            type: OS::Neutron::Router
            properties: {external_gateway_info: {network: public}}
          interface:
            type: OS::Neutron::RouterInterface
            properties: {router: {get_resource: router}, subnet: {get_resource: subnet}}
          group:
            type: OS::Neutron::SecurityGroup
            properties:
              rules:
              - {protocol: tcp, port_range_min: 80, port_range_max: 80}
              - {protocol: icmp}
          port:
            type: OS::Neutron::Port
            properties:
              network: {get_resource: net}
              fixed_ips: [{subnet: {get_resource: subnet}, ip_address: 10.7.0.9}]
              security_groups: [{get_resource: group}]
          address:
            type: OS::Neutron::FloatingIP
            properties: {floating_network: public}
          association:
            type: OS::Neutron::FloatingIPAssociation
            properties: {floatingip_id: {get_resource: address}, port_id: {get_resource: port}}
          password: {type: 'OS::Heat::RandomString', properties: {length: 12}}
          config:
            type: OS::Heat::SoftwareConfig
            properties: {config: {str_replace: {template: "#!/bin/sh\\n# $p\\n", params: {$p: {get_resource: password}}}}}
          peers: {type: 'OS::Nova::ServerGroup', properties: {policies: [anti-affinity]}}
          key: {type: 'OS::Nova::KeyPair', properties: {name: {get_param: 'OS::stack_name'}, save_private_key: true}}
          server:
            type: OS::Nova::Server
            properties:
              flavor: m1.nano
              image: embedded-guest
              key_name: {get_resource: key}
              metadata: {label: {get_param: label}}
              user_data_format: RAW
              user_data: {get_resource: config}
              scheduler_hints: {group: {get_resource: peers}}
              networks: [{port: {get_resource: port}}]
          volume: {type: 'OS::Cinder::Volume', properties: {size: {get_param: size}}}
          attachment:
            type: OS::Cinder::VolumeAttachment
            properties: {instance_uuid: {get_resource: server}, volume_id: {get_resource: volume}}
          site: {type: 'OS::Swift::Container', properties: {X-Container-Read: '.r:*', PurgeOnDelete: true}}
          summary:
            type: OS::Heat::Value
            properties: {value: {list_join: ['/', [{get_attr: [subnet, cidr]}, {get_attr: [volume, size]}]]}}
        outputs:
          fixed: {value: {get_attr: [port, fixed_ips, 0, ip_address]}}
          floating: {value: {get_attr: [address, floating_ip_address]}}
          networks: {value: {get_attr: [server, networks]}}
          port: {value: {get_attr: [server, addresses, {get_resource: net}, 0, port]}}
          size: {value: {get_attr: [volume, size]}}
          summary: {value: {get_attr: [summary, value]}}
          password: {value: {get_attr: [password, value]}}
          url: {value: {get_attr: [site, WebsiteURL]}}
        """

    @Test("what usual templates have is made, in order, and removed without a trace")
    func lifecycle() async throws {
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let journal = try DeploymentJournal(path: nil)
            let engine = cloud.engine(journal)
            let stack = try stack(Self.whole)
            #expect(DirectEngine.problems(of: stack) == [])

            let made = await engine.deploy(stack, as: TestCloud.description)
            try #require(made.failures == [])
            #expect(made.value(of: "fixed") == "10.7.0.9")
            #expect(made.value(of: "floating")?.string?.hasPrefix("172.24.") == true)
            #expect(made.value(of: "size") == "1")
            #expect(made.value(of: "summary") == "10.7.0.0/24/1")
            #expect(made.value(of: "password")?.string?.count == 12)
            #expect(made.value(of: "port")?.string?.count == 36)
            #expect(made.value(of: "url")?.string?.hasPrefix("http") == true)
            #expect(
                made.value(of: "networks")?.map?.contains { $0.value == ["10.7.0.9"] || $0.value.list?.count == 2 }
                    == true
            )
            #expect(made.criticalPath.last == "attachment")
            #expect(made.criticalTime <= made.wallTime)
            #expect(try await cloud.inventory() != before)

            // Nothing to do is nothing done.
            let again = await engine.deploy(stack, as: TestCloud.description)
            #expect(again.failures == [])
            #expect(again.value(of: "password") == made.value(of: "password"))
            #expect(try await engine.preview(stack).allSatisfy { $0.kind == .unchanged })

            let gone = await engine.delete()
            #expect(gone.failures == [])
            #expect(await journal.record.isGone)
            #expect(try await cloud.inventory() == before)
        }
    }

    @Test("an update changes what it can, replaces what it must, and says so before")
    func update() async throws {
        func text(_ net: String, cidr: String, extra: String = "") -> String {
            """
            heat_template_version: 2018-08-31
            resources:
              net: {type: 'OS::Neutron::Net', properties: {name: \(net)}}
              subnet: {type: 'OS::Neutron::Subnet', properties: {network: {get_resource: net}, cidr: \(cidr)}}
              port: {type: 'OS::Neutron::Port', properties: {network: {get_resource: net}, fixed_ips: [{subnet: {get_resource: subnet}}]}}
              \(extra)
            outputs:
              cidr: {value: {get_attr: [subnet, cidr]}}
              name: {value: {get_attr: [net, name]}}
            """
        }
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let engine = cloud.engine(try DeploymentJournal(path: nil))
            let old = try stack(text("one", cidr: "10.8.0.0/24", extra: "key: {type: 'OS::Heat::RandomString'}"))
            try #require(await engine.deploy(old, as: TestCloud.description).failures == [])
            let new = try stack(text("two", cidr: "10.9.0.0/24", extra: "site: {type: 'OS::Swift::Container'}"))
            let changes = try await engine.preview(new)
            let kinds = Dictionary(changes.map { ($0.path.description, $0.kind) }) { $1 }
            #expect(
                kinds == [
                    "net": .updated, "subnet": .replaced, "port": .updated, "site": .added, "key": .deleted,
                ]
            )
            let updated = await engine.deploy(new, as: TestCloud.description)
            #expect(updated.failures == [])
            #expect(updated.value(of: "cidr") == "10.9.0.0/24")
            #expect(updated.value(of: "name") == "two")
            #expect(try await engine.preview(new).allSatisfy { $0.kind == .unchanged })
            #expect(await engine.delete().failures == [])
            #expect(try await cloud.inventory() == before)
        }
    }

    @Test("groups and nested templates are deployed as Heat would, and their attributes are the members'")
    func nesting() async throws {
        let text = """
            heat_template_version: 2018-08-31
            parameters: {count: {type: number, default: 2}}
            resources:
              net: {type: 'OS::Neutron::Net'}
              subnet: {type: 'OS::Neutron::Subnet', properties: {network: {get_resource: net}, cidr: 10.6.0.0/24}}
              ports:
                type: OS::Heat::ResourceGroup
                depends_on: subnet
                properties:
                  count: {get_param: count}
                  resource_def:
                    type: OS::Neutron::Port
                    properties: {name: 'port-%index%', network: {get_resource: net}}
              inner: {type: inner.yaml, properties: {network: {get_resource: net}}}
            outputs:
              names: {value: {get_attr: [ports, name]}}
              first: {value: {get_attr: [ports, resource.0.name]}}
              map: {value: {get_attr: [ports, attributes, name]}}
              addresses: {value: {get_attr: [ports, fixed_ips, 0, ip_address]}}
              count: {value: {list_join: [',', {get_attr: [ports, refs]}]}}
              inner: {value: {get_attr: [inner, status]}}
            """
        let inner = """
            heat_template_version: 2018-08-31
            parameters: {network: {type: string}}
            resources: {router: {type: 'OS::Neutron::Router'}}
            outputs: {status: {value: {get_attr: [router, status]}}}
            """
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let journal = try DeploymentJournal(path: nil)
            let engine = cloud.engine(journal)
            let two = try stack(text, files: ["inner.yaml": inner])
            let made = await engine.deploy(two, as: TestCloud.description)
            try #require(made.failures == [])
            #expect(made.value(of: "names") == ["port-0", "port-1"])
            #expect(made.value(of: "first") == "port-0")
            #expect(made.value(of: "map") == ["0": "port-0", "1": "port-1"])
            #expect(made.value(of: "addresses")?.list?.compactMap(\.string).count == 2)
            #expect(made.value(of: "inner") == "ACTIVE")
            let three = try stack(text, parameters: ["count": "3"], files: ["inner.yaml": inner])
            let changes = try await engine.preview(three).filter { $0.kind != .unchanged }
            #expect(Set(changes.map(\.path.description)) == ["ports", "ports/2"])
            #expect(await engine.deploy(three, as: TestCloud.description).value(of: "names")?.list?.count == 3)
            let one = try stack(text, parameters: ["count": "1"], files: ["inner.yaml": inner])
            #expect(await engine.deploy(one, as: TestCloud.description).value(of: "names") == ["port-0"])
            #expect(await engine.delete().failures == [])
            #expect(try await cloud.inventory() == before)
        }
    }

    @Test("a failure is told in the service's words; what was made stays, and the next try goes on from there")
    func failureAndRetry() async throws {
        func text(_ image: String) -> String {
            """
            heat_template_version: 2018-08-31
            resources:
              net: {type: 'OS::Neutron::Net'}
              subnet: {type: 'OS::Neutron::Subnet', properties: {network: {get_resource: net}, cidr: 10.5.0.0/24}}
              server:
                type: OS::Nova::Server
                properties: {flavor: m1.nano, image: \(image), networks: [{network: {get_resource: net}}]}
              after: {type: 'OS::Heat::Value', properties: {value: {get_resource: server}}}
            """
        }
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let journal = try DeploymentJournal(path: nil)
            let engine = cloud.engine(journal)
            let failed = await engine.deploy(try stack(text("gone")), as: TestCloud.description)
            #expect(failed.failures.map(\.path.description) == ["server"])
            #expect(failed.failures.first?.reason == "there is no image 'gone'")
            let net = await journal.record.resource(at: ResourcePath(["net"]))?.id
            #expect(await journal.record.end == .failed("server: there is no image 'gone'"))
            let retried = await engine.deploy(try stack(text("embedded-guest")), as: TestCloud.description)
            #expect(retried.failures == [])
            #expect(await journal.record.resource(at: ResourcePath(["net"]))?.id == net)
            #expect(await engine.delete().failures == [])

            let rolledBack = await cloud.engine(try DeploymentJournal(path: nil), rollsBack: true)
                .deploy(try stack(text("gone")), as: TestCloud.description)
            #expect(rolledBack.isRolledBack)
            #expect(try await cloud.inventory() == before)
        }
    }

    @Test("another process goes on with what one that was killed has begun", arguments: [0, 1, 2])
    func resumption(linesOfServer: Int) async throws {
        let text = """
            heat_template_version: 2018-08-31
            resources:
              net: {type: 'OS::Neutron::Net'}
              subnet: {type: 'OS::Neutron::Subnet', properties: {network: {get_resource: net}, cidr: 10.4.0.0/24}}
              server:
                type: OS::Nova::Server
                properties: {flavor: m1.nano, image: embedded-guest, networks: [{network: {get_resource: net}}]}
            """
        let folder = FileManager.default.temporaryDirectory.appending(path: "deployment-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let first = folder.appending(path: "first.jsonl").path
            let stack = try stack(text)
            let made = await cloud.engine(try DeploymentJournal(path: first)).deploy(stack, as: TestCloud.description)
            try #require(made.failures == [])
            // What the journal would be if the process had ended while the server was being made.
            let lines = try String(contentsOfFile: first, encoding: .utf8).split(separator: "\n")
            let isOfServer = { (line: Substring) in line.contains("\"path\":\"server\"") }
            let kept =
                lines.filter { !isOfServer($0) && !$0.contains("actionEnded") }
                + lines.filter(isOfServer).prefix(linesOfServer)
            let second = folder.appending(path: "second.jsonl").path
            try FileManager.default.copyItem(
                at: folder.appending(path: "first.secrets"),
                to: folder.appending(path: "second.secrets")
            )
            try (kept.joined(separator: "\n") + "\n{\"at\":").write(toFile: second, atomically: true, encoding: .utf8)
            let engine = cloud.engine(try DeploymentJournal(path: second))
            #expect(await engine.deploy(stack, as: TestCloud.description).failures == [])
            // Of a server that was never planned nothing can be known: the first one is not this deployment's.
            #expect(
                try await cloud.inventory()["servers"] == before["servers", default: 0] + (linesOfServer == 0 ? 2 : 1)
            )
            if linesOfServer > 0 {
                #expect(await engine.delete().failures == [])
                #expect(try await cloud.inventory() == before)
            }
        }
    }

    @Test("what only Heat can do is said beforehand, with its place")
    func unsupported() throws {
        let stack = try stack(
            """
            heat_template_version: 2018-08-31
            resources:
              zone: {type: 'OS::Designate::Zone', properties: {name: 'a.example.', email: a@example.org}}
              disk: {type: 'OS::Cinder::Volume', properties: {size: 1}, deletion_policy: Snapshot}
            """
        )
        let problems = DirectEngine.problems(of: stack)
        #expect(problems.map(\.position.line) == [3, 4])
        #expect(problems.first?.message == "only Heat can make resources of the type OS::Designate::Zone")
    }

    @Test("a deployment of many resources is worked on side by side")
    func breadth() async throws {
        let text = """
            heat_template_version: 2018-08-31
            resources:
              group:
                type: OS::Heat::ResourceGroup
                properties:
                  count: 200
                  resource_def: {type: 'OS::Swift::Container', properties: {name: 'box-%index%'}}
            outputs: {count: {value: {get_attr: [group, current_size]}}}
            """
        try await TestCloud.with { cloud in
            let engine = cloud.engine(try DeploymentJournal(path: nil))
            let made = await engine.deploy(try stack(text), as: TestCloud.description)
            #expect(made.failures == [])
            #expect(made.value(of: "count") == 200)
            #expect(await engine.delete().failures == [])
        }
    }
}
