import OpenStack
import PythonSemantics

/// A value of a YAML or JSON document; maps keep the order in which they were written.
///
/// JSONPath tells orders apart, and Gabbi compares as Python does: `true` is 1, and 1 is 1.0.
enum GabbiValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([GabbiValue])
    case object(OrderedMembers)

    /// The number that the value is for Python: truth values are numbers too.
    var numeric: Double? {
        switch self {
        case .bool(let value): value ? 1 : 0
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// Whether the value counts as true in Python.
    var isTrue: Bool { Python.bool(self) }

    static func == (left: GabbiValue, right: GabbiValue) -> Bool { Python.areEqual(left, right) }
}

extension GabbiValue: PythonValue {
    var pythonForm: PythonForm<GabbiValue> {
        switch self {
        case .null: .none
        case .bool(let flag): .bool(flag)
        case .integer(let value): .int(value)
        case .number(let value): .float(value)
        case .string(let text): .str(text)
        case .array(let elements): .list(elements)
        case .object(let members): .dict(members.pairs)
        }
    }
}

/// The members of an object in the order in which they were written.
struct OrderedMembers: Sendable, Equatable {
    private(set) var keys: [String] = []
    private var values: [String: GabbiValue] = [:]

    init() {}

    var isEmpty: Bool { keys.isEmpty }
    var count: Int { keys.count }

    subscript(key: String) -> GabbiValue? {
        get { values[key] }
        set {
            if newValue == nil { keys.removeAll { $0 == key } }
            if let newValue, values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
            if newValue == nil { values[key] = nil }
        }
    }

    /// Keys and values in order.
    var pairs: [(key: String, value: GabbiValue)] { keys.compactMap { key in values[key].map { (key, $0) } } }

    /// The same members whatever their order.
    static func == (left: OrderedMembers, right: OrderedMembers) -> Bool { left.values == right.values }
}

extension GabbiValue: ParsedJSON {
    static var noMembers: OrderedMembers { OrderedMembers() }

    static func set(_ value: GabbiValue, for key: String, in members: inout OrderedMembers) { members[key] = value }
}
