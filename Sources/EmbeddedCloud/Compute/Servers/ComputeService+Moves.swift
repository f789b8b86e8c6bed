import HTTPTypes
import Hummingbird

/// Resizes and moves between hosts.
extension ComputeService {
    func declareMoves(in table: inout ComputeRouteTable) {
        table.action("rebuild", rebuild)
        table.action("resize", resize)
        table.action("confirmResize", confirmResize)
        table.action("revertResize", revertResize)
        table.action("migrate", migrate)
        table.action("os-migrateLive", migrateLive)
        table.action("evacuate", evacuate)
    }

    // Compute API reference, “Resize Server”.
    private func resize(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(ServerSchema.resize)
        let row = try server(request, "servers:resize")
        let demand = ServerDemand(name: "resize", states: [.active, .stopped])
        try demand.check(row, request.caller)
        let reference = body["resize"]?["flavorRef"]?.pythonText ?? ""
        let flavor = try flavor(reference, for: request.caller)
        if flavor.disk == 0, row.flavor.disk != 0, !row.startsFromVolume {
            throw ComputeError.badRequest(
                "Server disk was unable to be resized because: Resize to zero disk flavor is not allowed."
            )
        }
        if flavor.id == row.flavor.id { throw ComputeError.badRequest("When resizing, instances must change flavor!") }
        try checkQuota(for: flavor, insteadOf: row, request)
        if let config = body["resize"]?["OS-DCF:diskConfig"]?.string {
            try change(row.id) { row, _ in row.isAutoDiskConfig = config == "AUTO" }
        }
        return try await move(row, to: flavor, onto: nil, kind: .resize, demand, as: "resize", request)
    }

    // Compute API reference, “Migrate Server”.
    private func migrate(_ request: ComputeRequest) async throws -> ServiceResponse {
        let host: RequestSchema = ComputeSchema.stringOrNull(.init(1, 255), pattern: "^[a-zA-Z0-9-._]*$")
        let body = try request.body(
            ComputeSchema.one("migrate", request.minor >= 56 ? .oneOf([.null, .object(["host": host])]) : .any)
        )
        let wanted = request.minor >= 56 ? body["migrate"]?["host"]?.string : nil
        let rule = "os-migrate-server:migrate" + (wanted == nil ? "" : ":host")
        let row = try server(request, rule, .administer)
        let demand = ServerDemand(name: "migrate", states: [.active, .stopped])
        try demand.check(row, request.caller)
        if let wanted {
            if wanted == row.host {
                throw ComputeError.badRequest("Cannot migrate to the host where the server exists.")
            }
            try checkHost(wanted)
        }
        return try await move(row, to: row.flavor, onto: wanted, kind: .migration, demand, as: "migrate", request)
    }

    private func checkHost(_ name: String) throws {
        guard store.read({ state in state.hosts.values.contains { $0.name == name } }) else {
            throw ComputeError.badRequest("Compute host \(name) could not be found.")
        }
    }

    private func checkQuota(for flavor: ComputeFlavorRow, insteadOf row: ServerRow, _ request: ComputeRequest) throws {
        try store.read { state in
            let used = usage(of: row.projectID, in: state)
            let parts = [
                ("cores", used.cores, flavor.vcpus - row.flavor.vcpus), ("ram", used.ram, flavor.ram - row.flavor.ram),
            ]
            let over = parts.filter { name, used, more in
                more > 0 && Self.exceeds(quotaLimit(name, of: row.projectID, in: state), used + more)
            }
            guard let first = over.first else { return }
            throw ComputeError.forbidden(
                "Quota exceeded for \(over.map(\.0).joined(separator: ", ")): Requested "
                    + "\(over.map { String($0.2) }.joined(separator: ", ")), but already used "
                    + "\(over.map { String($0.1) }.joined(separator: ", ")) of "
                    + "\(quotaLimit(first.0, of: row.projectID, in: state)) \(over.map(\.0).joined(separator: ", "))"
            )
        }
    }

    private static func exceeds(_ limit: Int, _ count: Int) -> Bool { limit >= 0 && count > limit }

