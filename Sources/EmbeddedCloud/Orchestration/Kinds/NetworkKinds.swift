import HTTPTypes

/// Types of the network service.
enum NetworkKinds {
    static func kind(_ type: String, _ schema: ResourceSchema) -> (any StackResourceKind)? {
        func plain(_ path: String, _ key: String, admin: Bool = false) -> PlainNetworkKind {
            PlainNetworkKind(schema: schema, collection: .network(path, key), isForAdmins: admin)
        }
        switch type {
        case "OS::Neutron::Net": return plain("networks", "network")
        case "OS::Neutron::ProviderNet": return plain("networks", "network", admin: true)
        case "OS::Neutron::Subnet": return plain("subnets", "subnet")
        case "OS::Neutron::Router": return plain("routers", "router")
        case "OS::Neutron::Port": return plain("ports", "port")
        case "OS::Neutron::FloatingIP": return plain("floatingips", "floatingip")
        case "OS::Neutron::SecurityGroupRule": return plain("security-group-rules", "security_group_rule")
        case "OS::Neutron::AddressScope": return plain("address-scopes", "address_scope")
        case "OS::Neutron::SubnetPool": return plain("subnetpools", "subnetpool")
        case "OS::Neutron::RBACPolicy": return plain("rbac-policies", "rbac_policy")
        case "OS::Neutron::QoSPolicy": return plain("qos/policies", "policy", admin: true)
        case "OS::Neutron::Trunk": return plain("trunks", "trunk")
        case "OS::Neutron::SecurityGroup":
            return SecurityGroupKind(schema: schema, collection: .network("security-groups", "security_group"))
        case "OS::Neutron::RouterInterface": return RouterInterfaceKind(schema: schema)
        case "OS::Neutron::FloatingIPAssociation": return FloatingIPAssociationKind(schema: schema)
        case "OS::Neutron::ExtraRouteSet": return ExtraRouteSetKind(schema: schema)
        default: return nil
        }
    }
}

extension CloudCollection {
    static func network(_ path: String, _ key: String) -> CloudCollection {
        CloudCollection(service: "network", path: "/v2.0/" + path, key: key)
    }
}

/// A type whose properties are the API's, but for names of other things in place of their ids.
struct PlainNetworkKind: CloudResourceKind {
    let schema: ResourceSchema
    let collection: CloudCollection
    var isForAdmins = false

    func validate(_ resource: ManagedResource) async throws {
        guard schema.type == "OS::Neutron::Subnet" else { return }
        if resource["cidr"] == nil, resource["subnetpool"] == nil {
            throw ResourceFailure(
                "PropertyUnspecifiedError",
                "At least one of the following properties must be specified: subnetpool, cidr."
            )
        }
        if resource["cidr"] != nil, resource["subnetpool"] != nil {
            throw ResourceFailure(
                "ResourcePropertyConflict",
                "Cannot define the following properties at the same time: subnetpool, cidr."
            )
        }
    }

