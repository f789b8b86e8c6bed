import HTTPTypes
import Hummingbird
import NIOCore

/// Images made of servers.
extension ComputeService {
    func declareSnapshots(in table: inout ComputeRouteTable) {
        table.action("createImage", createImage)
        table.action("createBackup", createBackup)
    }

    private static let states: Set<ServerRow.State> = [.active, .stopped, .paused, .suspended]

    // Compute API reference, “Create Image”.
    private func createImage(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(ServerSchema.createImage)
        let row = try server(request, "servers:create_image")
        let demand = ServerDemand(name: "createImage", states: Self.states, mindsLock: false)
        let metadata = body["createImage"]?["metadata"]?.object ?? [:]
        try check(metadata, request)
        try demand.check(row, request.caller)
        let name = (body["createImage"]?["name"]?.string ?? "").trimmed
        let made: String
        if row.startsFromVolume {
            made = try await snapshotVolumes(of: row, name, metadata, request)
            try begin(
                .snapshotOfVolumes,
                "compute.server.snapshot",
                on: row,
                demand,
                as: "createImage",
                event: "api_snapshot_instance",
                for: request
            ) { row, _ in row.task = "image_snapshot" }
        } else {
            made = try await newImage(of: row, name, "snapshot", metadata, request)
            try begin(
                .snapshot(image: made),
                "compute.server.snapshot",
                on: row,
                demand,
                as: "createImage",
                event: "compute_snapshot_instance",
                for: request
            ) { row, _ in row.task = "image_snapshot_pending" }
        }
        return answer(made, request)
    }

    private func answer(_ id: String, _ request: ComputeRequest) -> ServiceResponse {
        if request.minor >= 45 { return .json(["image_id": .string(id)], status: .accepted) }
        return .empty(.accepted, headers: [.location: "\(parts.address.base(of: "image"))/images/\(id)"])
    }

    private func check(_ metadata: JSON.Object, _ request: ComputeRequest) throws {
        guard request.minor < 39 else { return }
        let limit = store.read { quotaLimit("metadata_items", of: request.project, in: $0) }
        if limit >= 0, metadata.names.count > limit { throw ComputeError.forbidden("Image metadata limit exceeded") }
    }

    // Compute API reference, “Create Server Back Up”.
    private func createBackup(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(ServerSchema.createBackup)
        let row = try server(request, "os-create-backup")
        let demand = ServerDemand(name: "createBackup", states: Self.states, mindsLock: false)
        var metadata = body["createBackup"]?["metadata"]?.object ?? [:]
        try check(metadata, request)
        try demand.check(row, request.caller)
        if row.startsFromVolume {
            throw ComputeError.badRequest("Backup is not supported for volume-backed instances.")
        }
        let kind = body["createBackup"]?["backup_type"]?.string ?? ""
        let rotation = ComputeSchema.int(body["createBackup"]?["rotation"]) ?? 0
        metadata["backup_type"] = .string(kind)
        let name = (body["createBackup"]?["name"]?.string ?? "").trimmed
        let image = try await newImage(of: row, name, "backup", metadata, request)
        try begin(
            .backup(image: image, kind: kind, rotation: rotation),
            "compute.server.snapshot",
            on: row,
            demand,
            as: "createBackup",
            event: "compute_backup_instance",
            for: request
        ) { row, _ in row.task = "image_backup" }
        if request.minor >= 45 { return .json(["image_id": .string(image)], status: .accepted) }
        guard rotation > 0 else { return .empty(.accepted) }
        return .empty(.accepted, headers: [.location: "\(request.versionURL)/images/\(image)"])
    }

    // MARK: - Images

    /// An image without data yet.
    func newImage(
        of row: ServerRow,
        _ name: String,
        _ kind: String,
        _ metadata: JSON.Object,
        _ request: ComputeRequest
    ) async throws -> String {
        var members: JSON.Object = [
            "name": .string(name), "visibility": "private", "disk_format": "raw", "container_format": "bare",
            "min_disk": .int(row.flavor.disk), "min_ram": 0, "image_type": .string(kind),
            "instance_uuid": .string(row.id), "user_id": .string(request.caller.userID),
            "base_image_ref": .string(row.imageID ?? ""), "owner_id": .string(row.projectID),
            "owner_user_name": .string(request.caller.userName),
            "owner_project_name": .string(request.caller.projectName ?? ""),
            "boot_roles": .string(request.caller.roles.sorted().joined(separator: ",")),
        ]
        members.merge(row.imageProperties)
        for (name, value) in metadata { members[name] = value }
        return try await create(members, request)
    }

