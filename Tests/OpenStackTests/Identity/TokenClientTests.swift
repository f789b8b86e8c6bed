import OpenStack
import Testing

@Suite struct TokenClientTests {
    private static let request = TokenRequest(.token(Secret("gAAAA-old")), scope: .system)

    private static func logIn(
        at url: String = "http://id.test/identity",
        _ answer: @escaping ScriptedTransport.Answer
    ) async throws -> (Token, APIRequest) {
        let cloud = ScriptedTransport(answer)
        let token = try await TokenClient(authURL: url, transport: cloud).createToken(request)
        return (token, try #require(cloud.requests.first))
    }

    @Test(arguments: ["http://id.test/identity", "http://id.test/identity/", "http://id.test/identity/v3/"])
    func logsInAtVersion3(url: String) async throws {
        let (_, request) = try await Self.logIn(at: url) { _ throws(TransportError) in .token("t") }
        #expect(request.method == .post)
        #expect(request.url == "http://id.test/identity/v3/auth/tokens")
        #expect(request.headers["Content-Type"] == "application/json")
        #expect(request.headers["Accept"] == "application/json")
        #expect(request.json == Self.request.body)
        #expect(request.isRepeatable)
    }

    @Test func aTokenTellsWhoseItIs() async throws {
        let (token, _) = try await Self.logIn { _ throws(TransportError) in
            .token("gAAAA-new", catalog: .catalog([("image", "http://i")]))
        }
        #expect(token.id.revealed == "gAAAA-new")
        #expect((token.userID, token.userName, token.userDomainID) == ("u1", "ada", "default"))
        #expect((token.projectID, token.projectName, token.projectDomainID) == ("p1", "lab", "default"))
        #expect(token.roles == ["member", "reader"])
        #expect(token.catalog.services.map(\.type) == ["image"])
        #expect(token.expiresAt == Timestamp.parse("2999-12-31T00:00:00Z"))
        #expect(token.issuedAt == Timestamp.parse("2026-01-01T00:00:00Z"))
    }

    struct Refusal: Sendable {
        let response: APIResponse
        let code: CloudError.Code
        let text: String
    }

    static let refusals: [Refusal] = [
        Refusal(
            response: .json(
                401,
                ["error": ["code": 401, "message": "The request you have made requires authentication."]]
            ),
            code: .authenticationFailed,
            text: "answered 401: The request you have made requires authentication."
        ),
        Refusal(
            response: .json(404, [:]),
            code: .identityNotFound,
            text: "answered 404: there is no identity service (Keystone v3) at this URL"
        ),
        Refusal(
            response: .json(403, ["error": ["message": "no"]], headers: ["x-openstack-request-id": "req-7"]),
            code: .unexpectedStatus,
            text: "answered 403, expected 201: no (req-7)"
        ),
        Refusal(
            response: .json(201, ["token": [:]]),
            code: .malformedBody,
            text: "answered 201: no X-Subject-Token in the response"
        ),
        Refusal(
            response: .json(201, ["token": [:]], headers: ["X-Subject-Token": ""]),
            code: .malformedBody,
            text: "answered 201: no X-Subject-Token in the response"
        ),
        Refusal(
            response: .json(201, [:], headers: ["X-Subject-Token": "t"]),
            code: .malformedBody,
            text: "answered 201: no token object in the body"
        ),
        Refusal(
            response: APIResponse(status: 201, headers: ["X-Subject-Token": "t"], body: Array("<html>".utf8)),
            code: .malformedBody,
            text: "answered 201: no token object in the body"
        ),
    ]

    @Test(arguments: refusals)
    func whatIsNoTokenIsAnError(refusal: Refusal) async throws {
        let error = try await #require(throws: CloudError.self) {
            try await Self.logIn { _ throws(TransportError) in refusal.response }
        }
        #expect(error.code == refusal.code)
        #expect(error.description == "POST http://id.test/identity/v3/auth/tokens " + refusal.text)
    }

    @Test func noAnswerIsATransportError() async throws {
        let error = try await #require(throws: CloudError.self) {
            try await Self.logIn { request throws(TransportError) in
                throw TransportError(.connectionRefused, request: request, reason: "")
            }
        }
        #expect(error.code == .transport)
        #expect(error.transportError?.code == .connectionRefused)
        #expect(error.description == "POST http://id.test/identity/v3/auth/tokens: connection refused")
    }
}
