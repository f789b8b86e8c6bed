import HTTPTypes
import Hummingbird

// Compute API reference, “Compute services”.
extension ComputeService {
    func declareServices(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-services", listServices)
        table.on(.put, "/os-services/{id}", until: 52, actOnService)
        table.on(.put, "/os-services/{id}", since: 53, updateService)
        table.on(.delete, "/os-services/{id}", deleteService)
    }

    private func listServices(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery(["host": .any, "binary": .any], isOpen: request.minor < 75)
        try request.require("os-services:list", request.caller.isAdmin)
        let host = request.query["host"] ?? ""
        let binary = request.query["binary"] ?? ""
        let agents = allAgents().filter { agent in
            (host.isEmpty || agent.host == host) && (binary.isEmpty || agent.binary == binary)
        }
        return .json(["services": .array(agents.map { .object($0.members(request.minor)) })])
    }

    // MARK: - Until 2.52: the path names what is to be done

    private func actOnService(_ request: ComputeRequest) throws -> ServiceResponse {
        var known: [String: RequestSchema] = [
            "host": ComputeSchema.host, "binary": .string(.init(1, 255)), "disabled_reason": .string(.init(1, 255)),
        ]
        if request.minor >= 11 { known["forced_down"] = ComputeSchema.bool }
        let body = try request.body(.object(known, required: ["host", "binary"]))
        try request.require("os-services:update", request.caller.isAdmin)
        let host = body["host"]?.string ?? ""
        let binary = body["binary"]?.string ?? ""
        let reason = body["disabled_reason"]?.string
        var answer: JSON.Object = ["host": .string(host), "binary": .string(binary)]
        switch request["id"] {
        case "enable":
            answer["status"] = "enabled"
            try update(binary, on: host) { row in
                row.isDisabled = false
                row.disabledReason = nil
            }
        case "disable":
            answer["status"] = "disabled"
            try update(binary, on: host) { row in
                row.isDisabled = true
                row.disabledReason = nil
            }
        case "disable-log-reason":
            guard let reason else { throw ComputeError.badRequest("Missing disabled reason field") }
            answer["status"] = "disabled"
            answer["disabled_reason"] = .string(reason)
            try update(binary, on: host) { row in
                row.isDisabled = true
                row.disabledReason = reason
            }
        case "force-down" where request.minor >= 11:
            guard let given = body["forced_down"] else { throw ComputeError.badRequest("Missing forced_down field") }
            let isForcedDown = ComputeSchema.truth(given)
            answer["forced_down"] = .bool(isForcedDown)
            try update(binary, on: host) { $0.isForcedDown = isForcedDown }
        default: throw ComputeError.notFound("Unknown action")
        }
        return .json(["service": .object(answer)])
    }

    private func update(_ binary: String, on host: String, _ change: (inout ComputeHostRow) -> Void) throws {
        try Self.checkUpdatable(binary)
        guard try updateHost(host, change) != nil else { throw Self.unmappedHost(host) }
    }

    private static func checkUpdatable(_ binary: String) throws {
        guard binary == "nova-compute" else {
            throw ComputeError.badRequest(
                "Updating a \(binary) service is not supported. Only nova-compute services can be updated."
            )
        }
    }

    // MARK: - Since 2.53: the path names the service

    private func updateService(_ request: ComputeRequest) throws -> ServiceResponse {
        let body = try request.body(
            .object([
                "status": .values(["enabled", "disabled"]), "disabled_reason": .string(.init(1, 255)),
                "forced_down": ComputeSchema.bool,
            ])
        )
        let id = request["id"]
        guard Identifier.isUUID(id) else { throw ComputeError.badRequest("Invalid uuid \(id)") }
        try request.require("os-services:update", request.caller.isAdmin)
        guard let agent = allAgents().first(where: { $0.id == id }) else {
            throw ComputeError.notFound("Service \(id) could not be found.")
        }
        try Self.checkUpdatable(agent.binary)
        let reason = body["disabled_reason"]?.string
        let status = body["status"]?.string
        if status == "enabled", reason != nil {
            throw ComputeError.badRequest("Specifying 'disabled_reason' with status 'enabled' is invalid.")
        }
        guard status != nil || body["forced_down"] != nil else {
            throw ComputeError.badRequest(
                "No updates were requested. Fields 'status' or 'forced_down' should be specified."
            )
        }
        try updateHost(agent.host) { row in
            if let status {
                row.isDisabled = status == "disabled"
                row.disabledReason = status == "disabled" ? reason : nil
            }
            if let given = body["forced_down"] { row.isForcedDown = ComputeSchema.truth(given) }
        }
        guard let changed = allAgents().first(where: { $0.id == id }) else {
            throw ComputeError.notFound("Service \(id) could not be found.")
        }
        return .json(["service": .object(changed.members(request.minor))])
    }

    // MARK: - Deletion

    private func deleteService(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.require("os-services:delete", request.caller.isAdmin)
        let id = request["id"]
        if request.minor >= 53 {
            guard Identifier.isUUID(id) else { throw ComputeError.badRequest("Invalid uuid \(id)") }
        } else {
            try Self.checkNumber(id)
        }
        let agent = allAgents().first { request.minor >= 53 ? $0.id == id : String($0.number) == id }
        guard let agent else { throw ComputeError.notFound("Service \(id) not found.") }
        // Others than those that run servers report again, and so are back at once.
        guard agent.binary == "nova-compute" else { return .empty(.noContent) }
        let provider = try store.write { state -> String in
            let busy = state.servers.values.contains { $0.deleted == nil && $0.host == agent.host }
            guard !busy else {
                throw ComputeError.conflict(
                    "Unable to delete compute service that is hosting instances. Migrate or delete the instances first."
                )
            }
            for var aggregate in state.aggregates.values where aggregate.hosts.contains(agent.host) {
                aggregate.hosts.removeAll { $0 == agent.host }
                state.aggregates.insert(aggregate)
            }
            let row = state.hosts.values.first { $0.name == agent.host }
            if let row { state.hosts[row.id] = nil }
            return row?.id ?? ""
        }
        let nova = Caller.service("nova")
        _ = await parts.others.call("placement", .delete, "/resource_providers/\(provider)", as: nova)
        return .empty(.noContent)
    }

    /// Throws 400 unless the text is a whole number.
    static func checkNumber(_ text: String) throws {
        guard Int(text) != nil else { throw ComputeError.badRequest("Invalid input received: id must be an integer") }
    }
}
