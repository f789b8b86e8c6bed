import HTTPTypes
import Hummingbird

extension BlockStorageService {
    func declareSnapshots(in table: inout RouteTable) {
        on(.get, "/snapshots", in: &table) { try listSnapshots($0, isDetailed: false) }
        on(.get, "/snapshots/detail", in: &table) { try listSnapshots($0, isDetailed: true) }
        on(.post, "/snapshots", in: &table, createSnapshot)
        on(.get, "/snapshots/{id}", in: &table, showSnapshot)
        on(.put, "/snapshots/{id}", in: &table, updateSnapshot)
        on(.delete, "/snapshots/{id}", in: &table, deleteSnapshot)
        let actions: [String: Action] = [
            "os-reset_status": Action(handler: resetSnapshotStatus),
            "os-force_delete": Action(handler: forceDeleteSnapshot),
            "os-update_snapshot_status": Action(handler: updateSnapshotStatus),
            "os-unmanage": Action(handler: unmanageSnapshot),
        ]
        onActions("/snapshots/{id}/action", actions, in: &table)
    }

    // MARK: - Showing

    /// As it is answered to requests that make or change it, and in lists.
    static func view(_ row: SnapshotRow, _ call: BlockStorageCall, isDetailed: Bool, isNew: Bool = false) -> JSON {
        var view: JSON.Object = [
            "id": .string(row.id), "created_at": .string(isNew ? row.created.withoutZone : row.created.stored),
            "updated_at": JSON(row.updated?.stored), "name": JSON(row.name), "description": JSON(row.description),
            "volume_id": .string(row.volumeID), "status": .string(row.status), "size": .int(row.size),
            "metadata": .object(row.metadata),
        ]
        guard isDetailed else { return .object(view) }
        if call.has(14) { view["group_snapshot_id"] = JSON(row.groupSnapshotID) }
        if call.has(41) { view["user_id"] = .string(row.userID) }
        if call.has(65) { view["consumes_quota"] = true }
        return .object(view)
    }

    /// With what the service's extensions add.
    private static func fullView(_ row: SnapshotRow, _ call: BlockStorageCall) -> JSON {
        var view = view(row, call, isDetailed: true).object ?? [:]
        view["os-extended-snapshot-attributes:project_id"] = .string(row.projectID)
        view["os-extended-snapshot-attributes:progress"] = .string(row.progress)
        return .object(view)
    }

