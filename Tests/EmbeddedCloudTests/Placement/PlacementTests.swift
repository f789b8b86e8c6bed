import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct PlacementTests {
    private static func headers(_ minor: Int) -> HTTPFields {
        guard let name = HTTPField.Name("OpenStack-API-Version") else { return [:] }
        return [name: "placement 1.\(minor)"]
    }

    @Test func `The machines of a new cloud are listed with what they offer`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let list = try await cloud.send(.get, "/placement/resource_providers", token: admin).json
            let providers = list["resource_providers"]?.array ?? []
            #expect(providers.count == 2)
            let id = providers.first?["uuid"]?.string ?? ""
            let path = "/placement/resource_providers/\(id)/inventories"
            let inventories = try await cloud.send(.get, path, token: admin).json["inventories"]
            #expect(inventories?["VCPU"]?["total"] == 1000)
            #expect(inventories?["MEMORY_MB"]?["reserved"] == 512)
        }
    }

    @Test func `Only administrators and services may ask`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let reply = try await cloud.send(.get, "/placement/resource_providers", token: demo)
            #expect(reply.status == 403)
            let detail = reply.json["errors"]?.array?.first?["detail"]?.string ?? ""
            #expect(detail.contains("Policy does not allow placement:resource_providers:list to be performed."))
            #expect(try await cloud.send(.get, "/placement/resource_providers").status == 401)
            #expect(try await cloud.send(.get, "/placement/").status == 200)
        }
    }

    @Test func `Allocations count, and no more can be had than there is`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let made = try await cloud.send(
                .post,
                "/placement/resource_providers",
                ["name": "p"],
                token: admin,
                headers: Self.headers(39)
            )
            let id = made.json["uuid"]?.string ?? ""
            let provider = "/placement/resource_providers/\(id)"
            let inventory: JSON = [
                "resource_provider_generation": 0, "inventories": ["VCPU": ["total": 4, "max_unit": 3]],
            ]
            let put = try await cloud.send(.put, provider + "/inventories", inventory, token: admin)
            #expect(put.json["resource_provider_generation"] == 1)
            func claim(_ amount: Int, generation: JSON) -> JSON {
                [
                    "allocations": .object([id: ["resources": ["VCPU": .int(amount)]]]), "project_id": "p",
                    "user_id": "u", "consumer_generation": generation, "consumer_type": "INSTANCE",
                ]
            }
            let consumer = "/placement/allocations/" + Identifier.uuid()
            for (amount, generation, status) in [(4, JSON.null, 409), (3, 0, 409), (3, .null, 204), (2, 1, 204)] {
                let body = claim(amount, generation: generation)
                let reply = try await cloud.send(.put, consumer, body, token: admin, headers: Self.headers(39))
                #expect(reply.status == status)
            }
            #expect(try await cloud.send(.get, provider + "/usages", token: admin).json["usages"]?["VCPU"] == 2)
            #expect(try await cloud.send(.delete, provider, token: admin).status == 409)
            #expect(try await cloud.send(.delete, consumer, token: admin).status == 204)
            #expect(try await cloud.send(.delete, provider, token: admin).status == 204)
        }
    }

    @Test(arguments: [
        ("resources=VCPU:1,MEMORY_MB:64", 200, 2), ("resources=VCPU:1001", 200, 0), ("resources=VCPU:0", 400, 0),
        ("resources=NOPE:1", 400, 0), ("resources=VCPU:1&required=COMPUTE_NODE", 200, 2),
        ("resources=VCPU:1&required=!COMPUTE_NODE", 200, 0), ("resources=VCPU:1&required=NOPE", 400, 0),
        ("resources1=VCPU:1&resources2=VCPU:1", 400, 0),
        ("resources1=VCPU:1&resources2=VCPU:1&group_policy=none", 200, 2), ("resources=VCPU:1&limit=1", 200, 1),
    ])
    func `Candidates are what a request can be had from`(_ query: String, _ status: Int, _ count: Int) async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let path = "/placement/allocation_candidates?" + query
            let reply = try await cloud.send(.get, path, token: admin, headers: Self.headers(39))
            #expect(reply.status == status)
            #expect((reply.json["allocation_requests"]?.array ?? []).count == count)
        }
    }

    @Test func `Traits of a provider exist, and change with its generation`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let headers = Self.headers(39)
            let trait = "/placement/traits/CUSTOM_FAST"
            #expect(try await cloud.send(.put, trait, token: admin, headers: headers).status == 201)
            #expect(try await cloud.send(.put, trait, token: admin, headers: headers).status == 204)
            let list = try await cloud.send(.get, "/placement/resource_providers", token: admin).json
            let row = list["resource_providers"]?.array?.first
            let path = "/placement/resource_providers/\(row?["uuid"]?.string ?? "")/traits"
            let generation = row?["generation"] ?? 0
            for (name, status) in [("NOPE", 400), ("CUSTOM_FAST", 200), ("COMPUTE_NODE", 409)] {
                let body: JSON = ["traits": [.string(name)], "resource_provider_generation": generation]
                #expect(try await cloud.send(.put, path, body, token: admin, headers: headers).status == status)
            }
            #expect(try await cloud.send(.delete, trait, token: admin, headers: headers).status == 409)
        }
    }
}
