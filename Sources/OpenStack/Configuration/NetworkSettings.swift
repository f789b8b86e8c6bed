/// What clouds.yaml says of one network (an entry of `networks`).
///
/// openstacksdk configuration guide, “Network Config”.
public struct NetworkSettings: Sendable, Hashable {
    /// The network's name or id.
    public var name: String
    /// Whether its addresses can be reached from outside the cloud.
    public var routesExternally: Bool = false
    /// The same for IPv4 alone.
    public var routesIPv4Externally: Bool = false
    /// The same for IPv6 alone.
    public var routesIPv6Externally: Bool = false
    /// Whether floating IP addresses come from it.
    public var isNATSource: Bool = false
    /// Whether floating IP addresses are attached to ports on it; one network at most.
    public var isNATDestination: Bool = false
    /// Whether a server with several networks is reached through it; one network at most.
    public var isDefaultInterface: Bool = false

    /// Describes a network that nothing is said about.
    public init(name: String) {
        self.name = name
    }
}
