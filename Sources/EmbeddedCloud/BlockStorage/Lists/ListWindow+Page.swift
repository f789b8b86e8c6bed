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
