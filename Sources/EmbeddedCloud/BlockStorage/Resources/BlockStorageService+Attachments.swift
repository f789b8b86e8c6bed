import HTTPTypes
import Hummingbird

// Attachments as resources, since 3.27; what the compute service uses.
extension BlockStorageService {
    func declareAttachments(in table: inout RouteTable) {
        on(.get, "/attachments", since: 27, in: &table) { try listAttachments($0, isDetailed: false) }
        on(.get, "/attachments/detail", since: 27, in: &table) { try listAttachments($0, isDetailed: true) }
        on(.post, "/attachments", since: 27, in: &table, createAttachment)
        on(.get, "/attachments/{id}", since: 27, in: &table, showAttachment)
        on(.put, "/attachments/{id}", since: 27, in: &table, updateAttachment)
        on(.delete, "/attachments/{id}", since: 27, in: &table, deleteAttachment)
        onActions(
            "/attachments/{id}/action",
            ["os-complete": Action(minor: 44, handler: completeAttachment)],
            in: &table
        )
    }

    private func attachment(
        _ call: BlockStorageCall,
        in state: borrowing BlockStorageState
    ) throws -> AttachmentRow {
        guard let row = state.attachments[call["id"]], sees(row.projectID, call.caller) else {
            throw BlockStorageError.notFound(
                "Volume attachment could not be found with filter: attachment_id = \(call["id"])."
            )
        }
        return row
    }

    // MARK: - Showing

    // Block Storage API reference, “Show attachment details”.
    private func showAttachment(_ call: BlockStorageCall) throws -> ServiceResponse {
        let row = try store.read { try attachment(call, in: $0) }
        return call.answer(["attachment": .object(row.detail)])
    }

    private func listAttachments(_ call: BlockStorageCall, isDetailed: Bool) throws -> ServiceResponse {
        let window = try ListWindow(call.query)
        var filter = RowFilter<AttachmentRow>()
        let isAll = listsAll(call)
        for (name, value) in try FilterNames.read(call, "attachment") {
            switch name {
            case "volume_id": filter.require { $0.volumeID == value }
            case "status", "attach_status": filter.require { $0.status == value }
            case "instance_id", "instance_uuid": filter.require { $0.serverID == value }
            case "attached_host": filter.require { $0.host == value }
            case "id": filter.require { $0.id == value }
            default: filter.refuseAll()
            }
        }
        return try store.read { state in
            let (ids, _) = try window.page(
                of: state.attachments.values,
                where: { (isAll || $0.projectID == call.caller.projectID) && filter.accepts($0) },
                by: Self.attachmentKeys,
                missing: { .notFound("Volume attachment could not be found with filter: attachment_id = \($0).") }
            )
            let rows = ids.compactMap { state.attachments[$0] }
            return call.answer(["attachments": .array(rows.map { .object(isDetailed ? $0.detail : $0.summary) })])
        }
    }

    private static let attachmentKeys: SortKeys<AttachmentRow> = [
        "id": { .text($0.id) }, "created_at": { SortValue($0.created) }, "volume_id": { .text($0.volumeID) },
        "attach_status": { .text($0.status) }, "status": { .text($0.status) },
        "instance_uuid": { SortValue($0.serverID) }, "attached_host": { SortValue($0.host) },
    ]

    // MARK: - Changing

    // “Create attachment”: reserves the volume; with a connector the volume is exported at once.
    private func createAttachment(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("attachment", AttachmentSchemas.create(call.version))
        let server = given["instance_uuid"]?.string
        let connector = given["connector"]?.object
        let now = clock.now
        let made = try store.write { state in
            var row = try volume(given["volume_uuid"]?.string ?? "", call.caller, in: state)
            try requireMember("volume:attachment_create", call.caller, of: row.projectID)
            if row.status.contains("error") {
                throw BlockStorageError.invalidVolume(
                    "Volume attachments can not be created if the volume is in an error state. The Volume \(row.id) "
                        + "currently has a status of: \(row.status) "
                )
            }
            try Self.reserve(&row, server, in: state)
            row.updated = now
            var attachment = AttachmentRow(
                id: Identifier.uuid(),
                volumeID: row.id,
                projectID: row.projectID,
                serverID: server,
                created: now
            )
            let isReadOnly = row.adminMetadata["readonly"] != nil
            attachment.mode = isReadOnly ? "ro" : (call.has(54) ? given["mode"]?.string ?? "null" : "null")
            state.volumes.insert(row)
            if let connector, !connector.isEmpty { connect(&attachment, row, connector, at: now) }
            state.attachments.insert(attachment)
            return attachment
        }
        // Upstream answers with the attachment as it was before the volume was exported, but for the connection.
        var shown = made
        shown.status = "reserved"
        shown.attached = nil
        return call.answer(["attachment": .object(shown.detail)])
    }

