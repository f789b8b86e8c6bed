public import Foundation

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
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            let data = try encoder.encode(settings)
            try FileManager.default.createDirectory(
                at: folder(settings.name),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try data.write(to: URL(filePath: settingsPath(settings.name)), options: .atomic)
        } catch {
            throw DeploymentFailure("\(settingsPath(settings.name)) cannot be written")
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

/// What a deployment is made of, so that it can be changed and removed later.
public struct DeploymentSettings: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// The entry of clouds.yaml.
    public var cloud: String
    /// The region of the cloud.
    public var region: String?
    /// `direct` or `heat`.
    public var engine: String
    /// The path of the bundle or template.
    public var source: String
    /// The paths of environments besides the bundle's.
    public var environments: [String]
    /// Values for parameters besides the bundle's.
    public var parameters: [String: String]

    /// What a deployment is made of.
    public init(
        name: String,
        cloud: String,
        region: String?,
        engine: String,
        source: String,
        environments: [String],
        parameters: [String: String]
    ) {
        self.name = name
        self.cloud = cloud
        self.region = region
        self.engine = engine
        self.source = source
        self.environments = environments
        self.parameters = parameters
    }
}
