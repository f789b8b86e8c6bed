import PythonSemantics

extension YaqlEvaluator {
    /// Calls a function, on what stands before the point if there is one.
    func call(
        _ name: String,
        _ receiver: TemplateValue?,
        _ arguments: [YaqlExpression.Argument]
    ) throws(YaqlError) -> TemplateValue {
        let call = YaqlCall(name: name, receiver: receiver, arguments: arguments, evaluator: self)
        switch name {
        case "let", "with": throw YaqlError(message: "\(name)() needs a '->' after it", isUnsupported: name == "with")
        case "dict", "switch", "coalesce", "list", "concat", "range", "str", "int", "float", "bool", "isString",
            "isList", "isDict", "isInteger", "isNumber", "isBoolean", "isEmpty", "len", "max", "min", "abs", "assert",
            "format":
            return try general(call)
        case "where", "filter", "select", "map", "any", "all", "first", "last", "single", "distinct", "unique",
            "orderBy", "orderByDescending", "reduce", "aggregate", "accumulate", "toDict", "groupBy", "selectMany",
            "takeWhile", "skipWhile", "sum", "count", "flatten", "reverse", "skip", "take", "limit", "toList",
            "zip", "enumerate", "indexOf", "append", "union", "slice", "toSet":
            return try ofLists(call)
        case "get", "keys", "values", "items", "containsKey", "containsValue", "mergeWith", "set", "delete",
            "deleteAll", "insert", "contains":
            return try ofMaps(call)
        case "toLower", "toUpper", "split", "join", "replace", "trim", "trimLeft", "trimRight", "startsWith",
            "endsWith", "substring", "matches", "toCharArray", "norm":
            return try ofTexts(call)
        default:
            throw YaqlError(message: "yaql's function '\(name)' is not supported here", isUnsupported: true)
        }
    }
}

/// A function with what it is called with, which is resolved only when it is asked for.
struct YaqlCall {
    let name: String
    let receiver: TemplateValue?
    let arguments: [YaqlExpression.Argument]
    let evaluator: YaqlEvaluator

    /// The value of an argument, of which the receiver is the first.
    func value(_ index: Int) throws(YaqlError) -> TemplateValue {
        var index = index
        if let receiver {
            if index == 0 { return receiver }
            index -= 1
        }
        guard arguments.indices.contains(index) else { throw YaqlError(message: "\(name)() wants more arguments") }
        return try evaluator.value(arguments[index].value)
    }

    /// How many arguments there are, the receiver among them.
    var count: Int { arguments.count + (receiver == nil ? 0 : 1) }

    /// All values.
    func values() throws(YaqlError) -> [TemplateValue] {
        try (0..<count).map { index throws(YaqlError) in try value(index) }
    }

    /// An argument that is resolved for each item.
    func function(_ index: Int) throws(YaqlError) -> (TemplateValue) throws(YaqlError) -> TemplateValue {
        let position = receiver == nil ? index : index - 1
        guard arguments.indices.contains(position) else { throw YaqlError(message: "\(name)() wants more arguments") }
        let expression = arguments[position].value
        let evaluator = evaluator
        return { item throws(YaqlError) in try evaluator.with(item).value(expression) }
    }

    /// The items of an argument that is a list, or the keys of one that is a map.
    func items(_ index: Int) throws(YaqlError) -> [TemplateValue] {
        let value = try value(index)
        switch value {
        case .list(let elements): return elements
        case .map(let map): return map.keys.map(TemplateValue.string)
        default: throw YaqlError(message: "\(name)() wants a list, not \(value.kindName)")
        }
    }

    func text(_ index: Int) throws(YaqlError) -> String {
        let value = try value(index)
        guard let text = value.string else { throw YaqlError(message: "\(name)() wants text, not \(value.kindName)") }
        return text
    }

    func integer(_ index: Int) throws(YaqlError) -> Int {
        guard case .integer(let number) = try value(index) else {
            throw YaqlError(message: "\(name)() wants a whole number")
        }
        return number
    }

    func map(_ index: Int) throws(YaqlError) -> TemplateMap {
        let value = try value(index)
        guard let map = value.map else { throw YaqlError(message: "\(name)() wants a map, not \(value.kindName)") }
        return map
    }

    var unsupported: YaqlError {
        YaqlError(message: "yaql's function '\(name)' is not supported here with these arguments", isUnsupported: true)
    }
}

// MARK: - Values of any kind

