/// The part of the identity service that needs no token: giving tokens.
public struct TokenClient: Sendable {
    private let authURL: String
    private let transport: any Transport

    /// A client of the identity service at a URL, with or without a version at its end.
    public init(authURL: String, transport: any Transport) {
        self.authURL = authURL
        self.transport = transport
    }

    /// The identity service's URL at version 3.
    public var versionedURL: String { EndpointURL.versioned(authURL, "v3") }

    /// Logs in.
    ///
    /// Identity API reference v3, `POST /v3/auth/tokens`: 201, the token's id in `X-Subject-Token`.
    ///
    /// - Throws: ``CloudError``: `authenticationFailed` for 401, `identityNotFound` where nothing speaks this API.
    public func createToken(_ request: TokenRequest) async throws(CloudError) -> Token {
        let exchange = APIRequest(
            .post,
            EndpointURL.joining(versionedURL, ["auth", "tokens"]),
            headers: ["Content-Type": "application/json", "Accept": "application/json"],
            body: request.body.serialized(),
            isRepeatable: true
        )
        let response: APIResponse
        do throws(TransportError) {
            response = try await transport.send(exchange)
        } catch {
            throw CloudError(error, method: exchange.method, url: exchange.url)
        }
        switch response.status {
        case 201: return try Self.token(in: response, to: exchange)
        case 401: throw Self.refused(response, exchange)
        case 404: throw Self.notFound(response, exchange)
        default: throw CloudError(unexpected: response, to: exchange, expected: [201])
        }
    }

    private static func token(in response: APIResponse, to request: APIRequest) throws(CloudError) -> Token {
        guard let id = response.headers["X-Subject-Token"], !id.isEmpty else {
            throw CloudError(malformed: response, to: request, problem: "no X-Subject-Token in the response")
        }
        guard let json = try? JSON(parsing: response.body), json["token"].object != nil else {
            throw CloudError(malformed: response, to: request, problem: "no token object in the body")
        }
        return Token(id: Secret(id), attributes: json["token"])
    }

    private static func refused(_ response: APIResponse, _ request: APIRequest) -> CloudError {
        CloudError(
            .authenticationFailed,
            method: request.method,
            url: request.url,
            response: response,
            message: ServiceMessage.text(of: response)
        )
    }

    private static func notFound(_ response: APIResponse, _ request: APIRequest) -> CloudError {
        CloudError(
            .identityNotFound,
            method: request.method,
            url: request.url,
            response: response,
            message: "there is no identity service (Keystone v3) at this URL"
        )
    }
}
