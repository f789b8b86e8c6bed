import HTTPTypes
import Hummingbird

// Volumes that become images, and volumes that get an image's data again.
extension BlockStorageService {
    // Block Storage API reference, “Upload volume to image”.
    func uploadImage(_ call: BlockStorageCall) async throws -> ServiceResponse {
        let given = try call.member("os-volume_upload_image", VolumeSchemas.upload(call.version))
        let before = try volume(call["id"], call.caller)
        try requireMember("volume_extension:volume_actions:upload_image", call.caller)
        var image: JSON.Object = [
            "container_format": given["container_format"] ?? "bare", "disk_format": given["disk_format"] ?? "raw",
            "name": given["image_name"] ?? "",
        ]
        if before.encryptionKeyID != nil, image["disk_format"] != "raw" || image["container_format"] != "bare" {
            throw BlockStorageError.badRequest(
                "An encrypted volume uploaded as an image must use 'raw' disk_format and 'bare' container_format, which "
                    + "are the defaults for these options."
            )
        }
        if call.has(1) {
            image["visibility"] = given["visibility"] ?? "private"
            image["protected"] = .bool(given["protected"]?.lenientBool ?? false)
            if image["visibility"] == "public" {
                try requireAdmin("volume_extension:volume_actions:upload_public", call.caller)
            }
        }
        try changeVolume(call) { row, _ in
            guard row.status == "available" else {
                throw BlockStorageError.invalidVolume("Volume \(row.id) status must be available")
            }
            row.previousStatus = row.status
            row.status = "uploading"
        }
        for (name, value) in before.imageMetadata ?? [:] where !Self.coreProperties.contains(name) && image[name] == nil
        {
            image[name] = value
        }
        let made = await parts.others.call("image", .post, "/v2/images", .object(image), as: call.caller)
        guard made.isSuccess, let imageID = made.body["id"]?.string else {
            try changeVolume(call) { row, _ in
                row.status = row.previousStatus ?? "available"
                row.previousStatus = nil
            }
            let reason = made.body["message"]?.string ?? "The image could not be made."
            throw BlockStorageError.badRequest(reason)
        }
        try changeVolume(call) { row, _ in row.pending.uploadID = imageID }
        finishUpload(of: before.id)
        return call.answer(
            ["os-volume_upload_image": .object(uploadView(before, made.body, call))],
            status: .accepted
        )
    }

    /// What of an image's metadata is not handed on to an image made of the volume.
    private static let coreProperties: Set<String> = [
        "checksum", "container_format", "disk_format", "image_name", "image_id", "min_disk", "min_ram", "name", "size",
        "signature_verified",
    ]

    private func uploadView(_ row: VolumeRow, _ image: JSON, _ call: BlockStorageCall) -> JSON.Object {
        let type = row.typeID.flatMap { id in store.read { $0.types[id] } }
        var view: JSON.Object = [
            "id": .string(row.id), "updated_at": JSON(row.updated?.stored), "status": "uploading",
            "display_description": JSON(row.description), "size": .int(row.size),
            "volume_type": type.map { .object($0.stored) } ?? .null, "image_id": image["id"] ?? .null,
            "container_format": image["container_format"] ?? .null, "disk_format": image["disk_format"] ?? .null,
            "image_name": image["name"] ?? .null,
        ]
        view["protected"] = image["protected"]
        view["visibility"] = image["visibility"]
        return view
    }

    /// What happens when the data has arrived.
    func finishUpload(of id: String) {
        parts.transitions.after("block-storage.volume.upload") { [self] now in
            guard let row = store.read({ $0.volumes[id] }), row.status == "uploading" else { return }
            if let image = row.pending.uploadID, let data = try? await imageData(of: row.content) {
                let cinder = Caller.service("cinder", projectID: row.projectID)
                _ = await parts.others.send(
                    "image",
                    .put,
                    "/v2/images/\(image)/file",
                    data,
                    headers: [.contentType: "application/octet-stream"],
                    as: cinder
                )
            }
            // The state file may be unwritable; then the volume stays as it was, as with any other change.
            try? store.write { state in
                state.update(volume: id, at: now) { row in
                    row.status = row.previousStatus ?? "available"
                    row.previousStatus = nil
                    row.pending.uploadID = nil
                }
            }
        }
    }

    // “Reimage a volume”.
    func reimageVolume(_ call: BlockStorageCall) async throws -> ServiceResponse {
        let given = try call.member("os-reimage", VolumeSchemas.reimage)
        let takesReserved = given["reimage_reserved"]?.lenientBool ?? false
        let imageID = given["image_id"]?.string ?? ""
        let image = await parts.others.call("image", .get, "/v2/images/\(imageID)", as: call.caller)
        try changeVolume(call) { row, state in
            let rule = row.status == "reserved" ? "volume:reimage_reserved" : "volume:reimage"
            try requireMember(rule, call.caller, of: row.projectID)
            guard state.attachments(of: row.id).count < 2 else {
                throw BlockStorageError.conflict("Cannot re-image a volume which is attached to more than one server.")
            }
            let allowed = ["available", "error"] + (takesReserved ? ["reserved"] : [])
            guard allowed.contains(row.status) else {
                throw BlockStorageError.badRequest(
                    "Invalid volume: Volume \(row.id) status must be \(allowed.joined(separator: " or ")), but current "
                        + "status is \(row.status)."
                )
            }
            guard image.isSuccess else { throw BlockStorageError.missing("Image", imageID) }
            try Self.checkImage(image.body, size: row.size)
            row.previousStatus = row.status
            row.status = "downloading"
            row.pending.imageID = imageID
        }
        finishReimage(of: call["id"])
        return call.done()
    }

    func finishReimage(of id: String) {
        parts.transitions.after("block-storage.volume.reimage") { [self] now in
            guard let row = store.read({ $0.volumes[id] }), row.status == "downloading" else { return }
            let cinder = Caller.service("cinder", projectID: row.projectID)
            let image = await parts.others.call("image", .get, "/v2/images/\(row.pending.imageID ?? "")", as: cinder)
            let content = await content(ofImage: image.body, cinder)
            // The state file may be unwritable; then the volume stays as it was, as with any other change.
            try? store.write { state in
                state.update(volume: id, at: now) { row in
                    row.pending.imageID = nil
                    guard image.isSuccess, let content else {
                        row.status = "error"
                        return
                    }
                    row.status = row.previousStatus == "reserved" ? "reserved" : "available"
                    row.previousStatus = nil
                    row.content = content
                    row.imageMetadata = Self.imageMetadata(image.body)
                    row.isBootable = true
                }
            }
            if let old = row.content { await remove(old) }
        }
    }
}

extension VolumeTypeRow {
    /// The row as upstream's database has it, which the upload of a volume shows.
    fileprivate var stored: JSON.Object {
        [
            "id": .string(id), "name": .string(name), "description": JSON(description), "is_public": .bool(isPublic),
            "extra_specs": .object(specs), "qos_specs_id": JSON(qosID), "created_at": .string(created.stored),
            "updated_at": JSON(updated?.stored), "deleted_at": nil, "deleted": false,
        ]
    }
}
