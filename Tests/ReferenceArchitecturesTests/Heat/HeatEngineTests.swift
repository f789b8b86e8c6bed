import HeatTemplates
import OpenStack
import ReferenceArchitectures
import Synchronization
import Testing

@Suite struct HeatEngineTests {
    /// Remembers events.
    private final class Log: Sendable {
        private let events = Mutex<[StackEvent]>([])
        var all: [StackEvent] { events.withLock { $0 } }
        func add(_ event: StackEvent) { events.withLock { $0.append(event) } }
    }

    private func source(_ text: String, files: [String: String] = [:]) throws -> HeatEngine.Source {
        HeatEngine.Source(template: text, stack: try stack(text, files: files))
    }

    private static func network(_ name: String) -> String {
        """
        heat_template_version: 2018-08-31
        resources:
          net: {type: 'OS::Neutron::Net', properties: {name: \(name)}}
          ports: {type: 'OS::Heat::ResourceGroup', properties: {count: 2, resource_def: {type: inner.yaml, properties: {net: {get_resource: net}}}}}
        outputs:
          name: {value: {get_attr: [net, name]}}
          names: {value: {get_attr: [ports, own]}}
        """
    }
    private static let inner = """
        heat_template_version: 2018-08-31
        parameters: {net: {type: string}}
        resources: {port: {type: 'OS::Neutron::Port', properties: {network: {get_param: net}, name: {get_file: name.txt}}}}
        outputs: {own: {value: {get_attr: [port, name]}}}
        """

    @Test("a stack is made, followed, changed and removed through the cloud's own Heat")
    func lifecycle() async throws {
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let log = Log()
            let engine = HeatEngine(cloud.session, stack: "test") { log.add($0) }
            #expect(try await HeatEngine.isAvailable(in: cloud.session))
            let files = ["inner.yaml": Self.inner, "name.txt": "given"]
            let old = try source(Self.network("one"), files: files)
            #expect(try await engine.preview(old).map(\.kind) == [.added, .added])
            let made = await engine.deploy(old)
            try #require(made.failures == [])
            #expect(made.value(of: "name") == "one")
            #expect(made.value(of: "names") == ["given", "given"])
            #expect(log.all.contains { $0.path.description == "ports/0/port" && $0.status == "CREATE_COMPLETE" })
            #expect(Set(log.all.map(\.id)).count == log.all.count)
            let new = try source(Self.network("two"), files: files)
            let changes = try await engine.preview(new)
            #expect(changes.first { $0.path.description == "net" }?.kind == .updated)
            #expect(await engine.deploy(new).value(of: "name") == "two")
            #expect(await engine.delete().failures == [])
            #expect(await engine.delete().failures == [])
            #expect(try await cloud.inventory() == before)
        }
    }

    @Test("a failure names the resource that failed, and its own reason")
    func failure() async throws {
        let text = """
            heat_template_version: 2018-08-31
            resources:
              group:
                type: OS::Heat::ResourceGroup
                properties: {count: 1, resource_def: {type: 'OS::Heat::TestResource', properties: {fail: true}}}
            """
        try await TestCloud.with { cloud in
            let engine = HeatEngine(cloud.session, stack: "test")
            let failed = await engine.deploy(try source(text))
            #expect(failed.failures.map(\.path.description) == ["group/0"])
            #expect(failed.failures.first?.reason.contains("Test Resource failed") == true)
            #expect(await engine.delete().failures == [])
        }
    }

    @Test("both engines come to the same outputs")
    func agreement() async throws {
        let text = """
            heat_template_version: 2018-08-31
            resources:
              net: {type: 'OS::Neutron::Net', properties: {name: same}}
              subnet: {type: 'OS::Neutron::Subnet', properties: {network: {get_resource: net}, cidr: 10.3.0.0/24, name: s}}
              group: {type: 'OS::Neutron::SecurityGroup', properties: {name: g, rules: [{protocol: tcp, port_range_min: 1, port_range_max: 2}]}}
              server:
                type: OS::Nova::Server
                properties:
                  name: web
                  flavor: m1.nano
                  image: embedded-guest
                  networks: [{subnet: {get_resource: subnet}, fixed_ip: 10.3.0.20}]
                  security_groups: [{get_resource: group}]
              volume: {type: 'OS::Cinder::Volume', properties: {size: 1, metadata: {a: b}}}
              value: {type: 'OS::Heat::Value', properties: {type: number, value: '3'}}
              chain: {type: 'OS::Heat::ResourceChain', properties: {resources: ['OS::Heat::RandomString', 'OS::Heat::RandomString'], resource_properties: {length: 4}}}
            outputs:
              name: {value: {get_attr: [server, name]}}
              address: {value: {get_attr: [server, networks, same, 0]}}
              gateway: {value: {get_attr: [subnet, gateway_ip]}}
              pools: {value: {get_attr: [subnet, allocation_pools]}}
              size: {value: {get_attr: [volume, size]}}
              bootable: {value: {get_attr: [volume, bootable]}}
              metadata: {value: {get_attr: [volume, metadata]}}
              values: {value: {get_attr: [volume, metadata_values]}}
              number: {value: {get_attr: [value, value]}}
              status: {value: {get_attr: [net, status]}}
              nothing: {value: {get_attr: [net, show, nothing]}}
            """
        try await TestCloud.with { cloud in
            let stack = try stack(text)
            let heat = HeatEngine(cloud.session, stack: "test")
            let byHeat = await heat.deploy(HeatEngine.Source(template: text, stack: stack))
            try #require(byHeat.failures == [])
            #expect(await heat.delete().failures == [])
            let engine = cloud.engine(try DeploymentJournal(path: nil))
            let direct = await engine.deploy(stack, as: TestCloud.description)
            try #require(direct.failures == [])
            #expect(await engine.delete().failures == [])
            let both = [byHeat, direct].map { outcome in
                outcome.outputs.map { "\($0.name)=\($0.value.json(sortedKeys: true))" }.sorted()
            }
            #expect(both[0] == both[1])
        }
    }
}