    // Block Storage API reference, “Show a snapshot's details”.
    private func showSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        call.answer(["snapshot": Self.fullView(try snapshot(call["id"], call.caller), call)])
    }

    // “List accessible snapshots”.
    private func listSnapshots(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        let window = try ListWindow(call.query)
        try requireReader("volume:get_all_snapshots", call.caller)
        let filter = try snapshotFilter(call)
        return try store.read { state in
            let zones = window.order.contains { $0.key == "name" } && !call.has(30)
            if zones { throw BlockStorageError.invalidInput("Invalid sort key") }
            let (ids, count) = try window.page(
                of: rows(of: state.snapshots, call),
                where: filter.accepts,
                by: Self.snapshotKeys,
                missing: { .missing("Snapshot", $0) }
            )
            let rows = ids.compactMap { state.snapshots[$0] }
            var answer: JSON.Object = [
                "snapshots": .array(
                    rows.map { isDetailed ? Self.fullView($0, call) : Self.view($0, call, isDetailed: false) }
                )
            ]
            let isCounted = call.has(45) && call.query["with_count"]?.lenientBool == true
            answer["snapshots_links"] = try call.nextLink(
                isDetailed ? "snapshots/detail" : "snapshots",
                last: ids.last,
                count: isCounted && count > 0 ? count : ids.count
            )
            if isCounted { answer["count"] = .int(count) }
            return call.answer(.object(answer))
        }
    }

    private func snapshotFilter(_ call: BlockStorageCall) throws -> RowFilter<SnapshotRow> {
        var filter = RowFilter<SnapshotRow>()
        let older = ["status", "volume_id", "name", "metadata"]
        let counts: Set<String> = call.has(45) ? ["with_count"] : []
        for (name, value) in try FilterNames.read(call, "snapshot", older: older, others: counts) {
            switch name {
            case "name", "name~", "display_name", "display_name~": filter.match(name, value) { $0.name }
            case "description", "description~": filter.match(name, value) { $0.description }
            case "id": filter.require { $0.id == value }
            case "status", "status~": filter.match(name, value) { $0.status }
            case "volume_id", "volume_id~": filter.match(name, value) { $0.volumeID }
            case "project_id": filter.require { $0.projectID == value }
            case "user_id": filter.require { $0.userID == value }
            case "availability_zone": filter.require { _ in value == Self.availabilityZone }
            case "use_quota", "consumes_quota": if value.lenientBool != true { filter.refuseAll() }
            case "metadata":
                guard call.has(22) else { continue }
                let wanted = PythonDictionary.read(value) ?? [:]
                filter.require { row in wanted.allSatisfy { row.metadata[$0.key]?.string == $0.value } }
            default: filter.refuseAll()
            }
        }
        return filter
    }

    private static let snapshotKeys: SortKeys<SnapshotRow> = [
        "id": { .text($0.id) }, "created_at": { SortValue($0.created) }, "updated_at": { SortValue($0.updated) },
        "name": { SortValue($0.name) }, "display_name": { SortValue($0.name) },
        "display_description": { SortValue($0.description) }, "status": { .text($0.status) },
        "volume_id": { .text($0.volumeID) }, "volume_size": { .number($0.size) }, "user_id": { .text($0.userID) },
        "project_id": { .text($0.projectID) }, "progress": { .text($0.progress) },
        "volume_type_id": { SortValue($0.typeID) },
    ]

    // MARK: - Making

    private static let forceIsGone =
        "Since microversion 3.66 the 'force' flag is invalid for this request.  For backward compatability, however, "
        + "when the 'force' flag is passed with a value evaluating to True, it is silently ignored."

    // “Create a snapshot”.
    private func createSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("snapshot", SnapshotSchemas.create)
        let force = given["force"]?.lenientBool
        let metadata = given["metadata"]?.object ?? [:]
        let row = try store.write { state in
            let volume = try volume(given["volume_id"]?.string ?? "None", call.caller, in: state)
            if call.has(66), force == false { throw BlockStorageError.badRequest(Self.forceIsGone) }
            var row = try Self.newSnapshot(
                of: volume,
                call.caller,
                takesInUse: force == true || call.has(66),
                at: clock.now,
                self
            )
            try Self.checkMetadata(metadata)
            let type = volume.typeID.flatMap { state.types[$0] }
            try state.reserve(
                QuotaUsage(gigabytes: volume.size, snapshots: 1),
                row.projectID,
                typeName: type?.name,
                for: .snapshots
            )
            row.name = (given["name"] ?? given["display_name"])?.string?.trimmingSpaces
            row.description = given["description"]?.string?.trimmingSpaces
            row.metadata = metadata
            state.snapshots.insert(row)
            return row
        }
        finishSnapshot(row.id)
        return call.answer(
            ["snapshot": Self.view(row, call, isDetailed: true, isNew: true)],
            status: .accepted
        )
    }

    /// A snapshot of a volume, not yet in the state; throws where the volume is in no state for one.
    static func newSnapshot(
        of volume: VolumeRow,
        _ caller: Caller,
        takesInUse: Bool,
        at now: Timestamp,
        _ service: BlockStorageService
    ) throws -> SnapshotRow {
        try service.requireMember("volume:create_snapshot", caller, of: volume.projectID)
        guard volume.host != nil else {
            throw BlockStorageError.invalidVolume(
                "The snapshot cannot be created because volume has not been scheduled to any host."
            )
        }
        if volume.status == "maintenance" {
            throw BlockStorageError.invalidVolume(
                "The snapshot cannot be created when the volume is in maintenance mode."
            )
        }
        if volume.isMigrating {
            throw BlockStorageError.invalidVolume("Snapshot cannot be created while volume is migrating.")
        }
        if volume.status == "error" {
            throw BlockStorageError.invalidVolume(
                "The snapshot cannot be created when the volume is in error status."
            )
        }
        let allowed = takesInUse ? ["available", "in-use"] : ["available"]
        guard allowed.contains(volume.status) else {
            throw BlockStorageError.invalidVolume(
                "Volume \(volume.id) status must be \(allowed.joined(separator: ", ")), but current status is: "
                    + "\(volume.status)."
            )
        }
        return SnapshotRow(
            id: Identifier.uuid(),
            userID: caller.userID,
            projectID: caller.projectID ?? volume.projectID,
            volumeID: volume.id,
            size: volume.size,
            typeID: volume.typeID,
            imageMetadata: volume.imageMetadata,
            encryptionKeyID: volume.encryptionKeyID,
            created: now,
            content: volume.content
        )
    }

    /// What happens when the storage has made the snapshot.
    func finishSnapshot(_ id: String) {
        after("snapshot.create") { state, now in
            guard state.snapshots[id]?.status == "creating" else { return }
            state.update(snapshot: id, at: now) { row in
                row.status = "available"
                row.progress = "100%"
            }
        }
    }

    /// Lets what was going on with a snapshot when the cloud ended come to its end.
    func resume(_ row: SnapshotRow) {
        switch row.status {
        case "creating": finishSnapshot(row.id)
        case "deleting", "unmanaging": finishSnapshotDeletion(row.id)
        default: break
        }
    }

    // MARK: - Changing

    /// Changes the snapshot of the path, in one go with the checks.
    private func changeSnapshot(
        _ call: BlockStorageCall,
        _ change: (inout SnapshotRow) throws -> Void
    ) throws -> SnapshotRow {
        let now = clock.now
        return try store.write { state in
            var row = try snapshot(call["id"], call.caller, in: state)
            try change(&row)
            row.updated = now
            state.snapshots.insert(row)
            return row
        }
    }

    // “Update a snapshot”.
    private func updateSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("snapshot", SnapshotSchemas.update)
        let row = try changeSnapshot(call) { row in
            try requireMember("volume:update_snapshot", call.caller, of: row.projectID)
            for name in ["display_name", "name"] {
                if let value = given[name] { row.name = value.string?.trimmingSpaces }
            }
            for name in ["display_description", "description"] {
                if let value = given[name] { row.description = value.string?.trimmingSpaces }
            }
        }
        return call.answer(["snapshot": Self.view(row, call, isDetailed: true)])
    }

    // “Delete a snapshot”.
    private func deleteSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        try deleteSnapshot(call, becoming: "deleting", isForced: false)
        return call.done()
    }

    private func forceDeleteSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-force_delete"))
        _ = try snapshot(call["id"], call.caller)
        try requireAdmin("volume_extension:snapshot_admin_actions:force_delete", call.caller)
        try deleteSnapshot(call, becoming: "deleting", isForced: true)
        return call.done()
    }

    private func unmanageSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-unmanage"))
        _ = try snapshot(call["id"], call.caller)
        try requireAdmin("snapshot_extension:snapshot_unmanage", call.caller)
        try deleteSnapshot(call, becoming: "unmanaging", isForced: false)
        return call.done()
    }

    private func deleteSnapshot(_ call: BlockStorageCall, becoming status: String, isForced: Bool) throws {
        _ = try changeSnapshot(call) { row in
            try requireMember("volume:delete_snapshot", call.caller, of: row.projectID)
            guard row.groupSnapshotID == nil, isForced || ["available", "error"].contains(row.status) else {
                let condition = isForced ? "" : "status must be available or error and "
                throw BlockStorageError.invalidSnapshot("Snapshot \(condition)must not be part of a group.")
            }
            row.status = status
        }
        finishSnapshotDeletion(call["id"])
    }

    func finishSnapshotDeletion(_ id: String) {
        parts.transitions.after("block-storage.snapshot.delete") { [self] _ in
            let content = try? store.write { state -> VolumeContent? in
                guard let row = state.snapshots[id], ["deleting", "unmanaging"].contains(row.status) else { return nil }
                state.snapshots[id] = nil
                return row.content
            }
            if let content = content ?? nil { await remove(content) }
        }
    }

    // “Reset a snapshot's status”.
    private func resetSnapshotStatus(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-reset_status", SnapshotSchemas.resetStatus)
        _ = try changeSnapshot(call) { row in
            try requireAdmin("volume_extension:snapshot_admin_actions:reset_status", call.caller)
            row.status = given["status"]?.string?.lowercased() ?? row.status
        }
        return call.done()
    }

    // “Update status of a snapshot”.
    private func updateSnapshotStatus(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-update_snapshot_status", SnapshotSchemas.updateStatus)
        let status = given["status"]?.string ?? ""
        _ = try changeSnapshot(call) { row in
            try requireMember(
                "volume_extension:snapshot_actions:update_snapshot_status",
                call.caller,
                of: row.projectID
            )
            let allowed =
                [
                    "creating": ["creating", "available", "error"], "deleting": ["deleting", "error_deleting"],
                ][row.status]
            guard let allowed else {
                throw BlockStorageError.badRequest(
                    "Snapshot status \(row.status) not allowed for update_snapshot_status"
                )
            }
            guard allowed.contains(status) else {
                throw BlockStorageError.badRequest(
                    "Provided snapshot status \(status) not allowed for snapshot with status \(row.status)."
                )
            }
            row.status = status
            if let progress = given["progress"]?.string, !progress.isEmpty { row.progress = progress }
        }
        return call.done()
    }
}