    private func create(_ members: JSON.Object, _ request: ComputeRequest) async throws -> String {
        do {
            let made = try await call("image", .post, "/v2/images", .object(members), as: request.caller)
            return made["id"]?.string ?? ""
        } catch let error as PeerError {
            switch error.status {
            case 403, 413: throw ComputeError.forbidden("Quota exceeded for resources: images")
            case 503: throw ComputeError(.serviceUnavailable, "The image service is not there.")
            default: throw ComputeError.badRequest(Self.plain(error.message))
            }
        }
    }

    /// An image service's message without the mark-up around it.
    private static func plain(_ message: String) -> String {
        String(message.prefix { $0 != "<" })
    }

    /// Snapshots of all volumes, and an image that tells of them.
    private func snapshotVolumes(
        of row: ServerRow,
        _ name: String,
        _ metadata: JSON.Object,
        _ request: ComputeRequest
    ) async throws -> String {
        var mappings: [JSON] = []
        for volume in row.volumes {
            guard let id = volume.volumeID else { continue }
            let body: JSON = [
                "snapshot": ["volume_id": .string(id), "name": .string("snapshot for \(name)"), "force": true]
            ]
            let made: JSON
            do {
                made = try await call(
                    "block-storage",
                    .post,
                    "/v3/\(request.project)/snapshots",
                    body,
                    as: request.caller.elevated
                )
            } catch let error as PeerError {
                throw error.status == 413
                    ? ComputeError.forbidden("Quota exceeded for resources: snapshots")
                    : ComputeError.badRequest(error.message)
            }
            mappings.append([
                "source_type": "snapshot", "destination_type": "volume",
                "snapshot_id": made["snapshot"]?["id"] ?? .null, "boot_index": .int(volume.bootIndex),
                "volume_size": JSON(volume.size), "device_name": JSON(volume.device),
                "delete_on_termination": .bool(volume.isDeletedWithServer), "tag": JSON(volume.tag),
            ])
        }
        var members: JSON.Object = [
            "name": .string(name), "visibility": "private", "disk_format": "qcow2", "container_format": "bare",
            "min_disk": 0, "min_ram": 0, "root_device_name": .string(row.rootDevice), "bdm_v2": "True",
            "block_device_mapping": .string(JSON.array(mappings).text),
            "base_image_ref": .string(row.imageID ?? ""), "owner_id": .string(row.projectID),
        ]
        for (name, value) in metadata { members[name] = value }
        let image = try await create(members, request)
        // There is nothing in it, but only an image with data is active.
        _ = await parts.others.send(
            "image",
            .put,
            "/v2/images/\(image)/file",
            ByteBuffer(),
            headers: [.contentType: "application/octet-stream", .contentLength: "0"],
            as: request.caller
        )
        return image
    }

    // MARK: - Their end

    func finishSnapshot(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async throws {
        switch pending.step {
        case .snapshot(let image): try await upload(row, to: image)
        case .backup(let image, let kind, let rotation):
            try await upload(row, to: image)
            await rotate(row, kind, keeping: rotation)
        default: break
        }
        try end(pending, of: row.id, at: time) { row, _ in row.task = nil }
    }

    /// Puts the server's disk into the image: there is no guest, so it only holds the server's id.
    func upload(_ row: ServerRow, to image: String) async throws {
        let content = ByteBuffer(string: String(repeating: row.id, count: 64))
        let answer = await parts.others.send(
            "image",
            .put,
            "/v2/images/\(image)/file",
            content,
            headers: [.contentType: "application/octet-stream", .contentLength: String(content.readableBytes)],
            as: account(of: row)
        )
        guard answer.isSuccess else { throw PeerError(status: answer.status, message: "Image \(image) is not there.") }
        let changes: JSON = [
            ["op": "add", "path": "/image_state", "value": "available"],
            ["op": "add", "path": "/image_location", "value": "snapshot"],
        ]
        _ = await parts.others.send(
            "image",
            .patch,
            "/v2/images/\(image)",
            ByteBuffer(string: changes.text),
            headers: [.contentType: "application/openstack-images-v2.1-json-patch"],
            as: account(of: row)
        )
    }

    /// Deletes the oldest backups of a kind.
    private func rotate(_ row: ServerRow, _ kind: String, keeping count: Int) async {
        let path =
            "/v2/images?image_type=backup&instance_uuid=\(row.id)&backup_type="
            + PercentCoding.encodeQueryValue(kind) + "&sort_key=created_at&sort_dir=desc&limit=1000"
        let found = try? await call("image", .get, path, as: account(of: row))
        for image in (found?["images"]?.array ?? []).dropFirst(count) {
            guard let id = image["id"]?.string else { continue }
            _ = await parts.others.call("image", .delete, "/v2/images/\(id)", as: account(of: row))
        }
    }
}
