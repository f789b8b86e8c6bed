/// A map that keeps the order in which its keys were first set, as YAML documents and Python's dictionaries do.
///
/// Two maps are equal when they have the same keys with equal values, whatever the order.
public struct TemplateMap: Sendable {
    /// The keys, in order.
    public private(set) var keys: [String]
    private var values: [String: TemplateValue]

    /// An empty map.
    public init() {
        keys = []
        values = [:]
    }

    /// A map of pairs; of a key that occurs twice the last value stays, at the place of the first.
    public init(_ pairs: some Sequence<(String, TemplateValue)>) {
        self.init()
        for (key, value) in pairs { self[key] = value }
    }

    /// The value of a key; setting `nil` removes the key.
    public subscript(key: String) -> TemplateValue? {
        get { values[key] }
        set {
            if let newValue {
                if values.updateValue(newValue, forKey: key) == nil { keys.append(key) }
            } else if values.removeValue(forKey: key) != nil {
                keys.removeAll { $0 == key }
            }
        }
    }

    /// How many keys there are.
    public var count: Int { keys.count }

    /// Whether there are none.
    public var isEmpty: Bool { keys.isEmpty }

    /// Sets every key of another map; its values win.
    public mutating func merge(_ other: TemplateMap) {
        for (key, value) in other { self[key] = value }
    }
}

extension TemplateMap: Sequence {
    /// The pairs, in order.
    public func makeIterator() -> AnyIterator<(key: String, value: TemplateValue)> {
        var remaining = keys.makeIterator()
        return AnyIterator {
            guard let key = remaining.next(), let value = values[key] else { return nil }
            return (key, value)
        }
    }
}

extension TemplateMap: Hashable {
    /// Equality without regard to order.
    public static func == (left: TemplateMap, right: TemplateMap) -> Bool { left.values == right.values }

    /// Hashes keys and values.
    public func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension TemplateMap: ExpressibleByDictionaryLiteral {
    /// A map of the pairs, in their order.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) { self.init(elements) }
}
