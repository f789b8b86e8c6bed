import HTTPTypes
import Hummingbird

// Compute API reference, “Migrations”.
extension ComputeService {
    func declareMigrations(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-migrations", listMigrations)
    }

    private func checkQuery(_ request: ComputeRequest) throws {
        let minor = request.minor
        var known: [String: RequestSchema] = [
            "hidden": .any, "host": .any, "instance_uuid": .any, "source_compute": .any, "status": .any,
            "migration_type": .any,
        ]
        if minor >= 59 {
            known.merge(ComputeSchema.paging) { $1 }
            known["changes-since"] = .string(format: "date-time")
        }
        if minor >= 66 { known["changes-before"] = .string(format: "date-time") }
        if minor >= 80 {
            known["user_id"] = .any
            known["project_id"] = .any
        }
        try request.checkQuery(known, isOpen: minor < 59)
    }

    private func listMigrations(_ request: ComputeRequest) throws -> ServiceResponse {
        try checkQuery(request)
        let minor = request.minor
        let query = request.query
        let isOwn = query["project_id"].map { !$0.isEmpty && $0 == request.caller.projectID } ?? false
        let isManager = request.caller.isAdmin || (request.caller.roles.contains("manager") && isOwn)
        try request.require("os-migrations:index", isManager || request.caller.roles.contains("manager"))
        try request.require("os-migrations:index:all_projects", request.caller.isAdmin || isOwn)
        let since = minor >= 59 ? query["changes-since"].flatMap { Timestamp(iso: $0) } : nil
        let before = minor >= 66 ? query["changes-before"].flatMap { Timestamp(iso: $0) } : nil
        if let since, let before, before < since {
            throw ComputeError.badRequest(
                "The value of changes-since must be less than or equal to changes-before."
            )
        }
        var rows = store.read { $0.migrations.values.filter { Self.accepts($0, query, minor) } }.filter { row in
            let changed = row.updated ?? row.created
            return (since.map { changed >= $0 } ?? true) && (before.map { changed <= $0 } ?? true)
        }
        rows.sort { minor >= 59 ? $0.number > $1.number : $0.number < $1.number }
        let showsHosts = request.caller.isAdmin
        guard minor >= 59 else {
            return .json(["migrations": .array(rows.map { members($0, request, showsHosts) })])
        }
        let page = try request.page(rows, id: \.uuid) { .badRequest("Marker \($0) could not be found.") }
        var answer: JSON.Object = ["migrations": .array(page.rows.map { members($0, request, showsHosts) })]
        answer["migrations_links"] = page.links("os-migrations", request)
        return .json(.object(answer))
    }

    private static func accepts(_ row: MigrationRow, _ query: Query, _ minor: Int) -> Bool {
        // None is hidden.
        if let hidden = query["hidden"], ["1", "true"].contains(hidden.lowercased()) { return false }
        if let host = query["host"], host != row.sourceHost, host != row.targetHost { return false }
        let attributes: [(String, String)] = [
            ("instance_uuid", row.serverID), ("source_compute", row.sourceHost), ("status", row.status),
            ("migration_type", row.kind.rawValue),
        ]
        for (name, value) in attributes {
            if let wanted = query[name], wanted != value { return false }
        }
        guard minor >= 80 else { return true }
        return (query["user_id"] ?? row.userID) == row.userID && (query["project_id"] ?? row.projectID) == row.projectID
    }

    private func members(_ row: MigrationRow, _ request: ComputeRequest, _ showsHosts: Bool) -> JSON {
        let minor = request.minor
        func host(_ name: String) -> JSON { showsHosts ? .string(name) : .null }
        var members: JSON.Object = ["id": .int(row.number)]
        if minor >= 59 { members["uuid"] = .string(row.uuid) }
        members["source_compute"] = host(row.sourceHost)
        members["dest_compute"] = host(row.targetHost)
        members["source_node"] = host(row.sourceHost)
        members["dest_node"] = host(row.targetHost)
        members["dest_host"] = host("127.0.0.1")
        members["old_instance_type_id"] = JSON(row.oldFlavorNumber)
        members["new_instance_type_id"] = JSON(row.newFlavorNumber)
        members["instance_uuid"] = .string(row.serverID)
        members["status"] = .string(row.status)
        if minor >= 23 { members["migration_type"] = .string(row.kind.rawValue) }
        if minor >= 80 {
            members["user_id"] = .string(row.userID)
            members["project_id"] = .string(row.projectID)
        }
        members["created_at"] = .string(row.created.columnTime)
        members["updated_at"] = row.updated.map { .string($0.columnTime) } ?? .null
        let isUnderWay = ["queued", "preparing", "running", "post-migrating"].contains(row.status)
        if minor >= 23, row.kind == .liveMigration, isUnderWay {
            members["links"] = request.links("servers/\(row.serverID)/migrations", row.id)
        }
        return .object(members)
    }
}
