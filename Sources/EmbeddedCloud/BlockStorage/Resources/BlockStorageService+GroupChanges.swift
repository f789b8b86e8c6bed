import HTTPTypes
import Hummingbird

// What becomes of groups.
extension BlockStorageService {
    // “Update group”.
    func updateGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("group", GroupSchemas.update)
        try updateGroup(call, given) { try Self.requireGeneric($0, in: $1) }
        return call.done()
    }

    /// Changes what a group is called and which volumes it has.
    func updateGroup(
        _ call: BlockStorageCall,
        _ given: JSON.Object,
        _ check: (String, borrowing BlockStorageState) throws -> Void
    ) throws {
        func ids(_ name: String) -> [String] {
            given[name]?.string?.split(separator: ",").map(String.init) ?? []
        }
        let now = clock.now
        let isMoving = try store.write { state in
            var row = try group(call["id"], call.caller, in: state)
            try check(row.groupTypeID, state)
            try requireMember("group:update", call.caller, of: row.projectID)
            let added = ids("add_volumes")
            let removed = ids("remove_volumes")
            let both = added.filter(removed.contains)
            guard both.isEmpty else {
                throw BlockStorageError.invalidVolume(
                    "UUIDs \(JSON(both).pythonLiteral) are in both add and remove volume list."
                )
            }
            let joining = try joining(added, row, call.caller, in: state)
            let leaving = try Self.leaving(removed, row, in: state)
            let name = given["name"]?.string?.trimmingSpaces
            let description = given["description"]?.string?.trimmingSpaces
            let isRenamed = name != nil && name != row.name
            let isDescribed = description != nil && description != row.description
            guard isRenamed || isDescribed || !joining.isEmpty || !leaving.isEmpty else {
                throw BlockStorageError.invalidGroup(
                    "Cannot update group \(row.id) because no valid name, description, add_volumes, or remove_volumes "
                        + "were provided."
                )
            }
            let isMoving = !joining.isEmpty || !leaving.isEmpty
            if isMoving, row.status != "available" {
                throw BlockStorageError.invalidGroup("Group status must be available.")
            }
            if let name { row.name = name }
            if let description { row.description = description }
            row.status = isMoving ? "updating" : "available"
            row.joining = joining
            row.leaving = leaving
            row.updated = now
            state.groups.insert(row)
            return isMoving
        }
        if isMoving { finishGroupUpdate(call["id"]) }
    }

    private func joining(
        _ ids: [String],
        _ row: VolumeGroupRow,
        _ caller: Caller,
        in state: borrowing BlockStorageState
    ) throws -> [String] {
        var joining: [String] = []
        for id in ids {
            func refuse(_ reason: String) -> BlockStorageError {
                .invalidVolume("Cannot add volume \(id) to group \(row.id) \(reason)")
            }
            guard let volume = state.volumes[id], sees(volume.projectID, caller) else {
                throw refuse("because volume cannot be found.")
            }
            if volume.groupID == row.id { continue }
            if let other = volume.groupID { throw refuse("because it is already in group \(other).") }
            guard volume.projectID == row.projectID else { throw refuse("as they belong to different projects.") }
            guard let type = volume.typeID else { throw refuse("because it has no volume type.") }
            guard row.typeIDs.contains(type) else {
                throw refuse("because volume type \(type) is not supported by the group.")
            }
            guard ["available", "in-use"].contains(volume.status) else {
                throw refuse(
                    "because volume is in an invalid state: \(volume.status). Valid states are: ('available', 'in-use')."
                )
            }
            joining.append(id)
        }
        return joining
    }

    private static func leaving(
        _ ids: [String],
        _ row: VolumeGroupRow,
        in state: borrowing BlockStorageState
    ) throws -> [String] {
        for id in ids {
            guard let volume = state.volumes[id], volume.groupID == row.id else {
                throw BlockStorageError.invalidVolume(
                    "Cannot remove volume \(id) from group \(row.id) because it is not in the group."
                )
            }
            guard ["available", "in-use", "error", "error_deleting"].contains(volume.status) else {
                throw BlockStorageError.invalidVolume(
                    "Cannot remove volume \(id) from group \(row.id) because volume is in an invalid state: "
                        + "\(volume.status). Valid states are: ('available', 'in-use', 'error', 'error_deleting')."
                )
            }
        }
        return ids
    }

    func finishGroupUpdate(_ id: String) {
        after("group.update") { state, now in
            guard let row = state.groups[id], row.status == "updating" else { return }
            for volume in row.joining { state.update(volume: volume, at: now) { $0.groupID = id } }
            for volume in row.leaving { state.update(volume: volume, at: now) { $0.groupID = nil } }
            state.update(group: id, at: now) { row in
                row.status = "available"
                row.joining = []
                row.leaving = []
            }
        }
    }

    // “Delete group”.
    func deleteGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("delete", GroupSchemas.delete)
        try deleteGroup(call, withVolumes: given["delete-volumes"]?.lenientBool ?? false) {
            try Self.requireGeneric($0, in: $1)
        }
        return call.done()
    }

    func deleteGroup(
        _ call: BlockStorageCall,
        withVolumes: Bool,
        _ check: (String, borrowing BlockStorageState) throws -> Void
    ) throws {
        let now = clock.now
        try store.write { state in
            let row = try group(call["id"], call.caller, in: state)
            try check(row.groupTypeID, state)
            try requireMember("group:delete", call.caller, of: row.projectID)
            guard row.host != nil else {
                state.groups[row.id] = nil
                return
            }
            if !withVolumes, !["available", "error"].contains(row.status) {
                throw BlockStorageError.invalidGroup(
                    "Group status must be available or error, but current status is: \(row.status)"
                )
            }
            if !state.groupSnapshots.ids(with: "group/" + row.id).isEmpty {
                throw BlockStorageError.invalidGroup("Group has existing snapshots.")
            }
            let volumes = state.volumes(inGroup: row.id)
            if !volumes.isEmpty, !withVolumes {
                throw BlockStorageError.invalidGroup(
                    "Group \(row.id) still contains volumes. The delete-volumes flag is required to delete it."
                )
            }
            for volume in volumes {
                if volume.isAttached {
                    throw BlockStorageError.invalidGroup(
                        "Volume in group \(row.id) is attached. Need to detach first."
                    )
                }
                if !state.snapshots(of: volume.id).isEmpty {
                    throw BlockStorageError.invalidGroup("Volume in group still has dependent snapshots.")
                }
            }
            for volume in volumes { state.update(volume: volume.id, at: now) { $0.status = "deleting" } }
            state.update(group: row.id, at: now) { $0.status = "deleting" }
        }
        finishGroupDeletion(call["id"])
    }

    func finishGroupDeletion(_ id: String) {
        parts.transitions.after("block-storage.group.delete") { [self] _ in
            let contents = try? store.write { state -> [VolumeContent] in
                guard state.groups[id]?.status == "deleting" else { return [] }
                let volumes = state.volumes(inGroup: id)
                for volume in volumes { state.remove(volume: volume.id) }
                state.groups[id] = nil
                return volumes.compactMap(\.content)
            }
            for content in contents ?? [] { await remove(content) }
        }
    }

    // “Reset group status”.
    func resetGroupStatus(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("reset_status", GroupSchemas.resetStatus)
        let now = clock.now
        try store.write { state in
            let row = try group(call["id"], call.caller, in: state)
            try requireAdmin("group:reset_status", call.caller)
            state.update(group: row.id, at: now) { $0.status = given["status"]?.string?.lowercased() ?? $0.status }
        }
        return call.done()
    }

    /// The backend replicates nothing, and so no group does.
    func replicate(_ call: BlockStorageCall, _ name: String) throws -> ServiceResponse {
        _ = try call.document(GroupSchemas.replication(name))
        let row = try store.read { try group(call["id"], call.caller, in: $0) }
        try requireMember("group:" + name, call.caller, of: row.projectID)
        throw BlockStorageError.badRequest("Invalid group type: Group \(row.id) is not a replication group type.")
    }
}
