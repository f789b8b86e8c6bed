import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import EmbeddedCloud

@Suite struct TrustTests {
    private static let path = "/identity/v3/OS-TRUST/trusts"
    private static let tokens = "/identity/v3/auth/tokens"

    /// `demo` trusts `alt` with the roles it has in its project.
    private struct Pair {
        let cloud: TestCloud
        let admin: IdentityUser
        let trustor: IdentityUser
        let trustee: String
        let trustorID: String
        let trusteeID: String
        let project: String

        init(_ cloud: TestCloud) async throws {
            self.cloud = cloud
            admin = try await IdentityUser(cloud, "admin")
            trustor = try await IdentityUser(cloud, "demo")
            (trustorID, project) = try await trustor.own()
            let other = try await IdentityUser(cloud, "alt")
            trustee = other.token
            trusteeID = try await other.own().user
        }

        /// A trust of the trustor, with some members another way.
        func create(_ changes: JSON.Object = [:], token: String? = nil) async throws -> TestCloud.Reply {
            var trust: JSON.Object = [
                "trustor_user_id": .string(trustorID), "trustee_user_id": .string(trusteeID),
                "project_id": .string(project), "impersonation": true, "roles": [["name": "member"]],
            ]
            trust.merge(changes)
            return try await cloud.send(.post, path, ["trust": .object(trust)], token: token ?? trustor.token)
        }

        func createdID(_ changes: JSON.Object = [:]) async throws -> String {
            try #require(try await create(changes).json["trust"]?["id"]?.string)
        }

        func login(_ trust: String, as user: String = "alt") async throws -> TestCloud.Reply {
            try await cloud.send(
                .post,
                tokens,
                TestCloud.passwordAuth(user, scope: ["OS-TRUST:trust": ["id": .string(trust)]])
            )
        }

        func token(_ trust: String) async throws -> String {
            try #require(try await login(trust).headers[.subjectToken])
        }

        /// What an admin is told of a token.
        func check(_ token: String) async throws -> TestCloud.Reply {
            try await cloud.send(.get, tokens, token: admin.token, headers: [.subjectToken: token])
        }
    }

