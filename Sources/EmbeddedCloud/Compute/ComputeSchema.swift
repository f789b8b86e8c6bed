import Foundation

/// The kinds of value that bodies and queries of the compute service are made of.
enum ComputeSchema {
    /// A whole number, or its digits as text.
    static func number(_ limits: ClosedRange<Int>, pattern: String = "^[0-9]*$") -> RequestSchema {
        .check { (value, path) throws(RequestSchema.Problem) in
            func problem(_ message: String) -> RequestSchema.Problem {
                RequestSchema.Problem(path: path, value: value, message: "\(value.pythonLiteral) \(message)")
            }
            var number = value.int
            if let text = value.string {
                if text.isEmpty { throw problem("should be non-empty") }
                guard Patterns.finds(pattern, in: text) else { throw problem("does not match '\(pattern)'") }
                // More digits than a number has are beyond any limit.
                number = Int(text) ?? .max
            } else if number == nil {
                throw problem("is not of type 'integer', 'string'")
            }
            guard let number else { return }
            if number < limits.lowerBound { throw problem("is less than the minimum of \(limits.lowerBound)") }
            if number > limits.upperBound { throw problem("is greater than the maximum of \(limits.upperBound)") }
        }
    }

    static let positive = number(1...Int.max)
    static let nonNegative = number(0...Int.max)
    /// As sizes are limited in upstream's database.
    static let size = number(1...0x7FFF_FFFF, pattern: "^[0-9]+$")
    static let sizeOrZero = number(0...0x7FFF_FFFF, pattern: "^[0-9]+$")

    private static let yes = ["True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes"]
    private static let no = ["False", "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no"]

    /// A truth value, or one of the words for it.
    static let bool = RequestSchema.values(
        [true] + yes.map(JSON.string) + [false] + no.map(JSON.string)
    )

    /// What a value that fits ``bool`` means.
    static func truth(_ value: JSON?) -> Bool {
        value?.bool ?? value?.string.map { yes.contains($0) } ?? false
    }

    /// The number in a value that fits ``number(_:pattern:)``.
    static func int(_ value: JSON?) -> Int? { value?.int ?? value?.string.flatMap { Int($0) } }

    /// A name: printable, no space at either end, 1 to 255 characters.
    static let name = nameLike(but: nil)
    /// A name without a colon.
    static let zoneName = nameLike(but: ":")

    private static func nameLike(but forbidden: Character?) -> RequestSchema {
        .check { (value, path) throws(RequestSchema.Problem) in
            try RequestSchema.string(.init(1, 255)).validate(value, at: path)
            guard let text = value.string else { return }
            let isPrintable = text.unicodeScalars.allSatisfy(Self.isPrintable)
            let ends = [text.unicodeScalars.first, text.unicodeScalars.last].compactMap { $0 }
            let hasSpace = ends.contains { $0.properties.generalCategory == .spaceSeparator }
            if isPrintable, !hasSpace, forbidden.map({ !text.contains($0) }) ?? true { return }
            let except = forbidden == nil ? ". " : " except :."
            throw RequestSchema.Problem(
                path: [],
                value: value,
                message: "An invalid 'name' value was provided. The name must be: printable characters\(except)"
                    + "Can not start or end with whitespace."
            )
        }
    }

    private static func isPrintable(_ character: Unicode.Scalar) -> Bool {
        switch character.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    static let nameOrNull = RequestSchema.oneOf([.string(.init(1, 255)), .null])

    /// Printable characters, at most 255, or null.
    static let description = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        if value.isNull { return }
        guard let text = value.string else {
            throw .init(path: path, value: value, message: "\(value.pythonLiteral) is not of type 'string', 'null'")
        }
        try RequestSchema.string(.init(0, 255)).validate(value, at: path)
        guard text.unicodeScalars.allSatisfy(isPrintable) else {
            throw .init(path: path, value: value, message: "\(value.pythonLiteral) does not match printable characters")
        }
    }

    /// A string or null, of a format or pattern where it is a string.
    static func stringOrNull(
        _ lengths: RequestSchema.Lengths? = nil,
        pattern: String? = nil,
        format: String? = nil
    ) -> RequestSchema {
        .check { (value, path) throws(RequestSchema.Problem) in
            if value.isNull { return }
            guard value.string != nil else {
                throw .init(path: path, value: value, message: "\(value.pythonLiteral) is not of type 'string', 'null'")
            }
            try RequestSchema.string(lengths, pattern: pattern, format: format).validate(value, at: path)
        }
    }

    static let uuid = RequestSchema.string(format: "uuid")
    static let host = RequestSchema.string(.init(1, 255), pattern: "^[a-zA-Z0-9-._]*$")
    static let hostName = RequestSchema.string(.init(2, 63), pattern: "^[a-zA-Z0-9]+[a-zA-Z0-9-]*[a-zA-Z0-9]+$")

    /// Texts by name.
    static let metadata = RequestSchema.object(
        [:],
        patterns: [("^[a-zA-Z0-9-_:. ]{1,255}$", .string(.init(0, 255)))]
    )

    static let tag = RequestSchema.string(.init(1, 60), pattern: "^[^,/]*$")

    /// An address of either kind.
    static let address = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        try RequestSchema.string().validate(value, at: path)
        let text = value.string ?? ""
        guard RequestFormat.accepts(text, "ipv4") || RequestFormat.accepts(text, "ipv6") else {
            throw .init(
                path: path,
                value: value,
                message: "\(value.pythonLiteral) is not valid under any of the given schemas"
            )
        }
    }

    /// An IPv6 address in its one shortest spelling, RFC 5952.
    static func canonical(_ address: String) -> String {
        var bytes = in6_addr()
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_pton(AF_INET6, address, &bytes) == 1,
            inet_ntop(AF_INET6, &bytes, &text, socklen_t(INET6_ADDRSTRLEN)) != nil
        else { return address }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static let diskConfig = RequestSchema.values(["AUTO", "MANUAL"])

    static let flavorReference = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        if value.int != nil { return }
        guard let text = value.string else {
            throw .init(path: path, value: value, message: "\(value.pythonLiteral) is not of type 'string', 'integer'")
        }
        if text.isEmpty { throw .init(path: path, value: value, message: "'' should be non-empty") }
    }

    static let trustedCertificates = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        if value.isNull { return }
        try RequestSchema.array(.string(.init(1)), count: .init(1, 50), unique: true).validate(value, at: path)
    }

    /// The parameters of pages.
    static let paging: [String: RequestSchema] = ["limit": queryNumber, "marker": .any]

    /// A number in a query.
    static let queryNumber = number(0...Int.max)

    /// A regular expression in a query.
    static let regex = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        let text = value.string ?? ""
        if !text.isEmpty, (try? NSRegularExpression(pattern: text)) != nil { return }
        throw .init(path: path, value: value, message: "\(value.pythonLiteral) is not a 'regex'")
    }

    /// An object with one member, as the bodies of actions are.
    static func one(_ name: String, _ schema: RequestSchema) -> RequestSchema {
        .object([name: schema], required: [name])
    }
}
