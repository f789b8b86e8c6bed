import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct FlavorTests {
    private static let flavors = "/compute/v2.1/flavors"

    private static func headers(_ minor: Int) -> HTTPFields { [.apiVersion: "compute 2.\(minor)"] }

    private static func body(_ more: JSON.Object = [:]) -> JSON {
        var members: JSON.Object = ["name": "f", "ram": 64, "vcpus": 1, "disk": "2", "id": "f"]
        members.merge(more)
        return ["flavor": .object(members)]
    }

    @Test func `Members that a microversion brought are shown since then`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            func flavor(_ minor: Int) async throws -> JSON {
                try await cloud.send(.get, Self.flavors + "/42", token: demo, headers: Self.headers(minor))
                    .json["flavor"] ?? .null
            }
            let old = try await flavor(1)
            #expect(old["swap"] == "")
            #expect(old["rxtx_factor"] == .double(1))
            #expect(old["description"] == nil)
            #expect(try await flavor(55)["description"] == .null)
            #expect(try await flavor(61)["extra_specs"] == [:])
            #expect(try await flavor(75)["swap"] == 0)
            #expect(try await flavor(102)["rxtx_factor"] == nil)
        }
    }

    @Test(
        arguments: [
            (["ram": 0], "Invalid input for field/attribute ram. Value: 0. 0 is less than the minimum of 1"),
            (["vcpus": "x"], "Invalid input for field/attribute vcpus. Value: x. 'x' does not match '^[0-9]+$'"),
            (
                ["rxtx_factor": 0],
                "Invalid input for field/attribute rxtx_factor. Value: 0. 0 is less than or equal to the minimum of 0"
            ),
        ] as [(JSON.Object, String)]
    )
    func `A flavor that is none is refused`(_ members: JSON.Object, _ message: String) async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let reply = try await cloud.send(.post, Self.flavors, Self.body(members), token: admin)
            #expect(reply.status == 400)
            #expect(reply.json["badRequest"]?["message"]?.string == message)
        }
    }

    @Test func `Names and ids are not used twice`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            for (more, status) in [([:], 200), (["name": "g"], 409), (["id": "g"], 409)] as [(JSON.Object, Int)] {
                #expect(try await cloud.send(.post, Self.flavors, Self.body(more), token: admin).status == status)
            }
            let demo = try await cloud.login("demo", "demo")
            #expect(try await cloud.send(.post, Self.flavors, Self.body(), token: demo).status == 403)
        }
    }

    @Test func `A flavor that is not public is seen by those it was given to`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let demo = try await cloud.login("demo", "demo")
            let body = Self.body(["os-flavor-access:is_public": false])
            #expect(try await cloud.send(.post, Self.flavors, body, token: admin).status == 200)
            let path = Self.flavors + "/f"
            #expect(try await cloud.send(.get, path, token: demo).status == 404)
            let project = try await cloud.id("/identity/v3/projects?name=demo", "projects", token: admin)
            let access: JSON = ["addTenantAccess": ["tenant": .string(project)]]
            #expect(try await cloud.send(.post, path + "/action", access, token: admin).status == 200)
            #expect(try await cloud.send(.post, path + "/action", access, token: admin).status == 409)
            #expect(try await cloud.send(.get, path, token: demo).status == 200)
            let nobody: JSON = ["addTenantAccess": ["tenant": "nobody"]]
            #expect(try await cloud.send(.post, path + "/action", nobody, token: admin).status == 400)
        }
    }

    @Test(arguments: [
        ("hw:cpu_policy", "dedicated", 200), ("hw:cpu_policy", "x", 400), ("hw:nope", "x", 400), ("mine", "x", 200),
        ("hw:numa_nodes", "0", 400), ("resources:CUSTOM_A", "1", 200), ("trait:NOPE", "required", 400),
    ])
    func `Extra specs are checked since 2_86`(_ name: String, _ value: String, _ status: Int) async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let path = Self.flavors + "/42/os-extra_specs"
            let body: JSON = ["extra_specs": .object([name: .string(value)])]
            #expect(try await cloud.send(.post, path, body, token: admin, headers: Self.headers(86)).status == status)
            #expect(try await cloud.send(.post, path, body, token: admin).status == 200)
        }
    }
}
