/// What functions of a template refer to.
protocol TemplateValues: Sendable {
    var template: Template { get }
    /// The value of a parameter; nil if there is none of that name.
    func parameter(_ name: String) throws -> JSON?
    /// What stands for a resource in the template.
    func reference(_ resource: String) async throws -> JSON
    /// An attribute of a resource and the way into it; all attributes for an empty path.
    func attribute(_ resource: String, _ path: [JSON]) async throws -> JSON
    /// What the resource that this template is has of its own definition: `metadata`, `deletion_policy`, `update_policy`.
    func facade(_ key: String) async throws -> JSON
}

/// Why a function has no value.
struct TemplateProblem: Error {
    /// The name upstream's class of the error has.
    var type = "ValueError"
    var message: String
    /// Where in the value.
    var path: [String] = []
}

/// Works out what values with functions in them come to.
///
/// A value may come to nothing at all (nil): an `if` without its third argument takes the item around it away.
struct TemplateResolver: Sendable {
    let values: any TemplateValues

    var template: Template { values.template }
    var version: TemplateVersion { template.version }

    func resolve(_ value: JSON) async throws -> JSON? {
        let resolved = try await part(value)
        if let resolved { try ValueWeight.check(resolved) }
        return resolved
    }

    /// What a part of a value comes to; the whole is weighed, not each part again and again.
    private func part(_ value: JSON) async throws -> JSON? {
        switch value {
        case .array(let items):
            var resolved: [JSON] = []
            for item in items {
                if let item = try await part(item) { resolved.append(item) }
            }
            return .array(resolved)
        case .object(let members):
            if let (function, arguments) = version.call(value) { return try await result(of: function, arguments) }
            var resolved: JSON.Object = [:]
            for (name, member) in members {
                if let member = try await part(member) { resolved[name] = member }
            }
            return .object(resolved)
        default: return value
        }
    }

    func required(_ value: JSON) async throws -> JSON { try await resolve(value) ?? .null }

    // MARK: - Expansion

    /// The value with those functions replaced that decide what else is there: `if`, and `repeat` over what is known.
    func expanded(_ value: JSON) async throws -> JSON? {
        switch value {
        case .array(let items):
            var expanded: [JSON] = []
            for item in items {
                if let item = try await self.expanded(item) { expanded.append(item) }
            }
            return .array(expanded)
        case .object(let members):
            if let (function, arguments) = version.call(value) {
                switch function {
                case .if, .fnIf:
                    guard let branch = try await branch(function, arguments) else { return nil }
                    return try await expanded(branch)
                case .repeat where try await isKnown(arguments["for_each"] ?? .null):
                    return try await expanded(.array(try await repetitions(arguments)))
                default: break
                }
            }
            var expanded: JSON.Object = [:]
            for (name, member) in members {
                if let member = try await self.expanded(member) { expanded[name] = member }
            }
            return .object(expanded)
        default: return value
        }
    }

    private func isKnown(_ value: JSON) async throws -> Bool {
        try await references(in: value).isEmpty
    }

    /// What a value refers to, in its order.
    struct Reference: Sendable, Hashable {
        var resource: String
        /// Nil for the resource itself.
        var attribute: [JSON]?
    }

    /// The resources a value needs.
    func references(in value: JSON) async throws -> [Reference] {
        var found: [Reference] = []
        try await collect(value, into: &found)
        return found
    }

    private func collect(_ value: JSON, into found: inout [Reference]) async throws {
        switch value {
        case .array(let items): for item in items { try await collect(item, into: &found) }
        case .object(let members):
            if let (function, arguments) = version.call(value) {
                switch function {
                case .getResource:
                    found.append(Reference(resource: try await required(arguments).pythonText))
                    return
                case .ref:
                    if let name = arguments.string, try values.parameter(name) == nil {
                        found.append(Reference(resource: name))
                    }
                    return
                case .getAttr, .fnGetAtt:
                    var arguments = arguments
                    if let text = arguments.string, function == .fnGetAtt {
                        arguments = .array(text.split(separator: ".", maxSplits: 1).map { .string(String($0)) })
                    }
                    guard let items = arguments.array, let first = items.first else { return }
                    let name = try await required(first).pythonText
                    var path: [JSON] = []
                    for item in items.dropFirst() {
                        let isDynamic = item.isContainer
                        if isDynamic { try await collect(item, into: &found) }
                        path.append(isDynamic ? (try? await required(item)) ?? .null : item)
                    }
                    found.append(Reference(resource: name, attribute: path))
                    return
                default: break
                }
            }
            for (_, member) in members { try await collect(member, into: &found) }
        default: break
        }
    }

    // MARK: - Conditions

    /// Whether a condition holds: its name, a truth value, or a function.
    func holds(_ condition: JSON, depth: Int = 0) async throws -> Bool {
        guard depth < 32 else { throw TemplateProblem(message: "Circular definition for condition") }
        switch condition {
        case .bool(let flag): return flag
        case .string(let name):
            guard let definition = template.conditions[name] else {
                throw TemplateProblem(message: "Invalid condition \"\(name)\"")
            }
            return try await holds(definition, depth: depth + 1)
        case .object:
            guard let (function, arguments) = version.call(condition) else { break }
            switch function {
            case .not, .fnNot:
                let inner = function == .fnNot ? arguments.array?.first ?? arguments : arguments
                return try await !holds(inner, depth: depth + 1)
            case .and, .or, .fnAnd, .fnOr:
                guard let items = arguments.array else {
                    throw TemplateProblem(message: "Arguments to \"\(function.rawValue)\" must be a list of conditions")
                }
                guard items.count >= 2 else {
                    throw TemplateProblem(
                        message: "The minimum number of condition arguments to \"\(function.rawValue)\" is 2."
                    )
                }
                let isAnd = function == .and || function == .fnAnd
                for item in items where try await holds(item, depth: depth + 1) != isAnd { return !isAnd }
                return isAnd
            case .equals, .fnEquals:
                guard let items = arguments.array, items.count == 2 else {
                    throw TemplateProblem(
                        message: "Arguments to \"\(function.rawValue)\" must be of the form: [value_1, value_2]"
                    )
                }
                return TemplateConstraint.equal(try await required(items[0]), try await required(items[1]))
            default:
                if let flag = try await required(condition).bool { return flag }
            }
        default: break
        }
        throw TemplateProblem(message: "Invalid condition \"\(condition.pythonText)\"")
    }

    /// The argument of an `if` that counts; nil where that is none.
    func branch(_ function: TemplateFunction, _ arguments: JSON) async throws -> JSON? {
        let least = version.isAtLeast("2021-04-16") && function == .if ? 2 : 3
        guard let items = arguments.array, (least...3).contains(items.count) else {
            throw TemplateProblem(
                message: "Arguments to \"\(function.rawValue)\" must be of the form: [condition_name, value_if_true, "
                    + "value_if_false]"
            )
        }
        if try await holds(items[0]) { return items[1] }
        // In one expression with a value, `nil` would be the value null.
        guard items.count > 2 else { return nil }
        return items[2]
    }
}

extension TemplateConstraint {
    /// Equality as Python has it: a number is a number, whatever its type.
    static func equal(_ left: JSON, _ right: JSON) -> Bool {
        switch (left, right) {
        case (.int(let a), .double(let b)): Double(a) == b
        case (.double(let a), .int(let b)): a == Double(b)
        case (.object(let a), .object(let b)):
            a.names.count == b.names.count
                && a.allSatisfy { name, value in b[name].map { equal(value, $0) } ?? false }
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { equal($0, $1) }
        default: left == right
        }
    }
}
