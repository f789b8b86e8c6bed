/// The filters of the identity service's lists.
enum ListFilter {
    private static let comparisons: [(suffix: String, holds: @Sendable (String, String) -> Bool)] = [
        ("__contains", { $0.contains($1) }),
        ("__icontains", { $0.lowercased().contains($1.lowercased()) }),
        ("__startswith", { $0.hasPrefix($1) }),
        ("__istartswith", { $0.lowercased().hasPrefix($1.lowercased()) }),
        ("__endswith", { $0.hasSuffix($1) }),
        ("__iendswith", { $0.lowercased().hasSuffix($1.lowercased()) }),
    ]

    /// Whether the resource passes all filters among these attributes.
    static func accepts(_ resource: JSON.Object, _ query: Query, _ attributes: [String]) -> Bool {
        query.items.allSatisfy { item in
            for attribute in attributes {
                if item.name == attribute { return equals(resource[attribute] ?? .null, item.value) }
                for (suffix, holds) in comparisons where item.name == attribute + suffix {
                    return holds(resource[attribute]?.string ?? "", item.value)
                }
            }
            return true
        }
    }

    private static func equals(_ value: JSON, _ text: String) -> Bool {
        switch value {
        case .bool(let flag): flag == !["0", "false", "no", "off", "f", "n"].contains(text.lowercased())
        case .null: text.isEmpty
        default: value.pythonText == text
        }
    }
}
