/// Reads an XML document for its elements, attributes and texts.
///
/// As much of XML 1.0 as results are written in: declarations, comments and document types are passed over, the five
/// entities of XML and references to characters are understood, nothing is fetched and nothing is expanded.
struct XMLEvents {
    enum Event: Hashable {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    private let bytes: [UInt8]
    private var position = 0
    /// The end that follows the start of an element without content.
    private var following: Event?

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next event; `nil` at the end.
    ///
    /// - Throws: ``XMLDamage`` where the document cannot be read on.
    mutating func next() throws(XMLDamage) -> Event? {
        if let event = following {
            following = nil
            return event
        }
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else { return .text(Self.unescaped(upTo("<") ?? rest())) }
            if take("<!--") {
                try skip(to: "-->", "a comment")
            } else if take("<![CDATA[") {
                let start = position
                try skip(to: "]]>", "a CDATA section")
                return .text(String(decoding: bytes[start..<position - 3], as: UTF8.self))
            } else if take("<?") {
                try skip(to: "?>", "an instruction")
            } else if take("<!") {
                try skipDeclaration()
            } else if take("</") {
                guard let name = upTo(">") else { throw XMLDamage(position, "a tag that does not end") }
                position += 1
                return .end(Self.local(name.filter { !Self.isSpace($0) }))
            } else {
                return try start()
            }
        }
        return nil
    }

    // MARK: - Parts

    private mutating func start() throws(XMLDamage) -> Event {
        position += 1
        let name = Self.local(word())
        guard !name.isEmpty else { throw XMLDamage(position, "a tag without a name") }
        var attributes: [String: String] = [:]
        while true {
            skipSpace()
            guard position < bytes.count else { throw XMLDamage(position, "a tag that does not end") }
            if take("/>") {
                following = .end(name)
                return .start(name, attributes)
            }
            if take(">") { return .start(name, attributes) }
            let key = Self.local(word())
            skipSpace()
            guard !key.isEmpty, take("=") else { throw XMLDamage(position, "an attribute without a value") }
            skipSpace()
            guard position < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[position]) else {
                throw XMLDamage(position, "an attribute whose value is not in quotes")
            }
            let quote = bytes[position]
            position += 1
            guard let end = bytes[position...].firstIndex(of: quote) else {
                throw XMLDamage(position, "an attribute that does not end")
            }
            attributes[key] = Self.unescaped(bytes[position..<end])
            position = end + 1
        }
    }

    private mutating func skipDeclaration() throws(XMLDamage) {
        var depth = 0
        while position < bytes.count {
            defer { position += 1 }
            switch bytes[position] {
            case UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ">"):
                if depth == 0 { return }
                // The end of a declaration within the document type.
                if depth > 1 { depth -= 1 }
            default: break
            }
        }
        throw XMLDamage(position, "a declaration that does not end")
    }

    private mutating func skip(to mark: String, _ what: String) throws(XMLDamage) {
        let mark = Array(mark.utf8)
        var place = position
        while place + mark.count <= bytes.count {
            if bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) {
                position = place + mark.count
                return
            }
            place += 1
        }
        throw XMLDamage(position, "\(what) that does not end")
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    /// The bytes before a character, which is not taken; `nil` when it does not come.
    private mutating func upTo(_ character: Unicode.Scalar) -> ArraySlice<UInt8>? {
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: character)) else { return nil }
        defer { position = end }
        return bytes[position..<end]
    }

    private mutating func rest() -> ArraySlice<UInt8> {
        defer { position = bytes.count }
        return bytes[position...]
    }

    private mutating func word() -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, !Self.isSpace(bytes[position]), !"=/><\"'".utf8.contains(bytes[position]) {
            position += 1
        }
        return bytes[start..<position]
    }

    private mutating func skipSpace() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }

    /// A name without its namespace's prefix.
    private static func local(_ name: ArraySlice<UInt8>) -> String {
        String(decoding: name, as: UTF8.self).split(separator: ":").last.map(String.init) ?? ""
    }

    private static func local(_ name: [UInt8]) -> String { local(name[...]) }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(UInt8(ascii: "&")) else { return text }
        return text.replacing(#/&(#x[0-9A-Fa-f]{1,6}|#[0-9]{1,7}|lt|gt|amp|quot|apos);/#) { match in
            character(match.output.1)
        }
    }

    private static func character(_ reference: Substring) -> String {
        switch reference {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let isHexadecimal = reference.hasPrefix("#x")
            let number = UInt32(reference.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
            return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "\u{FFFD}"
        }
    }
}

/// Where an XML document cannot be read on.
struct XMLDamage: Error, CustomStringConvertible {
    let description: String

    init(_ offset: Int, _ problem: String) { description = "\(problem), at byte \(offset)" }
}
