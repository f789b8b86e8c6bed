import PythonSemantics

// MARK: - Lists

extension YaqlEvaluator {
    func ofLists(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        switch call.name {
        case "where", "filter":
            let isWanted = try call.function(1)
            return .list(try call.items(0).including { item throws(YaqlError) in try isWanted(item).isTruthy })
        case "select", "map":
            let change = try call.function(1)
            return .list(try call.items(0).map { item throws(YaqlError) in try change(item) })
        case "selectMany":
            let change = try call.function(1)
            return .list(
                try call.items(0).expanding { item throws(YaqlError) in
                    let value = try change(item)
                    return value.list ?? [value]
                }
            )
        case "any", "all":
            let items = try call.items(0)
            let isTrue = call.count > 1 ? try call.function(1) : { item throws(YaqlError) in item }
            for item in items where try isTrue(item).isTruthy == (call.name == "any") {
                return .bool(call.name == "any")
            }
            return .bool(call.name == "all")
        case "takeWhile", "skipWhile":
            let items = try call.items(0)
            let isTrue = try call.function(1)
            var index = 0
            while index < items.count, try isTrue(items[index]).isTruthy { index += 1 }
            return .list(Array(call.name == "takeWhile" ? items[..<index] : items[index...]))
        case "first", "last":
            let items = try call.items(0)
            if let item = call.name == "first" ? items.first : items.last { return item }
            guard call.count > 1 else { throw YaqlError(message: "\(call.name)() of nothing") }
            return try call.value(1)
        case "single":
            let items = try call.items(0)
            guard items.count == 1 else { throw YaqlError(message: "single() of \(items.count) items") }
            return items[0]
        case "distinct", "unique": return try distinct(call)
        case "orderBy", "orderByDescending": return try ordered(call)
        case "reduce", "aggregate", "accumulate": return try reduced(call)
        case "toDict":
            let key = try call.function(1)
            let value = call.count > 2 ? try call.function(2) : { item throws(YaqlError) in item }
            var map = TemplateMap()
            for item in try call.items(0) { map[try key(item).keyOfMap] = try value(item) }
            return .map(map)
        case "groupBy": return try grouped(call)
        case "sum":
            var total: TemplateValue = call.count > 1 ? try call.value(1) : 0
            for item in try call.items(0) {
                total = try with([total, item]).value(.infix("+", .variable("1"), .variable("2")))
            }
            return total
        case "count": return .integer(try call.items(0).count)
        case "flatten": return .list(try flattened(call.items(0)))
        case "reverse": return .list(try call.items(0).reversed())
        case "skip": return .list(Array(try call.items(0).dropFirst(max(0, try call.integer(1)))))
        case "take", "limit": return .list(Array(try call.items(0).prefix(max(0, try call.integer(1)))))
        case "toList", "toSet": return try call.name == "toSet" ? distinct(call) : .list(call.items(0))
        case "zip":
            let lists = try (0..<call.count).map { index throws(YaqlError) in try call.items(index) }
            let length = lists.map(\.count).min() ?? 0
            return .list((0..<length).map { index in .list(lists.map { $0[index] }) })
        case "enumerate":
            let start = call.count > 1 ? try call.integer(1) : 0
            return .list(try call.items(0).enumerated().map { .list([.integer(start + $0.offset), $0.element]) })
        case "indexOf":
            if let text = try call.value(0).string {
                let parts = text.parts(around: try call.text(1))
                return .integer(parts.count > 1 ? parts[0].unicodeScalars.count : -1)
            }
            let value = try call.value(1)
            return .integer(try call.items(0).firstIndex { $0.equals(value) } ?? -1)
        case "append": return .list(try call.items(0) + call.values().dropFirst())
        default: throw call.unsupported
        }
    }

    private func distinct(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        let key = call.count > 1 ? try call.function(1) : { item throws(YaqlError) in item }
        var seen: Set<EqualInPython<TemplateValue>> = []
        return .list(
            try call.items(0).including { item throws(YaqlError) in
                try budget.spend()
                return seen.insert(EqualInPython(try key(item))).inserted
            }
        )
    }

