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
    /// A row where it is kept: rows are large, so they are looked at in their place and copied only to be given out.
    fileprivate final class Stored: Sendable {
        let row: Row
        init(_ row: Row) { self.row = row }
    }

    private var rows: [String: Stored] = [:]
    /// The row as it was before the first change of the transaction; nil for a new one.
    private var previous: [String: Stored?] = [:]
    /// The ids of the rows that have a lookup key.
    private var index: [String: Set<String>] = [:]

    var values: TableRows<Row> { TableRows(stored: rows.values) }
    var isEmpty: Bool { rows.isEmpty }
    var count: Int { rows.count }
    var ids: some Collection<String> { rows.keys }

    /// All rows in the order of their ids, which is the order services list them in.
    var sorted: [Row] { rows.values.sorted { $0.row.id < $1.row.id }.map(\.row) }

    subscript(id: String) -> Row? {
        get { rows[id]?.row }
        set {
            if previous.index(forKey: id) == nil { previous.updateValue(rows[id], forKey: id) }
            put(newValue.map(Stored.init), at: id)
        }
    }

    /// Looks at rows one after the other in their place, as long as it is told to go on; ids without a row are skipped.
    // Compiled for servers on their own, of which there may be ten thousand: as a generic it takes several times as long.
    @specialized(where Row == ServerRow)
    func look(at ids: ReversedCollection<[String]>, while goesOn: (Row) -> Bool) {
        for id in ids {
            guard let stored = rows[id] else { continue }
            guard goesOn(stored.row) else { return }
        }
    }

    mutating func insert(_ row: Row) { self[row.id] = row }

    /// Removes the rows the condition holds for.
    mutating func remove(where condition: (Row) -> Bool) {
        for stored in rows.values where condition(stored.row) { self[stored.row.id] = nil }
    }

    /// The ids of the rows with a lookup key.
    func ids(with key: String) -> Set<String> { index[key] ?? [] }

    /// The rows with a lookup key, in no order.
    func rows(with key: String) -> [Row] { index[key]?.compactMap { rows[$0]?.row } ?? [] }

    /// The ids of the rows put in, replaced or removed since the last ``commit()``.
    var changedIDs: some Collection<String> { previous.keys }

    /// Forgets what changed.
    mutating func commit() { previous.removeAll() }

    /// Undoes everything since the last ``commit()``.
    mutating func rollBack() {
        for (id, row) in previous { put(row, at: id) }
        previous.removeAll()
    }

    /// Puts in a row read from the state file, which is no change.
    mutating func load(_ row: Row) { put(Stored(row), at: row.id) }

    private mutating func put(_ stored: Stored?, at id: String) {
        let before = rows[id]?.row.lookupKeys ?? []
        let after = stored?.row.lookupKeys ?? []
        if before != after {
            for key in before {
                index[key]?.remove(id)
                if index[key]?.isEmpty == true { index[key] = nil }
            }
            for key in after { index[key, default: []].insert(id) }
        }
        rows[id] = stored
    }
}

/// The rows of a table, in no order.
///
/// What is asked of all of them looks at each in its place.
struct TableRows<Row: StoredRow>: Collection {
    fileprivate let stored: Dictionary<String, Table<Row>.Stored>.Values

    struct Index: Comparable {
        fileprivate let place: Dictionary<String, Table<Row>.Stored>.Values.Index
        static func < (left: Index, right: Index) -> Bool { left.place < right.place }
    }

    var startIndex: Index { Index(place: stored.startIndex) }
    var endIndex: Index { Index(place: stored.endIndex) }
    var count: Int { stored.count }
    func index(after index: Index) -> Index { Index(place: stored.index(after: index.place)) }
    subscript(index: Index) -> Row { stored[index.place].row }

    func filter(_ isIncluded: (Row) throws -> Bool) rethrows -> [Row] {
        var rows: [Row] = []
        for each in stored where try isIncluded(each.row) { rows.append(each.row) }
        return rows
    }

    func first(where condition: (Row) throws -> Bool) rethrows -> Row? {
        for each in stored where try condition(each.row) { return each.row }
        return nil
    }

    func contains(where condition: (Row) throws -> Bool) rethrows -> Bool {
        for each in stored where try condition(each.row) { return true }
        return false
    }

    func count(where condition: (Row) throws -> Bool) rethrows -> Int {
        var count = 0
        for each in stored where try condition(each.row) { count += 1 }
        return count
    }

    func map<Result>(_ transform: (Row) throws -> Result) rethrows -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(stored.count)
        for each in stored { results.append(try transform(each.row)) }
        return results
    }

    func reduce<Result>(_ first: Result, _ next: (Result, Row) throws -> Result) rethrows -> Result {
        var result = first
        for each in stored { result = try next(result, each.row) }
        return result
    }
}
