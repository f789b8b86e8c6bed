import HTTPTypes
import Hummingbird

extension BlockStorageService {
    func declareTypes(in table: inout RouteTable) {
        on(.get, "/types", in: &table, listTypes)
        on(.post, "/types", in: &table, createType)
        on(.get, "/types/{id}", in: &table, showType)
        on(.put, "/types/{id}", in: &table, updateType)
        on(.delete, "/types/{id}", in: &table, deleteType)
        on(.get, "/types/{id}/os-volume-type-access", in: &table, listAccess)
        let actions: [String: Action] = [
            "addProjectAccess": Action(handler: addAccess), "removeProjectAccess": Action(handler: removeAccess),
        ]
        onActions("/types/{id}/action", actions, in: &table)
    }

    // MARK: - Finding

    /// A type by id, if the caller may use it.
    func type(id: String, _ caller: Caller, in state: borrowing BlockStorageState) throws -> VolumeTypeRow {
        guard let row = state.types[id], Self.sees(row, caller) else {
            throw BlockStorageError.missing("Volume type", id)
        }
        return row
    }

    /// A type by name or id.
    func type(_ name: String, _ caller: Caller, in state: borrowing BlockStorageState) throws -> VolumeTypeRow {
        if BodyFormat.isUUID(name) {
            if let row = state.types[name], Self.sees(row, caller) { return row }
            if let row = state.type(named: name), Self.sees(row, caller) { return row }
            throw BlockStorageError.missing("Volume type", name)
        }
        guard let row = state.type(named: name), Self.sees(row, caller) else {
            throw BlockStorageError.noTypeNamed(name)
        }
        return row
    }

    private static func sees(_ row: VolumeTypeRow, _ caller: Caller) -> Bool {
        caller.isAdmin || row.isPublic || (caller.projectID.map(row.projects.contains) ?? false)
    }

    // MARK: - Showing

    /// The extra specs users may know of.
    private static let visibleSpecs = ["RESKEY:availability_zones", "multiattach", "replication_enabled"]

    static func visibleSpecs(_ row: VolumeTypeRow, _ caller: Caller) -> JSON.Object {
        if caller.isAdmin { return row.specs }
        var specs: JSON.Object = [:]
        for name in visibleSpecs { specs[name] = row.specs[name] }
        return specs
    }

    private func view(_ row: VolumeTypeRow, _ caller: Caller, showsAccess: Bool = true) -> JSON {
        var view: JSON.Object = [
            "id": .string(row.id), "name": .string(row.name), "is_public": .bool(row.isPublic),
            "description": JSON(row.description),
        ]
        if caller.isReader { view["extra_specs"] = .object(Self.visibleSpecs(row, caller)) }
        if caller.isAdmin { view["qos_specs_id"] = JSON(row.qosID) }
        if showsAccess, caller.isMember { view["os-volume-type-access:is_public"] = .bool(row.isPublic) }
        return .object(view)
    }

    /// What is answered to requests that make or change a type.
    private static func changed(_ row: VolumeTypeRow) -> JSON.Object {
        [
            "id": .string(row.id), "name": .string(row.name), "is_public": .bool(row.isPublic),
            "extra_specs": .object(row.specs), "description": JSON(row.description),
        ]
    }

    // Block Storage API reference, “Show volume type detail”.
    private func showType(_ call: BlockStorageCall) throws -> ServiceResponse {
        let isDefault = call["id"] == "default"
        let row = try store.read { state in
            try isDefault
                ? defaultType(of: call.caller.projectID, in: state)
                : type(id: call["id"], call.caller, in: state)
        }
        try requireReader("volume_extension:type_get", call.caller)
        return call.answer(["volume_type": view(row, call.caller, showsAccess: !isDefault)])
    }

