/// Everything needed to talk to one cloud as one user: an entry of clouds.yaml, read and checked.
public struct CloudConfiguration: Sendable, Hashable {
    /// Name of the entry, or `envvars` for a cloud described by `OS_*` variables alone.
    public var name: String
    /// The identity service's URL, with or without a version at the end.
    public var authURL: String
    /// How to log in.
    public var authentication: Authentication
    /// What the token is for; `nil` leaves it to the user's default project.
    public var scope: Scope?
    /// The region whose endpoints are used; `nil` when the catalog has only one that fits.
    public var region: String?
    /// Which of a service's endpoints is used.
    public var interface: EndpointInterface
    /// Settings of single services, by normalised service type (`compute`, `block_storage`).
    public var services: [String: ServiceSettings]
    /// How the server's certificate is checked, and the client's own one.
    public var tls: TLSSettings
    /// Longest time for one request; `nil` for the transport's default.
    public var requestTimeout: Duration?
    /// What is known of the cloud's networks.
    public var networks: [NetworkSettings]

    /// Describes a cloud.
    public init(
        name: String,
        authURL: String,
        authentication: Authentication,
        scope: Scope? = nil,
        region: String? = nil,
        interface: EndpointInterface = .public,
        services: [String: ServiceSettings] = [:],
        tls: TLSSettings = TLSSettings(),
        requestTimeout: Duration? = nil,
        networks: [NetworkSettings] = []
    ) {
        self.name = name
        self.authURL = authURL
        self.authentication = authentication
        self.scope = scope
        self.region = region
        self.interface = interface
        self.services = services
        self.tls = tls
        self.requestTimeout = requestTimeout
        self.networks = networks
    }
}

/// The audience of an endpoint.
public enum EndpointInterface: String, Sendable, Hashable, CaseIterable {
    case `public`
    case `internal`
    case admin
}

/// What clouds.yaml says of one service (`<service>_endpoint_override` and its like).
public struct ServiceSettings: Sendable, Hashable {
    /// URL that replaces the catalog's.
    public var endpointOverride: String?
    /// Interface that replaces the cloud's.
    public var interface: EndpointInterface?
    /// Region that replaces the cloud's.
    public var region: String?
    /// Service type to look for in the catalog instead of the usual one.
    public var serviceType: String?
    /// Service name to look for in the catalog.
    public var serviceName: String?
    /// Microversion sent when the caller names none.
    public var defaultMicroversion: String?
    /// API version the entry asks for, as written: `3`, `2.1`.
    public var apiVersion: String?

    /// Settings that change nothing.
    public init() {}
}

/// How TLS connections are made.
public struct TLSSettings: Sendable, Hashable {
    /// Whether the server's certificate and name are checked.
    public var verifiesServer: Bool
    /// Path of a PEM file with the authorities to trust instead of the system's.
    public var authorityFile: String?
    /// Path of the client's certificate, PEM.
    public var certificateFile: String?
    /// Path of the client's private key, PEM; `nil` when it is in the certificate's file.
    public var keyFile: String?

    /// Checks the server against the system's authorities unless told otherwise.
    public init(
        verifiesServer: Bool = true,
        authorityFile: String? = nil,
        certificateFile: String? = nil,
        keyFile: String? = nil
    ) {
        self.verifiesServer = verifiesServer
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
