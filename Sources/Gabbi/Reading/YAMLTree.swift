import PythonSemantics

/// A value of a YAML file, and where it stands.
typealias YAMLTree = YAMLNode<GabbiValue>

extension YAMLTree {
    /// The value without its places.
    var value: GabbiValue {
        switch content {
        case .scalar(let value): value
        case .list(let elements): .array(elements.map(\.value))
        case .map(let entries):
            .object(entries.reduce(into: OrderedMembers()) { members, entry in members[entry.key] = entry.value.value })
        }
    }

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

    /// Values a file may have after its aliases are replaced by what they stand for.
    private static var valueLimit: Int { 200_000 }
    private static var depthLimit: Int { 100 }

    /// Reads a document; what is wrong with it is told.
    ///
    /// - Returns: `nil` when it is no YAML, or empty.
    static func read(_ bytes: [UInt8], diagnostics: inout GabbiDiagnostics) -> YAMLTree? {
        let (root, problems) = YAMLReader.read(bytes, valueLimit: valueLimit, depthLimit: depthLimit) { scalar, mark in
            value(of: scalar, at: mark, &diagnostics)
        }
        for problem in problems { diagnostics.error("\(problem.message); \(problem.advice)", at: problem.mark) }
        if root == nil, problems.isEmpty {
            diagnostics.error("the file is empty; a Gabbi file is a map with the key \"tests\"")
        }
        return root
    }

    private static func value(
        of scalar: YAMLScalar,
        at mark: SourceMark,
        _ diagnostics: inout GabbiDiagnostics
    ) -> GabbiValue {
        switch scalar.meaning {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .integer(let value): return .integer(value)
        case .longInteger(let digits): return .number(Double(digits) ?? .infinity)
        case .number(let value): return .number(value)
        case .text(let text):
            if scalar.isPlain, text.wholeMatch(of: #/\d{4}-\d{2}-\d{2}/#) != nil {
                diagnostics.warn("YAML reads this as a date, and gabbi with it; put it in quotes", at: mark)
            }
            return .string(text)
        case nil:
            diagnostics.error("gabbi knows no tag \(scalar.tag); put a text that starts with ! in quotes", at: mark)
            return .null
        }
    }
}
