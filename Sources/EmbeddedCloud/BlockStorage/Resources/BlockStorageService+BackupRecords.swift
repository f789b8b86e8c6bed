import HTTPTypes
import Hummingbird

// Backups that are restored, and records of backups that move from cloud to cloud.
extension BlockStorageService {
    // MARK: - Restoring

    // Block Storage API reference, “Restore a backup”: to a volume, or to a new one.
    func restoreBackup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(BackupSchemas.restore)
        guard let wanted = given["restore"]?.object else { throw BlockStorageError.malformed }
        let now = clock.now
        let volume = try store.write { state in
            var row = try backup(call["id"], call.caller, in: state)
            try requireMember("backup:restore", call.caller, of: row.projectID)
            guard row.status == "available" else {
                throw BlockStorageError.invalidBackup("Backup status must be available")
            }
            var volume: VolumeRow
            if let id = wanted["volume_id"]?.string {
                volume = try self.volume(id, call.caller, in: state)
                guard volume.status == "available" else {
                    throw BlockStorageError.invalidVolume("Volume to be restored to must be available")
                }
                guard row.size <= volume.size else {
                    throw BlockStorageError.invalidVolume(
                        "volume size \(volume.size) is too small to restore backup of size \(row.size)."
                    )
                }
            } else {
                var plan = VolumePlan()
                plan.name = wanted["name"]?.string ?? "restore_backup_\(row.id)"
                plan.description = "auto-created_from_restore_from_backup"
                plan.size = row.size
                volume = try make(plan, call.caller, in: &state)
                volume.host = poolName
            }
            volume.status = "restoring-backup"
            volume.pending.backupID = row.id
            volume.updated = now
            state.volumes.insert(volume)
            row.status = "restoring"
            row.restoredID = volume.id
            row.updated = now
            state.backups.insert(row)
            return volume
        }
        finishRestoration(call["id"])
        return call.answer(
            [
                "restore": [
                    "backup_id": .string(call["id"]), "volume_id": .string(volume.id), "volume_name": JSON(volume.name),
                ]
            ],
            status: .accepted
        )
    }

    /// What happens when the data has been written back.
    func finishRestoration(_ id: String) {
        parts.transitions.after("block-storage.backup.restore") { [self] now in
            let old = try? store.write { state -> VolumeContent? in
                guard let row = state.backups[id], row.status == "restoring" else { return nil }
                state.update(backup: id, at: now) { $0.status = "available" }
                guard let volume = row.restoredID.flatMap({ state.volumes[$0] }), volume.status == "restoring-backup"
                else { return nil }
                state.update(volume: volume.id, at: now) { volume in
                    volume.status = "available"
                    volume.pending.backupID = nil
                    volume.content = row.content
                    volume.isBootable = row.origin.isBootable
                    volume.imageMetadata = row.origin.imageMetadata ?? volume.imageMetadata
                    // The metadata backed up replaces all there was; none replaces nothing.
                    if let metadata = row.origin.metadata, !metadata.isEmpty { volume.metadata = metadata }
                    // A volume that was made for the backup gets the name of the one that was backed up.
                    if volume.name?.hasPrefix("restore_backup_") == true {
                        volume.name = row.origin.name
                        volume.description = row.origin.description
                    }
                }
                return volume.content
            }
            if let old = old ?? nil { await remove(old) }
        }
    }

    // MARK: - Records

    private static let driver = "cinder.backup.drivers.posix.PosixBackupDriver"

    // “Export a backup”.
    func exportRecord(_ call: BlockStorageCall) throws -> ServiceResponse {
        let row = try store.read { try backup(call["id"], call.caller, in: $0) }
        try requireAdmin("backup:export-import", call.caller)
        guard row.status == "available" else {
            throw BlockStorageError.invalidBackup("Backup status must be available and not \(row.status).")
        }
        let record: JSON = [
            "id": .string(row.id), "user_id": .string(row.userID), "project_id": .string(row.projectID),
            "volume_id": .string(row.volumeID), "host": JSON(row.host),
            "availability_zone": JSON(row.availabilityZone), "container": JSON(row.container),
            "parent_id": JSON(row.parentID), "status": .string(row.status), "fail_reason": JSON(row.failReason),
            "size": .int(row.size), "display_name": JSON(row.name), "display_description": JSON(row.description),
            "service_metadata": "backup", "service": .string(Self.driver), "object_count": .int(row.objectCount),
            "temp_volume_id": nil, "temp_snapshot_id": nil, "snapshot_id": JSON(row.snapshotID),
            "data_timestamp": JSON(row.dataTaken.map { $0.stored + "Z" }), "restore_volume_id": JSON(row.restoredID),
            "metadata": .object(row.metadata), "num_dependent_backups": 0,
            "created_at": .string(row.created.stored + "Z"), "deleted": false,
            "driver_info": [:],
        ]
        let url = Base64Text.text(Array(record.text.utf8))
        return call.answer(["backup-record": ["backup_service": .string(Self.driver), "backup_url": .string(url)]])
    }

    // “Import a backup”.
    func importRecord(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("backup-record", BackupSchemas.importRecord)
        try requireAdmin("backup:backup-import", call.caller)
        let bytes = Base64Text.bytes(given["backup_url"]?.string ?? "") ?? []
        guard let record = (try? JSON(parsing: bytes))?.object else {
            throw BlockStorageError.invalidInput("Can't parse backup record.")
        }
        guard let id = record["id"]?.string, !id.isEmpty else {
            throw BlockStorageError.invalidInput("Provided backup record is missing an id")
        }
        guard let size = record["size"]?.int, (0...BodySchema.largest).contains(size) else {
            throw BlockStorageError.invalidInput("Provided backup record is missing size attribute")
        }
        guard given["backup_service"]?.string == Self.driver else {
            throw BlockStorageError(
                .serviceUnavailable,
                "Service \(given["backup_service"]?.string ?? "") could not be found."
            )
        }
        let now = clock.now
        let row = try store.write { state in
            if state.backups[id] != nil {
                throw BlockStorageError.invalidBackup("Backup already exists in database.")
            }
            let project = call.caller.projectID ?? ""
            let more = QuotaUsage(backups: 1, backupGigabytes: size)
            try state.reserve(more, project, typeName: nil, for: .backups)
            // The bytes are where they were: in the container of the backup the record was made of, if it is still there.
            let container = record["container"]?.string
            let origin = state.backups.values.first { $0.container != nil && $0.container == container }
            var row = BackupRow(
                id: id,
                userID: call.caller.userID,
                projectID: project,
                volumeID: record["volume_id"]?.string ?? "",
                size: size,
                created: now
            )
            row.name = record["display_name"]?.string
            row.description = record["display_description"]?.string
            row.container = container
            row.availabilityZone = record["availability_zone"]?.string
            row.metadata = record["metadata"]?.object ?? [:]
            row.snapshotID = record["snapshot_id"]?.string
            row.parentID = record["parent_id"]?.string.flatMap { state.backups[$0] == nil ? nil : $0 }
            row.dataTaken = record["data_timestamp"]?.string.flatMap(Timestamp.init(iso:)) ?? now
            row.content = origin?.content
            row.origin = origin?.origin ?? .init()
            row.record = record
            state.backups.insert(row)
            return row
        }
        finishBackup(row.id)
        return call.answer(
            ["backup": ["id": .string(row.id), "name": .null, "links": call.links("backups", row.id)]],
            status: .created
        )
    }
}
