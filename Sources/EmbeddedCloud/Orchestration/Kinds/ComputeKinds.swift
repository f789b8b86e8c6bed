import HTTPTypes

/// Types of the compute service, servers apart.
enum ComputeKinds {
    static func kind(_ type: String, _ schema: ResourceSchema) -> (any StackResourceKind)? {
        switch type {
        case "OS::Nova::Server": ServerKind(schema: schema)
        case "OS::Nova::KeyPair": KeyPairKind(schema: schema)
        case "OS::Nova::ServerGroup": ServerGroupKind(schema: schema)
        case "OS::Nova::Flavor": FlavorKind(schema: schema)
        case "OS::Nova::HostAggregate": AggregateKind(schema: schema)
        case "OS::Nova::Quota":
            QuotaKind(schema: schema, service: "compute", path: "/v2.1/os-quota-sets/", key: "quota_set")
        case "OS::Neutron::Quota":
            QuotaKind(schema: schema, service: "network", path: "/v2.0/quotas/", key: "quota")
        case "OS::Cinder::Quota":
            QuotaKind(
                schema: schema,
                service: "block-storage",
                path: "/v3/$project/os-quota-sets/",
                key: "quota_set"
            )
        default: nil
        }
    }

    /// Asks for a version of the compute API.
    static func version(_ number: String) -> HTTPFields {
        guard let name = HTTPField.Name("OpenStack-API-Version") else { return [:] }
        var headers: HTTPFields = [:]
        headers[name] = "compute \(number)"
        return headers
    }
}

/// A key pair; its private key is kept if that is asked for.
struct KeyPairKind: CloudResourceKind {
    let schema: ResourceSchema
    var collection: CloudCollection { CloudCollection(service: "compute", path: "/v2.1/os-keypairs", key: "keypair") }
    var supportsCheck: Bool { true }

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        var body = members(resource, ["name", "public_key", "type"])
        if let user = try await resource.find(.user, property: "user") { body["user_id"] = .string(user) }
        return body
    }

    func headers(_ resource: ManagedResource) -> HTTPFields {
        if resource["user"] != nil { return ComputeKinds.version("2.10") }
        return resource["type"] == nil ? [:] : ComputeKinds.version("2.2")
    }

    func create(_ resource: inout ManagedResource) async throws {
        let body = try await body(resource)
        let answer = try await resource.call(
            "compute",
            .post,
            collection.path(resource),
            .object(["keypair": .object(body)]),
            headers: headers(resource)
        )
        let made = answer.body["keypair"]
        if resource["save_private_key"] == true { resource.row.data["private_key"] = made?["private_key"] }
        resource.row.data["public_key"] = made?["public_key"]
        resource.row.physicalID = made?["name"]?.string ?? resource.text("name")
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { true }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        switch name {
        case "private_key": resource["save_private_key"] == true ? resource.row.data["private_key"] ?? "" : ""
        case "public_key": resource["public_key"] ?? resource.row.data["public_key"] ?? ""
        default: TemplateResolver.select(try await shown(resource), path)
        }
    }
}

/// Servers that are to be together or apart.
struct ServerGroupKind: CloudResourceKind {
    let schema: ResourceSchema
    var collection: CloudCollection {
        CloudCollection(service: "compute", path: "/v2.1/os-server-groups", key: "server_group")
    }

    func headers(_ resource: ManagedResource) -> HTTPFields {
        resource["rules"] == nil ? ComputeKinds.version("2.15") : ComputeKinds.version("2.64")
    }

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        var body: JSON.Object = ["name": .string(resource.text("name") ?? resource.physicalName)]
        let policies = resource["policies"]?.array ?? ["anti-affinity"]
        if let rules = resource["rules"] {
            body["policy"] = policies.first ?? "anti-affinity"
            body["rules"] = rules
        } else {
            body["policies"] = .array(policies)
        }
        return body
    }
}

