/// Recognises texts that would keep the YAML parser busy for ages before its result could be measured.
///
/// The parser hashes the keys of every map. A key that is a list or map of nested aliases ("a billion laughs")
/// expands while it does so. No honest document has such keys and many aliases; values of that kind are harmless until
/// they are walked, which ``YAMLReader`` does with a limit.
enum AliasGuard {
    /// Aliases that are fine whatever the keys: 16 of them give some hundred values at most.
    private static let harmlessAliases = 16

    static func isSuspicious(_ bytes: [UInt8]) -> Bool {
        var aliases = 0
        var hasComplexKey = false
        // For each bracket that is open, how many aliases there were before it.
        var open: [Int] = []
        for (index, byte) in bytes.enumerated() {
            let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: "\n")
            switch byte {
            case UInt8(ascii: "*"):
                guard startsToken(bytes, index), !isSpace(next) else { continue }
                aliases += 1
                hasComplexKey = hasComplexKey || isKey(bytes, after: index)
            case UInt8(ascii: "?"):
                hasComplexKey = hasComplexKey || (startsToken(bytes, index) && isSpace(next))
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open.append(aliases)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                let holdsAlias = aliases > open.popLast() ?? 0
                hasComplexKey = hasComplexKey || (holdsAlias && startsColon(bytes, index + 1))
            default: break
            }
        }
        return hasComplexKey && aliases > harmlessAliases
    }

    private static func startsToken(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard index > 0 else { return true }
        return isSpace(bytes[index - 1]) || "[{,:".utf8.contains(bytes[index - 1])
    }

    private static func isKey(_ bytes: [UInt8], after index: Int) -> Bool {
        var position = index + 1
        while position < bytes.count, !isSpace(bytes[position]), !",]}".utf8.contains(bytes[position]) { position += 1 }
        return startsColon(bytes, position) || (position > index && bytes[position - 1] == UInt8(ascii: ":"))
    }

    private static func startsColon(_ bytes: [UInt8], _ index: Int) -> Bool {
        var position = index
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
            position += 1
        }
        return position < bytes.count && bytes[position] == UInt8(ascii: ":")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }
}
