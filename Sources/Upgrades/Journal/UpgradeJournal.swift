import Conformance
import Foundation

/// Keeps what may be in the cloud because of an upgrade's preparation or verification.
///
/// A line is handed to the kernel before the request is sent that it is about, so that whatever ends the process,
/// another one knows what to remove. Only one process can have a journal at a time.
public actor UpgradeJournal {
    private let file: File
    private let encoder: JSONEncoder
    /// What may be in the cloud, in the order in which it was planned.
    private(set) var open: [OpenResource]

    /// A file in a place where an actor can keep it.
    private final class File {
        let lines: AppendOnlyFile
        init(path: String) throws(RunFolderError) { lines = try AppendOnlyFile(path: path) }
    }

    /// Something that may be in the cloud.
    struct OpenResource: Sendable, Hashable {
        var planned: PlannedResource
        /// Its id; `nil` when nobody learnt it.
        var id: String?
    }

    /// Something that happened; cases and labels are the format.
    private enum Event: Codable {
        /// A resource is going to be asked for.
        case planned(PlannedResource)
        /// The service gave it an id.
        case made(name: String, id: String)
        /// It is gone, or was never made.
        case removed(name: String)
    }

    /// One line.
    private struct Entry: Codable {
        var at: Date
        var event: Event
    }

    /// Opens the journal of an upgrade, new or to be gone on with.
    ///
    /// - Throws: ``UpgradeFailure`` when it cannot be written, or another process has it.
    public init(_ folder: UpgradeFolder) throws(UpgradeFailure) {
        encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do throws(RunFolderError) {
            file = try File(path: folder.journalPath)
        } catch {
            throw UpgradeFailure(error.description)
        }
        guard file.lines.lock() else {
            throw UpgradeFailure("\(folder.path) is in use: another fits works on this upgrade")
        }
        open = Self.open(at: folder.journalPath)
    }

    /// What the lines of a journal leave open; those that cannot be read are passed over.
    private static func open(at path: String) -> [OpenResource] {
        var open: [OpenResource] = []
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        for line in (FileManager.default.contents(atPath: path) ?? Data()).split(separator: UInt8(ascii: "\n")) {
            guard let entry = try? decoder.decode(Entry.self, from: line) else { continue }
            take(entry.event, into: &open)
        }
        return open
    }

    private static func take(_ event: Event, into open: inout [OpenResource]) {
        switch event {
        case .planned(let resource): open.append(OpenResource(planned: resource))
        case .made(let name, let id):
            guard let index = open.firstIndex(where: { $0.planned.name == name }) else { return }
            open[index].id = id
        case .removed(let name): open.removeAll { $0.planned.name == name }
        }
    }

    private func record(_ event: Event) throws(UpgradeFailure) {
        do {
            try file.lines.append(Array(encoder.encode(Entry(at: Date(), event: event))))
        } catch {
            throw UpgradeFailure("the journal of the upgrade cannot be written: \(error)")
        }
        Self.take(event, into: &open)
    }

    func plan(_ resource: PlannedResource) throws(UpgradeFailure) { try record(.planned(resource)) }

    func made(_ name: String, id: String) throws(UpgradeFailure) { try record(.made(name: name, id: id)) }

    func removed(_ name: String) throws(UpgradeFailure) { try record(.removed(name: name)) }
}
