/// A row of a table: a value with a name unique in the table.
protocol StoredRow: Codable, Sendable {
    /// The table's name in the state file.
    static var table: String { get }
    /// The row's name in the table.
    var id: String { get }
    /// What the row can be found by besides its id, each unique to its purpose: `project/1a2b`. None by default.
    var lookupKeys: [String] { get }
}

extension StoredRow {
    var lookupKeys: [String] { [] }
}

/// Rows by id, remembering what changed since the last ``commit()`` so that it can be written down or undone.
struct Table<Row: StoredRow>: Sendable {
    private var rows: [String: Row] = [:]
    /// The row as it was before the first change of the transaction; nil for a new one.
    private var previous: [String: Row?] = [:]
    /// The ids of the rows that have a lookup key.
    private var index: [String: Set<String>] = [:]

    var values: Dictionary<String, Row>.Values { rows.values }
    var isEmpty: Bool { rows.isEmpty }
    var count: Int { rows.count }
    var ids: Dictionary<String, Row>.Keys { rows.keys }

    /// All rows in the order of their ids, which is the order services list them in.
    var sorted: [Row] { rows.values.sorted { $0.id < $1.id } }

    subscript(id: String) -> Row? {
        get { rows[id] }
        set {
            if previous.index(forKey: id) == nil { previous.updateValue(rows[id], forKey: id) }
            put(newValue, at: id)
        }
    }

    mutating func insert(_ row: Row) { self[row.id] = row }

    /// Removes the rows the condition holds for.
    mutating func remove(where condition: (Row) -> Bool) {
        for row in rows.values where condition(row) { self[row.id] = nil }
    }

    /// The ids of the rows with a lookup key.
    func ids(with key: String) -> Set<String> { index[key] ?? [] }

    /// The rows with a lookup key, in no order.
    func rows(with key: String) -> [Row] { index[key]?.compactMap { rows[$0] } ?? [] }

    /// The ids of the rows put in, replaced or removed since the last ``commit()``.
    var changedIDs: Dictionary<String, Row?>.Keys { previous.keys }

    /// Forgets what changed.
    mutating func commit() { previous.removeAll() }

    /// Undoes everything since the last ``commit()``.
    mutating func rollBack() {
        for (id, row) in previous { put(row, at: id) }
        previous.removeAll()
    }

    /// Puts in a row read from the state file, which is no change.
    mutating func load(_ row: Row) { put(row, at: row.id) }

    private mutating func put(_ row: Row?, at id: String) {
        let before = rows[id]?.lookupKeys ?? []
        let after = row?.lookupKeys ?? []
        if before != after {
            for key in before {
                index[key]?.remove(id)
                if index[key]?.isEmpty == true { index[key] = nil }
            }
            for key in after { index[key, default: []].insert(id) }
        }
        rows[id] = row
    }
}
