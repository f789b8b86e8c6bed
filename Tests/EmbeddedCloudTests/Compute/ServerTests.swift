import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct ServerTests {
    @Test func `A server is built, shown and deleted`() async throws {
        try await ServerOwner.run { owner in
            let ordered = try await owner.order()
            #expect(ordered.status == 202)
            let id = try #require(ordered.json["server"]?["id"]?.string)
            #expect(ordered.headers[.location]?.hasSuffix("/servers/\(id)") == true)
            #expect(ordered.json["server"]?["adminPass"]?.string?.count == 12)

            let shown = try await owner.show(id)
            #expect(shown["status"] == "ACTIVE")
            #expect(shown["OS-EXT-STS:vm_state"] == "active")
            #expect(shown["flavor"]?["id"] == "42")
            #expect(shown["OS-EXT-SRV-ATTR:host"] == nil)

            #expect(try await owner.send(.delete, "/servers/\(id)").status == 204)
            let gone = try await owner.send(.get, "/servers/\(id)")
            #expect(gone.status == 404)
            #expect(gone.json["itemNotFound"]?["message"] == .string("Instance \(id) could not be found."))
        }
    }

    // MARK: - Versions

    static let members: [(String, String, Bool)] = [
        ("2.1", "locked", false), ("2.9", "locked", true), ("2.18", "description", false),
        ("2.19", "description", true), ("2.25", "tags", false), ("2.26", "tags", true),
        ("2.62", "trusted_image_certificates", false), ("2.63", "trusted_image_certificates", true),
        ("2.70", "server_groups", false), ("2.71", "server_groups", true), ("2.73", "locked_reason", true),
        ("2.95", "pinned_availability_zone", false), ("2.96", "pinned_availability_zone", true),
        ("2.99", "scheduler_hints", false), ("2.100", "scheduler_hints", true),
    ]

    @Test(arguments: members)
    func `A member is shown from its microversion on`(_ version: String, _ member: String, _ isShown: Bool) async throws
    {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            #expect((try await owner.show(id, version: version)[member] != nil) == isShown)
        }
    }

    @Test func `Microversions are answered, refused and not found as upstream does`() async throws {
        try await ServerOwner.run { owner in
            let newest = try await owner.send(.get, "/servers", version: "latest")
            #expect(newest.headers[.apiVersion] == "compute 2.103")
            #expect(newest.headers[values: .vary].count == 2)
            #expect(try await owner.send(.get, "/servers", version: "2.200").status == 406)
            #expect(try await owner.send(.get, "/servers", version: "two").status == 400)
            let id = try await owner.server()
            #expect(try await owner.send(.get, "/servers/\(id)/tags", version: "2.25").status == 404)
            #expect(try await owner.send(.get, "/servers/\(id)/tags", version: "2.26").status == 200)
        }
    }

    // MARK: - Refusals

    static let malformed: [(JSON.Object, String)] = [
        (["name": ""], "Invalid input for field/attribute name. Value: . '' should be non-empty"),
        (["flavorRef": "none"], "Flavor none could not be found."),
        (["imageRef": "11111111-1111-1111-1111-111111111111"], "Can not find requested image"),
        (["key_name": "unknown"], "Invalid key_name provided."),
        (["min_count": 2, "max_count": 1], "min_count must be <= max_count"),
        (["availability_zone": "nowhere"], "The requested availability zone is not available"),
        (["metadata": ["a": 1]], "Invalid input for field/attribute a. Value: 1. 1 is not of type 'string'"),
    ]

    @Test(arguments: malformed)
    func `What is wrong with an order is said in upstream's words`(
        _ members: JSON.Object,
        _ message: String
    ) async throws {
        try await ServerOwner.run { owner in
            let reply = try await owner.order(members)
            #expect(reply.status == 400)
            #expect(reply.json["badRequest"]?["message"] == .string(message))
        }
    }

    @Test func `Others' servers are not there, and readers change nothing`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            let alt = try await ServerOwner(owner.cloud, "alt")
            #expect(try await alt.send(.get, "/servers/\(id)").status == 404)
            let token = try await owner.cloud.login("reader", "demo")
            let path = "/compute/v2.1/servers/\(id)"
            #expect(try await owner.cloud.send(.get, path, token: token).status == 200)
            #expect(try await owner.cloud.send(.delete, path, token: token).status == 403)
            let all = try await owner.send(.get, "/servers?all_tenants=1")
            #expect(all.status == 403)
        }
    }

    @Test func `A path with another project's id is malformed`() async throws {
        try await ServerOwner.run { owner in
            let reply = try await owner.send(.get, "/abc/servers")
            #expect(reply.status == 400)
            #expect(reply.json["badRequest"]?["message"]?.string?.hasPrefix("Malformed request URL") == true)
        }
    }

    // MARK: - Lists

    @Test func `Lists come in pages, the newest first`() async throws {
        try await ServerOwner.run { owner in
            for name in ["one", "two", "three"] { _ = try await owner.server(["name": .string(name)]) }
            let first = try await owner.send(.get, "/servers?limit=2")
            #expect(first.json["servers"]?.array?.map { $0["name"] } == ["three", "two"])
            let marker = first.json["servers"]?.array?.last?["id"]?.string ?? ""
            let link = first.json["servers_links"]?.array?.first?["href"]?.string
            #expect(link?.hasSuffix("/servers?limit=2&marker=\(marker)") == true)
            let second = try await owner.send(.get, "/servers?limit=2&marker=\(marker)")
            #expect(second.json["servers"]?.array?.map { $0["name"] } == ["one"])
            #expect(second.json["servers_links"] == nil)
            #expect(try await owner.send(.get, "/servers?marker=x").status == 400)
        }
    }

    static let filters: [(String, [String])] = [
        ("name=o", ["two", "one"]), ("name=%5Eo", ["one"]), ("status=shutoff", []), ("status=ACTIVE", ["two", "one"]),
        ("flavor=84", []), ("sort_key=display_name&sort_dir=asc", ["one", "two"]), ("limit=0", []),
        ("changes-since=2000-01-01T00:00:00Z", ["two", "one"]),
    ]

    @Test(arguments: filters)
    func `Servers are found by what they are`(_ query: String, _ names: [String]) async throws {
        try await ServerOwner.run { owner in
            for name in ["one", "two"] { _ = try await owner.server(["name": .string(name)]) }
            let reply = try await owner.send(.get, "/servers?" + query)
            #expect(reply.json["servers"]?.array?.compactMap { $0["name"]?.string } == names)
        }
    }

    @Test func `Several servers are ordered at once`() async throws {
        try await ServerOwner.run { owner in
            let reply = try await owner.order(["min_count": 2, "return_reservation_id": true])
            let id = try #require(reply.json["reservation_id"]?.string)
            let listed = try await owner.send(.get, "/servers/detail?reservation_id=\(id)")
            #expect(listed.json["servers"]?.array?.map { $0["name"] } == ["a server-2", "a server-1"])
        }
    }
}
