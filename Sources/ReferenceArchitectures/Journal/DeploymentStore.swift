public import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where deployments are kept: a folder for each, by its name.
public struct DeploymentStore: Sendable {
    private let directory: URL

    /// The deployments of a folder.
    public init(directory: URL) { self.directory = directory }

    /// The usual folder of a user: `fits/deployments` in the data directory.
    public static func usual(environment: [String: String], homeDirectory: URL) -> DeploymentStore {
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
        let base = data ?? homeDirectory.appending(path: ".local/share")
        return DeploymentStore(directory: base.appending(path: "fits/deployments"))
    }

    /// The names of the deployments, in order.
    public var names: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: settingsPath($0)) }.sorted()
    }

    /// Where the journal of a deployment is.
    public func journalPath(_ name: String) -> String { folder(name).appending(path: "journal.jsonl").path }

    private func folder(_ name: String) -> URL { directory.appending(path: name) }
    private func settingsPath(_ name: String) -> String { folder(name).appending(path: "deployment.json").path }

    private func snapshotPath(_ name: String) -> String { folder(name).appending(path: "snapshot.json").path }

    /// What a deployment is made of; `nil` when there is none of the name.
    ///
    /// - Throws: ``DeploymentFailure`` when it cannot be read.
    public func settings(of name: String) throws(DeploymentFailure) -> DeploymentSettings? {
        guard Self.isName(name) else { throw DeploymentFailure("'\(name)' is no name for a deployment") }
        guard let data = FileManager.default.contents(atPath: settingsPath(name)) else { return nil }
        do {
            return try JSONDecoder().decode(DeploymentSettings.self, from: data)
        } catch {
            throw DeploymentFailure("\(settingsPath(name)) cannot be read")
        }
    }

    /// Keeps what a deployment is made of.
    ///
    /// Values of parameters may be secret: only the owner can read it.
    ///
    /// - Throws: ``DeploymentFailure`` when it cannot be written.
    public func keep(_ settings: DeploymentSettings) throws(DeploymentFailure) {
        guard Self.isName(settings.name) else {
            throw DeploymentFailure("'\(settings.name)' is no name for a deployment")
        }
        do {
            try FileManager.default.createDirectory(
                at: folder(settings.name),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw DeploymentFailure("\(folder(settings.name).path) cannot be made")
        }
        try write(settings, to: settingsPath(settings.name))
    }

    /// What a deployment was made of when it was complete last; `nil` when it never was.
    public func snapshot(of name: String) -> DeploymentSnapshot? {
        guard Self.isName(name), let data = FileManager.default.contents(atPath: snapshotPath(name)) else { return nil }
        return try? JSONDecoder().decode(DeploymentSnapshot.self, from: data)
    }

    /// Keeps what a deployment is made of, now that it is complete; only the owner can read it.
    ///
    /// - Throws: ``DeploymentFailure`` when it cannot be written.
    public func keep(_ snapshot: DeploymentSnapshot, of name: String) throws(DeploymentFailure) {
        guard Self.isName(name) else { throw DeploymentFailure("'\(name)' is no name for a deployment") }
        try write(snapshot, to: snapshotPath(name))
    }

    /// Writes a document so that others never see it, and never half of it.
    private func write(_ value: some Encodable, to path: String) throws(DeploymentFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let draft = path + ".new"
        do {
            try? FileManager.default.removeItem(atPath: draft)
            let data = try encoder.encode(value)
            guard
                FileManager.default.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600]),
                rename(draft, path) == 0
            else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw DeploymentFailure("\(path) cannot be written")
        }
    }

    /// Forgets a deployment of which nothing is left.
    public func forget(_ name: String) {
        guard Self.isName(name) else { return }
        try? FileManager.default.removeItem(at: folder(name))
    }

    /// As Heat has it for stacks, so that every deployment can be one.
    private static func isName(_ name: String) -> Bool {
        name.wholeMatch(of: #/[A-Za-z][A-Za-z0-9_.-]{0,254}/#) != nil
    }
}
