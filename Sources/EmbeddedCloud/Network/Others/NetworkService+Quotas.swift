import HTTPTypes

// Networking API reference, “Quotas”.
extension NetworkService {
    /// What can be limited, in the order it is shown; nothing is limited by itself.
    static let quotaNames = [
        "network", "subnet", "subnetpool", "port", "router", "floatingip", "rbac_policy", "security_group",
        "security_group_rule", "trunk",
    ]

    func declareQuotas(in table: inout RouteTable) {
        table.on(.get, "/v2.0/quotas") { request in
            guard try caller(request).isAdmin else { throw Self.notAdmin }
            let rows = store.read { $0.quotas.sorted }
            let documents: [JSON] = rows.map { row in
                guard case .object(var limits) = Self.document(row) else { return .null }
                limits["tenant_id"] = .string(row.id)
                limits["project_id"] = .string(row.id)
                return .object(limits)
            }
            return .json(["quotas": .array(documents)])
        }
        table.on(.get, "/v2.0/quotas/tenant") { request in
            let caller = try caller(request)
            return .json(["tenant": ["tenant_id": JSON(caller.projectID), "project_id": JSON(caller.projectID)]])
        }
        table.on(.get, "/v2.0/quotas/project") { request in
            .json(["project": ["project_id": JSON(try caller(request).projectID)]])
        }
        table.on(.get, "/v2.0/quotas/default") { request in
            _ = try caller(request)
            return .json(["quota": Self.document(nil)])
        }
        let item = "/v2.0/quotas/{project}"
        table.on(.get, item + "/default") { request in
            try requireReader(request)
            return .json(["quota": Self.document(nil)])
        }
        table.on(.get, item) { request in
            try requireReader(request)
            return .json(["quota": Self.document(store.read { $0.quotas[request["project"]] })])
        }
        for name in ["details", "details.json"] {
            table.on(.get, item + "/" + name) { request in
                try requireReader(request)
                return .json(["quota": store.read { Self.details(request["project"], in: $0) }])
            }
        }
        table.on(.put, item, updateQuota)
        table.on(.delete, item) { request in
            guard try caller(request).isAdmin else { throw Self.notAdmin }
            try store.write { state in
                guard state.quotas[request["project"]] != nil else {
                    throw NetworkError.missing(
                        "TenantQuotaNotFound",
                        "Quota for project \(request["project"]) could not be found."
                    )
                }
                state.quotas[request["project"]] = nil
            }
            return .empty(.noContent)
        }
    }

    private static var notAdmin: NetworkError {
        NetworkError(
            .forbidden,
            "AdminRequired",
            "User does not have admin privileges: Only admin can view or configure quota."
        )
    }

    /// A project's limits are for the administrator and for the project's own.
    private func requireReader(_ request: ServiceRequest) throws {
        let caller = try caller(request)
        let isOwn = caller.projectID == request["project"] && caller.roles.contains("reader")
        guard caller.isAdmin || caller.isService || isOwn else { throw Self.notAdmin }
    }

    private static func document(_ row: QuotaRow?) -> JSON {
        var limits: JSON.Object = [:]
        for name in quotaNames { limits[name] = .int(row?.limits[name] ?? -1) }
        return .object(limits)
    }

    private static func details(_ project: String, in state: NetworkState) -> JSON {
        var details: JSON.Object = [:]
        for name in quotaNames {
            details[name] = [
                "limit": .int(state.limit(name, for: project)), "used": .int(state.used(name, by: project)),
                "reserved": 0,
            ]
        }
        return .object(details)
    }

    private func updateQuota(_ request: ServiceRequest) async throws -> ServiceResponse {
        guard try caller(request).isAdmin else { throw Self.notAdmin }
        let body = try await document(request)
        guard let values = body["quota"]?.object else {
            throw NetworkError.malformed("Unable to find 'quota' in request body")
        }
        let isForced = values["force"]?.bool ?? false
        let unknown = values.names.filter {
            !Self.quotaNames.contains($0)
                && !["tenant_id", "project_id", "force", "check_limit"].contains($0)
        }
        guard unknown.isEmpty else {
            throw NetworkError.malformed("Unrecognized attribute(s) '\(unknown.joined(separator: ", "))'")
        }
        var limits: [String: Int] = [:]
        for name in Self.quotaNames {
            guard let value = values[name] else { continue }
            guard let limit = value.int ?? value.string.flatMap(Int.init) else {
                throw NetworkError.malformed(
                    "Invalid input for \(name). Reason: '\(value.pythonText)' is not an integer."
                )
            }
            guard limit >= -1, limit <= 0x7FFF_FFFF else {
                throw NetworkError.malformed(
                    limit < 0
                        ? "Invalid input for \(name). Reason: '\(limit)' is too small - must be at least '-1'."
                        : "Invalid input for \(name). Reason: '\(limit)' is too large - must be no larger than '2147483647'."
                )
            }
            limits[name] = limit
        }
        let given = limits
        let row = try store.write { state in
            let project = request["project"]
            if !isForced {
                for (name, limit) in given where limit >= 0 && state.used(name, by: project) > limit {
                    throw NetworkError.bad(
                        "quota",
                        "Quota limit \(limit) for \(name) is below the current usage \(state.used(name, by: project))"
                    )
                }
            }
            var row = state.quotas[project] ?? QuotaRow(id: project, limits: [:])
            row.limits.merge(given) { $1 }
            state.quotas.insert(row)
            return row
        }
        return .json(["quota": Self.document(row)])
    }
}

extension NetworkState {
    func limit(_ resource: String, for project: String) -> Int { quotas[project]?.limits[resource] ?? -1 }

    /// How many a project has.
    func used(_ resource: String, by project: String) -> Int {
        let key = "project/\(project)"
        return switch resource {
        case "network": networks.ids(with: key).count
        case "subnet": subnets.ids(with: key).count
        case "subnetpool": subnetPools.ids(with: key).count
        case "port": ports.ids(with: key).count
        case "router": routers.ids(with: key).count
        case "floatingip": floatingIPs.ids(with: key).count
        case "rbac_policy": sharings.ids(with: key).count
        case "security_group": securityGroups.ids(with: key).count
        case "security_group_rule": securityGroupRules.ids(with: key).count
        case "trunk": trunks.ids(with: key).count
        default: 0
        }
    }

    /// Throws 409 if a project may not have so many more.
    func reserve(_ resource: String, for project: String, _ count: Int = 1) throws {
        let limit = limit(resource, for: project)
        guard limit >= 0, used(resource, by: project) + count > limit else { return }
        throw NetworkError.conflict("OverQuota", "Quota exceeded for resources: ['\(resource)'].")
    }
}
