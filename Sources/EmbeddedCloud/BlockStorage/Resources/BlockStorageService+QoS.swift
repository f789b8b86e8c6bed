import HTTPTypes
import Hummingbird

// Block Storage API reference, “Quality of service (QoS) specifications”.
extension BlockStorageService {
    func declareQoS(in table: inout RouteTable) {
        on(.get, "/qos-specs", in: &table, listQoS)
        on(.post, "/qos-specs", in: &table, createQoS)
        on(.get, "/qos-specs/{id}", in: &table, showQoS)
        on(.put, "/qos-specs/{id}", in: &table, updateQoS)
        on(.delete, "/qos-specs/{id}", in: &table, deleteQoS)
        on(.put, "/qos-specs/{id}/delete_keys", in: &table, deleteQoSKeys)
        on(.get, "/qos-specs/{id}/associations", in: &table, listAssociations)
        on(.get, "/qos-specs/{id}/associate", in: &table, associate)
        on(.get, "/qos-specs/{id}/disassociate", in: &table, disassociate)
        on(.get, "/qos-specs/{id}/disassociate_all", in: &table, disassociateAll)
    }

    private static let consumers = ["back-end", "front-end", "both"]

    private func qos(_ id: String, in state: borrowing BlockStorageState) throws -> QoSRow {
        guard let row = state.qos[id] else { throw BlockStorageError.notFound("No such QoS spec \(id).") }
        return row
    }

    private static func view(_ row: QoSRow) -> JSON {
        [
            "id": .string(row.id), "name": .string(row.name), "consumer": .string(row.consumer),
            "specs": .object(row.specs),
        ]
    }

    private func answer(_ row: QoSRow, _ call: BlockStorageCall) -> ServiceResponse {
        call.answer(["qos_specs": Self.view(row), "links": call.links("qos-specs", row.id)])
    }

    private func listQoS(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:qos_specs_manage:get_all", call.caller)
        let window = try ListWindow(call.query)
        return try store.read { state in
            var filter = RowFilter<QoSRow>()
            for (name, value) in call.query.items where !ListWindow.parameters.contains(name) {
                switch name {
                case "id": filter.require { $0.id == value }
                case "name": filter.require { $0.name == value }
                case "consumer": filter.require { $0.consumer == value }
                default: filter.refuseAll()
                }
            }
            let (ids, _) = try window.page(
                of: state.qos.values,
                where: filter.accepts,
                by: Self.qosKeys,
                missing: { .notFound("No such QoS spec \($0).") }
            )
            var answer: JSON.Object = ["qos_specs": .array(ids.compactMap { state.qos[$0] }.map(Self.view))]
            answer["qos_specs_links"] = try call.nextLink("qos-specs", last: ids.last, count: ids.count)
            return call.answer(.object(answer))
        }
    }

    private static let qosKeys: SortKeys<QoSRow> = [
        "id": { .text($0.id) }, "name": { .text($0.name) }, "created_at": { SortValue($0.created) },
        "updated_at": { SortValue($0.updated) }, "consumer": { .text($0.consumer) },
    ]

    private func showQoS(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:qos_specs_manage:get", call.caller)
        return answer(try store.read { try qos(call["id"], in: $0) }, call)
    }

    private func createQoS(_ call: BlockStorageCall) throws -> ServiceResponse {
        var specs = try call.member("qos_specs", TypeSchemas.createQoS)
        try requireAdmin("volume_extension:qos_specs_manage:create", call.caller)
        let name = specs["name"]?.string?.trimmingSpaces ?? ""
        specs["name"] = nil
        try Self.checkSpecs(specs)
        let consumer = try Self.consumer(specs["consumer"])
        specs["consumer"] = nil
        let row = QoSRow(
            id: Identifier.uuid(),
            name: name,
            consumer: consumer ?? "back-end",
            specs: specs,
            created: clock.now
        )
        try store.write { state in
            if state.qos.values.contains(where: { $0.name == name }) {
                throw BlockStorageError.conflict("QoS Specs \(name) already exists.")
            }
            state.qos.insert(row)
        }
        return answer(row, call)
    }

    private static func consumer(_ value: JSON?) throws -> String? {
        guard let value else { return nil }
        guard let text = value.string, consumers.contains(text) else {
            throw BlockStorageError.badRequest(
                "Invalid qos specs: Valid consumer of QoS specs are: ['back-end', 'front-end', 'both']"
            )
        }
        return text
    }

