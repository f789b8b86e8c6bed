/// An address of an external network that leads to a port.
///
/// Network API reference v2, “Floating IPs”. It has no name; its description says what it is for.
public struct FloatingIP: CloudResource {
    /// The id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a floating IP; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Id of the router that it goes through; `nil` when it leads nowhere.
    public var routerID: String? { attributes["router_id"].string }
    /// The port's address that it leads to; `nil` when it leads nowhere.
    public var fixedAddress: String? { attributes["fixed_ip_address"].string }
}
