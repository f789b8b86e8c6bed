/// The object storage service, API version 1: one account with its containers and their objects.
///
/// An account belongs to a project; its URL is what the catalog has. Everything said of an account, a container or an
/// object travels in header fields, which is why most calls give the whole ``Answer``.
public struct ObjectStorageClient: Sendable {
    /// For calls that have no function here.
    public let service: ServiceClient
    private let session: CloudSession

    /// A client that calls in a session's name.
    ///
    /// The account is that of the session's project, or any other by its URL.
    public init(_ session: CloudSession, accountURL: String? = nil) {
        self.session = session
        var settings = session.configuration.services[ServiceType.objectStore.settingsKey] ?? ServiceSettings()
        settings.endpointOverride = accountURL ?? settings.endpointOverride
        service = ServiceClient(session: session, type: .objectStore, version: nil, settings: settings)
    }

    /// The account's URL.
    public func accountURL() async throws(CloudError) -> String { try await service.baseURL() }

    /// What the service can do: its limits and the middleware it has, by name.
    ///
    /// `GET /info`: 200. Needs no token, and is not sent one.
    public func capabilities() async throws(CloudError) -> JSON {
        var request = APIRequest(.get, EndpointURL.joining(EndpointURL.root(try await accountURL()), ["info"]))
        request.headers["Accept"] = "application/json"
        let response = try await session.sendUnauthenticated(request)
        guard response.status == 200 else { throw CloudError(unexpected: response, to: request, expected: [200]) }
        return try Answer(request: request, response: response).json()
    }

    /// The service answers JSON to whoever accepts JSON; those who accept everything get plain lists and messages.
    static func anything(and fields: Headers = Headers()) -> Headers {
        var headers: Headers = ["Accept": "*/*"]
        headers.set(fields)
        return headers
    }
}

extension CloudSession {
    /// The object storage service with the account of the session's project.
    public var objectStorage: ObjectStorageClient { ObjectStorageClient(self) }
}

extension Answer {
    /// The lines of a plain text body that are not empty: the names in a list of containers or objects.
    public var lines: [String] {
        String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
}
