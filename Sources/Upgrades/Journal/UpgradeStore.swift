public import Foundation

/// Where it is kept what was made and recorded before upgrades: a folder for each, by its name.
public struct UpgradeStore: Sendable {
    private let directory: URL

    /// The upgrades of a folder, which need not exist yet.
    public init(directory: URL) { self.directory = directory }

    /// The usual folder of a user: `fits/upgrades` in the data directory (XDG Base Directory Specification).
    public static func usual(environment: [String: String], homeDirectory: URL) -> UpgradeStore {
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
        let base = data ?? homeDirectory.appending(path: ".local/share")
        return UpgradeStore(directory: base.appending(path: "fits/upgrades"))
    }

    /// The names of the upgrades there are, in order.
    public var names: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.filter { (try? folder($0))?.exists == true }.sorted()
    }

    /// The folder of an upgrade, which need not exist yet.
    ///
    /// - Throws: ``UpgradeFailure`` when the name is none for a folder.
    public func folder(_ name: String) throws(UpgradeFailure) -> UpgradeFolder {
        guard name.wholeMatch(of: #/[A-Za-z0-9_][A-Za-z0-9_.@-]{0,99}/#) != nil else {
            throw UpgradeFailure("'\(name)' is no name for an upgrade: take letters, digits and _.@-, and give --name")
        }
        return UpgradeFolder(url: directory.appending(path: name))
    }
}

/// The folder of one upgrade.
///
/// `upgrade.json` says what it is about, `journal.jsonl` what may be in the cloud because of it, `state.json` what was
/// recorded. No secret is in any of them.
public struct UpgradeFolder: Sendable, Hashable {
    private let url: URL

    init(url: URL) { self.url = url }

    /// Where the folder is.
    public var path: String { url.path }

    var journalPath: String { url.appending(path: "journal.jsonl").path }
    private var settingsURL: URL { url.appending(path: "upgrade.json") }
    private var stateURL: URL { url.appending(path: "state.json") }

    /// Whether something was begun here.
    public var exists: Bool { FileManager.default.fileExists(atPath: settingsURL.path) }

    /// What the upgrade is about; `nil` when nothing was begun.
    ///
    /// - Throws: ``UpgradeFailure`` when it cannot be read.
    public func settings() throws(UpgradeFailure) -> UpgradeSettings? { try read(settingsURL) }

    /// Keeps what the upgrade is about.
    ///
    /// - Throws: ``UpgradeFailure`` when it cannot be written.
    public func keep(_ settings: UpgradeSettings) throws(UpgradeFailure) { try write(settings, to: settingsURL) }

    /// What was recorded; `nil` when nothing was, because the preparation did not come to its end.
    ///
    /// - Throws: ``UpgradeFailure`` when it cannot be read.
    public func state() throws(UpgradeFailure) -> RecordedState? { try read(stateURL) }

    /// Keeps what was recorded.
    ///
    /// - Throws: ``UpgradeFailure`` when it cannot be written.
    public func keep(_ state: RecordedState) throws(UpgradeFailure) { try write(state, to: stateURL) }

    /// Forgets an upgrade of which nothing is left.
    public func forget() { try? FileManager.default.removeItem(at: url) }

    // MARK: - Files

    private func read<Value: Decodable>(_ file: URL) throws(UpgradeFailure) -> Value? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .iso8601
            return try decoder.decode(Value.self, from: Data(contentsOf: file))
        } catch {
            throw UpgradeFailure("\(file.path) cannot be read: it is damaged, or of another version of FITS")
        }
    }

    private func write(_ value: some Encodable, to file: URL) throws(UpgradeFailure) {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            encoder.dateEncodingStrategy = .iso8601
            try FileManager.default.createDirectory(
                at: url,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try encoder.encode(value).write(to: file, options: .atomic)
        } catch {
            throw UpgradeFailure("\(file.path) cannot be written; is there space?")
        }
    }
}

/// What an upgrade is about.
public struct UpgradeSettings: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// The entry of clouds.yaml.
    public var cloud: String
    /// The region of the cloud.
    public var region: String?
    /// What is in the names of everything that is made for it, and in no other name.
    public var token: String
    /// When it was begun.
    public var begunAt: Date
    /// Names of the guidelines that are run before and after; empty for none.
    public var guidelines: [String]
    /// The folder of the run before; `nil` when there was none.
    public var baseline: String?
    /// The name of the deployment of a reference architecture that belongs to it.
    public var deployment: String?

    /// Describes an upgrade that is begun now.
    public init(name: String, cloud: String, region: String?, guidelines: [String]) {
        self.name = name
        self.cloud = cloud
        self.region = region
        self.guidelines = guidelines
        token = String(UUID().uuidString.lowercased().prefix(8))
        begunAt = Date()
    }
}
