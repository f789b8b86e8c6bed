import PythonSemantics

extension Evaluation {
    // MARK: - repeat

    /// Heat's `repeat` has no bound; more than this is an attack.
    private static var repetitionLimit: Int { 100_000 }

    /// `repeat`: a copy of the template for each combination of items.
    func repeated(
        _ argument: TemplateValue,
        maps: Bool,
        permutations: Bool
    ) throws(ResolutionFailure) -> TemplateValue {
        guard let arguments = argument.map else { throw ResolutionFailure("\(name) takes a map") }
        guard let lists = arguments["for_each"]?.map, !lists.isEmpty else {
            throw ResolutionFailure("the for_each of \(name) must be a map with a list for each placeholder")
        }
        let isNested = !permutations || (arguments["permutations"]?.bool ?? true)
        var values: [[TemplateValue]] = []
        for (placeholder, value) in lists {
            values.append(try items(value, for: placeholder, maps: maps && isNested))
        }
        let template = arguments["template"] ?? .null
        let combinations = isNested ? try product(values) : try pairs(values, lists)
        guard template.size * max(1, combinations.count) <= TemplateValue.sizeLimit else {
            throw ResolutionFailure("\(name) makes too much of its template")
        }
        let placeholders = lists.keys
        return .list(
            try combinations.map { combination throws(ResolutionFailure) in
                try copy(of: template, placeholders, combination)
            }
        )
    }

    private func items(
        _ value: TemplateValue,
        for placeholder: String,
        maps: Bool
    ) throws(ResolutionFailure) -> [TemplateValue] {
        switch value {
        case .null: return []
        case .list(let items): return items
        case .map(let map) where maps: return map.keys.map(TemplateValue.string)
        default:
            throw ResolutionFailure("\(name) wants a list for '\(placeholder)', not \(value.kindName)")
        }
    }

    private func product(_ values: [[TemplateValue]]) throws(ResolutionFailure) -> [[TemplateValue]] {
        guard !values.contains(where: \.isEmpty) else { return [] }
        var count = 1
        for list in values {
            count *= list.count
            guard count <= Self.repetitionLimit else {
                throw ResolutionFailure("\(name) makes more than \(Self.repetitionLimit) items")
            }
        }
        return values.reduce([[]]) { combinations, list in
            combinations.flatMap { combination in list.map { combination + [$0] } }
        }
    }

    private func pairs(
        _ values: [[TemplateValue]],
        _ lists: TemplateMap
    ) throws(ResolutionFailure) -> [[TemplateValue]] {
        // A list that is null counts for nothing here, and leaves nothing to pair.
        let lengths = Set(zip(values, lists).compactMap { $1.value.isNull ? nil : $0.count })
        guard lengths.count <= 1 else {
            throw ResolutionFailure("without permutations the lists of \(name) must be of the same length")
        }
        let count = values.map(\.count).min() ?? 0
        return (0..<count).map { index in values.map { $0[index] } }
    }

    /// The template with placeholders replaced in its texts, keys among them.
    private func copy(
        of template: TemplateValue,
        _ placeholders: [String],
        _ values: [TemplateValue]
    ) throws(ResolutionFailure) -> TemplateValue {
        switch template {
        case .string(let text): return .string(try replaced(text, placeholders, values))
        case .list(let elements):
            return .list(
                try elements.map { element throws(ResolutionFailure) in try copy(of: element, placeholders, values) }
            )
        case .map(let map):
            var copied = TemplateMap()
            for (key, value) in map {
                copied[try replaced(key, placeholders, values)] = try copy(of: value, placeholders, values)
            }
            return .map(copied)
        default: return template
        }
    }

    private func replaced(
        _ text: String,
        _ placeholders: [String],
        _ values: [TemplateValue]
    ) throws(ResolutionFailure) -> String {
        var text = text
        for (placeholder, value) in zip(placeholders, values) {
            guard let value = value.string else {
                throw ResolutionFailure("\(name) puts text into its template, and an item is \(value.kindName)")
            }
            guard !placeholder.isEmpty else {
                text = value + text.unicodeScalars.map { String($0) + value }.joined()
                try checkLength(text.utf8.count)
                continue
            }
            let parts = text.parts(around: placeholder)
            guard parts.count > 1 else { continue }
            try checkLength(text.utf8.count + (parts.count - 1) * value.utf8.count)
            text = parts.joined(separator: value)
        }
        return text
    }

    // MARK: - filter, list_concat, contains

    /// `filter`: a list without some values.
    func filtered(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        let arguments = try list(argument, of: 2)
        guard arguments[1].isTruthy else { return arguments[1] }
        guard let items = arguments[1].list else {
            throw ResolutionFailure("\(name) takes a list, not \(arguments[1].kindName)")
        }
        guard arguments[0].isTruthy else { return arguments[1] }
        guard let values = arguments[0].list else {
            throw ResolutionFailure("\(name) leaves out a list of values, not \(arguments[0].kindName)")
        }
        let unwanted = Set(values.map { EqualInPython($0) })
        return .list(items.filter { !unwanted.contains(EqualInPython($0)) })
    }

    /// `list_concat`, and without what was there before.
    func concatenated(_ argument: TemplateValue, unique: Bool) throws(ResolutionFailure) -> TemplateValue {
        guard let lists = argument.list else { throw ResolutionFailure("\(name) takes a list of lists") }
        var items: [TemplateValue] = []
        for list in lists where !list.isNull {
            guard let elements = list.list else { throw ResolutionFailure("\(name) takes lists, not \(list.kindName)") }
            items += elements
            guard items.count <= TemplateValue.sizeLimit / 8 else {
                throw ResolutionFailure("\(name) makes too long a list")
            }
        }
        guard unique else { return .list(items) }
        var seen: Set<EqualInPython<TemplateValue>> = []
        return .list(items.filter { seen.insert(EqualInPython($0)).inserted })
    }

    /// `contains`: a value in a list, or text in text.
    func contains(_ argument: TemplateValue) throws(ResolutionFailure) -> Bool {
        let arguments = try list(argument, of: 2)
        switch arguments[1] {
        case .list(let elements): return elements.contains { $0.equals(arguments[0]) }
        case .string(let text):
            guard let part = arguments[0].string else {
                throw ResolutionFailure("\(name) looks for text in text, not for \(arguments[0].kindName)")
            }
            return part.isEmpty || text.parts(around: part).count > 1
        default: throw ResolutionFailure("\(name) looks in a list, not in \(arguments[1].kindName)")
        }
    }
}
