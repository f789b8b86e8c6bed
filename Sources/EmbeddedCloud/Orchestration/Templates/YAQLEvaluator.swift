/// Works out what an expression of YAQL comes to.
struct YAQLEvaluator {
    private var variables: [String: JSON]

    /// The most items an expression may look at.
    private static let limit = 10_000

    /// - Parameter data: what `$.data` is.
    init(data: JSON) { variables = ["": .object(["data": data])] }

    private func problem(_ text: String) -> TemplateProblem { TemplateProblem(message: text) }

    private func with(_ value: JSON, _ name: String = "") -> YAQLEvaluator {
        var inner = self
        inner.variables[name] = value
        inner.variables["1"] = value
        return inner
    }

    func value(_ expression: YAQLExpression) throws -> JSON {
        switch expression {
        case .value(let value): return value
        case .variable(let name): return variables[name] ?? .null
        case .list(let items): return .array(try items.map(value))
        case .map(let pairs):
            var object: JSON.Object = [:]
            for (key, member) in pairs { object[try value(key).pythonText] = try value(member) }
            return .object(object)
        case .member(let target, let name, let isOptional):
            let target = try value(target)
            switch target {
            case .object(let members):
                if let member = members[name] { return member }
                if isOptional { return .null }
                throw problem("'\(name)'")
            case .array(let items): return .array(items.map { $0[name] ?? .null })
            case .null where isOptional: return .null
            default: throw problem("Unable to resolve member \(name)")
            }
        case .index(let target, let index):
            guard let found = TemplateResolver.select(try value(target), [try value(index)]) else {
                throw problem("Nothing stands at this index")
            }
            return found
        case .unary("not", let inner): return .bool(try !isTrue(value(inner)))
        case .unary(_, let inner):
            switch try value(inner) {
            case .int(let number): return .int(0 &- number)
            case .double(let number): return .double(-number)
            default: throw problem("Only numbers have a negative")
            }
        case .binary("->", .call("let", let plain, let named), let body):
            var inner = self
            for (name, argument) in named { inner.variables[name] = try value(argument) }
            for (index, argument) in plain.enumerated() { inner.variables[String(index + 1)] = try value(argument) }
            return try inner.value(body)
        case .binary("->", let left, let right): return try with(value(left)).value(right)
        case .binary("and", let left, let right):
            let first = try value(left)
            return isTrue(first) ? try value(right) : first
        case .binary("or", let left, let right):
            let first = try value(left)
            return isTrue(first) ? first : try value(right)
        case .binary(let symbol, let left, let right): return try combine(symbol, value(left), value(right))
        case .call(let name, let arguments, let named): return try call(name, arguments, named)
        }
    }

    private func isTrue(_ value: JSON) -> Bool {
        switch value {
        case .null: false
        case .bool(let flag): flag
        case .int(let number): number != 0
        case .double(let number): number != 0
        case .string(let text): !text.isEmpty
        case .array(let items): !items.isEmpty
        case .object(let members): !members.isEmpty
        }
    }

    // MARK: - Operators

    private func combine(_ symbol: String, _ left: JSON, _ right: JSON) throws -> JSON {
        switch symbol {
        case "=": return .bool(TemplateConstraint.equal(left, right))
        case "!=": return .bool(!TemplateConstraint.equal(left, right))
        case "in":
            if let text = right.string { return .bool(text.contains(left.pythonText)) }
            if let members = right.object { return .bool(members[left.pythonText] != nil) }
            return .bool(items(right).contains { TemplateConstraint.equal($0, left) })
        case "<", ">", "<=", ">=":
            let order = try compare(left, right)
            return .bool(
                symbol == "<" ? order < 0 : symbol == ">" ? order > 0 : symbol == "<=" ? order <= 0 : order >= 0
            )
        case "+":
            switch (left, right) {
            case (.string(let a), .string(let b)): return .string(a + b)
            case (.array(let a), .array(let b)): return .array(a + b)
            case (.object(var a), .object(let b)):
                a.merge(b)
                return .object(a)
            default: break
            }
        default: break
        }
        if case .int(let a) = left, case .int(let b) = right { return try whole(symbol, a, b) }
        guard let a = TemplateConstraint.number(left), let b = TemplateConstraint.number(right) else {
            throw problem("Operator '\(symbol)' does not take such values")
        }
        switch symbol {
        case "+": return .double(a + b)
        case "-": return .double(a - b)
        case "*": return .double(a * b)
        default:
            guard b != 0 else { throw problem("division by zero") }
            return .double(symbol == "/" ? a / b : a.truncatingRemainder(dividingBy: b))
        }
    }

