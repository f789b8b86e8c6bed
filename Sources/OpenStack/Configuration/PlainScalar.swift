/// What a scalar without quotes means: YAML 1.1 as PyYAML reads it, since clouds.yaml is written for openstacksdk.
///
/// `yes` is a truth value, `0123` octal, `1:30` ninety, and `2.10` is 2.1.
package struct PlainScalar {
    let content: SettingValue.Content
    /// Whether the text that comes of it differs from the text as written.
    let losesText: Bool

    /// What a text without quotes is.
    package enum Meaning: Sendable, Hashable {
        case null
        case bool(Bool)
        /// A number, as Python would print it.
        case number(String)
        case text
    }

    package init(_ text: String) {
        content = Self.constant(text) ?? Self.number(text).map(SettingValue.Content.number) ?? .text(text)
        losesText = if case .number(let number) = content { number != text } else { false }
    }

    /// What the text is, for those who keep values of their own.
    package var meaning: Meaning {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let number): .number(number)
        case .text, .list, .map: .text
        }
    }

    private static func constant(_ text: String) -> SettingValue.Content? {
        switch text {
        case "", "~", "null", "Null", "NULL": .null
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
        default: nil
        }
    }

    /// The number that a text is, as Python prints it; `nil` when it is none.
    private static func number(_ text: String) -> String? {
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
        let isNegative = first == UInt8(ascii: "-")
        let unsigned = (isNegative || first == UInt8(ascii: "+") ? text.dropFirst() : text[...])
        let digits = String(unsigned).replacing("_", with: "")
        let sign = isNegative ? "-" : ""
        if let integer = integer(unsigned, digits: digits) { return integer == "0" ? "0" : sign + integer }
        return float(unsigned, digits: digits).map { sign + $0 }
    }

    private static func integer(_ text: Substring, digits: String) -> String? {
        if text.wholeMatch(of: #/0b[01_]+/#) != nil { return inBase(2, digits.dropFirst(2)) }
        if text.wholeMatch(of: #/0x[0-9a-fA-F_]+/#) != nil { return inBase(16, digits.dropFirst(2)) }
        if text.wholeMatch(of: #/0[0-7_]+/#) != nil { return inBase(8, digits.dropFirst()) }
        if text.wholeMatch(of: #/0|[1-9][0-9_]*/#) != nil { return digits }
        if text.wholeMatch(of: #/[1-9][0-9_]*(:[0-5]?[0-9])+/#) != nil { return sexagesimal(digits).map { String($0) } }
        return nil
    }

    private static func inBase(_ base: Int, _ digits: Substring) -> String? {
        digits.isEmpty ? nil : UInt64(digits, radix: base).map { String($0) }
    }

    private static func sexagesimal(_ text: String) -> UInt64? {
        var value: UInt64 = 0
        for part in text.split(separator: ":") {
            guard let part = UInt64(part) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 60)
            let (sum, carry) = product.addingReportingOverflow(part)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    private static func float(_ text: Substring, digits: String) -> String? {
        switch text {
        case ".inf", ".Inf", ".INF": return "inf"
        case ".nan", ".NaN", ".NAN": return "nan"
        default: break
        }
        if text.wholeMatch(of: #/[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?/#) != nil {
            return Double(digits.hasSuffix(".") ? digits + "0" : digits).map { String($0) }
        }
        if text.wholeMatch(of: #/[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*/#) != nil {
            let whole = digits.prefix { $0 != "." }
            let fraction = "0" + digits.drop { $0 != "." } + "0"
            guard let seconds = sexagesimal(String(whole)), let part = Double(fraction) else { return nil }
            return String(Double(seconds) + part)
        }
        return nil
    }
}
