import HTTPTypes
import Hummingbird

// Block Storage API reference, “Quota sets”, “Quota class set”, “Limits”.
extension BlockStorageService {
    func declareQuotas(in table: inout RouteTable) {
        on(.get, "/os-quota-sets/{id}", in: &table, showQuotas)
        on(.get, "/os-quota-sets/{id}/defaults", in: &table, showDefaultQuotas)
        on(.put, "/os-quota-sets/{id}", in: &table, updateQuotas)
        on(.delete, "/os-quota-sets/{id}", in: &table, deleteQuotas)
        on(.get, "/os-quota-class-sets/{id}", in: &table, showQuotaClass)
        on(.put, "/os-quota-class-sets/{id}", in: &table, updateQuotaClass)
        on(.get, "/limits", in: &table, showLimits)
    }

    // MARK: - Of projects

    private func quotas(of project: String, withUsage: Bool, in state: borrowing BlockStorageState) -> JSON.Object {
        var set: JSON.Object = [:]
        let usage = withUsage ? state.usage(of: project) : QuotaUsage()
        for name in state.quotaNames {
            let limit = JSON.int(state.limit(name, of: project) ?? -1)
            set[name] =
                withUsage
                ? ["limit": limit, "in_use": .int(state.used(name, of: project, usage)), "reserved": 0] : limit
        }
        return set
    }

    private func showQuotas(_ call: BlockStorageCall) throws -> ServiceResponse {
        let project = call["id"]
        try requireReader("volume_extension:quotas:show", call.caller, of: project)
        let withUsage = call.query["usage"]?.lenientBool ?? false
        var set = store.read { quotas(of: project, withUsage: withUsage, in: $0) }
        set["id"] = .string(project)
        return call.answer(["quota_set": .object(set)])
    }

    private func showDefaultQuotas(_ call: BlockStorageCall) throws -> ServiceResponse {
        let project = call["id"]
        try requireReader("volume_extension:quotas:show", call.caller, of: project)
        var set: JSON.Object = [:]
        store.read { state in
            for name in state.quotaNames { set[name] = .int(state.defaultLimit(name)) }
        }
        set["id"] = .string(project)
        return call.answer(["quota_set": .object(set)])
    }

    private func updateQuotas(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("quota_set", ServiceSchemas.quotas)
        let project = call["id"]
        try checkNames(given, "quota set", others: ["tenant_id", "id"])
        var limits: [String: Int] = [:]
        for (name, value) in given where name != "tenant_id" && name != "id" {
            limits[name] = try Self.limit(value, name)
        }
        try requireAdmin("volume_extension:quotas:update", call.caller)
        guard project.unicodeScalars.count <= 255 else {
            throw BlockStorageError.badRequest(
                "quota_set_name has \(project.unicodeScalars.count) characters, more than 255."
            )
        }
        let new = limits
        let set = try store.write { state in
            var row = state.quotas[project] ?? VolumeQuotaRow(projectID: project)
            let usage = state.usage(of: project)
            for (name, limit) in new {
                // Upstream compares with what there is only where the project has a limit of its own already.
                if row.limits[name] != nil, name != "per_volume_gigabytes", limit != -1 {
                    let used = state.used(name, of: project, usage)
                    if limit < used {
                        throw BlockStorageError.badRequest(
                            "Quota \(name) limit must be equal or greater than existing resources. Current usage is "
                                + "\(used) and the requested limit is \(limit)."
                        )
                    }
                }
                row.limits[name] = limit
            }
            state.quotas.insert(row)
            return quotas(of: project, withUsage: false, in: state)
        }
        return call.answer(["quota_set": .object(set)])
    }

    private func checkNames(_ given: JSON.Object, _ what: String, others: Set<String> = []) throws {
        let known = Set(store.read { $0.quotaNames }).union(others)
        let bad = given.names.filter { !known.contains($0) }
        guard bad.isEmpty else {
            throw BlockStorageError.invalidInput("Bad key(s) in \(what): \(bad.joined(separator: ", "))")
        }
    }

    private static func limit(_ value: JSON, _ name: String) throws -> Int {
        guard let limit = value.int ?? value.string.flatMap(Int.init) else {
            throw BlockStorageError.badRequest("\(name) must be an integer")
        }
        if limit < -1 { throw BlockStorageError.badRequest("\(name) must be >= -1") }
        if limit > BodySchema.largest {
            throw BlockStorageError.badRequest("\(name) must be <= \(BodySchema.largest)")
        }
        return limit
    }

    private func deleteQuotas(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:quotas:delete", call.caller)
        try store.write { $0.quotas[call["id"]] = nil }
        return .empty(.ok, headers: [.contentType: "application/json"])
    }

    // MARK: - Of classes

    private func classQuotas(_ name: String, in state: borrowing BlockStorageState) -> JSON.Object {
        var set: JSON.Object = [:]
        for quota in state.quotaNames { set[quota] = .int(state.defaultLimit(quota, ofClass: name)) }
        return set
    }

    private func showQuotaClass(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:quota_classes:get", call.caller)
        var set = store.read { classQuotas(call["id"], in: $0) }
        set["id"] = .string(call["id"])
        return call.answer(["quota_class_set": .object(set)])
    }

    private func updateQuotaClass(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("quota_class_set", ServiceSchemas.quotaClass)
        try checkNames(given, "quota class set")
        try requireAdmin("volume_extension:quota_classes:update", call.caller)
        let name = call["id"]
        guard name.unicodeScalars.count <= 255 else {
            throw BlockStorageError.badRequest(
                "quota_class_name has \(name.unicodeScalars.count) characters, more than 255."
            )
        }
        let set = try store.write { state in
            var row = state.quotaClasses[name] ?? VolumeQuotaClassRow(name: name)
            for (quota, value) in given { row.limits[quota] = try Self.limit(value, quota) }
            state.quotaClasses.insert(row)
            return classQuotas(name, in: state)
        }
        return call.answer(["quota_class_set": .object(set)])
    }

    // MARK: - Limits

    private func showLimits(_ call: BlockStorageCall) throws -> ServiceResponse {
        let other = call.query["project_id"] ?? call.query["tenant_id"]
        let project = (call.has(39) && call.caller.isAdmin ? other : nil) ?? call.caller.projectID ?? ""
        let names = [
            ("volumes", "maxTotalVolumes"), ("snapshots", "maxTotalSnapshots"),
            ("gigabytes", "maxTotalVolumeGigabytes"), ("backups", "maxTotalBackups"),
            ("backup_gigabytes", "maxTotalBackupGigabytes"),
        ]
        var absolute: JSON.Object = [:]
        store.read { state in
            for (quota, name) in names { absolute[name] = .int(state.limit(quota, of: project) ?? -1) }
            guard isReader(call.caller, of: call.caller.projectID) else { return }
            let usage = state.usage(of: project)
            absolute["totalVolumesUsed"] = .int(usage.volumes)
            absolute["totalGigabytesUsed"] = .int(usage.gigabytes)
            absolute["totalSnapshotsUsed"] = .int(usage.snapshots)
            absolute["totalBackupsUsed"] = .int(usage.backups)
            absolute["totalBackupGigabytesUsed"] = .int(usage.backupGigabytes)
        }
        return call.answer(["limits": ["rate": [], "absolute": .object(absolute)]])
    }
}
