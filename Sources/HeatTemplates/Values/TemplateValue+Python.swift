public import PythonSemantics

/// What the values mean to Heat, which is written in Python: what is true, what is equal, and how they are written.
extension TemplateValue: PythonValue {
    package var pythonForm: PythonForm<TemplateValue> {
        switch self {
        case .null: .none
        case .bool(let flag): .bool(flag)
        case .integer(let value): .int(value)
        case .number(let value): .float(value)
        case .string(let text): .str(text)
        case .list(let elements): .list(elements)
        case .map(let map): .dict(Array(map))
        case .unknown(let resources): .foreign("<not known before \(resources.sorted().joined(separator: ", "))>")
        }
    }

    /// Whether Python takes the value for true.
    var isTruthy: Bool { Python.bool(self) }

    /// Equality of values, not of types: 1 is 1.0 and true.
    func equals(_ other: TemplateValue) -> Bool { Python.areEqual(self, other) }

    /// As `str()` writes it: strings as they are.
    var text: String { Python.str(self) }

    /// The value as JSON text, as Python writes it: a space after `,` and `:`, nothing but ASCII.
    ///
    /// What is not known yet is written as null.
    public func json(sortedKeys: Bool = false) -> String { Python.json(self, sortedKeys: sortedKeys) }
}

extension TemplateValue {
    /// The number that a value is or that its text says, as Heat reads parameters of type number.
    var asNumber: TemplateValue? {
        switch self {
        case .integer, .number, .bool: self
        case .string(let text):
            Python.int(text).map(TemplateValue.integer) ?? Python.float(text).map(TemplateValue.number)
        default: nil
        }
    }

    /// The truth value that a value is or that its text says, as Heat reads parameters of type boolean.
    var asBoolean: Bool? {
        if case .bool(let flag) = self { return flag }
        switch text.trimmed.lowercased() {
        case "1", "t", "true", "on", "y", "yes": return true
        case "0", "f", "false", "off", "n", "no": return false
        default: return nil
        }
    }

    /// The key that JSON makes of the value.
    var keyOfMap: String { string ?? json() }
}
