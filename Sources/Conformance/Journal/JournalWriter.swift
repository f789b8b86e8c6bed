public import Foundation
import OpenStack

/// Writes a run's events and exchanges to its folder as they happen.
///
/// Only one writer can have a run at a time, in whichever process.
public actor JournalWriter: EventRecorder, EvidenceStore, ProfileStore {
    private let journal: AppendOnlyFile
    private let exchanges: AppendOnlyFile
    private let encoder: JSONEncoder
    private let redactor: Redactor
    private let folder: RunFolder
    /// The first thing that could not be written; what came after it is not in the journal either.
    public private(set) var failure: RunFolderError?

    /// Opens a run for writing, new or to be taken up again.
    ///
    /// - Throws: ``RunFolderError`` when it cannot be written, or another process is writing it.
    public init(_ folder: RunFolder, redactor: Redactor) throws(RunFolderError) {
        journal = try AppendOnlyFile(path: folder.journalPath)
        guard journal.lock() else {
            throw RunFolderError(path: folder.url.path, problem: "is in use: another fits is running it")
        }
        exchanges = try AppendOnlyFile(path: folder.exchangesPath)
        self.redactor = redactor
        self.folder = folder
        encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(StoredExchange.dateFormat))
        }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    /// Adds an event to the journal.
    public func record(_ event: RunEvent, at time: Date) {
        write {
            let entry = try encoder.encode(JournalEntry(at: time, event: event))
            try journal.append(try redactor.redacted(document: Array(entry)))
        }
    }

    /// Adds an exchange to the evidence.
    public func store(_ exchange: StoredExchange) {
        write { try exchanges.append(exchange.json.serialized()) }
    }

    /// Keeps what was found out about the cloud.
    public func store(_ profile: CloudProfile) {
        write {
            let document = try JSON(parsing: Array(encoder.encode(profile)))
            try folder.write(redactor.redacted(document), to: folder.profilePath)
        }
    }

    private func write(_ body: () throws -> Void) {
        guard failure == nil else { return }
        do {
            try body()
        } catch let error as RunFolderError {
            failure = error
        } catch {
            failure = RunFolderError(path: "journal.jsonl", problem: "cannot hold an event: \(error)")
        }
    }
}

/// One line of the journal.
struct JournalEntry: Codable {
    var at: Date
    var event: RunEvent
}
