import HTTPTypes

/// Types of the identity service.
enum AccountKinds {
    static func kind(_ type: String, _ schema: ResourceSchema) -> (any StackResourceKind)? {
        func account(_ key: String) -> AccountKind {
            AccountKind(
                schema: schema,
                collection: CloudCollection(service: "identity", path: "/v3/\(key)s", key: key, updateMethod: .patch)
            )
        }
        switch type {
        case "OS::Keystone::Project": return account("project")
        case "OS::Keystone::User": return account("user")
        case "OS::Keystone::Role": return account("role")
        case "OS::Keystone::Group": return account("group")
        case "OS::Keystone::Domain": return account("domain")
        case "OS::Keystone::Region": return account("region")
        case "OS::Keystone::Service": return account("service")
        case "OS::Keystone::Endpoint": return account("endpoint")
        case "OS::Keystone::UserRoleAssignment":
            return RoleAssignmentKind(schema: schema, actor: .user, property: "user")
        case "OS::Keystone::GroupRoleAssignment":
            return RoleAssignmentKind(schema: schema, actor: .group, property: "group")
        default: return nil
        }
    }
}

/// Something of the identity service; users and groups with their roles.
struct AccountKind: CloudResourceKind {
    let schema: ResourceSchema
    let collection: CloudCollection
    var isForAdmins: Bool { true }

    private static let references: [String: (CloudThing, String)] = [
        "domain": (.domain, "domain_id"), "parent": (.project, "parent_id"),
        "default_project": (.project, "default_project_id"), "parent_region": (.region, "parent_region_id"),
        "region": (.region, "region_id"), "service": (.service, "service_id"),
    ]

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        var body: JSON.Object = [:]
        for property in schema.properties where !["roles", "groups"].contains(property.name) {
            guard let value = resource[property.name] else { continue }
            if let (thing, key) = Self.references[property.name] {
                body[key] = .string(try await resource.find(thing, value.pythonText))
            } else {
                body[property.name] = value
            }
        }
        if schema.property("name") != nil, body["name"] == nil { body["name"] = .string(resource.physicalName) }
        return body
    }

    func body(_ resource: ManagedResource, _ change: ResourceChange) async throws -> JSON.Object {
        let keys = Set(change.names.map { Self.references[$0]?.1 ?? $0 })
        return try await body(resource).filter { keys.contains($0.0) }
    }

    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {
        guard let id = resource.row.physicalID else { return }
        if collection.key == "user", change?.touches("groups") ?? true {
            for group in change?.before["groups"]?.array ?? [] {
                let group = try await resource.find(.group, group.pythonText)
                try await resource.remove("identity", "/v3/groups/\(group)/users/\(id)")
            }
            for group in resource["groups"]?.array ?? [] {
                let group = try await resource.find(.group, group.pythonText)
                try await resource.call("identity", .put, "/v3/groups/\(group)/users/\(id)")
            }
        }
        if change?.touches("roles") ?? true {
            let assignment = RoleAssignments(actor: collection.key == "group" ? "groups" : "users", id: id)
            try await assignment.exchange(
                resource,
                change?.before["roles"]?.array ?? [],
                resource["roles"]?.array ?? []
            )
        }
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else { return }
        if collection.key == "domain" {
            _ = await resource.ask("identity", .patch, collection.path(resource, id), ["domain": ["enabled": false]])
        }
        try await resource.remove("identity", collection.path(resource, id))
    }
}

/// Roles of a user or a group in projects and domains.
struct RoleAssignments: Sendable {
    /// `users` or `groups`.
    var actor: String
    var id: String

    func exchange(_ resource: ManagedResource, _ before: [JSON], _ now: [JSON]) async throws {
        for entry in before where !now.contains(entry) {
            try await resource.remove("identity", try await path(entry, resource))
        }
        for entry in now where !before.contains(entry) {
            try await resource.call("identity", .put, try await path(entry, resource))
        }
    }

    private func path(_ entry: JSON, _ resource: ManagedResource) async throws -> String {
        let role = try await resource.find(.role, entry["role"]?.string ?? "")
        let target: String
        if let project = entry["project"]?.string, !project.isEmpty {
            target = "projects/" + (try await resource.find(.project, project))
        } else {
            target = "domains/" + (try await resource.find(.domain, entry["domain"]?.string ?? "default"))
        }
        return "/v3/\(target)/\(actor)/\(id)/roles/\(role)"
    }
}

/// Roles given to a user or group that is there already.
struct RoleAssignmentKind: StackResourceKind {
    let schema: ResourceSchema
    let actor: CloudThing
    let property: String
    var isForAdmins: Bool { true }

    private func assignments(_ resource: ManagedResource) async throws -> RoleAssignments {
        RoleAssignments(
            actor: property + "s",
            id: try await resource.find(actor, resource.text(property) ?? "")
        )
    }

    func create(_ resource: inout ManagedResource) async throws {
        try await assignments(resource).exchange(resource, [], resource["roles"]?.array ?? [])
        resource.row.physicalID = resource.physicalName
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        if change.names.contains(property) { return .replace }
        try await assignments(resource).exchange(
            resource,
            change.before["roles"]?.array ?? [],
            resource["roles"]?.array ?? []
        )
        return .updated
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard resource.row.physicalID != nil else { return }
        try await assignments(resource).exchange(resource, resource["roles"]?.array ?? [], [])
    }
}