    /// Begins a resize or a move of a server that isn't to run on; what no host will have stays where it is.
    private func move(
        _ row: ServerRow,
        to flavor: ComputeFlavorRow,
        onto wanted: String?,
        kind: MigrationRow.Kind,
        _ demand: ServerDemand,
        as action: String,
        _ request: ComputeRequest
    ) async throws -> ServiceResponse {
        let uuid = Identifier.uuid()
        if let source = host(named: row.host) { _ = await claim(row.flavor, for: uuid, on: source, of: row) }
        let unwanted: Set<String> = kind == .migration ? [row.host ?? ""] : []
        guard let target = await place(row, flavor: flavor, onto: wanted, not: unwanted, ignoringForced: true) else {
            await release(uuid)
            return try act(on: row, demand, as: action, event: "cold_migrate", for: request) { row, state in
                row.fault = ServerFault(code: 400, message: Self.noHost, created: now)
                state.finish(request.id, of: row.id, host: nil, error: Self.noHost, at: now)
            }
        }
        return try begin(
            .resize(migration: uuid),
            "compute.server.resize",
            on: row,
            demand,
            as: action,
            event: "compute_finish_resize",
            for: request
        ) { row, state in
            row.task = "resize_prep"
            row.progress = 0
            row.oldFlavor = row.flavor
            var migration = Self.migration(uuid, of: row, kind, to: target.name, request, in: state, at: now)
            migration.oldFlavorNumber = row.flavor.number
            migration.newFlavorNumber = flavor.number
            migration.status = "migrating"
            state.migrations.insert(migration)
            state.moves[uuid] = MoveRow(id: uuid, flavor: flavor)
        }
    }

    private static func migration(
        _ uuid: String,
        of row: ServerRow,
        _ kind: MigrationRow.Kind,
        to target: String,
        _ request: ComputeRequest,
        in state: borrowing ComputeState,
        at time: Timestamp
    ) -> MigrationRow {
        MigrationRow(
            number: (state.migrations.values.map(\.number).max() ?? 0) + 1,
            uuid: uuid,
            serverID: row.id,
            projectID: row.projectID,
            userID: request.caller.userID,
            kind: kind,
            status: "pre-migrating",
            sourceHost: row.host ?? "",
            targetHost: target,
            created: time
        )
    }

    /// A host by its name.
    func host(named name: String?) -> ComputeHostRow? {
        store.read { state in state.hosts.values.first { $0.name == name } }
    }

    // MARK: - The end of a resize

