import Foundation
import GRDB

/// The SQLite file a cloud's state survives a restart in.
///
/// A row of a service is one row here: its table, its id and its fields as JSON. Only the owner can read the file: it holds the password of the
/// accounts the cloud was made with, and the key its tokens are sealed with.
struct StateFile: Sendable {
    let database: DatabaseQueue

    /// Opens the file, or makes it.
    init(path: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        if !FileManager.default.fileExists(atPath: path) {
            let made = FileManager.default.createFile(
                atPath: path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
            guard made else { throw EmbeddedCloudError.stateFile(path: path) }
        }
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
        } catch {
            throw EmbeddedCloudError.stateFile(path: path)
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE rows (kind TEXT NOT NULL, id TEXT NOT NULL, fields BLOB NOT NULL,
                        PRIMARY KEY (kind, id)) WITHOUT ROWID;
                    CREATE TABLE settings (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
                    CREATE TABLE blobs (name TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL,
                        PRIMARY KEY (name, start));
                    """
            )
        }
        return migrator
    }

    /// The setting's value; made and kept if there is none yet.
    func setting(_ name: String, or make: () -> String) throws -> String {
        try database.write { database in
            if let value = try String.fetchOne(
                database,
                sql: "SELECT value FROM settings WHERE name = ?",
                arguments: [name]
            ) {
                return value
            }
            let value = make()
            try database.execute(sql: "INSERT INTO settings VALUES (?, ?)", arguments: [name, value])
            return value
        }
    }

    /// Sets a setting.
    func set(_ name: String, to value: String) throws {
        try database.write { database in
            try database.execute(sql: "INSERT OR REPLACE INTO settings VALUES (?, ?)", arguments: [name, value])
        }
    }

    // MARK: - Rows

    /// A row written, or removed if it has no fields.
    struct Change: Sendable {
        var table: String
        var id: String
        var fields: Data?
    }

    /// Writes the changes in one transaction.
    func save(_ changes: [Change]) throws {
        guard !changes.isEmpty else { return }
        try database.write { database in
            let insert = try database.cachedStatement(sql: "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)")
            let delete = try database.cachedStatement(sql: "DELETE FROM rows WHERE kind = ? AND id = ?")
            for change in changes {
                if let fields = change.fields {
                    try insert.execute(arguments: [change.table, change.id, fields])
                } else {
                    try delete.execute(arguments: [change.table, change.id])
                }
            }
        }
    }

    /// Collects the changes of a state's tables.
    struct Saver: TableVisitor {
        private(set) var changes: [Change] = []

        mutating func visit<Row: StoredRow>(_ table: inout Table<Row>) throws {
            guard !table.changedIDs.isEmpty else { return }
            let encoder = JSONEncoder()
            for id in table.changedIDs {
                changes.append(
                    Change(table: Row.table, id: id, fields: try table[id].map { try encoder.encode($0) })
                )
            }
        }
    }

    /// Fills a state's tables.
    struct Loader: TableVisitor {
        let file: StateFile

        mutating func visit<Row: StoredRow>(_ table: inout Table<Row>) throws {
            let all = try file.database.read { database in
                try Data.fetchAll(database, sql: "SELECT fields FROM rows WHERE kind = ?", arguments: [Row.table])
            }
            let decoder = JSONDecoder()
            for fields in all { table.load(try decoder.decode(Row.self, from: fields)) }
        }
    }
}
