import HTTPTypes
import Hummingbird

// What users do with volumes; Block Storage API reference, “Volume actions”.
extension BlockStorageService {
    func declareVolumeActions(in table: inout RouteTable) {
        let actions: [String: Action] = [
            "os-attach": Action(handler: attachVolume), "os-detach": Action(handler: detachVolume),
            "os-reserve": Action(handler: reserveVolume), "os-unreserve": Action(handler: unreserveVolume),
            "os-begin_detaching": Action(handler: beginDetaching), "os-roll_detaching": Action(handler: rollDetaching),
            "os-initialize_connection": Action(handler: initializeConnection),
            "os-terminate_connection": Action(handler: terminateConnection),
            "os-volume_upload_image": Action(handler: uploadImage), "os-extend": Action(handler: extendVolume),
            "os-update_readonly_flag": Action(handler: setReadOnly), "os-retype": Action(handler: retypeVolume),
            "os-set_bootable": Action(handler: setBootable), "os-reimage": Action(minor: 68, handler: reimageVolume),
            "revert": Action(minor: 40, handler: revertVolume),
            "os-show_image_metadata": Action(handler: showImageMetadata),
            "os-set_image_metadata": Action(handler: setImageMetadata),
            "os-unset_image_metadata": Action(handler: unsetImageMetadata),
            "os-reset_status": Action(handler: resetVolumeStatus), "os-force_detach": Action(handler: forceDetach),
            "os-migrate_volume": Action(handler: migrateVolume),
            "os-migrate_volume_completion": Action(handler: completeMigration),
            "os-extend_volume_completion": Action(handler: completeExtension),
            "os-force_delete": Action(handler: forceDeleteVolume), "os-unmanage": Action(handler: unmanageVolume),
        ]
        onActions("/volumes/{id}/action", actions, in: &table)
    }

    /// Changes the volume of the path, in one go with the checks.
    @discardableResult
    func changeVolume<Result: Sendable>(
        _ call: BlockStorageCall,
        _ change: (inout VolumeRow, inout BlockStorageState) throws -> Result
    ) throws -> Result {
        let now = clock.now
        return try store.write { state in
            var row = try volume(call["id"], call.caller, in: state)
            let result = try change(&row, &state)
            row.updated = now
            state.volumes.insert(row)
            return result
        }
    }

    // MARK: - Size, type, flags

