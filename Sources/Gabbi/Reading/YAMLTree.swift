import OpenStack
import Yams

/// A value of a YAML file, and where it stands.
struct YAMLTree: Sendable {
    enum Content: Sendable {
        case scalar(GabbiValue)
        case list([YAMLTree])
        case map([Entry])
    }

    struct Entry: Sendable {
        let key: String
        let mark: SourceMark
        let value: YAMLTree
    }

    let content: Content
    let mark: SourceMark

    /// The value without its places; of a key that stands twice the last value stays.
    var value: GabbiValue {
        switch content {
        case .scalar(let value): value
        case .list(let elements): .array(elements.map(\.value))
        case .map(let entries):
            .object(entries.reduce(into: OrderedMembers()) { members, entry in members[entry.key] = entry.value.value })
        }
    }

    var entries: [Entry]? {
        guard case .map(let entries) = content else { return nil }
        return entries
    }

    var elements: [YAMLTree]? {
        guard case .list(let elements) = content else { return nil }
        return elements
    }

    subscript(key: String) -> YAMLTree? { entries?.last { $0.key == key }?.value }

    /// The kind of value, for messages.
    var kind: String {
        switch content {
        case .scalar(.null): "nothing"
        case .scalar(.bool): "a truth value"
        case .scalar(.integer), .scalar(.number): "a number"
        case .scalar: "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }
}

extension YAMLTree {
    /// Values a file may have after its aliases are replaced by what they stand for.
    private static let valueLimit = 200_000
    private static let depthLimit = 100

    /// Reads a document; what is wrong with it is told.
    ///
    /// - Returns: `nil` when it is no YAML, or empty.
    static func read(_ bytes: [UInt8], diagnostics: inout GabbiDiagnostics) -> YAMLTree? {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            diagnostics.error("the text is not UTF-8")
            return nil
        }
        guard !AliasGuard.isSuspicious(bytes) else {
            diagnostics.error("many aliases beside keys that are lists or maps; write the keys as plain names")
            return nil
        }
        do {
            let node = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8).singleRoot()
            guard let node else {
                diagnostics.error("the file is empty; a Gabbi file is a map with the key \"tests\"")
                return nil
            }
            var reader = TreeReader(diagnostics: diagnostics)
            let tree = reader.tree(of: node, depth: 0)
            diagnostics = reader.diagnostics
            return tree
        } catch {
            report(error, text: text, to: &diagnostics)
            return nil
        }
    }

    private static func report(_ error: any Error, text: String, to diagnostics: inout GabbiDiagnostics) {
        func mark(_ mark: Mark) -> SourceMark { SourceMark(line: mark.line, column: mark.column) }
        switch error as? YamlError {
        case .scanner(_, let problem, let place, _), .parser(_, let problem, let place, _):
            diagnostics.error("no valid YAML: \(problem)", at: mark(place))
        case .composer(_, _, let place, _):
            diagnostics.error("no valid YAML: an alias without anchor, or a second document", at: mark(place))
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.compactMap { $0.description }.joined(separator: ", ")
            diagnostics.error("a key is written twice in one map: \(names); remove one", at: mark(context.mark))
        case .reader(_, let offset?, _, _):
            let line = text.prefix(offset).count(where: \.isNewline) + 1
            diagnostics.error("a control character", at: SourceMark(line: line, column: 1))
        default: diagnostics.error("no valid YAML: \(error)")
        }
    }

    private struct TreeReader {
        var diagnostics: GabbiDiagnostics
        private var count = 0

        init(diagnostics: GabbiDiagnostics) { self.diagnostics = diagnostics }

        mutating func tree(of node: Node, depth: Int) -> YAMLTree? {
            let mark = node.mark.map { SourceMark(line: $0.line, column: $0.column) } ?? SourceMark(line: 1, column: 1)
            count += 1
            guard count <= YAMLTree.valueLimit, depth <= YAMLTree.depthLimit else {
                if count == YAMLTree.valueLimit + 1 || depth > YAMLTree.depthLimit {
                    diagnostics.error("too many values, or nested too deeply, for a file of tests", at: mark)
                }
                return nil
            }
            switch node {
            case .scalar(let scalar): return YAMLTree(content: .scalar(value(of: scalar, at: mark)), mark: mark)
            case .sequence(let sequence):
                return YAMLTree(content: .list(sequence.compactMap { tree(of: $0, depth: depth + 1) }), mark: mark)
            case .mapping(let mapping):
                return YAMLTree(content: .map(entries(of: mapping, at: mark, depth: depth)), mark: mark)
            case .alias:
                diagnostics.error("an alias without anchor; put the text in quotes", at: mark)
                return nil
            }
        }

        private mutating func value(of scalar: Node.Scalar, at mark: SourceMark) -> GabbiValue {
            guard scalar.style == .plain, scalar.tag.rawValue != Tag.Name.str.rawValue else {
                return .string(scalar.string)
            }
            switch PlainScalar(scalar.string).meaning {
            case .null: return .null
            case .bool(let value): return .bool(value)
            case .number(let number):
                if let integer = Int(number) { return .integer(integer) }
                return Double(number).map { .number($0) } ?? .string(scalar.string)
            case .text:
                if scalar.string.wholeMatch(of: #/\d{4}-\d{2}-\d{2}/#) != nil {
                    diagnostics.warn("YAML reads this as a date, and gabbi with it; put it in quotes", at: mark)
                }
                return .string(scalar.string)
            }
        }

        private mutating func entries(of mapping: Node.Mapping, at mark: SourceMark, depth: Int) -> [Entry] {
            var merged: [Entry] = []
            var own: [Entry] = []
            for (key, node) in mapping {
                let place = key.mark.map { SourceMark(line: $0.line, column: $0.column) } ?? mark
                guard let scalar = key.scalar else {
                    diagnostics.error("a key that is a list or a map; write a plain name", at: place)
                    continue
                }
                guard let value = tree(of: node, depth: depth + 1) else { continue }
                guard scalar.string == "<<", scalar.style == .plain else {
                    let meaning = self.value(of: scalar, at: place)
                    let name = meaning.string ?? meaning.json
                    own.append(Entry(key: scalar.style == .plain ? name : scalar.string, mark: place, value: value))
                    continue
                }
                // Merge keys: the map's own keys win, then those of the maps named first.
                for source in value.elements ?? [value] {
                    guard let entries = source.entries else {
                        diagnostics.error("<< takes a map or a list of maps", at: place)
                        continue
                    }
                    merged += entries.filter { entry in !merged.contains { $0.key == entry.key } }
                }
            }
            return merged.filter { entry in !own.contains { $0.key == entry.key } } + own
        }
    }
}
