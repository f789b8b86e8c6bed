/// What requests may do with an attribute.
struct AttributeUses: OptionSet, Sendable {
    let rawValue: Int
    static let create = AttributeUses(rawValue: 1)
    static let update = AttributeUses(rawValue: 2)
    static let filter = AttributeUses(rawValue: 4)
    static let sort = AttributeUses(rawValue: 8)
    /// Never shown.
    static let hidden = AttributeUses(rawValue: 16)
    static let find: AttributeUses = [.filter, .sort]
    static let write: AttributeUses = [.create, .update]
}

/// A member of a resource's document: what may be done with it, what it may be, and how it is read.
struct Attribute<Row: Sendable>: Sendable {
    /// What it is when a request to create doesn't say.
    enum Initial: Sendable {
        case required
        /// Up to the service.
        case unset
        case value(JSON)
    }

    var name: String
    var uses: AttributeUses
    var type: AttributeType
    var initial: Initial
    var createRule: PolicyRule?
    var updateRule: PolicyRule?
    var showRule: PolicyRule?
    /// Rules for the members of the value, or of its elements.
    var memberRules: [(name: String, rule: PolicyRule)] = []
    /// The value; nil where the resource doesn't show it.
    var read: @Sendable (Row, NetworkState, Caller) -> JSON?
}
