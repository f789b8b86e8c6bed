import HeatTemplates
import OpenStack

extension TemplateValue {
    /// What a service sent; keys are in order, since JSON has none.
    init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .list(elements.map(TemplateValue.init))
        case .object(let members):
            self = .map(TemplateMap(members.sorted { $0.key < $1.key }.map { ($0.key, TemplateValue($0.value)) }))
        }
    }

    /// As text: strings as they are, all else as JSON.
    var plainText: String { string ?? json() }
}

extension JSON {
    /// What is sent to a service; what is not known is null.
    init(_ value: TemplateValue) {
        switch value {
        case .null, .unknown: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .list(let elements): self = .array(elements.map { JSON($0) })
        case .map(let map): self = .object(Dictionary(map.map { ($0.key, JSON($0.value)) }) { _, last in last })
        }
    }
}
