/// Rewrites what Python's regular expressions have and Foundation's write differently: named groups, `\Z`, braces that
/// are no counts, brackets inside of sets, and looking ahead or behind more than once.
struct PythonPatternRewriter {
    private var rest: Substring
    private var result = ""
    private var isInSet = false
    /// Of each group that is open, what closes it.
    private var closings: [String] = []

    static func rewritten(_ pattern: String) -> String {
        var rewriter = PythonPatternRewriter(rest: pattern[...])
        rewriter.run()
        return rewriter.result
    }

    private init(rest: Substring) { self.rest = rest }

    private mutating func run() {
        while let character = rest.first {
            if character == "\\" {
                replace(rest.hasPrefix("\\Z") ? "\\z" : String(rest.prefix(2)), 2)
            } else if isInSet {
                set(character)
            } else {
                outside(character)
            }
        }
    }

    private mutating func replace(_ text: some StringProtocol, _ count: Int) {
        result += text
        rest = rest.dropFirst(count)
    }

    private mutating func copy(_ count: Int, prefix: String = "") {
        replace(prefix + rest.prefix(count), count)
    }

    private mutating func set(_ character: Character) {
        switch character {
        case "]":
            isInSet = false
            copy(1)
        // These nest and calculate for Foundation; for Python they stand for themselves.
        case "[", "&": copy(1, prefix: "\\")
        case "-" where rest.hasPrefix("-]") || rest.hasPrefix("--"): copy(1, prefix: "\\")
        default: copy(1)
        }
    }

    private mutating func outside(_ character: Character) {
        switch character {
        case "[":
            isInSet = true
            copy(rest.hasPrefix("[^") ? 2 : 1)
            // A bracket or dash that comes first stands for itself.
            if rest.first == "]" || rest.first == "-" { copy(1, prefix: "\\") }
        case "(": group()
        case ")": replace(closings.popLast() ?? ")", 1)
        case "{":
            guard let count = rest.prefixMatch(of: #/\{(\d+(,\d*)?|,\d+)\}/#)?.0 else { return copy(1, prefix: "\\") }
            replace(count.hasPrefix("{,") ? "{0" + count.dropFirst() : count, count.count)
        case "}": copy(1, prefix: "\\")
        default: copy(1)
        }
    }

    private mutating func group() {
        if let name = rest.prefixMatch(of: #/\(\?P=([^)]*)\)/#) {
            return replace("\\k<" + Self.name(name.1) + ">", name.0.count)
        }
        if let name = rest.prefixMatch(of: #/\(\?P<([^>]*)/#) {
            closings.append(")")
            return replace("(?<" + Self.name(name.1), name.0.count)
        }
        // Foundation repeats only groups, and what looks ahead or behind is none for it.
        let isLooking = ["(?=", "(?!", "(?<=", "(?<!"].contains { rest.hasPrefix($0) }
        closings.append(isLooking ? "))" : ")")
        replace(isLooking ? "(?:(" : "(", 1)
    }

    /// Foundation has only letters and digits in names.
    private static func name(_ name: Substring) -> String { name.filter { $0 != "_" } }
}
