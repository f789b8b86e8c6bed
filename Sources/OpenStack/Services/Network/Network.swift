/// A layer-2 network.
///
/// Network API reference v2, “Networks”. It is `ACTIVE` when ports can be made on it.
public struct Network: CloudResource {
    /// The id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a network; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name; need not be unique.
    public var name: String? { attributes["name"].string }
    /// `ACTIVE`, `DOWN`, `BUILD` or `ERROR`.
    public var status: String? { attributes["status"].string }
}
