/// What a type of resources has: properties and attributes.
struct ResourceSchema: Sendable {
    struct Attribute: Sendable {
        var name: String
        var kind: String?
    }

    var type: String
    var support = "SUPPORTED"
    /// Since when there is the type, as a version of the service.
    var since: String?
    var properties: [PropertySchema] = []
    var attributes: [Attribute] = []
    /// Attributes that templates may still ask for, and that are shown nowhere.
    var hiddenAttributes: Set<String> = []

    func property(_ name: String) -> PropertySchema? { properties.first { $0.name == name } }

    func hasAttribute(_ name: String) -> Bool {
        hiddenAttributes.contains(name) || attributes.contains { $0.name == name }
    }

    var members: JSON.Object {
        var properties: JSON.Object = [:]
        for property in self.properties { properties[property.name] = .object(property.members) }
        var attributes: JSON.Object = [:]
        for attribute in self.attributes {
            attributes[attribute.name] = attribute.kind.map { ["type": .string($0)] } ?? .object([:])
        }
        return [
            "resource_type": .string(type), "properties": .object(properties), "attributes": .object(attributes),
            "support_status": [
                "status": .string(support), "message": nil, "version": JSON(since), "previous_status": nil,
            ],
        ]
    }
}

// MARK: - The notation

/// Reads schemas from the notation of the files beside this one.
///
/// A line without indentation begins a type: `OS::Nova::KeyPair; SUPPORTED; 2014.1`. Below it stand its properties, a
/// line each, `name type` and what else there is to say, with semicolons between; what is inside a map or a list stands
/// deeper, the items of a list under the name `*`. Attributes begin with an `@`, hidden ones with two.
struct ResourceSchemaReader {
    private var lines: ArraySlice<Substring>

    private init(_ text: String) { lines = text.split(separator: "\n")[...] }

    static func schemas(_ text: String) -> [ResourceSchema] {
        var reader = ResourceSchemaReader(text)
        var all: [ResourceSchema] = []
        while let line = reader.lines.popFirst() {
            let parts = Self.parts(line)
            var schema = ResourceSchema(type: parts[0])
            if parts.count > 1 { schema.support = parts[1] }
            if parts.count > 2 { schema.since = parts[2] }
            schema.properties = reader.properties(indentation: 2)
            while let line = reader.lines.first, line.hasPrefix("  @") {
                reader.lines = reader.lines.dropFirst()
                let words = line.dropFirst(3).split(separator: " ").map(String.init)
                if let name = words.first, name.hasPrefix("@") {
                    schema.hiddenAttributes.insert(String(name.dropFirst()))
                    continue
                }
                schema.attributes.append(.init(name: words.first ?? "", kind: words.count > 1 ? words[1] : nil))
            }
            all.append(schema)
        }
        return all
    }

    private static func parts(_ line: Substring) -> [String] {
        line.drop { $0 == " " }.split(separator: "; ").map(String.init)
    }

    private mutating func properties(indentation: Int) -> [PropertySchema] {
        var all: [PropertySchema] = []
        while let line = lines.first {
            let depth = line.prefix { $0 == " " }.count
            guard depth == indentation, !line.dropFirst(depth).hasPrefix("@") else { break }
            lines = lines.dropFirst()
            var property = Self.property(Self.parts(line))
            property.inner = properties(indentation: indentation + 2)
            all.append(property)
        }
        return all
    }

    private static func property(_ parts: [String]) -> PropertySchema {
        let words = parts[0].split(separator: " ").map(String.init)
        var property = PropertySchema(
            name: words[0],
            kind: words.count > 1 ? PropertySchema.Kind(rawValue: words[1]) ?? .any : .any
        )
        for part in parts.dropFirst() {
            let pair = part.split(separator: " ", maxSplits: 1).map(String.init)
            let content = pair.count > 1 ? pair[1] : ""
            switch pair[0] {
            case "required": property.isRequired = true
            case "update": property.isUpdatable = true
            case "immutable": property.isImmutable = true
            case "default": property.fallback = json(content)
            case "in": property.constraints.append(.init(rule: .values(json(content).array ?? [])))
            case "pattern": property.constraints.append(.init(rule: .pattern(content)))
            case "custom": property.constraints.append(.init(rule: .custom(content)))
            case "range", "length":
                let ends = content.replacing("..", with: " ").split(separator: " ", omittingEmptySubsequences: false)
                let least = ends.first.flatMap { $0.isEmpty ? nil : json(String($0)) }
                let most = ends.last.flatMap { $0.isEmpty ? nil : json(String($0)) }
                property.constraints.append(
                    .init(rule: pair[0] == "range" ? .range(least, most) : .length(least, most))
                )
            default: break
            }
        }
        return property
    }

    private static func json(_ text: String) -> JSON { (try? JSON(parsing: Array(text.utf8))) ?? .string(text) }
}
