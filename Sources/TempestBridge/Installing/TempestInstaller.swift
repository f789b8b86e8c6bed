public import Foundation

/// Makes a Python environment with Tempest, for FITS alone: nothing is installed anywhere else.
public struct TempestInstaller: Sendable {
    /// The environment's folder; one that is there is brought up to date.
    public let folder: URL
    /// Tempest's version; `nil` for the newest.
    public var version: String?
    /// Distributions or short names of plugins, with or without a version: `heat`, `designate-tempest-plugin==0.22`.
    public var plugins: [String]
    /// The interpreter's command.
    public var python: String
    private let environment: [String: String]

    /// Prepares an installation.
    public init(
        into folder: URL,
        version: String? = nil,
        plugins: [String] = [],
        python: String = "python3",
        environment: [String: String]
    ) {
        self.folder = folder
        self.version = version
        self.plugins = plugins
        self.python = python
        self.environment = environment
    }

    /// What pip is asked for.
    var requirements: [String] {
        ["tempest" + (version.map { "==\($0)" } ?? "")] + plugins.map(Self.requirement)
    }

    /// Plugins of OpenStack's services are called `NAME-tempest-plugin`.
    static func requirement(_ plugin: String) -> String {
        let name = plugin.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        guard !name.contains("tempest"), !plugin.contains("/") else { return plugin }
        return "\(name)-tempest-plugin\(plugin.dropFirst(name.count))"
    }

    /// Installs.
    ///
    /// - Throws: ``TempestError``: no Python, a Python without environments, no package index, no such version.
    public func install() async throws(TempestError) -> TempestInstallation {
        guard let interpreter = Self.find(python, in: environment) else {
            throw TempestError(
                "there is no \(python), which Tempest needs (FITS's own tests do not); install Python 3.10 or later, "
                    + "or name one with --python"
            )
        }
        let isNew = !FileManager.default.fileExists(atPath: folder.appending(path: "bin/python").path)
        let parent = folder.deletingLastPathComponent()
        let log = parent.appending(path: "install.log")
        do {
            try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            try Data().write(to: log)
        } catch {
            throw TempestError("\(parent.path) cannot be written; is it yours, and is there space?")
        }
        do throws(TempestError) {
            if isNew { try await makeEnvironment(interpreter, log: log) }
            try await installPackages(log: log)
            return try TempestInstallation(at: folder.path)
        } catch {
            // Half an environment would look like a whole one next time.
            if isNew { try? FileManager.default.removeItem(at: folder) }
            throw error
        }
    }

    private func makeEnvironment(_ interpreter: URL, log: URL) async throws(TempestError) {
        let said = try await run(interpreter, ["-m", "venv", folder.path], log: log)
        guard let said else { return }
        let isMissing = said.contains("ensurepip") || said.contains("No module named venv")
        throw TempestError(
            isMissing
                ? "\(interpreter.path) cannot make environments; on Debian and Ubuntu the package python3-venv is missing"
                : "\(interpreter.path) -m venv did not work: \(Self.lastLine(said)); see \(log.path)"
        )
    }

    private func installPackages(log: URL) async throws(TempestError) {
        let pip = folder.appending(path: "bin/python")
        let arguments = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--upgrade"]
        guard let said = try await run(pip, arguments + requirements, log: log) else { return }
        let lost = [
            // Of Tempest itself every index has versions.
            "that satisfies the requirement tempest (from versions: none)",
            "Failed to establish a new connection", "Temporary failure in name resolution", "Connection refused",
            "Network is unreachable", "ProxyError", "ConnectTimeoutError", "Read timed out",
        ]
        if lost.contains(where: said.contains) {
            throw TempestError(
                "pip cannot reach its package index, where Tempest comes from (FITS's own tests need neither); try again "
                    + "with a network, or name an installed one with --tempest; see \(log.path)"
            )
        }
        if let line = said.split(whereSeparator: \.isNewline).last(where: { $0.contains("No matching distribution") }) {
            throw TempestError("\(line.drop { $0 != "N" }); \(log.path) names the versions there are")
        }
        throw TempestError("pip did not work: \(Self.lastLine(said)); see \(log.path)")
    }

    /// Runs a program with its output in the log.
    ///
    /// - Returns: `nil` when it worked, else what it said.
    private func run(_ program: URL, _ arguments: [String], log: URL) async throws(TempestError) -> String? {
        let process = try ChildProcess(
            program,
            arguments,
            environment: environment,
            directory: folder.deletingLastPathComponent(),
            errors: log
        )
        let (termination, output) = await process.finished()
        if let handle = try? FileHandle(forWritingTo: log) {
            _ = try? handle.seekToEnd()
            try? handle.write(contentsOf: Data(output))
            try? handle.close()
        }
        if Task.isCancelled { throw TempestError("the installation was interrupted") }
        guard !termination.isSuccess else { return nil }
        return (try? String(contentsOf: log, encoding: .utf8)) ?? "\(termination)"
    }

    private static func lastLine(_ text: String) -> Substring { text.lastLine ?? "it said nothing" }

    /// A command by its path, or on `PATH`.
    static func find(_ command: String, in environment: [String: String]) -> URL? {
        let candidates =
            command.contains("/")
            ? [URL(filePath: command)]
            : (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
                .map { URL(filePath: String($0)).appending(path: command) }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
