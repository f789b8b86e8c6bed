import HTTPTypes

/// Where resources of a kind are in the cloud.
struct CloudCollection: Sendable {
    /// The service's prefix.
    var service: String
    /// Below the prefix; may hold `$project`.
    var path: String
    /// Around one of them.
    var key: String
    var updateMethod = HTTPRequest.Method.put

    func path(_ resource: ManagedResource, _ id: String? = nil) -> String {
        path.replacing("$project", with: resource.stack.owner.projectID)
            + (id.map { "/" + OrchestrationService.pathPart($0) } ?? "")
    }
}

/// Types of resources that one request makes, one changes and one removes.
protocol CloudResourceKind: StackResourceKind {
    var collection: CloudCollection { get }
    /// What is sent to make one.
    func body(_ resource: ManagedResource) async throws -> JSON.Object
    /// What is sent to change it; nothing is sent where it is empty.
    func body(_ resource: ManagedResource, _ change: ResourceChange) async throws -> JSON.Object
    /// Whether what was begun is done; throws where it went wrong.
    func isReady(_ shown: JSON, _ resource: ManagedResource) throws -> Bool
    /// What else there is to do once it is there.
    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws
    func headers(_ resource: ManagedResource) -> HTTPFields
}

extension CloudResourceKind {
    func isReady(_ shown: JSON, _ resource: ManagedResource) throws -> Bool { true }
    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {}
    func headers(_ resource: ManagedResource) -> HTTPFields { [:] }

    /// Without what has no value or was changed not at all.
    func body(_ resource: ManagedResource, _ change: ResourceChange) async throws -> JSON.Object {
        let all = try await body(resource)
        return all.filter { change.names.contains($0.0) }
    }

    func create(_ resource: inout ManagedResource) async throws {
        let body = try await body(resource)
        let answer = try await resource.call(
            collection.service,
            .post,
            collection.path(resource),
            .object([collection.key: .object(body)]),
            headers: headers(resource)
        )
        let made = answer.body[collection.key] ?? answer.body
        guard let id = made["id"]?.pythonText ?? made["name"]?.string else {
            throw ResourceFailure("Error", "The service did not say what it made.")
        }
        resource.row.physicalID = id
        resource.service.save(resource)
        try await complete(&resource, nil)
    }

    /// What the service shows of the resource.
    func shown(_ resource: ManagedResource) async throws -> JSON {
        guard let id = resource.row.physicalID else {
            throw ResourceFailure("NotFound", "There is no such resource yet.")
        }
        let answer = try await resource.call(
            collection.service,
            .get,
            collection.path(resource, id),
            headers: headers(resource)
        )
        return answer.body[collection.key] ?? answer.body
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool {
        try isReady(try await shown(resource), resource)
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        let body = try await body(resource, change)
        if !body.isEmpty, let id = resource.row.physicalID {
            try await resource.call(
                collection.service,
                collection.updateMethod,
                collection.path(resource, id),
                .object([collection.key: .object(body)]),
                headers: headers(resource)
            )
        }
        try await complete(&resource, change)
        return .updated
    }

    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool {
        try isReady(try await shown(resource), resource)
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else { return }
        try await resource.remove(collection.service, collection.path(resource, id), headers: headers(resource))
    }

    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool {
        guard let id = resource.row.physicalID else { return true }
        let answer = await resource.ask(
            collection.service,
            .get,
            collection.path(resource, id),
            headers: headers(resource)
        )
        if answer.status == 404 { return true }
        if answer.status == 403 || answer.isSuccess { return false }
        throw ResourceFailure(answer)
    }

    func check(_ resource: inout ManagedResource) async throws { _ = try await shown(resource) }

    func needsReplacement(_ resource: ManagedResource) async -> Bool {
        guard let shown = try? await shown(resource) else { return true }
        return shown["status"]?.string?.uppercased() == "ERROR"
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        let shown = try await shown(resource)
        if name == "show" { return TemplateResolver.select(shown, path) }
        return shown[name].flatMap { TemplateResolver.select($0, path) }
    }

    /// The properties that have values, by their names in the API.
    func members(_ resource: ManagedResource, _ names: [String], renamed: [String: String] = [:]) -> JSON.Object {
        var members: JSON.Object = [:]
        for name in names { if let value = resource[name] { members[renamed[name] ?? name] = value } }
        return members
    }
}
