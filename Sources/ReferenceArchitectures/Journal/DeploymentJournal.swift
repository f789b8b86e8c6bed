import Conformance
import Foundation
import HeatTemplates
import OpenStack

/// Keeps what happens to a deployment: in a file, so that another process can go on, and in a record.
///
/// A line is handed to the kernel before `record` returns, and with it before the request is sent that it is about.
public actor DeploymentJournal {
    private let file: AppendOnlyFileReference?
    private let encoder: JSONEncoder
    private let observe: @Sendable (DeploymentEvent) -> Void
    /// What is known of the deployment.
    public private(set) var record: DeploymentRecord
    private var secrets: DeploymentSecrets
    /// Makes digests of properties with the deployment's own key.
    nonisolated let digests: PropertyDigests

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
            secrets = DeploymentSecrets()
            digests = secrets.digests
            return
        }
        let file = try AppendOnlyFileReference(path: path)
        guard file.lock() else {
            throw DeploymentFailure("\(path) is in use: another fits works on this deployment")
        }
        self.file = file
        secrets = try DeploymentSecrets(besides: path, isReader: false)
        digests = secrets.digests
        record = try Self.record(at: path, secrets)
    }

    /// What a journal says, without a place to go on with it; what happens is kept in this process only.
    ///
    /// - Throws: ``DeploymentFailure`` when it cannot be read.
    public init(reading path: String) throws(DeploymentFailure) {
        encoder = JSONEncoder()
        observe = { _ in }
        file = nil
        secrets = try DeploymentSecrets(besides: path, isReader: true)
        digests = secrets.digests
        record = try Self.record(at: path, secrets)
    }

    /// What the journal at a path says; lines that cannot be read are passed over.
    public static func record(at path: String) throws(DeploymentFailure) -> DeploymentRecord {
        try record(at: path, DeploymentSecrets())
    }

    private static func record(
        at path: String,
        _ secrets: DeploymentSecrets
    ) throws(DeploymentFailure) -> DeploymentRecord {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DeploymentFailure("\(path) cannot be read")
        }
        var record = DeploymentRecord()
        let decoder = JSONDecoder()
        for line in data.split(separator: UInt8(ascii: "\n")) {
            if let entry = try? decoder.decode(Entry.self, from: line) { record.take(entry.event) }
        }
        for (resource, values) in secrets.values { record.keep(values, of: resource) }
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
                try file.append(Array(encoder.encode(Entry(at: Date(), event: event))))
            } catch {
                throw DeploymentFailure("the journal of the deployment cannot be written: \(error)")
            }
        }
        record.take(event)
        observe(event)
    }

    /// Writes down what a service has begun to make; what is secret of it goes where secrets are.
    func record(_ made: MadeResource, as key: ResourceKey) throws(DeploymentFailure) {
        try secrets.keep(made.secrets, of: key)
        try record(.resourceCreated(key, id: made.id, data: made.data))
        record.keep(made.secrets, of: key)
    }

    /// What the deployment is called.
    var name: String { record.description?.name ?? "fits" }

    /// The resource at a path.
    func resource(at path: ResourcePath) -> DeployedResource? { record.resource(at: path) }

    /// The resource that another one at its path has taken the place of, and that is as it should be for properties.
    func predecessor(of resource: DeployedResource, with properties: TemplateMap) -> DeployedResource? {
        record.superseded(at: resource.key.path).last {
            $0.state == .complete && $0.plan.type == resource.plan.type
                && digests.changes(of: $0, to: properties).isEmpty
        }
    }

    /// The key of the next resource at a path.
    func nextKey(at path: ResourcePath) -> ResourceKey {
        ResourceKey(path: path, generation: record.nextGeneration(at: path))
    }
}