    // “List all volume types”.
    private func listTypes(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireReader("volume_extension:type_get_all", call.caller)
        let window = try ListWindow(call.query)
        let filter = try typeFilter(call)
        return try store.read { state in
            let (ids, _) = try window.page(
                of: state.types.values,
                where: { Self.sees($0, call.caller) && filter.accepts($0) },
                by: Self.typeKeys,
                missing: { .missing("Volume type", $0) }
            )
            let rows = ids.compactMap { state.types[$0] }
            var answer: JSON.Object = ["volume_types": .array(rows.map { view($0, call.caller) })]
            answer["volume_type_links"] = try call.nextLink("types", last: ids.last, count: ids.count)
            return call.answer(.object(answer))
        }
    }

    private static let typeKeys: SortKeys<VolumeTypeRow> = [
        "id": { .text($0.id) }, "name": { .text($0.name) }, "created_at": { SortValue($0.created) },
        "updated_at": { SortValue($0.updated) }, "description": { SortValue($0.description) },
        "is_public": { SortValue($0.isPublic) }, "qos_specs_id": { SortValue($0.qosID) },
    ]

    private func typeFilter(_ call: BlockStorageCall) throws -> RowFilter<VolumeTypeRow> {
        var filter = RowFilter<VolumeTypeRow>()
        for (name, value) in try FilterNames.read(call, "volume_type", older: ["is_public"]) {
            switch name {
            case "is_public": break
            case "name": filter.require { $0.name == value }
            case "id": filter.require { $0.id == value }
            case "description": filter.require { $0.description == value }
            case "extra_specs":
                guard let wanted = PythonDictionary.read(value) else {
                    filter.refuseAll()
                    continue
                }
                if !call.caller.isAdmin, !wanted.keys.allSatisfy(Self.visibleSpecs.contains) { filter.refuseAll() }
                filter.require { row in wanted.allSatisfy { row.specs[$0.key]?.string == $0.value } }
            default: filter.refuseAll()
            }
        }
        if let isPublic = try Self.isPublic(call) { filter.require { $0.isPublic == isPublic } }
        return filter
    }

    /// Which of public and other types are asked for: `none` means both, and only admins can ask for others.
    static func isPublic(_ call: BlockStorageCall) throws -> Bool? {
        // Users see the types that are theirs although they aren't public.
        guard call.caller.isAdmin else { return nil }
        guard let text = call.query["is_public"] else { return true }
        if text.lowercased() == "none" { return nil }
        guard let flag = text.lenientBool else {
            throw BlockStorageError.badRequest("Invalid is_public filter [\(text)]")
        }
        return flag
    }

    // MARK: - Changing

    // “Create a volume type”.
    private func createType(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("volume_type", TypeSchemas.create)
        try requireAdmin("volume_extension:type_create", call.caller)
        var row = VolumeTypeRow(id: Identifier.uuid(), name: given["name"]?.string ?? "", created: clock.now)
        row.description = given["description"]?.string
        row.specs = given["extra_specs"]?.object ?? [:]
        row.isPublic = given["os-volume-type-access:is_public"]?.lenientBool ?? true
        let made = row
        try store.write { state in
            guard state.type(named: made.name) == nil else {
                throw BlockStorageError.conflict("Volume Type \(made.name) already exists.")
            }
            state.types.insert(made)
        }
        var answer = Self.changed(made)
        answer["os-volume-type-access:is_public"] = .bool(made.isPublic)
        return call.answer(["volume_type": .object(answer)])
    }

    /// Changes the type of the path, in one go with the checks.
    func changeType(
        _ call: BlockStorageCall,
        _ change: (inout VolumeTypeRow, inout BlockStorageState) throws -> Void
    ) throws -> VolumeTypeRow {
        let now = clock.now
        return try store.write { state in
            var row = try type(id: call["id"], call.caller, in: state)
            try change(&row, &state)
            row.updated = now
            state.types.insert(row)
            return row
        }
    }

