import PythonSemantics

/// Reads a JSONPath.
///
/// What binds how tightly is jsonpath-ng's: brackets most, then `where`, `&`, `|`, `.` and `..`; calculations least.
struct JSONPathParser {
    private let tokens: [JSONPathToken]
    private var position = 0

    private init(_ tokens: [JSONPathToken]) { self.tokens = tokens }

    /// Reads a whole text.
    ///
    /// - Throws: ``JSONPathError`` that names the first word out of place.
    static func parse(_ text: String) throws(JSONPathError) -> JSONPath {
        var parser = JSONPathParser(try JSONPathLexer.tokens(of: text))
        let path = try parser.calculation()
        guard parser.position == parser.tokens.count else { throw parser.failure() }
        return path
    }

    private var next: JSONPathToken? { position < tokens.count ? tokens[position] : nil }

    private func failure() -> JSONPathError {
        guard let next else { return JSONPathError("the path ends too early") }
        return JSONPathError("\(next.phrase) is out of place")
    }

    private mutating func take(_ token: JSONPathToken) -> Bool {
        guard next == token else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ sign: Character) throws(JSONPathError) {
        guard take(.sign(sign)) else { throw failure() }
    }

    // MARK: - Calculations

    private mutating func calculation() throws(JSONPathError) -> JSONPath {
        var number: GabbiValue?
        let following = position + 1 < tokens.count ? tokens[position + 1] : nil
        switch next {
        case .integer(let value)? where arithmeticSign(of: following) != nil:
            number = .integer(value)
        case .number(let value)?: number = .number(value)
        default: break
        }
        let left: JSONPath?
        if number == nil {
            left = try path(above: 0)
        } else {
            position += 1
            left = nil
        }
        guard let sign = arithmeticSign(of: next) else {
            guard let left else { throw failure() }
            return left
        }
        position += 1
        return .arithmetic(
            left.map(Self.operand) ?? number.map { .value($0) } ?? .value(.null),
            sign,
            try rightOperand()
        )
    }

    private mutating func rightOperand() throws(JSONPathError) -> JSONPath.Operand {
        let isLast = position + 1 == tokens.count || tokens[position + 1] == .sign(")")
        switch next {
        case .integer(let value)? where isLast:
            position += 1
            return .value(.integer(value))
        case .number(let value)?:
            position += 1
            return .value(.number(value))
        default: return Self.operand(try calculation())
        }
    }

    /// A lone name in a calculation is a text.
    private static func operand(_ path: JSONPath) -> JSONPath.Operand {
        if case .fields(let names) = path, names.count == 1 { return .value(.string(names[0])) }
        return .path(path)
    }

    private func arithmeticSign(of token: JSONPathToken?) -> JSONPath.ArithmeticOperator? {
        switch token {
        case .sign("+")?: .plus
        case .sign("-")?: .minus
        case .sign("*")?: .times
        default: nil
        }
    }

    // MARK: - Paths

    private func strength(of token: JSONPathToken?) -> Int? {
        switch token {
        case .doubleDot?: 1
        case .sign(".")?: 2
        case .sign("|")?: 3
        case .sign("&")?: 4
        case .whereThere(true)?: 5
        case .whereThere(false)?: 6
        default: nil
        }
    }

    private mutating func path(above least: Int) throws(JSONPathError) -> JSONPath {
        var left = try bracketed(try primary())
        while let token = next, let strength = strength(of: token), strength > least {
            position += 1
            let following = position + 1 < tokens.count ? tokens[position + 1] : nil
            if token == .doubleDot, next == .sign("["), following == .sign("?") {
                position += 1
                let filter = try filter()
                try expect("]")
                left = try bracketed(.descendants(left, filter))
                continue
            }
            let right = try path(above: strength)
            switch token {
            case .doubleDot: left = .descendants(left, right)
            case .sign("|"): left = .union(left, right)
            case .sign("&"): left = .intersection(left, right)
            case .whereThere(let isThere): left = .filtered(left, right, isThere: isThere)
            default: left = .child(left, right)
            }
        }
        return left
    }

    private mutating func primary() throws(JSONPathError) -> JSONPath {
        guard let token = next else { throw failure() }
        position += 1
        switch token {
        case .sign("$"): return .root
        case .sign("@"): return .current
        case .sign("*"): return .wildcard
        case .function(let text): return try Self.function(text)
        case .integer(let value): return .fields([String(value)])
        case .name, .null, .bool:
            position -= 1
            return .fields(try names())
        case .sign("["):
            let inside = try inside(mayFilter: false)
            try expect("]")
            return inside
        case .sign("("):
            let path = try calculation()
            try expect(")")
            return path
        default:
            position -= 1
            throw failure()
        }
    }

    private mutating func bracketed(_ path: JSONPath) throws(JSONPathError) -> JSONPath {
        var path = path
        while take(.sign("[")) {
            path = .child(path, try inside(mayFilter: true))
            try expect("]")
        }
        return path
    }

    private mutating func inside(mayFilter: Bool) throws(JSONPathError) -> JSONPath {
        switch next {
        case .sign("?")? where mayFilter: return try filter()
        case .sort? where mayFilter: return .sorted(try sortKeys())
        case .sign("*")?:
            position += 1
            return .wildcard
        case .name?, .null?, .bool?: return .fields(try names())
        default: return try indicesOrSlice()
        }
    }

    private mutating func names() throws(JSONPathError) -> [String] {
        var names: [String] = []
        repeat {
            switch next {
            case .name(let name, _)?: names.append(name)
            case .null?: names.append("null")
            case .bool(let value)?: names.append(value ? "true" : "false")
            default: throw failure()
            }
            position += 1
        } while take(.sign(","))
        return names
    }

