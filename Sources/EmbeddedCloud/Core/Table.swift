/// A row of a table: a value with a name unique in the table.
protocol StoredRow: Codable, Sendable {
    /// The table's name in the state file.
    static var table: String { get }
    /// The row's name in the table.
    var id: String { get }
}

/// Rows by id, remembering what changed since the last ``commit()`` so that it can be written down or undone.
struct Table<Row: StoredRow>: Sendable {
    private var rows: [String: Row] = [:]
    /// The row as it was before the first change of the transaction; nil for a new one.
    private var previous: [String: Row?] = [:]

    var values: Dictionary<String, Row>.Values { rows.values }
    var isEmpty: Bool { rows.isEmpty }

    /// All rows in the order of their ids, which is the order services list them in.
    var sorted: [Row] { rows.values.sorted { $0.id < $1.id } }

    subscript(id: String) -> Row? {
        get { rows[id] }
        set {
            if previous.index(forKey: id) == nil { previous.updateValue(rows[id], forKey: id) }
            rows[id] = newValue
        }
    }

    mutating func insert(_ row: Row) { self[row.id] = row }

    /// Removes the rows the condition holds for.
    mutating func remove(where condition: (Row) -> Bool) {
        for row in rows.values where condition(row) { self[row.id] = nil }
    }

    /// The ids of the rows put in, replaced or removed since the last ``commit()``.
    var changedIDs: Dictionary<String, Row?>.Keys { previous.keys }

    /// Forgets what changed.
    mutating func commit() { previous.removeAll() }

    /// Undoes everything since the last ``commit()``.
    mutating func rollBack() {
        for (id, row) in previous { rows[id] = row }
        previous.removeAll()
    }

    /// Puts in a row read from the state file, which is no change.
    mutating func load(_ row: Row) { rows[row.id] = row }
}
