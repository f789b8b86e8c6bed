import HTTPTypes
import Hummingbird

extension BlockStorageService {
    func declareBackups(in table: inout RouteTable) {
        on(.get, "/backups", in: &table) { try listBackups($0, isDetailed: false) }
        on(.get, "/backups/detail", in: &table) { try listBackups($0, isDetailed: true) }
        on(.post, "/backups", in: &table, createBackup)
        on(.post, "/backups/import_record", in: &table, importRecord)
        on(.get, "/backups/{id}", in: &table, showBackup)
        on(.put, "/backups/{id}", since: 9, in: &table, updateBackup)
        on(.delete, "/backups/{id}", in: &table) { call in
            try deleteBackup(call, isForced: false)
            return .empty(.accepted, headers: [.contentType: "application/json"])
        }
        on(.post, "/backups/{id}/restore", in: &table, restoreBackup)
        on(.get, "/backups/{id}/export_record", in: &table, exportRecord)
        let actions: [String: Action] = [
            "os-reset_status": Action(handler: resetBackupStatus),
            "os-force_delete": Action(handler: forceDeleteBackup),
        ]
        onActions("/backups/{id}/action", actions, in: &table)
    }

    /// A backup, if the caller may see it.
    func backup(_ id: String, _ caller: Caller, in state: borrowing BlockStorageState) throws -> BackupRow {
        guard let row = state.backups[id], sees(row.projectID, caller) else {
            throw BlockStorageError.missing("Backup", id)
        }
        try requireReader("backup:get", caller, of: row.projectID)
        return row
    }

    // MARK: - Showing

    private static func summary(_ row: BackupRow, _ call: BlockStorageCall) -> JSON {
        ["id": .string(row.id), "name": JSON(row.name), "links": call.links("backups", row.id)]
    }

    private static func detail(
        _ row: BackupRow,
        _ call: BlockStorageCall,
        in state: borrowing BlockStorageState
    ) -> JSON {
        var view: JSON.Object = [
            "id": .string(row.id), "status": .string(row.status), "size": .int(row.size),
            "object_count": .int(row.objectCount), "availability_zone": JSON(row.availabilityZone),
            "container": JSON(row.container), "created_at": .string(row.created.stored),
            "updated_at": JSON(row.updated?.stored), "name": JSON(row.name), "description": JSON(row.description),
            "fail_reason": JSON(row.failReason), "volume_id": .string(row.volumeID),
            "links": call.links("backups", row.id), "is_incremental": .bool(row.parentID != nil),
            "has_dependent_backups": .bool(state.hasDependents(row.id)), "snapshot_id": JSON(row.snapshotID),
            "data_timestamp": JSON(row.dataTaken?.stored),
        ]
        if call.has(43) { view["metadata"] = .object(row.metadata) }
        if call.caller.isAdmin {
            if call.has(18) { view["os-backup-project-attr:project_id"] = .string(row.projectID) }
            if call.has(56) { view["user_id"] = .string(row.userID) }
        }
        return .object(view)
    }

