import HTTPTypes
import Hummingbird

extension BlockStorageService {
    func declareVolumes(in table: inout RouteTable) {
        on(.get, "/volumes", in: &table) { try listVolumes($0, isDetailed: false) }
        on(.get, "/volumes/detail", in: &table) { try listVolumes($0, isDetailed: true) }
        on(.get, "/volumes/summary", since: 12, in: &table, summarizeVolumes)
        on(.post, "/volumes", in: &table, createVolume)
        on(.get, "/volumes/{id}", in: &table, showVolume)
        on(.put, "/volumes/{id}", in: &table, updateVolume)
        on(.delete, "/volumes/{id}", in: &table, deleteVolume)
        on(.get, "/volumes/{id}/encryption", in: &table, showEncryption)
        on(.get, "/volumes/{id}/encryption/{key}", in: &table, showEncryptionItem)
    }

    // MARK: - Showing

    // Block Storage API reference, “Show a volume's details”.
    private func showVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let view = try store.read { state in
            let row = try volume(call["id"], call.caller, in: state)
            return VolumeView(call, serviceID, [row], state).detail(row)
        }
        return call.answer(["volume": view])
    }

    // “List accessible volumes with details”.
    private func listVolumes(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        let window = try ListWindow(call.query)
        try requireReader("volume:get_all", call.caller)
        let filter = try VolumeFilter(call)
        return try store.read { state in
            let (ids, count) = try window.page(
                of: rows(of: state.volumes, call),
                where: filter.accepts,
                by: Self.volumeKeys,
                missing: { .missing("Volume", $0) }
            )
            let rows = ids.compactMap { state.volumes[$0] }
            let view = VolumeView(call, serviceID, rows, state)
            var answer: JSON.Object = [
                "volumes": .array(rows.map { isDetailed ? view.detail($0) : view.summary($0) })
            ]
            let isCounted = call.has(45) && call.query["with_count"]?.lenientBool == true
            answer["volumes_links"] = try call.nextLink(
                isDetailed ? "volumes/detail" : "volumes",
                last: ids.last,
                count: isCounted && count > 0 ? count : ids.count
            )
            if isCounted { answer["count"] = .int(count) }
            return call.answer(.object(answer))
        }
    }

    private static let volumeKeys: SortKeys<VolumeRow> = [
        "id": { .text($0.id) }, "created_at": { SortValue($0.created) }, "updated_at": { SortValue($0.updated) },
        "name": { SortValue($0.name) }, "display_name": { SortValue($0.name) },
        "display_description": { SortValue($0.description) }, "size": { .number($0.size) },
        "status": { .text($0.status) }, "host": { SortValue($0.host) }, "user_id": { .text($0.userID) },
        "project_id": { .text($0.projectID) }, "availability_zone": { SortValue($0.availabilityZone) },
        "bootable": { SortValue($0.isBootable) }, "multiattach": { SortValue($0.isMultiattach) },
        "volume_type_id": { SortValue($0.typeID) }, "snapshot_id": { SortValue($0.snapshotID) },
        "source_volid": { SortValue($0.sourceID) }, "migration_status": { SortValue($0.migrationStatus) },
        "attach_status": { SortValue($0.isAttached) }, "group_id": { SortValue($0.groupID) },
    ]

    // “Get volumes summary”.
    private func summarizeVolumes(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireReader("volume:get_all", call.caller)
        var size = 0
        var count = 0
        var metadata: JSON.Object = [:]
        let volumes = store.read { state in rows(of: state.volumes, call) }
        for row in volumes {
            count += 1
            size += row.size
            for (name, value) in row.metadata {
                var values = metadata[name]?.array ?? []
                if !values.contains(value) { values.append(value) }
                metadata[name] = .array(values)
            }
        }
        var summary: JSON.Object = ["total_count": .int(count), "total_size": .int(size)]
        if call.has(36) { summary["metadata"] = .object(metadata) }
        return call.answer(["volume-summary": .object(summary)])
    }

    // MARK: - Changing

    // “Update a volume”.
    private func updateVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("volume", VolumeSchemas.update(call.version))
        let now = clock.now
        let view = try store.write { state in
            var row = try volume(call["id"], call.caller, in: state)
            try requireMember("volume:update", call.caller, of: row.projectID)
            guard row.status != "maintenance" else {
                throw BlockStorageError.invalidVolume("The volume cannot be updated during maintenance.")
            }
            for name in ["display_name", "name"] {
                if let value = given[name] { row.name = value.string?.trimmingSpaces }
            }
            for name in ["display_description", "description"] {
                if let value = given[name] { row.description = value.string?.trimmingSpaces }
            }
            if let metadata = given["metadata"]?.object { row.metadata = metadata }
            row.updated = now
            state.volumes.insert(row)
            return VolumeView(call, serviceID, [row], state).changed(row)
        }
        return call.answer(["volume": .object(view)])
    }

    // “Delete a volume”.
    private func deleteVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let isForced = call.has(23) && call.query["force"]?.lenientBool == true
        let row = try volume(call["id"], call.caller)
        if isForced { try requireAdmin("volume:force_delete", call.caller) }
        try deleteVolume(
            row.id,
            call.caller,
            isForced: isForced,
            isCascading: call.query["cascade"]?.lenientBool == true
        )
        return call.done()
    }

    /// Begins a volume's deletion; with `isUnmanaging` only what the service knows of it goes.
    func deleteVolume(
        _ id: String,
        _ caller: Caller,
        isForced: Bool = false,
        isUnmanaging: Bool = false,
        isCascading: Bool = false
    ) throws {
        let now = clock.now
        let orphan = try store.write { state -> VolumeContent? in
            let row = try volume(id, caller, in: state)
            try requireMember("volume:delete", caller, of: row.projectID)
            guard row.host != nil else {
                state.remove(volume: id)
                return row.content
            }
            if isUnmanaging, row.encryptionKeyID != nil {
                throw BlockStorageError.badRequest("Unmanaging encrypted volumes is not supported.")
            }
            let snapshots = state.snapshots(of: id)
            try Self.checkDeletable(row, snapshots, caller, isForced: isForced, isCascading: isCascading)
            for snapshot in snapshots { state.update(snapshot: snapshot.id, at: now) { $0.status = "deleting" } }
            state.update(volume: id, at: now) { row in
                row.status = isUnmanaging ? "unmanaging" : "deleting"
                row.pending.isUnmanaged = isUnmanaging
            }
            return nil
        }
        if let orphan { discard(orphan) } else { finishDeletion(of: id) }
    }

    private static func checkDeletable(
        _ row: VolumeRow,
        _ snapshots: [SnapshotRow],
        _ caller: Caller,
        isForced: Bool,
        isCascading: Bool
    ) throws {
        let idle = ["available", "error", "error_restoring", "error_extending", "error_managing"]
        var isDeletable = !row.isAttached && !row.isMigrating && row.groupID == nil
        if !isForced { isDeletable = isDeletable && idle.contains(row.status) }
        if isCascading {
            let deletable = ["available", "error", "deleting"]
            isDeletable =
                isDeletable
                && snapshots.allSatisfy { snapshot in
                    snapshot.groupSnapshotID == nil && (isForced || deletable.contains(snapshot.status))
                        && (isForced || caller.isAdmin || snapshot.projectID == row.projectID)
                }
        } else {
            isDeletable = isDeletable && snapshots.isEmpty
        }
        guard !isDeletable else { return }
        let status = isForced ? "" : "status must be \(idle.joined(separator: " or ")) and "
        throw BlockStorageError.invalidVolume(
            "Volume \(status)must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, "
                + "or be disassociated from snapshots after volume transfer."
        )
    }

    /// What happens when the storage is done with the deletion.
    func finishDeletion(of id: String) {
        parts.transitions.after("block-storage.volume.delete") { [self] _ in
            let contents = try? store.write { state -> [VolumeContent] in
                guard let row = state.volumes[id], ["deleting", "unmanaging"].contains(row.status) else { return [] }
                let snapshots = state.snapshots(of: id)
                for snapshot in snapshots { state.snapshots[snapshot.id] = nil }
                state.remove(volume: id)
                return (snapshots.map(\.content) + [row.content]).compactMap { $0 }
            }
            for content in contents ?? [] { await remove(content) }
        }
    }

    // MARK: - Encryption

    private func encryption(_ call: BlockStorageCall) throws -> JSON.Object {
        try store.read { state in
            let row = try volume(call["id"], call.caller, in: state)
            try requireReader("volume_extension:volume_encryption_metadata", call.caller, of: row.projectID)
            var answer: JSON.Object = ["encryption_key_id": JSON(row.encryptionKeyID)]
            if let type = row.typeID.flatMap({ state.types[$0] }), let encryption = type.encryption {
                answer["control_location"] = .string(encryption.controlLocation)
                answer["cipher"] = JSON(encryption.cipher)
                answer["key_size"] = JSON(encryption.keySize)
                answer["provider"] = .string(encryption.provider)
            }
            return answer
        }
    }

    // “Show a volume's encryption”.
    private func showEncryption(_ call: BlockStorageCall) throws -> ServiceResponse {
        call.answer(.object(try encryption(call)))
    }

    private func showEncryptionItem(_ call: BlockStorageCall) throws -> ServiceResponse {
        guard let value = try encryption(call)[call["key"]] else { throw BlockStorageError.noResource }
        return .text(value.string ?? value.text, type: "application/json", status: .ok)
    }
}

extension VolumeRow {
    /// Whether its data is on its way to another host.
    var isMigrating: Bool { !["deleting", "error", "success"].contains(migrationStatus ?? "success") }
}
