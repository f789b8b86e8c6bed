/// A block of addresses on a network.
///
/// Network API reference v2, “Subnets”.
public struct Subnet: CloudResource {
    /// The id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a subnet; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// The block, such as `10.0.0.0/24`.
    public var cidr: String? { attributes["cidr"].string }
    /// Address of the router to the rest of the world.
    public var gatewayIP: String? { attributes["gateway_ip"].string }
}
