/// The identity service, API version 3.
///
/// Calls go to the URL the session logged in at, as with every other client, not to the catalog's: in many clouds
/// the catalog's identity endpoint cannot be reached from outside.
public struct IdentityClient: Sendable {
    /// Whose calls these are.
    public let session: CloudSession
    /// For calls that have no function here.
    public let service: ServiceClient

    /// A client that calls in a session's name.
    public init(_ session: CloudSession) {
        self.session = session
        var settings = session.configuration.services[ServiceType.identity.settingsKey] ?? ServiceSettings()
        settings.endpointOverride = settings.endpointOverride ?? session.configuration.authURL
        service = ServiceClient(session: session, type: .identity, version: "v3", settings: settings)
    }
}

extension CloudSession {
    /// The identity service, API version 3.
    public var identity: IdentityClient { IdentityClient(self) }
}
