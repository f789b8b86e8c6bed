extension Evaluation {
    /// `map_merge`: later maps win.
    func mergedMaps(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        // Empty text passes for an empty list.
        if argument == "" { return .map(TemplateMap()) }
        guard let maps = argument.list else { throw ResolutionFailure("\(name) takes a list of maps") }
        var merged = TemplateMap()
        for map in maps where !map.isNull {
            guard let entries = map.map else { throw ResolutionFailure("\(name) merges maps, not \(map.kindName)") }
            merged.merge(entries)
        }
        return .map(merged)
    }

    /// `map_replace`: other keys and values in a map.
    func mapWithReplacements(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        let arguments = try list(argument, of: 2)
        let map = try mapOrNothing(arguments[0])
        let replacements = try mapOrNothing(arguments[1])
        if let other = replacements.keys.first(where: { $0 != "keys" && $0 != "values" }) {
            throw ResolutionFailure("\(name) replaces keys and values, not '\(other)'")
        }
        let keys = try mapOrNothing(replacements["keys"] ?? .null)
        let values = try mapOrNothing(replacements["values"] ?? .null)
        var result = TemplateMap()
        for (key, value) in map {
            var newKey = key
            if let replacement = keys[key], !replacement.isNull {
                guard replacement.list == nil, replacement.map == nil else {
                    throw ResolutionFailure("\(name) cannot make \(replacement.kindName) a key")
                }
                newKey = replacement.keyOfMap
                guard newKey == key || map[newKey] == nil else {
                    throw ResolutionFailure("\(name) makes '\(newKey)' of '\(key)', and the map has such a key")
                }
                guard result[newKey] == nil else {
                    throw ResolutionFailure("\(name) makes the key '\(newKey)' twice")
                }
            }
            result[newKey] = value.string.flatMap { values[$0] } ?? value
        }
        return .map(result)
    }

    private func mapOrNothing(_ value: TemplateValue) throws(ResolutionFailure) -> TemplateMap {
        if value.isNull { return TemplateMap() }
        guard let map = value.map else { throw ResolutionFailure("\(name) takes maps, not \(value.kindName)") }
        return map
    }
}