    // “Update a volume type”.
    private func updateType(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("volume_type", TypeSchemas.update)
        try requireAdmin("volume_extension:type_update", call.caller)
        let name = given["name"]?.string
        if let name, name.trimmingSpaces.isEmpty {
            throw BlockStorageError.badRequest("Volume type name can not be empty.")
        }
        let isPublic = given["is_public"]?.lenientBool
        if name == nil, given["description"]?.string == nil, isPublic == nil {
            throw BlockStorageError.badRequest(
                "Specify volume type name, description, is_public or a combination thereof."
            )
        }
        let row = try changeType(call) { row, state in
            if let name, name != row.name {
                if let other = state.type(named: name), other.id != row.id {
                    throw BlockStorageError.conflict("Volume Type \(name) already exists.")
                }
                state.renameQuotas(of: row.name, to: name)
                row.name = name
            }
            if let description = given["description"]?.string { row.description = description }
            if let isPublic { row.isPublic = isPublic }
        }
        return call.answer(["volume_type": .object(Self.changed(row))])
    }

    // “Delete a volume type”.
    private func deleteType(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:type_delete", call.caller)
        try store.write { state in
            let row = try type(id: call["id"], call.caller, in: state)
            let isDefault = row.name == defaultTypeName || state.defaultTypes.values.contains { $0.typeID == row.id }
            if isDefault {
                throw BlockStorageError.badRequest(
                    "The volume type \(row.id) is a default volume type and cannot be deleted."
                )
            }
            let isUsed =
                state.volumes.values.contains { $0.typeID == row.id }
                || state.groups.values.contains { $0.typeIDs.contains(row.id) }
            if isUsed { throw BlockStorageError.badRequest("Target volume type is still in use.") }
            state.types[row.id] = nil
        }
        return call.done()
    }

    // MARK: - Access

    // “Show private volume type access details”.
    private func listAccess(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:volume_type_access:get_all_for_type", call.caller)
        let row = try store.read { try type(id: call["id"], call.caller, in: $0) }
        if row.isPublic {
            throw BlockStorageError.notFound("Access list not available for public volume types.")
        }
        let access = row.projects.map { JSON.object(["volume_type_id": .string(row.id), "project_id": .string($0)]) }
        return call.answer(["volume_type_access": .array(access)])
    }

    // “Add private volume type access to project”.
    private func addAccess(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("addProjectAccess", TypeSchemas.access("addProjectAccess"))
        try requireAdmin("volume_extension:volume_type_access:addProjectAccess", call.caller)
        let project = given["project"]?.string ?? ""
        _ = try changeType(call) { row, _ in
            if row.isPublic {
                throw BlockStorageError.badRequest(
                    "Invalid volume type: Type access modification is not applicable to public volume type."
                )
            }
            if row.projects.contains(project) {
                throw BlockStorageError.conflict(
                    "Volume type access for \(row.id) / \(project) combination already exists."
                )
            }
            row.projects.append(project)
        }
        return call.done()
    }

    // “Remove private volume type access from project”.
    private func removeAccess(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("removeProjectAccess", TypeSchemas.access("removeProjectAccess"))
        try requireAdmin("volume_extension:volume_type_access:removeProjectAccess", call.caller)
        let project = given["project"]?.string ?? ""
        _ = try changeType(call) { row, _ in
            if row.isPublic {
                throw BlockStorageError.badRequest(
                    "Invalid volume type: Type access modification is not applicable to public volume type."
                )
            }
            guard row.projects.contains(project) else {
                throw BlockStorageError.notFound(
                    "Volume type access not found for \(row.id) / \(project) combination."
                )
            }
            row.projects.removeAll { $0 == project }
        }
        return call.done()
    }
}

extension BlockStorageState {
    /// The quotas of a type have its name in theirs.
    fileprivate mutating func renameQuotas(of old: String, to new: String) {
        func renamed(_ limits: [String: Int]) -> [String: Int] {
            var limits = limits
            for part in ["volumes_", "gigabytes_", "snapshots_"] {
                if let limit = limits.removeValue(forKey: part + old) { limits[part + new] = limit }
            }
            return limits
        }
        for var row in quotas.values {
            let limits = renamed(row.limits)
            guard limits != row.limits else { continue }
            row.limits = limits
            quotas.insert(row)
        }
        for var row in quotaClasses.values {
            let limits = renamed(row.limits)
            guard limits != row.limits else { continue }
            row.limits = limits
            quotaClasses.insert(row)
        }
    }
}
