import PythonSemantics

/// The text of a configuration file, read: YAML, or JSON, which is YAML too.
///
/// Errors name line and column only. What stands there may be a password.
struct YAMLDocument {
    /// The document's value; null when the file is empty.
    let root: SettingValue
    let diagnostics: [ConfigurationDiagnostic]

    /// Values a file may have after its aliases are replaced by what they stand for.
    private static let valueLimit = 100_000
    /// Lists and maps within each other.
    private static let depthLimit = 100

    init(_ bytes: [UInt8], path: String) throws(ConfigurationError) {
        guard bytes.count <= ConfigurationFiles.sizeLimit else {
            throw ConfigurationError(
                .malformedFile,
                "the file has more than 4 MiB",
                at: .file(path),
                advice: "is it the right file?"
            )
        }
        let (node, problems) = YAMLReader.read(
            bytes,
            valueLimit: Self.valueLimit,
            depthLimit: Self.depthLimit
        ) { scalar, _ in scalar }
        if let problem = problems.first {
            let origin = ConfigurationOrigin.file(path, line: problem.mark?.line, column: problem.mark?.column)
            throw ConfigurationError(.malformedFile, problem.message, at: origin, advice: problem.advice)
        }
        var reader = SettingReader(path: path)
        root = if let node { try reader.value(of: node, at: node.mark) } else { SettingValue(.null, at: .file(path)) }
        diagnostics = reader.diagnostics
    }
}

/// Turns what a file says into settings that know where they stand.
private struct SettingReader {
    let path: String
    private(set) var diagnostics: [ConfigurationDiagnostic] = []

    init(path: String) { self.path = path }

    mutating func value(
        of node: YAMLNode<YAMLScalar>,
        at mark: SourceMark
    ) throws(ConfigurationError) -> SettingValue {
        let origin = ConfigurationOrigin.file(path, line: mark.line)
        switch node.content {
        case .scalar(let scalar): return SettingValue(try content(of: scalar, at: origin), at: origin)
        case .list(let elements):
            let list = try elements.map { element throws(ConfigurationError) in
                try value(of: element, at: element.mark)
            }
            return SettingValue(.list(list), at: origin)
        case .map(let entries):
            var map = SettingsMap()
            for entry in entries {
                // A value's place is its key's: a map or a long text starts on a later line.
                map[entry.writtenKey] = try value(of: entry.value, at: entry.mark)
            }
            return SettingValue(.map(map), at: origin)
        }
    }

    private mutating func content(
        of scalar: YAMLScalar,
        at origin: ConfigurationOrigin
    ) throws(ConfigurationError) -> SettingValue.Content {
        switch scalar.meaning {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .integer(let value): return number(String(value), of: scalar, at: origin)
        case .longInteger(let digits): return number(digits, of: scalar, at: origin)
        case .number(let value): return number(Python.repr(value), of: scalar, at: origin)
        case .text(let text): return .text(text)
        case nil:
            throw ConfigurationError(
                .malformedFile,
                "a tag that openstacksdk does not know",
                at: origin,
                advice: "put a text that starts with ! in quotes"
            )
        }
    }

    private mutating func number(
        _ text: String,
        of scalar: YAMLScalar,
        at origin: ConfigurationOrigin
    ) -> SettingValue.Content {
        if text != scalar.text {
            diagnostics.append(
                ConfigurationDiagnostic(
                    .warning,
                    "YAML reads this as a number that is written differently",
                    at: origin,
                    advice: "put it in quotes to keep it as it is"
                )
            )
        }
        return .number(text)
    }
}