    private static func reserve(
        _ row: inout VolumeRow,
        _ server: String?,
        in state: borrowing BlockStorageState
    ) throws {
        let allowed = row.isMultiattach ? ["available", "in-use", "downloading"] : ["available", "downloading"]
        if allowed.contains(row.status) {
            row.status = "reserved"
            return
        }
        let isSame =
            ["in-use", "reserved"].contains(row.status) && server != nil
            && state.attachments(of: row.id).contains { $0.serverID == server }
        guard isSame else {
            throw BlockStorageError.invalidVolume(
                "Volume \(row.id) status must be \(allowed.joined(separator: " or ")) to reserve, but the current status "
                    + "is \(row.status)."
            )
        }
    }

    /// Exports the volume to a host.
    private func connect(
        _ attachment: inout AttachmentRow,
        _ row: VolumeRow,
        _ connector: JSON.Object,
        at now: Timestamp
    ) {
        let mode = connector["mode"]?.string ?? "rw"
        var info = connection(row, mode: attachment.mode == "ro" ? "ro" : mode)
        info["driver_volume_type"] = "iscsi"
        info["attachment_id"] = .string(attachment.id)
        info["enforce_multipath"] = connector["enforce_multipath"] ?? false
        attachment.connectionInfo = info
        attachment.host = connector["host"]?.string
        attachment.device = connector["mountpoint"]?.string ?? "na"
        attachment.status = "attaching"
        attachment.attached = now
    }

    // “Update an attachment”.
    private func updateAttachment(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("attachment", AttachmentSchemas.update)
        let connector = given["connector"]?.object ?? [:]
        let now = clock.now
        let view = try store.write { state in
            var attachment = try attachment(call, in: state)
            try requireMember("volume:attachment_update", call.caller, of: attachment.projectID)
            var row = try volume(attachment.volumeID, call.caller, in: state)
            if row.status.contains("error") {
                throw BlockStorageError.conflict(
                    "Resource conflict: Volume attachments can not be updated if the volume is in an error state. The "
                        + "Volume \(row.id) currently has a status of: \(row.status) "
                )
            }
            let others = state.attachments(of: row.id)
            if others.count > 1, !row.isMultiattach, others.contains(where: { !$0.connectionInfo.isEmpty }) {
                throw BlockStorageError.conflict(
                    "Resource conflict: duplicate connectors detected on volume \(row.id)"
                )
            }
            connect(&attachment, row, connector, at: now)
            row.status = "attaching"
            row.adminMetadata["attached_mode"] = .string(connector["mode"]?.string ?? "rw")
            row.updated = now
            state.attachments.insert(attachment)
            state.volumes.insert(row)
            return attachment.detail
        }
        return call.answer(["attachment": .object(view)])
    }

    // “Complete attachment”.
    private func completeAttachment(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try call.document(VolumeSchemas.bare("os-complete"))
        let now = clock.now
        try store.write { state in
            var attachment = try attachment(call, in: state)
            _ = try volume(attachment.volumeID, call.caller, in: state)
            try requireMember("volume:attachment_complete", call.caller, of: attachment.projectID)
            attachment.status = "attached"
            state.attachments.insert(attachment)
            state.update(volume: attachment.volumeID, at: now) { row in
                row.status = "in-use"
                row.isAttached = true
            }
        }
        return .empty(.noContent, headers: [.contentType: "application/json"])
    }

    // “Delete attachment”: answers the attachments that are left.
    private func deleteAttachment(_ call: BlockStorageCall) async throws -> ServiceResponse {
        let attachment = try store.read { try self.attachment(call, in: $0) }
        try requireMember("volume:attachment_delete", call.caller, of: attachment.projectID)
        try await requireUnused(attachment, call.caller)
        let now = clock.now
        let left = try store.write { state in
            state.finishDetachment(attachment.id, of: attachment.volumeID, at: now)
            return state.attachments(of: attachment.volumeID).map(\.summary)
        }
        return call.answer(["attachments": .array(left.map(JSON.object))])
    }
}

extension AttachmentRow {
    fileprivate var summary: JSON.Object {
        [
            "id": .string(id), "status": .string(status), "instance": JSON(serverID), "volume_id": .string(volumeID),
        ]
    }

    fileprivate var detail: JSON.Object {
        var view = summary
        view.merge([
            "attached_at": .string(attached?.stored ?? ""), "detached_at": "", "attach_mode": JSON(mode),
            "connection_info": .object(connectionInfo),
        ])
        return view
    }
}
