import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct ImageTaskTests {
    private static func input(_ place: JSON) -> JSON {
        [
            "type": "import",
            "input": ["import_from": place, "import_from_format": "qcow2", "image_properties": ["name": "i"]],
        ]
    }

    @Test func `A task that may read nothing fails`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let reply = try await cloud.send(.post, "/image/v2/tasks", Self.input("http://nosuch/i"), token: admin)
            #expect(reply.status == 201)
            #expect(reply.json["status"] == "pending")
            let path = "/v2/tasks/\(reply.json["id"]?.string ?? "")"
            #expect(reply.headers[.location]?.hasSuffix(path) == true)
            let shown = try await cloud.send(.get, "/image" + path, token: admin).json
            #expect(shown["status"] == "failure")
            #expect(shown["message"]?.string?.isEmpty == false)
            #expect(shown["result"] == .null)
            for (query, count) in [("", 1), ("?status=failure&type=import", 1), ("?status=success", 0)] {
                let listed = try await cloud.send(.get, "/image/v2/tasks" + query, token: admin).json["tasks"]?.array
                #expect(listed?.count == count)
                #expect(listed?.first?["input"] == nil)
            }
            #expect(try await cloud.send(.delete, "/image" + path, token: admin).status == 405)
        }
    }

    @Test(
        arguments: [
            ([:], 400), (["type": "import"], 400), (["type": "x", "input": [:]], 400),
            (["type": "import", "input": "x"], 400),
            (["type": "import", "input": [:], "other": 1], 400), (input("file:///etc/passwd"), 201),
        ] as [(JSON, Int)]
    )
    func `Tasks are for admins, and checked`(body: JSON, status: Int) async throws {
        try await TestCloud.run { cloud in
            let (admin, demo) = (try await cloud.login("admin", "admin"), try await cloud.login("demo", "demo"))
            #expect(try await cloud.send(.post, "/image/v2/tasks", body, token: admin).status == status)
            #expect(try await cloud.send(.post, "/image/v2/tasks", body, token: demo).status == 403)
        }
    }
}
