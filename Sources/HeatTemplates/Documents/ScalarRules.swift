/// What plain scalars mean to Heat's reader, which follows YAML 1.1: `yes` is true, `010` is eight, `1:30` is ninety.
///
/// Timestamps stay text; https://yaml.org/type/.
enum ScalarRules {
    /// The value of a plain scalar.
    static func value(of text: String) -> TemplateValue {
        guard let first = text.utf8.first else { return .null }
        switch first {
        case UInt8(ascii: "~"): return text == "~" ? .null : .string(text)
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "t"),
            UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
            return words[text] ?? .string(text)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text) ?? .string(text)
        default: return .string(text)
        }
    }

    private static let words: [String: TemplateValue] = {
        var words: [String: TemplateValue] = [:]
        for (value, texts) in [
            (TemplateValue.null, ["null"]), (true, ["yes", "true", "on"]), (false, ["no", "false", "off"]),
        ] {
            for text in texts {
                for form in [text, text.prefix(1).uppercased() + text.dropFirst(), text.uppercased()] {
                    words[form] = value
                }
            }
        }
        return words
    }()

    private static func number(_ text: String) -> TemplateValue? { integer(text) ?? float(text) }

    private static func integer(_ text: String) -> TemplateValue? {
        var digits = text.utf8[...]
        let sign = digits.first == UInt8(ascii: "-") ? -1 : 1
        if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        guard let first = digits.first, isDigit(first) else { return nil }
        func parsed(_ digits: Substring.UTF8View, radix: Int) -> TemplateValue? {
            let plain = String(decoding: digits.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
            guard !plain.isEmpty else { return nil }
            if let value = Int(plain, radix: radix) { return .integer(sign * value) }
            // Beyond 64 bits only the size is kept.
            guard radix == 10, plain.utf8.allSatisfy(isDigit) else { return nil }
            return Double(plain).map { .number(Double(sign) * $0) }
        }
        if first == UInt8(ascii: "0"), let second = digits.dropFirst().first {
            switch second {
            case UInt8(ascii: "b"): return parsed(digits.dropFirst(2), radix: 2)
            case UInt8(ascii: "x"): return parsed(digits.dropFirst(2), radix: 16)
            case UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "7"): return parsed(digits.dropFirst(), radix: 8)
            default: return nil
            }
        }
        if digits.contains(UInt8(ascii: ":")) {
            guard let total = sexagesimal(digits), first != UInt8(ascii: "0") else { return nil }
            return .integer(sign * total)
        }
        guard digits.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else { return nil }
        return parsed(digits, radix: 10)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// `1:30:00`: every part but the first is below 60.
    private static func sexagesimal(_ digits: Substring.UTF8View) -> Int? {
        var total = 0
        for (index, part) in digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).enumerated() {
            let plain = String(
                decoding: index == 0 ? part.filter { $0 != UInt8(ascii: "_") } : Array(part),
                as: UTF8.self
            )
            guard let value = Int(plain), value >= 0, plain.utf8.allSatisfy(isDigit) else { return nil }
            guard index == 0 || (value < 60 && plain.utf8.count <= 2) else { return nil }
            let (product, overflow) = total.multipliedReportingOverflow(by: 60)
            guard !overflow else { return nil }
            total = product + value
        }
        return total
    }

    private static func float(_ text: String) -> TemplateValue? {
        var unsigned = text[...]
        let isNegative = text.hasPrefix("-")
        if isNegative || text.hasPrefix("+") { unsigned = unsigned.dropFirst() }
        if [".inf", ".Inf", ".INF"].contains(unsigned) { return .number(isNegative ? -.infinity : .infinity) }
        if [".nan", ".NaN", ".NAN"].contains(text) { return .number(.nan) }
        // A point is what tells a number with a fraction from text: 1e3 is text.
        guard let point = unsigned.firstIndex(of: "."), unsigned.utf8.contains(where: isDigit) else { return nil }
        let whole = unsigned[..<point].utf8
        var fraction = unsigned[unsigned.index(after: point)...].utf8
        if whole.contains(UInt8(ascii: ":")) {
            guard let minutes = sexagesimal(whole), fraction.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") })
            else {
                return nil
            }
            let part = Double("0." + String(decoding: fraction.filter(isDigit), as: UTF8.self) + "0") ?? 0
            return .number((Double(minutes) + part) * (isNegative ? -1 : 1))
        }
        guard whole.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }), whole.first != UInt8(ascii: "_") else {
            return nil
        }
        if whole.isEmpty, isNegative || text.hasPrefix("+") { return nil }
        var exponent = ""
        if let mark = fraction.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
            let digits = fraction[fraction.index(after: mark)...]
            guard let sign = digits.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
                digits.count > 1, digits.dropFirst().allSatisfy(isDigit)
            else { return nil }
            exponent = "e" + String(decoding: digits, as: UTF8.self)
            fraction = fraction[..<mark]
        }
        guard fraction.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else { return nil }
        let mantissa =
            "0" + String(decoding: whole.filter(isDigit), as: UTF8.self) + "."
            + String(decoding: fraction.filter(isDigit), as: UTF8.self) + "0"
        return Double(mantissa + exponent).map { .number(isNegative ? -$0 : $0) }
    }
}