    private func whole(_ symbol: String, _ a: Int, _ b: Int) throws -> JSON {
        let (result, overflow): (Int, Bool)
        switch symbol {
        case "+": (result, overflow) = a.addingReportingOverflow(b)
        case "-": (result, overflow) = a.subtractingReportingOverflow(b)
        case "*": (result, overflow) = a.multipliedReportingOverflow(by: b)
        default:
            guard b != 0 else { throw problem("division by zero") }
            // As Python does, towards the smaller number.
            let quotient = (Double(a) / Double(b)).rounded(.down)
            guard let floor = Int(exactly: quotient) else { throw problem("the number is too large") }
            (result, overflow) = symbol == "/" ? (floor, false) : (a &- floor &* b, false)
        }
        if overflow { throw problem("the number is too large") }
        return .int(result)
    }

    private func compare(_ left: JSON, _ right: JSON) throws -> Int {
        if let a = left.string, let b = right.string { return a < b ? -1 : a == b ? 0 : 1 }
        guard let a = TemplateConstraint.number(left), let b = TemplateConstraint.number(right), left.string == nil,
            right.string == nil
        else { throw problem("Values of these types have no order") }
        return a < b ? -1 : a == b ? 0 : 1
    }

    // MARK: - Functions

    private func items(_ value: JSON) -> [JSON] {
        switch value {
        case .array(let items): items
        case .object(let members): members.names.map(JSON.string)
        case .null: []
        default: [value]
        }
    }

    private func call(
        _ name: String,
        _ arguments: [YAQLExpression],
        _ named: [(String, YAQLExpression)]
    ) throws -> JSON {
        if name == "dict", !named.isEmpty {
            var object: JSON.Object = [:]
            for (key, argument) in named { object[key] = try value(argument) }
            return .object(object)
        }
        if name == "switch" {
            for (_, argument) in named { return try value(argument) }
        }
        guard let first = arguments.first else { return name == "list" ? [] : name == "dict" ? .object([:]) : .null }
        let subject = try value(first)
        let rest = Array(arguments.dropFirst())
        if let found = try query(name, subject, rest) { return found }
        return try plain(name, subject, rest.map(value))
    }

    /// Those that take expressions about each item.
    private func query(_ name: String, _ subject: JSON, _ rest: [YAQLExpression]) throws -> JSON? {
        let all = items(subject)
        guard all.count <= Self.limit else { throw problem("The collection is too large") }
        func each(_ index: Int, _ item: JSON) throws -> JSON {
            rest.indices.contains(index) ? try with(item).value(rest[index]) : item
        }
        switch name {
        case "where": return .array(try all.filter { isTrue(try each(0, $0)) })
        case "select": return .array(try all.map { try each(0, $0) })
        case "selectMany": return .array(try all.flatMap { items(try each(0, $0)) })
        case "any": return .bool(try all.contains { try rest.isEmpty || isTrue(each(0, $0)) })
        case "all": return .bool(try all.allSatisfy { isTrue(try each(0, $0)) })
        case "takeWhile": return .array(Array(try all.prefix { isTrue(try each(0, $0)) }))
        case "skipWhile": return .array(Array(try all.drop { isTrue(try each(0, $0)) }))
        case "orderBy", "orderByDescending":
            let keyed = try all.map { (try each(0, $0), $0) }
            let sorted = try keyed.sorted { try compare($0.0, $1.0) < 0 }.map(\.1)
            return .array(name == "orderBy" ? sorted : sorted.reversed())
        case "toDict":
            var object: JSON.Object = [:]
            for item in all { object[try each(0, item).pythonText] = try each(1, item) }
            return .object(object)
        case "groupBy":
            var groups: JSON.Object = [:]
            for item in all {
                let key = try each(0, item).pythonText
                groups[key] = .array((groups[key]?.array ?? []) + [try each(1, item)])
            }
            return .array(groups.map { [.string($0), $1] })
        case "aggregate", "reduce":
            guard let body = rest.first, var result = rest.count > 1 ? try value(rest[1]) : all.first else {
                return .null
            }
            for item in rest.count > 1 ? all[...] : all.dropFirst() {
                var inner = self
                inner.variables["1"] = result
                inner.variables["2"] = item
                inner.variables[""] = result
                result = try inner.value(body)
            }
            return result
        default: return nil
        }
    }

