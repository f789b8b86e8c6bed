/// What the values mean to Heat, which is written in Python: what is true, what is equal, and how they are written.
extension TemplateValue {
    /// Whether Python takes the value for true.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let flag): flag
        case .integer(let value): value != 0
        case .number(let value): value != 0
        case .string(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .map(let map): !map.isEmpty
        case .unknown: true
        }
    }

    /// Equality of values, not of types: 1 is 1.0 and true.
    func equals(_ other: TemplateValue) -> Bool {
        switch (self, other) {
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
        case (.map(let left), .map(let right)):
            guard left.count == right.count else { return false }
            return left.allSatisfy { key, value in right[key].map(value.equals) ?? false }
        case (.integer(let left), .integer(let right)): return left == right
        default:
            if let left = double, let right = other.double { return left == right }
            return self == other
        }
    }

    /// As `str()` writes it: strings as they are.
    var text: String {
        if case .string(let text) = self { return text }
        return representation
    }

    /// As `repr()` writes it.
    var representation: String {
        switch self {
        case .null: return "None"
        case .bool(let flag): return flag ? "True" : "False"
        case .integer(let value): return String(value)
        case .number(let value): return Self.text(of: value)
        case .string(let text): return Self.quoted(text)
        case .list(let elements): return "[" + elements.map(\.representation).joined(separator: ", ") + "]"
        case .map(let map):
            return "{" + map.map { Self.quoted($0.key) + ": " + $0.value.representation }.joined(separator: ", ") + "}"
        case .unknown(let resources): return "<not known before \(resources.sorted().joined(separator: ", "))>"
        }
    }

    private static func text(of value: Double) -> String {
        value.isInfinite ? (value < 0 ? "-inf" : "inf") : value.isNaN ? "nan" : value.description
    }

    private static func quoted(_ text: String) -> String {
        let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var quoted = String(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case quote: quoted += "\\" + String(quote)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                quoted += "\\x" + Hexadecimal.text(scalar.value, digits: 2)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + String(quote)
    }
}

/// Numbers in base 16.
enum Hexadecimal {
    /// A number with at least so many lower-case digits.
    static func text(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Bytes, two lower-case digits each.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { text(UInt32($0), digits: 2) }.joined()
    }
}
