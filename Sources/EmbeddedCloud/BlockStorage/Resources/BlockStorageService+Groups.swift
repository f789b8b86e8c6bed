import HTTPTypes
import Hummingbird

// Generic volume groups, since 3.13.
extension BlockStorageService {
    func declareGroups(in table: inout RouteTable) {
        on(.get, "/groups", since: 13, in: &table) { try listGroups($0, isDetailed: false) }
        on(.get, "/groups/detail", since: 13, in: &table) { try listGroups($0, isDetailed: true) }
        on(.post, "/groups", since: 13, in: &table, createGroup)
        on(.get, "/groups/{id}", since: 13, in: &table, showGroup)
        on(.put, "/groups/{id}", since: 13, in: &table, updateGroup)
        let actions: [String: Action] = [
            "delete": Action(minor: 13, handler: deleteGroup),
            "reset_status": Action(minor: 20, handler: resetGroupStatus),
            "enable_replication": Action(minor: 38) { try replicate($0, "enable_replication") },
            "disable_replication": Action(minor: 38) { try replicate($0, "disable_replication") },
            "failover_replication": Action(minor: 38) { try replicate($0, "failover_replication") },
            "list_replication_targets": Action(minor: 38) { try replicate($0, "list_replication_targets") },
        ]
        onActions("/groups/{id}/action", actions, in: &table)
        let makings: [String: Action] = ["create-from-src": Action(minor: 14, handler: createGroupFromSource)]
        onActions("/groups/action", makings, in: &table)
    }

    // MARK: - Finding

    /// A group, if the caller may see it.
    func group(_ id: String, _ caller: Caller, in state: borrowing BlockStorageState) throws -> VolumeGroupRow {
        guard let row = state.groups[id], sees(row.projectID, caller) else {
            throw BlockStorageError.missing("Group", id)
        }
        try requireReader("group:get", caller, of: row.projectID)
        return row
    }

    /// A group that is no consistency group, which only the older paths serve.
    private func genericGroup(
        _ call: BlockStorageCall,
        in state: borrowing BlockStorageState
    ) throws -> VolumeGroupRow {
        let row = try group(call["id"], call.caller, in: state)
        try Self.requireGeneric(row.groupTypeID, in: state)
        return row
    }

    static func requireGeneric(_ typeID: String, in state: borrowing BlockStorageState) throws {
        guard state.groupTypes[typeID]?.isOfConsistencyGroups == true else { return }
        throw BlockStorageError.badRequest(
            "Group_type \(typeID) is reserved for migrating CGs to groups. Migrated group can only be operated by CG APIs."
        )
    }

    // MARK: - Showing

    private static func summary(_ row: VolumeGroupRow) -> JSON { ["id": .string(row.id), "name": JSON(row.name)] }

    private static func detail(
        _ row: VolumeGroupRow,
        _ call: BlockStorageCall,
        in state: borrowing BlockStorageState
    ) -> JSON {
        var view: JSON.Object = [
            "id": .string(row.id), "status": .string(row.status), "availability_zone": JSON(row.availabilityZone),
            "created_at": .string(row.created.stored), "name": JSON(row.name), "description": JSON(row.description),
            "group_type": .string(row.groupTypeID), "volume_types": JSON(row.typeIDs),
        ]
        if call.has(14) {
            view["group_snapshot_id"] = JSON(row.groupSnapshotID)
            view["source_group_id"] = JSON(row.sourceGroupID)
        }
        if call.has(25), call.query["list_volume"]?.lenientBool == true {
            view["volumes"] = JSON(state.volumes(inGroup: row.id).map(\.id))
        }
        if call.has(38) { view["replication_status"] = .string(row.replicationStatus) }
        if call.has(58), call.caller.isAdmin { view["project_id"] = .string(row.projectID) }
        return .object(view)
    }

