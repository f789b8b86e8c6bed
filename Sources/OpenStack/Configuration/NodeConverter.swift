import Yams

/// Turns nodes into values, aliases and merge keys (`<<`) resolved.
struct NodeConverter {
    let path: String
    private(set) var diagnostics: [ConfigurationDiagnostic] = []
    private var count = 0

    init(path: String) {
        self.path = path
    }

    mutating func value(of node: Node, depth: Int) throws(ConfigurationError) -> SettingValue {
        let origin = ConfigurationOrigin.file(path, line: node.mark?.line)
        count += 1
        guard count <= YAMLDocument.valueLimit else {
            throw malformed(
                "more than \(YAMLDocument.valueLimit) values when aliases are replaced by what they stand for",
                advice: "use fewer aliases"
            )
        }
        guard depth <= YAMLDocument.depthLimit else {
            throw malformed("lists or maps nested too deeply", at: origin, advice: "is it the right file?")
        }
        switch node {
        case .scalar(let scalar): return SettingValue(content(of: scalar, at: origin), at: origin)
        case .mapping(let mapping): return SettingValue(.map(try map(of: mapping, depth: depth)), at: origin)
        case .sequence(let sequence):
            var list: [SettingValue] = []
            for element in sequence { list.append(try value(of: element, depth: depth + 1)) }
            return SettingValue(.list(list), at: origin)
        case .alias: throw malformed("an alias without anchor", at: origin, advice: "put the text in quotes")
        }
    }

    private mutating func content(of scalar: Node.Scalar, at origin: ConfigurationOrigin) -> SettingValue.Content {
        guard scalar.style == .plain, scalar.tag.rawValue != Tag.Name.str.rawValue else { return .text(scalar.string) }
        let plain = PlainScalar(scalar.string)
        if plain.losesText {
            diagnostics.append(
                ConfigurationDiagnostic(
                    .warning,
                    "YAML reads this as a number that is written differently",
                    at: origin,
                    advice: "put it in quotes to keep it as it is"
                )
            )
        }
        return plain.content
    }

    private mutating func map(of mapping: Node.Mapping, depth: Int) throws(ConfigurationError) -> SettingsMap {
        var merged = SettingsMap()
        var own: [(key: String, value: SettingValue)] = []
        for (key, node) in mapping {
            let origin = ConfigurationOrigin.file(path, line: key.mark?.line)
            guard let scalar = key.scalar else {
                throw malformed("a key that is a list or a map", at: origin, advice: "write a plain name")
            }
            var value = try value(of: node, depth: depth + 1)
            guard scalar.string == "<<", scalar.style == .plain else {
                // A value's place is its key's: a map or a long text starts on a later line.
                value.origin = origin
                own.append((scalar.string, value))
                continue
            }
            // YAML merge keys: the map's own keys win, then those of the maps named first.
            for source in (value.list ?? [value]).reversed() {
                guard let map = source.map else {
                    throw malformed("<< takes a map or a list of maps", at: origin, advice: "correct its value")
                }
                for (key, value) in map.pairs { merged[key] = value }
            }
        }
        for (key, value) in own { merged[key] = value }
        return merged
    }

    private func malformed(
        _ message: String,
        at origin: ConfigurationOrigin? = nil,
        advice: String
    ) -> ConfigurationError {
        ConfigurationError(.malformedFile, message, at: origin ?? .file(path), advice: advice)
    }
}
