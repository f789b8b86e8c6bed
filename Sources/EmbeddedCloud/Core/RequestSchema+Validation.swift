import Foundation
import Synchronization

extension RequestSchema {
    /// Throws the first thing that is wrong, looking at an object's members by name.
    func validate(_ value: JSON, at path: [String] = []) throws(Problem) {
        switch self {
        case .any: return
        case .null: try expect(value == .null, "null", value, path)
        case .bool: try expect(value.bool != nil, "boolean", value, path)
        case .number:
            if case .double = value { return }
            try expect(value.int != nil, "number", value, path)
        case .integer(let limits):
            guard let number = value.int else { throw Self.type("integer", value, path) }
            try Self.check(number, limits, value, path)
        case .string(let lengths, let pattern, let format):
            guard let text = value.string else { throw Self.type("string", value, path) }
            try Self.check(text, lengths, pattern, format, value, path)
        case .values(let values):
            guard values.contains(value) else {
                let known = values.map(\.pythonLiteral).joined(separator: ", ")
                throw Problem(path: path, value: value, message: "\(value.pythonLiteral) is not one of [\(known)]")
            }
        case .array(let element, let count, let unique):
            guard let elements = value.array else { throw Self.type("array", value, path) }
            try Self.check(elements.count, count ?? Lengths(), "items", value, path)
            if unique, Set(elements).count != elements.count {
                throw Problem(path: path, value: value, message: "\(value.pythonLiteral) has non-unique elements")
            }
            for (index, each) in elements.enumerated() { try element.validate(each, at: path + [String(index)]) }
        case .object(let members):
            guard let object = value.object else { throw Self.type("object", value, path) }
            try members.validate(object, value, at: path)
        case .oneOf, .anyOf, .allOf, .not: try validateCombined(value, at: path)
        case .check(let check): try check(value, path)
        }
    }

    private func validateCombined(_ value: JSON, at path: [String]) throws(Problem) {
        let unfit = Problem(
            path: path,
            value: value,
            message: "\(value.pythonLiteral) is not valid under any of the given schemas"
        )
        switch self {
        case .oneOf(let schemas):
            switch schemas.count(where: { $0.accepts(value) }) {
            case 0: throw unfit
            case 1: return
            default:
                throw Problem(
                    path: path,
                    value: value,
                    message: "\(value.pythonLiteral) is valid under each of the given schemas"
                )
            }
        case .anyOf(let schemas):
            if !schemas.contains(where: { $0.accepts(value) }) { throw unfit }
        case .allOf(let schemas):
            for schema in schemas { try schema.validate(value, at: path) }
        case .not(let schema):
            if schema.accepts(value) {
                throw Problem(
                    path: path,
                    value: value,
                    message: "\(value.pythonLiteral) should not be valid under the given schema"
                )
            }
        default: return
        }
    }

    /// Whether a value is as it should be.
    func accepts(_ value: JSON) -> Bool {
        do {
            try validate(value)
            return true
        } catch {
            return false
        }
    }

    // MARK: - One kind of value each

    private func expect(_ isSo: Bool, _ type: String, _ value: JSON, _ path: [String]) throws(Problem) {
        guard isSo else { throw Self.type(type, value, path) }
    }

    private static func type(_ type: String, _ value: JSON, _ path: [String]) -> Problem {
        Problem(path: path, value: value, message: "\(value.pythonLiteral) is not of type '\(type)'")
    }

    private static func check(
        _ number: Int,
        _ limits: ClosedRange<Int>?,
        _ value: JSON,
        _ path: [String]
    ) throws(Problem) {
        guard let limits else { return }
        if number < limits.lowerBound {
            throw Problem(
                path: path,
                value: value,
                message: "\(number) is less than the minimum of \(limits.lowerBound)"
            )
        }
        if number > limits.upperBound {
            throw Problem(
                path: path,
                value: value,
                message: "\(number) is greater than the maximum of \(limits.upperBound)"
            )
        }
    }

