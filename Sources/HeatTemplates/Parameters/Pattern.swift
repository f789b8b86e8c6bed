import Foundation

/// A regular expression as Python writes it.
struct Pattern {
    private let expression: NSRegularExpression

    /// How often a match may report that it is still under way: a second or so, after which it counts as none.
    private static let patience = 300

    /// The expression; `nil` when the text is none.
    init?(_ pattern: String) {
        guard pattern.utf8.count <= 10_000,
            let expression = try? NSRegularExpression(pattern: Self.translated(pattern))
        else { return nil }
        self.expression = expression
    }

    /// Whether the match at the beginning goes to the end.
    func matchesAll(of text: String) -> Bool {
        let whole = NSRange(location: 0, length: text.utf16.count)
        var isMatch = false
        var reports = 0
        expression.enumerateMatches(in: text, options: [.anchored, .reportProgress], range: whole) { match, _, stop in
            guard let match else {
                reports += 1
                if reports > Self.patience { stop.pointee = true }
                return
            }
            isMatch = NSEqualRanges(match.range, whole)
            stop.pointee = true
        }
        return isMatch
    }

    /// Whether there is a match anywhere in a text.
    func occurs(in text: String) -> Bool {
        let whole = NSRange(location: 0, length: text.utf16.count)
        var isMatch = false
        var reports = 0
        expression.enumerateMatches(in: text, options: [.reportProgress], range: whole) { match, _, stop in
            isMatch = match != nil
            reports += 1
            if isMatch || reports > Self.patience { stop.pointee = true }
        }
        return isMatch
    }

    /// Python's named groups are written otherwise, its character classes have no operators, and what it looks ahead
    /// for may be repeated.
    private static func translated(_ pattern: String) -> String {
        var translated = ""
        var rest = pattern[...]
        /// Of each group that is open, what closes it.
        var closings: [String] = []
        while let character = rest.first {
            if character == "\\" {
                let escape = rest.prefix(2)
                rest = rest.dropFirst(2)
                translated += escape == "\\Z" ? "\\z" : String(escape)
            } else if character == "[" {
                translated += translatedClass(&rest)
            } else if rest.hasPrefix("(?P=") {
                let name = rest.dropFirst(4).prefix { $0 != ")" }
                rest = rest.dropFirst(5 + name.count)
                translated += "\\k<" + name + ">"
            } else if character == "(" {
                let isLooking = ["(?=", "(?!", "(?<=", "(?<!"].contains { rest.hasPrefix($0) }
                let isNamed = rest.hasPrefix("(?P<")
                closings.append(isLooking ? "))" : ")")
                translated += isLooking ? "(?:(" : isNamed ? "(?" : "("
                rest = rest.dropFirst(isNamed ? 3 : 1)
            } else if character == ")" {
                translated += closings.popLast() ?? ")"
                rest = rest.dropFirst()
            } else {
                translated.append(character)
                rest = rest.dropFirst()
            }
        }
        return translated
    }

    /// A character class; a closing bracket right at its beginning stands for itself.
    private static func translatedClass(_ rest: inout Substring) -> String {
        var translated = "["
        rest = rest.dropFirst()
        if rest.first == "^" {
            translated += "^"
            rest = rest.dropFirst()
        }
        if rest.first == "]" {
            translated += "\\]"
            rest = rest.dropFirst()
        }
        while let character = rest.popFirst() {
            switch character {
            case "]": return translated + "]"
            case "\\": translated += "\\" + String(rest.popFirst() ?? "\\")
            case "[", "&": translated += "\\" + String(character)
            default: translated.append(character)
            }
        }
        return translated
    }
}