    /// Properties that name something of the network service: what kind, and what its id is called.
    private static let references: [String: (CloudThing, String)] = [
        "network": (.network, "network_id"), "floating_network": (.network, "floating_network_id"),
        "subnetpool": (.subnetpool, "subnetpool_id"), "floating_subnet": (.subnet, "subnet_id"),
        "qos_policy": (.qosPolicy, "qos_policy_id"), "port": (.port, "port_id"), "port_id": (.port, "port_id"),
        "security_group": (.securityGroup, "security_group_id"),
        "remote_group": (.securityGroup, "remote_group_id"), "address_scope": (.addressScope, "address_scope_id"),
        "subnet": (.subnet, "subnet_id"),
    ]

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        try await body(resource, only: nil)
    }

    func body(_ resource: ManagedResource, _ change: ResourceChange) async throws -> JSON.Object {
        try await body(resource, only: change.names)
    }

    private func body(_ resource: ManagedResource, only names: Set<String>?) async throws -> JSON.Object {
        var body: JSON.Object = [:]
        let isNew = names == nil
        for property in schema.properties {
            let name = property.name
            if let names, !names.contains(name) { continue }
            if ["value_specs", "tags", "no_fixed_ips", "dhcp_agent_ids", "l3_agent_ids"].contains(name) { continue }
            guard let value = resource[name] else {
                // What has lost its value is taken back where the API has a word for that.
                if !isNew, let (_, key) = Self.references[name] { body[key] = .null }
                if !isNew, Self.references[name] == nil { body[apiName(name)] = .null }
                continue
            }
            if ["device_id", "device_owner"].contains(name), value == "", isNew { continue }
            if let (thing, key) = Self.references[name] {
                body[key] = .string(try await resource.find(thing, value.pythonText))
                continue
            }
            body[apiName(name)] = try await translated(name, value, resource)
        }
        if isNew, schema.property("name") != nil, body["name"] == nil { body["name"] = .string(resource.physicalName) }
        if resource["no_fixed_ips"] == true { body["fixed_ips"] = [] }
        if isNew || names?.contains("value_specs") == true { body.merge(resource["value_specs"]?.object ?? [:]) }
        if schema.type == "OS::Neutron::Port", body["device_owner"]?.isNull == true { body["device_owner"] = "" }
        return body
    }

    private func apiName(_ name: String) -> String {
        switch (schema.type, name) {
        case ("OS::Neutron::ProviderNet", "network_type"): "provider:network_type"
        case ("OS::Neutron::ProviderNet", "physical_network"): "provider:physical_network"
        case ("OS::Neutron::ProviderNet", "segmentation_id"): "provider:segmentation_id"
        case ("OS::Neutron::ProviderNet", "router_external"): "router:external"
        default: name
        }
    }

    private func translated(_ name: String, _ value: JSON, _ resource: ManagedResource) async throws -> JSON {
        switch name {
        case "gateway_ip" where value == "": return .null
        case "fixed_ips", "external_gateway_info", "sub_ports", "allowed_address_pairs", "allocation_pools",
            "host_routes":
            return try await inner(value, resource)
        case "security_groups":
            var ids: [JSON] = []
            for group in value.array ?? [] {
                ids.append(.string(try await resource.find(.securityGroup, group.pythonText)))
            }
            return .array(ids)
        case "target_tenant": return value
        default: return value
        }
    }

    /// As the property, without what has no value and with ids in place of names.
    private func inner(_ value: JSON, _ resource: ManagedResource) async throws -> JSON {
        switch value {
        case .array(let items):
            var all: [JSON] = []
            for item in items { all.append(try await inner(item, resource)) }
            return .array(all)
        case .object(let members):
            var object: JSON.Object = [:]
            for (name, member) in members where !member.isNull {
                if let (thing, key) = Self.references[name], name != "subnet_id" {
                    object[key] = .string(try await resource.find(thing, member.pythonText))
                } else {
                    object[name] = try await inner(member, resource)
                }
            }
            return .object(object)
        default: return value
        }
    }

    func isReady(_ shown: JSON, _ resource: ManagedResource) throws -> Bool {
        // A floating address is down until it is used, a port until something is plugged in.
        switch shown["status"]?.string {
        case "ERROR":
            throw ResourceFailure("ResourceInError", "Went to status ERROR due to \"Unknown\"")
        case "BUILD": return false
        default: return true
        }
    }

    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {
        guard let id = resource.row.physicalID, schema.property("tags") != nil else { return }
        if let change, !change.touches("tags") { return }
        guard let tags = resource["tags"] ?? (change == nil ? nil : .some([])) else { return }
        try await resource.call(collection.service, .put, collection.path(resource, id) + "/tags", ["tags": tags])
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        let shown = try await shown(resource)
        switch (schema.type, name) {
        case (_, "show"): return TemplateResolver.select(shown, path)
        case ("OS::Neutron::Port", "subnets"):
            var subnets: [JSON] = []
            for address in shown["fixed_ips"]?.array ?? [] {
                let id = address["subnet_id"]?.string ?? ""
                subnets.append(try await resource.call("network", .get, "/v2.0/subnets/\(id)").body["subnet"] ?? .null)
            }
            return TemplateResolver.select(.array(subnets), path)
        case ("OS::Neutron::Port", "network"):
            let id = shown["network_id"]?.string ?? ""
            let network = try await resource.call("network", .get, "/v2.0/networks/\(id)").body["network"] ?? .null
            return TemplateResolver.select(network, path)
        case ("OS::Neutron::Net", "segments"), ("OS::Neutron::ProviderNet", "segments"):
            let id = shown["id"]?.string ?? ""
            return await resource.ask("network", .get, "/v2.0/segments?network_id=\(id)").body["segments"]
        default: return shown[name].flatMap { TemplateResolver.select($0, path) }
        }
    }
}

