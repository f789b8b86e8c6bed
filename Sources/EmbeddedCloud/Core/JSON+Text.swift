extension JSON {
    /// The value as the services write it: a space after each comma and colon, everything beyond ASCII escaped.
    var text: String {
        var out = ""
        write(to: &out)
        return out
    }

    private func write(to out: inout String) {
        switch self {
        case .null: out += "null"
        case .bool(let value): out += value ? "true" : "false"
        case .int(let value): out += String(value)
        case .double(let value): out += String(value)
        case .string(let value): Self.write(quoted: value, to: &out)
        case .array(let values):
            out += "["
            for (index, value) in values.enumerated() {
                if index > 0 { out += ", " }
                value.write(to: &out)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (index, (name, value)) in members.enumerated() {
                if index > 0 { out += ", " }
                Self.write(quoted: name, to: &out)
                out += ": "
                value.write(to: &out)
            }
            out += "}"
        }
    }

    private static func write(quoted text: String, to out: inout String) {
        out += "\""
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            out += text
        } else {
            for unit in text.utf16 {
                switch unit {
                case 0x22: out += "\\\""
                case 0x5C: out += "\\\\"
                case 0x08: out += "\\b"
                case 0x0C: out += "\\f"
                case 0x0A: out += "\\n"
                case 0x0D: out += "\\r"
                case 0x09: out += "\\t"
                case 0x20..<0x7F: out.unicodeScalars.append(UnicodeScalar(UInt8(unit)))
                default:
                    let digits = String(unit, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        out += "\""
    }

    /// The value as it appears inside the services' messages, which quote Python literals (`None`, `'text'`).
    var pythonLiteral: String {
        switch self {
        case .null: "None"
        case .bool(let value): value ? "True" : "False"
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .string(let value): value.contains("'") && !value.contains("\"") ? "\"\(value)\"" : "'\(value)'"
        case .array(let values): "[" + values.map(\.pythonLiteral).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "'\($0)': \($1.pythonLiteral)" }.joined(separator: ", ") + "}"
        }
    }

    /// As ``pythonLiteral``, a string without its quotes.
    var pythonText: String { string ?? pythonLiteral }
}
