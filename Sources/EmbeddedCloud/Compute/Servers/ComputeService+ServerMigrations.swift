import HTTPTypes
import Hummingbird

/// Moves of a server that are under way.
extension ComputeService {
    func declareServerMigrations(in table: inout ComputeRouteTable) {
        table.on(.get, "/servers/{id}/migrations", since: 23, listServerMigrations)
        table.on(.get, "/servers/{id}/migrations/{migration}", since: 23, showServerMigration)
        table.on(.post, "/servers/{id}/migrations/{migration}/action", since: 22, forceComplete)
        table.on(.delete, "/servers/{id}/migrations/{migration}", since: 24, abortMigration)
    }

    private static let underWay: Set<String> = ["queued", "preparing", "running", "post-migrating"]

    // Compute API reference, “List Migrations”.
    private func listServerMigrations(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "servers:migrations:index", .administer)
        let found = store.read { state in
            state.migrations.values.filter {
                $0.serverID == row.id && $0.kind == .liveMigration && Self.underWay.contains($0.status)
            }.sorted { $0.number > $1.number }
        }
        return .json(["migrations": .array(found.map { show($0, request) })])
    }

    // Compute API reference, “Show Migration Details”.
    private func showServerMigration(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "servers:migrations:show", .administer)
        let id = request["migration"]
        guard let found = store.read({ $0.migrations[id] }), found.serverID == row.id else {
            throw ComputeError.notFound("In-progress live migration \(id) is not found for server \(row.id).")
        }
        guard found.kind == .liveMigration else {
            throw ComputeError.notFound("Migration \(id) for server \(row.id) is not live-migration.")
        }
        guard Self.underWay.contains(found.status) else {
            throw ComputeError.notFound("Live migration \(id) for server \(row.id) is not in progress.")
        }
        return .json(["migration": show(found, request)])
    }

    private func show(_ migration: MigrationRow, _ request: ComputeRequest) -> JSON {
        var shown: JSON.Object = [
            "created_at": .string(Self.wholeSeconds(migration.created)),
            "dest_compute": .string(migration.targetHost), "dest_host": "127.0.0.1",
            "dest_node": .string(migration.targetHost), "disk_processed_bytes": 0, "disk_remaining_bytes": 0,
            "disk_total_bytes": 0, "id": .int(migration.number), "memory_processed_bytes": 0,
            "memory_remaining_bytes": 0, "memory_total_bytes": 0, "server_uuid": .string(migration.serverID),
            "source_compute": .string(migration.sourceHost), "source_node": .string(migration.sourceHost),
            "status": .string(migration.status), "updated_at": JSON(migration.updated.map(Self.wholeSeconds)),
        ]
        if request.minor >= 59 { shown["uuid"] = .string(migration.uuid) }
        if request.minor >= 80 {
            shown["user_id"] = .string(migration.userID)
            shown["project_id"] = .string(migration.projectID)
        }
        return .object(shown)
    }

    // Compute API reference, “Force Migration Complete Action (force_complete Action)”.
    private func forceComplete(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("force_complete", .null))
        let row = try server(request, "servers:migrations:force_complete", .administer)
        try ServerDemand(name: "force_complete", states: [.active], tasks: ["migrating"]).check(row, request.caller)
        let found = try migration(request["migration"], of: row)
        guard found.status == "running", let pending = Self.pending(found.uuid, of: row) else {
            throw Self.wrongState(found, row, "force complete")
        }
        await perform(pending, of: row.id, at: now)
        return .empty(.accepted)
    }

    // Compute API reference, “Delete (Abort) Migration”.
    private func abortMigration(_ request: ComputeRequest) async throws -> ServiceResponse {
        let row = try server(request, "servers:migrations:delete", .administer)
        let demand = ServerDemand(name: "abort live migration", states: nil, tasks: ["migrating"])
        try demand.check(row, request.caller)
        let found = try migration(request["migration"], of: row)
        guard found.status == "running", let pending = Self.pending(found.uuid, of: row) else {
            throw Self.wrongState(found, row, "abort live migration")
        }
        if let source = host(named: found.sourceHost) { _ = await claim(row.flavor, for: row.id, on: source, of: row) }
        await release(found.uuid)
        let time = now
        try end(pending, of: row.id, at: time) { row, state in
            row.task = nil
            state.set("cancelled", of: found.uuid, at: time)
        }
        return .empty(.accepted)
    }

    private func migration(_ id: String, of row: ServerRow) throws -> MigrationRow {
        guard let found = store.read({ $0.migrations[id] }), found.serverID == row.id else {
            throw ComputeError.notFound("Migration \(id) not found for instance \(row.id)")
        }
        return found
    }

    private static func pending(_ uuid: String, of row: ServerRow) -> PendingStep? {
        row.pending.first { pending in
            if case .liveMigrate(uuid) = pending.step { return true }
            return false
        }
    }

    private static func wrongState(_ migration: MigrationRow, _ row: ServerRow, _ action: String) -> ComputeError {
        .badRequest(
            "Migration \(migration.number) state of instance \(row.id) is \(migration.status). Cannot \(action) while "
                + "the migration is in this state."
        )
    }
}
