import PythonSemantics

/// Reads templates and environments as Heat's service does.
enum DocumentReader {
    /// What Heat takes at most, in bytes, by its default configuration.
    static let byteLimit = 524_288
    /// Deeper than anybody nests; Heat's own reader fails a little later.
    static let depthLimit = 200
    /// More than a document of the size permitted can have without aliases.
    static let valueLimit = 400_000

    /// The root of a document, or `nil` when it cannot be read, and everything that was found on the way.
    static func read(_ text: String, file: String) -> (root: TemplateNode?, diagnostics: [Diagnostic]) {
        var findings = DiagnosticCollector(file: file)
        guard text.utf8.count <= byteLimit else {
            findings.report(
                .refused,
                "the document has \(text.utf8.count) bytes, and Heat takes \(byteLimit)",
                advice: "move parts of it into nested templates or files",
                at: .start
            )
            return (nil, findings.diagnostics)
        }
        let isJSON = text.utf8.first { $0 > 0x20 } == UInt8(ascii: "{") && TemplateValue(json: text) != nil
        let (root, problems) = YAMLReader.read(
            Array(text.utf8),
            valueLimit: valueLimit,
            depthLimit: depthLimit,
            repeatedKeys: .lastCounts
        ) { scalar, mark in
            // Of JSON the numbers are read as JSON has them: 1e3 is one, and text in YAML.
            if isJSON, scalar.isPlain, let value = TemplateValue(json: scalar.text) { return value }
            guard let meaning = scalar.meaning else {
                findings.report(
                    .refused,
                    "'\(scalar.tag)' is not a tag that templates have",
                    advice: "write functions as maps, such as {get_param: name}",
                    at: SourcePosition(mark)
                )
                return TemplateValue.string(scalar.text)
            }
            return TemplateValue(meaning)
        }
        for problem in problems {
            findings.report(
                problem.isWarning ? .doubtful : .refused,
                problem.message,
                advice: problem.advice,
                at: problem.mark.map { SourcePosition($0) } ?? .start
            )
        }
        let isEmpty = root == nil && problems.allSatisfy(\.isWarning)
        return (isEmpty ? TemplateNode(.scalar(.null), at: .start) : root.map(TemplateNode.init), findings.diagnostics)
    }
}

extension TemplateNode {
    fileprivate init(_ node: YAMLNode<TemplateValue>) {
        content =
            switch node.content {
            case .scalar(let value): .scalar(value)
            case .list(let elements): .list(elements.map(TemplateNode.init))
            case .map(let entries):
                .map(
                    entries.map { entry in
                        Entry(key: entry.key, keyPosition: SourcePosition(entry.mark), value: TemplateNode(entry.value))
                    }
                )
            }
        position = SourcePosition(node.mark)
    }
}

extension SourcePosition {
    fileprivate init(_ mark: SourceMark) { self.init(line: mark.line, column: mark.column) }
}

extension TemplateValue {
    fileprivate init(_ meaning: YAMLScalar.Meaning) {
        self =
            switch meaning {
            case .null: .null
            case .bool(let flag): .bool(flag)
            case .integer(let value): .integer(value)
            // Of what is beyond 64 bits only the size is kept.
            case .longInteger(let digits): .number(Double(digits) ?? .infinity)
            case .number(let value): .number(value)
            case .text(let text): .string(text)
            }
    }
}
