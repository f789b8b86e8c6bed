/// HTTP header fields in the order they were sent; names compare without regard to case (RFC 9110, 5.1).
public struct Headers: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field line.
    public struct Field: Sendable, Hashable {
        /// The name as it was written.
        public let name: String
        /// The value without white space around it.
        public let value: String
    }

    /// Every field line.
    public private(set) var fields: [Field]

    /// No fields.
    public init() { fields = [] }

    /// Fields in the order given; a name may stand more than once.
    public init(_ fields: some Sequence<(name: String, value: String)>) {
        self.fields = fields.map { Field(name: $0.name, value: $0.value) }
    }

    /// Fields in the order written.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0, value: $1) }
    }

    /// The first value of a field; setting replaces every value, setting `nil` removes the field.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name.equalsIgnoringCase(name) }?.value }
        set {
            fields.removeAll { $0.name.equalsIgnoringCase(name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// Every value of a field, in order.
    public func values(of name: String) -> [String] {
        fields.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
    }

    /// Adds a field line, whether or not the name is there already.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Sets every field of another collection, replacing those of the same name.
    public mutating func set(_ others: Headers) {
        fields.removeAll { field in others.fields.contains { $0.name.equalsIgnoringCase(field.name) } }
        fields += others.fields
    }
}

extension String {
    /// ASCII case folding only: header names are ASCII, and this is compared for every field of every exchange.
    func equalsIgnoringCase(_ other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
    }
}

extension UInt8 {
    fileprivate var lowercasedASCII: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}
