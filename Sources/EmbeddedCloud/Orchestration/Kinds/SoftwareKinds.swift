import HTTPTypes

/// Configuration kept by the service: texts, mappings, cloud-init documents, several of them in one.
struct SoftwareConfigKind: StackResourceKind {
    let schema: ResourceSchema

    func create(_ resource: inout ManagedResource) async throws {
        var body: JSON.Object = ["name": .string(resource.physicalName)]
        switch schema.type {
        case "OS::Heat::CloudConfig":
            body["config"] = .string("#cloud-config\n" + DocumentText.yaml(resource["cloud_config"] ?? .null))
            body["group"] = "Heat::Ungrouped"
        case "OS::Heat::MultipartMime":
            body["config"] = .string(multipart(resource))
            body["group"] = resource["group"]
        default:
            body["config"] = resource["config"] ?? (schema.type == "OS::Heat::StructuredConfig" ? .object([:]) : "")
            for name in ["group", "options", "inputs", "outputs"] { body[name] = resource[name] }
        }
        let config = try resource.service.makeConfig(body, project: resource.stack.owner.projectID)
        resource.row.physicalID = config.id
    }

    /// The parts with the headers of a mail; a config among them is put in by its id.
    private func multipart(_ resource: ManagedResource) -> String {
        let boundary = "===============" + resource.row.suffix
        var text = "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\nMIME-Version: 1.0\n\n"
        for part in resource["parts"]?.array ?? [] {
            let given = part["config"]?.pythonText ?? ""
            let content = resource.service.store.read { $0.configs[given]?.content["config"] }?.pythonText ?? given
            let type =
                part["subtype"]?.string ?? (content.hasPrefix("#cloud-config") ? "cloud-config" : "x-shellscript")
            text += "--\(boundary)\nContent-Type: text/\(type); charset=\"us-ascii\"\nMIME-Version: 1.0\n"
            if let file = part["filename"]?.string {
                text += "Content-Disposition: attachment; filename=\"\(file)\"\n"
            }
            text += "\n\(content)\n"
        }
        return text + "--\(boundary)--\n"
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let id = resource.row.physicalID else { return }
        try resource.service.store.write { $0.configs[id] = nil }
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        guard name == "config", let id = resource.row.physicalID else { return nil }
        return resource.service.store.read { $0.configs[id]?.content["config"] }
    }
}

/// A configuration applied to a server, which signals when it is done.
struct SoftwareDeploymentKind: StackResourceKind {
    let schema: ResourceSchema
    var takesSignals: Bool { true }

    private func begin(_ resource: inout ManagedResource, _ action: String) throws {
        let actions = resource["actions"]?.array?.compactMap(\.string) ?? []
        guard actions.contains(action) else {
            resource.row.data["waits"] = false
            return
        }
        let service = resource.service
        let project = resource.stack.owner.projectID
        let given = resource.text("config") ?? ""
        let base = service.store.read { $0.configs[given] }
        guard given.isEmpty || base != nil else {
            throw ResourceFailure("NotFound", "Software config with id \(given) not found")
        }
        var content = base?.content ?? ["config": "", "inputs": [], "outputs": [], "options": [:]]
        let values = resource["input_values"]?.object ?? [:]
        content["inputs"] = .array(inputs(content["inputs"]?.array ?? [], values, resource, action))
        if schema.type == "OS::Heat::StructuredDeployment", let config = content["config"] {
            content["config"] = Self.fill(config, values, resource.text("input_key") ?? "get_input")
        }
        let derived = SoftwareConfigRow(
            id: Identifier.uuid(),
            projectID: project,
            name: resource.text("name") ?? resource.physicalName,
            group: base?.group ?? "Heat::Ungrouped",
            created: service.now,
            content: content
        )
        let waits = resource.text("signal_transport") != "NO_SIGNAL"
        let row = SoftwareDeploymentRow(
            id: resource.row.physicalID ?? Identifier.uuid(),
            projectID: project,
            serverID: resource.text("server") ?? "",
            configID: derived.id,
            userProjectID: resource.stack.userProjectID,
            created: service.now,
            values: ["input_values": .object(values), "output_values": .null],
            action: action,
            status: waits ? "IN_PROGRESS" : "COMPLETE",
            reason: waits ? "Deploy data available" : "Not waiting for outputs signal"
        )
        let old = resource.row.data["derived_config"]?.string
        try service.store.write { state in
            if let old { state.configs[old] = nil }
            state.configs.insert(derived)
            state.deployments.insert(row)
        }
        resource.row.physicalID = row.id
        resource.row.data["derived_config"] = .string(derived.id)
        resource.row.data["waits"] = .bool(waits)
        service.pushDeployments(server: row.serverID)
    }

