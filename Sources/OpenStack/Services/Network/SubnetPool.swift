/// Prefixes that subnets can be cut from.
///
/// Network API reference v2, “Subnet pools extension”.
public struct SubnetPool: CloudResource {
    /// The id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a subnet pool; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
}
