import HTTPTypes
import Hummingbird

// Consistency groups and their snapshots: groups of one reserved type, behind older paths.
extension BlockStorageService {
    func declareConsistencyGroups(in table: inout RouteTable) {
        on(.get, "/consistencygroups", in: &table) { try listConsistencyGroups($0, isDetailed: false) }
        on(.get, "/consistencygroups/detail", in: &table) { try listConsistencyGroups($0, isDetailed: true) }
        on(.post, "/consistencygroups", in: &table, createConsistencyGroup)
        on(.post, "/consistencygroups/create_from_src", in: &table, copyConsistencyGroup)
        on(.get, "/consistencygroups/{id}", in: &table, showConsistencyGroup)
        on(.post, "/consistencygroups/{id}/delete", in: &table, deleteConsistencyGroup)
        on(.put, "/consistencygroups/{id}/update", in: &table, updateConsistencyGroup)
        on(.get, "/cgsnapshots", in: &table) { try listConsistencySnapshots($0, isDetailed: false) }
        on(.get, "/cgsnapshots/detail", in: &table) { try listConsistencySnapshots($0, isDetailed: true) }
        on(.post, "/cgsnapshots", in: &table, createConsistencySnapshot)
        on(.get, "/cgsnapshots/{id}", in: &table, showConsistencySnapshot)
        on(.delete, "/cgsnapshots/{id}", in: &table) { call in
            try deleteGroupSnapshot(call) { _, _ in }
            return call.done()
        }
    }

    // MARK: - Groups

    private static func view(_ row: VolumeGroupRow, isDetailed: Bool) -> JSON {
        guard isDetailed else { return ["id": .string(row.id), "name": JSON(row.name)] }
        return [
            "id": .string(row.id), "status": .string(row.status), "availability_zone": JSON(row.availabilityZone),
            "created_at": .string(row.created.stored), "name": JSON(row.name), "description": JSON(row.description),
            "volume_types": JSON(row.typeIDs),
        ]
    }

    private func showConsistencyGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let row = try store.read { try group(call["id"], call.caller, in: $0) }
        return call.answer(["consistencygroup": Self.view(row, isDetailed: true)])
    }

    private func listConsistencyGroups(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        try requireReader("group:get_all", call.caller)
        let window = try ListWindow(call.query)
        let isAll = call.caller.isAdmin && call.query["all_tenants"] != nil
        return try store.read { state in
            let (ids, _) = try window.page(
                of: state.groups.values,
                where: { isAll || $0.projectID == call.caller.projectID },
                by: [
                    "id": { .text($0.id) }, "created_at": { SortValue($0.created) }, "name": { SortValue($0.name) },
                    "status": { .text($0.status) },
                ],
                missing: { .missing("Group", $0) }
            )
            let views = ids.compactMap { state.groups[$0] }.map { Self.view($0, isDetailed: isDetailed) }
            var answer: JSON.Object = ["consistencygroups": .array(views)]
            answer["consistencygroup_links"] = try call.nextLink(
                "consistencygroups",
                last: ids.last,
                count: ids.count
            )
            return call.answer(.object(answer))
        }
    }

    private func createConsistencyGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("consistencygroup", GroupSchemas.createConsistent)
        let name = given["name"]?.string ?? "None"
        let types = given["volume_types"]?.string?.split(separator: ",").map(String.init) ?? []
        if types.isEmpty {
            throw BlockStorageError.badRequest("volume_types must be provided to create consistency group \(name).")
        }
        let row = try store.write { state in
            guard let type = state.groupType(named: GroupTypeRow.consistencyName) else {
                throw BlockStorageError.badRequest(
                    "Group type \(GroupTypeRow.consistencyName) not found. Rerun migration script to create the default "
                        + "cgsnapshot type."
                )
            }
            return try makeGroup(given, type, types, call.caller, in: &state)
        }
        finishGroup(row.id)
        return call.answer(["consistencygroup": Self.view(row, isDetailed: false)], status: .accepted)
    }

    private func copyConsistencyGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("consistencygroup-from-src", GroupSchemas.createConsistentFromSource)
        let name = given["name"]?.string ?? "None"
        let snapshot = given["cgsnapshot_id"]?.string
        let source = given["source_cgid"]?.string
        guard snapshot != nil || source != nil else {
            throw BlockStorageError.badRequest(
                "Either 'cgsnapshot_id' or 'source_cgid' must be provided to create consistency group \(name) from source."
            )
        }
        guard snapshot == nil || source == nil else {
            throw BlockStorageError.badRequest(
                "Cannot provide both 'cgsnapshot_id' and 'source_cgid' to create consistency group \(name) from source."
            )
        }
        let row = try store.write { state in
            try copyGroup(given, snapshotID: snapshot, sourceID: source, call.caller, in: &state) { _, _ in }
        }
        finishGroup(row.id)
        return call.answer(["consistencygroup": Self.view(row, isDetailed: false)], status: .accepted)
    }

    private func deleteConsistencyGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        var isForced = false
        if let body = call.body, body != .null {
            try GroupSchemas.deleteConsistent.check(body)
            isForced = body["consistencygroup"]?["force"]?.lenientBool ?? false
        }
        try deleteGroup(call, withVolumes: isForced) { _, _ in }
        return call.done()
    }

    private func updateConsistencyGroup(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("consistencygroup", GroupSchemas.updateConsistent)
        let names = ["name", "description", "add_volumes", "remove_volumes"]
        guard names.contains(where: { given[$0]?.string?.isEmpty == false }) else {
            throw BlockStorageError.badRequest(
                "Name, description, add_volumes, and remove_volumes can not be all empty in the request body."
            )
        }
        try updateGroup(call, given) { _, _ in }
        return call.done()
    }

    // MARK: - Snapshots

    private static func view(_ row: GroupSnapshotRow, isDetailed: Bool) -> JSON {
        guard isDetailed else { return ["id": .string(row.id), "name": JSON(row.name)] }
        return [
            "id": .string(row.id), "consistencygroup_id": .string(row.groupID), "status": .string(row.status),
            "created_at": .string(row.created.stored), "name": JSON(row.name), "description": JSON(row.description),
        ]
    }

    private func showConsistencySnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        let row = try store.read { try groupSnapshot(call["id"], call.caller, in: $0) }
        return call.answer(["cgsnapshot": Self.view(row, isDetailed: true)])
    }

    private func listConsistencySnapshots(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        try requireReader("group:get_all_group_snapshots", call.caller)
        let window = try ListWindow(call.query)
        let rows = store.read { state in
            state.groupSnapshots.rows(with: "project/" + (call.caller.projectID ?? ""))
        }.sorted { ($1.created, $1.id) < ($0.created, $0.id) }
        let page = rows.dropFirst(window.offset).prefix(window.limit)
        return call.answer(["cgsnapshots": .array(page.map { Self.view($0, isDetailed: isDetailed) })])
    }

    private func createConsistencySnapshot(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("cgsnapshot", GroupSchemas.createConsistentSnapshot)
        let row = try makeGroupSnapshot(given["consistencygroup_id"]?.string ?? "", given, call) { _, _ in }
        return call.answer(["cgsnapshot": Self.view(row, isDetailed: false)], status: .accepted)
    }
}
