/// Which part of a list is asked for, and in what order.
struct ListWindow: Sendable {
    var limit = maximumLimit
    var marker: String?
    var offset = 0
    /// Names of members and whether the least comes first.
    var order: [(key: String, isAscending: Bool)] = []

    static let maximumLimit = 1000

    /// Parameters of a list that are no filters.
    static let parameters: Set<String> = ["limit", "marker", "offset", "sort", "sort_key", "sort_dir"]

    init() {}

    init(_ query: Query, defaultKey: String = "created_at") throws {
        limit = try Self.limit(query)
        marker = query["marker"]
        offset = try Self.offset(query)
        if let sort = query["sort"] {
            if query["sort_key"] != nil || query["sort_dir"] != nil {
                throw BlockStorageError.badRequest(
                    "The 'sort_key' and 'sort_dir' parameters are deprecated and cannot be used with the 'sort' parameter."
                )
            }
            for item in sort.trimmingSpaces.split(separator: ",", omittingEmptySubsequences: false) {
                let parts = item.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                let direction = parts.count > 1 ? String(parts[1]).trimmingSpaces : ""
                try add(String(parts.first ?? "").trimmingSpaces, direction.isEmpty ? "desc" : direction)
            }
        } else {
            try add(
                (query["sort_key"] ?? defaultKey).trimmingSpaces,
                (query["sort_dir"] ?? "desc").trimmingSpaces
            )
        }
    }

    private mutating func add(_ key: String, _ direction: String) throws {
        guard ["asc", "desc"].contains(direction) else {
            throw BlockStorageError.invalidInput("Unknown sort direction, must be 'desc' or 'asc'.")
        }
        order.append((key, direction == "asc"))
    }

    static func limit(_ query: Query) throws -> Int {
        guard let text = query["limit"] else { return maximumLimit }
        guard let limit = Int(text.trimmingSpaces) else {
            throw BlockStorageError.badRequest("limit param must be an integer")
        }
        guard limit >= 0 else { throw BlockStorageError.badRequest("limit param must be positive") }
        return min(limit, maximumLimit)
    }

    private static func offset(_ query: Query) throws -> Int {
        guard let text = query["offset"] else { return 0 }
        guard let offset = Int(text) else { throw BlockStorageError.badRequest("offset must be an integer") }
        guard offset >= 0 else { throw BlockStorageError.badRequest("offset must be >= 0") }
        guard offset <= BodySchema.largest else {
            throw BlockStorageError.badRequest("offset must be <= \(BodySchema.largest)")
        }
        return offset
    }
}
