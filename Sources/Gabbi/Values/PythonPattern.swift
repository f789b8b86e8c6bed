import Foundation

/// A regular expression in Python's language, applied by Foundation's.
///
/// Both agree on what tests use. What they write differently is rewritten: named groups, `\Z`, braces that are no
/// counts, and brackets inside of sets.
struct PythonPattern {
    private let expression: NSRegularExpression

    /// Reads an expression.
    ///
    /// - Throws: ``PythonPatternError`` when it is none.
    init(_ pattern: String) throws(PythonPatternError) {
        do {
            expression = try NSRegularExpression(pattern: Self.rewritten(pattern))
        } catch {
            throw PythonPatternError(pattern: pattern)
        }
    }

    /// Whether the expression is found anywhere in a text.
    func isFound(in text: String) -> Bool {
        expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
    }

    /// A text with every place where the expression is found replaced; `\1` stands for what a group found.
    func replacing(in text: String, with replacement: String) -> String {
        let template = NSRegularExpression.escapedTemplate(for: replacement)
            .replacing(#/\\\\(\d)/#) { "$" + $0.1 }
        return expression.stringByReplacingMatches(
            in: text,
            range: NSRange(text.startIndex..., in: text),
            withTemplate: template
        )
    }

    /// A text as an expression that finds just this text.
    static func escaping(_ text: String) -> String { NSRegularExpression.escapedPattern(for: text) }

    private static func rewritten(_ pattern: String) -> String {
        var rewriter = Rewriter(rest: pattern[...])
        return rewriter.run()
    }

    private struct Rewriter {
        var rest: Substring
        var result = ""
        var isInSet = false

        mutating func run() -> String {
            while let character = rest.first {
                if character == "\\" {
                    escape()
                } else if isInSet {
                    set(character)
                } else {
                    outside(character)
                }
            }
            return result
        }

        private mutating func copy(_ count: Int, prefix: String = "") {
            result += prefix + rest.prefix(count)
            rest = rest.dropFirst(count)
        }

        private mutating func escape() {
            if rest.hasPrefix("\\Z") {
                result += "\\z"
                rest = rest.dropFirst(2)
            } else {
                copy(2)
            }
        }

        private mutating func set(_ character: Character) {
            switch character {
            case "]":
                isInSet = false
                copy(1)
            // These nest and calculate for Foundation; for Python they stand for themselves.
            case "[", "&": copy(1, prefix: "\\")
            case "-" where rest.hasPrefix("-]") || rest.hasPrefix("--"): copy(1, prefix: "\\")
            default: copy(1)
            }
        }

        private mutating func outside(_ character: Character) {
            switch character {
            case "[":
                isInSet = true
                copy(rest.hasPrefix("[^") ? 2 : 1)
                // A bracket or dash that comes first stands for itself.
                if rest.first == "]" || rest.first == "-" { copy(1, prefix: "\\") }
            case "(" where rest.hasPrefix("(?P<"):
                rest = rest.dropFirst(4)
                let name = rest.prefix { $0 != ">" }
                rest = rest.dropFirst(name.count)
                result += "(?<" + name.filter { $0 != "_" }
            case "(" where rest.hasPrefix("(?P="):
                let name = rest.dropFirst(4).prefix { $0 != ")" }
                rest = rest.dropFirst(5 + name.count)
                result += "\\k<" + name.filter { $0 != "_" } + ">"
            case "{":
                if rest.prefixMatch(of: #/\{\d*,?\d*\}/#) != nil, !rest.hasPrefix("{}"), !rest.hasPrefix("{,}") {
                    let count = rest.prefix { $0 != "}" }.count + 1
                    let text = String(rest.prefix(count))
                    rest = rest.dropFirst(count)
                    result += text.hasPrefix("{,") ? "{0" + text.dropFirst() : text
                } else {
                    copy(1, prefix: "\\")
                }
            case "}": copy(1, prefix: "\\")
            default: copy(1)
            }
        }
    }
}

/// A text that is no regular expression.
struct PythonPatternError: Error, Equatable, CustomStringConvertible {
    let pattern: String

    var description: String { "'\(pattern)' is no regular expression" }
}
