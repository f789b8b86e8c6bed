/// A value as a document has it, with the place of everything in it.
public struct TemplateNode: Sendable {
    /// What there is at a place.
    public indirect enum Content: Sendable {
        /// null, a boolean, a number or a string
        case scalar(TemplateValue)
        case list([TemplateNode])
        case map([Entry])
    }

    /// A key of a map and its value.
    public struct Entry: Sendable {
        /// The key, as the text that JSON makes of it.
        public var key: String
        /// Where the key is.
        public var keyPosition: SourcePosition
        /// What it stands for.
        public var value: TemplateNode
    }

    /// What there is.
    public var content: Content
    /// Where it begins.
    public var position: SourcePosition

    /// A node with its place.
    public init(_ content: Content, at position: SourcePosition) {
        self.content = content
        self.position = position
    }

    /// The value without its places.
    public var value: TemplateValue {
        switch content {
        case .scalar(let value): value
        case .list(let elements): .list(elements.map(\.value))
        case .map(let entries): .map(TemplateMap(entries.lazy.map { ($0.key, $0.value.value) }))
        }
    }

    /// The entries of a map; `nil` for any other node.
    public var entries: [Entry]? {
        guard case .map(let entries) = content else { return nil }
        return entries
    }

    /// The elements of a list; `nil` for any other node.
    public var elements: [TemplateNode]? {
        guard case .list(let elements) = content else { return nil }
        return elements
    }

    /// The value of a scalar; `nil` for lists and maps.
    public var scalar: TemplateValue? {
        guard case .scalar(let value) = content else { return nil }
        return value
    }

    /// The text of a string; `nil` for any other node.
    public var string: String? { scalar?.string }

    /// Whether this is `null`.
    public var isNull: Bool { scalar?.isNull ?? false }

    /// What kind of value this is, in the words of YAML.
    public var kindName: String {
        switch content {
        case .scalar(let value): value.kindName
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The entry of a map with a key; `nil` when there is none.
    public func entry(_ key: String) -> Entry? { entries?.first { $0.key == key } }

    /// The value of a key of a map; `nil` when there is none.
    public subscript(key: String) -> TemplateNode? { entry(key)?.value }
}
