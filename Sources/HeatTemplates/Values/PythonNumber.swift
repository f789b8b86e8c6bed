/// Numbers in text, as Python's `int()` and `float()` read them.
enum PythonNumber {
    /// A whole number; spaces around it and single underscores between its digits are permitted.
    static func integer(_ text: String) -> Int? {
        guard let plain = withoutUnderscores(text), !plain.isEmpty else { return nil }
        let digits = plain.hasPrefix("+") || plain.hasPrefix("-") ? plain.dropFirst() : plain[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(plain)
    }

    /// A number with or without a fraction; `nan` and `inf` are numbers.
    static func float(_ text: String) -> Double? {
        guard let plain = withoutUnderscores(text)?.lowercased(), !plain.isEmpty else { return nil }
        let unsigned = plain.hasPrefix("+") || plain.hasPrefix("-") ? String(plain.dropFirst()) : plain
        switch unsigned {
        case "inf", "infinity": return plain.hasPrefix("-") ? -.infinity : .infinity
        case "nan": return .nan
        default:
            guard unsigned.utf8.allSatisfy({ (0x30...0x39).contains($0) || [0x2E, 0x65, 0x2B, 0x2D].contains($0) })
            else {
                return nil
            }
            // Swift wants digits on both sides of the point.
            let parts = unsigned.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
            var mantissa = String(parts[0])
            guard mantissa != ".", !mantissa.isEmpty else { return nil }
            if mantissa.hasPrefix(".") { mantissa = "0" + mantissa }
            if mantissa.hasSuffix(".") { mantissa += "0" }
            let exponent = parts.count == 2 ? "e" + parts[1] : ""
            return Double((plain.hasPrefix("-") ? "-" : "") + mantissa + exponent)
        }
    }

    private static func withoutUnderscores(_ text: String) -> String? {
        var plain = text[...]
        while let first = plain.first, first.isWhitespace { plain = plain.dropFirst() }
        while let last = plain.last, last.isWhitespace { plain = plain.dropLast() }
        guard plain.contains("_") else { return String(plain) }
        guard !plain.contains("__"), !plain.hasPrefix("_"), !plain.hasSuffix("_") else { return nil }
        return plain.filter { $0 != "_" }
    }
}

extension TemplateValue {
    /// The number that a value is or that its text says, as Heat reads parameters of type number.
    var asNumber: TemplateValue? {
        switch self {
        case .integer, .number, .bool: return self
        case .string(let text):
            if let integer = PythonNumber.integer(text) { return .integer(integer) }
            return PythonNumber.float(text).map(TemplateValue.number)
        default: return nil
        }
    }

    /// The truth value that a value is or that its text says, as Heat reads parameters of type boolean.
    var asBoolean: Bool? {
        if case .bool(let flag) = self { return flag }
        var text = text.lowercased()[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        switch text {
        case "1", "t", "true", "on", "y", "yes": return true
        case "0", "f", "false", "off", "n", "no": return false
        default: return nil
        }
    }
}