    private func ordered(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        let key = try call.function(1)
        let items = try call.items(0)
        let keys = try items.map { item throws(YaqlError) in try key(item) }
        // Comparing may fail, which sorting cannot: what has no order is found out first.
        for (left, right) in zip(keys, keys.dropFirst()) { _ = try Self.order(left, right) }
        let isDescending = call.name == "orderByDescending"
        let order = items.indices.sorted { left, right in
            let order = (try? Self.order(keys[left], keys[right])).flatMap { $0 } ?? 0
            return order == 0 ? left < right : (order < 0) != isDescending
        }
        return .list(order.map { items[$0] })
    }

    private func reduced(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        var items = try call.items(0)[...]
        guard call.arguments.count >= (call.receiver == nil ? 2 : 1) else { throw call.unsupported }
        let expression = call.arguments[call.receiver == nil ? 1 : 0].value
        var total: TemplateValue
        if call.count > 2 {
            total = try call.value(2)
        } else {
            guard let first = items.popFirst() else { throw YaqlError(message: "\(call.name)() of nothing") }
            total = first
        }
        var steps = [total]
        for item in items {
            total = try with([total, item]).value(expression)
            steps.append(total)
        }
        return call.name == "accumulate" ? .list(steps) : total
    }

    private func grouped(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        let key = try call.function(1)
        let value = call.count > 2 ? try call.function(2) : { item throws(YaqlError) in item }
        guard call.count <= 3 else { throw call.unsupported }
        var places: [EqualInPython<TemplateValue>: Int] = [:]
        var groups: [(key: TemplateValue, items: [TemplateValue])] = []
        for item in try call.items(0) {
            let itemKey = try key(item)
            let itemValue = try value(item)
            if let place = places[EqualInPython(itemKey)] {
                groups[place].items.append(itemValue)
            } else {
                places[EqualInPython(itemKey)] = groups.count
                groups.append((itemKey, [itemValue]))
            }
        }
        return .list(groups.map { .list([$0.key, .list($0.items)]) })
    }

    private func flattened(_ items: [TemplateValue]) throws(YaqlError) -> [TemplateValue] {
        try items.expanding { item throws(YaqlError) in
            try budget.spend()
            return if let inner = item.list { try flattened(inner) } else { [item] }
        }
    }
}

// MARK: - Maps

extension YaqlEvaluator {
    func ofMaps(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        switch call.name {
        case "get":
            if let value = try call.map(0)[try call.value(1).keyOfMap] { return value }
            return call.count > 2 ? try call.value(2) : .null
        case "keys": return .list(try call.map(0).keys.map(TemplateValue.string))
        case "values": return .list(try call.map(0).map(\.value))
        case "items": return .list(try call.map(0).map { .list([.string($0.key), $0.value]) })
        case "containsKey": return .bool(try call.map(0)[try call.value(1).keyOfMap] != nil)
        case "containsValue":
            let value = try call.value(1)
            return .bool(try call.map(0).contains { $0.value.equals(value) })
        case "contains": return .bool(try isMember(call.value(1), of: call.value(0)))
        case "mergeWith":
            guard call.count == 2 else { throw call.unsupported }
            return .map(Self.merged(try call.map(0), try call.map(1)))
        case "set":
            var map = try call.map(0)
            if call.count == 2 {
                map.merge(try call.map(1))
            } else {
                map[try call.value(1).keyOfMap] = try call.value(2)
            }
            return .map(map)
        case "delete":
            guard var map = try call.value(0).map else { throw call.unsupported }
            for key in try call.values().dropFirst() { map[key.keyOfMap] = nil }
            return .map(map)
        case "deleteAll":
            var map = try call.map(0)
            for key in try call.items(1) { map[key.keyOfMap] = nil }
            return .map(map)
        case "insert":
            var items = try call.items(0)
            let index = min(max(0, try call.integer(1)), items.count)
            items.insert(try call.value(2), at: index)
            return .list(items)
        default: throw call.unsupported
        }
    }

