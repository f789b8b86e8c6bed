/// The directories in which configuration files are looked for, in order.
///
/// openstacksdk configuration guide, “Config Files”; the platform's directories are those of Python's `platformdirs`.
struct ConfigurationSearchPath {
    /// Systems whose directories differ.
    enum Platform {
        case linux
        case macOS

        #if os(macOS)
            static let current = Platform.macOS
        #else
            static let current = Platform.linux
        #endif
    }

    /// Absolute paths, each once.
    let directories: [String]

    init(
        environment: [String: String],
        workingDirectory: String,
        homeDirectory: String?,
        platform: Platform = .current
    ) {
        let home = homeDirectory ?? environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        var directories = [workingDirectory]
        func append(_ directory: String?, _ parts: String...) {
            guard let directory else { return }
            directories.append(([Self.withoutSlash(directory)] + parts).joined(separator: "/"))
        }
        switch platform {
        case .linux:
            if let configured = Self.text(environment["XDG_CONFIG_HOME"]) {
                append(configured, "openstack")
            } else {
                append(home, ".config", "openstack")
            }
        case .macOS: append(home, "Library", "Application Support", "openstack")
        }
        append(Self.text(environment["SNAP_REAL_HOME"]) ?? home, ".config", "openstack")
        switch platform {
        case .linux:
            for directory in (Self.text(environment["XDG_CONFIG_DIRS"]) ?? "/etc/xdg").split(separator: ":") {
                append(String(directory), "openstack")
            }
        case .macOS: append("/Library/Application Support", "openstack")
        }
        directories.append("/etc/openstack")
        var seen: Set<String> = []
        self.directories = directories.map(Self.withoutSlash).filter { seen.insert($0).inserted }
    }

    /// Where a file with one of the known suffixes may be, in order of preference.
    func candidates(_ base: String) -> [String] {
        directories.flatMap { directory in
            [".yaml", ".yml", ".json"].map { suffix in (directory == "/" ? "" : directory) + "/\(base)\(suffix)" }
        }
    }

    private static func text(_ value: String?) -> String? {
        guard let value, value.contains(where: { !$0.isWhitespace }) else { return nil }
        return value
    }

    private static func withoutSlash(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
