import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct AutoAllocationTests {
    @Test func `Servers of a project without networks get one together`() async throws {
        try await ServerOwner.run { owner in
            let admin = try await IdentityUser(owner.cloud, "admin")
            let project = try await admin.make("/projects", "project", ["name": "p"])["id"]?.string ?? ""
            let user = try await admin.own().user
            let role = try await admin.first("/roles?name=admin", "roles")
            _ = try await admin.send(.put, "/projects/\(project)/users/\(user)/roles/\(role)")
            let token = try await owner.cloud.login("admin", "p")
            let order: JSON = [
                "server": [
                    "name": "s", "flavorRef": "42", "imageRef": .string(owner.image), "networks": "auto",
                    "min_count": 3,
                ]
            ]
            let made = try await owner.cloud.send(
                .post,
                "/compute/v2.1/servers",
                order,
                token: token,
                headers: [.apiVersion: "compute 2.37"]
            )
            #expect(made.status == 202)
            let servers = try await owner.cloud.send(.get, "/compute/v2.1/servers/detail", token: token).json["servers"]
            #expect(servers?.array?.count == 3)
            for server in servers?.array ?? [] {
                #expect(server["status"] == "ACTIVE")
                #expect(server["addresses"]?.object?.names == ["auto_allocated_network"])
            }
            let path = "/network/v2.0/networks?project_id=\(project)"
            #expect(try await owner.cloud.send(.get, path, token: token).json["networks"]?.array?.count == 1)
        }
    }
}
