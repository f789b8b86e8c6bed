/// Values as text, as Python writes them: what tests send, and what they are compared with, depends on it.
extension GabbiValue {
    /// The value as part of a longer text: `True`, `None`, `['a', 1]`.
    var text: String {
        if case .string(let text) = self { return text }
        return literal
    }

    /// The value as Python writes it in source.
    private var literal: String {
        switch self {
        case .null: "None"
        case .bool(let value): value ? "True" : "False"
        case .integer(let value): String(value)
        case .number(let value): Self.text(value)
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.literal).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.pairs.map { Self.quoted($0.key) + ": " + $0.value.literal }.joined(separator: ", ") + "}"
        }
    }

    /// The value as JSON on one line, everything but ASCII escaped.
    var json: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): value.isFinite ? Self.text(value) : "NaN"
        case .string(let text): Self.jsonQuoted(text)
        case .array(let elements): "[" + elements.map(\.json).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.pairs.map { Self.jsonQuoted($0.key) + ": " + $0.value.json }.joined(separator: ", ") + "}"
        }
    }

    private static func text(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return "\(value)"
    }

    private static func quoted(_ text: String) -> String {
        let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var quoted = String(quote)
        for character in text.unicodeScalars {
            switch character {
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "'" where quote == "'": quoted += "\\'"
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + String(quote)
    }

    private static func jsonQuoted(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x0A: quoted += "\\n"
            case 0x0D: quoted += "\\r"
            case 0x09: quoted += "\\t"
            case 0x08: quoted += "\\b"
            case 0x0C: quoted += "\\f"
            case 0x20..<0x7F: quoted.append(Character(Unicode.Scalar(UInt8(unit))))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}
