import HTTPTypes

/// The members of a resource in a request, read and checked one by one.
///
/// What no ``Rule`` names is an extra attribute, which the identity service stores as it is.
struct Attributes: Sendable {
    let name: String
    let members: JSON.Object

    /// What a member may be.
    enum Rule {
        /// A text of 1 to 255 characters that isn't only space.
        case name(maximum: Int)
        case string
        case text(maximum: Int)
        case optionalString
        case boolean
        case optionalBoolean
        /// Null, or a whole number that is not less.
        case optionalInteger(minimum: Int)
        case oneOf([String])
        case url
        case object
        case array
    }

    /// Of the request's document, whose one member is named, such as `user`.
    init(_ body: JSON, _ name: String) throws {
        guard let value = body[name] else { throw IdentityError(.badRequest, "'\(name)' is a required property") }
        guard let members = value.object else {
            throw IdentityError.invalid(name, value, "\(value.pythonLiteral) is not of type 'object'")
        }
        self.name = name
        self.members = members
    }

    init(name: String, members: JSON.Object) {
        self.name = name
        self.members = members
    }

    subscript(member: String) -> JSON? { members[member] }

    /// The text of a member; nil if it is absent or null.
    func string(_ member: String) -> String? { members[member]?.string }

    /// Whether the member is there, be it null.
    func has(_ member: String) -> Bool { members[member] != nil }

    /// Throws for the first member missing or not of its rule.
    func check(required: [String] = [], _ rules: [(String, Rule)]) throws {
        for member in required where members[member] == nil {
            throw IdentityError.invalid(name, .object(quotable), "'\(member)' is a required property")
        }
        for (member, rule) in rules {
            guard let value = members[member] else { continue }
            if let reason = Self.objection(to: value, rule) { throw IdentityError.invalid(member, value, reason) }
        }
    }

    /// Throws if there is not one member.
    func checkNotEmpty() throws {
        if members.isEmpty { throw IdentityError.invalid(name, .object(members), "{} should be non-empty") }
    }

    /// Throws for a member that no resource of this kind has.
    func checkNames(_ known: [String]) throws {
        guard let other = members.names.first(where: { !known.contains($0) }) else { return }
        throw IdentityError.invalid(
            name,
            .object(quotable),
            "Additional properties are not allowed ('\(other)' was unexpected)"
        )
    }

    /// The members as messages may quote them: what is secret is masked.
    private var quotable: JSON.Object {
        var quotable = members
        for secret in ["password", "secret", "blob"] where members[secret] != nil { quotable[secret] = "***" }
        return quotable
    }

    private static func objection(to value: JSON, _ rule: Rule) -> String? {
        func wrongType(_ types: String) -> String { "\(value.pythonLiteral) is not of type \(types)" }
        switch rule {
        case .name(let maximum):
            guard let text = value.string else { return wrongType("'string'") }
            if text.isEmpty { return "'' should be non-empty" }
            if text.unicodeScalars.count > maximum { return "\(value.pythonLiteral) is too long" }
            return text.contains { !$0.isWhitespace } ? nil : "\(value.pythonLiteral) does not match '[\\\\S]+'"
        case .text(let maximum):
            guard let text = value.string else { return wrongType("'string'") }
            return text.unicodeScalars.count > maximum ? "\(value.pythonLiteral) is too long" : nil
        case .string: return value.string == nil ? wrongType("'string'") : nil
        case .optionalString: return value.string == nil && !value.isNull ? wrongType("'string', 'null'") : nil
        case .boolean: return value.bool == nil ? "\(value.pythonLiteral) is not of type 'boolean'" : nil
        case .optionalBoolean: return value.bool == nil && !value.isNull ? wrongType("'boolean', 'null'") : nil
        case .optionalInteger(let minimum):
            if value.isNull { return nil }
            guard let number = value.int else { return wrongType("'integer', 'null'") }
            return number < minimum ? "\(number) is less than the minimum of \(minimum)" : nil
        case .object: return value.object == nil ? wrongType("'object'") : nil
        case .array: return value.array == nil ? wrongType("'array'") : nil
        case .oneOf(let values):
            if let text = value.string, values.contains(text) { return nil }
            return "\(value.pythonLiteral) is not one of \(JSON(values).pythonLiteral)"
        case .url:
            guard let text = value.string else { return wrongType("'string'") }
            let scheme = text.prefix { $0 != ":" }
            let fits =
                !scheme.isEmpty && text.utf8.count > scheme.utf8.count + 1
                && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) }
            return fits ? nil : "\(value.pythonLiteral) does not match '^[a-zA-Z0-9+.-]+:.+'"
        }
    }

    /// The members no resource of this kind has itself.
    func extra(without known: [String]) -> JSON.Object {
        var extra = members
        for member in known { extra[member] = nil }
        return extra
    }
}