    /// Maps are merged key by key, lists are put together without what occurs twice, and of other values the second
    /// one counts.
    private static func merged(_ left: TemplateMap, _ right: TemplateMap) -> TemplateMap {
        var merged = left
        for (key, value) in right {
            switch (left[key], value) {
            case (.map(let old)?, .map(let new)): merged[key] = .map(self.merged(old, new))
            case (.list(let old)?, .list(let new)):
                var known = Set(old.map { EqualInPython($0) })
                merged[key] = .list(old + new.filter { known.insert(EqualInPython($0)).inserted })
            default: merged[key] = value
            }
        }
        return merged
    }
}

// MARK: - Texts

extension YaqlEvaluator {
    func ofTexts(_ call: YaqlCall) throws(YaqlError) -> TemplateValue {
        switch call.name {
        case "toLower": return .string(try call.text(0).lowercased())
        case "toUpper": return .string(try call.text(0).uppercased())
        case "split":
            guard call.count <= 2 else { throw call.unsupported }
            let text = try call.text(0)
            guard call.count == 2 else {
                return .list(text.split(whereSeparator: \.isWhitespace).map { .string(String($0)) })
            }
            return .list(text.parts(around: try call.text(1)).map(TemplateValue.string))
        case "join":
            // Either may stand before the point.
            let (first, second) = (try call.value(0), try call.value(1))
            let (items, delimiter) = first.list == nil ? (second, first) : (first, second)
            guard let items = items.list, let delimiter = delimiter.string else {
                throw YaqlError(message: "join() wants a list and text")
            }
            return .string(
                items.map { $0.isNull ? "null" : $0.bool.map { $0 ? "true" : "false" } ?? $0.text }
                    .joined(separator: delimiter)
            )
        case "replace":
            let text = try call.text(0)
            if call.count == 2 {
                var replaced = text
                for (part, value) in try call.map(1) {
                    replaced = replaced.parts(around: part).joined(separator: value.text)
                }
                return .string(replaced)
            }
            guard call.count == 3 else { throw call.unsupported }
            return .string(text.parts(around: try call.text(1)).joined(separator: try call.text(2)))
        case "trim", "trimLeft", "trimRight", "norm":
            let characters = call.count > 1 ? try call.text(1) : " \t\n\r\u{0B}\u{0C}"
            var text = try call.text(0)[...]
            if call.name != "trimRight" { text = text.drop(while: characters.contains) }
            if call.name != "trimLeft" {
                while let last = text.last, characters.contains(last) { text = text.dropLast() }
            }
            return call.name == "norm" && text.isEmpty ? .null : .string(String(text))
        case "startsWith", "endsWith":
            let text = try call.text(0)
            for index in 1..<max(1, call.count) {
                let part = try call.text(index)
                if call.name == "startsWith" ? text.hasPrefix(part) : text.hasSuffix(part) { return true }
            }
            return false
        case "substring":
            let characters = Array(try call.text(0).unicodeScalars)
            var start = try call.integer(1)
            if start < 0 { start += characters.count }
            let length = call.count > 2 ? try call.integer(2) : -1
            start = min(max(0, start), characters.count)
            let end = length < 0 ? characters.count : min(characters.count, start + length)
            var view = String.UnicodeScalarView()
            view.append(contentsOf: characters[start..<end])
            return .string(String(view))
        case "matches":
            guard let expression = try? PythonPattern(try call.text(1)) else {
                throw YaqlError(message: "matches() wants a regular expression")
            }
            return .bool(expression.isFound(in: try call.text(0)))
        case "toCharArray":
            return .list(try call.text(0).unicodeScalars.map { .string(String(Character($0))) })
        default: throw call.unsupported
        }
    }
}