    // Block Storage API reference, “Show group details”.
    private func showGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let view = try store.read { state in
            Self.detail(try genericGroup(call, in: state), call, in: state)
        }
        return call.answer(["group": view])
    }

    private func listGroups(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        let window = try ListWindow(call.query)
        try requireReader("group:get_all", call.caller)
        var filter = RowFilter<VolumeGroupRow>()
        for (name, value) in try FilterNames.read(call, "group", others: ["list_volume"]) {
            switch name {
            case "name", "name~": filter.match(name, value) { $0.name }
            case "status": filter.require { $0.status == value }
            case "id": filter.require { $0.id == value }
            case "group_type_id": filter.require { $0.groupTypeID == value }
            case "source_group_id": filter.require { $0.sourceGroupID == value }
            default: filter.refuseAll()
            }
        }
        let wanted = filter
        // Here the mere presence of the parameter counts.
        let isAll = call.caller.isAdmin && call.query["all_tenants"] != nil
        return try store.read { state in
            var consistent: Set<String> = []
            for type in state.groupTypes.values where type.isOfConsistencyGroups { consistent.insert(type.id) }
            let (ids, _) = try window.page(
                of: state.groups.values,
                where: { row in
                    (isAll || row.projectID == call.caller.projectID) && !consistent.contains(row.groupTypeID)
                        && wanted.accepts(row)
                },
                by: Self.groupKeys,
                missing: { .missing("Group", $0) }
            )
            let rows = ids.compactMap { state.groups[$0] }
            var views: [JSON] = []
            for row in rows { views.append(isDetailed ? Self.detail(row, call, in: state) : Self.summary(row)) }
            var answer: JSON.Object = ["groups": .array(views)]
            answer["group_links"] = try call.nextLink("groups", last: ids.last, count: ids.count)
            return call.answer(.object(answer))
        }
    }

    private static let groupKeys: SortKeys<VolumeGroupRow> = [
        "id": { .text($0.id) }, "name": { SortValue($0.name) }, "created_at": { SortValue($0.created) },
        "updated_at": { SortValue($0.updated) }, "status": { .text($0.status) },
        "description": { SortValue($0.description) }, "group_type_id": { .text($0.groupTypeID) },
        "availability_zone": { SortValue($0.availabilityZone) }, "project_id": { .text($0.projectID) },
    ]

    // MARK: - Making

    // “Create group”.
    private func createGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("group", GroupSchemas.create)
        let row = try store.write { state in
            let wanted = given["group_type"]?.string ?? ""
            guard let type = state.groupTypes[wanted] ?? state.groupType(named: wanted) else {
                throw BodyFormat.isUUID(wanted)
                    ? BlockStorageError.missing("Group type", wanted)
                    : BlockStorageError.notFound("Group type with name \(wanted) could not be found.")
            }
            try Self.requireGeneric(type.id, in: state)
            return try makeGroup(
                given,
                type,
                given["volume_types"]?.array?.compactMap(\.string) ?? [],
                call.caller,
                in: &state
            )
        }
        finishGroup(row.id)
        return call.answer(["group": Self.summary(row)], status: .accepted)
    }

    /// Puts a new group into the state.
    func makeGroup(
        _ given: JSON.Object,
        _ groupType: GroupTypeRow,
        _ types: [String],
        _ caller: Caller,
        in state: inout BlockStorageState
    ) throws -> VolumeGroupRow {
        try requireMember("group:create", caller)
        guard let project = caller.projectID else { throw BlockStorageError.forbidden("group:create") }
        let typeIDs = try types.map { try type($0, caller.elevated, in: state).id }
        if let zone = given["availability_zone"]?.string, zone != Self.availabilityZone {
            throw BlockStorageError.invalidInput("Availability zone '\(zone)' is invalid.")
        }
        try state.reserve(QuotaUsage(groups: 1), project, typeName: nil, for: .groups)
        var row = VolumeGroupRow(
            id: Identifier.uuid(),
            userID: caller.userID,
            projectID: project,
            groupTypeID: groupType.id,
            typeIDs: typeIDs,
            created: clock.now
        )
        row.name = given["name"]?.string?.trimmingSpaces
        row.description = given["description"]?.string?.trimmingSpaces
        row.availabilityZone = Self.availabilityZone
        state.groups.insert(row)
        return row
    }

    // “Create group from source”.
    private func createGroupFromSource(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("create-from-src", GroupSchemas.createFromSource)
        let row = try store.write { state in
            try copyGroup(
                given,
                snapshotID: given["group_snapshot_id"]?.string,
                sourceID: given["source_group_id"]?.string,
                call.caller,
                in: &state
            ) { try Self.requireGeneric($0, in: $1) }
        }
        finishGroup(row.id)
        return call.answer(["group": Self.summary(row)], status: .accepted)
    }

    /// Puts a group into the state that has the volumes of another one, or of a group's snapshot.
    func copyGroup(
        _ given: JSON.Object,
        snapshotID: String?,
        sourceID: String?,
        _ caller: Caller,
        in state: inout BlockStorageState,
        _ check: (String, borrowing BlockStorageState) throws -> Void
    ) throws -> VolumeGroupRow {
        try requireMember("group:create", caller)
        var plans: [VolumePlan] = []
        let source: VolumeGroupRow
        if let id = snapshotID {
            let snapshot = try groupSnapshot(id, caller, in: state)
            source = try group(snapshot.groupID, caller, in: state)
            for row in state.snapshots(inGroupSnapshot: id) {
                var plan = VolumePlan()
                plan.snapshot = row
                plan.size = row.size
                plan.type = row.typeID.flatMap { state.types[$0] }
                plans.append(plan)
            }
        } else {
            source = try group(sourceID ?? "", caller, in: state)
            for row in state.volumes(inGroup: source.id) {
                var plan = VolumePlan()
                plan.source = row
                plan.size = row.size
                plan.type = row.typeID.flatMap { state.types[$0] }
                plans.append(plan)
            }
        }
        try check(source.groupTypeID, state)
        guard let type = state.groupTypes[source.groupTypeID] else {
            throw BlockStorageError.missing("Group type", source.groupTypeID)
        }
        if plans.isEmpty {
            throw BlockStorageError.invalidGroup(
                snapshotID == nil
                    ? "Source Group is empty. No group will be created."
                    : "Group snapshot is empty. No group will be created."
            )
        }
        var row = try makeGroup(given, type, source.typeIDs, caller, in: &state)
        row.groupSnapshotID = snapshotID
        row.sourceGroupID = sourceID
        state.groups.insert(row)
        for var plan in plans {
            plan.group = row
            plan.isPartOfNewGroup = true
            _ = try make(plan, caller, in: &state)
        }
        return row
    }

    /// What happens when a group and the volumes it is made with are there.
    func finishGroup(_ id: String) {
        let pool = poolName
        after("group.create") { state, now in
            guard state.groups[id]?.status == "creating" else { return }
            state.update(group: id, at: now) { row in
                row.status = "available"
                row.host = pool
            }
            for volume in state.volumes(inGroup: id) where volume.status == "creating" {
                state.update(volume: volume.id, at: now) { volume in
                    volume.status = "available"
                    volume.host = pool
                }
            }
        }
    }

    /// Lets what was going on with a group when the cloud ended come to its end.
    func resume(_ row: VolumeGroupRow) {
        switch row.status {
        case "creating": finishGroup(row.id)
        case "deleting": finishGroupDeletion(row.id)
        case "updating": finishGroupUpdate(row.id)
        default: break
        }
    }
}
