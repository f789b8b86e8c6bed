import Foundation

/// What a JSON document of a request may look like: the part of JSON Schema that compute and block storage use, with the
/// messages of Python's `jsonschema`, which both services quote.
indirect enum RequestSchema: Sendable {
    /// Anything.
    case any
    case null
    case bool
    /// A whole number, between limits.
    case integer(ClosedRange<Int>? = nil)
    case number
    /// A string: lengths in characters, a regular expression that is searched for, a format by name.
    case string(Lengths? = nil, pattern: String? = nil, format: String? = nil)
    case values([JSON])
    case array(RequestSchema, count: Lengths? = nil, unique: Bool = false)
    case object(Members)
    case oneOf([RequestSchema])
    case anyOf([RequestSchema])
    case allOf([RequestSchema])
    case not(RequestSchema)
    /// What a function finds; it gets the value and its place, and throws a problem.
    case check(@Sendable (_ value: JSON, _ path: [String]) throws(Problem) -> Void)

    /// The least and the most; nil for no limit.
    struct Lengths: Sendable {
        var least: Int
        var most: Int?

        init(_ least: Int = 0, _ most: Int? = nil) {
            self.least = least
            self.most = most
        }
    }

    /// An object's members.
    struct Members: Sendable {
        var known: [String: RequestSchema]
        var required: [String] = []
        /// Members whose names a pattern is found in.
        var patterns: [(pattern: String, schema: RequestSchema)] = []
        /// What other members may be; nil where there may be none.
        var others: RequestSchema? = nil
        var count = Lengths()
    }

    /// An object with the members named and, unless `others` says so, no more.
    static func object(
        _ known: [String: RequestSchema],
        required: [String] = [],
        patterns: [(pattern: String, schema: RequestSchema)] = [],
        others: RequestSchema? = nil,
        count: Lengths = Lengths()
    ) -> RequestSchema {
        .object(Members(known: known, required: required, patterns: patterns, others: others, count: count))
    }

    /// What a value does not fulfil, and where.
    struct Problem: Error, Sendable {
        /// Names and indices from the document's root to the value, joined by dots; empty for the document.
        var path: [String]
        var value: JSON
        /// As `jsonschema` puts it.
        var message: String
    }
}
