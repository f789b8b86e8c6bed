/// An expression of YAQL, the query language of templates; the part of it that templates use.
indirect enum YAQLExpression: Sendable {
    case value(JSON)
    /// By its name; the empty name is what the expression is about.
    case variable(String)
    case list([YAQLExpression])
    case map([(YAQLExpression, YAQLExpression)])
    case member(YAQLExpression, String, isOptional: Bool)
    case index(YAQLExpression, YAQLExpression)
    /// A function, or a method with its object as the first argument.
    case call(String, [YAQLExpression], named: [(String, YAQLExpression)])
    case unary(String, YAQLExpression)
    case binary(String, YAQLExpression, YAQLExpression)

    init(_ text: String) throws {
        var reader = try YAQLReader(text)
        self = try reader.whole()
    }
}

/// Reads expressions.
struct YAQLReader {
    private enum Token: Equatable {
        case number(JSON)
        case text(String)
        case variable(String)
        case name(String)
        case symbol(String)
    }

    private var tokens: [Token] = []
    private var position = 0
    private var depth = 0

    init(_ text: String) throws {
        var rest = Array(text.unicodeScalars)[...]
        func isName(_ scalar: UnicodeScalar) -> Bool {
            scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        }
        func word(_ rest: inout ArraySlice<UnicodeScalar>) -> String {
            let part = rest.prefix(while: isName)
            rest = rest.dropFirst(part.count)
            return String(String.UnicodeScalarView(part))
        }
        while let scalar = rest.first {
            switch scalar {
            case " ", "\t", "\n", "\r": rest = rest.dropFirst()
            case "'", "\"", "`":
                rest = rest.dropFirst()
                var content = String.UnicodeScalarView()
                while let next = rest.popFirst(), next != scalar {
                    if next == "\\", let escaped = rest.popFirst() {
                        content.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
                    } else {
                        content.append(next)
                    }
                }
                tokens.append(.text(String(content)))
            case "$":
                rest = rest.dropFirst()
                tokens.append(.variable(word(&rest)))
            case "0"..."9":
                let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
                rest = rest.dropFirst(digits.count)
                let text = String(String.UnicodeScalarView(digits))
                guard let number = Int(text).map(JSON.int) ?? Double(text).map(JSON.double) else {
                    throw Self.problem(text)
                }
                tokens.append(.number(number))
            case _ where isName(scalar): tokens.append(.name(word(&rest)))
            default:
                let pair = String(String.UnicodeScalarView(rest.prefix(2)))
                if ["->", "=>", "!=", "<=", ">=", "?."].contains(pair) {
                    tokens.append(.symbol(pair))
                    rest = rest.dropFirst(2)
                } else {
                    tokens.append(.symbol(String(scalar)))
                    rest = rest.dropFirst()
                }
            }
        }
    }

    private static func problem(_ text: String) -> TemplateProblem {
        TemplateProblem(message: "Bad expression Parse error: unexpected '\(text)'.")
    }

    mutating func whole() throws -> YAQLExpression {
        let expression = try chain()
        if position < tokens.count { throw unexpected() }
        return expression
    }

    private func unexpected() -> TemplateProblem {
        guard position < tokens.count else { return Self.problem("end of statement") }
        return Self.problem("\(tokens[position])")
    }

    private mutating func takes(_ symbol: String) -> Bool {
        guard position < tokens.count, tokens[position] == .symbol(symbol) || tokens[position] == .name(symbol) else {
            return false
        }
        position += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws { guard takes(symbol) else { throw unexpected() } }

    // MARK: - Operators, weakest first

    private mutating func chain() throws -> YAQLExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < 64 else { throw TemplateProblem(message: "Bad expression: it is nested too deeply.") }
        let left = try binary(0)
        guard takes("->") else { return left }
        return .binary("->", left, try chain())
    }

    private static let levels: [[String]] = [
        ["or"], ["and"], ["not"], ["=", "!=", "<=", ">=", "<", ">", "in"], ["+", "-"], ["*", "/", "mod"],
    ]

    private mutating func binary(_ level: Int) throws -> YAQLExpression {
        guard level < Self.levels.count else { return try unary() }
        if Self.levels[level] == ["not"] {
            return takes("not") ? .unary("not", try binary(level + 1)) : try binary(level + 1)
        }
        var left = try binary(level + 1)
        while let symbol = Self.levels[level].first(where: { takes($0) }) {
            left = .binary(symbol, left, try binary(level + 1))
        }
        return left
    }

    private mutating func unary() throws -> YAQLExpression {
        if takes("-") { return .unary("-", try postfix()) }
        return try postfix()
    }

    private mutating func postfix() throws -> YAQLExpression {
        var expression = try primary()
        while true {
            let isOptional = takes("?.")
            if isOptional || takes(".") {
                guard position < tokens.count, case .name(let name) = tokens[position] else { throw unexpected() }
                position += 1
                if takes("(") {
                    let (arguments, named) = try self.arguments()
                    expression = .call(name, [expression] + arguments, named: named)
                } else {
                    expression = .member(expression, name, isOptional: isOptional)
                }
            } else if takes("[") {
                expression = .index(expression, try chain())
                try expect("]")
            } else {
                return expression
            }
        }
    }

    private mutating func primary() throws -> YAQLExpression {
        guard position < tokens.count else { throw unexpected() }
        let token = tokens[position]
        position += 1
        switch token {
        case .number(let value): return .value(value)
        case .text(let text): return .value(.string(text))
        case .variable(let name): return .variable(name)
        case .name("true"): return .value(true)
        case .name("false"): return .value(false)
        case .name("null"): return .value(.null)
        case .name(let name):
            guard takes("(") else { return .value(.string(name)) }
            let (arguments, named) = try self.arguments()
            return .call(name, arguments, named: named)
        case .symbol("("):
            let inner = try chain()
            try expect(")")
            return inner
        case .symbol("["):
            var items: [YAQLExpression] = []
            while !takes("]") {
                items.append(try chain())
                if !takes(",") {
                    try expect("]")
                    break
                }
            }
            return .list(items)
        case .symbol("{"):
            var pairs: [(YAQLExpression, YAQLExpression)] = []
            while !takes("}") {
                let key = try chain()
                try expect("=>")
                pairs.append((key, try chain()))
                if !takes(",") {
                    try expect("}")
                    break
                }
            }
            return .map(pairs)
        default:
            position -= 1
            throw unexpected()
        }
    }

    private mutating func arguments() throws -> ([YAQLExpression], [(String, YAQLExpression)]) {
        var plain: [YAQLExpression] = []
        var named: [(String, YAQLExpression)] = []
        while !takes(")") {
            let argument = try chain()
            if takes("=>") {
                guard case .value(let key) = argument else { throw unexpected() }
                named.append((key.pythonText, try chain()))
            } else {
                plain.append(argument)
            }
            if !takes(",") {
                try expect(")")
                break
            }
        }
        return (plain, named)
    }
}