    /// Names and values are texts of at most 255 characters.
    private static func checkSpecs(_ specs: JSON.Object) throws {
        for (name, value) in specs {
            guard let text = value.string else {
                if value == .null { continue }
                throw BlockStorageError.invalidInput("\(value.pythonText) is not a string or unicode")
            }
            if name.isEmpty {
                throw BlockStorageError.invalidInput("Key \"\" has a minimum character requirement of 1.")
            }
            if name.unicodeScalars.count > 255 || text.unicodeScalars.count > 255 {
                let what = name.unicodeScalars.count > 255 ? "Key \"\(name)\"" : "Value for key \"\(name)\""
                throw BlockStorageError.invalidInput("\(what) has more than 255 characters.")
            }
        }
    }

    private func changeQoS(_ call: BlockStorageCall, _ change: (inout QoSRow) throws -> Void) throws {
        let now = clock.now
        try store.write { state in
            var row = try qos(call["id"], in: state)
            try change(&row)
            row.updated = now
            state.qos.insert(row)
        }
    }

    private func updateQoS(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("qos_specs", TypeSchemas.updateQoS)
        try requireAdmin("volume_extension:qos_specs_manage:update", call.caller)
        try changeQoS(call) { row in
            row.consumer = try Self.consumer(given["consumer"]) ?? row.consumer
            for (name, value) in given where name != "consumer" { row.specs[name] = value }
        }
        return call.answer(["qos_specs": .object(given)])
    }

    private func deleteQoS(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:qos_specs_manage:delete", call.caller)
        let isForced = call.query["force"]?.lenientBool ?? false
        try store.write { state in
            let row = try qos(call["id"], in: state)
            for var type in state.types.values where type.qosID == row.id {
                guard isForced else { throw BlockStorageError.badRequest("Qos specs still in use.") }
                type.qosID = nil
                state.types.insert(type)
            }
            state.qos[row.id] = nil
        }
        return call.done()
    }

    private func deleteQoSKeys(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(TypeSchemas.unsetQoS)
        try requireAdmin("volume_extension:qos_specs_manage:delete", call.caller)
        let keys = given["keys"]?.array?.compactMap(\.string) ?? []
        var missing: String?
        try changeQoS(call) { row in
            for key in keys {
                guard row.specs[key] != nil else {
                    missing = key
                    return
                }
                row.specs[key] = nil
            }
        }
        if let missing {
            throw BlockStorageError.notFound("QoS spec \(call["id"]) has no spec with key \(missing).")
        }
        return call.done()
    }

    // MARK: - Types

    private func listAssociations(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:qos_specs_manage:get_all", call.caller)
        let rows = try store.read { state in
            let id = try qos(call["id"], in: state).id
            return state.types.sorted.filter { $0.qosID == id }
        }
        let associations = rows.map { row in
            JSON.object(["association_type": "volume_type", "name": .string(row.name), "id": .string(row.id)])
        }
        return call.answer(["qos_associations": .array(associations)])
    }

    /// The type the query names, and the specs of the path.
    private func changeAssociation(
        _ call: BlockStorageCall,
        _ change: (inout VolumeTypeRow, QoSRow) throws -> Void
    ) throws -> ServiceResponse {
        try requireAdmin("volume_extension:qos_specs_manage:update", call.caller)
        guard let id = call.query["vol_type_id"], !id.isEmpty else {
            throw BlockStorageError.badRequest("Volume Type id must not be None.")
        }
        try store.write { state in
            let row = try qos(call["id"], in: state)
            var type = try type(id: id, call.caller, in: state)
            try change(&type, row)
            state.types.insert(type)
        }
        return call.done()
    }

    private func associate(_ call: BlockStorageCall) throws -> ServiceResponse {
        try changeAssociation(call) { type, row in
            if let other = type.qosID, other != row.id {
                throw BlockStorageError.badRequest(
                    "Invalid volume type: Type \(type.id) is already associated with another qos specs: \(other)"
                )
            }
            type.qosID = row.id
        }
    }

    private func disassociate(_ call: BlockStorageCall) throws -> ServiceResponse {
        try changeAssociation(call) { type, row in if type.qosID == row.id { type.qosID = nil } }
    }

    private func disassociateAll(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:qos_specs_manage:update", call.caller)
        try store.write { state in
            let row = try qos(call["id"], in: state)
            for var type in state.types.values where type.qosID == row.id {
                type.qosID = nil
                state.types.insert(type)
            }
        }
        return call.done()
    }
}
