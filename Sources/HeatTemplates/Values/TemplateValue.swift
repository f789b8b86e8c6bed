/// A value of a template, an environment, or what a function comes to.
public indirect enum TemplateValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case list([TemplateValue])
    case map(TemplateMap)
    /// Not known until the resources exist that it comes from, or parameters have values.
    case unknown(Set<String>)
}

extension TemplateValue {
    /// The text of a string; `nil` for any other value.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements of a list; `nil` for any other value.
    public var list: [TemplateValue]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }

    /// The map; `nil` for any other value.
    public var map: TemplateMap? {
        guard case .map(let map) = self else { return nil }
        return map
    }

    /// The truth value; `nil` for any other value.
    public var bool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// A whole number, with truth values counted as Python counts them; `nil` for any other value.
    public var integer: Int? {
        switch self {
        case .integer(let value): value
        case .bool(let flag): flag ? 1 : 0
        default: nil
        }
    }

    /// Any number, with truth values counted as Python counts them; `nil` for any other value.
    public var double: Double? {
        switch self {
        case .number(let value): value
        default: integer.map(Double.init)
        }
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// Whether nothing in the value waits for a resource or a parameter.
    public var isKnown: Bool {
        switch self {
        case .unknown: false
        case .list(let elements): elements.allSatisfy(\.isKnown)
        case .map(let map): map.allSatisfy(\.value.isKnown)
        default: true
        }
    }

    /// The resources that must exist before all of the value is known.
    public var pendingResources: Set<String> {
        switch self {
        case .unknown(let resources): resources
        case .list(let elements): elements.reduce(into: []) { $0.formUnion($1.pendingResources) }
        case .map(let map): map.reduce(into: []) { $0.formUnion($1.value.pendingResources) }
        default: []
        }
    }

    /// What kind of value this is, in the words of YAML.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .map: "a map"
        case .unknown: "not known yet"
        }
    }
}

// MARK: - Literals

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// A whole number.
    public init(integerLiteral value: Int) { self = .integer(value) }

    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// A number with a fraction.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// A list.
    public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }

    /// A map, in the order of the pairs.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) { self = .map(TemplateMap(elements)) }

    /// The value `null`.
    public init(nilLiteral: ()) { self = .null }
}
