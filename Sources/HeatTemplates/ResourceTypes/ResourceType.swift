/// What is known of a type of resource.
public struct ResourceType: Sendable, Hashable {
    /// Its name: `OS::Nova::Server`.
    public var name: String
    /// The catalog type of the service that has the resource: `compute`; `nil` of what Heat does by itself.
    public var service: String?
    /// Its properties by name.
    public var properties: [String: PropertySchema]
    /// The names of its attributes.
    public var attributes: Set<String>
    /// The properties of its update policy by name.
    public var updatePolicies: [String: PropertySchema]
    /// Whether it has attributes beside those listed, which depend on what it is made of.
    public var hasOtherAttributes: Bool
    /// Whether it takes any property.
    public var takesAnyProperty: Bool
    /// Whether deleting it can leave a snapshot behind.
    public var canBeKeptAsSnapshot: Bool
    /// Whether Heat is to lose it, or has lost it.
    public var isDeprecated: Bool

    /// The type of a name; `nil` when Heat has none such.
    public static func named(_ name: String) -> ResourceType? { ResourceTypeReader.all[name] }

    /// The names of all types, in order.
    public static let names: [String] = ResourceTypeReader.all.keys.sorted()
}

/// What values a property takes.
public struct PropertySchema: Sendable, Hashable {
    /// A kind of value.
    public enum Kind: Character, Sendable, Hashable {
        case string = "s"
        case integer = "i"
        case number = "n"
        case boolean = "b"
        case map = "m"
        case list = "l"
        case any = "a"
    }

    /// The kind.
    public var kind: Kind
    /// Whether a resource must have it.
    public var isRequired: Bool
    /// Whether it can be changed without replacing the resource.
    public var isUpdatable: Bool
    /// Whether Heat knows the property, and refuses templates that have it.
    public var isUnimplemented: Bool
    /// Which values of the kind it takes.
    public var constraints: [ValueConstraint]
    /// What is in a map, or in each map of a list; `nil` when anything may be.
    public var members: [String: PropertySchema]?
}

/// Reads the table of types.
private struct ResourceTypeReader {
    static let all: [String: ResourceType] = {
        var all: [String: ResourceType] = [:]
        var block: [Substring] = []
        func finish() {
            guard let type = ResourceType(block) else { return }
            all[type.name] = type
        }
        for line in ResourceTypeTable.text.split(separator: "\n") {
            if !line.hasPrefix(" ") {
                finish()
                block = []
            }
            block.append(line)
        }
        finish()
        return all
    }()
}

extension ResourceType {
    fileprivate init?(_ lines: [Substring]) {
        guard let head = lines.first?.split(separator: " "), head.count >= 2 else { return nil }
        var parts: [Substring: String] = [:]
        for line in lines.dropFirst() {
            let words = line.drop { $0 == " " }
            parts[words.prefix(1), default: ""] += words.dropFirst(1)
        }
        let marks = head.count > 2 ? head[2] : ""
        name = String(head[0])
        service = Self.services[String(head[1])]
        properties = PropertySchema.schemas(parts["p"] ?? "")
        attributes = Set((parts["a"] ?? "").split(separator: " ").map(String.init))
        updatePolicies = PropertySchema.schemas(parts["u"] ?? "")
        hasOtherAttributes = marks.contains("A")
        takesAnyProperty = marks.contains("P")
        canBeKeptAsSnapshot = marks.contains("S")
        isDeprecated = marks.contains { "DHU".contains($0) }
    }

    /// The catalog types of the services that Heat has clients for.
    private static let services = [
        "aodh": "alarm", "barbican": "key-manager", "blazar": "reservation", "cinder": "block-storage",
        "designate": "dns", "glance": "image", "heat": "orchestration", "ironic": "baremetal",
        "keystone": "identity", "magnum": "container-infrastructure-management", "manila": "shared-file-system",
        "mistral": "workflow", "neutron": "network", "nova": "compute", "octavia": "load-balancer",
        "openstack": "network", "swift": "object-store", "trove": "database", "vitrage": "root-cause-analysis",
        "zaqar": "message", "zun": "application-container",
    ]
}

extension PropertySchema {
    fileprivate static func schemas(_ text: String) -> [String: PropertySchema] {
        var bytes = text.utf8[...]
        return schemas(&bytes)
    }

    private static let constraintMarks: [UInt8] = Array("=<#~".utf8)

    /// `name:s! other:m(inner:s) third:i<1..9`, up to a closing bracket or the end.
    private static func schemas(_ text: inout Substring.UTF8View) -> [String: PropertySchema] {
        var schemas: [String: PropertySchema] = [:]
        while true {
            text = text.drop { $0 == UInt8(ascii: " ") }
            guard let first = text.first, first != UInt8(ascii: ")") else { return schemas }
            // Names may have colons in them: the last one before the marks is the one that counts.
            let word = text.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
            text = text.dropFirst(word.count)
            guard let colon = word.lastIndex(of: UInt8(ascii: ":")) else { continue }
            let description = word[word.index(after: colon)...]
            let marks = description.prefix { !constraintMarks.contains($0) }
            var members: [String: PropertySchema]?
            if text.first == UInt8(ascii: "(") {
                text = text.dropFirst()
                members = self.schemas(&text)
                text = text.dropFirst()
            }
            guard let kind = marks.first.flatMap({ Kind(rawValue: Character(Unicode.Scalar($0))) }) else { continue }
            schemas[String(Substring(word[..<colon]))] = PropertySchema(
                kind: kind,
                isRequired: marks.contains(UInt8(ascii: "!")),
                isUpdatable: marks.contains(UInt8(ascii: "+")),
                isUnimplemented: marks.contains(UInt8(ascii: "-")),
                constraints: ValueConstraint.all(in: Substring(description.dropFirst(marks.count))),
                members: members
            )
        }
    }
}
