import HTTPTypes
import Hummingbird

// What admins do with volumes.
extension BlockStorageService {
    // Block Storage API reference, “Reset a volume's statuses”.
    func resetVolumeStatus(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-reset_status", VolumeSchemas.resetStatus)
        func value(_ name: String) -> String? {
            given[name]?.string.flatMap { $0.isEmpty ? nil : $0.lowercased() }
        }
        try changeVolume(call) { row, state in
            try requireAdmin("volume_extension:volume_admin_actions:reset_status", call.caller)
            if let status = value("status") {
                if status == "deleting" { throw BlockStorageError.badRequest("Cannot reset-state to deleting") }
                if status == "in-use", state.attachments(of: row.id).isEmpty {
                    throw BlockStorageError.badRequest(
                        "Cannot reset-state to in-use because volume does not have any attachments."
                    )
                }
                row.status = status
            }
            if let migration = value("migration_status") { row.migrationStatus = migration == "none" ? nil : migration }
            guard let attached = value("attach_status") else { return }
            row.isAttached = attached == "attached"
            if attached == "detached" {
                for attachment in state.attachments(of: row.id) { state.attachments[attachment.id] = nil }
                row.adminMetadata["attached_mode"] = nil
            }
        }
        return call.done()
    }

    // “Force delete a volume”.
    func forceDeleteVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-force_delete"))
        let row = try volume(call["id"], call.caller)
        try requireAdmin("volume_extension:volume_admin_actions:force_delete", call.caller)
        try deleteVolume(row.id, call.caller, isForced: true)
        return call.done()
    }

    // “Unmanage a volume”.
    func unmanageVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-unmanage"))
        let row = try volume(call["id"], call.caller)
        try requireAdmin("volume_extension:volume_unmanage", call.caller)
        try deleteVolume(row.id, call.caller, isUnmanaging: true)
        return call.done()
    }

    // MARK: - Migration

    // “Migrate a volume”.
    func migrateVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-migrate_volume", VolumeSchemas.migrate(call.version))
        let host = given["host"]?.string ?? ""
        let cluster = call.has(16) ? given["cluster"]?.string ?? "" : ""
        let isLocked = given["lock_volume"]?.lenientBool ?? false
        try changeVolume(call) { row, state in
            try requireAdmin("volume_extension:volume_admin_actions:migrate_volume", call.caller)
            guard host.isEmpty != cluster.isEmpty else {
                throw BlockStorageError.invalidInput(
                    call.has(16) ? "One and only one of cluster and host must be set." : "Host field is missing."
                )
            }
            let backend = host.prefix { $0 != "#" }
            guard cluster.isEmpty, backend == backendName, isEnabled("cinder-volume", backendName, in: state) else {
                throw BlockStorageError.badRequest(
                    "Invalid host: No available service named '\(cluster.isEmpty ? host : cluster)'"
                )
            }
            guard ["available", "in-use"].contains(row.status), !row.isMigrating, row.groupID == nil,
                state.snapshots(of: row.id).isEmpty, row.host != host
            else {
                throw BlockStorageError.invalidVolume(
                    "Volume \(row.id) status must be available or in-use, must not be migrating, have snapshots, be "
                        + "replicated, be part of a group and destination host/cluster must be different than the "
                        + "current one"
                )
            }
            row.migrationStatus = "starting"
            row.previousStatus = row.status
            row.pending.host = host
            if isLocked, row.status == "available" { row.status = "maintenance" }
        }
        finishMigration(of: call["id"])
        return call.done()
    }

    /// A backend with one pool has nowhere to move a volume to but where it is.
    func finishMigration(of id: String) {
        let pool = poolName
        after("volume.migrate") { state, now in
            guard let row = state.volumes[id], row.migrationStatus == "starting" else { return }
            state.update(volume: id, at: now) { row in
                let fits = row.pending.host.map { $0 == pool || !$0.contains("#") } ?? false
                row.migrationStatus = fits ? "success" : "error"
                if row.status == "maintenance" { row.status = row.previousStatus ?? "available" }
                row.previousStatus = nil
                row.pending.host = nil
            }
        }
    }

    func completeMigration(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-migrate_volume_completion", VolumeSchemas.migrateCompletion)
        let isFailed = given["error"]?.lenientBool ?? false
        let now = clock.now
        let kept = try store.write { state in
            let old = try volume(call["id"], call.caller, in: state)
            try requireAdmin("volume_extension:volume_admin_actions:migrate_volume_completion", call.caller)
            let new = try volume(given["new_volume"]?.string ?? "", call.caller, in: state)
            if old.migrationStatus == nil, new.migrationStatus == nil {
                if !isFailed { state.moveAttachments(from: old.id, to: new.id, at: now) }
                return new.id
            }
            guard old.migrationStatus != nil else {
                throw BlockStorageError.invalidVolume("Source volume not mid-migration.")
            }
            guard let status = new.migrationStatus else {
                throw BlockStorageError.invalidVolume("Destination volume not mid-migration.")
            }
            throw BlockStorageError.invalidVolume(
                "Destination has migration_status \(status), expected target:\(old.id)."
            )
        }
        return call.answer(["save_volume_id": .string(kept)])
    }

    func completeExtension(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.member("os-extend_volume_completion", VolumeSchemas.extendCompletion)
        let row = try volume(call["id"], call.caller)
        try requireAdmin("volume_extension:volume_admin_actions:extend_volume_completion", call.caller)
        guard row.status == "extending" else {
            throw BlockStorageError.invalidVolume("Volume is not being extended.")
        }
        throw BlockStorageError.invalidVolume("Required volume admin metadata is malformed or missing.")
    }
}

extension BlockStorageState {
    /// What a swap of volumes at a server ends with.
    fileprivate mutating func moveAttachments(from old: String, to new: String, at now: Timestamp) {
        for attachment in attachments(of: old) where attachment.status == "attached" {
            finishDetachment(attachment.id, of: old, at: now)
            var moved = attachment
            moved.id = Identifier.uuid()
            moved.volumeID = new
            moved.projectID = volumes[new]?.projectID ?? attachment.projectID
            moved.attached = now
            moved.created = now
            attachments.insert(moved)
            update(volume: new, at: now) { row in
                row.status = "in-use"
                row.isAttached = true
                row.adminMetadata["attached_mode"] = "rw"
            }
        }
    }
}