/// A security group with the rules in it.
struct SecurityGroupKind: CloudResourceKind {
    let schema: ResourceSchema
    let collection: CloudCollection

    func validate(_ resource: ManagedResource) async throws {
        guard resource.text("name") == "default" else { return }
        throw ResourceFailure("StackValidationFailed", "Security groups cannot be assigned the name \"default\".")
    }

    func body(_ resource: ManagedResource) async throws -> JSON.Object {
        var body = members(resource, ["name", "description"])
        if body["name"] == nil { body["name"] = .string(resource.physicalName) }
        return body
    }

    func complete(_ resource: inout ManagedResource, _ change: ResourceChange?) async throws {
        guard let id = resource.row.physicalID else { return }
        if let change {
            guard change.touches("rules") else { return }
            let shown = try await shown(resource)
            for rule in shown["security_group_rules"]?.array ?? [] {
                try await resource.remove("network", "/v2.0/security-group-rules/\(rule["id"]?.string ?? "")")
            }
        }
        let rules = resource["rules"]?.array ?? []
        let ownsEgress = rules.contains { $0["direction"] == "egress" }
        if change == nil, ownsEgress {
            let shown = try await shown(resource)
            for rule in shown["security_group_rules"]?.array ?? [] where rule["direction"] == "egress" {
                try await resource.remove("network", "/v2.0/security-group-rules/\(rule["id"]?.string ?? "")")
            }
        }
        if change != nil, !ownsEgress {
            for type in ["IPv4", "IPv6"] {
                try await add(["direction": "egress", "ethertype": .string(type)], id, resource)
            }
        }
        for rule in rules { try await add(rule.object ?? [:], id, resource) }
    }

    private func add(_ rule: JSON.Object, _ id: String, _ resource: ManagedResource) async throws {
        var body: JSON.Object = ["security_group_id": .string(id)]
        for (name, value) in rule where !value.isNull && name != "remote_mode" && value != "" { body[name] = value }
        if rule["remote_mode"] == "remote_group_id" {
            let group = rule["remote_group_id"]?.string ?? ""
            body["remote_group_id"] = .string(group.isEmpty ? id : try await resource.find(.securityGroup, group))
        } else {
            body["remote_group_id"] = nil
        }
        let answer = await resource.ask(
            "network",
            .post,
            "/v2.0/security-group-rules",
            .object(["security_group_rule": .object(body)])
        )
        // A rule that is there already is as good.
        guard answer.isSuccess || answer.status == 409 else { throw ResourceFailure(answer) }
    }
}

/// A subnet or port plugged into a router.
struct RouterInterfaceKind: StackResourceKind {
    let schema: ResourceSchema

