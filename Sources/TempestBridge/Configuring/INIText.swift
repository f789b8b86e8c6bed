/// An INI file that is changed in single values and keeps everything else as it was: comments, order, other sections.
struct INIText {
    private var lines: [Substring]

    init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

    var text: String { lines.joined(separator: "\n") }

    /// Sets an option: in its place where it is set already, else at the beginning of its section.
    mutating func set(_ section: String, _ option: String, _ value: String) {
        let line = Substring("\(option) = \(value)")
        guard let start = lines.firstIndex(where: { Self.section(of: $0) == section[...] }) else {
            if let last = lines.last, last.isEmpty { lines.removeLast() }
            lines += ["", Substring("[\(section)]"), line, ""]
            return
        }
        let end = lines[(start + 1)...].firstIndex { Self.section(of: $0) != nil } ?? lines.endIndex
        if let place = lines[(start + 1)..<end].firstIndex(where: { Self.option(of: $0) == option }) {
            lines[place] = line
        } else {
            lines.insert(line, at: start + 1)
        }
    }

    /// The value of an option; `nil` when it is not set.
    func value(_ section: String, _ option: String) -> String? {
        var current: Substring?
        for line in lines {
            if let section = Self.section(of: line) {
                current = section
            } else if current == section[...], Self.option(of: line) == option, let equals = line.firstIndex(of: "=") {
                return line[line.index(after: equals)...].trimmed
            }
        }
        return nil
    }

    private static func section(of line: Substring) -> Substring? {
        guard line.first == "[", let end = line.firstIndex(of: "]") else { return nil }
        return line[line.index(after: line.startIndex)..<end]
    }

    private static func option(of line: Substring) -> String? {
        guard let first = line.first, first != "#", first != ";", !first.isWhitespace,
            let equals = line.firstIndex(where: { $0 == "=" || $0 == ":" })
        else { return nil }
        return line[..<equals].trimmed
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = self
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
