import Synchronization

/// Something done to each table of a state.
protocol TableVisitor {
    mutating func visit<Row: StoredRow>(_ table: inout Table<Row>) throws
}

/// The tables of one service.
protocol ServiceState: Sendable {
    init()
    /// Hands every table to the visitor.
    mutating func visitTables(_ visitor: inout some TableVisitor) throws
}

/// A service's state: one writer at a time, all of a change or nothing of it, written to the state file where there is one.
final class StateStore<State: ServiceState>: Sendable {
    private let state: Mutex<State>
    private let file: StateFile?

    /// Reads what the file has of this state.
    init(file: StateFile?) throws {
        var state = State()
        if let file {
            var loader = StateFile.Loader(file: file)
            try state.visitTables(&loader)
        }
        self.state = Mutex(state)
        self.file = file
    }

    /// Looks at a consistent state.
    func read<Result: Sendable>(_ body: (borrowing State) throws -> Result) rethrows -> Result {
        try state.withLock { state in try body(state) }
    }

    /// Changes the state; if the body throws, or the file can't be written, nothing has changed.
    func write<Result: Sendable>(_ body: (inout State) throws -> Result) throws -> Result {
        try state.withLock { state in
            do {
                let result = try body(&state)
                if let file {
                    var saver = StateFile.Saver()
                    try state.visitTables(&saver)
                    try file.save(saver.changes)
                }
                var commit = Commit()
                try state.visitTables(&commit)
                return result
            } catch {
                var undo = RollBack()
                try state.visitTables(&undo)
                throw error
            }
        }
    }

    private struct Commit: TableVisitor {
        mutating func visit<Row: StoredRow>(_ table: inout Table<Row>) { table.commit() }
    }

    private struct RollBack: TableVisitor {
        mutating func visit<Row: StoredRow>(_ table: inout Table<Row>) { table.rollBack() }
    }
}