    private mutating func integer() -> Int? {
        guard case .integer(let value)? = next else { return nil }
        position += 1
        return value
    }

    private mutating func indicesOrSlice() throws(JSONPathError) -> JSONPath {
        let first = integer()
        if take(.sign(":")) {
            let end = integer()
            let step = take(.sign(":")) ? integer() : nil
            return .slice(start: first, end: end, step: step)
        }
        guard let first else { throw failure() }
        var indices = [first]
        while take(.sign(",")) {
            guard let index = integer() else { throw failure() }
            indices.append(index)
        }
        return .indices(indices)
    }

    private mutating func sortKeys() throws(JSONPathError) -> [JSONPath.SortKey] {
        var keys: [JSONPath.SortKey] = []
        while case .sort(let isDescending)? = next {
            position += 1
            keys.append(JSONPath.SortKey(path: try path(above: 0), isDescending: isDescending))
        }
        return keys
    }

    // MARK: - Filters

    private mutating func filter() throws(JSONPathError) -> JSONPath {
        try expect("?")
        return .filter(try disjunction())
    }

    private mutating func disjunction() throws(JSONPathError) -> JSONPath.Condition {
        var conditions = [try conjunction()]
        while take(.or) { conditions.append(try conjunction()) }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private mutating func conjunction() throws(JSONPathError) -> JSONPath.Condition {
        var conditions = [try operand()]
        while take(.and) || take(.sign("&")) { conditions.append(try operand()) }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private mutating func operand() throws(JSONPathError) -> JSONPath.Condition {
        guard next == .sign("(") else { return try comparison() }
        // Parentheses are round conditions or round a path; which, only shows behind them.
        let start = position
        position += 1
        if let condition = try? disjunction(), take(.sign(")")), strength(of: next) == nil || next == .sign("&"),
            next != .sign("["), !isComparison(next), arithmeticSign(of: next) == nil
        {
            return condition
        }
        position = start
        return try comparison()
    }

    private func isComparison(_ token: JSONPathToken?) -> Bool {
        if case .comparison? = token { true } else { false }
    }

    private mutating func comparison() throws(JSONPathError) -> JSONPath.Condition {
        if take(.sign("!")) { return .isAbsent(try calculation()) }
        let left = try calculation()
        guard case .comparison(let comparison)? = next else { return .exists(left) }
        position += 1
        return .comparison(left, comparison, try comparedValue(comparison))
    }

    private mutating func comparedValue(_ comparison: JSONPath.Comparison) throws(JSONPathError) -> JSONPath.Operand {
        guard let token = next else { throw failure() }
        position += 1
        switch token {
        case .name(let text, _): return .value(.string(text))
        case .integer(let value): return .value(.integer(value))
        case .number(let value): return .value(.number(value))
        case .bool(let value): return .value(.bool(value))
        case .null: return .value(comparison == .matches ? .string("null") : .null)
        case .sign("$"), .sign("@"):
            guard comparison != .matches else { throw JSONPathError("=~ takes a pattern, not a path") }
            return .path(try singularQuery(from: token == .sign("$") ? .root : .current))
        default:
            position -= 1
            throw failure()
        }
    }

    /// A path that finds one value at most.
    private mutating func singularQuery(from start: JSONPath) throws(JSONPathError) -> JSONPath {
        var path = start
        while true {
            if take(.sign(".")) {
                guard case .name? = next else { throw failure() }
                path = .child(path, .fields(try names()))
            } else if take(.sign("[")) {
                if let index = integer() {
                    path = .child(path, .indices([index]))
                } else {
                    path = .child(path, .fields(try names()))
                }
                try expect("]")
            } else {
                return path
            }
        }
    }

    // MARK: - Functions

    private static func function(_ text: String) throws(JSONPathError) -> JSONPath {
        switch text {
        case "this": return .current
        case "parent": return .parent
        case "len": return .function(.length)
        case "keys": return .function(.keys)
        case "path": return .function(.path)
        case "sorted": return .function(.sorted)
        default: break
        }
        if text.hasPrefix("str()") { return .function(.text) }
        if let match = text.firstMatch(of: #/^sub\(\/(.*)\/,\s+(.*)\)/#) {
            let pattern = String(match.1).trimmed
            return .function(.replace(pattern: pattern, replacement: String(match.2).trimmed))
        }
        if let match = text.firstMatch(of: #/^split\s*\(\s*(.+?)\s*,\s*(-?\d+|\*)\s*,\s*(-?\d+)\s*\)/#) {
            var separator = String(match.1)
            if separator.count > 2, let quote = separator.first, quote == "'" || quote == "\"", separator.last == quote
            {
                separator = String(separator.dropFirst().dropLast())
            }
            return .function(.split(separator: separator, segment: Int(match.2), limit: Int(match.3) ?? -1))
        }
        throw JSONPathError("there is no function `\(text)`")
    }
}

extension JSONPathToken {
    fileprivate var phrase: String {
        switch self {
        case .name(let name, _): "'\(name)'"
        case .integer(let value): "'\(value)'"
        case .number(let value): "'\(value)'"
        case .bool(let value): "'\(value)'"
        case .null: "'null'"
        case .function(let text): "`\(text)`"
        case .comparison(let comparison): "'\(comparison.rawValue)'"
        case .doubleDot: "'..'"
        case .and: "'&&'"
        case .or: "'||'"
        case .sort(let isDescending): isDescending ? "'\\'" : "'/'"
        case .whereThere(let isThere): isThere ? "'where'" : "'wherenot'"
        case .sign(let sign): "'\(sign)'"
        }
    }
}
