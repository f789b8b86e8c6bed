/// Makes text from a cloud safe to look at.
///
/// A service may send anything: escape sequences that would steer a terminal, and marks that turn the direction of
/// writing so that a line reads differently from what it says. All of them become visible signs.
enum VisibleText {
    /// The text with control characters and marks of direction as their numbers: `⟨U+001B⟩`.
    ///
    /// Line feeds and tabs stay; a carriage return before a line feed goes.
    static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var visible = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        var next = scalars.next()
        while let scalar = next {
            next = scalars.next()
            if scalar == "\r", next == "\n" { continue }
            if isHidden(scalar) {
                visible.append(contentsOf: picture(of: scalar).unicodeScalars)
            } else {
                visible.append(scalar)
            }
        }
        return String(visible)
    }

    /// The text on one line, line breaks as spaces.
    static func line(_ text: String) -> String {
        of(text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Whether a character does something else than to be seen; line feeds and tabs apart.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func picture(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
    }
}
