extension TemplateValue {
    /// Reads a JSON document; `nil` when the text is none.
    public init?(json: String) {
        var reader = JSONReader(json)
        guard let value = reader.document() else { return nil }
        self = value
    }
}

/// Reads JSON as Python does: NaN and infinities are numbers, and the order of keys is kept.
private struct JSONReader {
    private var rest: ArraySlice<UInt8>
    private var depth = 0

    init(_ text: String) { rest = Array(text.utf8)[...] }

    mutating func document() -> TemplateValue? {
        guard let value = value() else { return nil }
        skipSpace()
        return rest.isEmpty ? value : nil
    }

    private mutating func skipSpace() {
        while let byte = rest.first, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            rest = rest.dropFirst()
        }
    }

    private mutating func takes(_ text: StaticString) -> Bool {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard rest.starts(with: bytes) else { return false }
        rest = rest.dropFirst(bytes.count)
        return true
    }

    private mutating func value() -> TemplateValue? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 500 else { return nil }
        skipSpace()
        guard let first = rest.first else { return nil }
        switch first {
        case UInt8(ascii: "{"): return map()
        case UInt8(ascii: "["): return list()
        case UInt8(ascii: "\""): return string().map(TemplateValue.string)
        default:
            if takes("null") { return .null }
            if takes("true") { return true }
            if takes("false") { return false }
            if takes("NaN") { return .number(.nan) }
            if takes("Infinity") { return .number(.infinity) }
            if takes("-Infinity") { return .number(-.infinity) }
            return number()
        }
    }

    private mutating func map() -> TemplateValue? {
        rest = rest.dropFirst()
        var map = TemplateMap()
        skipSpace()
        if takes("}") { return .map(map) }
        while true {
            skipSpace()
            guard rest.first == UInt8(ascii: "\""), let key = string() else { return nil }
            skipSpace()
            guard takes(":"), let value = value() else { return nil }
            map[key] = value
            skipSpace()
            if takes("}") { return .map(map) }
            guard takes(",") else { return nil }
        }
    }

    private mutating func list() -> TemplateValue? {
        rest = rest.dropFirst()
        var elements: [TemplateValue] = []
        skipSpace()
        if takes("]") { return .list(elements) }
        while true {
            guard let value = value() else { return nil }
            elements.append(value)
            skipSpace()
            if takes("]") { return .list(elements) }
            guard takes(",") else { return nil }
        }
    }

    private mutating func number() -> TemplateValue? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        var text = rest.prefix { digits.contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
        rest = rest.dropFirst(text.count)
        let number = String(decoding: text, as: UTF8.self)
        if text.first == UInt8(ascii: "-") { text = text.dropFirst() }
        guard let first = text.first, digits.contains(first), let last = text.last, digits.contains(last) else {
            return nil
        }
        if first == UInt8(ascii: "0"), let second = text.dropFirst().first, digits.contains(second) { return nil }
        if let value = Int(number) { return .integer(value) }
        return Double(number).map(TemplateValue.number)
    }

    private mutating func string() -> String? {
        rest = rest.dropFirst()
        var units: [UInt16] = []
        var bytes: [UInt8] = []
        func flushed(_ bytes: inout [UInt8], into units: inout [UInt16]) {
            units += String(decoding: bytes, as: UTF8.self).utf16
            bytes = []
        }
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                flushed(&bytes, into: &units)
                return String(decoding: units, as: UTF16.self)
            case UInt8(ascii: "\\"):
                guard let escape = rest.popFirst() else { return nil }
                switch escape {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(escape)
                case UInt8(ascii: "b"): bytes.append(0x08)
                case UInt8(ascii: "f"): bytes.append(0x0C)
                case UInt8(ascii: "n"): bytes.append(0x0A)
                case UInt8(ascii: "r"): bytes.append(0x0D)
                case UInt8(ascii: "t"): bytes.append(0x09)
                case UInt8(ascii: "u"):
                    guard let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) else {
                        return nil
                    }
                    rest = rest.dropFirst(4)
                    flushed(&bytes, into: &units)
                    units.append(unit)
                default: return nil
                }
            case 0..<0x20: return nil
            default: bytes.append(byte)
            }
        }
        return nil
    }
}
