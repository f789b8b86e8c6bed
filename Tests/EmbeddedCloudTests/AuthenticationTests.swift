import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import EmbeddedCloud

@Suite struct AuthenticationTests {
    private static let tokens = "/identity/v3/auth/tokens"

    @Test func `A project token carries roles, project and catalog`() async throws {
        try await TestCloud.run { cloud in
            let reply = try await cloud.send(
                .post,
                Self.tokens,
                TestCloud.passwordAuth("demo", scope: TestCloud.projectScope("demo"))
            )
            #expect(reply.status == 201)
            let token = try #require(reply.json["token"])
            #expect(token["roles"]?.array?.compactMap { $0["name"]?.string } == ["member", "reader"])
            #expect(token["project"]?["name"] == "demo")
            #expect(token["catalog"]?.array?.count == CloudAssembly.catalog.count)
            #expect(token["audit_ids"]?.array?.count == 1)
            #expect(token["expires_at"]?.string?.hasSuffix(".000000Z") == true)
            #expect((reply.headers[.subjectToken]?.count ?? 0) <= 255)
        }
    }

    /// What is sent, and the status and words upstream answers.
    private static let refusals: [(JSON, Int, String)] = [
        ([:], 400, "Expecting to find auth in request body."),
        (["auth": [:]], 400, "'identity' is a required property"),
        (["auth": ["identity": ["methods": []]]], 401, "requires authentication"),
        (["auth": ["identity": ["methods": ["zzz"], "zzz": [:]]]], 401, "unsupported method"),
        (["auth": ["identity": ["methods": ["totp"], "totp": [:]]]], 401, "unsupported method"),
        (["auth": ["identity": ["methods": ["password"]]]], 400, "Expecting to find password in identity."),
        (TestCloud.passwordAuth("demo", "wrong"), 401, "requires authentication"),
        (TestCloud.passwordAuth("nobody"), 401, "requires authentication"),
        (TestCloud.passwordAuth("demo", scope: TestCloud.projectScope("admin")), 401, "requires authentication"),
        (TestCloud.passwordAuth("demo", scope: ["system": ["all": true]]), 401, "requires authentication"),
        (TestCloud.passwordAuth("demo", scope: [:]), 400, "Expecting to find system, project, domain"),
        (TestCloud.passwordAuth("demo", scope: ["project": ["name": "demo"]]), 400, "find domain in project"),
        (["auth": ["identity": ["methods": ["token"], "token": ["id": "x"]]]], 404, "Could not recognize"),
    ]

    @Test(arguments: refusals.indices)
    func `What can't be authenticated is refused`(index: Int) async throws {
        let (body, status, words) = Self.refusals[index]
        try await TestCloud.run { cloud in
            let reply = try await cloud.send(.post, Self.tokens, body)
            #expect(reply.status == status)
            #expect(reply.message?.contains(words) == true, "\(reply.text)")
            #expect((reply.headers[.wwwAuthenticate] != nil) == (status == 401))
            #expect(!reply.text.contains(TestCloud.password))
        }
    }

