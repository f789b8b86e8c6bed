extension Python {
    /// As `str()` writes a value: text as it is.
    package static func str(_ value: some PythonValue) -> String {
        if case .str(let text) = value.pythonForm { return text }
        return repr(value)
    }

    /// As `repr()` writes a value, and `str()` what is within others: `True`, `None`, `['a', 1]`.
    package static func repr(_ value: some PythonValue) -> String {
        switch value.pythonForm {
        case .none: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .int(let value): String(value)
        case .float(let value): repr(value)
        case .str(let text): repr(text)
        case .list(let elements): "[" + elements.map { repr($0) }.joined(separator: ", ") + "]"
        case .dict(let pairs):
            "{" + pairs.map { repr($0.key) + ": " + repr($0.value) }.joined(separator: ", ") + "}"
        case .foreign(let text): text
        }
    }

    /// As `repr()` writes a number: `1.0`, `1e-05`, `inf`.
    package static func repr(_ number: Double) -> String {
        number.isInfinite ? (number < 0 ? "-inf" : "inf") : number.isNaN ? "nan" : number.description
    }

    private static func repr(_ text: String) -> String {
        let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var quoted = String(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case quote: quoted += "\\" + String(quote)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += "\\x" + digits(scalar.value, 2)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + String(quote)
    }

    private static func digits(_ value: UInt32, _ count: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    // MARK: - JSON

    /// As `json.dumps()` writes a value: a space after `,` and `:`, nothing but ASCII.
    package static func json(_ value: some PythonValue, sortedKeys: Bool = false) -> String {
        var text = ""
        write(value, to: &text, sortedKeys)
        return text
    }

    /// As `json.dumps()` writes a number.
    static func json(_ number: Double) -> String {
        number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : number.description
    }

    private static func write(_ value: some PythonValue, to text: inout String, _ sortedKeys: Bool) {
        switch value.pythonForm {
        case .none, .foreign: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .int(let value): text += String(value)
        case .float(let value): text += json(value)
        case .str(let string): write(string, to: &text)
        case .list(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += ", " }
                write(element, to: &text, sortedKeys)
            }
            text += "]"
        case .dict(let pairs):
            text += "{"
            // Python orders text by its code points.
            let ordered =
                sortedKeys
                ? pairs.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) } : pairs
            for (index, pair) in ordered.enumerated() {
                if index > 0 { text += ", " }
                write(pair.key, to: &text)
                text += ": "
                write(pair.value, to: &text, sortedKeys)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for unit in string.utf16 {
            switch unit {
            case 0x22: text += "\\\""
            case 0x5C: text += "\\\\"
            case 0x08: text += "\\b"
            case 0x0C: text += "\\f"
            case 0x0A: text += "\\n"
            case 0x0D: text += "\\r"
            case 0x09: text += "\\t"
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default: text += "\\u" + digits(UInt32(unit), 4)
            }
        }
        text += "\""
    }
}
