import PythonSemantics

/// Resolves yaql with the functions that public templates use.
///
/// What is not there is said to be so; what it may cost is bounded, as Heat bounds it.
struct YaqlEvaluator {
    /// The variables by name; `$` and `$1` are the same.
    var variables: [String: TemplateValue]
    /// How many steps are left.
    let budget: Budget

    final class Budget {
        private var steps = 200_000

        func spend() throws(YaqlError) {
            steps -= 1
            guard steps > 0 else { throw YaqlError(message: "it takes too long") }
        }
    }

    init(data: TemplateValue) {
        let root = TemplateValue.map(["data": data])
        variables = ["": root, "1": root]
        budget = Budget()
    }

    func value(_ expression: YaqlExpression) throws(YaqlError) -> TemplateValue {
        try budget.spend()
        switch expression {
        case .literal(let value): return value
        case .variable(let name): return variables[name] ?? .null
        case .keyword(let name): return .string(name)
        case .list(let elements):
            return .list(try elements.map { element throws(YaqlError) in try value(element) })
        case .map(let pairs):
            var map = TemplateMap()
            for (key, item) in pairs { map[try value(key).keyOfMap] = try value(item) }
            return .map(map)
        case .prefix(let sign, let operand): return try prefixed(sign, try value(operand))
        case .infix(let sign, let left, let right): return try combined(sign, left, right)
        case .member(let receiver, let name, let isOptional):
            let receiver = try value(receiver)
            if isOptional, receiver.isNull { return .null }
            return try member(name, of: receiver)
        case .index(let receiver, let index): return try indexed(try value(receiver), index)
        case .call(let name, let receiver, let isOptional, let arguments):
            guard let receiver else { return try call(name, nil, arguments) }
            let target = try value(receiver)
            if isOptional, target.isNull { return .null }
            return try call(name, target, arguments)
        }
    }

    /// The same with another `$`.
    func with(_ value: TemplateValue) -> YaqlEvaluator { with([value]) }

    /// The same with other `$1`, `$2`, ….
    func with(_ values: [TemplateValue]) -> YaqlEvaluator {
        var inner = self
        inner.variables[""] = values.first ?? .null
        for (index, value) in values.enumerated() { inner.variables["\(index + 1)"] = value }
        return inner
    }

    // MARK: - Access

    private func member(_ name: String, of value: TemplateValue) throws(YaqlError) -> TemplateValue {
        switch value {
        case .map(let map):
            guard let member = map[name] else { throw YaqlError(message: "there is no key '\(name)'") }
            return member
        case .list(let elements):
            return .list(try elements.map { element throws(YaqlError) in try member(name, of: element) })
        default: throw YaqlError(message: "\(value.kindName) has no member '\(name)'")
        }
    }

    private func indexed(_ value: TemplateValue, _ index: YaqlExpression) throws(YaqlError) -> TemplateValue {
        switch value {
        case .map(let map):
            let key = try self.value(index).keyOfMap
            guard let member = map[key] else { throw YaqlError(message: "there is no key '\(key)'") }
            return member
        case .list(let elements):
            // As in Heat's yaql, a predicate must have a value outside of the list too.
            if case .integer(let position) = try self.value(index) {
                guard let offset = Python.offset(position, in: elements.count) else {
                    throw YaqlError(message: "there is no element \(position) in a list of \(elements.count)")
                }
                return elements[offset]
            }
            return .list(
                try elements.including { element throws(YaqlError) in try with(element).value(index).isTruthy }
            )
        default: throw YaqlError(message: "\(value.kindName) cannot be indexed")
        }
    }

    // MARK: - Operators

    private func prefixed(_ sign: String, _ value: TemplateValue) throws(YaqlError) -> TemplateValue {
        switch (sign, value) {
        case ("not", _): return .bool(!value.isTruthy)
        case ("+", .integer), ("+", .number): return value
        case ("-", .integer(let number)): return .integer(0 &- number)
        case ("-", .number(let number)): return .number(-number)
        default: throw YaqlError(message: "\(value.kindName) has no sign")
        }
    }

    private func combined(
        _ sign: String,
        _ left: YaqlExpression,
        _ right: YaqlExpression
    ) throws(YaqlError) -> TemplateValue {
        switch sign {
        case "->":
            var inner = self
            if case .call("let", nil, _, let arguments) = left {
                inner = try bound(arguments)
            } else {
                inner = with(try value(left))
            }
            return try inner.value(right)
        case "and":
            let first = try value(left)
            return first.isTruthy ? try value(right) : first
        case "or":
            let first = try value(left)
            return first.isTruthy ? first : try value(right)
        default: break
        }
        let (first, second) = (try value(left), try value(right))
        switch sign {
        case "=": return .bool(first.equals(second))
        case "!=": return .bool(!first.equals(second))
        case "in": return .bool(try isMember(first, of: second))
        case "=~", "!~":
            guard let text = first.string, let pattern = second.string else {
                throw YaqlError(message: "\(sign) takes text and a regular expression")
            }
            guard let expression = try? PythonPattern(pattern) else {
                throw YaqlError(message: "'\(pattern)' is no regular expression")
            }
            return .bool(expression.isFound(in: text) == (sign == "=~"))
        case "<", ">", "<=", ">=": return .bool(try isOrdered(first, second, sign))
        default: return try computed(sign, first, second)
        }
    }