    private static func check(
        _ text: String,
        _ lengths: Lengths?,
        _ pattern: String?,
        _ format: String?,
        _ value: JSON,
        _ path: [String]
    ) throws(Problem) {
        let length = text.unicodeScalars.count
        if let lengths {
            if length < lengths.least {
                // Newer releases of jsonschema say so of the empty text.
                let reason = lengths.least == 1 ? "should be non-empty" : "is too short"
                throw Problem(path: path, value: value, message: "\(value.pythonLiteral) \(reason)")
            }
            if let most = lengths.most, length > most {
                throw Problem(path: path, value: value, message: "\(value.pythonLiteral) is too long")
            }
        }
        if let pattern, !Patterns.finds(pattern, in: text) {
            let shown = JSON.string(pattern).pythonLiteral
            throw Problem(path: path, value: value, message: "\(value.pythonLiteral) does not match \(shown)")
        }
        if let format, !RequestFormat.accepts(text, format) {
            throw Problem(path: path, value: value, message: "\(value.pythonLiteral) is not a '\(format)'")
        }
    }

    fileprivate static func check(
        _ count: Int,
        _ limits: Lengths,
        _ what: String,
        _ value: JSON,
        _ path: [String]
    ) throws(Problem) {
        if count < limits.least {
            let reason =
                switch (what, limits.least) {
                case ("items", 1): "should be non-empty"
                case ("items", _): "is too short"
                case (_, 1): "should be non-empty"
                default: "does not have enough properties"
                }
            throw Problem(path: path, value: value, message: "\(value.pythonLiteral) \(reason)")
        }
        if let most = limits.most, count > most {
            let reason = what == "items" ? "is too long" : "has too many properties"
            throw Problem(path: path, value: value, message: "\(value.pythonLiteral) \(reason)")
        }
    }
}

extension RequestSchema.Members {
    fileprivate func validate(_ object: JSON.Object, _ value: JSON, at path: [String]) throws(RequestSchema.Problem) {
        for name in required where object[name] == nil {
            throw RequestSchema.Problem(path: path, value: value, message: "'\(name)' is a required property")
        }
        var unexpected: [String] = []
        for (name, member) in object {
            let matching = patterns.filter { Patterns.finds($0.pattern, in: name) }
            if let schema = known[name] { try schema.validate(member, at: path + [name]) }
            for each in matching { try each.schema.validate(member, at: path + [name]) }
            guard known[name] == nil, matching.isEmpty else { continue }
            if let others { try others.validate(member, at: path + [name]) } else { unexpected.append(name) }
        }
        if !unexpected.isEmpty {
            let names = unexpected.map { JSON.string($0).pythonLiteral }
            let verb = names.count == 1 ? "was" : "were"
            let message =
                patterns.isEmpty
                ? "Additional properties are not allowed (\(names.joined(separator: ", ")) \(verb) unexpected)"
                : "\(names.sorted().joined(separator: ", ")) \(names.count == 1 ? "does" : "do") not match any of the "
                    + "regexes: " + patterns.map { JSON.string($0.pattern).pythonLiteral }.joined(separator: ", ")
            throw RequestSchema.Problem(path: path, value: value, message: message)
        }
        try RequestSchema.check(object.names.count, count, "properties", value, path)
    }
}

/// Regular expressions, each compiled once.
enum Patterns {
    /// Nil for a pattern that cannot be read, or has once taken too long.
    private static let compiled = Mutex<[String: NSRegularExpression?]>([:])
    /// Some of the patterns come from clients, and there is no end to them.
    private static let most = 1000
    /// Some patterns would take longer than anybody waits.
    private static let timeLimit: Duration = .milliseconds(500)

    /// Whether a pattern is found in a text; a pattern that cannot be used is found nowhere.
    static func finds(_ pattern: String, in text: String) -> Bool {
        let expression = compiled.withLock { compiled in
            if let known = compiled[pattern] { return known }
            let made = try? NSRegularExpression(pattern: pattern)
            if compiled.count >= most { compiled.removeAll() }
            compiled.updateValue(made, forKey: pattern)
            return made
        }
        guard let expression else { return false }
        var isFound = false
        var isTooSlow = false
        var end: ContinuousClock.Instant?
        let whole = NSRange(text.startIndex..., in: text)
        expression.enumerateMatches(in: text, options: .reportProgress, range: whole) { match, _, stop in
            // A search that takes long reports its progress now and then.
            let latest = end ?? .now + timeLimit
            end = latest
            isFound = match != nil
            isTooSlow = !isFound && .now > latest
            if isFound || isTooSlow { stop.pointee = true }
        }
        if isTooSlow { compiled.withLock { $0[pattern] = .some(nil) } }
        return isFound
    }
}
