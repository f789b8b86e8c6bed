/// Finds and reads the files of each kind, collecting what is worth saying about them.
struct SourceLoader {
    /// A file that was read.
    struct Source {
        let path: String
        let root: SettingValue
    }

    let searchPath: ConfigurationSearchPath
    let workingDirectory: String
    let files: ConfigurationFiles
    private(set) var diagnostics: [ConfigurationDiagnostic] = []
    /// Why the files were skipped that come before the one taken, of every kind.
    private(set) var skipped: [ConfigurationDiagnostic] = []

    init(searchPath: ConfigurationSearchPath, workingDirectory: String, files: ConfigurationFiles) {
        self.searchPath = searchPath
        self.workingDirectory = workingDirectory
        self.files = files
    }

    /// The file of a kind: the one named, or the first of the search path that can be read.
    mutating func document(_ base: String, named path: String?) throws(ConfigurationError) -> Source? {
        let source = if let path { try namedDocument(path, base) } else { firstDocument(base) }
        guard let source else { return nil }
        let key = base == "clouds-public" ? "public-clouds" : "clouds"
        switch source.root.content {
        case .map(let map) where map[key] != nil: break
        case .map, .null:
            warn("the file has no key \"\(key)\"", at: .file(source.path), advice: "write its entries under that key")
        default:
            throw ConfigurationError(
                .malformedFile,
                "the file holds \(source.root.kind)",
                at: .file(source.path),
                advice: "it takes a map that starts with \"\(key):\""
            )
        }
        return source
    }

    private mutating func namedDocument(_ path: String, _ base: String) throws(ConfigurationError) -> Source {
        let absolute = path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
        let reason: String
        switch files.content(of: absolute) {
        case .bytes(let bytes): return try source(bytes, absolute)
        case .missing: reason = "there is no such file"
        case .unreadable(let text): reason = text
        }
        let variable = base == "secure" ? "OS_CLIENT_SECURE_FILE" : "OS_CLIENT_CONFIG_FILE"
        throw ConfigurationError(
            .unreadableFile,
            "the file that \(variable) names cannot be read: \(reason)",
            at: .file(absolute),
            advice: "correct the variable or unset it"
        )
    }

    private mutating func firstDocument(_ base: String) -> Source? {
        for path in searchPath.candidates(base) {
            switch files.content(of: path) {
            case .missing: continue
            case .unreadable(let reason):
                skip(reason, at: .file(path), advice: "correct its permissions or remove it")
            case .bytes(let bytes):
                do {
                    return try source(bytes, path)
                } catch {
                    skip(error.message, at: error.origin, advice: error.advice)
                }
            }
        }
        return nil
    }

    private mutating func source(_ bytes: [UInt8], _ path: String) throws(ConfigurationError) -> Source {
        let document = try YAMLDocument(bytes, path: path)
        diagnostics += document.diagnostics
        return Source(path: path, root: document.root)
    }

    private mutating func skip(_ reason: String, at origin: ConfigurationOrigin?, advice: String) {
        warn("the file is skipped: \(reason)", at: origin, advice: advice)
        skipped += diagnostics.suffix(1)
    }

    private mutating func warn(_ message: String, at origin: ConfigurationOrigin?, advice: String) {
        diagnostics.append(ConfigurationDiagnostic(.warning, message, at: origin, advice: advice))
    }

    /// The map that a file holds; a map without entries when there is no file, or an empty one.
    func map(of source: Source?) -> SettingsMap { source?.root.map ?? SettingsMap() }

    /// The map under a key of a document; what is no map is reported and taken for empty.
    mutating func section(_ key: String, of map: SettingsMap) -> SettingsMap {
        guard let value = map[key] else { return SettingsMap() }
        guard let section = value.map else {
            warn("\"\(key)\" holds \(value.kind)", at: value.origin, advice: "write a map of entries by name")
            return SettingsMap()
        }
        for (name, entry) in section.pairs where entry.map == nil {
            diagnostics.append(
                ConfigurationDiagnostic(
                    .error,
                    "entry \"\(name)\" holds \(entry.kind)",
                    at: entry.origin,
                    advice: "write a map of settings, or remove the entry"
                )
            )
        }
        return section
    }
}
