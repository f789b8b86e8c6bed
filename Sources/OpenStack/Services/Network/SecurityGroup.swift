/// Rules for what may reach and leave a port.
///
/// Network API reference v2, “Security groups”.
public struct SecurityGroup: CloudResource {
    /// The id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a security group; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique, but `default` is the service's own.
    public var name: String? { attributes["name"].string }
}
