import HTTPTypes
import Hummingbird

// Extra specs and encryption of volume types.
extension BlockStorageService {
    func declareTypeSpecs(in table: inout RouteTable) {
        on(.get, "/types/{id}/extra_specs", in: &table, listSpecs)
        on(.post, "/types/{id}/extra_specs", in: &table, createSpecs)
        on(.get, "/types/{id}/extra_specs/{key}", in: &table, showSpec)
        on(.put, "/types/{id}/extra_specs/{key}", in: &table, updateSpec)
        on(.delete, "/types/{id}/extra_specs/{key}", in: &table, deleteSpec)
        on(.get, "/types/{id}/encryption", in: &table, showTypeEncryption)
        on(.post, "/types/{id}/encryption", in: &table, createTypeEncryption)
        on(.get, "/types/{id}/encryption/{key}", in: &table, showTypeEncryptionItem)
        on(.put, "/types/{id}/encryption/{key}", in: &table, updateTypeEncryption)
        on(.delete, "/types/{id}/encryption/{key}", in: &table, deleteTypeEncryption)
    }

    // MARK: - Extra specs

    // Block Storage API reference, “Show all extra specifications for volume type”.
    private func listSpecs(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireReader("volume_extension:types_extra_specs:index", call.caller)
        let row = try store.read { try type(id: call["id"], call.caller, in: $0) }
        return call.answer(["extra_specs": .object(Self.visibleSpecs(row, call.caller))])
    }

    private func showSpec(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireReader("volume_extension:types_extra_specs:show", call.caller)
        let row = try store.read { try type(id: call["id"], call.caller, in: $0) }
        guard let value = Self.visibleSpecs(row, call.caller)[call["key"]] else { throw Self.noSpec(call) }
        return call.answer([call["key"]: value])
    }

    private static func noSpec(_ call: BlockStorageCall) -> BlockStorageError {
        .notFound("Volume Type \(call["id"]) has no extra specs with key \(call["key"]).")
    }

    /// Changes a type's extra specs, unless there are volumes of the type.
    private func changeSpecs(
        _ call: BlockStorageCall,
        _ change: (inout JSON.Object) throws -> Void
    ) throws {
        _ = try changeType(call) { row, state in
            let id = row.id
            if state.volumes.values.contains(where: { $0.typeID == id }) {
                throw BlockStorageError.badRequest("Volume Type is currently in use.")
            }
            try change(&row.specs)
            if row.isMultiattach, row.specs["cacheable"]?.string == "<is> True" {
                throw BlockStorageError.badRequest("cacheable cannot be set with multiattach.")
            }
        }
    }

    // “Create or update extra specs for volume type”.
    private func createSpecs(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("extra_specs", TypeSchemas.specs)
        try requireAdmin("volume_extension:types_extra_specs:create", call.caller)
        try changeSpecs(call) { $0.merge(given) }
        return call.answer(["extra_specs": .object(given)])
    }

    private func updateSpec(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.document(TypeSchemas.spec)
        try requireAdmin("volume_extension:types_extra_specs:update", call.caller)
        guard given[call["key"]] != nil else { throw BlockStorageError.badRequest("Request body and URI mismatch") }
        try changeSpecs(call) { $0.merge(given) }
        return call.answer(.object(given))
    }

    private func deleteSpec(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try store.read { try type(id: call["id"], call.caller, in: $0) }
        try requireAdmin("volume_extension:types_extra_specs:delete", call.caller)
        try changeSpecs(call) { specs in
            guard specs[call["key"]] != nil else { throw Self.noSpec(call) }
            specs[call["key"]] = nil
        }
        return .empty(.accepted, headers: [.contentType: "application/json"])
    }

    // MARK: - Encryption

    // “Show an encryption type”.
    private func showTypeEncryption(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:volume_type_encryption:get", call.caller)
        let row = try store.read { try type(id: call["id"], call.caller, in: $0) }
        return call.answer(.object(row.encryptionView))
    }

