/// What a JSON document of a request may look like, in the dialect of JSON Schema the block storage service uses.
///
/// Unlike ``RequestSchema`` it allows several types for one value, numbers written as texts, and formats that refuse with a whole
/// sentence of their own.
struct BodySchema: Sendable {
    enum Kind: String, Sendable { case object, string, null, integer, boolean, array }

    /// Any kind if there is none.
    var kinds: [Kind] = []
    var values: [JSON]?
    var format: BodyFormat?
    /// Characters of a text.
    var lengths: ClosedRange<Int>?
    var pattern: TextPattern?
    /// Of a number, or of a text that is one.
    var limits: ClosedRange<Int>?
    /// In the order they are looked at.
    var members: [(name: String, schema: BodySchema)] = []
    var patternMembers: [(pattern: TextPattern, schema: BodySchema)] = []
    var required: [String] = []
    var allowsOthers = true
    /// Of an object's members or an array's elements.
    var count: ClosedRange<Int>?
    /// One or none: what each element of an array is.
    var elements: [BodySchema] = []
    var isUnique = false
    var anyOf: [BodySchema] = []
    var oneOf: [BodySchema] = []

    /// A pattern for names and texts: how it is written, and what it means.
    struct TextPattern: Sendable {
        var text: String
        var matches: @Sendable (String) -> Bool
    }
}

// MARK: - Short forms

extension BodySchema {
    static let any = BodySchema()

    static func kind(_ kinds: Kind...) -> BodySchema { BodySchema(kinds: kinds) }

    static func text(_ lengths: ClosedRange<Int>? = nil, orNull: Bool = false, format: BodyFormat? = nil) -> BodySchema
    {
        BodySchema(kinds: orNull ? [.string, .null] : [.string], format: format, lengths: lengths)
    }

    /// An object with the members named and, unless `others`, no more.
    static func object(
        _ members: [(name: String, schema: BodySchema)],
        required: [String] = [],
        others: Bool = false,
        orNull: Bool = false
    ) -> BodySchema {
        BodySchema(
            kinds: orNull ? [.object, .null] : [.object],
            members: members,
            required: required,
            allowsOthers: others
        )
    }

    /// An object with one member, which must be there.
    static func only(_ name: String, _ schema: BodySchema, others: Bool = false) -> BodySchema {
        object([(name, schema)], required: [name], others: others)
    }

    func adding(_ name: String, _ schema: BodySchema) -> BodySchema {
        var changed = self
        changed.members.append((name, schema))
        return changed
    }

    func requiringAny(_ names: [String]) -> BodySchema {
        var changed = self
        changed.anyOf = names.map { BodySchema(required: [$0]) }
        return changed
    }

    func withCount(_ count: ClosedRange<Int>) -> BodySchema {
        var changed = self
        changed.count = count
        return changed
    }

    func orNull() -> BodySchema { BodySchema(oneOf: [self, .kind(.null)]) }
}

// MARK: - What many documents have

extension BodySchema {
    static let largest = 0x7FFF_FFFF

    static let name = text(1...255, format: .name)
    static let looseName = text(0...255, orNull: true)
    static let description = BodySchema(kinds: [.string, .null], lengths: 0...255, pattern: .printable)
    static let uuid = text(format: .uuid)
    static let optionalUUID = BodySchema(oneOf: [kind(.null), uuid])
    static let nullableText = text(0...255, orNull: true)
    static let host = BodySchema(kinds: [.string, .null], lengths: 1...255, pattern: .host)
    static let boolean = BodySchema(kinds: [.boolean, .string], values: switches)
    static let size = BodySchema(kinds: [.integer, .string], pattern: .digits, limits: 1...largest)

    private static let switches: [JSON] = [
        true, "True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes", "y", "t", false, "False", "FALSE",
        "false", "0", "OFF", "Off", "off", "NO", "No", "no", "n", "f",
    ]

    /// Texts by names; both at most 255 characters long.
    static func texts(
        _ pattern: TextPattern = .key,
        orNullValues: Bool = false,
        orNull: Bool = false
    ) -> BodySchema {
        BodySchema(
            kinds: orNull ? [.object, .null] : [.object],
            patternMembers: [(pattern, .text(0...255, orNull: orNullValues))],
            allowsOthers: false
        )
    }

    static let metadata = texts()
    static let metadataOrNull = texts(orNull: true)
}

extension BodySchema.TextPattern {
    static let digits = BodySchema.TextPattern(text: "^[0-9]+$") { text in
        !text.isEmpty && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
    static let someDigits = BodySchema.TextPattern(text: "^[0-9]*$") { $0.isEmpty || digits.matches($0) }
    static let key = named("^[a-zA-Z0-9-_:. /]{1,255}$", "-_:. /", 1...255)
    static let keyWithoutSlash = named("^[a-zA-Z0-9-_:. ]{1,255}$", "-_:. ", 1...255)
    static let keyWithoutSpace = named("^[a-zA-Z0-9-_:.]{1,255}$", "-_:.", 1...255)
    static let quota = named("^[a-zA-Z0-9-_:. ]{1,300}$", "-_:. ", 1...300)
    static let host = named("^[a-zA-Z0-9-._#@:/+\\[\\]]*$", "-._#@:/+[]", 0...Int.max)
    static let printable = BodySchema.TextPattern(text: "^[printable characters]*$") { text in
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }

    private static func named(
        _ text: String,
        _ marks: String,
        _ lengths: ClosedRange<Int>
    ) -> BodySchema.TextPattern {
        let marks = Set(marks.utf8)
        return BodySchema.TextPattern(text: text) { name in
            lengths.contains(name.utf8.count)
                && name.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: marks.contains(byte)
                    }
                }
        }
    }
}
