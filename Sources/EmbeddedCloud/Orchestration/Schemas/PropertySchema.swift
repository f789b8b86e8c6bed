/// What a property of a type of resources may be.
struct PropertySchema: Sendable {
    enum Kind: String, Sendable { case string, integer, number, boolean, list, map, any }

    var name: String
    var kind: Kind
    var isRequired = false
    /// Whether it can be changed while the resource stays.
    var isUpdatable = false
    var isImmutable = false
    var constraints: [TemplateConstraint] = []
    var fallback: JSON?
    /// A map's members; of a list one, what its items are.
    var inner: [PropertySchema] = []
    /// Whether texts are taken for lists and anything for maps, as with the parameters of nested templates.
    var converts = false

    /// A value that doesn't fit, and where.
    struct Problem: Error {
        var path: [String]
        var message: String
    }

    /// The value in the property's type, with what is missing in it filled in.
    func typed(_ value: JSON) throws(Problem) -> JSON {
        func refusal(_ text: String) -> Problem { Problem(path: [], message: text) }
        switch kind {
        case .string:
            switch value {
            case .null: return fallback ?? ""
            case .string: return value
            case .bool, .int: return .string(value.pythonText)
            default: throw refusal("Value must be a string; got \(value.pythonLiteral)")
            }
        case .integer:
            switch value {
            case .null: return fallback ?? 0
            case .int: return value
            case .bool(let flag): return flag ? 1 : 0
            case .double(let number):
                guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw refusal("Value is too large") }
                return .int(whole)
            case .string(let text):
                guard let number = Int(text) else { throw refusal("Value '\(text)' is not an integer") }
                return .int(number)
            default:
                throw refusal(
                    "int() argument must be a string, a bytes-like object or a real number, not '\(value.pythonTypeName)'"
                )
            }
        case .number:
            switch value {
            case .null: return fallback ?? 0
            case .int, .double: return value
            case .bool(let flag): return flag ? 1 : 0
            default:
                let text = value.pythonText
                if let number = Int(text) { return .int(number) }
                guard let number = Double(text), number.isFinite else {
                    throw refusal("could not convert string to float: \(value.pythonLiteral)")
                }
                return .double(number)
            }
        case .boolean:
            switch value {
            case .null: return fallback ?? false
            case .bool: return value
            case .string(let text) where ["true", "false"].contains(text.lowercased()):
                return .bool(text.lowercased() == "true")
            default: throw refusal("\"\(value.pythonText.lowercased())\" is not a valid boolean")
            }
        case .map: return try map(value)
        case .list: return try list(value)
        case .any: return value
        }
    }

    private func map(_ value: JSON) throws(Problem) -> JSON {
        switch value {
        case .null: return fallback ?? .object([:])
        case .object(let members):
            guard !inner.isEmpty else { return value }
            return .object(try Self.typed(members, inner))
        default:
            if converts { return value.string == nil ? .string(value.text) : value }
            throw Problem(path: [], message: "\"\(value.pythonText)\" is not a map")
        }
    }

    private func list(_ value: JSON) throws(Problem) -> JSON {
        var value = value
        if converts, let text = value.string {
            value =
                text.isEmpty
                ? [] : .array(text.split(separator: ",", omittingEmptySubsequences: false).map { .string(String($0)) })
        }
        if value.isNull { return fallback ?? [] }
        guard let items = value.array else {
            throw Problem(path: [], message: "\"\(JSON.string(value.pythonLiteral).pythonLiteral)\" is not a list")
        }
        guard let item = inner.first else { return value }
        var typed: [JSON] = []
        for (index, member) in items.enumerated() {
            do {
                typed.append(try item.typed(member))
            } catch {
                throw Problem(path: [String(index)] + error.path, message: error.message)
            }
        }
        return .array(typed)
    }

    /// The members of an object with the schemas' types and defaults; null for those that aren't there.
    static func typed(_ members: JSON.Object, _ schemas: [PropertySchema]) throws(Problem) -> JSON.Object {
        for name in members.names where !schemas.contains(where: { $0.name == name }) {
            throw Problem(path: [], message: "Unknown Property \(name)")
        }
        var result: JSON.Object = [:]
        for schema in schemas {
            if let value = members[schema.name] {
                do {
                    result[schema.name] = try schema.typed(value)
                } catch {
                    throw Problem(path: [schema.name] + error.path, message: error.message)
                }
            } else if let fallback = schema.fallback {
                result[schema.name] = try schema.typed(fallback)
            } else if schema.isRequired {
                throw Problem(path: [], message: "Property \(schema.name) not assigned")
            } else {
                result[schema.name] = .null
            }
        }
        return result
    }

    /// Every constraint that has to be looked at for a value of the property's type, with the place of what it is about.
    func constrained(_ value: JSON) -> [(path: [String], value: JSON, constraint: TemplateConstraint)] {
        if value.isNull { return [] }
        var found = constraints.map { (path: [String](), value: value, constraint: $0) }
        switch value {
        case .object(let members):
            for schema in inner {
                guard let member = members[schema.name] else { continue }
                found += schema.constrained(member).map { ([schema.name] + $0.path, $0.value, $0.constraint) }
            }
        case .array(let items):
            guard let item = inner.first else { break }
            for (index, member) in items.enumerated() {
                found += item.constrained(member).map { ([String(index)] + $0.path, $0.value, $0.constraint) }
            }
        default: break
        }
        return found
    }

    // MARK: - In the API

    var members: JSON.Object {
        var members: JSON.Object = ["type": .string(kind.rawValue)]
        members["default"] = fallback
        if !inner.isEmpty {
            var schema: JSON.Object = [:]
            for property in inner { schema[property.name] = .object(property.members) }
            members["schema"] = .object(schema)
        }
        members["required"] = .bool(isRequired)
        if !constraints.isEmpty { members["constraints"] = .array(constraints.map { .object($0.members) }) }
        members["update_allowed"] = .bool(isUpdatable)
        members["immutable"] = .bool(isImmutable)
        return members
    }
}

extension TemplateConstraint {
    /// As the schema of a type of resources shows it.
    var members: JSON.Object {
        var members: JSON.Object
        switch rule {
        case .range(let least, let most), .length(let least, let most):
            var limits: JSON.Object = [:]
            limits["min"] = least
            limits["max"] = most
            if case .range = rule {
                members = ["range": .object(limits)]
            } else {
                members = ["length": .object(limits)]
            }
        case .modulo(let step, let offset): members = ["modulo": ["step": .int(step), "offset": .int(offset)]]
        case .values(let values): members = ["allowed_values": .array(values)]
        case .pattern(let pattern): members = ["allowed_pattern": .string(pattern)]
        case .custom(let name): members = ["custom_constraint": .string(name)]
        }
        if let summary { members["description"] = .string(summary) }
        return members
    }
}
