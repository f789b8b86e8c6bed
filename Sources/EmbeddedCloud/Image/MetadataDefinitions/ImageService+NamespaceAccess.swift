import HTTPTypes

// What the handlers of metadata definitions share: reading requests, and finding and changing namespaces.
extension ImageService {
    /// Whether the caller may know of the namespace; only admins change one.
    func sees(_ row: MetadataNamespaceRow, _ caller: Caller) -> Bool {
        if caller.isAdmin { return true }
        guard caller.roles.contains("reader") else { return false }
        return row.isPublic || (row.owner != nil && row.owner == caller.projectID)
    }

    /// The namespace of the path; 404 if it isn't there or not for the caller's eyes.
    func namespace(_ request: ServiceRequest, _ caller: Caller) throws -> MetadataNamespaceRow {
        let name = request["namespace"]
        guard let row = store.read({ $0.namespaces[name] }), sees(row, caller) else {
            throw ImageError(.notFound, "Namespace \(name) not found")
        }
        return row
    }

    /// The namespace of the path, if the caller may do to it what a policy rule is about.
    func ownNamespace(_ request: ServiceRequest, _ caller: Caller, _ rule: String) throws -> MetadataNamespaceRow {
        let row = try namespace(request, caller)
        try require(rule, caller.isAdmin)
        return row
    }

    /// Changes the namespace of the path, perhaps its name too.
    @discardableResult
    func changeNamespace(
        _ request: ServiceRequest,
        _ caller: Caller,
        _ rule: String,
        _ change: (inout MetadataNamespaceRow) throws -> Void
    ) throws -> MetadataNamespaceRow {
        let found = try ownNamespace(request, caller, rule)
        let now = clock.now
        return try store.write { state in
            guard var row = state.namespaces[found.id] else {
                throw ImageError(.notFound, "Namespace \(found.id) not found")
            }
            try change(&row)
            if row.id != found.id {
                guard state.namespaces[row.id] == nil else {
                    throw ImageError(
                        .conflict,
                        "Invalid update. It would result in a duplicate metadata definition namespace with the same "
                            + "name of \(row.id)"
                    )
                }
                state.namespaces[found.id] = nil
            }
            for association in row.associations { state.addResourceType(association.name, at: now) }
            state.namespaces.insert(row)
            return row
        }
    }

    /// The request's document, checked; members that only the service sets are refused with 403.
    func definition(
        _ request: ServiceRequest,
        _ rules: RequestSchema,
        _ schema: String,
        isTimed: Bool
    ) async throws -> JSON.Object {
        let body = try await document(request)
        let readOnly = isTimed ? ["self", "schema", "created_at", "updated_at"] : ["created_at", "updated_at"]
        for name in readOnly where body[name] != nil {
            throw ImageError(.forbidden, "Attribute '\(name)' is read-only.")
        }
        do {
            try rules.validate(body)
        } catch {
            throw ImageError.schema(error.message, of: schema)
        }
        return body.object ?? [:]
    }
}

extension MetadataNamespaceRow {
    /// Throws 403 if nothing of the namespace may be deleted.
    func checkProtection(of what: String) throws {
        guard isProtected else { return }
        throw ImageError(.forbidden, "Metadata definition \(what) is protected and cannot be deleted.")
    }

    /// Adds a definition; throws if there is one of its name.
    mutating func add(
        _ members: JSON.Object,
        to list: WritableKeyPath<MetadataNamespaceRow, [Definition]>,
        at now: Timestamp,
        _ exists: (_ name: String, _ namespace: String) -> ImageError
    ) throws {
        let name = members["name"]?.string ?? ""
        guard !self[keyPath: list].contains(where: { $0.name == name }) else { throw exists(name, id) }
        self[keyPath: list].append(Definition(name, members, at: now))
    }

    /// Replaces a definition by another, whose name may differ; throws if the other's name is taken.
    mutating func replace(
        at index: Int,
        of list: WritableKeyPath<MetadataNamespaceRow, [Definition]>,
        by members: JSON.Object,
        at now: Timestamp,
        _ exists: (_ name: String, _ namespace: String) -> ImageError
    ) throws {
        let name = members["name"]?.string ?? ""
        var definition = self[keyPath: list][index]
        let isTaken = definition.name != name && self[keyPath: list].contains { $0.name == name }
        if isTaken { throw exists(name, id) }
        definition.name = name
        definition.members = members
        definition.updated = now
        self[keyPath: list][index] = definition
    }
}

extension ImageState {
    /// Makes a resource type unless it is there.
    mutating func addResourceType(_ name: String, at now: Timestamp) {
        guard resourceTypes[name] == nil else { return }
        resourceTypes.insert(ResourceTypeRow(id: name, created: now, updated: now))
    }
}