    private static func run(
        configure: (inout EmbeddedCloudConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (Pair) async throws -> Void
    ) async throws {
        try await TestCloud.run(configure: configure) { try await body(try await Pair($0)) }
    }

    // MARK: - Making and looking

    @Test func `A trust is made, shown with its roles, listed without, and deleted`() async throws {
        try await Self.run { pair in
            let reply = try await pair.create(["expires_at": "2999-01-01T00:00:00.5Z", "remaining_uses": 2])
            #expect(reply.status == 201)
            let trust = try #require(reply.json["trust"])
            let path = "\(Self.path)/\(trust["id"]?.string ?? "")"
            #expect(trust["expires_at"] == "2999-01-01T00:00:00.500000Z")
            #expect(trust["roles"]?.array?.compactMap { $0["name"]?.string } == ["member"])
            #expect(trust["redelegation_count"] == 0)
            #expect(trust["deleted_at"] == .null)
            #expect(try await pair.cloud.send(.get, path, token: pair.trustee).json["trust"] == trust)

            let role = trust["roles"]?.array?.first?["id"]?.string ?? ""
            let roles = try await pair.cloud.send(.get, path + "/roles", token: pair.trustee)
            #expect(roles.json["roles"] == trust["roles"])
            for (method, id, status) in [
                (.get, role, 200), (.head, role, 200), (.get, "nosuch", 404), (.head, "nosuch", 404),
            ] as [(HTTPRequest.Method, String, Int)] {
                let shown = try await pair.cloud.send(method, "\(path)/roles/\(id)", token: pair.trustor.token)
                #expect(shown.status == status)
            }

            let query = "?trustor_user_id=\(pair.trustorID)"
            let listed = try await pair.cloud.send(.get, Self.path + query, token: pair.trustor.token)
            let first = try #require(listed.json["trusts"]?.array?.first)
            #expect(first["id"] == trust["id"])
            #expect(first["roles"] == nil)

            #expect(try await pair.cloud.send(.delete, path, token: pair.trustee).status == 403)
            #expect(try await pair.cloud.send(.delete, path, token: pair.trustor.token).status == 204)
            #expect(try await pair.cloud.send(.get, path, token: pair.trustor.token).status == 404)
        }
    }

    /// What is another way than in a good request, the status and the words upstream answers.
    private static let refusals: [(JSON.Object, Int, String)] = [
        (["expires_at": "bad.123Z"], 400, "Timestamp not in expected format."),
        (["expires_at": "2999-01-01"], 400, "Timestamp not in expected format."),
        (["expires_at": "2999-01-01T00:00:00+00:00"], 400, "Timestamp not in expected format."),
        (["expires_at": "2001-01-01T00:00:00Z"], 400, "The 'expires_at' must not be before now."),
        (["expires_at": 5], 400, "field/attribute expires_at"), (["impersonation": nil], 400, "None is not of type"),
        (["remaining_uses": 0], 400, "0 is less than the minimum of 1"),
        (["remaining_uses": "x"], 400, "'x' is not of type 'integer', 'null'"),
        (["redelegation_count": -1], 400, "-1 is less than the minimum of 0"),
        (["allow_redelegation": true, "remaining_uses": 1], 400, "must not be set if redelegation is allowed"),
        (["allow_redelegation": true, "redelegation_count": 4], 403, "requested action."),
        (["roles": []], 403, "At least one role should be specified"),
        (["roles": ["x"]], 400, "'x' is not of type 'object'"), (["roles": [[:]]], 400, "{} should be non-empty"),
        (["roles": [["id": "x", "name": "y"]]], 400, "has too many properties"),
        (["roles": [["name": "nosuch"]]], 404, "Role nosuch is not defined"),
        (["roles": [["id": "nosuch"]]], 404, "Could not find role: nosuch."),
        (["roles": [["name": "admin"]]], 404, "Could not find role: "),
        (["project_id": nil], 404, "Could not find role: "), (["project_id": "x"], 404, "Could not find project: x."),
        (["trustee_user_id": "x"], 404, "Could not find user: x."),
        (["trustor_user_id": "x"], 403, "identity:create_trust"),
    ]

    @Test(arguments: refusals.indices)
    func `What can't be trusted is refused`(index: Int) async throws {
        let (changes, status, words) = Self.refusals[index]
        try await Self.run { pair in
            let reply = try await pair.create(changes)
            #expect(reply.status == status)
            #expect(reply.message?.contains(words) == true, "\(reply.text)")
        }
    }

    @Test func `Only admins list what isn't theirs`() async throws {
        try await Self.run { pair in
            let id = try await pair.createdID()
            for (token, query, status, count) in [
                (pair.admin.token, "", 200, 1), (pair.admin.token, "?trustor_user_id=\(pair.trustorID)", 200, 1),
                (pair.trustee, "?trustee_user_id=\(pair.trusteeID)", 200, 1), (pair.trustee, "", 403, nil),
                (pair.trustee, "?trustor_user_id=\(pair.trustorID)", 403, nil),
                (pair.trustor.token, "?trustor_user_id=\(pair.trustorID)", 200, 1), (pair.trustor.token, "", 403, nil),
                (pair.trustor.token, "?trustee_user_id=\(pair.trusteeID)", 403, nil),
                (pair.admin.token, "?trustor_user_id=x", 200, 0),
            ] as [(String, String, Int, Int?)] {
                let reply = try await pair.cloud.send(.get, Self.path + query, token: token)
                #expect(reply.status == status)
                #expect(reply.json["trusts"]?.array?.count == count)
            }
            let reader = try await pair.cloud.login("reader", "demo")
            #expect(try await pair.cloud.send(.get, "\(Self.path)/\(id)", token: reader).status == 403)
            let taken: JSON.Object = ["expires_at": "2999-01-01T00:00:00Z"]
            #expect(try await pair.create(taken).status == 201)
            #expect(try await pair.create(taken).status == 409)
        }
    }

    // MARK: - Tokens

    @Test(arguments: [true, false])
    func `A token of a trust has its roles, and shows who acts`(impersonates: Bool) async throws {
        try await Self.run { pair in
            let id = try await pair.createdID([
                "impersonation": .bool(impersonates), "roles": [["name": "reader"]],
            ])
            let reply = try await pair.login(id)
            #expect(reply.status == 201)
            let token = try #require(reply.json["token"])
            #expect(token["user"]?["id"]?.string == (impersonates ? pair.trustorID : pair.trusteeID))
            #expect(token["project"]?["id"]?.string == pair.project)
            #expect(token["roles"]?.array?.compactMap { $0["name"]?.string } == ["reader"])
            #expect(
                token["OS-TRUST:trust"] == [
                    "id": .string(id), "trustor_user": ["id": .string(pair.trustorID)],
                    "trustee_user": ["id": .string(pair.trusteeID)], "impersonation": .bool(impersonates),
                ]
            )
            let text = try #require(reply.headers[.subjectToken])
            #expect(text.count <= 255)
            #expect(try await pair.check(text).json["token"]?["OS-TRUST:trust"] == token["OS-TRUST:trust"])
            // Other services see the trustor's project with no more than the trust's roles.
            let images = "/image/v2/images"
            #expect(try await pair.cloud.send(.get, images, token: text).status == 200)
            #expect(try await pair.cloud.send(.post, images, ["name": "i"], token: text).status == 403)
        }
    }

