/// A place on a network that something can be plugged into.
///
/// Network API reference v2, “Ports”.
public struct Port: CloudResource {
    /// The id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a port; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// Id of its network.
    public var networkID: String? { attributes["network_id"].string }
    /// Its hardware address.
    public var macAddress: String? { attributes["mac_address"].string }
    /// Its addresses, in the order in which they were sent.
    public var addresses: [String] { (attributes["fixed_ips"].array ?? []).compactMap { $0["ip_address"].string } }
}
