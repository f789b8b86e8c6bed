/// The list files that stestr knows.
public enum TestLists {
    /// Reads a file for `--include-list`: a regular expression per line, `#` starts a comment.
    public static func patterns(in text: String) -> [String] {
        exclusions(in: text).map(\.pattern)
    }

    /// Reads a file for `--exclude-list`: as an include list, with the comment as the reason.
    public static func exclusions(in text: String) -> [Selection.Exclusion] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let parts = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let pattern = trimmed(parts[0])
            guard !pattern.isEmpty else { return nil }
            let reason = parts.count > 1 ? trimmed(parts[1]) : ""
            return Selection.Exclusion(pattern: pattern, reason: reason.isEmpty ? nil : reason)
        }
    }

    /// Reads a file for `--load-list`: a test's name per line, with or without attributes in brackets.
    public static func tests(in text: String) -> [TestIdentity] {
        var seen: Set<TestIdentity> = []
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            let name = trimmed(line)
            guard !name.isEmpty, !name.hasPrefix("#") else { return nil }
            let identity = TestIdentity(stestr: name)
            return seen.insert(identity).inserted ? identity : nil
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