    @Test func `Only the trustee gets tokens, and none by a token of a trust`() async throws {
        try await Self.run { pair in
            let id = try await pair.createdID()
            #expect(try await pair.login(id, as: "demo").status == 403)
            #expect(try await pair.login(id, as: "reader").status == 403)
            #expect(try await pair.login("nosuch").status == 401)
            #expect(try await pair.login("").status == 400)
            let token = try await pair.token(id)
            for scope in [["OS-TRUST:trust": ["id": .string(id)]], TestCloud.projectScope("demo")] as [JSON] {
                let again = try await pair.cloud.send(
                    .post,
                    Self.tokens,
                    [
                        "auth": [
                            "identity": ["methods": ["token"], "token": ["id": .string(token)]], "scope": scope,
                        ]
                    ]
                )
                #expect(again.status == 403)
                #expect(again.message?.contains("Using trust-scoped token to create another token") == true)
            }
            // The impersonated user's other secrets are out of reach.
            let credentials = "/identity/v3/users/\(pair.trustorID)/application_credentials"
            #expect(try await pair.cloud.send(.get, credentials, token: token).status == 403)
            let made: JSON = ["application_credential": ["name": "x"]]
            #expect(try await pair.cloud.send(.post, credentials, made, token: token).status == 403)
        }
    }

    @Test func `Uses are counted, and the last token stays good`() async throws {
        try await Self.run { pair in
            let id = try await pair.createdID(["remaining_uses": 2])
            _ = try await pair.token(id)
            let shown = try await pair.trustor.send(.get, "/OS-TRUST/trusts/\(id)")
            #expect(shown.json["trust"]?["remaining_uses"] == 1)
            let last = try await pair.token(id)
            #expect(try await pair.login(id).status == 401)
            #expect(try await pair.trustor.send(.get, "/OS-TRUST/trusts/\(id)").status == 404)
            #expect(try await pair.check(last).status == 200)
            let listed = try await pair.trustor.send(.get, "/OS-TRUST/trusts?trustor_user_id=\(pair.trustorID)")
            #expect(listed.json["trusts"]?.array?.first?["remaining_uses"] == 0)
        }
    }

    // MARK: - The end of a trust

    /// What ends a trust, and what is answered of it then: to the trustee who logs in, and to an admin who looks at a token.
    enum End: CaseIterable {
        case deleted, expired, trustorDisabled, trusteeDisabled, roleLost, projectDisabled, projectDeleted,
            trustorDeleted

        var statuses: (login: Int, check: Int) {
            switch self {
            case .deleted, .expired, .projectDeleted, .trustorDeleted: (401, 404)
            case .trustorDisabled, .roleLost: (403, 403)
            case .trusteeDisabled, .projectDisabled: (401, 404)
            }
        }
    }

