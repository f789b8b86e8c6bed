import HTTPTypes

/// The order of a list of images: `sort=name:asc,size`, or `sort_key` and `sort_dir`; newest first if not said.
struct ImageOrder: Sendable {
    private struct Term: Sendable {
        var key: String
        var isAscending: Bool
    }

    private static let keys = [
        "name", "status", "container_format", "disk_format", "size", "id", "created_at", "updated_at",
    ]

    private var terms: [Term]

    init(_ query: Query) throws {
        let keys = query.all("sort_key")
        let directions = query.all("sort_dir")
        if let sort = query["sort"] {
            guard keys.isEmpty, directions.isEmpty else {
                throw ImageError(.badRequest, "Old and new sorting syntax cannot be combined")
            }
            terms = try sort.split(separator: ",").map { item in
                let parts = item.split(separator: ":", maxSplits: 1).map { $0.replacing(" ", with: "") }
                return try Self.term(String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "desc")
            }
        } else {
            guard directions.count <= 1 || directions.count == max(1, keys.count) else {
                throw ImageError(.badRequest, "Number of sort dirs does not match the number of sort keys")
            }
            let named = keys.isEmpty ? ["created_at"] : keys
            terms = try named.enumerated().map { index, key in
                let direction = directions.count > 1 ? directions[index] : directions.first
                return try Self.term(key, direction ?? "desc")
            }
        }
        let isAscending = terms.first?.isAscending ?? false
        for key in ["created_at", "id"] where !terms.contains(where: { $0.key == key }) {
            terms.append(Term(key: key, isAscending: isAscending))
        }
    }

    private static func term(_ key: String, _ direction: String) throws -> Term {
        guard keys.contains(key) else {
            throw ImageError(
                .badRequest,
                "Invalid sort key: \(key). It must be one of the following: \(keys.joined(separator: ", "))."
            )
        }
        guard ["asc", "desc"].contains(direction) else {
            throw ImageError(.badRequest, "Invalid sort direction: \(direction)")
        }
        return Term(key: key, isAscending: direction == "asc")
    }

    /// Whether the one stands before the other; a missing value counts as the smallest.
    func precedes(_ one: ImageRow, _ other: ImageRow) -> Bool {
        for term in terms {
            let order = Self.compare(one, other, term.key)
            if order != 0 { return (order < 0) == term.isAscending }
        }
        return false
    }

    private static func compare(_ one: ImageRow, _ other: ImageRow, _ key: String) -> Int {
        func order<Value: Comparable>(_ one: Value?, _ other: Value?) -> Int {
            switch (one, other) {
            case (nil, nil): 0
            case (nil, _): -1
            case (_, nil): 1
            case (let one?, let other?): one < other ? -1 : (other < one ? 1 : 0)
            }
        }
        return switch key {
        case "name": order(one.name, other.name)
        case "status": order(one.status.rawValue, other.status.rawValue)
        case "container_format": order(one.containerFormat, other.containerFormat)
        case "disk_format": order(one.diskFormat, other.diskFormat)
        case "size": order(one.size, other.size)
        case "created_at": order(one.created, other.created)
        case "updated_at": order(one.updated, other.updated)
        default: order(one.id, other.id)
        }
    }
}
