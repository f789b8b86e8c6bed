import PythonSemantics

extension ParameterDefinition {
    /// What a value that was given means: `nil` when the parameter does not take it.
    ///
    /// Text is split at commas for lists and read as JSON for maps; numbers and booleans may be given as text.
    public func value(from given: TemplateValue) -> TemplateValue? {
        switch kind {
        case .string: return .string(given.text)
        case .number: return given.asNumber
        case .boolean: return given.asBoolean.map(TemplateValue.bool)
        case .list:
            if let elements = given.list { return .list(elements.map { .string($0.text) }) }
            guard let text = given.string else { return nil }
            return .list(text.isEmpty ? [] : text.parts(around: ",").map(TemplateValue.string))
        case .json:
            guard let text = given.string else { return given }
            return text.isEmpty ? given : TemplateValue(json: text)
        }
    }

    /// Why a value cannot be given; `nil` when it can.
    public func complaint(about given: TemplateValue) -> String? {
        guard let value = value(from: given) else {
            switch kind {
            case .number: return "\(quoted(given)) is no number"
            case .boolean: return "\(quoted(given)) is no boolean"
            case .list: return "\(quoted(given)) is neither a list nor text with commas"
            case .json: return "the text is no JSON"
            case .string: return nil
            }
        }
        return complaint(about: kind == .list || kind == .json ? value : given, includingCustom: true)
    }

    /// Why Heat refuses a default before anybody uses it: for its constraints, but not for its type.
    func complaint(aboutDefault given: TemplateValue) -> String? {
        if kind == .list {
            guard let value = value(from: given) else {
                return "\(quoted(given)) is neither a list nor text with commas"
            }
            return complaint(about: value, includingCustom: false)
        }
        return complaint(about: given, includingCustom: false)
    }

    private func complaint(about value: TemplateValue, includingCustom: Bool) -> String? {
        for constraint in constraints where constraint.applies(to: kind) {
            if case .custom = constraint.rule, !includingCustom { continue }
            if let complaint = constraint.complaint(about: value, of: kind) {
                // What is hidden is not to be read in a log.
                return constraint.description ?? (isHidden ? "it does not meet \(constraint.word)" : complaint)
            }
        }
        return nil
    }

    private func quoted(_ value: TemplateValue) -> String { "'\(isHidden ? "******" : value.text)'" }
}

extension ParameterConstraint {
    /// Why a value is not allowed; `nil` when it is.
    func complaint(about value: TemplateValue, of kind: ParameterDefinition.Kind) -> String? {
        switch rule {
        case .range(let least, let most):
            guard let number = value.asNumber?.double else { return "'\(value.text)' is no number" }
            if let least, number < least { return "\(value.text) is less than \(Self.text(least))" }
            if let most, number > most { return "\(value.text) is more than \(Self.text(most))" }
            return nil
        case .length(let least, let most):
            let length: Int
            switch value {
            case .string(let text): length = text.unicodeScalars.count
            case .list(let elements): length = elements.count
            case .map(let map): length = map.count
            default: return "\(value.kindName) has no length"
            }
            if let least, length < least { return "its length is \(length), less than \(least)" }
            if let most, length > most { return "its length is \(length), more than \(most)" }
            return nil
        case .modulo(let step, let offset):
            guard let number = value.asNumber?.double else { return "'\(value.text)' is no number" }
            // Python's remainder has the sign of the divisor.
            let quotient = (number / Double(step)).rounded(.down)
            guard number - quotient * Double(step) == Double(offset) else {
                return "\(value.text) does not leave \(offset) when divided by \(step)"
            }
            return nil
        case .allowedValues(let allowed):
            return isAllowed(value, among: allowed, kind)
                ? nil : "'\(value.text)' is none of \(allowed.map(\.text).joined(separator: ", "))"
        case .allowedPattern(let pattern):
            guard let text = value.string else { return "\(value.kindName) is no text" }
            guard let expression = try? PythonPattern(pattern), expression.matchesAll(of: text) else {
                return "'\(text)' does not match \(pattern)"
            }
            return nil
        case .custom(let name):
            return CustomConstraint.complaint(about: value, of: name)
        }
    }

    private func isAllowed(
        _ value: TemplateValue,
        among allowed: [TemplateValue],
        _ kind: ParameterDefinition.Kind
    ) -> Bool {
        if let elements = value.list {
            return elements.allSatisfy { element in allowed.contains { $0.equals(element) } }
        }
        switch kind {
        case .string:
            return allowed.contains { $0.text == value.text }
        case .number:
            guard let number = value.asNumber, allowed.allSatisfy({ $0.asNumber != nil }) else { return false }
            return allowed.contains { $0.asNumber?.equals(number) ?? false }
        case .boolean:
            guard let flag = value.asBoolean, allowed.allSatisfy({ $0.asBoolean != nil }) else { return false }
            return allowed.contains { $0.asBoolean == flag }
        case .list, .json:
            return allowed.contains { $0.equals(value) }
        }
    }

    private static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? String(number) }
}
