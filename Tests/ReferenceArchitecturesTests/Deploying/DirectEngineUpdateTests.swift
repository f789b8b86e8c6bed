import Foundation
import HeatTemplates
import OpenStack
import ReferenceArchitectures
import Testing

@Suite struct DirectEngineUpdateTests {
    /// A server at a port of its own, with a volume; the last resource is there to fail.
    private static func text(
        greeting: String,
        cidr: String = "10.3.0.0/24",
        size: Int = 1,
        extra: String = ""
    ) -> String {
        """
        heat_template_version: 2018-08-31
        resources:
          net: {type: 'OS::Neutron::Net', properties: {name: '\(greeting)'}}
          subnet: {type: 'OS::Neutron::Subnet', properties: {network: {get_resource: net}, cidr: \(cidr)}}
          password: {type: 'OS::Heat::RandomString'}
          port:
            type: OS::Neutron::Port
            properties: {network: {get_resource: net}, fixed_ips: [{subnet: {get_resource: subnet}}]}
          server:
            type: OS::Nova::Server
            properties:
              flavor: m1.nano
              image: embedded-guest
              user_data_format: RAW
              user_data: \(greeting)
              networks: [{port: {get_resource: port}}]
          volume: {type: 'OS::Cinder::Volume', properties: {size: \(size)}}
          attachment:
            type: OS::Cinder::VolumeAttachment
            properties: {instance_uuid: {get_resource: server}, volume_id: {get_resource: volume}}
          \(extra)
        outputs:
          password: {value: {get_attr: [password, value]}}
          size: {value: {get_attr: [volume, size]}}
          servers: {value: {get_attr: [volume, attachments_list]}}
          address: {value: {get_attr: [server, first_address]}}
        """
    }

    private static let failing = """
        broken:
            type: OS::Nova::Server
            depends_on: attachment
            properties: {flavor: m1.nano, image: gone}
        """

    private func ids(_ journal: DeploymentJournal) async -> [String: String] {
        let resources = await journal.record.resources.filter {
            !$0.isSuperseded && $0.plan.type != "OS::Cinder::VolumeAttachment"
        }
        return Dictionary(resources.map { ($0.key.path.description, $0.id ?? "") }) { $1 }
    }

    @Test("a change that fails is taken back: what was replaced is there again, what was changed is as it was")
    func rollback() async throws {
        try await TestCloud.with { cloud in
            let journal = try DeploymentJournal(path: nil)
            let engine = cloud.engine(journal, rollsBack: true)
            let old = try stack(Self.text(greeting: "one"))
            let made = await engine.deploy(old, as: TestCloud.description)
            try #require(made.failures == [])
            let before = try await cloud.inventory()
            let idsBefore = await ids(journal)

            let new = try stack(Self.text(greeting: "two", cidr: "10.2.0.0/24", extra: Self.failing))
            let failed = await engine.deploy(new, as: TestCloud.description, previous: old)
            #expect(failed.failures.map(\.description) == ["broken (OS::Nova::Server): there is no image 'gone'"])
            #expect(failed.isRolledBack)
            #expect(await ids(journal) == idsBefore)
            #expect(try await cloud.inventory() == before)
            #expect(try await engine.preview(old).allSatisfy { $0.kind == .unchanged })
            let outputs = await engine.outputs(of: old)
            #expect(outputs.first { $0.name == "password" }?.value == made.value(of: "password"))
            #expect(await engine.delete().failures == [])
        }
    }

    @Test("without what was there before nothing is taken back, and that is said")
    func rollbackOfTheUnknown() async throws {
        try await TestCloud.with { cloud in
            let engine = cloud.engine(try DeploymentJournal(path: nil), rollsBack: true)
            try #require(
                await engine.deploy(try stack(Self.text(greeting: "one")), as: TestCloud.description).isComplete
            )
            let failed = await engine.deploy(
                try stack(Self.text(greeting: "one", extra: Self.failing)),
                as: TestCloud.description
            )
            #expect(!failed.isRolledBack)
            #expect(failed.failures.last?.description == "nothing was taken back: what there was before is not known")
            #expect(await engine.delete().failures == [])
        }
    }

    @Test("a server that is replaced hands over its port, and a volume at a server grows")
    func replacement() async throws {
        try await TestCloud.with { cloud in
            let before = try await cloud.inventory()
            let journal = try DeploymentJournal(path: nil)
            let engine = cloud.engine(journal)
            try #require(
                await engine.deploy(try stack(Self.text(greeting: "one")), as: TestCloud.description).failures == []
            )
            let old = await ids(journal)
            let changed = await engine.deploy(
                try stack(Self.text(greeting: "two", size: 2)),
                as: TestCloud.description
            )
            #expect(changed.failures == [])
            #expect(changed.value(of: "size") == "2")
            #expect(changed.value(of: "address")?.string?.hasPrefix("10.3.0.") == true)
            let new = await ids(journal)
            #expect(new["server"] != old["server"])
            #expect(new["port"] == old["port"])
            #expect(new["volume"] == old["volume"])
            #expect(changed.value(of: "servers")?.list?.first?.map?["server_id"]?.string == new["server"])
            #expect(await engine.delete().failures == [])
            #expect(try await cloud.inventory() == before)
        }
    }

    @Test("a resource whose change failed is not replaced when it is changed again")
    func secondTry() async throws {
        try await TestCloud.with { cloud in
            let journal = try DeploymentJournal(path: nil)
            let engine = cloud.engine(journal)
            let large = try stack(Self.text(greeting: "one", size: 2))
            try #require(await engine.deploy(large, as: TestCloud.description).failures == [])
            let volume = await journal.record.resource(at: ResourcePath(["volume"]))?.id
            let small = await engine.deploy(try stack(Self.text(greeting: "one")), as: TestCloud.description)
            #expect(small.failures.map(\.reason) == ["a volume of 2 GB cannot shrink to 1"])
            let again = await engine.deploy(large, as: TestCloud.description)
            #expect(again.failures == [])
            #expect(await journal.record.resource(at: ResourcePath(["volume"]))?.id == volume)
            #expect(await engine.delete().failures == [])
        }
    }

    @Test("a group that says which of its members are to go is refused with its place")
    func removalPolicies() async throws {
        func text(_ policies: String) -> String {
            """
            heat_template_version: 2018-08-31
            resources:
              boxes:
                type: OS::Heat::ResourceGroup
                properties:
                  count: 1
                  removal_policies: \(policies)
                  resource_def: {type: 'OS::Heat::None'}
            """
        }
        let chosen = try stack(text("[{resource_list: ['0']}]"))
        let problem = try #require(DirectEngine.problems(of: chosen).first)
        #expect(problem.position.line == 3)
        #expect(problem.message.contains("removal_policies"))
        #expect(DirectEngine.problems(of: try stack(text("[]"))) == [])
        #expect(DirectEngine.problems(of: try stack(text("[{resource_list: []}]"))) == [])
        try await TestCloud.with { cloud in
            let made = await cloud.engine(try DeploymentJournal(path: nil)).deploy(chosen, as: TestCloud.description)
            #expect(made.failures.first?.reason == problem.message)
        }
    }
}
