import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct MetadataDefinitionTests {
    /// Somebody who uses metadata definitions.
    private struct Definer {
        let cloud: TestCloud
        let token: String

        init(_ cloud: TestCloud, _ name: String) async throws {
            self.cloud = cloud
            token = try await cloud.login(name, name)
        }

        func send(
            _ method: HTTPRequest.Method,
            _ path: String,
            _ body: JSON? = nil,
            headers: HTTPFields = [:]
        ) async throws -> TestCloud.Reply {
            try await cloud.send(method, "/image/v2/metadefs" + path, body, token: token, headers: headers)
        }
    }

    /// Runs the body with a public namespace `n` that has a bit of everything.
    private static func run(
        _ body: @escaping @Sendable (_ admin: Definer, _ demo: Definer) async throws -> Void
    ) async throws {
        try await TestCloud.run { cloud in
            let admin = try await Definer(cloud, "admin")
            let made = try await admin.send(.post, "/namespaces", namespace)
            #expect(made.status == 201)
            #expect(made.headers[.location]?.hasSuffix("/image/v2/metadefs/namespaces/n") == true)
            try await body(admin, Definer(cloud, "demo"))
        }
    }

    private static let namespace: JSON = [
        "namespace": "n", "display_name": "N", "visibility": "public",
        "resource_type_associations": [["name": "OS::Nova::Server", "prefix": "hw:"], ["name": "My::Own"]],
        "objects": [["name": "o", "properties": ["p": ["title": "P", "type": "string"]], "required": ["p"]]],
        "properties": ["q": ["title": "Q", "type": "integer", "minimum": 1]],
        "tags": [["name": "t"]],
    ]

    @Test func `A namespace shows all that is in it`() async throws {
        try await Self.run { _, demo in
            let shown = try await demo.send(.get, "/namespaces/n").json
            #expect(shown["namespace"] == "n")
            #expect(shown["protected"] == false)
            #expect(shown["description"] == nil)
            #expect(shown["self"] == "/v2/metadefs/namespaces/n")
            #expect(shown["objects"]?.array?.first?["self"] == "/v2/metadefs/namespaces/n/objects/o")
            #expect(shown["properties"]?["q"] == ["type": "integer", "title": "Q", "minimum": 1])
            #expect(shown["tags"] == [["name": "t"]])
            let types = try await demo.send(.get, "/resource_types").json["resource_types"]?.array
            #expect(types?.contains { $0["name"] == "My::Own" } == true)
            let prefixed = try await demo.send(.get, "/namespaces/n?resource_type=OS::Nova::Server").json
            #expect(prefixed["properties"]?.object?.names == ["hw:q"])
            #expect(prefixed["objects"]?.array?.first?["required"] == ["hw:p"])
            #expect(
                try await demo.send(.get, "/namespaces/n/properties/hw:q?resource_type=OS::Nova::Server").status == 200
            )
            #expect(
                try await demo.send(.get, "/namespaces/n/properties/q?resource_type=OS::Nova::Server").status == 404
            )
            #expect(
                try await demo.send(.get, "/namespaces/n/properties/q?resource_type=OS::Nova::Flavor").status == 404
            )
        }
    }

    @Test func `Only admins define, and private namespaces are for their project`() async throws {
        try await Self.run { admin, demo in
            #expect(try await demo.send(.post, "/namespaces", ["namespace": "m"]).status == 403)
            for part in ["", "/objects", "/tags", "/objects/o", "/tags/t", "/properties/q", "/resource_types/My::Own"] {
                #expect(try await demo.send(.delete, "/namespaces/n" + part).status == 403)
            }
            let change = try await admin.send(.put, "/namespaces/n", ["namespace": "m"])
            #expect(change.json["visibility"] == "private")
            #expect(change.json["display_name"] == nil)
            #expect(try await demo.send(.get, "/namespaces/m").status == 404)
            #expect(try await demo.send(.get, "/namespaces/m/objects").status == 404)
            #expect(try await demo.send(.get, "/namespaces").json["namespaces"] == [])
            #expect(try await admin.send(.get, "/namespaces/m/objects/o").status == 200)
            #expect(try await admin.send(.get, "/namespaces/n").status == 404)
        }
    }

    @Test func `A protected namespace loses nothing until it no longer is`() async throws {
        try await Self.run { admin, _ in
            _ = try await admin.send(.put, "/namespaces/n", ["namespace": "n", "protected": true])
            let parts = [
                "/objects/o", "/properties/q", "/tags/t", "/resource_types/My::Own", "/objects", "/properties", "/tags",
                "",
            ]
            for part in parts {
                let reply = try await admin.send(.delete, "/namespaces/n" + part)
                #expect(reply.status == 403)
                #expect(reply.text.contains("is protected and cannot be deleted."))
            }
            _ = try await admin.send(.put, "/namespaces/n", ["namespace": "n"])
            for part in parts {
                #expect(try await admin.send(.delete, "/namespaces/n" + part).status == 204)
            }
        }
    }

    /// Where something is made, what, what it is changed to, and its path.
    private static let parts: [(String, JSON, JSON, String)] = [
        ("/objects", ["name": "a"], ["name": "b", "description": "d"], "/objects/"),
        (
            "/properties", ["name": "a", "title": "A", "type": "string", "enum": ["x", "y"]],
            ["name": "b", "title": "B", "type": "array", "items": ["type": "string"]], "/properties/"
        ),
        ("/tags/a", ["name": "a"], ["name": "b"], "/tags/"),
    ]

    @Test(arguments: parts.indices)
    func `A definition is made, renamed and deleted`(index: Int) async throws {
        let (list, first, second, path) = Self.parts[index]
        try await Self.run { admin, demo in
            let body = list.hasPrefix("/tags") ? nil : first
            #expect(try await admin.send(.post, "/namespaces/n" + list, body).status == 201)
            #expect(try await admin.send(.post, "/namespaces/n" + list, body).status == 409)
            let shown = try await demo.send(.get, "/namespaces/n\(path)a").json
            for (name, value) in first.object ?? [:] { #expect(shown[name] == value) }
            let changed = try await admin.send(.put, "/namespaces/n\(path)a", second)
            #expect(changed.status == 200)
            for (name, value) in second.object ?? [:] { #expect(changed.json[name] == value) }
            #expect(try await demo.send(.get, "/namespaces/n\(path)a").status == 404)
            let taken = ["/objects/": "o", "/properties/": "q", "/tags/": "t"][path] ?? ""
            var third = second.object ?? [:]
            third["name"] = .string(taken)
            #expect(try await admin.send(.put, "/namespaces/n\(path)b", .object(third)).status == 409)
            #expect(try await admin.send(.delete, "/namespaces/n\(path)b").status == 204)
            #expect(try await admin.send(.delete, "/namespaces/n\(path)b").status == 404)
        }
    }

    @Test func `Several tags replace those there were, or are added to them`() async throws {
        try await Self.run { admin, demo in
            func names() async throws -> [String] {
                let tags = try await demo.send(.get, "/namespaces/n/tags?sort_key=name&sort_dir=asc").json["tags"]
                return tags?.array?.compactMap { $0["name"]?.string } ?? []
            }
            let two: JSON = ["tags": [["name": "u"], ["name": "v"]]]
            #expect(try await admin.send(.post, "/namespaces/n/tags", two).json == two)
            #expect(try await names() == ["u", "v"])
            let third: JSON = ["tags": [["name": "w"]]]
            let append: HTTPFields = [.appendTags: "True"]
            #expect(try await admin.send(.post, "/namespaces/n/tags", third, headers: append).status == 201)
            #expect(try await names() == ["u", "v", "w"])
            #expect(try await admin.send(.post, "/namespaces/n/tags/W").status == 409)
            let page = try await demo.send(.get, "/namespaces/n/tags?sort_key=name&sort_dir=asc&marker=u&limit=1").json
            #expect(page["tags"] == [["name": "v"]])
        }
    }

    @Test func `A resource type is associated once`() async throws {
        try await Self.run { admin, demo in
            let body: JSON = ["name": "OS::Glance::Image", "prefix": "i:", "properties_target": "image"]
            let made = try await admin.send(.post, "/namespaces/n/resource_types", body)
            #expect(made.status == 201)
            for (name, value) in body.object ?? [:] { #expect(made.json[name] == value) }
            #expect(try await admin.send(.post, "/namespaces/n/resource_types", body).status == 409)
            let listed = try await demo.send(.get, "/namespaces/n/resource_types").json["resource_type_associations"]
            #expect(listed?.array?.count == 3)
            let path = "/namespaces/n/resource_types/OS::Glance::Image"
            #expect(try await admin.send(.delete, path).status == 204)
            #expect(try await admin.send(.delete, path).status == 404)
        }
    }

    @Test func `A list of namespaces is filtered, and cut into pages`() async throws {
        try await Self.run { admin, demo in
            for name in ["a", "b", "c"] { _ = try await admin.send(.post, "/namespaces", ["namespace": .string(name)]) }
            func names(_ query: String, of user: Definer) async throws -> [String] {
                let reply = try await user.send(.get, "/namespaces?" + query).json["namespaces"]
                return reply?.array?.compactMap { $0["namespace"]?.string } ?? []
            }
            #expect(try await names("", of: demo) == ["n"])
            #expect(
                try await names("visibility=private&sort_key=namespace&sort_dir=asc", of: admin) == ["a", "b", "c"]
            )
            #expect(try await names("resource_types=My::Own,Other", of: admin) == ["n"])
            var all: [String] = []
            var next: String? = "/v2/metadefs/namespaces?sort_key=namespace&sort_dir=asc&limit=3"
            while let path = next {
                let page = try await admin.cloud.send(.get, "/image" + path, token: admin.token).json
                all += page["namespaces"]?.array?.compactMap { $0["namespace"]?.string } ?? []
                next = page["next"]?.string
            }
            #expect(all == ["a", "b", "c", "n"])
        }
    }

    @Test(
        arguments: [
            ("/namespaces", [:], 400), ("/namespaces", ["namespace": 5], 400),
            ("/namespaces", ["namespace": "x", "other": 1], 400),
            ("/namespaces", ["namespace": "x", "visibility": "shared"], 400), ("/namespaces", ["namespace": "n"], 409),
            ("/namespaces", ["namespace": "x", "created_at": "now"], 403),
            ("/namespaces", ["namespace": "x", "tags": [["name": "a"], ["name": "a"]]], 409),
            ("/namespaces", ["namespace": "x", "properties": ["p": ["title": "t"]]], 400),
            ("/namespaces/n/objects", ["name": "x", "required": ["a", "a"]], 400), ("/namespaces/n/objects", [:], 400),
            ("/namespaces/n/properties", ["name": "x", "type": "string"], 400),
            ("/namespaces/n/properties", ["name": "x", "title": "t", "type": "text"], 400),
            ("/namespaces/n/properties", ["name": "x", "title": "t", "type": "string", "maxLength": -1], 400),
            ("/namespaces/n/tags", ["tags": [["nom": "x"]]], 400),
            ("/namespaces/n/resource_types", ["prefix": "x"], 400),
            ("/namespaces/nosuch/objects", ["name": "x"], 404), ("/namespaces/nosuch/tags/x", [:], 404),
        ] as [(String, JSON, Int)]
    )
    func `What is no definition is refused`(path: String, body: JSON, status: Int) async throws {
        try await Self.run { admin, _ in
            let reply = try await admin.send(.post, path, body)
            #expect(reply.status == status)
        }
    }

    @Test(arguments: [
        "namespace", "namespaces", "object", "objects", "property", "properties", "resource_type", "resource_types",
        "tag", "tags",
    ])
    func `Schemas are published`(name: String) async throws {
        try await TestCloud.run { cloud in
            let demo = try await cloud.login("demo", "demo")
            let schema = try await cloud.send(.get, "/image/v2/schemas/metadefs/\(name)", token: demo)
            #expect(schema.status == 200)
            #expect(schema.json["name"]?.string?.isEmpty == false)
            #expect(schema.json["properties"]?.object?.isEmpty == false)
        }
    }
}
