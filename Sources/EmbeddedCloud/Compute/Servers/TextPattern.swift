/// A pattern that texts are searched for without regard to case, as upstream's database does.
///
/// Most patterns are words, perhaps anchored; those are compared byte by byte, as a list of many servers is searched
/// in the time a page may take. Others are regular expressions.
struct TextPattern: Sendable {
    private let pattern: String
    /// What has to come one after another, in lower case, with anything between; nil if the pattern is more than that.
    private let pieces: [[UInt8]]?
    private let isAnchoredAtStart: Bool
    private let isAnchoredAtEnd: Bool

    init(_ pattern: String) {
        self.pattern = pattern
        var rest = Substring(pattern)
        isAnchoredAtStart = rest.hasPrefix("^")
        if isAnchoredAtStart { rest.removeFirst() }
        isAnchoredAtEnd = rest.hasSuffix("$")
        if isAnchoredAtEnd { rest.removeLast() }
        let parts = rest.split(separator: ".*", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { $0.utf8.allSatisfy(Self.isPlain) }
        pieces = isPlain ? parts.map { $0.utf8.map(Self.lowered) } : nil
    }

    func isFound(in text: String) -> Bool {
        // A full stop stands for no new line, which is left to the expression.
        guard let pieces, !text.utf8.contains(UInt8(ascii: "\n")) else {
            return Patterns.finds("(?i)" + pattern, in: text)
        }
        var text = text
        return text.withUTF8 { finds(pieces, in: $0) }
    }

    private func finds(_ pieces: [[UInt8]], in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var pieces = pieces[...]
        var position = 0
        var end = text.count
        if isAnchoredAtStart, let first = pieces.popFirst() {
            guard Self.holds(text, first, at: 0) else { return false }
            position = first.count
            // A single piece with both anchors is the whole text.
            if pieces.isEmpty { return !isAnchoredAtEnd || position == text.count }
        }
        if isAnchoredAtEnd, let last = pieces.popLast() {
            end = text.count - last.count
            guard end >= position, Self.holds(text, last, at: end) else { return false }
        }
        for piece in pieces {
            while position + piece.count <= end, !Self.holds(text, piece, at: position) { position += 1 }
            guard position + piece.count <= end else { return false }
            position += piece.count
        }
        return true
    }

    private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ piece: [UInt8], at start: Int) -> Bool {
        guard start + piece.count <= text.count else { return false }
        for (offset, byte) in piece.enumerated() where lowered(text[start + offset]) != byte { return false }
        return true
    }

    /// Whether a byte means itself in a pattern.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch lowered(byte) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: ":"): true
        default: false
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
