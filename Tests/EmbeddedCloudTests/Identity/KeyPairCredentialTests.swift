import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct KeyPairCredentialTests {
    @Test func `A user makes key pairs for a project, which are credentials too`() async throws {
        try await IdentityUser.run { admin, demo in
            let (user, project) = try await demo.own()
            let path = "/users/\(user)/credentials/OS-EC2"
            let reply = try await demo.send(.post, path, ["tenant_id": .string(project)])
            #expect(reply.status == 201)
            let made = reply.json["credential"] ?? .null
            let access = made["access"]?.string ?? ""
            #expect(access.count == 32)
            #expect(made["secret"]?.string?.count == 32)
            #expect(made["tenant_id"] == .string(project))
            #expect(made["trust_id"] == .null)
            #expect(made["links"]?["self"]?.string?.hasSuffix("\(path)/\(access)") == true)
            #expect(try await demo.send(.get, "\(path)/\(access)").json["credential"] == made)
            #expect(try await demo.send(.get, path).json["credentials"] == [made])
            #expect(try await admin.send(.get, path).json["credentials"] == [made])
            #expect(try await demo.send(.get, "/credentials?type=ec2").json["credentials"]?.array?.count == 1)
            #expect(try await demo.send(.delete, "\(path)/\(access)").status == 204)
            #expect(try await demo.send(.get, "\(path)/\(access)").status == 404)
        }
    }

    @Test func `Others' key pairs are not for a user`() async throws {
        try await IdentityUser.run { admin, demo in
            let (user, project) = try await admin.own()
            let path = "/users/\(user)/credentials/OS-EC2"
            let made = try await admin.send(.post, path, ["tenant_id": .string(project)]).json["credential"]
            let access = made?["access"]?.string ?? ""
            #expect(try await demo.send(.post, path, ["tenant_id": .string(project)]).status == 403)
            #expect(try await demo.send(.get, path).status == 403)
            #expect(try await demo.send(.get, "\(path)/\(access)").status == 403)
            #expect(try await demo.send(.delete, "\(path)/\(access)").status == 403)
            #expect(try await admin.send(.post, path, ["tenant_id": "nosuch"]).status == 404)
            #expect(try await admin.send(.post, path, [:]).status == 404)
            #expect(try await admin.send(.post, "/users/nosuch/credentials/OS-EC2", ["tenant_id": "x"]).status == 404)
        }
    }
}
