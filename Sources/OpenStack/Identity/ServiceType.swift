/// A kind of service, by the name the service-types-authority gives it, with the older names catalogs still use.
public struct ServiceType: Sendable, Hashable, CustomStringConvertible {
    /// The present name: `block-storage`.
    public let name: String
    /// Older names, newest first.
    public let aliases: [String]

    /// A service type that has no entry of its own here.
    public init(_ name: String, aliases: [String] = []) {
        self.name = name
        self.aliases = aliases
    }

    /// The present name, then the older ones.
    public var names: [String] { [name] + aliases }

    /// The name as it starts the keys of clouds.yaml: `block_storage`.
    public var settingsKey: String { name.replacing("-", with: "_") }

    /// The name the service goes by in `OpenStack-API-Version`.
    var microversionName: String {
        switch self {
        case .blockStorage: "volume"
        case .sharedFileSystem: "shared-file-system"
        default: name
        }
    }

    /// The present name.
    public var description: String { name }

    /// Keystone.
    public static let identity: ServiceType = ServiceType("identity")
    /// Glance.
    public static let image: ServiceType = ServiceType("image")
    /// Nova.
    public static let compute: ServiceType = ServiceType("compute")
    /// Placement.
    public static let placement: ServiceType = ServiceType("placement")
    /// Neutron.
    public static let network: ServiceType = ServiceType("network")
    /// Cinder.
    public static let blockStorage: ServiceType = ServiceType(
        "block-storage",
        aliases: ["volumev3", "volumev2", "volume", "block-store"]
    )
    /// Swift.
    public static let objectStore: ServiceType = ServiceType("object-store")
    /// Heat.
    public static let orchestration: ServiceType = ServiceType("orchestration")
    /// Designate.
    public static let dns: ServiceType = ServiceType("dns")
    /// Octavia.
    public static let loadBalancer: ServiceType = ServiceType("load-balancer")
    /// Manila.
    public static let sharedFileSystem: ServiceType = ServiceType("shared-file-system", aliases: ["sharev2", "share"])
    /// Barbican.
    public static let keyManager: ServiceType = ServiceType("key-manager")

    /// Every type with an entry here, core services first.
    public static let known: [ServiceType] = [
        .identity, .image, .compute, .placement, .network, .blockStorage, .objectStore, .orchestration, .dns,
        .loadBalancer, .sharedFileSystem, .keyManager,
    ]

    /// The type that a catalog's entry means; aliases are understood.
    public static func named(_ name: String) -> ServiceType {
        known.first { $0.names.contains(name) } ?? ServiceType(name)
    }
}