    // “Show encryption specs item”.
    private func showTypeEncryptionItem(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:volume_type_encryption:get", call.caller)
        let row = try store.read { try type(id: call["id"], call.caller, in: $0) }
        guard let value = row.encryptionView[call["key"]] else {
            throw BlockStorageError.notFound("Volume type encryption for type \(row.id) does not exist.")
        }
        return call.answer([call["key"]: value])
    }

    /// Changes a type's encryption, unless there are encrypted volumes of the type.
    private func changeEncryption(
        _ call: BlockStorageCall,
        _ verb: String,
        _ change: (inout VolumeTypeRow) throws -> Void
    ) throws {
        _ = try changeType(call) { row, state in
            let id = row.id
            if row.encryption != nil || verb == "create", state.volumes.values.contains(where: { $0.typeID == id }) {
                throw BlockStorageError.badRequest("Cannot \(verb) encryption specs. Volume type in use.")
            }
            try change(&row)
        }
    }

    // “Create an encryption type”.
    private func createTypeEncryption(_ call: BlockStorageCall) throws -> ServiceResponse {
        var given = try call.member("encryption", TypeSchemas.encryption(isNew: true))
        try requireAdmin("volume_extension:volume_type_encryption:create", call.caller)
        if let size = given["key_size"]?.string.flatMap(Int.init) { given["key_size"] = .int(size) }
        let now = clock.now
        let id = Identifier.uuid()
        try changeEncryption(call, "create") { row in
            guard row.encryption == nil else {
                throw BlockStorageError.badRequest("Volume type encryption for type \(row.id) already exists.")
            }
            row.encryption = VolumeTypeRow.Encryption(
                id: id,
                provider: given["provider"]?.string ?? "",
                controlLocation: given["control_location"]?.string ?? "",
                cipher: given["cipher"]?.string,
                keySize: given["key_size"]?.int,
                created: now
            )
        }
        given["volume_type_id"] = .string(call["id"])
        given["encryption_id"] = .string(id)
        return call.answer(["encryption": .object(given)])
    }

    // “Update an encryption type”.
    private func updateTypeEncryption(_ call: BlockStorageCall) throws -> ServiceResponse {
        var given = try call.member("encryption", TypeSchemas.encryption(isNew: false))
        try requireAdmin("volume_extension:volume_type_encryption:update", call.caller)
        if let size = given["key_size"]?.string.flatMap(Int.init) { given["key_size"] = .int(size) }
        let now = clock.now
        try changeEncryption(call, "update") { row in
            guard var encryption = row.encryption else {
                throw BlockStorageError.notFound("Volume type encryption for type \(row.id) does not exist.")
            }
            if let value = given["provider"]?.string { encryption.provider = value }
            if let value = given["control_location"]?.string { encryption.controlLocation = value }
            if let value = given["cipher"] { encryption.cipher = value.string }
            if let value = given["key_size"] { encryption.keySize = value.int }
            encryption.updated = now
            row.encryption = encryption
        }
        return call.answer(["encryption": .object(given)])
    }

    // “Delete an encryption type”.
    private func deleteTypeEncryption(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireAdmin("volume_extension:volume_type_encryption:delete", call.caller)
        try changeEncryption(call, "delete") { row in
            guard row.encryption != nil else {
                throw BlockStorageError.notFound("Volume type encryption for type \(row.id) does not exist.")
            }
            row.encryption = nil
        }
        return call.done()
    }
}

extension VolumeTypeRow {
    /// Nothing where the type is not encrypted.
    fileprivate var encryptionView: JSON.Object {
        guard let encryption else { return [:] }
        return [
            "created_at": .string(encryption.created.stored), "updated_at": JSON(encryption.updated?.stored),
            "deleted_at": nil, "deleted": false, "encryption_id": .string(encryption.id),
            "cipher": JSON(encryption.cipher), "key_size": JSON(encryption.keySize),
            "provider": .string(encryption.provider), "control_location": .string(encryption.controlLocation),
            "volume_type_id": .string(id),
        ]
    }
}
