import Foundation

/// One user's access to one cloud: the token, the catalog, and the way there.
///
/// Values are cheap: sessions made with ``over(_:)`` share the token and differ in how requests travel.
public struct CloudSession: Sendable {
    /// What the session was made from.
    public let configuration: CloudConfiguration
    /// How requests travel.
    public let transport: any Transport
    private let tokens: TokenSource?
    /// Looks at responses before callers get them; `nil` for no check.
    public private(set) var responseCheck: (any ResponseCheck)?

    /// A session that logs in when its first request needs a token.
    public init(configuration: CloudConfiguration, transport: any Transport) {
        self.configuration = configuration
        self.transport = transport
        tokens =
            configuration.authentication == .none
            ? nil
            : TokenSource(
                client: TokenClient(authURL: configuration.authURL, transport: transport),
                request: TokenRequest(configuration.authentication, scope: configuration.scope)
            )
    }

    private init(_ other: CloudSession, transport: any Transport) {
        configuration = other.configuration
        tokens = other.tokens
        responseCheck = other.responseCheck
        self.transport = transport
    }

    /// The same session with requests that travel another way; logging in stays with the original's transport.
    public func over(_ transport: any Transport) -> CloudSession {
        CloudSession(self, transport: transport)
    }

    /// The same session with a check on every response that its service clients get.
    public func checking(with check: (any ResponseCheck)?) -> CloudSession {
        var session = self
        session.responseCheck = check
        return session
    }

    /// The session's token, made or renewed when necessary.
    ///
    /// - Throws: ``CloudError``; `authenticationFailed` also for a cloud configured without authentication.
    public func token() async throws(CloudError) -> Token {
        guard let tokens else {
            throw CloudError(
                .authenticationFailed,
                message: "cloud \(configuration.name) is configured without authentication (auth_type: none)"
            )
        }
        return try await tokens.token()
    }

    /// The URL of a service, from an override or the catalog, as it stands there.
    public func endpoint(of type: ServiceType) async throws(CloudError) -> String {
        if let override = configuration.services[type.settingsKey]?.endpointOverride { return override }
        return try await token().catalog.url(of: type, for: configuration)
    }

    /// A client for any service.
    ///
    /// The version is the path segment of an API version, `v2`; without one the endpoint is used as the catalog has it.
    public func service(_ type: ServiceType, version: String? = nil) -> ServiceClient {
        ServiceClient(session: self, type: type, version: version)
    }

    /// The part of the identity service that needs no token.
    public var tokenClient: TokenClient {
        TokenClient(authURL: configuration.authURL, transport: transport)
    }

    /// Sends a request with the session's token; after a 401 once more with a new one.
    ///
    /// - Throws: ``CloudError`` with code `transport` when there is no response; any status is a response.
    public func send(_ request: APIRequest) async throws(CloudError) -> APIResponse {
        guard let tokens else { return try await sendOnce(request, token: nil) }
        let token = try await tokens.token()
        let response = try await sendOnce(request, token: token)
        guard response.status == 401 else { return response }
        let renewed = try await tokens.token(replacing: token)
        return try await sendOnce(request, token: renewed)
    }

    /// Sends a request as it is, without a token of the session's.
    public func sendUnauthenticated(_ request: APIRequest) async throws(CloudError) -> APIResponse {
        try await sendOnce(request, token: nil)
    }

    private func sendOnce(_ request: APIRequest, token: Token?) async throws(CloudError) -> APIResponse {
        var request = request
        if let token { request.headers["X-Auth-Token"] = token.id.revealed }
        // Lets an operator find the request in the logs of every service it passes through.
        request.headers["X-OpenStack-Request-ID"] = "req-" + UUID().uuidString.lowercased()
        if request.timeout == nil { request.timeout = configuration.requestTimeout }
        do throws(TransportError) {
            return try await transport.send(request)
        } catch {
            throw CloudError(error, method: request.method, url: request.url)
        }
    }
}