    /// `let(name => value, …)` binds variables; values without a name are `$1`, `$2`, ….
    private func bound(_ arguments: [YaqlExpression.Argument]) throws(YaqlError) -> YaqlEvaluator {
        var inner = self
        var position = 0
        for argument in arguments {
            let value = try value(argument.value)
            if case .keyword(let name) = argument.name {
                inner.variables[name] = value
            } else {
                position += 1
                inner.variables["\(position)"] = value
                if position == 1 { inner.variables[""] = value }
            }
        }
        return inner
    }

    func isMember(_ value: TemplateValue, of collection: TemplateValue) throws(YaqlError) -> Bool {
        switch collection {
        case .list(let elements): return elements.contains { $0.equals(value) }
        case .string(let text):
            guard let part = value.string else { throw YaqlError(message: "only text is in text") }
            return part.isEmpty || text.parts(around: part).count > 1
        case .map(let map): return map[value.keyOfMap] != nil
        default: throw YaqlError(message: "nothing is in \(collection.kindName)")
        }
    }

    private func isOrdered(
        _ left: TemplateValue,
        _ right: TemplateValue,
        _ sign: String
    ) throws(YaqlError) -> Bool {
        guard let order = try Self.order(left, right) else { return false }
        switch sign {
        case "<": return order < 0
        case ">": return order > 0
        case "<=": return order <= 0
        default: return order >= 0
        }
    }

    /// -1, 0 or 1; `nil` when there is no order, as with numbers that are none.
    static func order(_ left: TemplateValue, _ right: TemplateValue) throws(YaqlError) -> Int? {
        if let left = left.double, let right = right.double {
            return left < right ? -1 : left > right ? 1 : left == right ? 0 : nil
        }
        if let left = left.string, let right = right.string {
            if left == right { return 0 }
            return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars) ? -1 : 1
        }
        // Null comes before everything.
        switch (left.isNull, right.isNull) {
        case (true, true): return 0
        case (true, false): return -1
        case (false, true): return 1
        default: throw YaqlError(message: "\(left.kindName) and \(right.kindName) have no order")
        }
    }

    private func computed(
        _ sign: String,
        _ left: TemplateValue,
        _ right: TemplateValue
    ) throws(YaqlError) -> TemplateValue {
        switch (sign, left, right) {
        case ("+", .string(let left), .string(let right)): return .string(left + right)
        case ("+", .list(let left), .list(let right)): return .list(left + right)
        case ("+", .map(let left), .map(let right)):
            var merged = left
            merged.merge(right)
            return .map(merged)
        case ("*", .string(let text), .integer(let count)), ("*", .integer(let count), .string(let text)):
            guard count >= 0, text.utf8.count * count <= 10_000 else {
                throw YaqlError(message: "the text grows too long")
            }
            return .string(String(repeating: text, count: count))
        case (_, .integer(let left), .integer(let right)): return try integer(sign, left, right)
        default:
            guard let first = left.double, let second = right.double, left.bool == nil, right.bool == nil else {
                throw YaqlError(message: "there is no '\(sign)' of \(left.kindName) and \(right.kindName)")
            }
            switch sign {
            case "+": return .number(first + second)
            case "-": return .number(first - second)
            case "*": return .number(first * second)
            default:
                guard second != 0 else { throw YaqlError(message: "division by zero") }
                let quotient = first / second
                return .number(sign == "/" ? quotient : first - quotient.rounded(.down) * second)
            }
        }
    }

    private func integer(_ sign: String, _ left: Int, _ right: Int) throws(YaqlError) -> TemplateValue {
        switch sign {
        case "+": return .integer(left &+ right)
        case "-": return .integer(left &- right)
        case "*": return .integer(left &* right)
        default:
            guard right != 0 else { throw YaqlError(message: "division by zero") }
            // Python rounds down, whatever the signs.
            let (quotient, remainder) = (left / right, left % right)
            let isBelow = remainder != 0 && (remainder < 0) != (right < 0)
            return .integer(
                sign == "/" ? (isBelow ? quotient - 1 : quotient) : (isBelow ? remainder + right : remainder)
            )
        }
    }
}

extension Evaluation {
    /// `yaql`.
    func queried(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        guard let arguments = argument.map, let text = arguments["expression"]?.string else {
            throw ResolutionFailure("the expression of \(name) must be text")
        }
        do throws(YaqlError) {
            let expression = try YaqlParser.parse(text)
            if expression.comesToSet {
                throw YaqlError(message: "it comes to a set, which templates do not have; add .toList()")
            }
            return try YaqlEvaluator(data: arguments["data"] ?? .map(TemplateMap())).value(expression)
        } catch {
            throw ResolutionFailure("\(name) cannot be resolved: \(error.message)", isUnsupported: error.isUnsupported)
        }
    }
}
