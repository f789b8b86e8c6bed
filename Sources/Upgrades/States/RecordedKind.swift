public import OpenStack

/// A kind of thing whose state is recorded before an upgrade and looked at after it.
///
/// The order of the cases is the order in which the representative set is made.
public enum RecordedKind: String, Sendable, Hashable, Codable, CaseIterable {
    case keyPair = "key pair"
    case securityGroup = "security group"
    case network
    case subnet
    /// A router, with its interfaces.
    case router
    case port
    case floatingAddress = "floating address"
    /// An image, with its data.
    case image
    case volume
    case volumeSnapshot = "volume snapshot"
    case server
    /// Everything that is attached to a server; known by the server's id.
    case attachments = "attached volume"
    /// An image that the compute service made of a server.
    case serverImage = "server image"
    /// A container, with the list of its objects.
    case container
    /// An object, with its data; known by its container's name and its own.
    case object
    /// A stack, with its resources and its template; known by its name and its id.
    case stack
    case applicationCredential = "application credential"

    /// The service that has it.
    public var service: ServiceType {
        switch self {
        case .keyPair, .server, .attachments: .compute
        case .securityGroup, .network, .subnet, .router, .port, .floatingAddress: .network
        case .image, .serverImage: .image
        case .volume, .volumeSnapshot: .blockStorage
        case .container, .object: .objectStore
        case .stack: .orchestration
        case .applicationCredential: .identity
        }
    }

    /// What the one of the representative set is made with or in.
    var requirements: [RecordedKind] {
        switch self {
        case .subnet: [.network]
        case .router: [.subnet]
        case .port: [.subnet, .securityGroup]
        case .floatingAddress: [.router, .port]
        case .volumeSnapshot: [.volume]
        case .server: [.keyPair, .port]
        case .attachments: [.server, .volume]
        case .serverImage: [.server]
        case .object: [.container]
        default: []
        }
    }

    /// The kind that a type of Heat's resources is recorded as; `nil` for types that are not.
    public init?(templateType: String) {
        let kinds: [String: RecordedKind] = [
            "OS::Nova::KeyPair": .keyPair, "OS::Nova::Server": .server, "OS::Neutron::SecurityGroup": .securityGroup,
            "OS::Neutron::Net": .network, "OS::Neutron::Subnet": .subnet, "OS::Neutron::Router": .router,
            "OS::Neutron::Port": .port, "OS::Neutron::FloatingIP": .floatingAddress, "OS::Cinder::Volume": .volume,
            "OS::Swift::Container": .container,
        ]
        guard let kind = kinds[templateType] else { return nil }
        self = kind
    }
}
