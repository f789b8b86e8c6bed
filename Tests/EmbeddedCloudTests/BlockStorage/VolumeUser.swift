import HTTPTypes

@testable import EmbeddedCloud

/// Somebody who uses the block storage service of a test's cloud.
struct VolumeUser {
    let cloud: TestCloud
    let token: String

    init(_ cloud: TestCloud, _ name: String) async throws {
        self.cloud = cloud
        token = try await cloud.login(name, name)
    }

    /// A cloud whose transitions are over at the next request.
    static func run(_ body: @escaping @Sendable (TestCloud) async throws -> Void) async throws {
        try await TestCloud.run {
            $0.pace = .even(milliseconds: 0)
        } _: { cloud in
            try await body(cloud)
        }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        version: String? = nil
    ) async throws -> TestCloud.Reply {
        var headers: HTTPFields = [:]
        if let version { headers[.volumeVersion] = "volume " + version }
        return try await cloud.send(method, "/block-storage/v3/" + path, body, token: token, headers: headers)
    }

    /// Makes a resource and gives its id; nothing if it was refused.
    func make(_ path: String, _ member: String, _ values: JSON, version: String? = nil) async throws -> String {
        try await send(.post, path, [member: values], version: version).json[member]?["id"]?.string ?? ""
    }

    func volume(_ values: JSON.Object = [:]) async throws -> String {
        var volume: JSON.Object = ["size": 1]
        volume.merge(values)
        return try await make("volumes", "volume", .object(volume))
    }

    func act(_ id: String, _ action: String, _ values: JSON, version: String? = nil) async throws -> TestCloud.Reply {
        try await send(.post, "volumes/\(id)/action", [action: values], version: version)
    }

    func status(_ path: String, _ member: String = "volume", version: String? = nil) async throws -> JSON? {
        try await send(.get, path, version: version).json[member]?["status"]
    }
}
