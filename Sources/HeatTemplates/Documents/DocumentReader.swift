import Yams

/// Reads YAML, and JSON as the part of YAML that it is, into nodes with their places.
///
/// What hostile documents can cost is bounded: by the size of the text, by the depth, and by the number of nodes once
/// aliases stand for what they mean.
struct DocumentReader {
    /// What Heat takes at most, in bytes, by its default configuration.
    static let byteLimit = 524_288
    /// Deeper than anybody nests; Heat's own reader fails a little later.
    static let depthLimit = 200
    /// More than a document of the size permitted can have without aliases.
    static let nodeLimit = 400_000

    private var findings: DiagnosticCollector
    private var nodes = 0
    private var isExhausted = false
    /// Of JSON the numbers are read as JSON has them: 1e3 is one, and text in YAML.
    private var isJSON = false

    /// The root of a document, or `nil` when it cannot be read, and everything that was found on the way.
    static func read(_ text: String, file: String) -> (root: TemplateNode?, diagnostics: [Diagnostic]) {
        var reader = DocumentReader(findings: DiagnosticCollector(file: file))
        let root = reader.read(text)
        return (root, reader.findings.diagnostics)
    }

    private mutating func read(_ text: String) -> TemplateNode? {
        guard text.utf8.count <= Self.byteLimit else {
            findings.report(
                .refused,
                "the document has \(text.utf8.count) bytes, and Heat takes \(Self.byteLimit)",
                advice: "move parts of it into nested templates or files",
                at: .start
            )
            return nil
        }
        guard !AliasedKeys.areSuspected(in: text) else {
            findings.report(
                .refused,
                "aliases are used for keys that are lists or maps",
                advice: "use text for keys",
                at: .start
            )
            return nil
        }
        isJSON = text.utf8.first { $0 > 0x20 } == UInt8(ascii: "{") && TemplateValue(json: text) != nil
        guard let node = compose(text) else { return nil }
        let root = converted(node, depth: 0)
        return isExhausted ? nil : root
    }

    // MARK: - Composing

    /// Yams refuses documents in which a key occurs twice; Heat takes the last one, and so do we, with a warning: the
    /// earlier occurrence gets a name of its own, of the same length, that is left out later.
    private mutating func compose(_ text: String) -> Node? {
        var text = text
        for attempt in 0..<100 {
            do {
                return try Yams.compose(yaml: text, .basic) ?? Node.scalar(.init(""))
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                let position = SourcePosition(line: context.mark.line, column: context.mark.column)
                guard let (name, renamed) = OverwrittenKeys.rename(keyAt: position, in: text, number: attempt) else {
                    findings.report(.doubtful, "a key occurs twice in this map", at: position)
                    return nil
                }
                findings.report(
                    .doubtful,
                    "the key '\(name)' occurs again in this map, and only the last one counts",
                    advice: "remove one of them",
                    at: position
                )
                text = renamed
            } catch {
                report(error)
                return nil
            }
        }
        findings.report(.refused, "too many keys occur more than once", at: .start)
        return nil
    }

    private mutating func report(_ error: any Error) {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let what = problem.hasPrefix("Maximum nesting level") ? "the nesting is too deep" : problem
            let place = context.map { " \($0.text)" } ?? ""
            let text = "\(what)\(place)".trimmedAtEnds
            findings.report(
                .refused,
                "this is no YAML: \(text)",
                at: SourcePosition(line: max(1, mark.line), column: max(1, mark.column))
            )
        case YamlError.reader(let problem, _, _, _):
            findings.report(.refused, "this is no YAML: \(problem)", at: .start)
        default:
            findings.report(.refused, "this is no YAML", at: .start)
        }
    }

    // MARK: - Converting

    private mutating func converted(_ node: Node, depth: Int) -> TemplateNode {
        let position = node.mark.map { SourcePosition(line: $0.line, column: $0.column) } ?? .start
        let nothing = TemplateNode(.scalar(.null), at: position)
        nodes += 1
        guard !isExhausted else { return nothing }
        guard nodes <= Self.nodeLimit else {
            findings.report(
                .refused,
                "aliases expand this document to more than \(Self.nodeLimit) values",
                advice: "write fewer aliases of aliases",
                at: position
            )
            isExhausted = true
            return nothing
        }
        guard depth <= Self.depthLimit else {
            findings.report(.refused, "the nesting is deeper than \(Self.depthLimit) levels", at: position)
            isExhausted = true
            return nothing
        }
        switch node {
        case .scalar(let scalar):
            return TemplateNode(.scalar(value(of: scalar, at: position)), at: position)
        case .sequence(let sequence):
            return TemplateNode(.list(sequence.map { converted($0, depth: depth + 1) }), at: position)
        case .mapping(let mapping):
            return TemplateNode(.map(entries(of: mapping, depth: depth)), at: position)
        case .alias:
            return nothing
        }
    }

    private mutating func value(of scalar: Node.Scalar, at position: SourcePosition) -> TemplateValue {
        let isPlain = scalar.style == .plain || scalar.style == .any
        switch scalar.tag.rawValue {
        case "", "?":
            guard isPlain else { return .string(scalar.string) }
            if isJSON, let value = TemplateValue(json: scalar.string) { return value }
            return ScalarRules.value(of: scalar.string)
        case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:binary":
            return .string(scalar.string)
        case "tag:yaml.org,2002:null": return .null
        case "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
            return ScalarRules.value(of: scalar.string)
        case let tag:
            findings.report(
                .refused,
                "'\(tag)' is not a tag that templates have",
                advice: "write functions as maps, such as {get_param: name}",
                at: position
            )
            return .string(scalar.string)
        }
    }

    private mutating func entries(of mapping: Node.Mapping, depth: Int) -> [TemplateNode.Entry] {
        var merged: [TemplateNode.Entry] = []
        var own: [TemplateNode.Entry] = []
        for (key, value) in mapping where !isExhausted {
            let position = key.mark.map { SourcePosition(line: $0.line, column: $0.column) } ?? .start
            guard case .scalar(let scalar) = key else {
                findings.report(.refused, "a list or map cannot be a key", advice: "use text for keys", at: position)
                continue
            }
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, scalar.string == "<<" {
                merge(converted(value, depth: depth + 1), into: &merged, at: position)
            } else if !OverwrittenKeys.isOverwritten(scalar.string) {
                let name = isPlain ? ScalarRules.value(of: scalar.string).keyText : scalar.string
                own.append(
                    TemplateNode.Entry(key: name, keyPosition: position, value: converted(value, depth: depth + 1))
                )
            }
        }
        guard !merged.isEmpty else { return own }
        let names = Set(own.map(\.key))
        return merged.filter { !names.contains($0.key) } + own
    }

    /// Of a key that several merged maps have the first one counts.
    private mutating func merge(
        _ node: TemplateNode,
        into entries: inout [TemplateNode.Entry],
        at position: SourcePosition
    ) {
        var names = Set(entries.map(\.key))
        let maps = node.elements ?? [node]
        for map in maps {
            guard let found = map.entries else {
                findings.report(.refused, "only maps can be merged with '<<', not \(map.kindName)", at: position)
                continue
            }
            for entry in found where names.insert(entry.key).inserted { entries.append(entry) }
        }
    }
}

extension TemplateValue {
    /// The text that JSON makes of a value that is a key.
    fileprivate var keyText: String {
        switch self {
        case .string(let text): text
        default: json()
        }
    }
}

extension String {
    fileprivate var trimmedAtEnds: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
