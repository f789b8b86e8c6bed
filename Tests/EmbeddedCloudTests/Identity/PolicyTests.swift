import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct PolicyTests {
    @Test func `A policy is kept as it is given`() async throws {
        try await IdentityUser.run { admin, demo in
            let made = try await admin.make("/policies", "policy", ["blob": "{'a': 'b'}", "type": "t", "owner": "o"])
            let path = "/policies/\(made["id"]?.string ?? "")"
            #expect(made["links"]?["self"]?.string?.hasSuffix("/identity/v3" + path) == true)
            #expect(try await admin.send(.get, path).json["policy"] == made)
            #expect(try await admin.send(.get, "/policies?type=t").json["policies"] == [made])
            #expect(try await admin.send(.get, "/policies?type=u").json["policies"] == [])
            let changed = try await admin.send(.patch, path, ["policy": ["type": "u"]]).json["policy"]
            #expect(changed?["type"] == "u")
            #expect(changed?["blob"] == "{'a': 'b'}")
            #expect(changed?["owner"] == "o")
            for reply in [try await demo.send(.get, path), try await demo.send(.get, "/policies")] {
                #expect(reply.status == 403)
            }
            #expect(try await admin.send(.delete, path).status == 204)
            #expect(try await admin.send(.get, path).status == 404)
        }
    }

    @Test(
        arguments: [
            ["type": "t"], ["blob": "b"], ["blob": 5, "type": "t"], ["blob": "b", "type": 5],
            ["blob": "b", "type": .string(String(repeating: "x", count: 256))],
        ] as [JSON]
    )
    func `What is no policy is refused`(body: JSON) async throws {
        try await IdentityUser.run { admin, demo in
            let reply = try await admin.send(.post, "/policies", ["policy": body])
            #expect(reply.status == 400)
            #expect(try await demo.send(.post, "/policies", ["policy": body]).status == 403)
        }
    }

    @Test func `An endpoint has its own policy, its region's, or its service's`() async throws {
        try await IdentityUser.run { admin, _ in
            let service = try await admin.first("/services", "services")
            let endpoint = try await admin.first("/endpoints?service_id=\(service)", "endpoints")
            var last = ""
            for place in ["/services/\(service)", "/services/\(service)/regions/RegionOne", "/endpoints/\(endpoint)"] {
                let made = try await admin.make("/policies", "policy", ["blob": "b", "type": "t"])
                last = "/policies/\(made["id"]?.string ?? "")"
                let path = last + "/OS-ENDPOINT-POLICY" + place
                #expect(try await admin.send(.get, path).status == 404)
                #expect(try await admin.send(.put, path).status == 204)
                #expect(try await admin.send(.get, path).status == 204)
                let found = try await admin.send(.get, "/endpoints/\(endpoint)/OS-ENDPOINT-POLICY/policy")
                #expect(found.json["policy"] == made)
            }
            let listed = try await admin.send(.get, last + "/OS-ENDPOINT-POLICY/endpoints").json["endpoints"]?.array
            #expect(listed?.map { $0["id"] } == [.string(endpoint)])
            let path = last + "/OS-ENDPOINT-POLICY/endpoints/"
            #expect(try await admin.send(.delete, path + endpoint).status == 204)
            #expect(try await admin.send(.get, path + endpoint).status == 404)
            #expect(try await admin.send(.put, path + "nosuch").status == 404)
        }
    }
}
