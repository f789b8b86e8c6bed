/// A JSON value that keeps the order of an object's members, as the services do when they answer.
///
/// Requests are read into this type and not into fixed structs, since most OpenStack resources take members nobody declared.
enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSON])
    case object(Object)

    /// Members in the order they were written; a repeated name keeps its place and takes the last value.
    struct Object: Sendable, Hashable {
        private(set) var names: [String] = []
        private var members: [String: JSON] = [:]

        var isEmpty: Bool { names.isEmpty }

        subscript(name: String) -> JSON? {
            get { members[name] }
            set {
                switch (members[name], newValue) {
                case (nil, nil): break
                case (nil, .some): names.append(name)
                case (.some, nil): names.removeAll { $0 == name }
                case (.some, .some): break
                }
                members[name] = newValue
            }
        }

        /// Members of `other` replace ours of the same name.
        mutating func merge(_ other: Object) {
            for (name, value) in other { self[name] = value }
        }
    }
}

extension JSON.Object: Sequence, ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSON)...) {
        for (name, value) in elements { self[name] = value }
    }

    func makeIterator() -> AnyIterator<(String, JSON)> {
        var rest = names.makeIterator()
        return AnyIterator {
            guard let name = rest.next() else { return nil }
            return (name, members[name] ?? .null)
        }
    }
}

// MARK: - Reading

extension JSON {
    var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    var int: Int? {
        guard case .int(let value) = self else { return nil }
        return value
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    var array: [JSON]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    var object: Object? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    var isNull: Bool { self == .null }

    /// The member of an object; nil for every other kind of value.
    subscript(name: String) -> JSON? { object?[name] }
}

// MARK: - Writing values down

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral,
    ExpressibleByStringInterpolation
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .int(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(nilLiteral: ()) { self = .null }

    init(dictionaryLiteral elements: (String, JSON)...) {
        var object = Object()
        for (name, value) in elements { object[name] = value }
        self = .object(object)
    }

    /// A string, or null where there is none.
    init(_ value: String?) { self = value.map(JSON.string) ?? .null }

    /// A number, or null where there is none.
    init(_ value: Int?) { self = value.map(JSON.int) ?? .null }

    init(_ values: [String]) { self = .array(values.map(JSON.string)) }
}

// MARK: - In stored rows

extension JSON.Object: Codable {
    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard case .object(let object) = try JSON(parsing: Array(text.utf8)) else {
            throw JSON.ParseError.unexpectedByte(offset: 0)
        }
        self = object
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(JSON.object(self).text)
    }
}
