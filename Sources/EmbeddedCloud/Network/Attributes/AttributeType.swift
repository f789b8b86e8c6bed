/// What the value of an attribute may be, and the form it is kept in.
struct AttributeType: Sendable {
    /// Why a value is refused.
    enum Refusal: Error {
        /// `Invalid input for name. Reason: …`
        case value(String)
        /// `Invalid input for operation: …`, for what can't be converted.
        case conversion(String)
        /// An error of its own.
        case error(NetworkError)
    }

    /// Gives the value in its kept form.
    let convert: @Sendable (JSON) throws(Refusal) -> JSON

    init(_ convert: @escaping @Sendable (JSON) throws(Refusal) -> JSON) { self.convert = convert }

    // MARK: - Plain values

    static let any = AttributeType { (value) throws(Refusal) in value }

    static func string(_ limit: Int?, orNull: Bool = false) -> AttributeType {
        AttributeType { (value) throws(Refusal) in
            if orNull, value.isNull { return value }
            return .string(try text(value, limit))
        }
    }

    static func nonEmptyString(_ limit: Int?) -> AttributeType {
        AttributeType { (value) throws(Refusal) in
            let text = try text(value, limit)
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw .value("'\(text)' Blank strings are not permitted")
            }
            return value
        }
    }

    private static func text(_ value: JSON, _ limit: Int?) throws(Refusal) -> String {
        guard let text = value.string else { throw .value("'\(value.pythonText)' is not a valid string") }
        if let limit, text.unicodeScalars.count > limit {
            throw .value("'\(text)' exceeds maximum length of \(limit)")
        }
        return text
    }

    static let bool = AttributeType { (value) throws(Refusal) in
        switch value {
        case .bool: return value
        case .int(0): return false
        case .int(1): return true
        case .string(let text) where ["true", "1"].contains(text.lowercased()): return true
        case .string(let text) where ["false", "0"].contains(text.lowercased()): return false
        default: throw .conversion("'\(value.pythonText)' cannot be converted to boolean")
        }
    }

    static let boolOrNull = AttributeType { (value) throws(Refusal) in
        value.isNull ? value : try bool.convert(value)
    }

    /// A whole number, as such or as text, between limits.
    static func int(_ limits: ClosedRange<Int>? = nil, orNull: Bool = false) -> AttributeType {
        AttributeType { (value) throws(Refusal) in
            if orNull, value.isNull { return value }
            guard let number = value.int ?? value.string.flatMap(Int.init) else {
                if limits == nil { throw .conversion("'\(value.pythonText)' is not an integer") }
                throw .value("'\(value.pythonText)' is not an integer")
            }
            if let limits, number < limits.lowerBound {
                throw .value("'\(number)' is too small - must be at least '\(limits.lowerBound)'")
            }
            if let limits, number > limits.upperBound {
                throw .value("'\(number)' is too large - must be no larger than '\(limits.upperBound)'")
            }
            return .int(number)
        }
    }

    static let nonNegative = AttributeType { (value) throws(Refusal) in
        guard let number = value.int ?? value.string.flatMap(Int.init) else {
            throw .value("'\(value.pythonText)' is not an integer")
        }
        guard number >= 0 else { throw .value("'\(number)' should be non-negative") }
        return .int(number)
    }

    static func values(_ values: [JSON]) -> AttributeType {
        AttributeType { (value) throws(Refusal) in
            if values.contains(value) { return value }
            // A number may come as its digits.
            if let number = value.string.flatMap(Int.init), values.contains(.int(number)) { return .int(number) }
            throw .value("\(value.pythonText) is not in valid_values")
        }
    }

    static let uuid = AttributeType { (value) throws(Refusal) in
        guard let text = value.string, Identifier.isUUID(text) else {
            throw .value("'\(value.pythonText)' is not a valid UUID")
        }
        return value
    }

    static let uuidOrNull = AttributeType { (value) throws(Refusal) in
        value.isNull ? value : try uuid.convert(value)
    }

    static let dictionaryOrNull = AttributeType { (value) throws(Refusal) in
        guard value.isNull || value.object != nil else { throw .value("'\(value.pythonText)' is not a dictionary") }
        return value
    }

    static func list(of element: AttributeType, unique: Bool = true, nonEmpty: Bool = false) -> AttributeType {
        AttributeType { (value) throws(Refusal) in
            if value.isNull, !nonEmpty { return [] }
            guard let values = value.array else { throw .value("'\(value.pythonText)' is not a list") }
            if nonEmpty, values.isEmpty { throw .value("List should not be empty") }
            if unique, let twice = firstRepeated(values) {
                throw .value("Duplicate items in the list: '\(twice.pythonText)'")
            }
            var converted: [JSON] = []
            for each in values { converted.append(try element.convert(each)) }
            return .array(converted)
        }
    }

    static func firstRepeated(_ values: [JSON]) -> JSON? {
        var seen: Set<JSON> = []
        return values.first { !seen.insert($0).inserted }
    }

    /// An object whose members have types; members without a type are refused.
    static func object(_ members: [String: AttributeType], required: [String] = []) -> AttributeType {
        AttributeType { (value) throws(Refusal) in
            guard let object = value.object else { throw .value("'\(value.pythonText)' is not a dictionary") }
            for name in required where object[name] == nil {
                throw .value(
                    "Validation of dictionary's keys failed. Expected keys: {\(JSON(required).pythonLiteral.dropFirst().dropLast())} "
                        + "Provided keys: {\(JSON(object.names).pythonLiteral.dropFirst().dropLast())}"
                )
            }
            var converted: JSON.Object = [:]
            for (name, member) in object {
                guard let type = members[name] else {
                    throw .value("Unexpected keys supplied: \(name)")
                }
                converted[name] = try type.convert(member)
            }
            return .object(converted)
        }
    }
}
