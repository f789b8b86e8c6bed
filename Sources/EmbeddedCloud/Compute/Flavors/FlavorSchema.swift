/// What requests about flavors may look like.
enum FlavorSchema {
    /// A whole number within a 32-bit column, or its digits.
    private static func size(_ least: Int) -> RequestSchema {
        ComputeSchema.number(least...Int(Int32.max), pattern: "^[0-9]+$")
    }

    /// A name's text, a number or nothing.
    private static let flavorID = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        switch value {
        case .null, .int, .double: return
        case .string:
            try RequestSchema.string(.init(1, 255), pattern: "^(?! )[a-zA-Z0-9. _-]+(?<! )$").validate(value, at: path)
        default:
            throw .init(
                path: path,
                value: value,
                message: "\(value.pythonLiteral) is not of type 'string', 'number', 'null'"
            )
        }
    }

    private static let factor = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        func problem(_ message: String) -> RequestSchema.Problem {
            .init(path: path, value: value, message: "\(value.pythonLiteral) \(message)")
        }
        let pattern = "^[0-9]+(\\.[0-9]+)?$"
        if let text = value.string, !Patterns.finds(pattern, in: text) {
            throw problem("does not match \(JSON.string(pattern).pythonLiteral)")
        }
        guard let number = Self.factor(value) else { throw problem("is not of type 'number', 'string'") }
        if number <= 0 { throw problem("is less than or equal to the minimum of 0") }
        if number > 3.40282e+38 { throw problem("is greater than the maximum of 3.40282e+38") }
    }

    /// The number in a value that is one, or the digits of one.
    static func factor(_ value: JSON?) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .double(let number): number
        case .string(let text): Double(text)
        default: nil
        }
    }

    private static let description = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        if value.isNull { return }
        guard value.string != nil else {
            throw .init(path: path, value: value, message: "\(value.pythonLiteral) is not of type 'string', 'null'")
        }
        try RequestSchema.string(.init(0, 65_535), pattern: "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$")
            .validate(value, at: path)
    }

    static func new(_ minor: Int) -> RequestSchema {
        var members: [String: RequestSchema] = [
            "name": ComputeSchema.name,
            "id": flavorID,
            "ram": size(1),
            "vcpus": size(1),
            "disk": size(0),
            "OS-FLV-EXT-DATA:ephemeral": size(0),
            "swap": size(0),
            "os-flavor-access:is_public": ComputeSchema.bool,
        ]
        if minor < 102 { members["rxtx_factor"] = factor }
        if minor >= 55 { members["description"] = description }
        return ComputeSchema.one("flavor", .object(members, required: ["name", "ram", "vcpus", "disk"]))
    }

    static let change = ComputeSchema.one("flavor", .object(["description": description], required: ["description"]))

    static func listQuery(_ minor: Int) -> [String: RequestSchema] {
        let keys = FlavorOrder.keys.filter { minor < 102 || $0 != "rxtx_factor" }
        var known: [String: RequestSchema] = [
            "limit": ComputeSchema.queryNumber, "marker": .any, "is_public": .any, "minRam": .any, "minDisk": .any,
            "sort_key": .values(keys.map(JSON.string)), "sort_dir": .values(["asc", "desc"]),
        ]
        if minor >= 102 { known["name"] = .any }
        return known
    }

    static func access(_ action: String) -> RequestSchema {
        ComputeSchema.one(action, ComputeSchema.one("tenant", .string(.init(1, 255))))
    }

    // MARK: - Extra specs

    private static let specNames = "^[a-zA-Z0-9-_:. ]{1,255}$"

    private static let specValue = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        switch value {
        case .int, .double: return
        case .string: try RequestSchema.string(.init(0, 255)).validate(value, at: path)
        default:
            throw .init(path: path, value: value, message: "\(value.pythonLiteral) is not of type 'string', 'number'")
        }
    }

    static let extraSpecs = ComputeSchema.one("extra_specs", .object([:], patterns: [(specNames, specValue)]))

    static let oneExtraSpec = RequestSchema.object(
        [:],
        patterns: [(specNames, specValue)],
        count: .init(1, 1)
    )
}
