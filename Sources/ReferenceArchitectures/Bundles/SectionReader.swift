import HeatTemplates

/// Reads the parts of a document, and remembers what is wrong with them.
struct SectionReader {
    let file: String
    private let files: TemplateFiles
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String, files: TemplateFiles) {
        self.file = file
        self.files = files
    }

    /// Sees that a file that a node names can be read.
    mutating func requireFile(_ path: String, at node: TemplateNode) {
        do {
            _ = try files.contents(of: path, namedIn: file)
        } catch {
            report(error.message(path), at: node)
        }
    }

    mutating func report(_ message: String, advice: String? = nil, at node: TemplateNode?) {
        report(message, advice: advice, at: node?.position ?? .start)
    }

    mutating func report(_ message: String, advice: String? = nil, at position: SourcePosition) {
        diagnostics.append(Diagnostic(.refused, message, advice: advice, file: file, at: position))
    }

    /// Whether a node is a map with no other keys than those given.
    mutating func isMap(_ node: TemplateNode, of keys: [String], _ what: String) -> Bool {
        guard let entries = node.entries else {
            report("\(what) is a map, not \(node.kindName)", at: node)
            return false
        }
        for entry in entries where !keys.contains(entry.key) {
            report(
                "\(what) has no '\(entry.key)'",
                advice: "there are \(keys.joined(separator: ", "))",
                at: entry.keyPosition
            )
        }
        return true
    }

    /// A text; numbers count as the text they are written as, since versions look like them.
    mutating func text(_ key: String, of node: TemplateNode, isRequired: Bool = false) -> String? {
        guard let value = node[key], !value.isNull else {
            if isRequired { report("'\(key)' is missing", at: node) }
            return nil
        }
        switch value.scalar {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .number(let number): return number.description
        default:
            report("'\(key)' is a text, not \(value.kindName)", at: value)
            return nil
        }
    }

    mutating func number(_ key: String, of node: TemplateNode) -> Int? {
        guard let value = node[key], !value.isNull else { return nil }
        if case .integer(let number)? = value.scalar { return number }
        report("'\(key)' is a whole number, not \(value.kindName)", at: value)
        return nil
    }

    mutating func flag(_ key: String, of node: TemplateNode) -> Bool? {
        guard let value = node[key], !value.isNull else { return nil }
        if case .bool(let flag)? = value.scalar { return flag }
        report("'\(key)' is true or false, not \(value.kindName)", at: value)
        return nil
    }

    /// The elements of a list; none when there is no such key.
    mutating func elements(_ key: String, of node: TemplateNode) -> [TemplateNode] {
        guard let value = node[key], !value.isNull else { return [] }
        if let elements = value.elements { return elements }
        report("'\(key)' is a list, not \(value.kindName)", at: value)
        return []
    }

    /// The entries of a map; none when there is no such key.
    mutating func entries(_ key: String, of node: TemplateNode) -> [TemplateNode.Entry] {
        guard let value = node[key], !value.isNull else { return [] }
        if let entries = value.entries { return entries }
        report("'\(key)' is a map, not \(value.kindName)", at: value)
        return []
    }

    /// The texts of a list, with their places.
    mutating func texts(_ key: String, of node: TemplateNode) -> [(text: String, node: TemplateNode)] {
        elements(key, of: node).compactMap { element in
            if let text = element.string { return (text, element) }
            report("'\(key)' is a list of texts, and this is \(element.kindName)", at: element)
            return nil
        }
    }
}
