import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct IdentityTests {
    @Test func `The root names the version with 300`() async throws {
        try await TestCloud.run { cloud in
            let reply = try await cloud.send(.get, "/identity/")
            #expect(reply.status == 300)
            #expect(reply.json["versions"]?["values"]?.array?.first?["id"] == "v3.14")
            #expect(reply.headers[.requestID]?.hasPrefix("req-") == true)
        }
    }

    /// What a member of a project gets, and an admin.
    @Test(arguments: [
        ("users", 403, 200), ("projects", 403, 200), ("domains", 403, 200), ("groups", 403, 200),
        ("roles", 403, 200), ("services", 403, 200), ("endpoints", 403, 200), ("regions", 200, 200),
        ("credentials", 200, 200), ("role_assignments", 403, 200), ("role_inferences", 403, 200),
        ("users/nosuch", 403, 404), ("projects/nosuch", 403, 404), ("roles/nosuch", 404, 404),
        ("regions/nosuch", 404, 404), ("domains/default", 200, 200), ("limits", 200, 200), ("nosuch", 404, 404),
    ])
    func `The policy is upstream's default`(path: String, member: Int, admin: Int) async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            #expect(try await cloud.send(.get, "/identity/v3/\(path)", token: demo).status == member)
            let boss = try await cloud.login("admin", "admin")
            #expect(try await cloud.send(.get, "/identity/v3/\(path)", token: boss).status == admin)
            #expect(try await cloud.send(.get, "/identity/v3/\(path)").status == (path == "nosuch" ? 404 : 401))
        }
    }

    @Test(arguments: [
        (HTTPRequest.Method.patch, "/v3/users", "GET, HEAD, OPTIONS, POST"),
        (.put, "/v3/auth/tokens", "DELETE, GET, HEAD, OPTIONS, POST"), (.post, "/", "GET, HEAD, OPTIONS"),
    ])
    func `Another method is a 405 that names those there are`(
        method: HTTPRequest.Method,
        path: String,
        allowed: String
    ) async throws {
        try await TestCloud.run { cloud in
            let reply = try await cloud.send(method, "/identity\(path)")
            #expect(reply.status == 405)
            #expect(reply.headers[.allow] == allowed)
        }
    }

    @Test(arguments: [
        ("{\"user\":", 400), ("[]", 400), ("\"user\"", 400), ("{}", 400), ("{\"user\": 5}", 400),
        ("{\"user\": {}}", 400), ("{\"user\": {\"name\": null}}", 400), ("{\"user\": {\"name\": 5}}", 400),
        ("{\"user\": {\"name\": \"x\", \"enabled\": \"yes\"}}", 400), ("{\"user\": {\"name\": \"\"}}", 400),
        (String(repeating: "[", count: 10_000), 400), (String(repeating: " ", count: 200_000), 413),
    ])
    func `A malformed body is a 4xx`(text: String, status: Int) async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let reply = try await cloud.send(
                .post,
                "/identity/v3/users",
                text: text,
                token: admin,
                headers: [.contentType: "application/json"]
            )
            #expect(reply.status == status)
            #expect(reply.json["error"]?["code"] == .int(status))
        }
    }

    @Test(arguments: [
        "/identity/v3/users/%2e%2e%2f%2e%2e%2fetc", "/identity/v3/users/a%00b", "/identity/v3/users/%zz%ff",
        "/identity/v3/users/%", "/identity/v3/users/\(String(repeating: "a", count: 4000))", "/identity/..",
        "/nosuch/v3", "/%2f%2f",
    ])
    func `A strange path is only not there`(path: String) async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let status = try await cloud.send(.get, path, token: admin).status
            #expect([200, 308, 404].contains(status))
            if path.contains("users") { #expect(status == 404) }
        }
    }

    @Test func `An error quotes no password`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let body: JSON = ["user": ["password": "hidden", "email": "shown"]]
            let reply = try await cloud.send(.post, "/identity/v3/users", body, token: admin)
            #expect(reply.status == 400)
            #expect(reply.text.contains("shown"))
            #expect(!reply.text.contains("hidden"))
        }
    }

    @Test func `A role through a group and what it implies is in the token`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let v3 = "/identity/v3"
            func made(_ path: String, _ name: String, _ body: JSON) async throws -> String {
                let reply = try await cloud.send(.post, v3 + path, [name: body].document, token: admin)
                #expect(reply.status == 201)
                return reply.json[name]?["id"]?.string ?? ""
            }
            let project = try await made("/projects", "project", ["name": "p"])
            let user = try await made(
                "/users",
                "user",
                ["name": "u", "password": .string(TestCloud.password), "default_project_id": .string(project)]
            )
            let group = try await made("/groups", "group", ["name": "g"])
            let manager = try await cloud.id("\(v3)/roles?name=manager", "roles", token: admin)
            #expect(try await cloud.send(.put, "\(v3)/groups/\(group)/users/\(user)", token: admin).status == 204)
            let grant = "\(v3)/projects/\(project)/groups/\(group)/roles/\(manager)"
            #expect(try await cloud.send(.put, grant, token: admin).status == 204)

            let login = try await cloud.send(.post, "\(v3)/auth/tokens", TestCloud.passwordAuth("u"))
            let roles = login.json["token"]?["roles"]?.array?.compactMap { $0["name"]?.string }
            #expect(roles == ["manager", "member", "reader"])
            let effective = try await cloud.send(
                .get,
                "\(v3)/role_assignments?effective&user.id=\(user)",
                token: admin
            )
            #expect(effective.json["role_assignments"]?.array?.count == 3)

            #expect(try await cloud.send(.delete, grant, token: admin).status == 204)
            let token = login.headers[.subjectToken]
            #expect(try await cloud.send(.get, "\(v3)/auth/projects", token: token).status == 401)
        }
    }

    @Test func `A domain is emptied when it goes, and can't go while enabled`() async throws {
        try await TestCloud.run { cloud in
            let admin = try await cloud.login("admin", "admin")
            let domain =
                try await cloud.send(
                    .post,
                    "/identity/v3/domains",
                    ["domain": ["name": "d"]],
                    token: admin
                ).json["domain"]?["id"]?.string ?? ""
            _ = try await cloud.send(
                .post,
                "/identity/v3/users",
                ["user": ["name": "u", "domain_id": .string(domain)]],
                token: admin
            )
            let path = "/identity/v3/domains/\(domain)"
            #expect(try await cloud.send(.delete, path, token: admin).status == 403)
            #expect(
                try await cloud.send(.patch, path, ["domain": ["enabled": false]], token: admin).status == 200
            )
            #expect(try await cloud.send(.delete, path, token: admin).status == 204)
            let left = try await cloud.send(.get, "/identity/v3/users?name=u", token: admin)
            #expect(left.json["users"] == [])
        }
    }
}

extension [String: JSON] {
    var document: JSON {
        var object: JSON.Object = [:]
        for (name, value) in self { object[name] = value }
        return .object(object)
    }
}
