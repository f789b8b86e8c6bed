import HTTPTypes
import Hummingbird

// Snapshots of groups, since 3.14.
extension BlockStorageService {
    func declareGroupSnapshots(in table: inout RouteTable) {
        on(.get, "/group_snapshots", since: 14, in: &table) { try listGroupSnapshots($0, isDetailed: false) }
        on(.get, "/group_snapshots/detail", since: 14, in: &table) { try listGroupSnapshots($0, isDetailed: true) }
        on(.post, "/group_snapshots", since: 14, in: &table, createGroupSnapshot)
        on(.get, "/group_snapshots/{id}", since: 14, in: &table, showGroupSnapshot)
        on(.delete, "/group_snapshots/{id}", since: 14, in: &table) { call in
            try deleteGroupSnapshot(call) { try Self.requireGenericSnapshot($0, in: $1) }
            return call.done()
        }
        let actions: [String: Action] = ["reset_status": Action(minor: 19, handler: resetGroupSnapshotStatus)]
        onActions("/group_snapshots/{id}/action", actions, in: &table)
    }

    /// A group's snapshot, if the caller may see it.
    func groupSnapshot(
        _ id: String,
        _ caller: Caller,
        in state: borrowing BlockStorageState
    ) throws -> GroupSnapshotRow {
        guard let row = state.groupSnapshots[id], sees(row.projectID, caller) else {
            throw BlockStorageError.missing("GroupSnapshot", id)
        }
        try requireReader("group:get_group_snapshot", caller, of: row.projectID)
        return row
    }

    private static func requireGenericSnapshot(_ typeID: String, in state: borrowing BlockStorageState) throws {
        guard state.groupTypes[typeID]?.isOfConsistencyGroups == true else { return }
        throw BlockStorageError.badRequest(
            "Group_type \(typeID) is reserved for migrating CGs to groups. Migrated group snapshots can only be operated "
                + "by CG snapshot APIs."
        )
    }

    // MARK: - Showing

    private static func detail(_ row: GroupSnapshotRow, _ call: BlockStorageCall) -> JSON {
        var view: JSON.Object = [
            "id": .string(row.id), "group_id": .string(row.groupID), "group_type_id": .string(row.groupTypeID),
            "status": .string(row.status), "created_at": .string(row.created.stored), "name": JSON(row.name),
            "description": JSON(row.description),
        ]
        if call.has(58), call.caller.isAdmin { view["project_id"] = .string(row.projectID) }
        return .object(view)
    }

