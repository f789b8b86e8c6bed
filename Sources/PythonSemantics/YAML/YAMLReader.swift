import Yams

/// Reads YAML, and JSON as the part of YAML that it is, as PyYAML does.
///
/// What hostile documents can cost is bounded: by the depth, and by the number of values once aliases stand for what
/// they mean. How large the text may be is for the caller to say.
package struct YAMLReader {
    /// What becomes of a key that occurs twice in one map.
    package enum RepeatedKeys {
        /// It is an error.
        case refused
        /// The last one counts, as for PyYAML, and there is a warning.
        case lastCounts
    }

    private let valueLimit: Int
    private let depthLimit: Int
    private let repeatedKeys: RepeatedKeys
    private var problems: [YAMLProblem] = []
    private var count = 0
    private var isExhausted = false

    private init(valueLimit: Int, depthLimit: Int, repeatedKeys: RepeatedKeys) {
        self.valueLimit = valueLimit
        self.depthLimit = depthLimit
        self.repeatedKeys = repeatedKeys
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - bytes: the document in UTF-8.
    ///   - valueLimit: how many values it may have after its aliases are replaced by what they stand for.
    ///   - depthLimit: how deeply lists and maps may be nested.
    ///   - repeatedKeys: what becomes of a key that occurs twice in one map.
    ///   - scalar: makes of a scalar what the caller has for it.
    /// - Returns: the root, `nil` when nothing can be made of the document or when it is empty, and everything that
    ///   was found on the way.
    package static func read<Scalar>(
        _ bytes: [UInt8],
        valueLimit: Int,
        depthLimit: Int,
        repeatedKeys: RepeatedKeys = .refused,
        scalar: (YAMLScalar, SourceMark) -> Scalar
    ) -> (root: YAMLNode<Scalar>?, problems: [YAMLProblem]) {
        var reader = YAMLReader(valueLimit: valueLimit, depthLimit: depthLimit, repeatedKeys: repeatedKeys)
        let root = reader.compose(bytes).flatMap { reader.node($0, depth: 0, scalar) }
        return (reader.isExhausted ? nil : root, reader.problems)
    }

    // MARK: - Composing

    private mutating func compose(_ bytes: [UInt8]) -> Node? {
        guard var text = String(validating: bytes, as: UTF8.self) else {
            return refuse("the text is not UTF-8", advice: "save it in that encoding")
        }
        guard !AliasGuard.isSuspicious(bytes) else {
            return refuse("many aliases beside keys that are lists or maps", advice: "write the keys as plain names")
        }
        // Yams refuses documents in which a key occurs twice: the earlier occurrence gets a name of its own, of the
        // same length, that is left out later.
        for attempt in 0..<100 {
            do {
                return try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8).singleRoot()
            } catch YamlError.duplicatedKeysInMapping(_, let context) where repeatedKeys == .lastCounts {
                let mark = SourceMark(context.mark)
                guard let (name, renamed) = OverwrittenKeys.rename(keyAt: mark, in: text, number: attempt) else {
                    return refuse("a key is written twice in one map", advice: "remove one of the two", at: mark)
                }
                problems.append(
                    YAMLProblem(
                        "the key '\(name)' occurs again in this map, and only the last one counts",
                        advice: "remove one of them",
                        at: mark,
                        isWarning: true
                    )
                )
                text = renamed
            } catch {
                return report(error, text: text)
            }
        }
        return refuse("too many keys occur more than once", advice: "remove all but the last of each")
    }

    private mutating func refuse(_ message: String, advice: String, at mark: SourceMark? = nil) -> Node? {
        problems.append(YAMLProblem(message, advice: advice, at: mark))
        return nil
    }

    private mutating func report(_ error: any Error, text: String) -> Node? {
        switch error as? YamlError {
        // The problems of scanner and parser are fixed phrases of libyaml's; those of the others may quote the text.
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            if problem.hasPrefix("Maximum nesting level") { return refuseDepth(at: SourceMark(mark)) }
            let advice = "put texts with special characters in quotes"
            return refuse("no valid YAML: \(problem)", advice: advice, at: SourceMark(mark))
        case .composer(_, "found undefined alias", let mark, _): return refuseAlias(at: SourceMark(mark))
        case .composer(_, _, let mark, _):
            return refuse("a second document", advice: "write one document to a file", at: SourceMark(mark))
        case .duplicatedKeysInMapping(_, let context):
            let mark = SourceMark(context.mark)
            return refuse("a key is written twice in one map", advice: "remove one of the two", at: mark)
        case .reader(_, let offset?, _, _):
            let line = text.prefix(offset).count(where: \.isNewline) + 1
            return refuse("a control character", advice: "remove it", at: SourceMark(line: line, column: 1))
        default:
            return refuse("no valid YAML", advice: "check the file with a YAML tool")
        }
    }

    private mutating func refuseAlias(at mark: SourceMark) -> Node? {
        refuse("an alias without anchor", advice: "put a text that starts with * in quotes", at: mark)
    }

    private mutating func refuseDepth(at mark: SourceMark) -> Node? {
        refuse("lists or maps nested too deeply", advice: "is it the right file?", at: mark)
    }

    // MARK: - Nodes

    private mutating func node<Scalar>(
        _ node: Node,
        depth: Int,
        _ scalar: (YAMLScalar, SourceMark) -> Scalar
    ) -> YAMLNode<Scalar>? {
        guard !isExhausted else { return nil }
        let mark = node.mark.map { SourceMark($0) } ?? .start
        count += 1
        guard count <= valueLimit else {
            isExhausted = true
            problems.append(
                YAMLProblem(
                    "more than \(valueLimit) values when aliases are replaced by what they stand for",
                    advice: "use fewer aliases",
                    at: mark
                )
            )
            return nil
        }
        guard depth <= depthLimit else {
            isExhausted = true
            _ = refuseDepth(at: mark)
            return nil
        }
        switch node {
        case .scalar(let found):
            return YAMLNode(content: .scalar(scalar(YAMLScalar(found), mark)), mark: mark)
        case .sequence(let sequence):
            let elements = sequence.compactMap { self.node($0, depth: depth + 1, scalar) }
            return YAMLNode(content: .list(elements), mark: mark)
        case .mapping(let mapping):
            return YAMLNode(content: .map(entries(of: mapping, at: mark, depth: depth, scalar)), mark: mark)
        case .alias:
            _ = refuseAlias(at: mark)
            return nil
        }
    }

    private mutating func entries<Scalar>(
        of mapping: Node.Mapping,
        at place: SourceMark,
        depth: Int,
        _ scalar: (YAMLScalar, SourceMark) -> Scalar
    ) -> [YAMLNode<Scalar>.Entry] {
        var merged: [YAMLNode<Scalar>.Entry] = []
        var own: [YAMLNode<Scalar>.Entry] = []
        for (key, value) in mapping {
            let mark = key.mark.map { SourceMark($0) } ?? place
            guard let written = key.scalar.map({ YAMLScalar($0) }) else {
                problems.append(
                    YAMLProblem("a key that is a list or a map", advice: "write a plain name", at: mark)
                )
                continue
            }
            if repeatedKeys == .lastCounts, OverwrittenKeys.isOverwritten(written.text) { continue }
            guard let value = node(value, depth: depth + 1, scalar) else { continue }
            if written.isPlain, written.text == "<<" {
                merged += entries(merging: value, at: mark)
            } else {
                // Of keys the tags say nothing: Yams has resolved them, by rules that know only text.
                let name = written.isPlain ? PlainScalar.meaning(of: written.text).keyText : written.text
                own.append(YAMLNode.Entry(key: name, writtenKey: written.text, mark: mark, value: value))
            }
        }
        return Self.withoutRepetition(merged + own)
    }

    /// The entries of the maps that a merge key names; those of the map named first come last, since they count.
    private mutating func entries<Scalar>(
        merging node: YAMLNode<Scalar>,
        at mark: SourceMark
    ) -> [YAMLNode<Scalar>.Entry] {
        (node.elements ?? [node]).reversed().flatMap { map in
            if let entries = map.entries { return entries }
            problems.append(
                YAMLProblem("<< takes a map or a list of maps", advice: "correct its value", at: mark)
            )
            return []
        }
    }

    /// As in a dictionary of Python's: the last value of a key, at the place of the first.
    private static func withoutRepetition<Scalar>(
        _ entries: [YAMLNode<Scalar>.Entry]
    ) -> [YAMLNode<Scalar>.Entry] {
        var places: [String: Int] = [:]
        var unique: [YAMLNode<Scalar>.Entry] = []
        for entry in entries {
            if let place = places[entry.key] {
                unique[place] = entry
            } else {
                places[entry.key] = unique.count
                unique.append(entry)
            }
        }
        return unique
    }
}

extension YAMLScalar {
    fileprivate init(_ scalar: Node.Scalar) {
        self.init(text: scalar.string, isPlain: scalar.style == .plain, tag: scalar.tag.rawValue)
    }
}

extension SourceMark {
    fileprivate init(_ mark: Mark) { self.init(line: max(1, mark.line), column: max(1, mark.column)) }
}
