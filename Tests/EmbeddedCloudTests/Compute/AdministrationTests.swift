import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct AdministrationTests {
    private static let base = "/compute/v2.1"

    private static func headers(_ minor: Int) -> HTTPFields { [.apiVersion: "compute 2.\(minor)"] }

    @Test(arguments: [
        ("/os-agents", 410, 1), ("/os-certificates", 404, 1), ("/os-cells", 410, 90), ("/os-networks", 404, 36),
        ("/os-hosts", 404, 43), ("/os-hypervisors/statistics", 404, 88), ("/os-hypervisors/1", 400, 53),
        ("/os-aggregates/x", 400, 1), ("/os-aggregates/9", 404, 1), ("/images", 404, 36),
    ])
    func `What a microversion has not is not there`(_ path: String, _ status: Int, _ minor: Int) async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let reply = try await cloud.send(.get, Self.base + path, token: admin, headers: Self.headers(minor))
            #expect(reply.status == status)
        }
    }

    @Test func `A zone is made of the hosts of an aggregate`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let path = Self.base + "/os-aggregates"
            let made = try await cloud.send(
                .post,
                path,
                ["aggregate": ["name": "a", "availability_zone": "z"]],
                token: admin
            )
            #expect(made.json["aggregate"]?["availability_zone"] == "z")
            #expect(made.json["aggregate"]?["hosts"] == nil)
            let id = made.json["aggregate"]?["id"]?.int ?? 0
            let add: JSON = ["add_host": ["host": "embedded-compute-1"]]
            let added = try await cloud.send(.post, "\(path)/\(id)/action", add, token: admin)
            #expect(added.json["aggregate"]?["hosts"] == ["embedded-compute-1"])
            #expect(try await cloud.send(.post, "\(path)/\(id)/action", add, token: admin).status == 409)
            let zones = try await cloud.send(.get, Self.base + "/os-availability-zone", token: admin).json
            #expect(zones["availabilityZoneInfo"]?.array?.compactMap { $0["zoneName"]?.string } == ["nova", "z"])
            #expect(try await cloud.send(.delete, "\(path)/\(id)", token: admin).status == 400)
        }
    }

    @Test func `A quota that was set is shown until it is taken back`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let project = try await cloud.id("/identity/v3/projects?name=demo", "projects", token: admin)
            let path = Self.base + "/os-quota-sets/" + project
            let usual = try await cloud.send(.get, path, token: admin).json["quota_set"]?["cores"]
            let put = try await cloud.send(.put, path, ["quota_set": ["cores": 7]], token: admin)
            #expect(put.json["quota_set"]?["cores"] == 7)
            let demo = try await cloud.login("demo", "demo")
            let limits = try await cloud.send(.get, Self.base + "/limits", token: demo).json["limits"]?["absolute"]
            #expect(limits?["maxTotalCores"] == 7)
            #expect(try await cloud.send(.put, path, ["quota_set": ["cores": 8]], token: demo).status == 403)
            #expect(try await cloud.send(.delete, path, token: admin).status == 202)
            #expect(try await cloud.send(.get, path, token: admin).json["quota_set"]?["cores"] == usual)
            let hidden = try await cloud.send(.get, path, token: admin, headers: Self.headers(57)).json["quota_set"]
            #expect(hidden?["fixed_ips"] == nil)
            #expect(hidden?["injected_files"] == nil)
        }
    }

    @Test func `Groups count, and keep to their quota`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let path = Self.base + "/os-server-groups"
            let body: JSON = ["server_group": ["name": "g", "policies": ["affinity"]]]
            let made = try await cloud.send(.post, path, body, token: demo)
            #expect(made.json["server_group"]?["policies"] == ["affinity"])
            let soft: JSON = ["server_group": ["name": "g", "policies": ["soft-affinity"]]]
            #expect(try await cloud.send(.post, path, soft, token: demo).status == 400)
            let limits = try await cloud.send(.get, Self.base + "/limits", token: demo).json["limits"]?["absolute"]
            #expect(limits?["totalServerGroupsUsed"] == 1)
        }
    }
}
