/// Reads yaql: first words, then operators by their precedence.
struct YaqlParser {
    private enum Token: Equatable {
        case literal(TemplateValue)
        case variable(String)
        case word(String)
        /// A word with an opening bracket right after it.
        case function(String)
        case symbol(String)
    }

    private var tokens: ArraySlice<Token>
    private var depth = 0

    static func parse(_ text: String) throws(YaqlError) -> YaqlExpression {
        var parser = YaqlParser(tokens: try tokens(of: text)[...])
        let expression = try parser.expression(0)
        guard parser.tokens.isEmpty else { throw YaqlError(message: "there is more after its end") }
        return expression
    }

    // MARK: - Words

    private static let symbols = [
        "->", "=>", "=~", "!~", "!=", ">=", "<=", "?.", "(", ")", "[", "]", "{", "}", ",", ".", "+", "-", "*", "/", ">",
        "<", "=",
    ]

    private static func tokens(of text: String) throws(YaqlError) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while true {
            rest = rest.drop(while: \.isWhitespace)
            guard let first = rest.first else { return tokens }
            if first == "$" {
                let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                rest = rest.dropFirst(1 + name.count)
                tokens.append(.variable(String(name)))
            } else if first == "'" || first == "\"" || first == "`" {
                tokens.append(.literal(.string(try quoted(&rest, first))))
            } else if first.isNumber {
                tokens.append(.literal(try number(&rest)))
            } else if first.isLetter || first == "_" || first == "#" {
                let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "#" }
                rest = rest.dropFirst(name.count)
                if rest.first == "(" {
                    rest = rest.dropFirst()
                    tokens.append(
                        ["and", "or", "not", "in", "mod"].contains(name) ? .word(String(name)) : .function(String(name))
                    )
                    if case .word = tokens.last { tokens.append(.symbol("(")) }
                } else {
                    tokens.append(word(String(name)))
                }
            } else if let symbol = symbols.first(where: rest.hasPrefix) {
                rest = rest.dropFirst(symbol.count)
                tokens.append(.symbol(symbol))
            } else {
                throw YaqlError(message: "'\(first)' is not expected")
            }
        }
    }

    private static func word(_ name: String) -> Token {
        switch name {
        case "true": .literal(true)
        case "false": .literal(false)
        case "null": .literal(.null)
        default: .word(name)
        }
    }

    private static func quoted(_ rest: inout Substring, _ quote: Character) throws(YaqlError) -> String {
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst() {
            if character == quote { return text }
            guard character == "\\", let escaped = rest.first else {
                text.append(character)
                continue
            }
            // Between backticks only the backtick itself is escaped.
            if quote == "`" {
                if escaped == "`" {
                    rest = rest.dropFirst()
                    text.append("`")
                } else {
                    text.append("\\")
                }
                continue
            }
            rest = rest.dropFirst()
            switch escaped {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "\\", "'", "\"": text.append(escaped)
            default: text += "\\" + String(escaped)
            }
        }
        throw YaqlError(message: "a text does not end")
    }

    private static func number(_ rest: inout Substring) throws(YaqlError) -> TemplateValue {
        var digits = rest.prefix(while: \.isNumber)
        var after = rest.dropFirst(digits.count)
        if after.first == ".", after.dropFirst().first?.isNumber ?? false {
            let fraction = after.dropFirst().prefix(while: \.isNumber)
            digits = rest[..<fraction.endIndex]
            after = rest[fraction.endIndex...]
        }
        rest = after
        if let integer = Int(digits) { return .integer(integer) }
        guard let number = Double(digits) else { throw YaqlError(message: "'\(digits)' is no number") }
        return .number(number)
    }

    // MARK: - Operators

    /// How strongly an operator binds.
    private static let strengths: [String: Int] = [
        "->": 1, "or": 2, "and": 3, "=": 5, "!=": 5, "<": 5, ">": 5, "<=": 5, ">=": 5, "in": 5, "+": 6, "-": 6, "*": 7,
        "/": 7, "mod": 7, "=~": 8, "!~": 8,
    ]

    private mutating func expression(_ least: Int) throws(YaqlError) -> YaqlExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { throw YaqlError(message: "it is nested too deeply") }
        var left = try prefixed()
        while let symbol = infix, let strength = Self.strengths[symbol], strength >= least {
            tokens = tokens.dropFirst()
            // The arrow binds to the right, all others to the left.
            let right = try expression(symbol == "->" ? strength : strength + 1)
            left = .infix(symbol, left, right)
        }
        return left
    }

    private var infix: String? {
        switch tokens.first {
        case .symbol(let symbol): symbol
        case .word(let word): word
        default: nil
        }
    }

    private mutating func prefixed() throws(YaqlError) -> YaqlExpression {
        switch tokens.first {
        case .symbol("-"):
            tokens = tokens.dropFirst()
            return .prefix("-", try expression(9))
        case .symbol("+"):
            tokens = tokens.dropFirst()
            return .prefix("+", try expression(9))
        case .word("not"):
            tokens = tokens.dropFirst()
            return .prefix("not", try expression(4))
        default: return try postfixed()
        }
    }

    private mutating func postfixed() throws(YaqlError) -> YaqlExpression {
        var value = try primary()
        while let token = tokens.first {
            switch token {
            case .symbol("."), .symbol("?."):
                let isOptional = token == .symbol("?.")
                tokens = tokens.dropFirst()
                switch tokens.popFirst() {
                case .word(let name): value = .member(value, name, isOptional: isOptional)
                case .function(let name):
                    value = .call(name: name, receiver: value, isOptional: isOptional, arguments: try arguments())
                default: throw YaqlError(message: "a name is missing after the point")
                }
            case .symbol("["):
                tokens = tokens.dropFirst()
                let index = try expression(0)
                try take("]")
                value = .index(value, index)
            default: return value
            }
        }
        return value
    }

    private mutating func primary() throws(YaqlError) -> YaqlExpression {
        switch tokens.popFirst() {
        case .literal(let value): return .literal(value)
        case .variable(let name): return .variable(name)
        case .word(let name): return .keyword(name)
        case .function(let name):
            return .call(name: name, receiver: nil, isOptional: false, arguments: try arguments())
        case .symbol("("):
            let inner = try expression(0)
            try take(")")
            return inner
        case .symbol("["):
            var elements: [YaqlExpression] = []
            while tokens.first != .symbol("]") {
                elements.append(try expression(0))
                guard tokens.first == .symbol(",") else { break }
                tokens = tokens.dropFirst()
            }
            try take("]")
            return .list(elements)
        case .symbol("{"):
            var pairs: [(YaqlExpression, YaqlExpression)] = []
            while tokens.first != .symbol("}") {
                let key = try expression(0)
                try take("=>")
                pairs.append((key, try expression(0)))
                guard tokens.first == .symbol(",") else { break }
                tokens = tokens.dropFirst()
            }
            try take("}")
            return .map(pairs)
        case .symbol(let symbol): throw YaqlError(message: "'\(symbol)' is not expected")
        case nil: throw YaqlError(message: "it ends too early")
        }
    }

    private mutating func arguments() throws(YaqlError) -> [YaqlExpression.Argument] {
        var arguments: [YaqlExpression.Argument] = []
        while tokens.first != .symbol(")") {
            let value = try expression(0)
            if tokens.first == .symbol("=>") {
                tokens = tokens.dropFirst()
                arguments.append(YaqlExpression.Argument(name: value, value: try expression(0)))
            } else {
                arguments.append(YaqlExpression.Argument(name: nil, value: value))
            }
            guard tokens.first == .symbol(",") else { break }
            tokens = tokens.dropFirst()
        }
        try take(")")
        return arguments
    }

    private mutating func take(_ symbol: String) throws(YaqlError) {
        guard tokens.first == .symbol(symbol) else { throw YaqlError(message: "'\(symbol)' is missing") }
        tokens = tokens.dropFirst()
    }
}
