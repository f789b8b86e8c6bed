import HTTPTypes
import Hummingbird

// MARK: - Configurations

extension OrchestrationService {
    func declareSoftwareConfigs(in table: inout RouteTable) {
        table.on(.get, "/v1/{tenant}/software_configs", listConfigs)
        table.on(.post, "/v1/{tenant}/software_configs", createConfig)
        table.on(.get, "/v1/{tenant}/software_configs/{config}", showConfig)
        table.on(.delete, "/v1/{tenant}/software_configs/{config}", deleteConfig)
    }

    private static func members(_ row: SoftwareConfigRow, isDetailed: Bool = true) -> JSON {
        var members: JSON.Object = [
            "id": .string(row.id), "name": JSON(row.name), "group": JSON(row.group),
            "creation_time": .string(row.created.seconds),
        ]
        if isDetailed { members.merge(row.content) }
        return .object(members)
    }

    /// Stores a configuration; throws where its inputs or outputs are no declarations.
    func makeConfig(_ body: JSON.Object, project: String) throws -> SoftwareConfigRow {
        var content: JSON.Object = ["config": body["config"] ?? .null]
        for name in ["inputs", "outputs"] {
            content[name] = .array(try (body[name]?.array ?? []).map { try Self.declaration($0, name) })
        }
        content["options"] = .object(body["options"]?.object ?? [:])
        let row = SoftwareConfigRow(
            id: Identifier.uuid(),
            projectID: project,
            name: body["name"]?.string,
            group: body["group"]?.string,
            created: now,
            content: content
        )
        try store.write { $0.configs.insert(row) }
        return row
    }

    private static func declaration(_ value: JSON, _ section: String) throws -> JSON {
        guard case .object(var object) = value, object["name"]?.string != nil else {
            throw OrchestrationError.invalid("Property error: : Property name not assigned")
        }
        if object["type"] == nil { object["type"] = "String" }
        if section == "outputs", object["error_output"] == nil { object["error_output"] = false }
        return .object(object)
    }

    // Orchestration API reference, “List configs”.
    private func listConfigs(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "software_configs:index", .reader)
        if try Self.flag("global_tenant", request.query) {
            throw OrchestrationError.forbidden("software_configs:global_index")
        }
        let limit = try request.query["limit"].map { try Self.number("limit", .string($0)) }
        var rows = store.read { state in
            state.configs.values.filter { caller.isAdmin || $0.projectID == caller.projectID }
        }.sorted { ($0.created, $0.id) < ($1.created, $1.id) }[...]
        if let marker = request.query["marker"], let index = rows.firstIndex(where: { $0.id == marker }) {
            rows = rows[(index + 1)...]
        }
        if let limit { rows = rows.prefix(limit) }
        return .json(["software_configs": .array(rows.map { Self.members($0, isDetailed: false) })])
    }

    // “Create config”.
    private func createConfig(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "software_configs:create", .member)
        let row = try makeConfig(try await document(request), project: caller.projectID ?? "")
        return .json(["software_config": Self.members(row)])
    }

    private func config(_ id: String, _ caller: Caller) throws -> SoftwareConfigRow {
        guard let row = store.read({ $0.configs[id] }), caller.isAdmin || row.projectID == caller.projectID else {
            throw OrchestrationError.notFound("Software config with id \(id) not found")
        }
        return row
    }

    // “Show configuration details”.
    private func showConfig(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "software_configs:show", .reader)
        return .json(["software_config": Self.members(try config(request["config"], caller))])
    }

    // “Delete config”: not while a deployment has it.
    private func deleteConfig(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "software_configs:delete", .member)
        let row = try config(request["config"], caller)
        try store.write { state in
            guard !state.deployments.values.contains(where: { $0.configID == row.id }) else {
                throw OrchestrationError(
                    .badRequest,
                    "InvalidRestrictedAction",
                    "Software config with id \(row.id) can not be deleted as it is referenced."
                )
            }
            state.configs[row.id] = nil
        }
        return .empty(.noContent)
    }
}

// MARK: - Deployments

extension OrchestrationService {
    func declareSoftwareDeployments(in table: inout RouteTable) {
        table.on(.get, "/v1/{tenant}/software_deployments", listDeployments)
        table.on(.post, "/v1/{tenant}/software_deployments", createDeployment)
        table.on(.get, "/v1/{tenant}/software_deployments/metadata/{server}", showDeploymentMetadata)
        table.on(.get, "/v1/{tenant}/software_deployments/{deployment}", showDeployment)
        table.on(.put, "/v1/{tenant}/software_deployments/{deployment}", updateDeployment)
        table.on(.delete, "/v1/{tenant}/software_deployments/{deployment}", deleteDeployment)
    }

    private static func members(_ row: SoftwareDeploymentRow) -> JSON {
        var members: JSON.Object = [
            "id": .string(row.id), "server_id": .string(row.serverID),
            "input_values": row.values["input_values"] ?? .null,
            "output_values": row.values["output_values"] ?? .null, "action": JSON(row.action),
            "status": JSON(row.status), "status_reason": JSON(row.reason), "config_id": .string(row.configID),
            "creation_time": .string(row.created.seconds),
        ]
        if let updated = row.updated { members["updated_time"] = .string(updated.seconds) }
        return .object(members)
    }

