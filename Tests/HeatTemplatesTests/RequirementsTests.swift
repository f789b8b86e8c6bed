import HeatTemplates
import Testing

@Suite("Requirements")
struct RequirementsTests {
    private static let template = """
        heat_template_version: 2018-08-31
        resources:
          net: {type: OS::Neutron::Net}
          trunk: {type: OS::Neutron::Trunk, properties: {port: x}}
          servers:
            type: OS::Heat::ResourceGroup
            properties:
              count: 3
              resource_def: {type: OS::Nova::Server, properties: {flavor: m1, networks: [{network: n}]}}
          secret: {type: OS::Heat::RandomString}
        """

    private func requirements() throws -> Requirements { Requirements(try #require(madeStack(Self.template))) }

    @Test("a template tells services, types, requests and capabilities")
    func everything() throws {
        let requirements = try requirements()
        #expect(requirements.services.map(\.type) == ["compute", "identity", "network"])
        #expect(requirements.services[0].resourceTypes == ["OS::Nova::Server": 3])
        #expect(
            requirements.services[0].operations.map(\.description) == [
                "GET /v2.1/flavors/detail", "POST /v2.1/servers", "DELETE /v2.1/servers/{id}",
                "GET /v2.1/servers/{id}",
            ]
        )
        #expect(requirements.services[2].capabilities == ["networks-l2-CRUD"])
        #expect(requirements.heatTypes == ["OS::Heat::ResourceGroup": 1, "OS::Heat::RandomString": 1])
    }

    private static let proven: [String: Bool] = [
        "compute-servers-create": true, "compute-servers-get": true, "compute-servers-delete": true,
        "compute-flavors-list": true, "identity-v3-tokens-create": true, "networks-l2-CRUD": true,
    ]
    private static let trunks = [
        "POST /v2.0/trunks": true, "GET /v2.0/trunks/{id}": true, "DELETE /v2.0/trunks/{id}": true,
    ]

    @Test("a cloud that has everything runs it")
    func runs() throws {
        let suitability = Suitability(
            try requirements(),
            evidence: Suitability.Evidence(
                services: ["compute", "identity", "network"],
                capabilities: Self.proven,
                operations: Self.trunks
            )
        )
        #expect(suitability.conclusion == .runs)
        #expect(suitability.findings == [])
    }

    @Test("what is missing is told, and what nobody looked at")
    func fails() throws {
        var capabilities = Self.proven
        capabilities["networks-l2-CRUD"] = false
        capabilities["compute-servers-delete"] = nil
        let suitability = Suitability(
            try requirements(),
            evidence: Suitability.Evidence(services: nil, capabilities: capabilities)
        )
        #expect(suitability.conclusion == .fails)
        #expect(
            suitability.findings.map { "\($0.isMissing) \($0.subject)" } == [
                "true networks-l2-CRUD", "false compute-servers-delete", "false POST /v2.0/trunks",
                "false DELETE /v2.0/trunks/{id}", "false GET /v2.0/trunks/{id}",
            ]
        )
    }

    @Test("a service that the catalog does not have is missing with all that it is for")
    func services() throws {
        let suitability = Suitability(
            try requirements(),
            evidence: Suitability.Evidence(services: ["compute", "identity"], capabilities: Self.proven)
        )
        #expect(
            suitability.findings.map(\.reason) == [
                "the catalog has no such service, for OS::Neutron::Net, OS::Neutron::Trunk"
            ]
        )
    }

    @Test("what is told of a type is told of types that Heat has")
    func types() {
        #expect(ResourceType.names.count > 190)
        #expect(ResourceType.named("OS::Nova::Server")?.properties["networks"]?.members?["port"]?.kind == .string)
        #expect(ResourceType.named("OS::Nova::Server")?.properties["flavor"]?.isRequired == true)
        #expect(ResourceType.named("OS::Cinder::Volume")?.canBeKeptAsSnapshot == true)
        #expect(ResourceType.named("OS::Cinder::Volume")?.properties["size"]?.isUpdatable == true)
    }
}
