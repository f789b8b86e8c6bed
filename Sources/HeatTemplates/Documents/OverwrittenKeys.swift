/// Keys that occur again later in their map.
///
/// They are written with characters of Unicode's private use area, as many as the key has, so that no place moves.
enum OverwrittenKeys {
    private static let first: UInt32 = 0xF0000

    /// Whether a key is one that was renamed.
    static func isOverwritten(_ key: String) -> Bool {
        (key.unicodeScalars.first?.value).map { $0 >= first } ?? false
    }

    /// The key at a place, and the text with another in its stead; `nil` when no key of one line is there.
    static func rename(keyAt position: SourcePosition, in text: String, number: Int) -> (name: String, text: String)? {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard lines.indices.contains(position.line - 1) else { return nil }
        var line = lines[position.line - 1]
        let start = position.column - 1
        guard line.indices.contains(start) else { return nil }
        let quote = line[start] == "\"" || line[start] == "'" ? line[start] : nil
        var end = start + 1
        while end < line.count {
            if let quote {
                if line[end] == quote { break }
            } else if line[end] == ":", end + 1 == line.count || [" ", "\t", "\r", "\"", "'"].contains(line[end + 1]) {
                break
            }
            end += 1
        }
        guard end < line.count else { return nil }
        let range = (quote == nil ? start : start + 1)..<end
        guard !range.isEmpty, let mark = Unicode.Scalar(first + UInt32(number)) else { return nil }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: line[range])
        line.replaceSubrange(range, with: repeatElement(mark, count: range.count))
        lines[position.line - 1] = line
        var renamed = String.UnicodeScalarView()
        for (index, line) in lines.enumerated() {
            if index > 0 { renamed.append("\n") }
            renamed.append(contentsOf: line)
        }
        return (String(name), String(renamed))
    }
}

/// A guard against keys whose comparison would take for ever.
///
/// Keys are compared as they are read, before anything can be counted: maps and lists of aliases as keys must be
/// noticed in the text.
enum AliasedKeys {
    /// So few aliases cannot expand to much.
    private static let harmless = 9

    /// Whether there are many aliases, and something that may be a key made of them.
    static func areSuspected(in text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return false }
        let defined = names(after: UInt8(ascii: "&"), in: bytes)
        guard !defined.isEmpty else { return false }
        let known = Set(defined)
        let used = names(after: UInt8(ascii: "*"), in: bytes).filter(known.contains)
        guard used.count > harmless else { return false }
        return hasComplexKey(bytes)
    }

    private static func names(after sigil: UInt8, in bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var names: [ArraySlice<UInt8>] = []
        for (index, byte) in bytes.enumerated() where byte == sigil {
            if index > 0, !isBoundary(bytes[index - 1]) { continue }
            let name = bytes[(index + 1)...].prefix { $0 > 0x20 && !isIndicator($0) }
            if !name.isEmpty { names.append(name) }
        }
        return names
    }

    private static func isIndicator(_ byte: UInt8) -> Bool { [0x2C, 0x5B, 0x5D, 0x7B, 0x7D, 0x3A].contains(byte) }

    private static func isBoundary(_ byte: UInt8) -> Bool { byte <= 0x20 || [0x2C, 0x5B, 0x7B, 0x3A].contains(byte) }

    private static func hasComplexKey(_ bytes: [UInt8]) -> Bool {
        for index in bytes.indices.dropLast() {
            let following = bytes[index + 1]
            switch bytes[index] {
            case UInt8(ascii: "?") where following <= 0x20 && (index == 0 || isBoundary(bytes[index - 1])): return true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                let rest = bytes[(index + 1)...].drop { $0 == 0x20 }
                if rest.first == UInt8(ascii: ":") { return true }
            case UInt8(ascii: "*"):
                let rest = bytes[(index + 1)...].drop { $0 > 0x20 && !isIndicator($0) }.drop { $0 == 0x20 }
                if rest.first == UInt8(ascii: ":"), isBoundary(index == 0 ? 0x20 : bytes[index - 1]) { return true }
            default: continue
            }
        }
        return false
    }
}
