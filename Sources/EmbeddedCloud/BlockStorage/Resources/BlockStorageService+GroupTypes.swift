import HTTPTypes
import Hummingbird

// Group types and their specs, since 3.11.
extension BlockStorageService {
    func declareGroupTypes(in table: inout RouteTable) {
        on(.get, "/group_types", since: 11, in: &table, listGroupTypes)
        on(.post, "/group_types", since: 11, in: &table, createGroupType)
        on(.get, "/group_types/{id}", since: 11, in: &table, showGroupType)
        on(.put, "/group_types/{id}", since: 11, in: &table, updateGroupType)
        on(.delete, "/group_types/{id}", since: 11, in: &table, deleteGroupType)
        on(.get, "/group_types/{id}/group_specs", since: 11, in: &table, listGroupSpecs)
        on(.post, "/group_types/{id}/group_specs", since: 11, in: &table, createGroupSpecs)
        on(.get, "/group_types/{id}/group_specs/{key}", since: 11, in: &table, showGroupSpec)
        on(.put, "/group_types/{id}/group_specs/{key}", since: 11, in: &table, updateGroupSpec)
        on(.delete, "/group_types/{id}/group_specs/{key}", since: 11, in: &table, deleteGroupSpec)
    }

    private func groupType(_ call: BlockStorageCall, in state: borrowing BlockStorageState) throws -> GroupTypeRow {
        guard let row = state.groupTypes[call["id"]], row.isPublic || call.caller.isAdmin else {
            throw BlockStorageError.missing("Group type", call["id"])
        }
        return row
    }

    // MARK: - Types

    private static func view(_ row: GroupTypeRow, _ call: BlockStorageCall) -> JSON {
        var view: JSON.Object = [
            "id": .string(row.id), "name": .string(row.name), "description": JSON(row.description),
            "is_public": .bool(row.isPublic),
        ]
        if call.caller.isAdmin { view["group_specs"] = .object(row.specs) }
        return .object(view)
    }

    // Block Storage API reference, “List group types”.
    private func listGroupTypes(_ call: BlockStorageCall) throws -> ServiceResponse {
        let window = try ListWindow(call.query)
        let isPublic = call.caller.isAdmin ? try Self.isPublic(call) : true
        return try store.read { state in
            let (ids, _) = try window.page(
                of: state.groupTypes.values,
                where: { isPublic == nil || $0.isPublic == isPublic },
                by: Self.groupTypeKeys,
                missing: { .missing("Group type", $0) }
            )
            let rows = ids.compactMap { state.groupTypes[$0] }
            var answer: JSON.Object = ["group_types": .array(rows.map { Self.view($0, call) })]
            answer["group_type_links"] = try call.nextLink("group_types", last: ids.last, count: ids.count)
            return call.answer(.object(answer))
        }
    }

    private static let groupTypeKeys: SortKeys<GroupTypeRow> = [
        "id": { .text($0.id) }, "name": { .text($0.name) }, "created_at": { SortValue($0.created) },
        "updated_at": { SortValue($0.updated) }, "is_public": { SortValue($0.isPublic) },
        "description": { SortValue($0.description) },
    ]

    private func showGroupType(_ call: BlockStorageCall) throws -> ServiceResponse {
        if call["id"] == "default" { throw BlockStorageError.notFound("Default group type can not be found.") }
        return call.answer(["group_type": Self.view(try store.read { try groupType(call, in: $0) }, call)])
    }

    // “Create group type”.
    private func createGroupType(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("group_type", GroupSchemas.createType)
        try requireAdmin("group:group_types:create", call.caller)
        var row = GroupTypeRow(id: Identifier.uuid(), name: given["name"]?.string ?? "", created: clock.now)
        row.description = given["description"]?.string
        row.isPublic = given["is_public"]?.lenientBool ?? true
        row.specs = given["group_specs"]?.object ?? [:]
        let made = row
        try store.write { state in
            guard state.groupType(named: made.name) == nil else {
                throw BlockStorageError.conflict("Group Type \(made.name) already exists.")
            }
            state.groupTypes.insert(made)
        }
        return call.answer(["group_type": Self.view(made, call)], status: .accepted)
    }

    private func changeGroupType(
        _ call: BlockStorageCall,
        _ change: (inout GroupTypeRow, borrowing BlockStorageState) throws -> Void
    ) throws -> GroupTypeRow {
        let now = clock.now
        return try store.write { state in
            var row = try groupType(call, in: state)
            try change(&row, state)
            row.updated = now
            state.groupTypes.insert(row)
            return row
        }
    }

    // “Update group type”.
    private func updateGroupType(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("group_type", GroupSchemas.updateType)
        try requireAdmin("group:group_types:update", call.caller)
        let name = given["name"]?.string
        if let name, !name.isEmpty, name.trimmingSpaces.isEmpty {
            throw BlockStorageError.badRequest("Group type name can not be empty.")
        }
        let isPublic = given["is_public"]?.lenientBool
        if name == nil, given["description"]?.string == nil, isPublic == nil {
            throw BlockStorageError.badRequest("Specify group type name, description or a combination thereof.")
        }
        let row = try changeGroupType(call) { row, state in
            if let name, !name.isEmpty, name != row.name {
                guard state.groupType(named: name) == nil else {
                    throw BlockStorageError.conflict("Group Type \(name) already exists.")
                }
                row.name = name
            }
            if let description = given["description"]?.string { row.description = description }
            if let isPublic { row.isPublic = isPublic }
        }
        return call.answer(["group_type": Self.view(row, call)])
    }

    // “Delete group type”.
    private func deleteGroupType(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("group:group_types:delete", call.caller)
        try store.write { state in
            let row = try groupType(call, in: state)
            if state.groups.values.contains(where: { $0.groupTypeID == row.id }) {
                throw BlockStorageError.badRequest("Target group type is still in use.")
            }
            state.groupTypes[row.id] = nil
        }
        return call.done()
    }

    // MARK: - Specs

    private func listGroupSpecs(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("group:group_types_specs:get_all", call.caller)
        return call.answer(["group_specs": .object(try store.read { try groupType(call, in: $0) }.specs)])
    }

    private func showGroupSpec(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("group:group_types_specs:get", call.caller)
        guard let value = try store.read({ try groupType(call, in: $0) }).specs[call["key"]] else {
            throw BlockStorageError.notFound("Group Type \(call["id"]) has no extra spec with key \(call["key"]).")
        }
        return call.answer([call["key"]: value])
    }

    private func createGroupSpecs(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("group_specs", GroupSchemas.specs)
        try requireAdmin("group:group_types_specs:create", call.caller)
        _ = try changeGroupType(call) { row, _ in row.specs.merge(given) }
        return call.answer(["group_specs": .object(given)], status: .accepted)
    }

    private func updateGroupSpec(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(GroupSchemas.spec)
        try requireAdmin("group:group_types_specs:update", call.caller)
        _ = try changeGroupType(call) { row, _ in
            guard given[call["key"]] != nil else { throw BlockStorageError.badRequest("Request body and URI mismatch") }
            row.specs.merge(given)
        }
        return call.answer(.object(given))
    }

    private func deleteGroupSpec(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("group:group_types_specs:delete", call.caller)
        _ = try changeGroupType(call) { row, _ in
            guard row.specs[call["key"]] != nil else {
                throw BlockStorageError.notFound("Group Type \(call["id"]) has no specs with key \(call["key"]).")
            }
            row.specs[call["key"]] = nil
        }
        return call.done()
    }
}
