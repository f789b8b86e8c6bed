import HTTPTypes
import Hummingbird

// Image API reference, “Metadata definition namespaces”.
extension ImageService {
    func declareNamespaces(in table: inout RouteTable) {
        let path = "/v2/metadefs/namespaces"
        table.on(.get, path, listNamespaces)
        table.on(.post, path, createNamespace)
        table.on(.get, path + "/{namespace}", showNamespace)
        table.on(.put, path + "/{namespace}", updateNamespace)
        table.on(.delete, path + "/{namespace}", deleteNamespace)
        for (name, schema) in MetadataSchema.published {
            table.on(.get, "/v2/schemas/metadefs/\(name)") { _ in .json(.object(schema)) }
        }
    }

    private static let rules = RequestSchema(MetadataSchema.namespace)

    // MARK: - Lists

    private func listNamespaces(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        try require("get_metadef_namespaces", caller.isAdmin || caller.roles.contains("reader"))
        let page = try ListPage(request.query)
        if let visibility = request.query["visibility"], !["public", "private"].contains(visibility) {
            throw ImageError(.badRequest, "Invalid visibility value: \(visibility)")
        }
        let types = request.query["resource_types"]?.split(separator: ",").map(String.init)
        let rows = store.read { state in
            state.namespaces.values.filter { row in
                if let visibility = request.query["visibility"], (visibility == "public") != row.isPublic {
                    return false
                }
                if let types, !row.associations.contains(where: { types.contains($0.name) }) { return false }
                return sees(row, caller)
            }
        }
        let (shown, isMore) = try page.cut(rows) { marker in
            guard let row = store.read({ $0.namespaces[marker] }), sees(row, caller) else {
                throw MetadataError.noNamespace(marker)
            }
            return row
        }
        let path = "/v2/metadefs/namespaces"
        var answer: JSON.Object = [
            "namespaces": .array(
                shown.map { row in
                    var members = row.members
                    if !row.associations.isEmpty {
                        members["resource_type_associations"] = .array(row.shownAssociations)
                    }
                    return .object(row.linked(members))
                }
            )
        ]
        if isMore, let last = shown.last { answer["next"] = .string(Self.link(path, request.query, marker: last.id)) }
        answer["schema"] = "/v2/schemas/metadefs/namespaces"
        answer["first"] = .string(Self.link(path, request.query))
        return .json(.object(answer))
    }

    // MARK: - One

    // “Create namespace”: 201; what is to be in it may be given at once.
    private func createNamespace(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "namespace", isTimed: true)
        try require("add_metadef_namespace", caller.isAdmin)
        let row = try namespace(given, of: caller)
        let now = clock.now
        try store.write { state in
            if state.namespaces[row.id] != nil {
                throw ImageError(.conflict, "The metadata definition namespace=\(row.id) already exists.")
            }
            for association in row.associations { state.addResourceType(association.name, at: now) }
            state.namespaces.insert(row)
        }
        var members = row.members
        for name in ["resource_type_associations", "properties", "objects", "tags"] where given[name] != nil {
            members[name] = name == "properties" ? MetadataSchema.ordered(properties: given[name]) : given[name]
        }
        return .json(
            .object(row.linked(members)),
            status: .created,
            headers: [.location: base + MetadataNamespaceRow.path(row.id)]
        )
    }

    /// A namespace with all that is given to be in it; throws where two of a kind have one name.
    private func namespace(_ given: JSON.Object, of caller: Caller) throws -> MetadataNamespaceRow {
        let now = clock.now
        var row = MetadataNamespaceRow(id: given["namespace"]?.string ?? "", created: now, updated: now)
        Self.change(&row, given, caller)
        for association in given["resource_type_associations"]?.array ?? [] {
            try row.add(association.object ?? [:], to: \.associations, at: now, MetadataError.associationExists)
        }
        for object in given["objects"]?.array ?? [] {
            try row.add(object.object ?? [:], to: \.objects, at: now, MetadataError.objectExists)
        }
        for tag in given["tags"]?.array ?? [] {
            try row.add(tag.object ?? [:], to: \.tags, at: now, MetadataError.tagExists)
        }
        for (name, property) in given["properties"]?.object ?? [:] {
            row.properties.append(.init(name, property.object ?? [:], at: now))
        }
        return row
    }

    /// Sets a namespace's own members; one that is not given is as in a new namespace.
    private static func change(_ row: inout MetadataNamespaceRow, _ given: JSON.Object, _ caller: Caller) {
        row.displayName = given["display_name"]?.string
        row.description = given["description"]?.string
        row.isPublic = given["visibility"] == "public"
        row.isProtected = given["protected"]?.bool ?? false
        row.owner = given["owner"]?.string ?? caller.projectID
    }

    // “Get namespace details”: with all that is defined in it, names being those that resources of a type have.
    private func showNamespace(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let name = request["namespace"]
        guard let row = store.read({ $0.namespaces[name] }) else { throw MetadataError.noNamespace(name) }
        guard sees(row, caller) else { throw ImageError.noResource }
        let prefix = request.query["resource_type"].flatMap(row.prefix) ?? ""
        var members = row.members
        if !row.associations.isEmpty { members["resource_type_associations"] = .array(row.shownAssociations) }
        if !row.properties.isEmpty { members["properties"] = .object(row.shownProperties(prefix: prefix)) }
        if !row.objects.isEmpty {
            members["objects"] = .array(row.objects.map { .object(row.shownObject($0).prefixed(prefix)) })
        }
        if !row.tags.isEmpty { members["tags"] = .array(row.tags.map { ["name": .string($0.name)] }) }
        return .json(.object(row.linked(members)))
    }

    // “Update namespace”: replaces all of the namespace's own members, its name too.
    private func updateNamespace(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await definition(request, Self.rules, "namespace", isTimed: true)
        let now = clock.now
        let row = try changeNamespace(request, caller, "modify_metadef_namespace") { row in
            row.id = given["namespace"]?.string ?? row.id
            row.updated = now
            Self.change(&row, given, caller)
        }
        return .json(.object(row.linked(row.members)))
    }

    private func deleteNamespace(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try ownNamespace(request, try caller(request), "delete_metadef_namespace")
        try row.checkProtection(of: "namespace \(row.id)")
        try store.write { $0.namespaces[row.id] = nil }
        return .empty(.noContent)
    }
}

extension JSON.Object {
    /// A namespace's object, its properties' names with a prefix.
    fileprivate func prefixed(_ prefix: String) -> JSON.Object {
        guard !prefix.isEmpty else { return self }
        var object = self
        var properties: JSON.Object = [:]
        for (name, value) in self["properties"]?.object ?? [:] { properties[prefix + name] = value }
        object["properties"] = .object(properties)
        object["required"] = JSON(self["required"]?.array?.compactMap { $0.string.map { prefix + $0 } } ?? [])
        return object
    }
}
