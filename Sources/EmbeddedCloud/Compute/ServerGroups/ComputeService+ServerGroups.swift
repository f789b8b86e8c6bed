import HTTPTypes
import Hummingbird

// Compute API reference, “Server groups”.
extension ComputeService {
    func declareServerGroups(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-server-groups", listServerGroups)
        table.on(.post, "/os-server-groups", createServerGroup)
        table.on(.get, "/os-server-groups/{id}", showServerGroup)
        table.on(.delete, "/os-server-groups/{id}", deleteServerGroup)
    }

    private func schema(_ minor: Int) -> RequestSchema {
        let policies: [JSON] =
            ["anti-affinity", "affinity"] + (minor >= 15 ? ["soft-anti-affinity", "soft-affinity"] : [])
        guard minor >= 64 else {
            return ComputeSchema.one(
                "server_group",
                .object(
                    [
                        "name": ComputeSchema.name,
                        "policies": .array(.values(policies), count: .init(1, 1), unique: true),
                    ],
                    required: ["name", "policies"]
                )
            )
        }
        return ComputeSchema.one(
            "server_group",
            .object(
                [
                    "name": ComputeSchema.name,
                    "policy": .values(policies),
                    "rules": .object(["max_server_per_host": ComputeSchema.positive]),
                ],
                required: ["name", "policy"]
            )
        )
    }

    private func members(_ row: ServerGroupRow, _ minor: Int, in state: borrowing ComputeState) -> JSON {
        var members: JSON.Object = ["id": .string(row.id), "name": .string(row.name)]
        if minor >= 64 {
            members["policy"] = .string(row.policy)
            members["rules"] = .object(row.rules)
        } else {
            members["policies"] = [.string(row.policy)]
            members["metadata"] = [:]
        }
        let present = row.members.filter { id in state.servers[id].map { $0.deleted == nil } ?? false }
        members["members"] = JSON(present)
        if minor >= 13 {
            members["project_id"] = .string(row.projectID)
            members["user_id"] = .string(row.userID)
        }
        return .object(members)
    }

    private static func noGroup(_ id: String) -> ComputeError {
        .notFound("Instance group \(id) could not be found.")
    }

    private func listServerGroups(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery(
            [
                "all_projects": .any, "limit": ComputeSchema.queryNumber, "offset": ComputeSchema.queryNumber,
            ],
            isOpen: request.minor < 75
        )
        let project = request.project
        try request.require("os-server-groups:index", request.isReader(of: project))
        let isAll = request.query["all_projects"] != nil && request.caller.isAdmin
        let groups = store.read { state in
            let rows = state.serverGroups.values.filter { isAll || $0.projectID == project }
                .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
            return request.section(rows).map { members($0, request.minor, in: state) }
        }
        return .json(["server_groups": .array(groups)])
    }

    private func showServerGroup(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let id = request["id"]
        let group = try store.read { state in
            guard let row = state.serverGroups[id], request.caller.isAdmin || row.projectID == request.project else {
                throw Self.noGroup(id)
            }
            try request.require("os-server-groups:show", request.isReader(of: row.projectID))
            return members(row, request.minor, in: state)
        }
        return .json(["server_group": group])
    }

    private func createServerGroup(_ request: ComputeRequest) throws -> ServiceResponse {
        let given = try request.body(schema(request.minor))["server_group"]
        let project = request.project
        try request.require("os-server-groups:create", request.isMember(of: project))
        let policy = given?["policy"]?.string ?? given?["policies"]?.array?.first?.string ?? ""
        var rules: JSON.Object = [:]
        if let given = given?["rules"]?.object, !given.isEmpty {
            guard policy == "anti-affinity" else {
                throw ComputeError.badRequest("Only anti-affinity policy supports rules.")
            }
            for (name, value) in given { rules[name] = .int(ComputeSchema.int(value) ?? 1) }
        }
        let row = ServerGroupRow(
            id: Identifier.uuid(),
            projectID: project,
            userID: request.caller.userID,
            name: given?["name"]?.string ?? "",
            policy: policy,
            rules: rules,
            created: now
        )
        let group = try store.write { state in
            let limit = quotaLimit("server_groups", of: project, user: row.userID, in: state)
            let count = state.serverGroups.values.count { $0.projectID == project }
            guard limit < 0 || count < limit else {
                throw ComputeError.forbidden("Quota exceeded, too many server groups.")
            }
            state.serverGroups.insert(row)
            return members(row, request.minor, in: state)
        }
        return .json(["server_group": group])
    }

    private func deleteServerGroup(_ request: ComputeRequest) throws -> ServiceResponse {
        let id = request["id"]
        try store.write { state in
            guard let row = state.serverGroups[id], request.caller.isAdmin || row.projectID == request.project else {
                throw Self.noGroup(id)
            }
            try request.require("os-server-groups:delete", request.isMember(of: row.projectID))
            state.serverGroups[id] = nil
        }
        return .empty(.noContent)
    }
}
