import Foundation
import GRDB
import Synchronization

/// The object store's state: one writer at a time, all of a change or nothing of it, written to the state file where
/// there is one.
///
/// It is no ``StateStore``, since objects are kept in the order of their names.
final class ObjectStore: Sendable {
    private let state: Mutex<ObjectState>
    private let file: StateFile?

    init(file: StateFile?) throws {
        self.file = file
        var state = ObjectState()
        if let file { try Self.load(&state, from: file) }
        self.state = Mutex(state)
    }

    private static func load(_ state: inout ObjectState, from file: StateFile) throws {
        let decoder = JSONDecoder()
        func rows<Row: Decodable>(_ table: String, _ type: Row.Type) throws -> [Row] {
            let all = try file.database.read { database in
                try Data.fetchAll(database, sql: "SELECT fields FROM rows WHERE kind = ?", arguments: [table])
            }
            return try all.map { try decoder.decode(Row.self, from: $0) }
        }
        for account in try rows(StoredObjectRow.accounts, ObjectAccountRow.self) { state.load(account) }
        var places: [Int: ObjectState.ContainerReference] = [:]
        for container in try rows(StoredObjectRow.containers, ObjectContainerRow.self) {
            state.load(container)
            places[container.number] = .init(
                account: container.account,
                name: container.name,
                number: container.number
            )
        }
        for stored in try rows(StoredObjectRow.objects, StoredObjectRow.self) {
            if let place = places[stored.container] { state.load(stored.object, in: place) }
        }
    }

    /// Looks at a consistent state.
    func read<Result: Sendable>(_ body: (borrowing ObjectState) throws -> Result) rethrows -> Result {
        try state.withLock { state in try body(state) }
    }

    /// Changes the state; if the body throws, or the file can't be written, nothing has changed.
    func write<Result: Sendable>(_ body: (inout ObjectState) throws -> Result) throws -> Result {
        try state.withLock { state in
            do {
                let result = try body(&state)
                if let file { try file.save(state.changes()) }
                state.commit()
                return result
            } catch {
                state.rollBack()
                throw error
            }
        }
    }
}
