extension Environment {
    /// This environment with a later one on top of it.
    ///
    /// Values of parameters are replaced unless the environments say that they are to be merged; what that means
    /// depends on the parameter's kind: text and lists are put one after the other, numbers are added, maps get the
    /// later one's keys.
    ///
    /// - Parameters:
    ///   - later: the environment on top.
    ///   - kinds: the kinds of the parameters that may be merged.
    /// - Returns: both as one.
    public func merging(_ later: Environment, kinds: [String: ParameterDefinition.Kind]) -> Environment {
        var merged = self
        merged.mergeStrategies.merge(later.mergeStrategies) { $1 }
        merged.parameters = Self.merged(parameters, later.parameters, kinds, later.mergeStrategies)
        merged.parameterDefaults = Self.merged(
            parameterDefaults,
            later.parameterDefaults,
            kinds,
            later.mergeStrategies
        )
        merged.registry.merge(later.registry)
        merged.encryptedParameterNames += later.encryptedParameterNames
        merged.eventSinks += later.eventSinks
        return merged
    }

    private static func merged(
        _ earlier: [String: Entry],
        _ later: [String: Entry],
        _ kinds: [String: ParameterDefinition.Kind],
        _ strategies: [String: MergeStrategy]
    ) -> [String: Entry] {
        earlier.merging(later) { $1 }.reduce(into: [:]) { result, pair in
            let (name, entry) = pair
            result[name] = entry
            guard let kind = kinds[name], let old = earlier[name], let new = later[name] else { return }
            let strategy = strategies[name] ?? strategies["default"] ?? .overwrite
            guard strategy != .overwrite else { return }
            result[name]?.value = merged(old.value, new.value, kind, isDeep: strategy == .deepMerge)
        }
    }

    private static func merged(
        _ old: TemplateValue,
        _ new: TemplateValue,
        _ kind: ParameterDefinition.Kind,
        isDeep: Bool
    ) -> TemplateValue {
        switch kind {
        case .string: return .string(old.text + new.text)
        case .number:
            guard let left = old.asNumber, let right = new.asNumber else { return new }
            if case .integer(let left) = left, case .integer(let right) = right { return .integer(left &+ right) }
            return .number((left.double ?? 0) + (right.double ?? 0))
        case .list:
            guard old.isTruthy else { return new }
            if let left = old.list, let right = new.list { return .list(left + right) }
            guard let left = old.list ?? textList(old), let right = new.list ?? textList(new) else { return new }
            return .list(left + right)
        case .json:
            guard let left = map(old), let right = map(new) else { return new }
            return .map(merged(left, right, isDeep: isDeep))
        case .boolean: return new
        }
    }

    private static func textList(_ value: TemplateValue) -> [TemplateValue]? {
        value.string.map { $0.parts(around: ",").map(TemplateValue.string) }
    }

    private static func map(_ value: TemplateValue) -> TemplateMap? {
        value.map ?? value.string.flatMap { TemplateValue(json: $0)?.map }
    }

    private static func merged(_ old: TemplateMap, _ new: TemplateMap, isDeep: Bool) -> TemplateMap {
        var merged = old
        for (key, value) in new where !value.isNull {
            guard isDeep, let earlier = old[key], earlier.isTruthy else {
                merged[key] = value
                continue
            }
            merged[key] =
                switch (earlier, value) {
                case (.map(let left), .map(let right)): .map(self.merged(left, right, isDeep: true))
                case (.list(let left), .list(let right)): .list(left + right)
                case (.string(let left), .string(let right)): .string(left + right)
                default: value
                }
        }
        return merged
    }
}
