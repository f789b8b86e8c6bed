import HTTPTypes
import Hummingbird

extension BlockStorageService {
    // Block Storage API reference, “Create a volume”.
    func createVolume(_ call: BlockStorageCall) async throws -> ServiceResponse {
        let given = try call.member("volume", VolumeSchemas.create(call.version))
        var plan = try await plan(given, call)
        if given["multiattach"]?.lenientBool == true {
            throw BlockStorageError.badRequest(
                "multiattach parameter has been removed. The default behavior is to use multiattach enabled volume "
                    + "types. Contact your administrator to create a multiattach enabled volume type and use it to "
                    + "create multiattach volumes."
            )
        }
        plan.requestID = call.request.id
        let checked = plan
        let view = try store.write { state in
            let row = try make(checked, call.caller, in: &state)
            return (row.id, VolumeView(call, serviceID, [row], state).changed(row, isNew: true))
        }
        finishCreation(of: view.0)
        return call.answer(["volume": .object(view.1)], status: .accepted)
    }

    private func plan(_ given: JSON.Object, _ call: BlockStorageCall) async throws -> VolumePlan {
        var plan = VolumePlan()
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { given[$0]?.string }.first
        }
        plan.name = text("name", "display_name")?.trimmingSpaces
        plan.description = text("description", "display_description")?.trimmingSpaces
        plan.metadata = given["metadata"]?.object ?? [:]
        plan.zone = text("availability_zone")
        try store.read { state in
            if let type = text("volume_type"), !type.isEmpty {
                plan.type = try self.type(type, call.caller, in: state)
            }
            if let id = text("snapshot_id") { plan.snapshot = try snapshot(id, call.caller, in: state) }
            if let id = text("source_volid") { plan.source = try volume(id, call.caller, in: state) }
            if let id = text("group_id") ?? text("consistencygroup_id") {
                plan.group = try group(id, call.caller, in: state)
            }
        }
        if let reference = text("image_id", "imageRef") { plan.image = try await image(reference, call) }
        if call.has(47), let id = text("backup_id"), !id.isEmpty {
            plan.backup = try store.read { try backup(id, call.caller, in: $0) }
        }
        plan.size = given["size"]?.int ?? given["size"]?.string.flatMap(Int.init)
        if plan.size == nil { plan.size = plan.snapshot?.size ?? plan.source?.size ?? plan.backup?.size }
        return plan
    }

    /// An image by id, by the end of a URL, or by name, as the caller sees it.
    private func image(_ reference: String, _ call: BlockStorageCall) async throws -> JSON {
        let id = reference.split(separator: "/").last.map(String.init) ?? ""
        if BodyFormat.isUUID(id) {
            let answer = await parts.others.call("image", .get, "/v2/images/\(id)", as: call.caller)
            if answer.isSuccess { return answer.body }
        }
        let name = PercentCoding.encodeQueryValue(reference)
        let answer = await parts.others.call("image", .get, "/v2/images?name=\(name)", as: call.caller)
        let images = answer.body["images"]?.array ?? []
        if images.count > 1 {
            throw BlockStorageError.conflict(
                "Multiple matches found for '\(reference)', use an ID to be more specific."
            )
        }
        guard let image = images.first else {
            throw BlockStorageError.badRequest("Invalid image identifier or unable to access requested image.")
        }
        return image
    }

    // MARK: - Becoming available

    /// What happens when the storage has made the volume.
    func finishCreation(of id: String) {
        parts.transitions.after("block-storage.volume.create") { [self] now in
            guard let row = store.read({ $0.volumes[id] }), row.status == "creating" else { return }
            let isFit = store.read { state in
                row.typeID.flatMap { state.types[$0] }.map { isServed($0, in: state) } ?? false
            }
            guard isFit else {
                return fail(
                    row,
                    .init(
                        eventID: "VOLUME_VOLUME_001_003",
                        text: "schedule allocate volume:Could not find any available weighted backend."
                    ),
                    at: now
                )
            }
            guard let imageID = row.pending.imageID else { return becomeAvailable(id, at: now) }
            let cinder = Caller.service("cinder", projectID: row.projectID)
            let image = await parts.others.call("image", .get, "/v2/images/\(imageID)", as: cinder)
            guard image.isSuccess, let content = await content(ofImage: image.body, cinder) else {
                return fail(
                    row,
                    .init(
                        eventID: "VOLUME_VOLUME_005_001",
                        text: "copy image to volume:An unknown error occurred."
                    ),
                    at: now,
                    host: poolName
                )
            }
            becomeAvailable(id, at: now, Self.imageMetadata(image.body), content)
        }
    }

    private func becomeAvailable(
        _ id: String,
        at now: Timestamp,
        _ image: JSON.Object? = nil,
        _ content: VolumeContent? = nil
    ) {
        let isThere = try? store.write { state in
            state.update(volume: id, at: now) { row in
                row.status = "available"
                row.host = poolName
                row.pending = .init()
                guard let image else { return }
                row.imageMetadata = image
                row.content = content
                row.isBootable = true
            }
            return state.volumes[id] != nil
        }
        if isThere != true, let content { discard(content) }
    }

    /// What a volume tells of the image its data came from.
    static func imageMetadata(_ image: JSON) -> JSON.Object {
        var metadata: JSON.Object = ["signature_verified": "False"]
        let base: Set<String> = [
            "name", "disk_format", "container_format", "visibility", "size", "virtual_size", "status", "checksum",
            "protected", "min_ram", "min_disk", "owner", "os_hidden", "os_hash_algo", "os_hash_value", "id",
            "created_at", "updated_at", "tags", "self", "file", "schema", "stores", "locations", "direct_url",
        ]
        for (name, value) in image.object ?? [:] where !base.contains(name) {
            if let text = value.string { metadata[name] = .string(text) }
        }
        metadata["image_id"] = JSON(image["id"]?.string)
        metadata["image_name"] = JSON(image["name"]?.string)
        for name in ["checksum", "container_format", "disk_format", "min_disk", "min_ram", "size"] {
            if let value = image[name], value != .null { metadata[name] = .string(value.pythonText) }
        }
        return metadata
    }

    // MARK: - Failing

    /// What the user is told.
    struct Failure: Sendable {
        var eventID: String
        var text: String
        var resourceType = "VOLUME"
    }

    /// A volume that could not be made.
    private func fail(_ row: VolumeRow, _ failure: Failure, at now: Timestamp, host: String? = nil) {
        // The state file may be unwritable; then the volume stays as it was, as with any other change.
        try? store.write { state in
            state.update(volume: row.id, at: now) { row in
                row.status = "error"
                row.host = host
            }
            state.messages.insert(
                VolumeMessageRow(
                    id: Identifier.uuid(),
                    projectID: row.projectID,
                    requestID: row.pending.requestID ?? "",
                    eventID: failure.eventID,
                    text: failure.text,
                    resourceType: failure.resourceType,
                    resourceID: row.id,
                    created: now
                )
            )
        }
    }

    // MARK: - After a restart

    /// Lets what was going on with a volume when the cloud ended come to its end.
    func resume(_ row: VolumeRow) {
        switch row.status {
        case "creating": finishCreation(of: row.id)
        case "deleting", "unmanaging": finishDeletion(of: row.id)
        case "extending": finishExtension(of: row.id)
        case "retyping": finishRetype(of: row.id)
        case "uploading": finishUpload(of: row.id)
        case "downloading": finishReimage(of: row.id)
        case "reverting": finishRevert(of: row.id)
        case "managing": finishManaging(of: row.id)
        default: if row.migrationStatus == "starting" { finishMigration(of: row.id) }
        }
    }
}
