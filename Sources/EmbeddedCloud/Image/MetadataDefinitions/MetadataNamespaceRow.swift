/// Definitions of metadata that belong together, and the kinds of resources they are meant for.
struct MetadataNamespaceRow: StoredRow {
    static let table = "image.metadata_namespace"

    /// Something defined in a namespace, as it was given, with the times the service adds.
    struct Definition: Codable, Sendable {
        var name: String
        var members: JSON.Object
        var created: Timestamp
        var updated: Timestamp
    }

    /// Its name: there is only one of a name in the cloud.
    var id: String
    var displayName: String?
    var description: String?
    var isPublic = false
    var isProtected = false
    var owner: String?
    var created: Timestamp
    var updated: Timestamp
    var objects: [Definition] = []
    var properties: [Definition] = []
    var tags: [Definition] = []
    /// The resource types the namespace is associated with.
    var associations: [Definition] = []
}

/// A kind of resource that metadata can be defined for, such as `OS::Nova::Server`.
struct ResourceTypeRow: StoredRow {
    static let table = "image.resource_type"
    /// Its name.
    var id: String
    var created: Timestamp
    var updated: Timestamp

    /// Those that upstream's own definitions are for.
    static let seeds = [
        "OS::Cinder::Volume", "OS::Glance::Image", "OS::Nova::Aggregate", "OS::Nova::Flavor", "OS::Nova::Server",
        "OS::Trove::Instance",
    ]

    var members: JSON.Object {
        ["name": .string(id), "created_at": .string(created.seconds), "updated_at": .string(updated.seconds)]
    }
}

// MARK: - As the API shows them

extension MetadataNamespaceRow {
    static func path(_ name: String) -> String { "/v2/metadefs/namespaces/" + name }

    /// Without what is defined in it.
    var members: JSON.Object {
        var members: JSON.Object = ["namespace": .string(id)]
        members["display_name"] = displayName.map(JSON.string)
        members["description"] = description.map(JSON.string)
        members["visibility"] = .string(isPublic ? "public" : "private")
        members["protected"] = .bool(isProtected)
        members["owner"] = owner.map(JSON.string)
        members["created_at"] = .string(created.seconds)
        members["updated_at"] = .string(updated.seconds)
        return members
    }

    /// Adds where the namespace and its schema are, which come last.
    func linked(_ members: JSON.Object) -> JSON.Object {
        var members = members
        members["self"] = .string(Self.path(id))
        members["schema"] = "/v2/schemas/metadefs/namespace"
        return members
    }

    var shownAssociations: [JSON] { associations.map { .object($0.timed) } }

    /// A namespace's object by itself or in a list.
    func shownObject(_ object: Definition) -> JSON.Object {
        var members: JSON.Object = ["name": .string(object.name), "required": [], "properties": [:]]
        members.merge(object.timed)
        members["properties"] = MetadataSchema.ordered(properties: members["properties"])
        members["self"] = .string("\(Self.path(id))/objects/\(object.name)")
        members["schema"] = "/v2/schemas/metadefs/object"
        return members
    }

    /// The properties by their names, each with a prefix where resources of a type need one.
    func shownProperties(prefix: String = "") -> JSON.Object {
        var members: JSON.Object = [:]
        for property in properties {
            members[prefix + property.name] = .object(MetadataSchema.ordered(property.members))
        }
        return members
    }

    /// What goes before the names of properties on resources of a type.
    func prefix(of resourceType: String) -> String? {
        associations.first { $0.name == resourceType }?.members["prefix"]?.string
    }
}

extension MetadataNamespaceRow.Definition {
    init(_ name: String, _ members: JSON.Object, at now: Timestamp) {
        self.init(name: name, members: members, created: now, updated: now)
    }

    /// As it was given, its name first and its times last.
    var timed: JSON.Object {
        var timed: JSON.Object = ["name": .string(name)]
        timed.merge(members)
        timed["name"] = .string(name)
        timed["created_at"] = .string(created.seconds)
        timed["updated_at"] = .string(updated.seconds)
        return timed
    }
}
