/// What joins subnets, and joins them with the world outside.
///
/// Network API reference v2, “Routers”.
public struct Router: CloudResource {
    /// The id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a router; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// Whether it is to be up.
    public var isUp: Bool? { attributes["admin_state_up"].bool }
}
