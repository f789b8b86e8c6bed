import OpenStack

/// Text without what differs from run to run whatever the cloud: ids, addresses, names made for a run.
///
/// Two messages say the same when they are the same so.
enum GeneralText {
    /// The text with a placeholder for every such word.
    static func of(_ text: String) -> String {
        text.split(separator: " ").map { word in
            let kept = word.drop(while: isBracket)
            var end = kept.endIndex
            while end > kept.startIndex, isBracket(kept[kept.index(before: end)]) { end = kept.index(before: end) }
            return isChanging(kept[..<end]) ? "\(word[..<kept.startIndex]){…}\(word[end...])" : String(word)
        }.joined(separator: " ")
    }

    /// Whether a word is another one in every run.
    static func isChanging(_ word: some StringProtocol) -> Bool {
        let word = Substring(word)
        return PathTemplate.isIdentifier(word) || word.hasPrefix("req-") && PathTemplate.isIdentifier(word.dropFirst(4))
            || isName(word) || isAddress(word)
    }

    private static func isBracket(_ character: Character) -> Bool { "'\"`(),.:;<>[]{}".contains(character) }

    /// Names that a run gives have its token: `fits-server-k3v9q2ab-1`.
    private static func isName(_ word: Substring) -> Bool { word.hasPrefix("fits-") }

    /// IPv4 and hardware addresses.
    private static func isAddress(_ word: Substring) -> Bool {
        let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
        if numbers.count == 4, numbers.allSatisfy({ UInt8($0) != nil }) { return true }
        let bytes = word.split(separator: ":", omittingEmptySubsequences: false)
        return bytes.count == 6 && bytes.allSatisfy { $0.count == 2 && UInt8($0, radix: 16) != nil }
    }
}