    @Test(arguments: End.allCases)
    func `A trust ends`(end: End) async throws {
        let start = Date()
        let passed = Mutex(0.0)
        try await Self.run {
            $0.now = { start.addingTimeInterval(passed.withLock { $0 }) }
        } _: { pair in
            let time = Timestamp(microseconds: Int64(start.timeIntervalSince1970 * 1e6)).adding(seconds: 60)
            let id = try await pair.createdID(["expires_at": .string(time.seconds)])
            let token = try await pair.token(id)
            #expect(try await pair.cloud.send(.get, "/image/v2/images", token: token).status == 200)
            let off: JSON = ["enabled": false]
            let (admin, user, project) = (pair.admin, "/users/\(pair.trustorID)", "/projects/\(pair.project)")
            let ended: TestCloud.Reply
            switch end {
            case .deleted: ended = try await pair.trustor.send(.delete, "/OS-TRUST/trusts/\(id)")
            case .expired:
                passed.withLock { $0 = 61 }
                ended = try await admin.send(.get, "/users")
            case .trustorDisabled: ended = try await admin.send(.patch, user, ["user": off])
            case .trusteeDisabled: ended = try await admin.send(.patch, "/users/\(pair.trusteeID)", ["user": off])
            case .roleLost:
                let role = try await admin.first("/roles?name=member", "roles")
                ended = try await admin.send(.delete, "\(project)\(user)/roles/\(role)")
            case .projectDisabled: ended = try await admin.send(.patch, project, ["project": off])
            case .projectDeleted: ended = try await admin.send(.delete, project)
            case .trustorDeleted: ended = try await admin.send(.delete, user)
            }
            #expect((200..<300).contains(ended.status), "\(ended.text)")
            #expect(try await pair.login(id).status == end.statuses.login)
            #expect(try await pair.check(token).status == end.statuses.check)
            #expect(try await pair.cloud.send(.get, "/image/v2/images", token: token).status == 401)
        }
    }

    // MARK: - Redelegation

    @Test func `A trust is passed on within its limits`() async throws {
        try await Self.run { pair in
            let reader = try await IdentityUser(pair.cloud, "reader", project: "demo").own().user
            let end = "2999-01-01T00:00:00Z"
            let first = try await pair.createdID([
                "allow_redelegation": true, "expires_at": .string(end), "roles": [["name": "member"]],
            ])
            let token = try await pair.token(first)
            let onward: JSON.Object = ["trustee_user_id": .string(reader), "allow_redelegation": true]
            for (changes, status) in [
                (["redelegation_count": 1], 403), (["remaining_uses": 1, "allow_redelegation": false], 403),
                (["expires_at": "2999-01-01T00:00:01Z"], 403), (["roles": [["name": "reader"]]], 403),
            ] as [(JSON.Object, Int)] {
                var asked = onward
                asked.merge(changes)
                #expect(try await pair.create(asked, token: token).status == status)
            }
            let reply = try await pair.create(onward, token: token)
            #expect(reply.status == 201, "\(reply.text)")
            let second = try #require(reply.json["trust"])
            #expect(second["redelegated_trust_id"] == .string(first))
            #expect(second["redelegation_count"] == 2)
            #expect(second["expires_at"] == "2999-01-01T00:00:00.000000Z")

            let id = second["id"]?.string ?? ""
            #expect(try await pair.login(id, as: "reader").json["token"]?["user"]?["id"]?.string == pair.trustorID)
            #expect(try await pair.trustor.send(.delete, "/OS-TRUST/trusts/\(first)").status == 204)
            #expect(try await pair.trustor.send(.get, "/OS-TRUST/trusts/\(id)").status == 404)
        }
    }

    @Test func `A trust that isn't to be passed on isn't`() async throws {
        try await Self.run { pair in
            let token = try await pair.token(try await pair.createdID())
            #expect(try await pair.create(token: token).status == 403)
            let made = try await pair.trustor.make(
                "/users/\(pair.trustorID)/application_credentials",
                "application_credential",
                ["name": "ci", "unrestricted": true]
            )
            let login = try await pair.cloud.send(
                .post,
                Self.tokens,
                [
                    "auth": [
                        "identity": [
                            "methods": ["application_credential"],
                            "application_credential": ["id": made["id"] ?? nil, "secret": made["secret"] ?? nil],
                        ]
                    ]
                ]
            )
            let refused = try await pair.create(token: login.headers[.subjectToken])
            #expect(refused.status == 403)
            #expect(refused.message?.contains("Delegated tokens cannot manage trusts.") == true)
        }
    }
}
