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
    static func rename(keyAt mark: SourceMark, in text: String, number: Int) -> (name: String, text: String)? {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        var line = lines[mark.line - 1]
        let start = mark.column - 1
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
        guard !range.isEmpty, let sign = Unicode.Scalar(first + UInt32(number)) else { return nil }
        var name = String.UnicodeScalarView()
        name.append(contentsOf: line[range])
        line.replaceSubrange(range, with: repeatElement(sign, count: range.count))
        lines[mark.line - 1] = line
        var renamed = String.UnicodeScalarView()
        for (index, line) in lines.enumerated() {
            if index > 0 { renamed.append("\n") }
            renamed.append(contentsOf: line)
        }
        return (String(name), String(renamed))
    }
}
