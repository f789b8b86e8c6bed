extension JSON {
    /// Why a text is no JSON; carries places, never the text itself, which may hold a password.
    enum ParseError: Error {
        case unexpectedEnd
        case unexpectedByte(offset: Int)
        case tooDeep
    }

    /// Reads one value that takes up the whole text (RFC 8259, and nothing beyond it).
    ///
    /// Nesting is limited to 64, so that no request can exhaust the stack.
    init(parsing bytes: [UInt8]) throws(ParseError) {
        var parser = Parser(bytes: bytes)
        self = try parser.wholeText()
    }

    private struct Parser {
        let bytes: [UInt8]
        var position = 0
        var depth = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func wholeText() throws(ParseError) -> JSON {
            let value = try value()
            skipSpace()
            guard position == bytes.count else { throw .unexpectedByte(offset: position) }
            return value
        }

        private mutating func skipSpace() {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        }

        private func peek() throws(ParseError) -> UInt8 {
            guard position < bytes.count else { throw .unexpectedEnd }
            return bytes[position]
        }

        private mutating func expect(_ text: StaticString, _ value: JSON) throws(ParseError) -> JSON {
            let length = text.utf8CodeUnitCount
            guard position + length <= bytes.count else { throw .unexpectedEnd }
            let same = text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + length]) }
            guard same else { throw .unexpectedByte(offset: position) }
            position += length
            return value
        }

        private mutating func value() throws(ParseError) -> JSON {
            skipSpace()
            switch try peek() {
            case UInt8(ascii: "{"): return try nested { (parser) throws(ParseError) in try parser.object() }
            case UInt8(ascii: "["): return try nested { (parser) throws(ParseError) in try parser.array() }
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "t"): return try expect("true", .bool(true))
            case UInt8(ascii: "f"): return try expect("false", .bool(false))
            case UInt8(ascii: "n"): return try expect("null", .null)
            default: return try number()
            }
        }

        private mutating func nested(
            _ body: (inout Parser) throws(ParseError) -> JSON
        ) throws(ParseError) -> JSON {
            guard depth < 64 else { throw .tooDeep }
            depth += 1
            position += 1
            let value = try body(&self)
            depth -= 1
            return value
        }

        private mutating func object() throws(ParseError) -> JSON {
            var object = Object()
            skipSpace()
            if try peek() == UInt8(ascii: "}") {
                position += 1
                return .object(object)
            }
            while true {
                skipSpace()
                guard try peek() == UInt8(ascii: "\"") else { throw .unexpectedByte(offset: position) }
                let name = try string()
                skipSpace()
                guard try peek() == UInt8(ascii: ":") else { throw .unexpectedByte(offset: position) }
                position += 1
                object[name] = try value()
                skipSpace()
                if try endsOrContinues(with: UInt8(ascii: "}")) { return .object(object) }
            }
        }

        private mutating func array() throws(ParseError) -> JSON {
            var array: [JSON] = []
            skipSpace()
            if try peek() == UInt8(ascii: "]") {
                position += 1
                return .array(array)
            }
            while true {
                array.append(try value())
                skipSpace()
                if try endsOrContinues(with: UInt8(ascii: "]")) { return .array(array) }
            }
        }

        private mutating func endsOrContinues(with end: UInt8) throws(ParseError) -> Bool {
            let byte = try peek()
            guard byte == end || byte == UInt8(ascii: ",") else { throw .unexpectedByte(offset: position) }
            position += 1
            return byte == end
        }

        private mutating func string() throws(ParseError) -> String {
            position += 1
            var text: [UInt8] = []
            while true {
                let byte = try peek()
                position += 1
                switch byte {
                case UInt8(ascii: "\""):
                    guard let valid = String(validating: text, as: UTF8.self) else {
                        throw .unexpectedByte(offset: position)
                    }
                    return valid
                case UInt8(ascii: "\\"): try escape(into: &text)
                case 0..<0x20: throw .unexpectedByte(offset: position - 1)
                default: text.append(byte)
                }
            }
        }

        private mutating func escape(into text: inout [UInt8]) throws(ParseError) {
            let byte = try peek()
            position += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"): try unicodeEscape(into: &text)
            default: throw .unexpectedByte(offset: position - 1)
            }
        }

        /// Two escapes make one character above U+FFFF; a half of such a pair alone becomes U+FFFD.
        private mutating func unicodeEscape(into text: inout [UInt8]) throws(ParseError) {
            var units = [try fourHexDigits()]
            if (0xD800..<0xDC00).contains(units[0]), position + 1 < bytes.count,
                bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                units.append(try fourHexDigits())
            }
            text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
        }

        private mutating func fourHexDigits() throws(ParseError) -> UInt16 {
            var unit: UInt16 = 0
            for _ in 0..<4 {
                guard let digit = Character(UnicodeScalar(try peek())).hexDigitValue else {
                    throw .unexpectedByte(offset: position)
                }
                unit = unit << 4 | UInt16(digit)
                position += 1
            }
            return unit
        }

        private mutating func number() throws(ParseError) -> JSON {
            let start = position
            var isInteger = true
            scan: while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
                case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): isInteger = false
                default: break scan
                }
                position += 1
            }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            if isInteger, let value = Int(text) { return .int(value) }
            guard let value = Double(text), value.isFinite, text.first != "+", text.first != "." else {
                throw .unexpectedByte(offset: start)
            }
            return .double(value)
        }
    }
}