    func validate(_ resource: ManagedResource) async throws {
        if resource["subnet"] != nil, resource["port"] != nil {
            throw ResourceFailure(
                "ResourcePropertyConflict",
                "Cannot define the following properties at the same time: subnet, port."
            )
        }
        if resource["subnet"] == nil, resource["port"] == nil {
            throw ResourceFailure(
                "PropertyUnspecifiedError",
                "At least one of the following properties must be specified: subnet, port."
            )
        }
    }

    func create(_ resource: inout ManagedResource) async throws {
        let router = try await resource.find(.router, resource.text("router") ?? "")
        let key = resource["port"] == nil ? "subnet_id" : "port_id"
        let id =
            try await resource["port"] == nil
            ? resource.find(.subnet, resource.text("subnet") ?? "") : resource.find(.port, resource.text("port") ?? "")
        try await resource.call(
            "network",
            .put,
            "/v2.0/routers/\(router)/add_router_interface",
            .object([key: .string(id)])
        )
        resource.row.physicalID = "\(router):\(key)=\(id)"
    }

    func delete(_ resource: inout ManagedResource) async throws {
        let parts = (resource.row.physicalID ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return }
        let pair = parts[1].split(separator: "=").map(String.init)
        guard pair.count == 2 else { return }
        let answer = await resource.ask(
            "network",
            .put,
            "/v2.0/routers/\(parts[0])/remove_router_interface",
            .object([pair[0]: .string(pair[1])])
        )
        guard answer.isSuccess || answer.status == 404 else { throw ResourceFailure(answer) }
    }
}

/// A floating address in use by a port.
struct FloatingIPAssociationKind: StackResourceKind {
    let schema: ResourceSchema

    private func associate(_ resource: ManagedResource) async throws {
        var body: JSON.Object = ["port_id": .string(try await resource.find(.port, resource.text("port_id") ?? ""))]
        body["fixed_ip_address"] = resource["fixed_ip_address"]
        let id = resource.text("floatingip_id") ?? ""
        try await resource.call("network", .put, "/v2.0/floatingips/\(id)", .object(["floatingip": .object(body)]))
    }

    private func release(_ id: String, _ resource: ManagedResource) async throws {
        let answer = await resource.ask(
            "network",
            .put,
            "/v2.0/floatingips/\(id)",
            ["floatingip": ["port_id": nil]]
        )
        guard answer.isSuccess || answer.status == 404 else { throw ResourceFailure(answer) }
    }

    func create(_ resource: inout ManagedResource) async throws {
        try await associate(resource)
        resource.row.physicalID = resource.row.id
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        if change.touches("floatingip_id"), let old = change.before["floatingip_id"]?.string {
            try await release(old, resource)
        }
        try await associate(resource)
        return .updated
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard resource.row.physicalID != nil, let id = resource.text("floatingip_id") else { return }
        try await release(id, resource)
    }
}

/// Routes of a router besides those it has.
struct ExtraRouteSetKind: StackResourceKind {
    let schema: ResourceSchema

    private func send(_ resource: ManagedResource, _ action: String, _ routes: JSON) async throws {
        let router = try await resource.find(.router, resource.text("router") ?? "")
        let answer = await resource.ask(
            "network",
            .put,
            "/v2.0/routers/\(router)/\(action)_extraroutes",
            ["router": ["routes": routes]]
        )
        guard answer.isSuccess || (action == "remove" && answer.status == 404) else { throw ResourceFailure(answer) }
    }

    func create(_ resource: inout ManagedResource) async throws {
        try await send(resource, "add", resource["routes"] ?? [])
        resource.row.physicalID = resource.physicalName
    }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        let before = change.before["routes"]?.array ?? []
        let now = resource["routes"]?.array ?? []
        let gone = before.filter { !now.contains($0) }
        let new = now.filter { !before.contains($0) }
        if !gone.isEmpty { try await send(resource, "remove", .array(gone)) }
        if !new.isEmpty { try await send(resource, "add", .array(new)) }
        return .updated
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard resource.row.physicalID != nil else { return }
        try await send(resource, "remove", resource["routes"] ?? [])
    }
}
