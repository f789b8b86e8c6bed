import HTTPTypes
import Hummingbird

// The older way of attaching volumes, by actions of the volume.
extension BlockStorageService {
    func reserveVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-reserve"))
        try changeVolume(call) { row, _ in
            try requireMember("volume_extension:volume_actions:reserve", call.caller, of: row.projectID)
            let allowed = row.isMultiattach ? ["available", "in-use"] : ["available"]
            guard allowed.contains(row.status) else {
                throw BlockStorageError.invalidVolume(
                    "Volume status must be \(allowed.joined(separator: " or ")) to reserve, but the status is "
                        + "\(row.status)."
                )
            }
            row.status = "attaching"
        }
        return call.done()
    }

    func unreserveVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-unreserve"))
        try changeVolume(call) { row, state in
            try requireMember("volume_extension:volume_actions:unreserve", call.caller, of: row.projectID)
            Self.unreserve(&row, in: state)
        }
        return call.done()
    }

    private static func unreserve(_ row: inout VolumeRow, in state: borrowing BlockStorageState) {
        guard row.status == "attaching" else { return }
        row.status = state.attachments(of: row.id).isEmpty ? "available" : "in-use"
    }

    func beginDetaching(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-begin_detaching"))
        try changeVolume(call) { row, _ in
            try requireMember("volume_extension:volume_actions:begin_detaching", call.caller, of: row.projectID)
            if row.isMigrating { return }
            guard row.status == "in-use", row.isAttached else {
                throw BlockStorageError.invalidVolume(
                    "Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to "
                        + "detach."
                )
            }
            row.status = "detaching"
        }
        return call.done()
    }

    func rollDetaching(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-roll_detaching"))
        try changeVolume(call) { row, _ in
            try requireMember("volume_extension:volume_actions:roll_detaching", call.caller, of: row.projectID)
            if row.status == "detaching" { row.status = "in-use" }
        }
        return call.done()
    }

    func attachVolume(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-attach", VolumeSchemas.attach)
        let mode = given["mode"]?.string ?? "rw"
        let now = clock.now
        try changeVolume(call) { row, state in
            try requireMember("volume_extension:volume_actions:attach", call.caller, of: row.projectID)
            if row.status == "maintenance" {
                throw BlockStorageError.invalidVolume("The volume cannot be attached in maintenance mode.")
            }
            let isReadOnly = row.adminMetadata["readonly"]?.string == "True"
            if row.adminMetadata["readonly"] == nil { row.adminMetadata["readonly"] = "False" }
            if isReadOnly, mode != "ro" {
                throw BlockStorageError.badRequest("Invalid attaching mode '\(mode)' for volume \(row.id).")
            }
            let server = given["instance_uuid"]?.string
            let host = given["host_name"]?.string
            let known = state.attachments(of: row.id).filter { $0.status == "attached" }
            if known.contains(where: { server != nil ? $0.serverID == server : $0.host == host && $0.serverID == nil })
            {
                row.status = "in-use"
                return
            }
            if row.status == "in-use", !row.isMultiattach, !row.isMigrating {
                throw BlockStorageError.badRequest(
                    "Error attaching volume - InvalidVolume: Invalid volume: volume is already attached"
                )
            }
            state.attachments.insert(
                AttachmentRow(
                    id: Identifier.uuid(),
                    volumeID: row.id,
                    projectID: row.projectID,
                    serverID: server,
                    status: "attached",
                    mode: mode,
                    device: given["mountpoint"]?.string,
                    host: host,
                    attached: now,
                    created: now
                )
            )
            row.adminMetadata["attached_mode"] = .string(mode)
            row.status = "in-use"
            row.isAttached = true
        }
        return call.done()
    }

    func detachVolume(_ call: BlockStorageCall) async throws -> ServiceResponse {
        let given = try call.member("os-detach", VolumeSchemas.detach)
        let row = try volume(call["id"], call.caller)
        try requireMember("volume_extension:volume_actions:detach", call.caller, of: row.projectID)
        try await detach(row, given["attachment_id"]?.string, call)
        return call.done()
    }

    func forceDetach(_ call: BlockStorageCall) async throws -> ServiceResponse {
        let given = try call.member("os-force_detach", VolumeSchemas.forceDetach)
        let row = try volume(call["id"], call.caller)
        try requireAdmin("volume_extension:volume_admin_actions:force_detach", call.caller)
        try await detach(row, given["attachment_id"]?.string, call, verb: "force detaching")
        return call.done()
    }

    private func detach(
        _ row: VolumeRow,
        _ attachmentID: String?,
        _ call: BlockStorageCall,
        verb: String = "detaching"
    ) async throws {
        let attachments = store.read { $0.attachments(of: row.id) }
        if let id = attachmentID, let attachment = store.read({ $0.attachments[id] }), attachment.volumeID != row.id {
            throw BlockStorageError.invalidInput("Mismatched volume and attachment")
        }
        let wanted = attachmentID.map { id in attachments.first { $0.id == id } } ?? attachments.first
        if let wanted, attachmentID != nil || attachments.count == 1 {
            try await requireUnused(wanted, call.caller)
        }
        if row.status == "maintenance" {
            throw BlockStorageError.invalidVolume("The volume cannot be detached in maintenance mode.")
        }
        if let id = attachmentID, wanted == nil {
            throw BlockStorageError.badRequest(
                "Error \(verb) volume - VolumeAttachmentNotFound: Volume attachment could not be found with filter: "
                    + "attachment_id = \(id)."
            )
        }
        if attachmentID == nil, attachments.count > 1 {
            throw BlockStorageError.badRequest(
                "Error \(verb) volume - InvalidVolume: Invalid volume: Detach volume failed: More than one attachment, "
                    + "but no attachment_id provided."
            )
        }
        let now = clock.now
        try store.write { state in
            if let wanted {
                state.finishDetachment(wanted.id, of: row.id, at: now)
            } else {
                state.update(volume: row.id, at: now) { row in
                    row.status = "available"
                    row.isAttached = false
                }
            }
        }
    }

    func initializeConnection(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("os-initialize_connection", VolumeSchemas.initializeConnection)
        let row = try volume(call["id"], call.caller)
        try requireMember("volume_extension:volume_actions:initialize_connection", call.caller, of: row.projectID)
        if row.status == "maintenance" {
            throw BlockStorageError.invalidVolume(
                "The volume connection cannot be initialized in maintenance mode."
            )
        }
        let isReadOnly = row.adminMetadata["readonly"]?.string == "True"
        let enforces = given["connector"]?["enforce_multipath"] ?? false
        var data = connection(row, mode: isReadOnly ? "ro" : "rw")
        data["enforce_multipath"] = enforces
        return call.answer([
            "connection_info": [
                "driver_volume_type": "iscsi", "data": .object(data), "enforce_multipath": enforces,
            ]
        ])
    }

    /// How a host reaches a volume.
    func connection(_ row: VolumeRow, mode: String) -> JSON.Object {
        [
            "target_discovered": false, "target_portal": "127.0.0.1:3260",
            "target_iqn": .string("iqn.2010-10.org.openstack:volume-\(row.id)"), "target_lun": 0,
            "volume_id": .string(row.id), "discard": false, "qos_specs": nil, "access_mode": .string(mode),
            "encrypted": .bool(row.encryptionKeyID != nil), "cacheable": false,
        ]
    }

    func terminateConnection(_ call: BlockStorageCall) async throws -> ServiceResponse {
        _ = try call.member("os-terminate_connection", VolumeSchemas.terminateConnection)
        let row = try volume(call["id"], call.caller)
        try requireMember("volume_extension:volume_actions:terminate_connection", call.caller, of: row.projectID)
        let attachments = store.read { $0.attachments(of: row.id) }
        if attachments.count == 1, let only = attachments.first { try await requireUnused(only, call.caller) }
        try changeVolume(call) { row, state in Self.unreserve(&row, in: state) }
        return call.done()
    }

    /// Throws 409 where a user would detach behind the back of the compute service.
    func requireUnused(_ attachment: AttachmentRow, _ caller: Caller) async throws {
        if caller.roles.contains("service") { return }
        guard let server = attachment.serverID, !attachment.connectionInfo.isEmpty else { return }
        let answer = await parts.others.call(
            "compute",
            .get,
            "/v2.1/servers/\(server)/os-volume_attachments/\(attachment.volumeID)",
            headers: [.volumeVersion: "compute 2.89"],
            as: caller.elevated
        )
        guard answer.isSuccess, answer.body["volumeAttachment"]?["attachment_id"]?.string == attachment.id else {
            return
        }
        throw BlockStorageError.conflict("Detach volume from instance \(server) using the Compute API")
    }
}

extension BlockStorageState {
    /// Forgets an attachment; the volume's status follows from the others.
    mutating func finishDetachment(_ attachmentID: String, of volumeID: String, at now: Timestamp) {
        attachments[attachmentID] = nil
        let left = attachments(of: volumeID)
        update(volume: volumeID, at: now) { row in
            row.adminMetadata["attached_mode"] = nil
            row.isAttached = left.contains { $0.status == "attached" }
            if row.isAttached {
                row.status = "in-use"
            } else if let other = left.last {
                row.status = other.status == "attaching" ? "attaching" : other.status
            } else {
                row.status = "available"
            }
        }
    }
}
