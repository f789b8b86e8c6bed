/// A value of a YAML document and where it stands; aliases and merge keys (`<<`) are replaced by what they stand for.
package struct YAMLNode<Scalar: Sendable>: Sendable {
    package enum Content: Sendable {
        case scalar(Scalar)
        case list([YAMLNode])
        case map([Entry])
    }

    /// A key of a map and its value; no two entries of a map have the same key.
    package struct Entry: Sendable {
        /// The key as text: that of a number or truth value is what JSON makes of it.
        package let key: String
        /// The key as it is written.
        package let writtenKey: String
        /// Where the key stands.
        package let mark: SourceMark
        package let value: YAMLNode
    }

    package let content: Content
    package let mark: SourceMark

    /// The scalar; `nil` for lists and maps.
    package var scalar: Scalar? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar
    }

    /// The elements of a list; `nil` for any other node.
    package var elements: [YAMLNode]? {
        guard case .list(let elements) = content else { return nil }
        return elements
    }

    /// The entries of a map, in order; `nil` for any other node.
    package var entries: [Entry]? {
        guard case .map(let entries) = content else { return nil }
        return entries
    }

    /// The entry of a map with a key; `nil` when there is none.
    package func entry(_ key: String) -> Entry? { entries?.first { $0.key == key } }

    /// The value of a key of a map; `nil` when there is none.
    package subscript(key: String) -> YAMLNode? { entry(key)?.value }
}
