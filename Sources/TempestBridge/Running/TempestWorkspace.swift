public import Foundation

/// The folder that Tempest works in: its configuration, which holds passwords, its logs and its locks.
public struct TempestWorkspace: Sendable, Hashable {
    /// The folder.
    public let folder: URL

    /// A workspace in a folder.
    public init(folder: URL) { self.folder = folder }

    /// The usual workspace for a cloud, beside the usual installation.
    public static func usual(cloud: String, environment: [String: String], homeDirectory: URL) -> TempestWorkspace {
        let beside = TempestInstallation.usualFolder(environment: environment, homeDirectory: homeDirectory)
            .deletingLastPathComponent()
        let name = String(cloud.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "_" })
        return TempestWorkspace(folder: beside.appending(path: "workspaces").appending(path: name))
    }

    /// Tempest's configuration.
    public var configuration: URL { folder.appending(path: "etc/tempest.conf") }
    /// The users that are there for tests.
    public var accounts: URL { folder.appending(path: "etc/accounts.yaml") }
    /// Whose certificates Tempest trusts while FITS runs it: those of the proxies that its requests go through.
    var authorities: URL { folder.appending(path: "etc/authorities.pem") }
    /// Where its tests lock what they share.
    var locks: URL { folder.appending(path: "locks") }

    /// Makes the folder, for its user alone.
    public func create() throws(TempestError) {
        do {
            try FileManager.default.createDirectory(
                at: folder.appending(path: "etc"),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw TempestError("\(folder.path) cannot be made; is it yours, and is there space?")
        }
    }

    /// Writes a file of the workspace, for its user alone.
    func write(_ text: String, to file: URL) throws(TempestError) {
        do {
            try Data(text.utf8).write(to: file, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        } catch {
            throw TempestError("\(file.path) cannot be written; is it yours, and is there space?")
        }
    }

    /// The environment of a process of Tempest: that of this process, without what other tools set for themselves.
    func environment(
        for installation: TempestInstallation,
        from environment: [String: String],
        configuration: String = "tempest.conf"
    ) -> [String: String] {
        var result = environment.filter { !$0.key.hasPrefix("OS_") && !$0.key.hasPrefix("PYTHON") }
        let commands = installation.folder.appending(path: "bin").path
        result["PATH"] = commands + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        result["TEMPEST_CONFIG_DIR"] = self.configuration.deletingLastPathComponent().path
        result["TEMPEST_CONFIG"] = configuration
        result["PYTHONUNBUFFERED"] = "1"
        result["PYTHONWARNINGS"] = "ignore"
        return result
    }
}
