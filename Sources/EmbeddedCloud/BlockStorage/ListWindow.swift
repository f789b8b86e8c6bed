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

/// A value lists are sorted by; nothing comes before everything.
enum SortValue: Comparable, Sendable {
    case nothing
    case number(Int)
    case text(String)

    init(_ value: String?) { self = value.map(SortValue.text) ?? .nothing }
    init(_ value: Int?) { self = value.map(SortValue.number) ?? .nothing }
    init(_ value: Timestamp?) { self = value.map { .number(Int($0.microseconds)) } ?? .nothing }
    init(_ value: Bool) { self = .number(value ? 1 : 0) }
}

extension ListWindow {
    /// The ids of the page, and how many rows there are in all.
    ///
    /// Only the values to sort by are moved about, not the rows.
    ///
    /// - Parameters:
    ///   - rows: all of the table.
    ///   - accepts: whether a row is in the list.
    ///   - keys: what rows can be sorted by.
    ///   - missing: the error where the marker is none of the rows.
    /// - Returns: the ids in the order asked for, and the count without limit and marker.
    /// - Throws: ``BlockStorageError`` for a name no row has anything under, and for an unknown marker.
    func page<Row: StoredRow>(
        of rows: some Sequence<Row>,
        where accepts: (Row) -> Bool,
        by keys: SortKeys<Row>,
        missing: (String) -> BlockStorageError
    ) throws -> (ids: [String], count: Int) {
        var order = order
        let isAscending = order.first?.isAscending ?? false
        for key in ["created_at", "id"] where !order.contains(where: { $0.key == key }) {
            order.append((key, isAscending))
        }
        let readers = try order.map { term in
            guard let reader = keys[term.key] else { throw BlockStorageError.invalidInput("Invalid sort key") }
            return reader
        }
        var entries: [(id: String, values: [SortValue])] = []
        for row in rows where accepts(row) { entries.append((row.id, readers.map { $0(row) })) }
        func precedes(_ one: [SortValue], _ other: [SortValue]) -> Bool {
            for (index, term) in order.enumerated() where one[index] != other[index] {
                return (one[index] < other[index]) == term.isAscending
            }
            return false
        }
        entries.sort { precedes($0.values, $1.values) }
        var page = entries[...]
        if let marker {
            guard let row = rows.first(where: { $0.id == marker }) else { throw missing(marker) }
            let values = readers.map { $0(row) }
            page = page.drop { $0.id == marker || !precedes(values, $0.values) }
        }
        return (page.dropFirst(offset).prefix(limit).map(\.id), entries.count)
    }
}

/// What rows can be sorted by: the name, and how to read it from a row.
typealias SortKeys<Row> = [String: @Sendable (Row) -> SortValue]
