import HTTPTypes
import Hummingbird

// Compute API reference, “Quota sets” and “Quota class sets”.
extension ComputeService {
    func declareQuotas(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-quota-sets/{id}", showQuotas)
        table.on(.get, "/os-quota-sets/{id}/detail", showQuotaUsage)
        table.on(.get, "/os-quota-sets/{id}/defaults", showDefaultQuotas)
        table.on(.put, "/os-quota-sets/{id}", updateQuotas)
        table.on(.delete, "/os-quota-sets/{id}", deleteQuotas)
        table.on(.get, "/os-quota-class-sets/{id}", showQuotaClass)
        table.on(.put, "/os-quota-class-sets/{id}", updateQuotaClass)
    }

    /// The names a microversion has.
    private func names(_ minor: Int, networkUntil: Int) -> [String] {
        var names = Self.quotaNames
        if minor >= networkUntil { names.removeAll { Self.networkQuotaNames.contains($0) } }
        if minor >= 57 { names.removeAll { Self.fileQuotaNames.contains($0) } }
        return names
    }

    private static let limit = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
        try ComputeSchema.number(-1...Int(Int32.max), pattern: "^-?[0-9]+$").validate(value, at: path)
    }

    private func checkQuery(_ request: ComputeRequest) throws {
        try request.checkQuery(["user_id": .any], isOpen: request.minor < 75)
    }

    private func user(_ request: ComputeRequest) -> String? {
        request.query.all("user_id").first.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The limits of a project, or of a user within it.
    private func limits(_ project: String, _ user: String?, _ minor: Int) -> JSON.Object {
        store.read { state in
            var members = JSON.Object()
            for name in names(minor, networkUntil: 36) {
                let limit =
                    user.map { quotaLimit(name, of: project, user: $0, in: state) }
                    ?? quotaLimit(name, of: project, in: state)
                members[name] = .int(limit)
            }
            return members
        }
    }

    private func answer(_ id: String?, _ limits: JSON.Object, _ key: String = "quota_set") -> ServiceResponse {
        var members = JSON.Object()
        if let id { members["id"] = .string(id) }
        members.merge(limits)
        return .json(.object([key: .object(members)]))
    }

    // MARK: - Projects

    private func showQuotas(_ request: ComputeRequest) async throws -> ServiceResponse {
        try checkQuery(request)
        let project = request["id"]
        try request.require("os-quota-sets:show", request.isReader(of: project))
        try await checkProject(project, request)
        return answer(project, limits(project, user(request), request.minor))
    }

    private func showQuotaUsage(_ request: ComputeRequest) async throws -> ServiceResponse {
        try checkQuery(request)
        let project = request["id"]
        try request.require("os-quota-sets:detail", request.isReader(of: project))
        try await checkProject(project, request)
        let user = user(request)
        var limits = limits(project, user, request.minor)
        let usages = store.read { quotaUsages(of: project, user: user, in: $0) }
        for name in limits.names {
            limits[name] = ["limit": limits[name] ?? -1, "in_use": .int(usages[name] ?? 0), "reserved": 0]
        }
        return answer(project, limits)
    }

    private func showDefaultQuotas(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let project = request["id"]
        try await checkProject(project, request)
        return answer(project, classLimits("default", names(request.minor, networkUntil: 36)))
    }

    private func updateQuotas(_ request: ComputeRequest) async throws -> ServiceResponse {
        try checkQuery(request)
        var known: [String: RequestSchema] = ["force": ComputeSchema.bool]
        for name in names(request.minor, networkUntil: 36) { known[name] = Self.limit }
        let body = try request.body(ComputeSchema.one("quota_set", .object(known)))
        let project = request["id"]
        try request.require("os-quota-sets:update", request.caller.isAdmin)
        try await checkProject(project, request)
        let given = body["quota_set"]?.object ?? [:]
        let isForced = ComputeSchema.truth(given["force"])
        let user = user(request)
        try store.write { state in
            let id = user.map { ComputeQuotaRow.user($0, in: project) } ?? ComputeQuotaRow.project(project)
            var row = state.quotas[id] ?? ComputeQuotaRow(id: id)
            for (name, value) in given where name != "force" {
                guard let limit = ComputeSchema.int(value) else { continue }
                if !isForced { try checkLimit(limit, name, project, user, in: state) }
                row.limits[name] = limit
            }
            state.quotas.insert(row)
        }
        return answer(nil, limits(project, user, request.minor))
    }

    /// A limit may not be below what is in use, or was given to users, nor a user's above what the project has left.
    private func checkLimit(
        _ limit: Int,
        _ name: String,
        _ project: String,
        _ user: String?,
        in state: borrowing ComputeState
    ) throws {
        func size(_ limit: Int) -> Int { limit < 0 ? .max : limit }
        let prefix = ComputeQuotaRow.user("", in: project)
        var others = 0
        for row in state.quotas.values
        where row.id.hasPrefix(prefix) && row.id != user.map({ ComputeQuotaRow.user($0, in: project) }) {
            others += max(0, row.limits[name] ?? 0)
        }
        let used = quotaUsages(of: project, user: user, in: state)[name] ?? 0
        let minimum = user == nil ? max(used, others) : used
        if size(limit) < minimum {
            throw ComputeError.badRequest(
                "Quota limit \(limit) for \(name) must be greater than or equal to already used and reserved \(minimum)."
            )
        }
        guard user != nil else { return }
        let all = quotaLimit(name, of: project, in: state)
        let maximum = all < 0 ? -1 : max(0, all - others)
        if size(limit) > size(maximum) {
            throw ComputeError.badRequest(
                "Quota limit \(limit) for \(name) must be less than or equal to \(maximum)."
            )
        }
    }

    private func deleteQuotas(_ request: ComputeRequest) async throws -> ServiceResponse {
        try checkQuery(request)
        let project = request["id"]
        try request.require("os-quota-sets:delete", request.caller.isAdmin)
        let user = user(request)
        try store.write { state in
            if let user {
                state.quotas[ComputeQuotaRow.user(user, in: project)] = nil
            } else {
                let prefix = ComputeQuotaRow.user("", in: project)
                state.quotas[ComputeQuotaRow.project(project)] = nil
                state.quotas.remove { $0.id.hasPrefix(prefix) }
            }
        }
        return .empty(.accepted)
    }

    // MARK: - Classes

    private func classLimits(_ name: String, _ names: [String]) -> JSON.Object {
        store.read { state in
            var members = JSON.Object()
            for each in names { members[each] = .int(quotaClassLimit(each, name, in: state)) }
            return members
        }
    }

    private func classNames(_ minor: Int) -> [String] {
        let names = names(minor, networkUntil: 50)
        return minor >= 50 ? names : names.filter { !$0.hasPrefix("server_group") }
    }

    private func showQuotaClass(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try request.require("os-quota-class-sets:show", request.caller.isAdmin)
        let id = request["id"]
        return answer(id, classLimits(id, classNames(request.minor)), "quota_class_set")
    }

    private func updateQuotaClass(_ request: ComputeRequest) throws -> ServiceResponse {
        var known: [String: RequestSchema] = [:]
        for name in names(request.minor, networkUntil: 50) { known[name] = Self.limit }
        let body = try request.body(ComputeSchema.one("quota_class_set", .object(known)))
        try request.require("os-quota-class-sets:update", request.caller.isAdmin)
        let id = request["id"]
        guard id.unicodeScalars.count <= 255 else {
            throw ComputeError.badRequest(
                "quota_class_name has \(id.unicodeScalars.count) characters, more than 255."
            )
        }
        try store.write { state in
            let key = ComputeQuotaRow.quotaClass(id)
            var row = state.quotas[key] ?? ComputeQuotaRow(id: key)
            for (name, value) in body["quota_class_set"]?.object ?? [:] {
                if let limit = ComputeSchema.int(value) { row.limits[name] = limit }
            }
            state.quotas.insert(row)
        }
        return answer(nil, classLimits(id, classNames(request.minor)), "quota_class_set")
    }
}
