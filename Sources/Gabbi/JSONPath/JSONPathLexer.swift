/// A word of a JSONPath.
enum JSONPathToken: Equatable {
    case name(String, isQuoted: Bool)
    case integer(Int)
    case number(Double)
    case bool(Bool)
    case null
    /// What stood between backquotes.
    case function(String)
    case comparison(JSONPath.Comparison)
    case doubleDot
    case and
    case or
    case sort(isDescending: Bool)
    case whereThere(Bool)
    /// One of the signs that stand for themselves.
    case sign(Character)
}

/// Cuts a JSONPath into words.
struct JSONPathLexer {
    private let text: [Character]
    private var position = 0

    init(_ text: String) { self.text = Array(text) }

    /// Every word.
    ///
    /// - Throws: ``JSONPathError`` at a character that starts no word, or a quotation without end.
    static func tokens(of text: String) throws(JSONPathError) -> [JSONPathToken] {
        var lexer = JSONPathLexer(text)
        var tokens: [JSONPathToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens
    }

    private mutating func next() throws(JSONPathError) -> JSONPathToken? {
        while let character = peek(), character == " " || character == "\t" || character == "\n" {
            // A comma or white space before a sorting sign is part of it.
            position += 1
        }
        guard let character = peek() else { return nil }
        if let token = sortSign() ?? word() ?? number() ?? twoSigns() { return token }
        switch character {
        case "'", "\"": return .name(try quotation(character), isQuoted: true)
        case "`": return .function(try quotation(character))
        case _ where "*.[]()$,:|&~?@+-!".contains(character):
            position += 1
            return .sign(character)
        default: throw JSONPathError("unexpected character '\(character)' at column \(position + 1)")
        }
    }

    private func peek(_ offset: Int = 0) -> Character? {
        position + offset < text.count ? text[position + offset] : nil
    }

    private mutating func sortSign() -> JSONPathToken? {
        var end = position
        if end < text.count, text[end] == "," { end += 1 }
        while end < text.count, text[end].isWhitespace { end += 1 }
        guard end < text.count, text[end] == "/" || text[end] == "\\" else { return nil }
        position = end + 1
        return .sort(isDescending: text[end] == "\\")
    }

    private mutating func word() -> JSONPathToken? {
        var end = position
        if end < text.count, text[end] == "@" { end += 1 }
        guard end < text.count, text[end] == "_" || text[end].isASCIILetter else { return nil }
        while end < text.count, text[end].isASCIILetter || text[end].isASCIIDigit || "_@-".contains(text[end]) {
            end += 1
        }
        let word = String(text[position..<end])
        position = end
        switch word {
        case "true", "false": return .bool(word == "true")
        case "null": return .null
        case "where": return .whereThere(true)
        case "wherenot": return .whereThere(false)
        default: return .name(word, isQuoted: false)
        }
    }

    private mutating func number() -> JSONPathToken? {
        var end = position
        if text[end] == "-" { end += 1 }
        let digits = end
        while end < text.count, text[end].isASCIIDigit { end += 1 }
        guard end > digits else { return nil }
        defer { position = end }
        if end + 1 < text.count, text[end] == ".", text[end + 1].isASCIIDigit {
            end += 1
            while end < text.count, text[end].isASCIIDigit { end += 1 }
            return Double(String(text[position..<end])).map { .number($0) }
        }
        return .integer(Int(String(text[position..<end])) ?? .max)
    }

    private mutating func twoSigns() -> JSONPathToken? {
        let one = text[position]
        let two = peek(1)
        let token: (JSONPathToken, length: Int)? =
            switch (one, two) {
            case ("=", "~"): (.comparison(.matches), 2)
            case ("=", "="): (.comparison(.equal), 2)
            case ("=", _): (.comparison(.equal), 1)
            case ("<", "="): (.comparison(.lessOrEqual), 2)
            case (">", "="): (.comparison(.greaterOrEqual), 2)
            case ("!", "="): (.comparison(.notEqual), 2)
            case ("<", _): (.comparison(.less), 1)
            case (">", _): (.comparison(.greater), 1)
            case (".", "."): (.doubleDot, 2)
            case ("|", "|"): (.or, 2)
            case ("&", "&"): (.and, 2)
            default: nil
            }
        position += token?.length ?? 0
        return token?.0
    }

    private mutating func quotation(_ quote: Character) throws(JSONPathError) -> String {
        let start = position
        position += 1
        var content = ""
        while let character = peek() {
            position += 1
            if character == quote { return content }
            if character == "\\", let escaped = peek() {
                content.append(escaped)
                position += 1
            } else {
                content.append(character)
            }
        }
        throw JSONPathError("the quotation that starts at column \(start + 1) has no end")
    }
}

extension Character {
    var isASCIILetter: Bool { isASCII && isLetter }
    var isASCIIDigit: Bool { isASCII && isNumber }
}