    // Block Storage API reference, “Show backup detail”.
    private func showBackup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let view = try store.read { state in
            Self.detail(try backup(call["id"], call.caller, in: state), call, in: state)
        }
        return call.answer(["backup": view])
    }

    // “List backups for project”.
    private func listBackups(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        let window = try ListWindow(call.query)
        try requireReader("backup:get_all", call.caller)
        if let all = call.query["all_tenants"], all.lenientBool == nil {
            throw BlockStorageError.badRequest("all_tenants must be a boolean, got '\(all)'.")
        }
        var filter = RowFilter<BackupRow>()
        let counts: Set<String> = call.has(45) ? ["with_count"] : []
        for (name, value) in try FilterNames.read(call, "backup", others: counts) {
            switch name {
            case "name", "name~", "display_name", "display_name~": filter.match(name, value) { $0.name }
            case "id": filter.require { $0.id == value }
            case "status", "status~": filter.match(name, value) { $0.status }
            case "volume_id", "volume_id~": filter.match(name, value) { $0.volumeID }
            case "snapshot_id": filter.require { $0.snapshotID == value }
            case "parent_id": filter.require { $0.parentID == value }
            case "project_id": filter.require { $0.projectID == value }
            default: filter.refuseAll()
            }
        }
        let wanted = filter
        return try store.read { state in
            let (ids, count) = try window.page(
                of: rows(of: state.backups, call),
                where: wanted.accepts,
                by: Self.backupKeys,
                missing: { .missing("Backup", $0) }
            )
            let rows = ids.compactMap { state.backups[$0] }
            var views: [JSON] = []
            for row in rows {
                views.append(isDetailed ? Self.detail(row, call, in: state) : Self.summary(row, call))
            }
            var answer: JSON.Object = ["backups": .array(views)]
            let isCounted = call.has(45) && call.query["with_count"]?.lenientBool == true
            answer["backups_links"] = try call.nextLink(
                isDetailed ? "backups/detail" : "backups",
                last: ids.last,
                count: isCounted && count > 0 ? count : ids.count
            )
            if isCounted { answer["count"] = .int(count) }
            return call.answer(.object(answer))
        }
    }

    private static let backupKeys: SortKeys<BackupRow> = [
        "id": { .text($0.id) }, "created_at": { SortValue($0.created) }, "updated_at": { SortValue($0.updated) },
        "name": { SortValue($0.name) }, "display_name": { SortValue($0.name) }, "status": { .text($0.status) },
        "size": { .number($0.size) }, "volume_id": { .text($0.volumeID) }, "snapshot_id": { SortValue($0.snapshotID) },
        "container": { SortValue($0.container) }, "project_id": { .text($0.projectID) },
        "data_timestamp": { SortValue($0.dataTaken) },
    ]

    // MARK: - Making

    // “Create a backup”.
    private func createBackup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("backup", BackupSchemas.create(call.version))
        let metadata = given["metadata"]?.object ?? [:]
        let now = clock.now
        let row = try store.write { state in
            let volume = try volume(given["volume_id"]?.string ?? "", call.caller, in: state)
            try requireMember("backup:create", call.caller, of: volume.projectID)
            let snapshot = try given["snapshot_id"]?.string.map { try self.snapshot($0, call.caller, in: state) }
            let isForced = given["force"]?.lenientBool ?? false
            try Self.checkSource(volume, snapshot, isForced: isForced)
            var row = BackupRow(
                id: Identifier.uuid(),
                userID: call.caller.userID,
                projectID: call.caller.projectID ?? volume.projectID,
                volumeID: volume.id,
                size: volume.size,
                created: now
            )
            try state.reserve(
                QuotaUsage(backups: 1, backupGigabytes: volume.size),
                row.projectID,
                typeName: nil,
                for: .backups
            )
            if given["incremental"]?.lenientBool == true {
                row.parentID = try Self.parent(of: volume, snapshot, row.projectID, in: state).id
            }
            try Self.checkMetadata(metadata)
            row.name = given["name"]?.string?.trimmingSpaces
            row.description = given["description"]?.string?.trimmingSpaces
            row.container = given["container"]?.string
            row.availabilityZone = given["availability_zone"]?.string
            row.metadata = metadata
            row.snapshotID = snapshot?.id
            row.dataTaken = snapshot?.created ?? now
            row.content = snapshot?.content ?? volume.content
            row.origin = BackupRow.Origin(
                name: volume.name,
                description: volume.description,
                isBootable: volume.isBootable,
                imageMetadata: volume.imageMetadata,
                encryptionKeyID: volume.encryptionKeyID,
                metadata: volume.metadata
            )
            if let snapshot {
                state.update(snapshot: snapshot.id, at: now) { $0.status = "backing-up" }
            } else {
                state.update(volume: volume.id, at: now) { volume in
                    volume.previousStatus = volume.status
                    volume.status = "backing-up"
                }
            }
            state.backups.insert(row)
            return row
        }
        finishBackup(row.id)
        return call.answer(["backup": Self.summary(row, call)], status: .accepted)
    }

    private static func checkSource(_ volume: VolumeRow, _ snapshot: SnapshotRow?, isForced: Bool) throws {
        if let snapshot {
            guard snapshot.volumeID == volume.id else {
                throw BlockStorageError.invalidVolume(
                    "Volume \(volume.id) does not match with snapshot.volume_id \(snapshot.volumeID)."
                )
            }
            guard snapshot.status == "available" else {
                throw BlockStorageError.invalidSnapshot(
                    "Snapshot to be backed up must be available, but the current status is \"\(snapshot.status)\"."
                )
            }
            return
        }
        guard ["available", "in-use"].contains(volume.status) else {
            throw BlockStorageError.invalidVolume(
                "Volume to be backed up must be available or in-use, but the current status is \"\(volume.status)\"."
            )
        }
        if volume.status == "in-use", !isForced {
            throw BlockStorageError.invalidVolume("Backing up an in-use volume must use the force flag.")
        }
    }

    /// The latest backup an incremental one can build on.
    private static func parent(
        of volume: VolumeRow,
        _ snapshot: SnapshotRow?,
        _ projectID: String,
        in state: borrowing BlockStorageState
    ) throws -> BackupRow {
        let candidates = state.backups.rows(with: "volume/" + volume.id).filter { row in
            row.projectID == projectID && row.status == "available"
                && (snapshot.map { (row.dataTaken ?? row.created) < $0.created } ?? true)
        }
        guard let latest = candidates.max(by: { ($0.dataTaken ?? $0.created) < ($1.dataTaken ?? $1.created) }) else {
            throw BlockStorageError.invalidBackup("No backups available to do an incremental backup.")
        }
        return latest
    }

    /// What happens when the backup is written.
    func finishBackup(_ id: String) {
        let host = hostName
        after("backup.create") { state, now in
            guard let row = state.backups[id], row.status == "creating" else { return }
            state.update(backup: id, at: now) { row in
                row.status = "available"
                row.host = host
                row.availabilityZone = row.availabilityZone ?? Self.availabilityZone
                row.container = row.container ?? Self.container(of: row.id)
                row.objectCount = row.record?["object_count"]?.int ?? 1
                row.record = nil
            }
            if let snapshot = row.snapshotID, state.snapshots[snapshot]?.status == "backing-up" {
                state.update(snapshot: snapshot, at: now) { $0.status = "available" }
            }
            if row.snapshotID == nil, state.volumes[row.volumeID]?.status == "backing-up" {
                state.update(volume: row.volumeID, at: now) { volume in
                    volume.status = volume.previousStatus ?? "available"
                    volume.previousStatus = nil
                }
            }
        }
    }

    /// The folder of a backup, as upstream's driver for file systems names it.
    private static func container(of id: String) -> String {
        "\(id.prefix(2))/\(id.dropFirst(2).prefix(2))/\(id)"
    }

    /// Lets what was going on with a backup when the cloud ended come to its end.
    func resume(_ row: BackupRow) {
        switch row.status {
        case "creating": finishBackup(row.id)
        case "deleting": finishBackupDeletion(row.id)
        case "restoring": finishRestoration(row.id)
        default: break
        }
    }

    // MARK: - Changing

    private func changeBackup(
        _ call: BlockStorageCall,
        _ change: (inout BackupRow, inout BlockStorageState) throws -> Void
    ) throws -> BackupRow {
        let now = clock.now
        return try store.write { state in
            var row = try backup(call["id"], call.caller, in: state)
            try change(&row, &state)
            row.updated = now
            state.backups.insert(row)
            return row
        }
    }

    // “Update a backup”.
    private func updateBackup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(BackupSchemas.update(call.version))
        guard let changes = given["backup"]?.object else { throw BlockStorageError.malformed }
        let row = try changeBackup(call) { row, _ in
            try requireMember("backup:update", call.caller, of: row.projectID)
            if let name = changes["name"] { row.name = name.string?.trimmingSpaces }
            if let description = changes["description"] { row.description = description.string?.trimmingSpaces }
            if let metadata = changes["metadata"]?.object { row.metadata = metadata }
        }
        return call.answer(["backup": Self.summary(row, call)])
    }

    private func forceDeleteBackup(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-force_delete"))
        _ = try store.read { try backup(call["id"], call.caller, in: $0) }
        try requireAdmin("volume_extension:backup_admin_actions:force_delete", call.caller)
        try deleteBackup(call, isForced: true)
        return .empty(.accepted, headers: [.contentType: "application/json"])
    }

    // “Delete a backup”.
    private func deleteBackup(_ call: BlockStorageCall, isForced: Bool) throws {
        _ = try changeBackup(call) { row, state in
            try requireMember("backup:delete", call.caller, of: row.projectID)
            guard isForced || ["available", "error"].contains(row.status) else {
                throw BlockStorageError.invalidBackup("Backup status must be available or error")
            }
            if state.hasDependents(row.id) {
                throw BlockStorageError.invalidBackup("Incremental backups exist for this backup.")
            }
            row.status = "deleting"
        }
        finishBackupDeletion(call["id"])
    }

    func finishBackupDeletion(_ id: String) {
        parts.transitions.after("block-storage.backup.delete") { [self] _ in
            let content = try? store.write { state -> VolumeContent? in
                guard let row = state.backups[id], row.status == "deleting" else { return nil }
                state.backups[id] = nil
                return row.content
            }
            if let content = content ?? nil { await remove(content) }
        }
    }

    // “Reset a backup's status”.
    private func resetBackupStatus(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-reset_status", BackupSchemas.resetStatus)
        _ = try changeBackup(call) { row, _ in
            try requireAdmin("volume_extension:backup_admin_actions:reset_status", call.caller)
            row.status = given["status"]?.string?.lowercased() ?? row.status
        }
        return .empty(.accepted, headers: [.contentType: "application/json"])
    }
}