    // Block Storage API reference, “Show group snapshot details”.
    private func showGroupSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        let row = try store.read { state in
            let row = try groupSnapshot(call["id"], call.caller, in: state)
            try Self.requireGenericSnapshot(row.groupTypeID, in: state)
            return row
        }
        return call.answer(["group_snapshot": Self.detail(row, call)])
    }

    private func listGroupSnapshots(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        try requireReader("group:get_all_group_snapshots", call.caller)
        var window = ListWindow()
        var filter = RowFilter<GroupSnapshotRow>()
        if call.has(29) {
            window = try ListWindow(call.query)
            for (name, value) in try FilterNames.read(call, "group_snapshot") {
                switch name {
                case "name", "name~": filter.match(name, value) { $0.name }
                case "status", "status~": filter.match(name, value) { $0.status }
                case "group_id", "group_id~": filter.match(name, value) { $0.groupID }
                case "id": filter.require { $0.id == value }
                default: filter.refuseAll()
                }
            }
        }
        let wanted = filter
        let isAll = call.caller.isAdmin && call.query["all_tenants"] != nil
        let part = window
        return try store.read { state in
            var consistent: Set<String> = []
            for type in state.groupTypes.values where type.isOfConsistencyGroups { consistent.insert(type.id) }
            let (ids, _) = try part.page(
                of: state.groupSnapshots.values,
                where: { row in
                    (isAll || row.projectID == call.caller.projectID) && !consistent.contains(row.groupTypeID)
                        && wanted.accepts(row)
                },
                by: Self.groupSnapshotKeys,
                missing: { .missing("GroupSnapshot", $0) }
            )
            let views = ids.compactMap { state.groupSnapshots[$0] }.map { row in
                isDetailed ? Self.detail(row, call) : ["id": .string(row.id), "name": JSON(row.name)]
            }
            var answer: JSON.Object = ["group_snapshots": .array(views)]
            answer["group_snapshot_links"] = try call.nextLink("group_snapshots", last: ids.last, count: ids.count)
            return call.answer(.object(answer))
        }
    }

    private static let groupSnapshotKeys: SortKeys<GroupSnapshotRow> = [
        "id": { .text($0.id) }, "name": { SortValue($0.name) }, "created_at": { SortValue($0.created) },
        "updated_at": { SortValue($0.updated) }, "status": { .text($0.status) }, "group_id": { .text($0.groupID) },
        "description": { SortValue($0.description) }, "project_id": { .text($0.projectID) },
    ]

    // MARK: - Making

    // “Create group snapshot”.
    private func createGroupSnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("group_snapshot", GroupSchemas.createSnapshot)
        let row = try makeGroupSnapshot(given["group_id"]?.string ?? "", given, call) { id, state in
            guard state.groupTypes[id]?.isOfConsistencyGroups == true else { return }
            try Self.requireGenericSnapshot(id, in: state)
        }
        return call.answer(
            [
                "group_snapshot": [
                    "id": .string(row.id), "name": JSON(row.name), "group_type_id": .string(row.groupTypeID),
                ]
            ],
            status: .accepted
        )
    }

    /// Takes a snapshot of each of a group's volumes.
    func makeGroupSnapshot(
        _ groupID: String,
        _ given: JSON.Object,
        _ call: BlockStorageCall,
        _ check: (String, borrowing BlockStorageState) throws -> Void
    ) throws -> GroupSnapshotRow {
        let now = clock.now
        let row = try store.write { state in
            let group = try group(groupID, call.caller, in: state)
            try check(group.groupTypeID, state)
            try requireMember("group:create_group_snapshot", call.caller, of: group.projectID)
            var row = GroupSnapshotRow(
                id: Identifier.uuid(),
                groupID: group.id,
                userID: call.caller.userID,
                projectID: call.caller.projectID ?? group.projectID,
                groupTypeID: group.groupTypeID,
                created: now
            )
            row.name = given["name"]?.string
            row.description = given["description"]?.string
            for volume in state.volumes(inGroup: group.id) {
                var snapshot = try Self.newSnapshot(of: volume, call.caller, takesInUse: true, at: now, self)
                try state.reserve(
                    QuotaUsage(gigabytes: volume.size, snapshots: 1),
                    row.projectID,
                    typeName: volume.typeID.flatMap { state.types[$0]?.name },
                    for: .snapshots
                )
                snapshot.name = row.name
                snapshot.description = row.description
                snapshot.groupSnapshotID = row.id
                state.snapshots.insert(snapshot)
            }
            state.groupSnapshots.insert(row)
            return row
        }
        finishGroupSnapshot(row.id)
        return row
    }

    func finishGroupSnapshot(_ id: String) {
        after("group-snapshot.create") { state, now in
            guard var row = state.groupSnapshots[id], row.status == "creating" else { return }
            for snapshot in state.snapshots(inGroupSnapshot: id) where snapshot.status == "creating" {
                state.update(snapshot: snapshot.id, at: now) { snapshot in
                    snapshot.status = "available"
                    snapshot.progress = "100%"
                }
            }
            row.status = "available"
            row.updated = now
            state.groupSnapshots.insert(row)
        }
    }

    /// Lets what was going on with a group's snapshot when the cloud ended come to its end.
    func resume(_ row: GroupSnapshotRow) {
        switch row.status {
        case "creating": finishGroupSnapshot(row.id)
        case "deleting": finishGroupSnapshotDeletion(row.id)
        default: break
        }
    }

    // MARK: - Changing

    // “Delete group snapshot”.
    func deleteGroupSnapshot(
        _ call: BlockStorageCall,
        _ check: (String, borrowing BlockStorageState) throws -> Void
    ) throws {
        let now = clock.now
        try store.write { state in
            var row = try groupSnapshot(call["id"], call.caller, in: state)
            try check(row.groupTypeID, state)
            try requireMember("group:delete_group_snapshot", call.caller, of: row.projectID)
            let id = row.id
            let isSource = state.groups.values.contains { $0.groupSnapshotID == id && $0.status == "creating" }
            guard ["available", "error"].contains(row.status), !isSource else {
                throw BlockStorageError.badRequest(
                    "Invalid GroupSnapshot: GroupSnapshot status must be available or error, and no Group can be "
                        + "currently using it as source for its creation."
                )
            }
            for snapshot in state.snapshots(inGroupSnapshot: id) {
                state.update(snapshot: snapshot.id, at: now) { $0.status = "deleting" }
            }
            row.status = "deleting"
            row.updated = now
            state.groupSnapshots.insert(row)
        }
        finishGroupSnapshotDeletion(call["id"])
    }

    func finishGroupSnapshotDeletion(_ id: String) {
        parts.transitions.after("block-storage.group-snapshot.delete") { [self] _ in
            let contents = try? store.write { state -> [VolumeContent] in
                guard state.groupSnapshots[id]?.status == "deleting" else { return [] }
                let snapshots = state.snapshots(inGroupSnapshot: id)
                for snapshot in snapshots { state.snapshots[snapshot.id] = nil }
                state.groupSnapshots[id] = nil
                return snapshots.compactMap(\.content)
            }
            for content in contents ?? [] { await remove(content) }
        }
    }

    // “Reset group snapshot status”.
    private func resetGroupSnapshotStatus(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("reset_status", GroupSchemas.resetSnapshotStatus)
        let now = clock.now
        try store.write { state in
            var row = try groupSnapshot(call["id"], call.caller, in: state)
            try requireAdmin("group:reset_group_snapshot_status", call.caller)
            row.status = given["status"]?.string?.lowercased() ?? row.status
            row.updated = now
            state.groupSnapshots.insert(row)
        }
        return call.done()
    }
}
