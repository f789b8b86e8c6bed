import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct ConsumerTests {
    @Test func `A consumer's secret is shown once`() async throws {
        try await IdentityUser.run { admin, demo in
            var made =
                try await admin.make("/OS-OAUTH1/consumers", "consumer", ["description": "d", "kind": "k"]).object
                ?? [:]
            #expect(made["secret"]?.string?.count == 32)
            made["secret"] = nil
            let path = "/OS-OAUTH1/consumers/\(made["id"]?.string ?? "")"
            #expect(made["links"]?["self"]?.string?.hasSuffix("/identity/v3" + path) == true)
            #expect(try await admin.send(.get, path).json["consumer"] == .object(made))
            #expect(try await admin.send(.get, "/OS-OAUTH1/consumers").json["consumers"] == [.object(made)])
            let changed = try await admin.send(.patch, path, ["consumer": ["description": "e"]]).json["consumer"]
            #expect(changed?["description"] == "e")
            #expect(changed?["kind"] == "k")
            for body: JSON in [["secret": "s"], [:], ["description": 5]] {
                #expect(try await admin.send(.patch, path, ["consumer": body]).status == 400)
            }
            #expect(try await demo.send(.get, path).status == 403)
            #expect(try await demo.send(.post, "/OS-OAUTH1/consumers", ["consumer": [:]]).status == 403)
            #expect(try await admin.send(.delete, path).status == 204)
            let gone = try await admin.send(.get, path)
            #expect(gone.status == 404)
            #expect(gone.message == "Consumer not found")
        }
    }
}
