import HTTPTypes

@testable import EmbeddedCloud

/// Somebody who uses the identity service of a test's cloud.
struct IdentityUser {
    let cloud: TestCloud
    let token: String

    /// Runs the body with a cloud of its own, and the users `admin` and `demo` of it.
    static func run(
        _ body: @escaping @Sendable (_ admin: IdentityUser, _ demo: IdentityUser) async throws -> Void
    )
        async throws
    {
        try await TestCloud.run { cloud in
            try await body(IdentityUser(cloud, "admin"), IdentityUser(cloud, "demo"))
        }
    }

    /// The project's name is the user's own unless it is given.
    init(_ cloud: TestCloud, _ name: String, project: String? = nil) async throws {
        self.cloud = cloud
        token = try await cloud.login(name, project ?? name)
    }

    func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> TestCloud.Reply {
        try await cloud.send(method, "/identity/v3" + path, body, token: token)
    }

    /// Makes a resource and gives it; null if it was refused.
    func make(_ path: String, _ member: String, _ values: JSON) async throws -> JSON {
        try await send(.post, path, [member: values].document).json[member] ?? .null
    }

    /// The id of the first of a list.
    func first(_ path: String, _ member: String) async throws -> String {
        try await cloud.id("/identity/v3" + path, member, token: token)
    }

    /// The caller's own id, and its project's.
    func own() async throws -> (user: String, project: String) {
        let reply = try await cloud.send(
            .get,
            "/identity/v3/auth/tokens",
            token: token,
            headers: [.subjectToken: token]
        )
        let body = reply.json["token"]
        return (body?["user"]?["id"]?.string ?? "", body?["project"]?["id"]?.string ?? "")
    }
}
