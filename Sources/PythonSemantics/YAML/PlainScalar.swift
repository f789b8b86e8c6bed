/// What a scalar without quotes means: YAML 1.1 as PyYAML reads it, which OpenStack's programs use.
///
/// `yes` is true, `010` is eight, `1:30` is ninety, and `2.10` is 2.1. Timestamps stay text; https://yaml.org/type/.
enum PlainScalar {
    static func meaning(of text: String) -> YAMLScalar.Meaning {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return integer(text) ?? float(text) ?? .text(text)
        default: return words[text] ?? .text(text)
        }
    }

    private static let words: [String: YAMLScalar.Meaning] = {
        var words: [String: YAMLScalar.Meaning] = ["~": .null]
        let meanings: [(YAMLScalar.Meaning, [String])] = [
            (.null, ["null"]), (.bool(true), ["yes", "true", "on"]), (.bool(false), ["no", "false", "off"]),
        ]
        for (meaning, texts) in meanings {
            for text in texts {
                for form in [text, text.prefix(1).uppercased() + text.dropFirst(), text.uppercased()] {
                    words[form] = meaning
                }
            }
        }
        return words
    }()

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isDigitOrUnderscore(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "_") }

    // MARK: - Whole numbers

    private static func integer(_ text: String) -> YAMLScalar.Meaning? {
        let isNegative = text.hasPrefix("-")
        let unsigned = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard let first = unsigned.utf8.first, isDigit(first) else { return nil }
        if unsigned.hasPrefix("0b") { return integer(unsigned.dropFirst(2), radix: 2, isNegative) }
        if unsigned.hasPrefix("0x") { return integer(unsigned.dropFirst(2), radix: 16, isNegative) }
        if unsigned == "0" { return .integer(0) }
        if first == UInt8(ascii: "0") { return integer(unsigned.dropFirst(), radix: 8, isNegative) }
        guard unsigned.utf8.contains(UInt8(ascii: ":")) else { return integer(unsigned, radix: 10, isNegative) }
        return sexagesimal(unsigned).map { .integer(isNegative ? -$0 : $0) }
    }

    private static func integer(_ digits: Substring, radix: Int, _ isNegative: Bool) -> YAMLScalar.Meaning? {
        guard digits.first != "-", digits.first != "+" else { return nil }
        let plain = digits.filter { $0 != "_" }
        let sign = isNegative ? "-" : ""
        // `0_` is an octal number without digits.
        guard !plain.isEmpty else { return radix == 8 ? .integer(0) : nil }
        if let value = Int(sign + plain, radix: radix) { return .integer(value) }
        if radix == 10 { return plain.utf8.allSatisfy(isDigit) ? .longInteger(sign + plain) : nil }
        return UInt64(plain, radix: radix).map { .longInteger(sign + String($0)) }
    }

    /// `1:30:00`: every part but the first is below 60.
    private static func sexagesimal(_ text: Substring) -> Int? {
        var total = 0
        for (index, part) in text.split(separator: ":", omittingEmptySubsequences: false).enumerated() {
            let digits = index == 0 ? part.filter { $0 != "_" } : String(part)
            guard let value = Int(digits), digits.utf8.allSatisfy(isDigit) else { return nil }
            guard index == 0 || (value < 60 && digits.utf8.count <= 2) else { return nil }
            let (product, overflow) = total.multipliedReportingOverflow(by: 60)
            let (sum, carry) = product.addingReportingOverflow(value)
            guard !overflow, !carry else { return nil }
            total = sum
        }
        return total
    }

    // MARK: - Numbers with a fraction

    private static func float(_ text: String) -> YAMLScalar.Meaning? {
        let isNegative = text.hasPrefix("-")
        let isSigned = isNegative || text.hasPrefix("+")
        let unsigned = isSigned ? text.dropFirst() : text[...]
        if [".inf", ".Inf", ".INF"].contains(unsigned) { return .number(isNegative ? -.infinity : .infinity) }
        if [".nan", ".NaN", ".NAN"].contains(text) { return .number(.nan) }
        // A point is what tells a number with a fraction from text: 1e3 is text.
        guard let point = unsigned.firstIndex(of: ".") else { return nil }
        let whole = unsigned[..<point]
        let fraction = unsigned[unsigned.index(after: point)...]
        guard let first = whole.utf8.first ?? (isSigned ? nil : fraction.utf8.first), isDigit(first) else { return nil }
        let value = whole.utf8.contains(UInt8(ascii: ":")) ? sexagesimal(whole, fraction) : decimal(whole, fraction)
        return value.map { .number(isNegative ? -$0 : $0) }
    }

    private static func sexagesimal(_ whole: Substring, _ fraction: Substring) -> Double? {
        guard let total = sexagesimal(whole), fraction.utf8.allSatisfy(isDigitOrUnderscore) else { return nil }
        return Double("0." + fraction.filter { $0 != "_" } + "0").map { Double(total) + $0 }
    }

    private static func decimal(_ whole: Substring, _ fraction: Substring) -> Double? {
        let mark = fraction.firstIndex { $0 == "e" || $0 == "E" }
        var exponent = ""
        if let mark {
            let digits = fraction[fraction.index(after: mark)...]
            guard digits.hasPrefix("+") || digits.hasPrefix("-"), digits.utf8.count > 1,
                digits.utf8.dropFirst().allSatisfy(isDigit)
            else { return nil }
            exponent = "e" + digits
        }
        let decimals = fraction[..<(mark ?? fraction.endIndex)]
        guard whole.utf8.allSatisfy(isDigitOrUnderscore), decimals.utf8.allSatisfy(isDigitOrUnderscore) else {
            return nil
        }
        let mantissa = "0" + whole.filter { $0 != "_" } + "." + decimals.filter { $0 != "_" } + "0"
        return Double(mantissa + exponent)
    }
}
