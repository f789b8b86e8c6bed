import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct DomainProjectTests {
    @Test func `A project that acts as a domain is a domain`() async throws {
        try await IdentityUser.run { admin, _ in
            let made = try await admin.make(
                "/projects",
                "project",
                ["name": "d", "is_domain": true, "domain_id": nil, "description": "x", "tags": ["a"]]
            )
            let id = made["id"]?.string ?? ""
            #expect(made["domain_id"] == .null)
            #expect(made["parent_id"] == .null)
            #expect(made["is_domain"] == true)
            #expect(try await admin.send(.get, "/domains/\(id)").json["domain"]?["name"] == "d")
            #expect(try await admin.send(.get, "/projects/\(id)").json["project"] == made)

            let listed = try await admin.send(.get, "/projects?is_domain=true").json["projects"]?.array
            #expect(listed?.compactMap { $0["name"]?.string }.sorted() == ["Default", "d"])
            #expect(try await admin.send(.get, "/projects?name=d").json["projects"] == [])

            let below = try await admin.make("/projects", "project", ["name": "p", "domain_id": .string(id)])
            #expect(below["is_domain"] == false)
            #expect(below["parent_id"] == .string(id))
            let elsewhere: JSON = ["project": ["name": "q", "parent_id": .string(id), "domain_id": "default"]]
            #expect(try await admin.send(.post, "/projects", elsewhere).status == 400)
            #expect(try await admin.send(.delete, "/projects/\(id)").status == 403)
            let changed = try await admin.send(.patch, "/projects/\(id)", ["project": ["enabled": false, "name": "e"]])
            #expect(changed.json["project"]?["enabled"] == false)
            #expect(try await admin.send(.get, "/domains/\(id)").json["domain"]?["name"] == "e")
            #expect(try await admin.send(.delete, "/projects/\(id)").status == 204)
            #expect(try await admin.send(.get, "/domains/\(id)").status == 404)
        }
    }

    @Test(
        arguments: [
            (["name": "Default", "is_domain": true], 409),
            (["name": "d", "is_domain": true, "domain_id": "default"], 400),
            (["name": "d", "is_domain": true, "parent_id": "default"], 400), (["name": "d", "is_domain": "yes"], 400),
        ] as [(JSON, Int)]
    )
    func `What is at no root is no domain`(body: JSON, status: Int) async throws {
        try await IdentityUser.run { admin, demo in
            let reply = try await admin.send(.post, "/projects", ["project": body])
            #expect(reply.status == status)
            #expect(try await demo.send(.post, "/projects", ["project": body]).status == 403)
        }
    }

    @Test(
        arguments: [
            (["is_domain": false], 400), (["domain_id": "default"], 400), (["parent_id": "default"], 403),
        ] as [(JSON, Int)]
    )
    func `A domain can't be moved`(change: JSON, status: Int) async throws {
        try await IdentityUser.run { admin, _ in
            let reply = try await admin.send(.patch, "/projects/default", ["project": change])
            #expect(reply.status == status)
        }
    }
}
