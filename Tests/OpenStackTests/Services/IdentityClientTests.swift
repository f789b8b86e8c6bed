import OpenStack
import Testing

@Suite struct IdentityClientTests {
    /// A call, the request it makes, and the status it wants.
    struct Call: Sendable, CustomTestStringConvertible {
        let line: String
        let body: JSON
        let status: Int
        let make: @Sendable (IdentityClient) async throws -> Void
        var testDescription: String { line }

        init(
            _ line: String,
            _ body: JSON = .null,
            status: Int,
            _ make: @escaping @Sendable (IdentityClient) async throws -> Void
        ) {
            self.line = line
            self.body = body
            self.status = status
            self.make = make
        }
    }

    static let calls: [Call] = [
        Call("GET /identity/v3/domains/d", status: 200) { _ = try await $0.domain("d") },
        Call(
            "POST /identity/v3/projects",
            ["project": ["name": "n", "domain_id": "d", "description": ""]],
            status: 201
        ) { _ = try await $0.createProject(name: "n", domainID: "d") },
        Call("DELETE /identity/v3/projects/p", status: 204) { try await $0.deleteProject("p") },
        Call("GET /identity/v3/projects?name=a%26b", status: 200) { _ = try await $0.projects(named: "a&b") },
        Call("GET /identity/v3/users/u/projects", status: 200) { _ = try await $0.projects(ofUser: "u") },
        Call(
            "POST /identity/v3/users",
            ["user": ["name": "n", "password": "s", "domain_id": "d"]],
            status: 201
        ) { _ = try await $0.createUser(name: "n", password: Secret("s"), domainID: "d") },
        Call("DELETE /identity/v3/users/u", status: 204) { try await $0.deleteUser("u") },
        Call("GET /identity/v3/users?name=n", status: 200) { _ = try await $0.users(named: "n") },
        Call(
            "POST /identity/v3/users/u/password",
            ["user": ["original_password": "a", "password": "b"]],
            status: 204
        ) { try await $0.changePassword(ofUser: "u", from: Secret("a"), to: Secret("b")) },
        Call("GET /identity/v3/roles", status: 200) { _ = try await $0.roles() },
        Call("PUT /identity/v3/projects/p/users/u/roles/r", status: 204) {
            try await $0.assignRole("r", toUser: "u", inProject: "p")
        },
        Call(
            "POST /identity/v3/users/u/application_credentials",
            ["application_credential": ["name": "n", "expires_at": "2030-01-01T00:00:00"]],
            status: 201
        ) { _ = try await $0.createApplicationCredential(name: "n", forUser: "u", expiresAt: "2030-01-01T00:00:00") },
        Call("GET /identity/v3/users/u/application_credentials/c", status: 200) {
            _ = try await $0.applicationCredential("c", ofUser: "u")
        },
        Call("GET /identity/v3/users/u/application_credentials?name=n", status: 200) {
            _ = try await $0.applicationCredentials(ofUser: "u", named: "n")
        },
        Call("DELETE /identity/v3/users/u/application_credentials/c", status: 204) {
            try await $0.deleteApplicationCredential("c", ofUser: "u")
        },
        Call("GET /identity/v3/auth/tokens", status: 200) { _ = try await $0.token(Secret("subject")) },
        Call("HEAD /identity/v3/auth/tokens", status: 204) { try await $0.checkToken(Secret("subject")) },
        Call("DELETE /identity/v3/auth/tokens", status: 204) { try await $0.revokeToken(Secret("subject")) },
        Call("GET /identity/v3/auth/catalog", status: 200) { _ = try await $0.catalog() },
        Call("GET /identity/", status: 300) { _ = try await $0.versions() },
        Call("GET /identity/v3/", status: 200) { _ = try await $0.versionDescription() },
    ]

    /// A body that every call finds its part of.
    private static let everything: JSON = [
        "domain": ["id": "x"], "project": ["id": "x"], "user": ["id": "x"], "role": ["id": "x"],
        "application_credential": ["id": "x"], "projects": [], "users": [], "roles": [], "application_credentials": [],
        "token": [:], "catalog": [],
    ]

    private static func client(answering status: Int) -> (IdentityClient, ScriptedTransport) {
        let cloud = ScriptedTransport { request throws(TransportError) in
            request.json["auth"].isNull ? .json(status, everything) : .token("t")
        }
        return (CloudSession(configuration: .test(), transport: cloud).identity, cloud)
    }

    @Test(arguments: calls)
    func everyCallIsThatOfTheReference(call: Call) async throws {
        let (client, cloud) = Self.client(answering: call.status)
        try await call.make(client)
        let request = try #require(cloud.requests.last)
        #expect(request.line == call.line)
        #expect(request.json == call.body)
        #expect(request.headers["X-Subject-Token"] == (call.line.hasSuffix("/auth/tokens") ? "subject" : nil))
    }

    @Test(arguments: calls)
    func everyCallWantsItsStatus(call: Call) async throws {
        let (client, _) = Self.client(answering: 418)
        let error = try await #require(throws: CloudError.self) { try await call.make(client) }
        #expect(error.code == .unexpectedStatus)
        #expect(error.expected.contains(call.status))
        #expect(!error.description.contains("subject"))
    }

    @Test func callsGoWhereTheSessionLoggedIn() async throws {
        let cloud = ScriptedTransport { request throws(TransportError) in
            request.method == .post
                ? .token("t", catalog: .catalog([("identity", "http://inside.test/v3")])) : .json(["roles": []])
        }
        _ = try await CloudSession(configuration: .test(), transport: cloud).identity.roles()
        #expect(cloud.requests.last?.url == "http://id.test/identity/v3/roles")
    }

    @Test func aCredentialsSecretIsHidden() throws {
        let attributes: JSON = ["id": "c", "name": "n", "secret": "hush-hush", "expires_at": nil]
        let credential = try #require(ApplicationCredential(attributes: attributes))
        #expect(credential.secret?.revealed == "hush-hush")
        #expect(credential.expiresAt == nil)
        #expect("\(String(describing: credential.secret))".contains("<hidden>"))
        #expect(ApplicationCredential(attributes: ["name": "n"]) == nil)
    }
}