    private func deployments(_ caller: Caller, server: String?) -> [SoftwareDeploymentRow] {
        let project = caller.projectID
        return store.read { state in
            state.deployments.values.filter { row in
                let isOwn = caller.isAdmin || row.projectID == project || row.userProjectID == project
                return isOwn && (server == nil || row.serverID == server)
            }
        }.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    private func deployment(_ id: String, _ caller: Caller) throws -> SoftwareDeploymentRow {
        let project = caller.projectID
        guard let row = store.read({ $0.deployments[id] }),
            caller.isAdmin || row.projectID == project || row.userProjectID == project
        else { throw OrchestrationError.notFound("Deployment with id \(id) not found") }
        return row
    }

    // “List deployments”.
    private func listDeployments(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "software_deployments:index", .reader)
        let rows = deployments(caller, server: request.query["server_id"].flatMap { $0.isEmpty ? nil : $0 })
        return .json(["software_deployments": .array(rows.map(Self.members))])
    }

    // “Show server configuration metadata”.
    private func showDeploymentMetadata(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "software_deployments:metadata", .readerOrStackUser)
        let rows = deployments(caller, server: request["server"])
        return .json(["metadata": .array(configs(of: rows))])
    }

    /// The configurations of deployments, by their names.
    private func configs(of rows: [SoftwareDeploymentRow]) -> [JSON] {
        store.read { state in rows.compactMap { state.configs[$0.configID] } }
            .sorted { ($0.name ?? "") < ($1.name ?? "") }.map { Self.members($0) }
    }

    /// Writes the configurations of a server's deployments into the metadata of its resource.
    func pushDeployments(server: String) {
        let rows = store.read { state in state.deployments.values.filter { $0.serverID == server } }
        let configs = configs(of: rows)
        try? store.write { state in
            guard
                var resource = state.resources.values.first(where: { $0.physicalID == server && $0.action != .delete })
            else { return }
            resource.metadata["deployments"] = .array(configs)
            state.insert(resource)
        }
    }

    // “Create deployment”.
    private func createDeployment(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "software_deployments:create", .member)
        let body = try await document(request)
        let config = try config(body["config_id"]?.pythonText ?? "None", caller)
        if let project = body["stack_user_project_id"]?.string, project.count > 64 {
            throw OrchestrationError(
                .badRequest,
                "Invalid",
                "Data supplied was not valid: \"stack_user_project_id\" should be no more than 64 characters"
            )
        }
        let row = SoftwareDeploymentRow(
            id: Identifier.uuid(),
            projectID: caller.projectID ?? "",
            serverID: body["server_id"]?.pythonText ?? "",
            configID: config.id,
            userProjectID: body["stack_user_project_id"]?.string,
            created: now,
            values: ["input_values": body["input_values"] ?? .null, "output_values": .null],
            action: body["action"]?.string,
            status: body["status"]?.string,
            reason: (body["status_reason"] ?? .null).pythonText
        )
        try store.write { $0.deployments.insert(row) }
        pushDeployments(server: row.serverID)
        return .json(["software_deployment": Self.members(row)])
    }

    // “Show deployment details”.
    private func showDeployment(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "software_deployments:show", .reader)
        return .json(["software_deployment": Self.members(try deployment(request["deployment"], caller))])
    }

    // “Update deployment”.
    private func updateDeployment(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "software_deployments:update", .member)
        let body = try await document(request)
        var row = try deployment(request["deployment"], caller)
        let newConfig = body["config_id"]?.string
        if let newConfig { row.configID = try config(newConfig, caller).id }
        for name in ["input_values", "output_values"] {
            if let value = body[name], !value.isNull { row.values[name] = value }
        }
        row.action = body["action"]?.string ?? row.action
        row.status = body["status"]?.string ?? row.status
        row.reason = body["status_reason"]?.string ?? row.reason
        row.updated = now
        let changed = row
        try store.write { $0.deployments.insert(changed) }
        if newConfig != nil { pushDeployments(server: changed.serverID) }
        return .json(["software_deployment": Self.members(changed)])
    }

    // “Delete deployment”.
    private func deleteDeployment(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "software_deployments:delete", .member)
        let row = try deployment(request["deployment"], caller)
        try store.write { $0.deployments[row.id] = nil }
        pushDeployments(server: row.serverID)
        return .empty(.noContent)
    }

    /// What a server says of a deployment; the result is the event's reason, nil if nobody waits for it.
    func signalDeployment(_ id: String, _ details: JSON.Object) throws -> String? {
        let now = now
        return try store.write { state -> String? in
            guard var row = state.deployments[id], row.status == "IN_PROGRESS" else { return nil }
            var outputs = row.values["output_values"]?.object ?? [:]
            var failures: [String] = []
            let code = details["deploy_status_code"]
            if let code, !code.isNull, code.pythonText != "0" {
                failures.append(
                    "deploy_status_code : Deployment exited with non-zero status code: \(code.pythonText)"
                )
            }
            for output in state.configs[row.configID]?.content["outputs"]?.array ?? [] {
                guard let name = output["name"]?.string, let value = details[name] else { continue }
                outputs[name] = value
                if output["error_output"] == true { failures.append("\(name) : \(value.pythonText)") }
            }
            for name in ["deploy_stdout", "deploy_stderr", "deploy_status_code"] {
                outputs[name] = details[name] ?? .null
            }
            row.values["output_values"] = .object(outputs)
            row.status = failures.isEmpty ? "COMPLETE" : "FAILED"
            row.reason = failures.isEmpty ? "Outputs received" : failures.joined(separator: ", ")
            row.updated = now
            state.deployments.insert(row)
            if failures.isEmpty { return "deployment \(id) succeeded" }
            return "deployment \(id) failed" + (code.map { $0.isNull ? "" : " (\($0.pythonText))" } ?? "")
        }
    }
}