    @Test func `A revoked token is no longer good`() async throws {
        try await TestCloud.run { cloud in
            let (admin, demo) = (try await cloud.login("admin", "admin"), try await cloud.login("demo", "demo"))
            #expect(
                try await cloud.send(.delete, Self.tokens, token: demo, headers: [.subjectToken: demo]).status == 204
            )
            #expect(try await cloud.send(.get, "/identity/v3/auth/projects", token: demo).status == 401)
            let checked = try await cloud.send(.get, Self.tokens, token: admin, headers: [.subjectToken: demo])
            #expect(checked.message == "Failed to validate token")
            let again = try await cloud.send(
                .post,
                Self.tokens,
                ["auth": ["identity": ["methods": ["token"], "token": ["id": .string(demo)]]]]
            )
            #expect(again.status == 404)
        }
    }

    @Test func `A token got with a token keeps its expiry and its chain`() async throws {
        try await TestCloud.run { cloud in
            let first = try await cloud.send(.post, Self.tokens, TestCloud.passwordAuth("demo"))
            let second = try await cloud.send(
                .post,
                Self.tokens,
                [
                    "auth": [
                        "identity": [
                            "methods": ["token"], "token": ["id": JSON(first.headers[.subjectToken])],
                        ], "scope": TestCloud.projectScope("demo"),
                    ]
                ]
            )
            let (old, new) = (first.json["token"], second.json["token"])
            #expect(new?["methods"] == ["password", "token"])
            #expect(new?["expires_at"] == old?["expires_at"])
            #expect(new?["audit_ids"]?.array?.last == old?["audit_ids"]?.array?.first)
        }
    }

    @Test func `A token expires`() async throws {
        let present = Mutex(Date())
        try await TestCloud.run {
            $0.tokenLifetime = 60
            $0.now = { present.withLock { $0 } }
        } _: { cloud in
            let demo = try await cloud.login("demo", "demo")
            #expect(try await cloud.send(.get, "/identity/v3/auth/projects", token: demo).status == 200)
            present.withLock { $0 += 61 }
            #expect(try await cloud.send(.get, "/identity/v3/auth/projects", token: demo).status == 401)
        }
    }

    @Test(arguments: ["", "zzz", "gAAAA", String(repeating: "a", count: 5000), "%00", "ä"])
    func `A bad token is a 401 in both services`(token: String) async throws {
        try await TestCloud.run { cloud in
            for path in ["/identity/v3/users", "/image/v2/images"] {
                let reply = try await cloud.send(.get, path, token: token)
                #expect(reply.status == 401)
            }
        }
    }

    @Test func `An application credential logs in, within its rules`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let me = try await cloud.send(.get, Self.tokens, token: demo, headers: [.subjectToken: demo])
            let user = try #require(me.json["token"]?["user"]?["id"]?.string)
            let path = "/identity/v3/users/\(user)/application_credentials"
            let made = try await cloud.send(
                .post,
                path,
                [
                    "application_credential": [
                        "name": "ci",
                        "access_rules": [["service": "image", "method": "GET", "path": "/v2/images"]],
                    ]
                ],
                token: demo
            )
            #expect(made.status == 201)
            let credential = try #require(made.json["application_credential"])
            let login = try await cloud.send(
                .post,
                Self.tokens,
                [
                    "auth": [
                        "identity": [
                            "methods": ["application_credential"],
                            "application_credential": [
                                "id": credential["id"] ?? nil, "secret": credential["secret"] ?? nil,
                            ],
                        ]
                    ]
                ]
            )
            #expect(login.json["token"]?["application_credential"]?["restricted"] == true)
            let token = try #require(login.headers[.subjectToken])
            #expect(try await cloud.send(.get, "/image/v2/images", token: token).status == 200)
            #expect(try await cloud.send(.get, "/image/v2/schemas/image", token: token).status == 401)
            #expect(try await cloud.send(.get, "/identity/v3/auth/projects", token: token).status == 401)
            let id = credential["id"]?.string ?? ""
            #expect(try await cloud.send(.delete, "\(path)/\(id)", token: demo).status == 204)
            #expect(try await cloud.send(.get, "/image/v2/images", token: token).status == 401)
        }
    }

    @Test func `A user changes its password, and not back while that is remembered`() async throws {
        try await TestCloud.run {
            $0.passwordHistory = 2
        } _: { cloud in
            let demo = try await cloud.login("demo", "demo")
            let me = try await cloud.send(.get, Self.tokens, token: demo, headers: [.subjectToken: demo])
            let path = "/identity/v3/users/\(me.json["token"]?["user"]?["id"]?.string ?? "")/password"
            func change(_ old: String, _ new: String) async throws -> TestCloud.Reply {
                try await cloud.send(
                    .post,
                    path,
                    ["user": ["original_password": .string(old), "password": .string(new)]]
                )
            }
            #expect(try await change("wrong", "second").status == 401)
            #expect(try await change(TestCloud.password, "second").status == 204)
            #expect(try await cloud.send(.get, "/identity/v3/auth/projects", token: demo).status == 401)
            #expect(try await change("second", TestCloud.password).status == 400)
            #expect(try await change("second", "third").status == 204)
            #expect(try await change("third", TestCloud.password).status == 204)
        }
    }
}
