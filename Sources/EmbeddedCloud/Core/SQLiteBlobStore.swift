import Foundation
import GRDB
import NIOCore

/// Blobs in the state file, a row per part: one file to copy, and an image goes away with its data.
struct SQLiteBlobStore: BlobStore {
    let file: StateFile

    func append(_ part: ByteBuffer, to name: String, at start: Int) async throws {
        let bytes = Data(part.readableBytesView)
        try await file.database.write { database in
            try database.execute(sql: "INSERT INTO blobs VALUES (?, ?, ?)", arguments: [name, start, bytes])
        }
    }

    func part(of name: String, at offset: Int) async throws -> (start: Int, bytes: ByteBuffer)? {
        let start = offset / Self.partSize * Self.partSize
        let bytes = try await file.database.read { database in
            try Data.fetchOne(
                database,
                sql: "SELECT bytes FROM blobs WHERE name = ? AND start = ?",
                arguments: [name, start]
            )
        }
        return bytes.map { (start, ByteBuffer(bytes: $0)) }
    }

    func remove(_ name: String) async throws {
        try await file.database.write { database in
            try database.execute(sql: "DELETE FROM blobs WHERE name = ?", arguments: [name])
        }
    }
}
