import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore

@testable import EmbeddedCloud

/// A cloud that is asked without a socket.
struct TestCloud {
    let client: any TestClientProtocol

    static let password = "a test's password"

    /// Runs the body with a cloud of its own.
    static func run(
        configure: (inout EmbeddedCloudConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (TestCloud) async throws -> Void
    ) async throws {
        var configuration = EmbeddedCloudConfiguration()
        configuration.password = password
        configure(&configuration)
        let assembly = try await CloudAssembly(configuration, logger: Logger(label: "test"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { await assembly.work() }
            try await assembly.application(.init(port: 0)) { _ in }.test(.router) { client in
                try await body(TestCloud(client: client))
            }
        }
    }

    /// What was answered.
    struct Reply {
        var status: Int
        var headers: HTTPFields
        var text: String

        var json: JSON { (try? JSON(parsing: Array(text.utf8))) ?? .null }
        /// The message of an error of the identity service.
        var message: String? { json["error"]?["message"]?.string }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        token: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await send(method, path, text: body?.text, token: token, headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        text: String?,
        token: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        headers[.authToken] = token
        return try await client.execute(
            uri: path,
            method: method,
            headers: headers,
            body: text.map { ByteBuffer(string: $0) }
        ) { response in
            Reply(
                status: response.status.code,
                headers: response.headers,
                text: String(buffer: response.body)
            )
        }
    }

    static func passwordAuth(
        _ user: String,
        _ password: String = TestCloud.password,
        scope: JSON? = nil
    ) -> JSON {
        var auth: JSON.Object = [
            "identity": [
                "methods": ["password"],
                "password": [
                    "user": [
                        "name": .string(user), "domain": ["id": "default"], "password": .string(password),
                    ]
                ],
            ]
        ]
        auth["scope"] = scope
        return ["auth": .object(auth)]
    }

    static func projectScope(_ name: String) -> JSON {
        ["project": ["name": .string(name), "domain": ["id": "default"]]]
    }

    func login(_ user: String, _ project: String) async throws -> String {
        let reply = try await send(
            .post,
            "/identity/v3/auth/tokens",
            Self.passwordAuth(user, scope: Self.projectScope(project))
        )
        return reply.headers[.subjectToken] ?? ""
    }

    /// The id of the first resource of a list.
    func id(_ path: String, _ key: String, token: String) async throws -> String {
        try await send(.get, path, token: token).json[key]?.array?.first?["id"]?.string ?? ""
    }
}
