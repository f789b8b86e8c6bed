public import OpenStack

/// The shape that an API promises of a value in a response.
///
/// As strict as Tempest's client is where a test depends on it: an object has exactly the members named, unless it is
/// said to be open.
public indirect enum ResponseSchema: Sendable, Hashable {
    /// Any value, `null` included.
    case any
    case null
    case boolean
    case integer
    /// An integer not less than a bound.
    case integerFrom(Int)
    case number
    case string
    /// A string in a format.
    case formatted(Format)
    /// One of several values.
    case oneOf([JSON])
    /// An array of elements of one shape.
    case array(ResponseSchema)
    /// An object.
    case object(Members)
    /// A value that fits any of several shapes.
    case either([ResponseSchema])

    /// What a string must look like.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case uuid
        case uri
        case dateTime
        case ipv4
        case ipv6
        case macAddress
    }

    /// The members of an object.
    public struct Members: Sendable, Hashable {
        /// Those that must be there.
        public var required: [String: ResponseSchema]
        /// Those that may be there.
        public var optional: [String: ResponseSchema]
        /// The shape of all others; `nil` when there may be none.
        public var others: ResponseSchema?
    }

    /// An object with exactly these members, some of which need not be there.
    public static func object(
        _ required: [String: ResponseSchema],
        optional: [String: ResponseSchema] = [:],
        others: ResponseSchema? = nil
    ) -> ResponseSchema {
        .object(Members(required: required, optional: optional, others: others))
    }

    /// A value of a shape, or `null`.
    public static func nullable(_ schema: ResponseSchema) -> ResponseSchema { .either([schema, .null]) }

    /// An object's schema with more members, or with other shapes for those it has; any other schema as it is.
    public func adding(
        _ required: [String: ResponseSchema],
        optional: [String: ResponseSchema] = [:]
    ) -> ResponseSchema {
        guard case .object(var members) = self else { return self }
        members.required.merge(required) { $1 }
        members.optional.merge(optional) { $1 }
        for name in optional.keys { members.required[name] = nil }
        for name in required.keys { members.optional[name] = nil }
        return .object(members)
    }

    /// An object's schema without some members; any other schema as it is.
    public func removing(_ names: String...) -> ResponseSchema {
        guard case .object(var members) = self else { return self }
        for name in names {
            members.required[name] = nil
            members.optional[name] = nil
        }
        return .object(members)
    }

    /// What is wrong with a value, with its place; `nil` when it fits.
    ///
    /// The first thing that is wrong, with objects' members in alphabetical order.
    public func problem(in value: JSON, at place: String = "") -> String? {
        switch self {
        case .any: return nil
        case .null: return value.isNull ? nil : mismatch(value, place, "null")
        case .boolean: return value.bool != nil ? nil : mismatch(value, place, "a boolean")
        case .integer: return value.integer != nil ? nil : mismatch(value, place, "an integer")
        case .integerFrom(let bound):
            return value.integer.map { $0 >= bound } == true ? nil : mismatch(value, place, "an integer from \(bound)")
        case .number: return value.double != nil ? nil : mismatch(value, place, "a number")
        case .string: return value.string != nil ? nil : mismatch(value, place, "a string")
        case .formatted(let format):
            return value.string.map(format.fits) == true ? nil : mismatch(value, place, format.noun)
        case .oneOf(let values):
            let known = values.map(\.description).joined(separator: ", ")
            return values.contains(value) ? nil : mismatch(value, place, "one of \(known)")
        case .array(let element):
            guard let elements = value.array else { return mismatch(value, place, "an array") }
            return elements.enumerated().lazy.compactMap { element.problem(in: $1, at: "\(place)[\($0)]") }.first
        case .object(let members): return members.problem(in: value, at: place)
        case .either(let schemas):
            let problems = schemas.map { $0.problem(in: value, at: place) }
            // The last alternative that is not null says it best: null is there to be allowed, not to be wanted.
            return problems.contains(nil) ? nil : zip(schemas, problems).filter { $0.0 != .null }.last?.1
        }
    }

    fileprivate func mismatch(_ value: JSON, _ place: String, _ wanted: String) -> String {
        let text = value.description
        let shown = text.count <= 80 ? text : text.prefix(80) + "…"
        return "\(place.isEmpty ? "the body" : place) should be \(wanted) and is \(shown)"
    }
}

extension ResponseSchema.Members {
    fileprivate func problem(in value: JSON, at place: String) -> String? {
        guard let members = value.object else {
            return ResponseSchema.object(self).mismatch(value, place, "an object")
        }
        let name = place.isEmpty ? "the body" : place
        for key in required.keys.sorted() where members[key] == nil { return "\(name) has no member '\(key)'" }
        for (key, member) in members.sorted(by: { $0.key < $1.key }) {
            guard let schema = required[key] ?? optional[key] ?? others else {
                return "\(name) has a member that the API does not promise: '\(key)'"
            }
            let inner = place.isEmpty ? key : "\(place).\(key)"
            if let problem = schema.problem(in: member, at: inner) { return problem }
        }
        return nil
    }
}
