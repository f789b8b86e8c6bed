/// The kinds of variables, in the order in which they are replaced.
enum VariableName: String, CaseIterable {
    case scheme = "SCHEME"
    case hostAndPort = "NETLOC"
    case environment = "ENVIRON"
    case location = "LOCATION"
    case cookie = "COOKIE"
    case lastURL = "LAST_URL"
    case url = "URL"
    case headers = "HEADERS"
    case response = "RESPONSE"

    var phrase: String { "$" + rawValue }

    /// Whether it is followed by something in brackets.
    fileprivate var takesArgument: Bool { self == .environment || self == .headers || self == .response }
}

/// A variable as it stands in a text: `$HISTORY['step'].$RESPONSE:int['$.id']`.
struct Variable {
    /// The step that is referred to; `nil` for the one before.
    let step: String?
    let castName: String?
    let argument: String?
    /// What the value is to become.
    var cast: ValueCast? { castName.map { ValueCast(named: $0) } }

    /// The variable that a text consists of; `nil` when it is anything else.
    init?(whole text: String, _ name: VariableName) {
        var scanner = Scanner(rest: text[...])
        guard let variable = scanner.variable(name), scanner.rest.isEmpty || scanner.rest == "\n" else { return nil }
        self = variable
    }

    private init(step: String?, castName: String?, argument: String?) {
        self.step = step
        self.castName = castName
        self.argument = argument
    }

    /// A text with each variable of a kind replaced.
    static func replacing(
        _ name: VariableName,
        in text: String,
        with replacement: (Variable) throws(StepProblem) -> String
    ) throws(StepProblem) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            var scanner = Scanner(rest: rest)
            if let variable = scanner.variable(name) {
                result += try replacement(variable)
                rest = scanner.rest
            } else {
                result.append("$")
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    private struct Scanner {
        var rest: Substring

        mutating func variable(_ name: VariableName) -> Variable? {
            var step: String?
            if take("$HISTORY") {
                guard let named = bracketed(), take(".") else { return nil }
                step = named
            }
            guard take("$" + name.rawValue) else { return nil }
            guard name.takesArgument else { return Variable(step: step, castName: nil, argument: nil) }
            var cast: String?
            if take(":") {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                guard !word.isEmpty else { return nil }
                cast = String(word)
                rest = rest.dropFirst(word.count)
            }
            guard let argument = bracketed() else { return nil }
            return Variable(step: step, castName: cast, argument: argument)
        }

        private mutating func take(_ text: String) -> Bool {
            guard rest.hasPrefix(text) else { return false }
            rest = rest.dropFirst(text.count)
            return true
        }

        /// What stands between brackets and quotes of one kind.
        private mutating func bracketed() -> String? {
            for quote in ["'", "\""] where rest.hasPrefix("[" + quote) {
                let inside = rest.dropFirst(2)
                guard let end = inside.firstIndex(of: Character(quote)), end > inside.startIndex,
                    inside[end...].hasPrefix(quote + "]")
                else { return nil }
                rest = inside[end...].dropFirst(2)
                return String(inside[..<end])
            }
            return nil
        }
    }
}