    // Compute API reference, “Confirm Resized Server”.
    private func confirmResize(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("confirmResize", .any))
        let row = try server(request, "servers:confirm_resize")
        let demand = ServerDemand(name: "confirmResize", states: [.resized])
        try demand.check(row, request.caller)
        let uuid = try finishedMigration(of: row)
        try begin(
            .confirmResize(migration: uuid),
            "compute.server.confirm-resize",
            on: row,
            demand,
            as: "confirmResize",
            event: "compute_confirm_resize",
            for: request
        ) { _, state in state.set("confirming", of: uuid, at: now) }
        return .empty(.noContent)
    }

    // Compute API reference, “Revert Resized Server”.
    private func revertResize(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("revertResize", .any))
        let row = try server(request, "servers:revert_resize")
        let demand = ServerDemand(name: "revertResize", states: [.resized])
        try demand.check(row, request.caller)
        let uuid = try finishedMigration(of: row)
        return try begin(
            .revertResize(migration: uuid),
            "compute.server.revert-resize",
            on: row,
            demand,
            as: "revertResize",
            event: "compute_revert_resize",
            for: request
        ) { row, state in
            row.task = "resize_reverting"
            state.set("reverting", of: uuid, at: now)
        }
    }

    private func finishedMigration(of row: ServerRow) throws -> String {
        let found = store.read { state in
            state.migrations.values.first { $0.serverID == row.id && $0.status == "finished" }?.uuid
        }
        guard let found else { throw ComputeError.badRequest("Instance has not been resized.") }
        return found
    }

    // MARK: - Moves of running servers

    // Compute API reference, “Live-Migrate Server (os-migrateLive Action)”.
    private func migrateLive(_ request: ComputeRequest) async throws -> ServiceResponse {
        let host = ComputeSchema.stringOrNull(.init(1, 255), pattern: "^[a-zA-Z0-9-._]*$")
        var members: [String: RequestSchema] = ["block_migration": ComputeSchema.bool, "host": host]
        var required = ["block_migration", "host"]
        if request.minor < 25 {
            members["disk_over_commit"] = ComputeSchema.bool
            required = ["block_migration", "disk_over_commit", "host"]
        } else {
            members["block_migration"] = .anyOf([ComputeSchema.bool, .values(["auto"])])
        }
        if (30..<68).contains(request.minor) { members["force"] = ComputeSchema.bool }
        let body = try request.body(ComputeSchema.one("os-migrateLive", .object(members, required: required)))
        let wanted = body["os-migrateLive"]?["host"]?.string
        let row = try server(request, "os-migrate-server:migrate_live" + (wanted == nil ? "" : ":host"), .administer)
        if ComputeSchema.truth(body["os-migrateLive"]?["force"]), wanted == nil {
            throw ComputeError.badRequest("Can't force to a non-provided destination")
        }
        let demand = ServerDemand(name: "os-migrateLive", states: [.active, .paused])
        try demand.check(row, request.caller)
        if let wanted {
            try checkHost(wanted)
            if wanted == row.host, request.minor < 34 {
                throw ComputeError.badRequest(
                    "Unable to migrate instance (\(row.id)) to current host (\(wanted))."
                )
            }
        }
        let uuid = Identifier.uuid()
        if let source = self.host(named: row.host) { _ = await claim(row.flavor, for: uuid, on: source, of: row) }
        let target = await place(row, flavor: row.flavor, onto: wanted, not: [row.host ?? ""], ignoringForced: true)
        guard let target else {
            await release(uuid)
            if request.minor < 34 { throw ComputeError.badRequest(Self.noHost) }
            return try act(
                on: row,
                demand,
                as: "live-migration",
                event: "conductor_live_migrate_instance",
                for: request
            )
        }
        return try begin(
            .liveMigrate(migration: uuid),
            "compute.server.resize",
            on: row,
            demand,
            as: "live-migration",
            event: "compute_live_migration",
            for: request
        ) { row, state in
            row.task = "migrating"
            var migration = Self.migration(uuid, of: row, .liveMigration, to: target.name, request, in: state, at: now)
            migration.status = "running"
            migration.oldFlavorNumber = row.flavor.number
            migration.newFlavorNumber = row.flavor.number
            state.migrations.insert(migration)
        }
    }

    // Compute API reference, “Evacuate Server”.
    private func evacuate(_ request: ComputeRequest) async throws -> ServiceResponse {
        var members: [String: RequestSchema] = ["host": ComputeSchema.host, "adminPass": .string()]
        if request.minor < 14 { members["onSharedStorage"] = ComputeSchema.bool }
        if (29..<68).contains(request.minor) { members["force"] = ComputeSchema.bool }
        let body = try request.body(
            ComputeSchema.one(
                "evacuate",
                .object(members, required: request.minor < 14 ? ["onSharedStorage"] : [])
            )
        )
        let wish = body["evacuate"]
        let row = try server(request, "os-evacuate", .administer)
        let wanted = wish?["host"]?.string
        if ComputeSchema.truth(wish?["force"]), wanted == nil {
            throw ComputeError.badRequest("Can't force to a non-provided destination")
        }
        let isShared = ComputeSchema.truth(wish?["onSharedStorage"])
        if isShared, wish?["adminPass"] != nil {
            throw ComputeError.badRequest("admin password can't be changed on existing disk")
        }
        if let wanted, host(named: wanted) == nil { throw ComputeError.notFound("Compute host \(wanted) not found.") }
        if let wanted, wanted == row.host { throw ComputeError.badRequest("The target host can't be the same one.") }
        let demand = ServerDemand(name: "evacuate", states: [.active, .stopped, .error], tasks: nil, mindsLock: false)
        try demand.check(row, request.caller)
        if let source = host(named: row.host), !source.isForcedDown {
            throw ComputeError.badRequest("Compute service of \(source.name) is still in use.")
        }
        let target = await place(row, flavor: row.flavor, onto: wanted, not: [row.host ?? ""], ignoringForced: true)
        guard let target else {
            return try act(on: row, demand, as: "evacuate", event: "rebuild_server", for: request) { row, _ in
                row.state = .error
                row.fault = ServerFault(code: 500, message: Self.noHost, created: now)
            }
        }
        let uuid = Identifier.uuid()
        try begin(
            .evacuate(migration: uuid),
            "compute.server.rebuild",
            on: row,
            demand,
            as: "evacuate",
            event: "compute_rebuild_instance",
            for: request
        ) { row, state in
            row.task = "rebuilding"
            if request.minor >= 95 { row.stateBefore = .stopped }
            state.migrations.insert(
                Self.migration(uuid, of: row, .evacuation, to: target.name, request, in: state, at: now)
            )
        }
        guard request.minor < 14 else { return .empty(.ok) }
        let password: JSON = isShared ? .null : .string(wish?["adminPass"]?.string ?? ServerOrder.password())
        return .json(["adminPass": password])
    }
}
