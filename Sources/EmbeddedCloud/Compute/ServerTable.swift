/// The servers, with the order lists are in.
///
/// Lists are long and rows are large: a page is found by walking short keys from the newest server to the oldest.
struct ServerTable: Sendable {
    var table = Table<ServerRow>()
    /// Ids by project, oldest first; may hold ids of servers that are gone.
    private var byProject: [String: [String]] = [:]
    private var all: [String] = []
    private var greatest = 0

    var values: TableRows<ServerRow> { table.values }

    subscript(id: String) -> ServerRow? { table[id] }

    /// Looks at a project's servers, or at all, from the newest to the oldest, as long as it is told to go on.
    func lookNewestFirst(project: String?, while goesOn: (ServerRow) -> Bool) {
        table.look(at: (project.map { byProject[$0] ?? [] } ?? all).reversed(), while: goesOn)
    }

    /// Changes a server that is there.
    mutating func replace(_ row: ServerRow) { table.insert(row) }

    /// Puts in a new server, which becomes the newest.
    mutating func add(_ row: ServerRow) {
        greatest = max(greatest, row.number)
        byProject[row.projectID, default: []].append(row.id)
        all.append(row.id)
        table.insert(row)
    }

    /// The number of the next server.
    var nextNumber: Int { greatest + 1 }

    /// Puts the rows read from the state file in their order.
    mutating func index() {
        let rows = table.values.map { ($0.number, $0.id, $0.projectID) }.sorted { $0.0 < $1.0 }
        all = rows.map(\.1)
        byProject = [:]
        for row in rows { byProject[row.2, default: []].append(row.1) }
        greatest = rows.last?.0 ?? 0
    }
}