    private func extendVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-extend", VolumeSchemas.extend)
        let size = given["new_size"]?.int ?? given["new_size"]?.string.flatMap(Int.init) ?? 0
        try changeVolume(call) { row, state in
            let isOnline = call.has(42) && row.status == "in-use"
            try requireMember(
                isOnline ? "volume:extend_attached_volume" : "volume:extend",
                call.caller,
                of: row.projectID
            )
            guard size > row.size else {
                throw BlockStorageError.invalidInput(
                    "New size for extend must be greater than current size. (current: \(row.size), extended: \(size))."
                )
            }
            let type = row.typeID.flatMap { state.types[$0] }
            if let type { try Self.checkSize(size, of: type) }
            guard row.status == (isOnline ? "in-use" : "available") else {
                let expected = isOnline ? "in-use" : "available"
                throw BlockStorageError.invalidVolume(
                    "Volume \(row.id) status must be '{'status': '\(expected)'}' to extend, currently \(row.status)."
                )
            }
            if let limit = state.limit("per_volume_gigabytes", of: row.projectID), limit >= 0, size > limit {
                throw BlockStorageError.overLimit(
                    "Requested volume size \(size)G is larger than maximum allowed limit \(limit)G."
                )
            }
            let more = QuotaUsage(gigabytes: size - row.size)
            try state.reserve(more, row.projectID, typeName: type?.name, for: .volumes)
            row.previousStatus = row.status
            row.status = "extending"
            row.pending.size = size
        }
        finishExtension(of: call["id"])
        return call.done()
    }

    /// What happens when a volume has grown: the servers it is attached to are told.
    func finishExtension(of id: String) {
        parts.transitions.after("block-storage.volume.extend") { [self] now in
            // The state file may be unwritable; then the volume stays as it was, as with any other change.
            let servers = try? store.write { state -> [String] in
                guard let row = state.volumes[id], row.status == "extending" else { return [] }
                state.update(volume: id, at: now) { row in
                    row.size = row.pending.size ?? row.size
                    row.status = row.previousStatus ?? "available"
                    row.previousStatus = nil
                    row.pending.size = nil
                }
                return state.attachments(of: id).compactMap(\.serverID)
            }
            await tellServers(servers ?? [], thatGrew: id)
        }
    }

    private func tellServers(_ servers: [String], thatGrew volume: String) async {
        guard !servers.isEmpty else { return }
        let events = servers.map { server -> JSON in
            ["name": "volume-extended", "server_uuid": .string(server), "tag": .string(volume)]
        }
        _ = await parts.others.call(
            "compute",
            .post,
            "/v2.1/os-server-external-events",
            ["events": .array(events)],
            headers: [.apiVersion: "compute 2.51"],
            as: .service("cinder")
        )
    }

    private func retypeVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-retype", VolumeSchemas.retype)
        let wanted = given["new_type"]?.string ?? ""
        try changeVolume(call) { row, state in
            try requireMember("volume:retype", call.caller, of: row.projectID)
            let type = try type(wanted, call.caller.elevated, in: state)
            try Self.checkSize(row.size, of: type)
            if type.isMultiattach != row.isMultiattach, row.status != "available" {
                throw BlockStorageError.invalidInput(
                    "Invalid volume_type passed, retypes affecting multiattach are only allowed on available volumes, "
                        + "the specified volume however currently has a status of: \(row.status)."
                )
            }
            if type.isMultiattach, type.encryption != nil {
                throw BlockStorageError.invalidInput(
                    "Retype requested both encryption and multi-attach, which is not supported."
                )
            }
            guard ["available", "in-use"].contains(row.status), !row.isMigrating, row.groupID == nil,
                row.typeID != type.id
            else {
                throw BlockStorageError.invalidVolume(
                    "Retype needs volume to be in available or in-use state, not be part of an active migration or a "
                        + "consistency group, requested type has to be different that the one from the volume, and for "
                        + "in-use volumes front-end qos specs cannot change."
                )
            }
            row.previousStatus = row.status
            row.status = "retyping"
            row.pending.typeID = type.id
            row.isMultiattach = type.isMultiattach
        }
        finishRetype(of: call["id"])
        return call.done()
    }

    func finishRetype(of id: String) {
        parts.transitions.after("block-storage.volume.retype") { [self] now in
            // The state file may be unwritable; then the volume stays as it was, as with any other change.
            try? store.write { state in
                guard let row = state.volumes[id], row.status == "retyping" else { return }
                let type = row.pending.typeID.flatMap { state.types[$0] }
                let before = row.typeID.flatMap { state.types[$0] }
                let isFit = type.map { isServed($0, in: state) } ?? false
                state.update(volume: id, at: now) { row in
                    row.status = row.previousStatus ?? "available"
                    row.previousStatus = nil
                    row.pending.typeID = nil
                    guard let type, isFit else {
                        row.isMultiattach = before?.isMultiattach ?? false
                        return
                    }
                    row.typeID = type.id
                    row.encryptionKeyID = type.encryption == nil ? nil : Self.encryptionKey
                }
            }
        }
    }

    private func setReadOnly(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-update_readonly_flag", VolumeSchemas.readOnly)
        let isReadOnly = given["readonly"]?.lenientBool ?? false
        try changeVolume(call) { row, _ in
            try requireMember("volume:update_readonly_flag", call.caller, of: row.projectID)
            guard row.status == "available" else {
                throw BlockStorageError.invalidVolume(
                    "Volume \(row.id) status must be available to update readonly flag, but current status is: "
                        + "\(row.status)."
                )
            }
            row.adminMetadata["readonly"] = isReadOnly ? "True" : "False"
        }
        return call.done()
    }

    private func setBootable(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-set_bootable", VolumeSchemas.setBootable)
        let isBootable = given["bootable"]?.lenientBool ?? false
        try changeVolume(call) { row, _ in
            try requireMember("volume:update", call.caller, of: row.projectID)
            guard row.status != "maintenance" else {
                throw BlockStorageError.invalidVolume("The volume cannot be updated during maintenance.")
            }
            row.isBootable = isBootable
        }
        return call.done(.ok)
    }

    // MARK: - Going back to a snapshot

    private func revertVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("revert", VolumeSchemas.revert)
        try changeVolume(call) { row, state in
            guard let latest = state.snapshots(of: row.id).last else {
                throw BlockStorageError.badRequest("Volume \(row.id) doesn't have any snapshots.")
            }
            guard let id = given["snapshot_id"]?.string, id == latest.id else {
                let shown = given["snapshot_id"]?.pythonText ?? "None"
                throw BlockStorageError.badRequest(
                    "Specified snapshot \(shown) is None or not the latest one of volume \(row.id)."
                )
            }
            guard row.size == latest.size else {
                throw BlockStorageError.badRequest(
                    "Can't revert volume \(row.id) to its latest snapshot \(id). The volume size must be equal to the "
                        + "snapshot size."
                )
            }
            try requireMember("volume:revert_to_snapshot", call.caller, of: row.projectID)
            guard row.status == "available" else {
                throw BlockStorageError.conflict(
                    "Invalid volume: Can't revert volume \(row.id) to its latest snapshot \(id). Volume's status must "
                        + "be 'available'."
                )
            }
            guard latest.status == "available" else {
                throw BlockStorageError.conflict(
                    "Invalid snapshot: Can't revert volume \(row.id) to its latest snapshot \(id). Snapshot's status "
                        + "must be 'available'."
                )
            }
            row.status = "reverting"
            row.pending.snapshotID = id
            var snapshot = latest
            snapshot.status = "restoring"
            state.snapshots.insert(snapshot)
        }
        finishRevert(of: call["id"])
        return call.done()
    }

    func finishRevert(of id: String) {
        parts.transitions.after("block-storage.volume.revert") { [self] now in
            let old = try? store.write { state -> VolumeContent? in
                guard let row = state.volumes[id], row.status == "reverting" else { return nil }
                let snapshot = row.pending.snapshotID.flatMap { state.snapshots[$0] }
                state.update(volume: id, at: now) { row in
                    row.status = "available"
                    row.content = snapshot?.content
                    row.pending.snapshotID = nil
                }
                if let snapshot { state.update(snapshot: snapshot.id, at: now) { $0.status = "available" } }
                return row.content
            }
            if let old = old ?? nil { await remove(old) }
        }
    }

    // MARK: - Metadata of the image

    private func showImageMetadata(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-show_image_metadata"))
        let row = try volume(call["id"], call.caller)
        try requireReader("volume:get_volume_metadata", call.caller, of: row.projectID)
        guard let metadata = row.imageMetadata else { throw Self.noImageMetadata(row.id) }
        return call.answer(["metadata": .object(metadata)])
    }

    private static func noImageMetadata(_ id: String) -> BlockStorageError {
        .notFound("Glance metadata for volume/snapshot \(id) cannot be found.")
    }

    private func setImageMetadata(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-set_image_metadata", VolumeSchemas.setImageMetadata)
        let metadata = try changeVolume(call) { row, _ in
            try requireMember("volume_extension:volume_image_metadata:set", call.caller, of: row.projectID)
            if ["maintenance", "uploading"].contains(row.status) {
                throw BlockStorageError.invalidVolume(
                    "Updating volume metadata is not allowed for volumes in \(row.status) status."
                )
            }
            var metadata = row.imageMetadata ?? [:]
            metadata.merge(given["metadata"]?.object ?? [:])
            row.imageMetadata = metadata
            return metadata
        }
        return call.answer(["metadata": .object(metadata)])
    }

    private func unsetImageMetadata(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-unset_image_metadata", VolumeSchemas.unsetImageMetadata)
        let key = given["key"]?.string ?? ""
        try changeVolume(call) { row, _ in
            try requireMember("volume_extension:volume_image_metadata:remove", call.caller, of: row.projectID)
            guard row.imageMetadata?[key] != nil else { throw Self.noImageMetadata(row.id) }
            row.imageMetadata?[key] = nil
        }
        return call.done(.ok)
    }
}
