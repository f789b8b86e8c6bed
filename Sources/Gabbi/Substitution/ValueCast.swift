/// What a variable's value is to become: `$RESPONSE:int['$.id']`.
struct ValueCast {
    private let name: String

    init(named name: String) { self.name = name }

    /// The value as the type that the cast names, by Python's rules.
    ///
    /// - Throws: ``StepProblem`` when the value is none, or there is no such type.
    func apply(to value: GabbiValue) throws(StepProblem) -> GabbiValue {
        let result: GabbiValue? =
            switch name {
            case "int": Self.integer(value).map { .integer($0) }
            case "float": (value.numeric ?? value.string.flatMap { Double(python: $0) }).map { .number($0) }
            case "str": .string(value.text)
            case "bool": .bool(value.isTrue)
            default: throw StepProblem("there is no cast \(name); there are int, float, str and bool")
            }
        guard let result else { throw StepProblem("\(value.text) is no \(name)") }
        return result
    }

    private static func integer(_ value: GabbiValue) -> Int? {
        switch value {
        case .integer(let value): value
        case .bool(let value): value ? 1 : 0
        case .number(let value): Int(exactly: value.rounded(.towardZero))
        case .string(let text): Int(python: text)
        default: nil
        }
    }
}

extension Int {
    /// The number that Python reads in a text: with white space around it, a sign, and `_` between digits.
    init?(python text: String) {
        let text = text.trimmed
        guard text.wholeMatch(of: #/[+-]?\d+(_\d+)*/#) != nil else { return nil }
        self.init(text.replacing("_", with: ""))
    }
}

extension Double {
    /// The number that Python reads in a text.
    init?(python text: String) {
        let text = text.trimmed.lowercased()
        if let match = text.wholeMatch(of: #/([+-]?)(inf|infinity|nan)/#) {
            self = match.2 == "nan" ? .nan : match.1 == "-" ? -.infinity : .infinity
            return
        }
        guard text.wholeMatch(of: #/[+-]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(e[+-]?\d+)?/#) != nil else { return nil }
        var digits = text.replacing("_", with: "")
        if digits.hasSuffix(".") { digits += "0" }
        self.init(digits.replacing(".e", with: ".0e"))
    }
}