/// A flavor, with who may use it and what else is said of it.
struct FlavorKind: CloudResourceKind {
    let schema: ResourceSchema
    var isForAdmins: Bool { true }
    var collection: CloudCollection { CloudCollection(service: "compute", path: "/v2.1/flavors", key: "flavor") }

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        var body = members(resource, ["ram", "vcpus", "disk", "swap", "rxtx_factor"])
        body["name"] = .string(resource.text("name") ?? resource.physicalName)
        if let id = resource.text("flavorid") { body["id"] = .string(id) }
        body["OS-FLV-EXT-DATA:ephemeral"] = resource["ephemeral"]
        body["os-flavor-access:is_public"] = resource["is_public"]
        return body
    }

    func body(_ resource: ManagedResource, _ change: ResourceChange) async throws -> JSON.Object { [:] }

    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {
        guard let id = resource.row.physicalID else { return }
        let path = collection.path(resource, id)
        if change?.touches("extra_specs") ?? true {
            for name in change?.before["extra_specs"]?.object?.names ?? [] {
                try await resource.remove("compute", "\(path)/os-extra_specs/\(OrchestrationService.pathPart(name))")
            }
            if let specs = resource["extra_specs"], specs != .object([:]) {
                try await resource.call("compute", .post, path + "/os-extra_specs", ["extra_specs": specs])
            }
        }
        guard resource["is_public"] == false, change?.touches("tenants") ?? true else { return }
        let before = change?.before["tenants"]?.array ?? []
        let now = resource["tenants"]?.array ?? []
        for (project, action) in before.filter({ !now.contains($0) }).map({ ($0, "removeTenantAccess") })
            + now.filter({ !before.contains($0) }).map({ ($0, "addTenantAccess") })
        {
            let tenant = try await resource.find(.project, project.pythonText)
            try await resource.call(
                "compute",
                .post,
                path + "/action",
                .object([action: ["tenant": .string(tenant)]])
            )
        }
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        switch name {
        case "is_public": return try await shown(resource)["os-flavor-access:is_public"]
        case "extra_specs":
            let id = resource.row.physicalID ?? ""
            let answer = try await resource.call("compute", .get, collection.path(resource, id) + "/os-extra_specs")
            return answer.body["extra_specs"].flatMap { TemplateResolver.select($0, path) }
        default: return TemplateResolver.select(try await shown(resource), path)
        }
    }
}

/// Hosts taken together.
struct AggregateKind: CloudResourceKind {
    let schema: ResourceSchema
    var isForAdmins: Bool { true }
    var collection: CloudCollection {
        CloudCollection(service: "compute", path: "/v2.1/os-aggregates", key: "aggregate")
    }

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        members(resource, ["name", "availability_zone"])
    }

    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {
        guard let id = resource.row.physicalID else { return }
        let path = collection.path(resource, id) + "/action"
        let before = change?.before["hosts"]?.array ?? []
        let now = resource["hosts"]?.array ?? []
        for host in before where !now.contains(host) {
            try await resource.call("compute", .post, path, ["remove_host": ["host": host]])
        }
        for host in now where !before.contains(host) {
            try await resource.call("compute", .post, path, ["add_host": ["host": host]])
        }
        if let metadata = resource["metadata"], metadata != .object([:]), change?.touches("metadata") ?? true {
            try await resource.call("compute", .post, path, ["set_metadata": ["metadata": metadata]])
        }
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else { return }
        for host in resource["hosts"]?.array ?? [] {
            _ = await resource.ask(
                "compute",
                .post,
                collection.path(resource, id) + "/action",
                ["remove_host": ["host": host]]
            )
        }
        try await resource.remove("compute", collection.path(resource, id))
    }
}

/// A project's limits in a service.
struct QuotaKind: StackResourceKind {
    let schema: ResourceSchema
    let service: String
    let path: String
    let key: String
    var isForAdmins: Bool { true }

    private func project(_ resource: ManagedResource) async throws -> String {
        try await resource.find(.project, resource.text("project") ?? "")
    }

    private func path(_ resource: ManagedResource, _ project: String) -> String {
        path.replacing("$project", with: resource.stack.owner.projectID) + project
    }

    private func set(_ resource: ManagedResource) async throws -> String {
        let project = try await project(resource)
        var limits: JSON.Object = [:]
        for (name, value) in resource.row.properties where name != "project" && !value.isNull { limits[name] = value }
        try await resource.call(service, .put, path(resource, project), .object([key: .object(limits)]))
        return project
    }

    func create(_ resource: inout ManagedResource) async throws {
        _ = try await set(resource)
        resource.row.physicalID = resource.physicalName
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        _ = try await set(resource)
        return .updated
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard resource.row.physicalID != nil else { return }
        try await resource.remove(service, path(resource, try await project(resource)))
    }
}