    private func inputs(
        _ declared: [JSON],
        _ values: JSON.Object,
        _ resource: ManagedResource,
        _ action: String
    ) -> [JSON] {
        var all: [JSON] = declared.map { input in
            var input = input.object ?? [:]
            if let name = input["name"]?.string { input["value"] = values[name] ?? input["default"] ?? .null }
            return .object(input)
        }
        let names = Set(declared.compactMap { $0["name"]?.string })
        for (name, value) in values where !names.contains(name) {
            all.append(["name": .string(name), "type": "String", "value": value])
        }
        let stack = resource.stack
        let own: [(String, String)] = [
            ("deploy_server_id", resource.text("server") ?? ""), ("deploy_action", action),
            ("deploy_stack_id", "\(stack.name)/\(stack.id)"), ("deploy_resource_name", resource.row.name),
            ("deploy_signal_transport", resource.text("signal_transport") ?? "CFN_SIGNAL"),
            ("deploy_signal_id", StackAccounts.signalURL(resource)), ("deploy_signal_verb", "POST"),
        ]
        return all + own.map { ["name": .string($0), "type": "String", "value": .string($1)] }
    }

    private static func fill(_ value: JSON, _ inputs: JSON.Object, _ key: String) -> JSON {
        switch value {
        case .array(let items): return .array(items.map { fill($0, inputs, key) })
        case .object(let members):
            if members.names == [key] { return inputs[members[key]?.pythonText ?? ""] ?? .null }
            var object: JSON.Object = [:]
            for (name, member) in members { object[name] = fill(member, inputs, key) }
            return .object(object)
        default: return value
        }
    }

    private func deployment(_ resource: ManagedResource) -> SoftwareDeploymentRow? {
        guard let id = resource.row.physicalID else { return nil }
        return resource.service.store.read { $0.deployments[id] }
    }

    private func isDone(_ resource: ManagedResource) throws -> Bool {
        guard resource.row.data["waits"] == true, let row = deployment(resource) else { return true }
        switch row.status {
        case "COMPLETE": return true
        case "FAILED":
            throw ResourceFailure("Error", "Deployment to server failed: \(row.reason ?? "")")
        default: return false
        }
    }

    func create(_ resource: inout ManagedResource) async throws { try begin(&resource, "CREATE") }
    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource) }
    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        try begin(&resource, "UPDATE")
        return .updated
    }
    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource) }
    func suspend(_ resource: inout ManagedResource) async throws { try begin(&resource, "SUSPEND") }
    func isSuspended(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource) }
    func resume(_ resource: inout ManagedResource) async throws { try begin(&resource, "RESUME") }
    func isResumed(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource) }
    func delete(_ resource: inout ManagedResource) async throws { try begin(&resource, "DELETE") }

    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool {
        guard try isDone(resource) else { return false }
        guard let row = deployment(resource) else { return true }
        let config = resource.row.data["derived_config"]?.string
        try resource.service.store.write { state in
            state.deployments[row.id] = nil
            if let config { state.configs[config] = nil }
        }
        resource.service.pushDeployments(server: row.serverID)
        return true
    }

    func signal(_ resource: inout ManagedResource, _ details: JSON) async throws -> String? {
        guard let id = resource.row.physicalID else { return nil }
        return try resource.service.signalDeployment(id, details.object ?? [:])
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        deployment(resource)?.values["output_values"]?[name]
    }

    func hasAttribute(_ name: String, _ resource: ManagedResource?) -> Bool { true }
}

/// A configuration applied to several servers.
struct SoftwareDeploymentGroupKind: GroupKind {
    let schema: ResourceSchema

    func memberNames(_ resource: ManagedResource) async throws -> [String] { resource["servers"]?.object?.names ?? [] }

    func definition(of member: String, _ resource: ManagedResource) -> JSON {
        var properties: JSON.Object = ["server": resource["servers"]?[member] ?? .null]
        for name in ["config", "input_values", "actions", "name", "signal_transport"] {
            properties[name] = resource[name]
        }
        return ["type": "OS::Heat::SoftwareDeployment", "properties": .object(properties)]
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        let singular = name.hasPrefix("deploy_") && name.hasSuffix("s") ? String(name.dropLast()) : name
        guard let (scope, names) = try await members(resource) else { return nil }
        var map: JSON.Object = [:]
        for member in names { map[member] = try await value(of: [.string(singular)] + path, member, scope) }
        return .object(map)
    }
}
