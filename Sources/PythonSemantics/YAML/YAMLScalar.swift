/// A scalar as it is written.
package struct YAMLScalar: Sendable {
    /// What a scalar is for Python.
    package enum Meaning: Sendable, Hashable {
        case null
        case bool(Bool)
        case integer(Int)
        /// A whole number beyond 64 bits: its digits, with a sign if it is negative.
        case longInteger(String)
        case number(Double)
        case text(String)
    }

    /// The text without quotes, escapes replaced.
    package let text: String
    /// Whether it stands without quotes.
    package let isPlain: Bool
    /// Its tag, such as `tag:yaml.org,2002:str`; empty when there is none.
    package let tag: String

    /// What it is for Python; `nil` when nobody but its author knows what the tag stands for.
    package var meaning: Meaning? {
        switch tag {
        case "", "?": isPlain ? PlainScalar.meaning(of: text) : .text(text)
        case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:binary": .text(text)
        case "tag:yaml.org,2002:null": .null
        case "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
            PlainScalar.meaning(of: text)
        default: nil
        }
    }
}

extension YAMLScalar.Meaning {
    /// The text that JSON makes of a value that is a key.
    var keyText: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let value): String(value)
        case .longInteger(let digits): digits
        case .number(let value): Python.json(value)
        case .text(let text): text
        }
    }
}
