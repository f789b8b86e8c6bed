import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct DomainConfigurationTests {
    private static let groups: JSON = [
        "ldap": ["url": "ldap://a", "user_tree_dn": "ou=Users", "password": "hidden"], "identity": ["driver": "ldap"],
    ]

    /// Runs the body with a domain that has a configuration.
    private static func run(
        _ body: @escaping @Sendable (_ admin: IdentityUser, _ path: String) async throws -> Void
    ) async throws {
        try await IdentityUser.run { admin, _ in
            let domain = try await admin.make("/domains", "domain", ["name": "d"])["id"]?.string ?? ""
            let path = "/domains/\(domain)/config"
            #expect(try await admin.send(.put, path, ["config": groups]).status == 201)
            try await body(admin, path)
        }
    }

    @Test func `A configuration is shown whole and in parts, secrets never`() async throws {
        try await Self.run { admin, path in
            let whole = try await admin.send(.get, path)
            #expect(!whole.text.contains("hidden"))
            #expect(whole.json["config"]?["ldap"] == ["url": "ldap://a", "user_tree_dn": "ou=Users"])
            #expect(try await admin.send(.get, path + "/identity").json["config"] == ["identity": ["driver": "ldap"]])
            #expect(try await admin.send(.get, path + "/ldap/url").json["config"] == ["url": "ldap://a"])
            #expect(try await admin.send(.get, path + "/ldap/password").status == 404)
            #expect(try await admin.send(.put, path, ["config": ["ldap": ["url": "b"]]]).status == 200)
            #expect(try await admin.send(.get, path).json["config"] == ["ldap": ["url": "b"]])
        }
    }

    /// What a path's part is changed to, and what upstream answers.
    private static let changes: [(String, JSON, Int)] = [
        ("", ["identity": ["list_limit": 5]], 200), ("/ldap", ["ldap": ["url": "b"]], 200),
        ("/ldap/url", ["url": "b"], 200), ("", [:], 403), ("", ["ldap": "x"], 403), ("", ["ldap": [:]], 403),
        ("", ["zone": ["a": "b"]], 403), ("", ["ldap": ["nosuch": "b"]], 403),
        ("/ldap", ["identity": ["driver": "x"]], 403),
        ("/ldap", ["ldap": ["url": "b"], "identity": ["driver": "x"]], 403), ("/ldap/url", ["user": "b"], 403),
        ("/ldap/url", ["url": "b", "user": "c"], 403), ("/ldap/user", ["user": "b"], 404),
        ("/zone", ["zone": ["a": 1]], 403),
    ]

    @Test(arguments: changes.indices)
    func `A change is of the part its path names`(index: Int) async throws {
        let (part, change, status) = Self.changes[index]
        try await Self.run { admin, path in
            let reply = try await admin.send(.patch, path + part, ["config": change])
            #expect(reply.status == status)
        }
    }

    @Test(arguments: [
        ("", 404, 404), ("/ldap", 404, 200), ("/ldap/url", 404, 200), ("/ldap/user", 404, 200), ("/zone", 403, 200),
    ])
    func `What was deleted is no longer there`(part: String, status: Int, whole: Int) async throws {
        try await Self.run { admin, path in
            let isThere = try await admin.send(.get, path + part).status == 200
            #expect(try await admin.send(.delete, path + part).status == (isThere ? 204 : status))
            #expect(try await admin.send(.get, path + part).status == status)
            #expect(try await admin.send(.get, path).status == whole)
        }
    }

    @Test func `Defaults are shown for all, for a group, for an option`() async throws {
        try await IdentityUser.run { admin, demo in
            let whole = try await admin.send(.get, "/domains/config/default").json["config"]
            #expect(whole?["ldap"]?.object?.names.count == 49)
            #expect(whole?["identity"] == ["driver": "sql", "list_limit": nil])
            let group = try await admin.send(.get, "/domains/config/identity/default").json["config"]
            #expect(group == ["identity": ["driver": "sql", "list_limit": nil]])
            let option = try await admin.send(.get, "/domains/config/ldap/page_size/default").json["config"]
            #expect(option == ["page_size": 0])
            for path in ["ldap/password", "ldap/nosuch", "nosuch"] {
                #expect(try await admin.send(.get, "/domains/config/\(path)/default").status == 403)
            }
            #expect(try await demo.send(.get, "/domains/config/default").status == 403)
        }
    }

    @Test func `Password rules are for everybody's eyes, the rest is not`() async throws {
        try await IdentityUser.run { _, demo in
            let rules = try await demo.send(.get, "/domains/default/config/security_compliance")
            #expect(rules.json["config"]?["security_compliance"]?.object?.names.count == 2)
            #expect(try await demo.send(.get, "/domains/other/config/security_compliance").status == 403)
            #expect(try await demo.send(.get, "/domains/default/config").status == 403)
            #expect(try await demo.send(.put, "/domains/default/config", ["config": Self.groups]).status == 403)
        }
    }

    @Test func `A domain takes its configuration with it`() async throws {
        try await Self.run { admin, path in
            let domain = path.replacing("/config", with: "")
            _ = try await admin.send(.patch, domain, ["domain": ["enabled": false]])
            #expect(try await admin.send(.delete, domain).status == 204)
            #expect(try await admin.send(.get, path).status == 404)
            #expect(try await admin.send(.put, path, ["config": Self.groups]).status == 404)
        }
    }
}
