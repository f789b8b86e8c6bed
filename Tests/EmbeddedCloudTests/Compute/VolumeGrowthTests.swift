import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct VolumeGrowthTests {
    @Test func `A server's history tells that a volume of it has grown`() async throws {
        try await ServerOwner.run { owner in
            let user = try await VolumeUser(owner.cloud, "demo")
            let (server, volume) = (try await owner.server(), try await user.volume())
            let path = "/servers/\(server)/os-volume_attachments"
            let body: JSON = ["volumeAttachment": ["volumeId": .string(volume)]]
            #expect(try await owner.send(.post, path, body).status == 200)
            #expect(try await user.status("volumes/\(volume)") == "in-use")
            let growth: JSON = ["new_size": 2]
            #expect(try await user.act(volume, "os-extend", growth).status == 400)
            #expect(try await user.act(volume, "os-extend", growth, version: "3.42").status == 202)
            let shown = try await user.send(.get, "volumes/\(volume)").json["volume"]
            #expect(shown?["status"] == "in-use")
            #expect(shown?["size"] == 2)

            let actions = "/servers/\(server)/os-instance-actions"
            let listed = try await owner.send(.get, actions).json["instanceActions"]?.array
            let action = try #require(listed?.first { $0["action"] == "extend_volume" })
            let request = try #require(action["request_id"]?.string)
            let events = try await owner.send(.get, "\(actions)/\(request)", version: "2.51").json["instanceAction"]?[
                "events"
            ]
            #expect(events?.array?.first?["event"] == "compute_extend_volume")
            #expect(events?.array?.first?["result"] == "Success")
        }
    }

    @Test func `A volume that no server has grows unnoticed`() async throws {
        try await ServerOwner.run { owner in
            let user = try await VolumeUser(owner.cloud, "demo")
            let (server, volume) = (try await owner.server(), try await user.volume())
            #expect(try await user.act(volume, "os-extend", ["new_size": 2]).status == 202)
            #expect(try await user.send(.get, "volumes/\(volume)").json["volume"]?["size"] == 2)
            let listed = try await owner.send(.get, "/servers/\(server)/os-instance-actions").json["instanceActions"]
            #expect(listed?.array?.contains { $0["action"] == "extend_volume" } == false)
        }
    }
}
