import HeatTemplates

/// The properties of a resource, each of the kind that its type says: Heat takes "8" for a number, and so on.
struct TypedProperties: Sendable {
    private var values: TemplateMap

    init(_ values: TemplateMap, of type: ResourceType?) {
        self.values = TemplateMap()
        for (name, value) in values where !value.isNull {
            self.values[name] = type?.properties[name].map { $0.typed(value) } ?? value
        }
    }

    /// The value of a property by any of its names; `nil` when it has none.
    subscript(names: String...) -> TemplateValue? { value(names) }

    func value(_ names: [String]) -> TemplateValue? { names.lazy.compactMap { values[$0] }.first }

    /// The text of a property; `nil` when there is none or it is empty.
    func text(_ names: String...) -> String? {
        guard let text = value(names)?.plainText, !text.isEmpty else { return nil }
        return text
    }

    /// The elements of a list that are not null.
    func list(_ name: String) -> [TemplateValue] { values[name]?.list?.filter { !$0.isNull } ?? [] }

    /// Every value by its name.
    var all: TemplateMap { values }
}

extension PropertySchema {
    /// The value as this kind, as far as it can be one.
    fileprivate func typed(_ value: TemplateValue) -> TemplateValue {
        switch (kind, value) {
        case (_, .null), (_, .unknown), (.any, _): return value
        case (.string, .integer), (.string, .number): return .string(value.json())
        case (.string, .bool(let flag)): return .string(flag ? "True" : "False")
        case (.string, .list), (.string, .map): return .string(value.json())
        case (.integer, .string(let text)): return Int(text).map(TemplateValue.integer) ?? value
        case (.integer, .number(let number)): return Int(exactly: number).map(TemplateValue.integer) ?? value
        case (.number, .string(let text)):
            return Int(text).map(TemplateValue.integer) ?? Double(text).map(TemplateValue.number) ?? value
        case (.boolean, .string(let text)):
            switch text.lowercased() {
            case "true", "t", "yes", "y", "on", "1": return true
            case "false", "f", "no", "n", "off", "0": return false
            default: return value
            }
        case (.boolean, .integer(let number)): return .bool(number != 0)
        case (.list, .string(let text)):
            return .list(
                text.isEmpty
                    ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map { .string(String($0)) }
            )
        case (.list, .list(let elements)):
            guard let members else { return value }
            return .list(elements.map { $0.map.map { .map(members.typed($0)) } ?? $0 })
        case (.map, .string(let text)): return TemplateValue(json: text) ?? value
        case (.map, .map(let map)): return members.map { .map($0.typed(map)) } ?? value
        default: return value
        }
    }
}

extension [String: PropertySchema] {
    fileprivate func typed(_ map: TemplateMap) -> TemplateMap {
        TemplateMap(map.map { ($0.key, self[$0.key]?.typed($0.value) ?? $0.value) })
    }
}
