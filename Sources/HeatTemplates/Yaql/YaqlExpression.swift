/// A yaql expression: https://yaql.readthedocs.io.
indirect enum YaqlExpression: Sendable {
    case literal(TemplateValue)
    /// `$`, `$name` or `$1`; the name is what follows the sign.
    case variable(String)
    /// A word by itself: the name of a key, or of an argument.
    case keyword(String)
    case list([YaqlExpression])
    case map([(YaqlExpression, YaqlExpression)])
    /// `-x`, `not x`.
    case prefix(String, YaqlExpression)
    /// `x + y`.
    case infix(String, YaqlExpression, YaqlExpression)
    /// `x.name`, and `x?.name` that comes to null when x is.
    case member(YaqlExpression, String, isOptional: Bool)
    /// `x[y]`.
    case index(YaqlExpression, YaqlExpression)
    /// `name(…)`, and `x.name(…)` with a receiver.
    case call(name: String, receiver: YaqlExpression?, isOptional: Bool, arguments: [Argument])

    /// An argument, which may have a name: `name => value`.
    struct Argument: Sendable {
        var name: YaqlExpression?
        var value: YaqlExpression
    }
}

extension YaqlExpression {
    /// Whether the value is a set of Python's, which Heat cannot write down.
    var comesToSet: Bool {
        switch self {
        case .infix("->", _, let right): right.comesToSet
        case .call(let name, .some, _, _): ["keys", "items", "toSet"].contains(name)
        default: false
        }
    }
}

/// Why a yaql expression comes to nothing.
struct YaqlError: Error {
    var message: String
    /// Whether yaql can do it, and this library cannot.
    var isUnsupported = false
}
