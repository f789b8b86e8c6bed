import Conformance
import Foundation
import OpenStack

/// Keeps what happens to a deployment: in a file, so that another process can go on, and in a record.
///
/// A line is handed to the kernel before `record` returns, and with it before the request is sent that it is about.
public actor DeploymentJournal {
    private let file: AppendOnlyFileBox?
    private let encoder: JSONEncoder
    private let observe: @Sendable (DeploymentEvent) -> Void
    /// What is known of the deployment.
    public private(set) var record: DeploymentRecord

    /// A file in a place where an actor can keep it.
    private final class AppendOnlyFileBox {
        let file: AppendOnlyFile
        init(path: String) throws(RunFolderError) { file = try AppendOnlyFile(path: path) }
    }

    /// Opens the journal at a path, new or to be gone on with.
    ///
    /// - Parameters:
    ///   - path: the file; `nil` keeps nothing beyond this process.
    ///   - observe: is told of every event after it was written.
    /// - Throws: ``DeploymentFailure`` when it cannot be written, or another process is writing it.
    public init(
        path: String?,
        observe: @escaping @Sendable (DeploymentEvent) -> Void = { _ in }
    ) throws(DeploymentFailure) {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.observe = observe
        guard let path else {
            file = nil
            record = DeploymentRecord()
            return
        }
        let box: AppendOnlyFileBox
        do throws(RunFolderError) {
            box = try AppendOnlyFileBox(path: path)
        } catch {
            throw DeploymentFailure(error.description)
        }
        guard box.file.lock() else {
            throw DeploymentFailure("\(path) is in use: another fits works on this deployment")
        }
        file = box
        record = try Self.record(at: path)
    }

    /// What a journal says, without a place to go on with it; what happens is kept in this process only.
    ///
    /// - Throws: ``DeploymentFailure`` when it cannot be read.
    public init(reading path: String) throws(DeploymentFailure) {
        encoder = JSONEncoder()
        observe = { _ in }
        file = nil
        record = try Self.record(at: path)
    }

    /// What the journal at a path says; lines that cannot be read are passed over.
    public static func record(at path: String) throws(DeploymentFailure) -> DeploymentRecord {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DeploymentFailure("\(path) cannot be read")
        }
        var record = DeploymentRecord()
        let decoder = JSONDecoder()
        for line in data.split(separator: UInt8(ascii: "\n")) {
            if let entry = try? decoder.decode(Entry.self, from: line) { record.take(entry.event) }
        }
        return record
    }

    /// One line of the journal.
    private struct Entry: Codable {
        var at: Date
        var event: DeploymentEvent
    }

    /// Writes down what happens.
    ///
    /// - Throws: when it cannot be written; what it is about must not be done then.
    func record(_ event: DeploymentEvent) throws(DeploymentFailure) {
        if let file {
            do {
                try file.file.append(Array(encoder.encode(Entry(at: Date(), event: event))))
            } catch {
                throw DeploymentFailure("the journal of the deployment cannot be written: \(error)")
            }
        }
        record.take(event)
        observe(event)
    }

    /// What the deployment is called.
    var name: String { record.description?.name ?? "fits" }

    /// The resource at a path.
    func resource(at path: ResourcePath) -> DeployedResource? { record.resource(at: path) }

    /// The key of the next resource at a path.
    func nextKey(at path: ResourcePath) -> ResourceKey {
        ResourceKey(path: path, generation: record.nextGeneration(at: path))
    }
}
