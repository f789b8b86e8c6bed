import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct KeyPairTests {
    private static let path = "/compute/v2.1/os-keypairs"

    private static func create(
        _ cloud: TestCloud,
        _ token: String,
        _ members: JSON,
        minor: Int = 2
    ) async throws -> TestCloud.Reply {
        let headers: HTTPFields = [.apiVersion: "compute 2.\(minor)"]
        return try await cloud.send(.post, path, ["keypair": members], token: token, headers: headers)
    }

    @Test(arguments: [("ssh", "-----BEGIN OPENSSH PRIVATE KEY-----"), ("x509", "MI")])
    func `The service makes key pairs until 2_91`(_ type: String, _ start: String) async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let reply = try await Self.create(cloud, demo, ["name": "k", "type": .string(type)])
            #expect(reply.status == 201)
            #expect(reply.json["keypair"]?["private_key"]?.string?.hasPrefix(start) == true)
            let key = reply.json["keypair"]?["public_key"]?.string ?? ""
            let again = try await Self.create(
                cloud,
                demo,
                ["name": "l", "type": .string(type), "public_key": .string(key)]
            )
            #expect(again.json["keypair"]?["fingerprint"] == reply.json["keypair"]?["fingerprint"])
            #expect(try await Self.create(cloud, demo, ["name": "m"], minor: 92).status == 400)
        }
    }

    @Test func `A name is used once, by everybody`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            #expect(try await Self.create(cloud, demo, ["name": "k"]).status == 201)
            #expect(try await Self.create(cloud, demo, ["name": "k"]).status == 409)
            let alt = try await cloud.login("alt", "alt")
            #expect(try await cloud.send(.get, Self.path + "/k", token: alt).status == 404)
            #expect(try await Self.create(cloud, alt, ["name": "k"]).status == 201)
            #expect(try await cloud.send(.delete, Self.path + "/k", token: demo).status == 202)
        }
    }

    @Test(arguments: ["", "ssh-rsa", "ssh-rsa AAAA", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIA=="])
    func `What is no key is refused`(_ key: String) async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let reply = try await Self.create(cloud, demo, ["name": "k", "public_key": .string(key)])
            #expect(reply.status == 400)
        }
    }
}
