/// A query into a JSON value, in the language of jsonpath-ng with its extensions, which Gabbi's tests are written in.
///
/// It differs from RFC 9535 in what binds how tightly, in filters with a single `=`, and in functions between
/// backquotes such as `` `len` ``.
indirect enum JSONPath: Sendable, Equatable {
    case root
    case current
    case parent
    case fields([String])
    case wildcard
    case indices([Int])
    case slice(start: Int?, end: Int?, step: Int?)
    case child(JSONPath, JSONPath)
    case descendants(JSONPath, JSONPath)
    /// What the left side finds, where the right side finds something there, or nothing.
    case filtered(JSONPath, JSONPath, isThere: Bool)
    case union(JSONPath, JSONPath)
    case intersection(JSONPath, JSONPath)
    case filter(Condition)
    case sorted([SortKey])
    case function(Function)
    case arithmetic(Operand, ArithmeticOperator, Operand)

    /// A key that elements are sorted by.
    struct SortKey: Sendable, Equatable {
        let path: JSONPath
        let isDescending: Bool
    }

    /// What stands between backquotes.
    enum Function: Sendable, Equatable {
        case length
        case keys
        case path
        case sorted
        case text
        /// Parts of a text; of no segment all.
        case split(separator: String, segment: Int?, limit: Int)
        case replace(pattern: String, replacement: String)
    }

    /// One side of a calculation.
    enum Operand: Sendable, Equatable {
        case value(GabbiValue)
        case path(JSONPath)
    }

    /// A calculation; there is no division, since `/` sorts.
    enum ArithmeticOperator: Sendable, Equatable {
        case plus, minus, times
    }

    /// What a filter asks of an element.
    indirect enum Condition: Sendable, Equatable {
        case exists(JSONPath)
        case isAbsent(JSONPath)
        case comparison(JSONPath, Comparison, Operand)
        case all([Condition])
        case any([Condition])
    }

    /// How two values are compared.
    enum Comparison: String, Sendable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case matches = "=~"
    }
}

/// Why a text is no JSONPath, or a query cannot be carried out.
struct JSONPathError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
