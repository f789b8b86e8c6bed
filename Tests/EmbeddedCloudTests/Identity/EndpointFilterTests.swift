import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct EndpointFilterTests {
    private static let root = "/OS-EP-FILTER"

    @Test func `A group has the endpoints that pass its filters`() async throws {
        try await IdentityUser.run { admin, demo in
            let service = try await admin.first("/services?type=image", "services")
            let made = try await admin.make(
                Self.root + "/endpoint_groups",
                "endpoint_group",
                ["name": "g", "filters": ["service_id": .string(service), "interface": "public"]]
            )
            let path = Self.root + "/endpoint_groups/\(made["id"]?.string ?? "")"
            #expect(made["links"]?["self"]?.string?.hasSuffix("/identity/v3" + path) == true)
            #expect(made["description"] == .null)
            #expect(try await admin.send(.get, path).json["endpoint_group"] == made)
            #expect(try await admin.send(.get, Self.root + "/endpoint_groups?name=g").json["endpoint_groups"] == [made])
            #expect(try await admin.send(.get, path + "/endpoints").json["endpoints"]?.array?.count == 1)
            let change: JSON = ["endpoint_group": ["filters": ["interface": "public"], "description": "d"]]
            #expect(try await admin.send(.patch, path, change).json["endpoint_group"]?["description"] == "d")
            #expect(try await admin.send(.get, path + "/endpoints").json["endpoints"]?.array?.count ?? 0 > 1)
            #expect(try await demo.send(.get, path).status == 403)
            #expect(try await admin.send(.head, path).status == 200)
            #expect(try await admin.send(.delete, path).status == 204)
            #expect(try await admin.send(.get, path).status == 404)
        }
    }

    @Test(
        arguments: [
            ["name": "g"], ["filters": ["interface": "public"]], ["name": "g", "filters": [:]],
            ["name": "g", "filters": ["url": "x"]], ["name": "g", "filters": ["interface": "x"]],
            ["name": "g", "filters": ["interface": "public"], "other": 1],
            ["name": 5, "filters": ["interface": "public"]],
        ] as [JSON]
    )
    func `What is no group is refused`(body: JSON) async throws {
        try await IdentityUser.run { admin, _ in
            let reply = try await admin.send(.post, Self.root + "/endpoint_groups", ["endpoint_group": body])
            #expect(reply.status == 400)
        }
    }

    @Test func `A project with endpoints of its own sees no others`() async throws {
        try await IdentityUser.run { admin, demo in
            let project = try await demo.own().project
            func catalog() async throws -> [String] {
                let reply = try await demo.send(.get, "/auth/catalog").json["catalog"]?.array ?? []
                return reply.compactMap { $0["type"]?.string }.sorted()
            }
            let all = try await catalog()
            #expect(all.contains("compute"))

            let identity = try await admin.first("/services?type=identity", "services")
            let endpoint = try await admin.first("/endpoints?interface=public&service_id=\(identity)", "endpoints")
            let path = Self.root + "/projects/\(project)/endpoints/\(endpoint)"
            #expect(try await admin.send(.get, path).status == 404)
            #expect(try await admin.send(.put, path).status == 204)
            #expect(try await admin.send(.put, path).status == 409)
            #expect(try await admin.send(.get, path).status == 204)
            #expect(try await catalog() == ["identity"])

            let group = try await admin.make(
                Self.root + "/endpoint_groups",
                "endpoint_group",
                [
                    "name": "g",
                    "filters": ["service_id": .string(try await admin.first("/services?type=image", "services"))],
                ]
            )
            let member = Self.root + "/endpoint_groups/\(group["id"]?.string ?? "")/projects/\(project)"
            #expect(try await admin.send(.put, member).status == 204)
            #expect(try await admin.send(.put, member).status == 409)
            #expect(
                try await admin.send(.get, member).json["project_endpoint_group"]?["project_id"] == .string(project)
            )
            #expect(try await catalog() == ["identity", "image"])
            let mine = try await admin.send(.get, Self.root + "/projects/\(project)/endpoints").json["endpoints"]
            #expect(mine?.array?.count == 4)
            let having = try await admin.send(.get, Self.root + "/endpoints/\(endpoint)/projects").json["projects"]
            #expect(having?.array?.map { $0["id"] } == [.string(project)])

            #expect(try await admin.send(.delete, member).status == 204)
            #expect(try await admin.send(.delete, member).status == 404)
            #expect(try await admin.send(.delete, path).status == 204)
            #expect(try await catalog() == all)
        }
    }
}
