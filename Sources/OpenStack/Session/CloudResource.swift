/// A resource as a service describes it: an id, and every attribute as it was sent.
///
/// Properties of conforming types are `nil` when the attribute is absent or of another type; whether that is a fault
/// is for the caller to say.
public protocol CloudResource: Sendable, Hashable {
    /// The resource's id.
    var id: String { get }
    /// Every attribute, as sent.
    var attributes: JSON { get }

    /// Reads a resource; `nil` when there is no id.
    init?(attributes: JSON)
}

extension CloudResource {
    /// Any attribute, also those without a property of their own.
    public subscript(name: String) -> JSON { attributes[name] }
}
