import HTTPTypes

@testable import EmbeddedCloud

/// Somebody who uses the network service of a test's cloud.
struct NetworkUser {
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
        try await cloud.send(method, "/network/v2.0/" + path, body, token: token, headers: headers)
    }

    /// Makes a resource and gives it as it was answered; null if it was refused.
    func make(_ member: String, _ values: JSON) async throws -> JSON {
        try await send(.post, member.replacing("_", with: "-") + "s", [member: values]).json[member] ?? .null
    }

    /// The resources of a list.
    func list(_ path: String) async throws -> [JSON] {
        let name = String(path.prefix { $0 != "?" }).replacing("-", with: "_")
        return try await send(.get, path).json[name]?.array ?? []
    }
}
