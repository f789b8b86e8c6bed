/// What is joined to a router.
///
/// Network API reference v2, “Add interface to router”.
public enum RouterInterface: Sendable, Hashable {
    /// A subnet, by its id.
    case subnet(String)
    /// A port on a subnet, by its id.
    case port(String)

    var body: JSON {
        switch self {
        case .subnet(let id): ["subnet_id": .string(id)]
        case .port(let id): ["port_id": .string(id)]
        }
    }
}
