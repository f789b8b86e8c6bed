import OpenStack
import Synchronization

/// A cloud made of a function, which remembers what it was asked.
final class ScriptedTransport: Transport {
    typealias Answer = @Sendable (APIRequest) async throws(TransportError) -> APIResponse

    private let answer: Answer
    private let received = Mutex<[APIRequest]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    /// Every request so far, in the order of their arrival.
    var requests: [APIRequest] { received.withLock { $0 } }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        received.withLock { $0.append(request) }
        if Task.isCancelled { throw TransportError(.cancelled, request: request, reason: "cancelled") }
        return try await answer(request)
    }
}

extension APIRequest {
    /// What is asked for: `GET /v2/images`.
    var line: String {
        let path = url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }
        return "\(method) \(path)"
    }

    /// The body as JSON; `null` when it is none.
    var json: JSON { (try? JSON(parsing: body)) ?? .null }
}

extension APIResponse {
    /// A response that all is well, with a JSON body.
    static func json(_ body: JSON) -> APIResponse { .json(200, body) }

    /// A response with a JSON body.
    static func json(_ status: Int, _ body: JSON, headers: Headers = [:]) -> APIResponse {
        var headers = headers
        headers["Content-Type"] = "application/json"
        return APIResponse(status: status, headers: headers, body: body.serialized())
    }

    /// The answer to a log-in.
    static func token(
        _ id: String,
        expiresAt: String = "2999-12-31T00:00:00.000000Z",
        catalog: JSON = []
    ) -> APIResponse {
        let token: JSON = [
            "expires_at": .string(expiresAt), "issued_at": "2026-01-01T00:00:00.000000Z",
            "user": ["id": "u1", "name": "ada", "domain": ["id": "default", "name": "Default"]],
            "project": ["id": "p1", "name": "lab", "domain": ["id": "default", "name": "Default"]],
            "roles": [["id": "r1", "name": "member"], ["id": "r2", "name": "reader"]],
            "catalog": catalog,
        ]
        return .json(201, ["token": token], headers: ["X-Subject-Token": id])
    }
}

extension JSON {
    /// A catalog with one public endpoint per service.
    static func catalog(_ urls: [(type: String, url: String)]) -> JSON {
        .array(
            urls.map { entry in
                [
                    "type": .string(entry.type), "name": .string(entry.type), "id": .string("id-" + entry.type),
                    "endpoints": [
                        ["interface": "public", "region": "One", "region_id": "One", "url": .string(entry.url)]
                    ],
                ]
            }
        )
    }
}

extension CloudConfiguration {
    /// A cloud that lives in a test.
    static func test(
        authentication: Authentication = .password(
            user: .name("ada", domain: .id("default")),
            password: Secret("correct horse")
        ),
        scope: Scope? = .project(.name("lab", domain: .id("default")))
    ) -> CloudConfiguration {
        CloudConfiguration(
            name: "test",
            authURL: "http://id.test/identity",
            authentication: authentication,
            scope: scope
        )
    }
}
