import Mustache

/// Keeps text from being taken for Markdown, HTML or a mention of somebody.
struct MarkdownEscaping: MustacheContentType {
    func escapeText(_ text: String) -> String { Self.escaped(text) }

    /// The text on one line, to stand in a paragraph or an item.
    ///
    /// CommonMark 2.4: any of the signs may have a backslash before it. GitHub and GitLab also take `@name` and `#1`
    /// for somebody and something; an empty comment between keeps them from it.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        let scalars = Array(VisibleText.line(text).unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "$", "!", "#": escaped.append("\\")
            // At the beginning they would begin a list.
            case "-" where index == 0, "+" where index == 0, "=" where index == 0: escaped.append("\\")
            case "." where isNumber(scalars[..<index]), ")" where isNumber(scalars[..<index]): escaped.append("\\")
            default: break
            }
            escaped.append(scalar)
            if scalar == "@" || scalar == "#", next.properties.isAlphabetic || isDigit(next) {
                escaped.append(contentsOf: "<!-- -->".unicodeScalars)
            }
        }
        return String(escaped)
    }

    /// The text as code within a line.
    static func code(_ text: String) -> String {
        let line = VisibleText.line(text)
        guard !line.isEmpty else { return "(nothing)" }
        let fence = String(repeating: "`", count: longestRun(in: line) + 1)
        let isPadded = line.hasPrefix("`") || line.hasSuffix("`")
        return isPadded ? "\(fence) \(line) \(fence)" : fence + line + fence
    }

    /// The text as lines of code, in a fence that none of them ends.
    static func block(_ text: String, language: String = "") -> String {
        let visible = VisibleText.of(text)
        let fence = String(repeating: "`", count: max(3, longestRun(in: visible) + 1))
        return "\(fence)\(language)\n\(visible)\n\(fence)"
    }

    private static func longestRun(in text: String) -> Int {
        var longest = 0
        var current = 0
        for byte in text.utf8 {
            current = byte == UInt8(ascii: "`") ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }

    private static func isNumber(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        !scalars.isEmpty && scalars.allSatisfy(isDigit)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