extension YaqlEvaluator {
    fileprivate func general(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        switch call.name {
        case "dict": return try map(call)
        case "switch": return try chosen(call)
        case "coalesce":
            for index in 0..<call.count {
                let value = try call.value(index)
                if !value.isNull { return value }
            }
            return .null
        case "list":
            return .list(
                try call.values().expanding { value throws(YaqlError) in value.list ?? [value] }
            )
        case "concat":
            let values = try call.values()
            if values.allSatisfy({ $0.string != nil }) { return .string(values.compactMap(\.string).joined()) }
            guard values.allSatisfy({ $0.list != nil }) else { throw call.unsupported }
            return .list(values.flatMap { $0.list ?? [] })
        case "range":
            let bounds = try (0..<call.count).map { index throws(YaqlError) in try call.integer(index) }
            guard (1...3).contains(bounds.count), bounds.count < 3 || bounds[2] != 0 else { throw call.unsupported }
            let (start, end) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
            let step = bounds.count == 3 ? bounds[2] : 1
            let numbers = stride(from: start, to: end, by: step)
            guard numbers.underestimatedCount < 10_000 else { throw YaqlError(message: "the range is too long") }
            return .list(numbers.map(TemplateValue.integer))
        case "str": return .string(try textOf(call.value(0)))
        case "int":
            let value = try call.value(0)
            if value.isNull { return 0 }
            guard let integer = Python.int(value) else {
                throw YaqlError(message: "\(value.kindName) is no whole number")
            }
            return .integer(integer)
        case "float":
            let value = try call.value(0)
            if value.isNull { return 0.0 }
            guard let number = Python.float(value) else {
                throw YaqlError(message: "\(value.kindName) is no number")
            }
            return .number(number)
        case "bool": return .bool(try call.value(0).isTruthy)
        case "isString": return .bool(try call.value(0).string != nil)
        case "isList": return .bool(try call.value(0).list != nil)
        case "isDict": return .bool(try call.value(0).map != nil)
        case "isBoolean": return .bool(try call.value(0).bool != nil)
        case "isInteger":
            if case .integer = try call.value(0) { return true }
            return false
        case "isNumber":
            switch try call.value(0) {
            case .integer, .number: return true
            default: return false
            }
        case "isEmpty": return .bool(try !call.value(0).isTruthy)
        case "len":
            switch try call.value(0) {
            case .string(let text): return .integer(text.unicodeScalars.count)
            case .list(let elements): return .integer(elements.count)
            case .map(let map): return .integer(map.count)
            default: throw YaqlError(message: "len() wants text, a list or a map")
            }
        case "max", "min": return try extreme(call)
        case "abs":
            switch try call.value(0) {
            case .integer(let number): return .integer(abs(number))
            case .number(let number): return .number(abs(number))
            default: throw YaqlError(message: "abs() wants a number")
            }
        default: throw call.unsupported
        }
    }

    /// Null is no text here as it is in Python: `str(null)` is `null`.
    private func textOf(_ value: TemplateValue) throws(YaqlError) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        default: value.text
        }
    }

    /// `dict([[key, value], …])`, `dict(key => value, …)`.
    private func map(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        var map = TemplateMap()
        if call.arguments.contains(where: { $0.name != nil }) {
            for argument in call.arguments {
                guard let name = argument.name else { throw call.unsupported }
                map[try value(name).keyOfMap] = try value(argument.value)
            }
            return .map(map)
        }
        guard call.count > 0 else { return .map(map) }
        if call.count == 1, let given = try call.value(0).map { return .map(given) }
        for pair in try call.items(0) {
            guard let parts = pair.list, parts.count == 2 else {
                throw YaqlError(message: "dict() wants a list of pairs")
            }
            map[parts[0].keyOfMap] = parts[1]
        }
        return .map(map)
    }

    /// `switch(condition => value, …)`.
    private func chosen(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        let inner = call.receiver.map(with) ?? self
        for argument in call.arguments {
            guard let condition = argument.name else { throw call.unsupported }
            if try inner.value(condition).isTruthy { return try inner.value(argument.value) }
        }
        return .null
    }

    private func extreme(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        let values: [TemplateValue]
        if let list = try call.value(0).list {
            values = list + (call.count > 1 ? [try call.value(1)] : [])
        } else {
            values = try call.values()
        }
        guard var best = values.first else { throw YaqlError(message: "\(call.name)() of nothing") }
        for value in values.dropFirst() {
            let order = try Self.order(value, best) ?? 0
            if call.name == "max" ? order > 0 : order < 0 { best = value }
        }
        return best
    }
}
