import HTTPTypes

@testable import EmbeddedCloud

/// Somebody with servers in a test's cloud, where everything is over before the next request.
struct ServerOwner {
    let cloud: TestCloud
    let token: String
    let image: String

    /// Runs the body with a cloud of its own and the user `demo` of it.
    static func run(_ body: @escaping @Sendable (ServerOwner) async throws -> Void) async throws {
        try await TestCloud.run(configure: { $0.pace = .even(milliseconds: 0) }) { cloud in
            try await body(ServerOwner(cloud, "demo"))
        }
    }

    init(_ cloud: TestCloud, _ name: String) async throws {
        self.cloud = cloud
        token = try await cloud.login(name, name)
        image = try await cloud.id("/image/v2/images", "images", token: token)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        version: String? = nil
    ) async throws -> TestCloud.Reply {
        var headers: HTTPFields = [:]
        if let version { headers[.apiVersion] = "compute \(version)" }
        return try await cloud.send(method, "/compute/v2.1" + path, body, token: token, headers: headers)
    }

    /// Makes a server without networks; what is given replaces or adds to the usual members.
    func order(_ members: JSON.Object = [:], version: String = "2.37") async throws -> TestCloud.Reply {
        var server: JSON.Object = [
            "name": "a server", "flavorRef": "42", "imageRef": .string(image), "networks": "none",
        ]
        server.merge(members)
        return try await send(.post, "/servers", ["server": .object(server)], version: version)
    }

    func server(_ members: JSON.Object = [:], version: String = "2.37") async throws -> String {
        try await order(members, version: version).json["server"]?["id"]?.string ?? ""
    }

    func show(_ id: String, version: String? = nil) async throws -> JSON {
        try await send(.get, "/servers/\(id)", version: version).json["server"] ?? .null
    }

    func act(_ action: JSON, on id: String, version: String? = nil) async throws -> TestCloud.Reply {
        try await send(.post, "/servers/\(id)/action", action, version: version)
    }
}
