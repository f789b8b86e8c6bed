import Foundation

/// What a parameter's or property's value has to fulfil.
struct TemplateConstraint: Sendable {
    enum Rule: Sendable {
        case range(JSON?, JSON?)
        case length(JSON?, JSON?)
        case modulo(Int, Int)
        case values([JSON])
        case pattern(String)
        /// Named; most are about what there is in the cloud.
        case custom(String)
    }

    /// What a value does not fulfil.
    struct Violation: Error {
        var message: String
    }

    var rule: Rule
    var summary: String?

    /// Whether only the cloud can tell.
    var customName: String? {
        guard case .custom(let name) = rule else { return nil }
        return name
    }

    /// Throws if the value doesn't fulfil it; custom constraints are looked at elsewhere.
    func check(_ value: JSON) throws(Violation) {
        if case .custom = rule { return }
        guard !fulfils(value) else { return }
        throw Violation(message: summary ?? message(value))
    }

    private func fulfils(_ value: JSON) -> Bool {
        switch rule {
        case .range(let least, let most):
            guard let number = Self.number(value) else { return false }
            return (least.flatMap(Self.number).map { $0 <= number } ?? true)
                && (most.flatMap(Self.number).map { number <= $0 } ?? true)
        case .length(let least, let most):
            guard let length = Self.length(value) else { return true }
            return (least.flatMap(Self.number).map { $0 <= Double(length) } ?? true)
                && (most.flatMap(Self.number).map { Double(length) <= $0 } ?? true)
        case .modulo(let step, let offset):
            guard let number = Self.number(value), step != 0 else { return false }
            return (number - Double(offset)).truncatingRemainder(dividingBy: Double(step)) == 0
        case .values(let allowed):
            if case .array(let items) = value {
                return items.allSatisfy { item in allowed.contains { Self.same($0, item) } }
            }
            return allowed.contains { Self.same($0, value) }
        case .pattern(let pattern):
            guard let text = value.string else { return false }
            return Patterns.finds("\\A(?:" + pattern + ")\\z", in: text)
        case .custom: return true
        }
    }

    private func message(_ value: JSON) -> String {
        switch rule {
        case .range(let least, let most):
            "\(value.pythonText) is out of range (min: \((least ?? .null).pythonText), max: \((most ?? .null).pythonText))"
        case .length(let least, let most):
            "length (\(Self.length(value) ?? 0)) is out of range (min: \((least ?? .null).pythonText), max: "
                + "\((most ?? .null).pythonText))"
        case .modulo(let step, let offset):
            "\(value.pythonText) is not a multiple of \(step) with an offset of \(offset))"
        case .values(let allowed):
            "\(value.text) is not an allowed value [\(allowed.map(\.pythonText).joined(separator: ", "))]"
        case .pattern(let pattern): "\"\(value.pythonText)\" does not match pattern \"\(pattern)\""
        case .custom(let name): "\"\(value.pythonText)\" does not validate \(name)"
        }
    }

    static func number(_ value: JSON) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .double(let number): number
        case .string(let text): Double(text.trimmingCharacters(in: .whitespaces))
        default: nil
        }
    }

    private static func length(_ value: JSON) -> Int? {
        switch value {
        case .string(let text): text.unicodeScalars.count
        case .array(let items): items.count
        case .object(let members): members.names.count
        default: nil
        }
    }

    /// Whether two values are the same once they have the same type.
    static func same(_ left: JSON, _ right: JSON) -> Bool {
        if left == right { return true }
        if let a = number(left), let b = number(right), left.string == nil || right.string == nil { return a == b }
        if case .bool = left, let text = right.string { return left.pythonText.lowercased() == text.lowercased() }
        if case .bool = right, let text = left.string { return right.pythonText.lowercased() == text.lowercased() }
        return false
    }
}

// MARK: - As templates have them

extension TemplateConstraint {
    /// Reads an item of a HOT parameter's `constraints`.
    init(hot value: JSON, parameter: String) throws {
        func refusal(_ text: String) -> OrchestrationError { .invalidSchema(text) }
        guard case .object(let object) = value else {
            throw refusal("Invalid parameter constraints for parameter \(parameter), expected a mapping")
        }
        summary = object["description"]?.string
        let keys = object.names.filter { $0 != "description" }
        let known = ["range", "length", "modulo", "allowed_values", "allowed_pattern", "custom_constraint"]
        guard let key = keys.first(where: known.contains), let content = object[key] else {
            throw refusal(
                "No constraint expressed"
            )
        }
        if let other = keys.first(where: { $0 != key }) {
            throw refusal("Invalid key '\(other)' for parameter constraints")
        }
        switch key {
        case "range", "length":
            guard case .object(let limits) = content else {
                throw refusal("Invalid \(key) constraint, expected a mapping")
            }
            if let other = limits.names.first(where: { !["min", "max"].contains($0) }) {
                throw refusal("Invalid key '\(other)' for \(key) constraint")
            }
            guard limits["min"] != nil || limits["max"] != nil else {
                throw refusal("A \(key) constraint must have a min value and/or a max value specified.")
            }
            for limit in [limits["min"], limits["max"]] {
                guard let limit, Self.number(limit) == nil else { continue }
                throw refusal("min/max must be numeric")
            }
            rule = key == "range" ? .range(limits["min"], limits["max"]) : .length(limits["min"], limits["max"])
        case "modulo":
            guard let step = content["step"].flatMap(Self.number), let offset = content["offset"].flatMap(Self.number)
            else {
                throw refusal("A modulo constraint must have a step value and an offset value specified.")
            }
            guard let step = Int(exactly: step), let offset = Int(exactly: offset) else {
                throw refusal("step/offset must be integer")
            }
            guard step != 0 else { throw refusal("step cannot be 0.") }
            guard offset.magnitude < step.magnitude else {
                throw refusal("offset must be smaller (by absolute value) than step.")
            }
            guard offset == 0 || (offset > 0) == (step > 0) else {
                throw refusal("step and offset must be both positive or both negative.")
            }
            rule = .modulo(step, offset)
        case "allowed_values":
            guard let values = content.array else { throw refusal("AllowedValues must be a list") }
            rule = .values(values)
        case "allowed_pattern":
            guard let pattern = content.string else { throw refusal("AllowedPattern must be a string") }
            rule = .pattern(pattern)
        default: rule = .custom(content.pythonText)
        }
    }
}
