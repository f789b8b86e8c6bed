/// A value as a file, a variable or an argument gave it, with the place it came from.
///
/// Any of them may be a password, so printing and reflection show the kind of value only.
struct SettingValue: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    enum Content: Sendable, Hashable {
        case null
        case bool(Bool)
        /// A number, as Python would print it: openstacksdk turns numbers into strings.
        case number(String)
        case text(String)
        case list([SettingValue])
        case map(SettingsMap)
    }

    var content: Content
    var origin: ConfigurationOrigin

    init(_ content: Content, at origin: ConfigurationOrigin) {
        self.content = content
        self.origin = origin
    }

    /// The value as text; `nil` for lists, maps and null, and for an empty text, which openstacksdk takes for absent.
    var text: String? {
        switch content {
        case .text(let text), .number(let text): text.isEmpty ? nil : text
        case .bool(let value): value ? "True" : "False"
        case .null, .list, .map: nil
        }
    }

    var map: SettingsMap? {
        guard case .map(let map) = content else { return nil }
        return map
    }

    var list: [SettingValue]? {
        guard case .list(let list) = content else { return nil }
        return list
    }

    var isNull: Bool { content == .null }

    /// Whether the value is true, as openstacksdk's `get_boolean` has it: everything but true and the text is false.
    var isTrue: Bool {
        switch content {
        case .bool(let value): value
        case .text(let text): text.lowercased() == "true"
        default: false
        }
    }

    /// The kind of value, for messages.
    var kind: String {
        switch content {
        case .null: "nothing"
        case .bool: "a truth value"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The value with `-` in the keys of its maps, at any depth, turned into `_`.
    var withNormalisedKeys: SettingValue {
        switch content {
        case .map(let map): SettingValue(.map(map.withNormalisedKeys), at: origin)
        case .list(let list): SettingValue(.list(list.map(\.withNormalisedKeys)), at: origin)
        default: self
        }
    }

    var description: String { "<\(kind)>" }

    var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
