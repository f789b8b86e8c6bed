public import Foundation

/// A Tempest that is installed: a Python environment with it and its plugins.
public struct TempestInstallation: Sendable, Hashable {
    /// A distribution of tests that Tempest takes in.
    public struct Plugin: Sendable, Hashable {
        /// The name it has for Tempest: `heat`.
        public let name: String
        /// The distribution: `heat-tempest-plugin`.
        public let distribution: String
        /// Its version.
        public let version: String
    }

    /// The environment's folder.
    public let folder: URL
    /// Tempest's version.
    public let version: String
    /// Its plugins, in the order of their names.
    public let plugins: [Plugin]
    /// Where its packages are.
    public let packages: URL
    /// Its interpreter.
    let python: URL

    /// What it is in a few words: `Tempest 47.0.0 with heat 3.0.0`.
    public var title: String {
        let plugins = plugins.map { "\($0.name) \($0.version)" }
        return "Tempest \(version)" + (plugins.isEmpty ? "" : " with \(plugins.joined(separator: ", "))")
    }

    /// Where `fits tempest install` puts it: `fits/tempest` in the user's data directory (XDG Base Directory Specification).
    public static func usualFolder(environment: [String: String], homeDirectory: URL) -> URL {
        let data =
            environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
            ?? homeDirectory.appending(path: ".local/share")
        return data.appending(path: "fits/tempest/environment")
    }

    /// Looks at an installation: a Python environment's folder, or the `tempest` command in one.
    ///
    /// - Throws: ``TempestError`` when there is none.
    public init(at path: String) throws(TempestError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw TempestError(
                "there is no Tempest in \(path); `fits tempest install` installs it, and --tempest names one that is elsewhere"
            )
        }
        var folder = URL(filePath: path).resolvingSymlinksInPath()
        if folder.lastPathComponent == "tempest", Self.isExecutable(folder) {
            folder = folder.deletingLastPathComponent().deletingLastPathComponent()
        }
        let commands = folder.appending(path: "bin")
        guard let python = ["python", "python3"].map({ commands.appending(path: $0) }).first(where: Self.isExecutable)
        else { throw TempestError("\(path) is no Python environment: it has no bin/python") }
        var found: (packages: URL, version: String)?
        for packages in Self.packageFolders(in: folder) {
            if let version = Self.version(of: "tempest", in: packages) { found = (packages, version) }
        }
        guard let found else { throw TempestError("\(path) is a Python environment without Tempest") }
        self.folder = folder
        self.python = python
        packages = found.packages
        version = found.version
        plugins = Self.plugins(in: found.packages)
    }

    private static func isExecutable(_ file: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: file.path)
    }

    private static func packageFolders(in folder: URL) -> [URL] {
        ["lib", "lib64", "local/lib"].flatMap { library -> [URL] in
            let library = folder.appending(path: library)
            return entries(of: library).filter { $0.hasPrefix("python3") }.sorted().flatMap { name in
                ["site-packages", "dist-packages"].map { library.appending(path: name).appending(path: $0) }
            }
        }
    }

    private static func entries(of folder: URL) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    }

    /// Wheels note what they are in `NAME-VERSION.dist-info`.
    private static func version(of distribution: String, in packages: URL) -> String? {
        entries(of: packages).lazy.compactMap(Self.distribution).first { $0.name == distribution }?.version
    }

    private static func distribution(_ entry: String) -> (name: String, version: String)? {
        guard entry.hasSuffix(".dist-info") else { return nil }
        let parts = entry.dropLast(10).split(separator: "-", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return (parts[0].lowercased(), String(parts[1]))
    }

    private static func plugins(in packages: URL) -> [Plugin] {
        entries(of: packages).flatMap { entry -> [Plugin] in
            let file = packages.appending(path: entry).appending(path: "entry_points.txt")
            guard let distribution = Self.distribution(entry),
                let text = try? String(contentsOf: file, encoding: .utf8)
            else { return [] }
            var section = ""
            return text.split(whereSeparator: \.isNewline).compactMap { line in
                if line.hasPrefix("[") {
                    section = String(line)
                    return nil
                }
                guard section == "[tempest.test_plugins]", let equals = line.firstIndex(of: "=") else { return nil }
                return Plugin(
                    name: line[..<equals].trimmingCharacters(in: .whitespaces),
                    distribution: distribution.name.replacing("_", with: "-"),
                    version: distribution.version
                )
            }
        }.sorted { $0.name < $1.name }
    }
}
