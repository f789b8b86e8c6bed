import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct ServerActionTests {
    static let turns: [([JSON], [String])] = [
        ([["os-stop": .null], ["os-start": .null]], ["SHUTOFF", "ACTIVE"]),
        ([["pause": .null], ["unpause": .null]], ["PAUSED", "ACTIVE"]),
        ([["suspend": .null], ["resume": .null]], ["SUSPENDED", "ACTIVE"]),
        ([["rescue": .null], ["unrescue": .null]], ["RESCUE", "ACTIVE"]),
        ([["reboot": ["type": "HARD"]], ["reboot": ["type": "SOFT"]]], ["ACTIVE", "ACTIVE"]),
        ([["shelve": .null], ["unshelve": .null]], ["SHELVED_OFFLOADED", "ACTIVE"]),
        ([["resize": ["flavorRef": "84"]], ["confirmResize": .null]], ["VERIFY_RESIZE", "ACTIVE"]),
        ([["resize": ["flavorRef": "84"]], ["revertResize": .null]], ["VERIFY_RESIZE", "ACTIVE"]),
    ]

    @Test(arguments: turns)
    func `An action leads to its status`(_ actions: [JSON], _ statuses: [String]) async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            for (action, status) in zip(actions, statuses) {
                let reply = try await owner.act(action, on: id)
                #expect((200..<300).contains(reply.status))
                #expect(try await owner.show(id)["status"] == .string(status))
            }
        }
    }

    @Test func `A resize changes the flavor, its reversal changes it back`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            _ = try await owner.act(["resize": ["flavorRef": "84"]], on: id)
            #expect(try await owner.show(id)["flavor"]?["id"] == "84")
            _ = try await owner.act(["revertResize": .null], on: id)
            #expect(try await owner.show(id)["flavor"]?["id"] == "42")
            let same = try await owner.act(["resize": ["flavorRef": "42"]], on: id)
            #expect(same.json["badRequest"]?["message"] == "When resizing, instances must change flavor!")
        }
    }

    @Test func `What a server's state doesn't allow is a conflict`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            let reply = try await owner.act(["os-start": .null], on: id)
            #expect(reply.status == 409)
            let message = "Cannot 'start' instance \(id) while it is in vm_state active"
            #expect(reply.json["conflictingRequest"]?["message"] == .string(message))
        }
    }

    @Test func `A locked server is left alone until it is unlocked`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            #expect(try await owner.act(["lock": ["locked_reason": "why"]], on: id, version: "2.73").status == 202)
            #expect(try await owner.show(id, version: "2.73")["locked_reason"] == "why")
            let refused = try await owner.act(["os-stop": .null], on: id)
            #expect(refused.json["conflictingRequest"]?["message"] == .string("Instance \(id) is locked"))
            #expect(try await owner.act(["unlock": .null], on: id).status == 202)
            #expect(try await owner.act(["os-stop": .null], on: id).status == 202)
        }
    }

    @Test func `An unknown action, or more than one, is a bad request`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            let unknown = try await owner.act(["dance": .null], on: id)
            #expect(unknown.json["badRequest"]?["message"] == "There is no such action: dance")
            let two = try await owner.act(["os-stop": .null, "os-start": .null], on: id)
            #expect(two.json["badRequest"]?["message"] == "Malformed request body")
        }
    }

    @Test func `A snapshot is an image with data`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            let reply = try await owner.act(["createImage": ["name": "shot"]], on: id, version: "2.45")
            let image = try #require(reply.json["image_id"]?.string)
            _ = try await owner.show(id)
            let shown = try await owner.cloud.send(.get, "/image/v2/images/\(image)", token: owner.token).json
            #expect(shown["status"] == "active")
            #expect(shown["instance_uuid"] == .string(id))
            #expect(shown["image_type"] == "snapshot")
        }
    }

    @Test func `What was done to a server is remembered, its deletion too`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server()
            _ = try await owner.act(["os-stop": .null], on: id)
            _ = try await owner.send(.delete, "/servers/\(id)")
            let path = "/servers/\(id)/os-instance-actions"
            #expect(try await owner.send(.get, path).status == 404)
            let listed = try await owner.send(.get, path, version: "2.21").json["instanceActions"]?.array ?? []
            #expect(listed.map { $0["action"] } == ["delete", "stop", "create"])
            let request = listed.last?["request_id"]?.string ?? ""
            let shown = try await owner.send(.get, path + "/" + request, version: "2.51").json["instanceAction"]
            #expect(shown?["events"]?.array?.first?["result"] == "Success")
        }
    }

    @Test func `Metadata and tags are set, shown and taken off`() async throws {
        try await ServerOwner.run { owner in
            let id = try await owner.server(["metadata": ["a": "1"]])
            let more = try await owner.send(.post, "/servers/\(id)/metadata", ["metadata": ["b": "2"]])
            #expect(more.json["metadata"] == ["a": "1", "b": "2"])
            #expect(try await owner.send(.delete, "/servers/\(id)/metadata/a").status == 204)
            #expect(try await owner.show(id)["metadata"] == ["b": "2"])
            #expect(try await owner.send(.put, "/servers/\(id)/tags/red", version: "2.26").status == 201)
            #expect(try await owner.send(.put, "/servers/\(id)/tags/red", version: "2.26").status == 204)
            #expect(try await owner.show(id, version: "2.26")["tags"] == ["red"])
            #expect(try await owner.send(.get, "/servers/\(id)/tags/blue", version: "2.26").status == 404)
        }
    }

    @Test func `A server's port has its address, and goes with it`() async throws {
        try await ServerOwner.run { owner in
            let networks = try await owner.cloud.send(.get, "/network/v2.0/networks?name=private", token: owner.token)
            let network = try #require(networks.json["networks"]?.array?.first?["id"])
            let id = try await owner.server(["networks": [["uuid": network]]])
            let ports = "/network/v2.0/ports?device_id=\(id)"
            let port = try await owner.cloud.send(.get, ports, token: owner.token).json["ports"]?.array?.first
            let address = try #require(port?["fixed_ips"]?.array?.first?["ip_address"])
            let shown = try await owner.show(id)
            #expect(shown["addresses"]?["private"]?.array?.first?["addr"] == address)
            #expect(shown["security_groups"] == [["name": "default"]])
            _ = try await owner.send(.delete, "/servers/\(id)")
            let left = try await owner.cloud.send(.get, ports, token: owner.token).json["ports"]
            #expect(left == [])
        }
    }

    @Test func `SHA-224 is that of the standard`() {
        #expect(
            Identifier.hex(SHA224Digest.of("abc")) == "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"
        )
    }
}
