extension Python {
    /// The whole number that `int()` makes of a value, cutting off a fraction; `nil` when it makes none.
    package static func int(_ value: some PythonValue) -> Int? {
        switch value.pythonForm {
        case .bool(let flag): flag ? 1 : 0
        case .int(let value): value
        case .float(let value): Int(exactly: value.rounded(.towardZero))
        case .str(let text): int(text)
        default: nil
        }
    }

    /// The number that `float()` makes of a value; `nil` when it makes none.
    package static func float(_ value: some PythonValue) -> Double? {
        switch value.pythonForm {
        case .bool(let flag): flag ? 1 : 0
        case .int(let value): Double(value)
        case .float(let value): value
        case .str(let text): float(text)
        default: nil
        }
    }

    /// The whole number that `int()` reads in a text; spaces around it and underscores between its digits are
    /// permitted.
    package static func int(_ text: String) -> Int? {
        guard let plain = withoutUnderscores(text) else { return nil }
        let digits = withoutSign(plain)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(plain)
    }

    /// The number that `float()` reads in a text; `nan` and `inf` are numbers.
    package static func float(_ text: String) -> Double? {
        guard let plain = withoutUnderscores(text)?.lowercased() else { return nil }
        let unsigned = withoutSign(plain)
        let sign = plain.hasPrefix("-") ? "-" : ""
        switch unsigned {
        case "inf", "infinity": return plain.hasPrefix("-") ? -.infinity : .infinity
        case "nan": return .nan
        default:
            let parts = unsigned.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
            // Swift wants digits on both sides of the point, and reads more than decimal digits.
            guard parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
                parts[0].utf8.contains(where: { $0 != 0x2E })
            else { return nil }
            let mantissa = (parts[0].hasPrefix(".") ? "0" : "") + parts[0] + (parts[0].hasSuffix(".") ? "0" : "")
            return Double(sign + mantissa + (parts.count == 2 ? "e" + parts[1] : ""))
        }
    }

    private static func withoutSign(_ text: String) -> Substring {
        text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
    }

    private static func withoutUnderscores(_ text: String) -> String? {
        let plain = text.trimmed
        guard !plain.isEmpty, !plain.contains("__"), !plain.hasPrefix("_"), !plain.hasSuffix("_") else { return nil }
        return plain.filter { $0 != "_" }
    }
}

extension String {
    /// The text without white space at its ends, as `strip()` leaves it.
    package var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
