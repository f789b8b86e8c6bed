import Yams

/// The text of a configuration file, read: YAML, or JSON, which is YAML too.
///
/// Errors name line and column only. What stands there may be a password.
struct YAMLDocument {
    /// The document's value; null when the file is empty.
    let root: SettingValue
    let diagnostics: [ConfigurationDiagnostic]

    /// Values a file may have after its aliases are replaced by what they stand for.
    static let valueLimit = 100_000
    /// Lists and maps within each other.
    static let depthLimit = 100

    init(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
        func malformed(_ message: String, advice: String) -> ConfigurationError {
            ConfigurationError(.malformedFile, message, at: .file(path), advice: advice)
        }
        guard bytes.count <= ConfigurationFiles.sizeLimit else {
            throw malformed("the file has more than 4 MiB", advice: "is it the right file?")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw malformed("the text is not UTF-8", advice: "save it in that encoding")
        }
        guard !AliasGuard.isSuspicious(bytes) else {
            throw malformed("many aliases beside keys that are lists or maps", advice: "write the keys as plain names")
        }
        let node: Node?
        do {
            node = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8).singleRoot()
        } catch {
            throw Self.malformed(error, text: text, path: path)
        }
        var converter = NodeConverter(path: path)
        root = if let node { try converter.value(of: node, depth: 0) } else { SettingValue(.null, at: .file(path)) }
        diagnostics = converter.diagnostics
    }

    private static func malformed(_ error: any Error, text: String, path: String) -> ConfigurationError {
        func malformed(_ message: String, _ mark: Mark? = nil, advice: String) -> ConfigurationError {
            let origin = ConfigurationOrigin.file(path, line: mark?.line, column: mark?.column)
            return ConfigurationError(.malformedFile, message, at: origin, advice: advice)
        }
        switch error as? YamlError {
        // The problems of scanner and parser are fixed phrases of libyaml's; those of the others may quote the text.
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            return malformed("no valid YAML: \(problem)", mark, advice: "put texts with special characters in quotes")
        case .composer(_, _, let mark, _):
            return malformed(
                "no valid YAML: an alias without anchor, or a second document",
                mark,
                advice: "put a text that starts with * in quotes"
            )
        case .duplicatedKeysInMapping(_, let context):
            return malformed("a key is written twice in one map", context.mark, advice: "remove one of the two")
        case .reader(_, let offset?, _, _):
            let line = text.prefix(offset).count(where: \.isNewline) + 1
            let origin = ConfigurationOrigin.file(path, line: line)
            return ConfigurationError(.malformedFile, "a control character", at: origin, advice: "remove it")
        default:
            return malformed("no valid YAML", advice: "check the file with a YAML tool")
        }
    }
}