    private func plain(_ name: String, _ subject: JSON, _ rest: [JSON]) throws -> JSON {
        let all = items(subject)
        switch name {
        case "len", "count": return .int(subject.string?.count ?? all.count)
        case "first", "last", "single":
            if let item = name == "last" ? all.last : all.first { return item }
            guard let fallback = rest.first else { throw problem("The collection is empty") }
            return fallback
        case "sum": return try all.reduce(rest.first ?? 0) { try combine("+", $0, $1) }
        case "max", "min":
            let choices = all.count > 1 || rest.isEmpty ? all : all + rest
            guard var best = choices.first else { throw problem("The collection is empty") }
            for item in choices.dropFirst() {
                let isGreater = try compare(item, best) > 0
                if isGreater == (name == "max") { best = item }
            }
            return best
        case "distinct":
            var unique: [JSON] = []
            for item in all where !unique.contains(item) { unique.append(item) }
            return .array(unique)
        case "flatten":
            func flat(_ value: JSON) -> [JSON] { value.array?.flatMap(flat) ?? [value] }
            return .array(all.flatMap(flat))
        case "reverse": return .array(all.reversed())
        case "skip": return .array(Array(all.dropFirst(max(0, rest.first?.int ?? 0))))
        case "limit", "take": return .array(Array(all.prefix(max(0, rest.first?.int ?? 0))))
        case "list", "toList":
            return .array(name == "list" && !rest.isEmpty ? [subject] + rest : subject.array ?? [subject])
        case "enumerate": return .array(all.enumerated().map { [.int($0.offset), $0.element] })
        case "append": return .array(all + rest)
        case "concat":
            if let text = subject.string { return .string(text + rest.map(\.pythonText).joined()) }
            return .array(all + rest.flatMap(items))
        case "zip":
            let others = rest.map(items)
            return .array(
                all.indices.map { i in .array([all[i]] + others.compactMap { $0.indices.contains(i) ? $0[i] : nil }) }
            )
        case "range":
            let end = rest.first?.int ?? subject.int ?? 0
            let start = rest.isEmpty ? 0 : subject.int ?? 0
            let (count, isTooLarge) = end.subtractingReportingOverflow(start)
            guard !isTooLarge, count <= Self.limit else { throw problem("The range is too large") }
            return .array((start..<max(start, end)).map(JSON.int))
        case "isEmpty": return .bool(all.isEmpty || subject == "")
        case "coalesce": return ([subject] + rest).first { !$0.isNull } ?? .null
        default: return try text(name, subject, rest)
        }
    }

    /// Those about mappings, texts and types.
    private func text(_ name: String, _ subject: JSON, _ rest: [JSON]) throws -> JSON {
        let members = subject.object ?? [:]
        let word = subject.pythonText
        let argument = rest.first?.pythonText ?? ""
        switch name {
        case "keys": return JSON(members.names)
        case "values": return .array(members.map(\.1))
        case "items": return .array(members.map { [.string($0), $1] })
        case "get": return members[argument] ?? (rest.count > 1 ? rest[1] : .null)
        case "containsKey": return .bool(members[argument] != nil)
        case "containsValue": return .bool(members.contains { rest.contains($0.1) })
        case "contains": return .bool(items(subject).contains { rest.contains($0) })
        case "mergeWith", "set":
            var merged = members
            if name == "set", rest.count == 2 {
                merged[argument] = rest[1]
            } else {
                merged.merge(rest.first?.object ?? [:])
            }
            return .object(merged)
        case "delete": return .object(members.filter { member in !rest.contains(.string(member.0)) })
        case "dict":
            var object: JSON.Object = [:]
            for pair in items(subject) {
                guard let pair = pair.array, pair.count == 2 else { throw problem("A dictionary is made of pairs") }
                object[pair[0].pythonText] = pair[1]
            }
            return .object(subject.object ?? object)
        case "join":
            if let separator = subject.string {
                return .string(items(rest.first ?? []).map(\.pythonText).joined(separator: separator))
            }
            return .string(items(subject).map(\.pythonText).joined(separator: argument))
        case "split":
            if argument.isEmpty { return JSON(word.split(separator: " ").map(String.init)) }
            return JSON(word.split(separator: argument, omittingEmptySubsequences: false).map(String.init))
        case "toUpper": return .string(word.uppercased())
        case "toLower": return .string(word.lowercased())
        case "trim":
            return .string(String(word.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()))
        case "startsWith": return .bool(rest.contains { word.hasPrefix($0.pythonText) })
        case "endsWith": return .bool(rest.contains { word.hasSuffix($0.pythonText) })
        case "replace": return .string(word.replacing(argument, with: rest.count > 1 ? rest[1].pythonText : ""))
        case "substring":
            let tail = word.dropFirst(max(0, rest.first?.int ?? 0))
            return .string(String(rest.count > 1 ? tail.prefix(max(0, rest[1].int ?? 0)) : tail))
        case "str": return .string(word)
        case "int":
            guard let number = TemplateConstraint.number(subject), let whole = Int(exactly: number.rounded(.towardZero))
            else {
                throw problem("'\(word)' is no number")
            }
            return .int(whole)
        case "float": return TemplateConstraint.number(subject).map(JSON.double) ?? .null
        case "bool": return .bool(isTrue(subject))
        case "isString": return .bool(subject.string != nil)
        case "isInteger": return .bool(subject.int != nil)
        case "isBoolean": return .bool(subject.bool != nil)
        case "isList": return .bool(subject.array != nil)
        case "isDict": return .bool(subject.object != nil)
        case "abs": return subject.int.map { .int($0 < 0 ? 0 &- $0 : $0) } ?? .null
        default: throw problem("Unknown function \"\(name)\"")
        }
    }
}
