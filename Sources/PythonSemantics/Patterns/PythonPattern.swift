import Foundation

/// A regular expression in Python's language, applied by Foundation's.
///
/// Both agree on what templates and tests use. What they write differently is rewritten, see ``PythonPatternRewriter``.
package struct PythonPattern {
    private let expression: NSRegularExpression

    /// In UTF-8; longer ones are nobody's.
    private static let lengthLimit = 10_000
    /// How long a match may take, after which it counts as none, and what each character of the text adds to that.
    private static let patience = (least: Duration.seconds(1), perCharacter: Duration.microseconds(10))

    /// Reads an expression.
    ///
    /// - Throws: ``PythonPatternError`` when it is none.
    package init(_ pattern: String) throws(PythonPatternError) {
        guard pattern.utf8.count <= Self.lengthLimit,
            let expression = try? NSRegularExpression(pattern: PythonPatternRewriter.rewritten(pattern))
        else { throw PythonPatternError(pattern: pattern) }
        self.expression = expression
    }

    /// Whether `match()` finds the expression at the beginning of a text, and it goes to the end.
    package func matchesAll(of text: String) -> Bool {
        firstMatch(in: text, options: .anchored).map { $0.length == text.utf16.count } ?? false
    }

    /// Whether `search()` finds the expression anywhere in a text.
    package func isFound(in text: String) -> Bool { firstMatch(in: text) != nil }

    private func firstMatch(in text: String, options: NSRegularExpression.MatchingOptions = []) -> NSRange? {
        let whole = NSRange(location: 0, length: text.utf16.count)
        let deadline = ContinuousClock.now + Self.patience.least + Self.patience.perCharacter * whole.length
        var found: NSRange?
        expression.enumerateMatches(in: text, options: options.union(.reportProgress), range: whole) { match, _, stop in
            found = match?.range
            if found != nil || ContinuousClock.now > deadline { stop.pointee = true }
        }
        return found
    }

    /// What `sub()` makes of a text: `\1` in the replacement stands for what a group found.
    package func replacing(in text: String, with replacement: String) -> String {
        let template = NSRegularExpression.escapedTemplate(for: replacement)
            .replacing(#/\\\\(\d)/#) { "$" + $0.1 }
        return expression.stringByReplacingMatches(
            in: text,
            range: NSRange(text.startIndex..., in: text),
            withTemplate: template
        )
    }

    /// A text as an expression that finds just this text.
    package static func escaping(_ text: String) -> String { NSRegularExpression.escapedPattern(for: text) }
}

/// A text that is no regular expression.
package struct PythonPatternError: Error, Equatable, CustomStringConvertible {
    package let pattern: String

    package var description: String { "'\(pattern)' is no regular expression" }
}
