import HTTPTypes
import Hummingbird

/// Volumes of servers.
extension ComputeService {
    func declareVolumeAttachments(in table: inout ComputeRouteTable) {
        table.on(.get, "/servers/{id}/os-volume_attachments", listAttachments)
        table.on(.post, "/servers/{id}/os-volume_attachments", attachVolume)
        table.on(.get, "/servers/{id}/os-volume_attachments/{volume}", showAttachment)
        table.on(.put, "/servers/{id}/os-volume_attachments/{volume}", updateAttachment)
        table.on(.delete, "/servers/{id}/os-volume_attachments/{volume}", detachVolume)
    }

    private static let attachable: Set<ServerRow.State> = [
        .active, .paused, .stopped, .resized, .softDeleted, .shelved, .shelvedOffloaded,
    ]

    private static func show(_ volume: ServerVolume, of row: ServerRow, _ request: ComputeRequest) -> JSON {
        var shown: JSON.Object = [:]
        if request.minor < 89 { shown["id"] = JSON(volume.volumeID) }
        shown["volumeId"] = JSON(volume.volumeID)
        shown["serverId"] = .string(row.id)
        if let device = volume.device { shown["device"] = .string(device) }
        if request.minor >= 70 { shown["tag"] = JSON(volume.tag) }
        if request.minor >= 79 { shown["delete_on_termination"] = .bool(volume.isDeletedWithServer) }
        if request.minor >= 89 {
            shown["attachment_id"] = JSON(volume.attachmentID)
            shown["bdm_uuid"] = .string(volume.mappingID)
        }
        return .object(shown)
    }

    // Compute API reference, “List volume attachments for an instance”.
    private func listAttachments(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery(
            ["limit": ComputeSchema.queryNumber, "offset": ComputeSchema.queryNumber],
            isOpen: request.minor < 75
        )
        let row = try server(request, "os-volumes-attachments:index", .read)
        let offset = request.query["offset"].flatMap { Int($0) } ?? 0
        let limit = request.query["limit"].flatMap { Int($0) }.flatMap { $0 == 0 ? nil : $0 } ?? Self.pageLimit
        let page = row.volumes.filter { $0.volumeID != nil }.dropFirst(offset).prefix(limit)
        return .json(["volumeAttachments": .array(page.map { Self.show($0, of: row, request) })])
    }

    // Compute API reference, “Show a detail of a volume attachment”.
    private func showAttachment(_ request: ComputeRequest) throws -> ServiceResponse {
        let row = try server(request, "os-volumes-attachments:show", .read)
        return .json(["volumeAttachment": Self.show(try attachment(request["volume"], of: row), of: row, request)])
    }

    private func attachment(_ id: String, of row: ServerRow) throws -> ServerVolume {
        guard let found = row.volumes.first(where: { $0.volumeID == id }) else {
            throw ComputeError.notFound("Instance \(row.id) is not attached to volume \(id)")
        }
        return found
    }

    private func volumeOf(_ request: ComputeRequest, _ id: String) async throws -> JSON {
        do {
            return try await volume(id, as: request.caller)
        } catch is PeerError {
            throw ComputeError.notFound("Volume \(id) could not be found.")
        }
    }

    // Compute API reference, “Attach a volume to an instance”.
    private func attachVolume(_ request: ComputeRequest) async throws -> ServiceResponse {
        let wish = try request.body(ServerSchema.attachVolume(request.minor))["volumeAttachment"]?.object ?? [:]
        let row = try server(request, "os-volumes-attachments:create")
        let id = wish["volumeId"]?.string ?? ""
        try checkShelved(row, "attach_volume", request)
        let demand = ServerDemand(name: "attach_volume", states: Self.attachable)
        try demand.check(row, request.caller)
        let shown = try await volumeOf(request, id)
        if row.volumes.contains(where: { $0.volumeID == id }) {
            throw ComputeError.badRequest(
                "Invalid volume: volume '\(id)' status must be 'available'. Currently in 'in-use' status"
            )
        }
        try Self.checkAttachable(shown, request)
        if shown["multiattach"]?.bool == true, row.state == .shelvedOffloaded {
            throw ComputeError.badRequest(
                "Attaching multiattach volumes is not supported for shelved-offloaded instances."
            )
        }
        if let device = wish["device"]?.string, row.volumes.contains(where: { $0.device == device }) {
            throw ComputeError.conflict("The supplied device path (\(device)) is in use.")
        }
        var volume = ServerVolume(volumeID: id)
        volume.size = shown["size"]?.int
        volume.tag = wish["tag"]?.string
        volume.isDeletedWithServer = ComputeSchema.truth(wish["delete_on_termination"])
        // The host chooses the name, whatever was asked for, unless there is no host.
        volume.device = row.state == .shelvedOffloaded ? wish["device"]?.string : Self.nextDevice(of: row)
        do {
            volume.attachmentID = try await reserve(id, for: row.id, as: request.caller)
        } catch let error as PeerError {
            throw ComputeError.badRequest("Invalid volume: \(error.message)")
        }
        return try await add(volume, to: row, demand, request)
    }

    private func add(
        _ volume: ServerVolume,
        to row: ServerRow,
        _ demand: ServerDemand,
        _ request: ComputeRequest
    ) async throws -> ServiceResponse {
        let id = volume.volumeID ?? ""
        do {
            if row.state == .shelvedOffloaded {
                // No host connects it before the server is brought back, but it is taken.
                if let attachment = volume.attachmentID { try await complete(attachment, of: row) }
                try act(on: row, demand, as: "attach_volume", event: "api_attach_volume", for: request) { row, _ in
                    row.volumes.append(volume)
                }
            } else {
                try begin(
                    .attachVolume(id),
                    "compute.server.attach-volume",
                    on: row,
                    demand,
                    as: "attach_volume",
                    event: "compute_attach_volume",
                    for: request
                ) { row, _ in row.volumes.append(volume) }
            }
        } catch {
            await disconnect(volume, from: row, deleting: false)
            if let error = error as? PeerError { throw ComputeError.badRequest("Invalid volume: \(error.message)") }
            throw error
        }
        if request.minor >= 101 { return .empty(.accepted) }
        var shown: JSON.Object = [
            "id": .string(id), "serverId": .string(row.id), "volumeId": .string(id), "device": JSON(volume.device),
        ]
        if request.minor >= 70 { shown["tag"] = JSON(volume.tag) }
        if request.minor >= 79 { shown["delete_on_termination"] = .bool(volume.isDeletedWithServer) }
        return .json(["volumeAttachment": .object(shown)])
    }

    /// Shelved servers have had volumes attached since 2.20.
    private func checkShelved(_ row: ServerRow, _ name: String, _ request: ComputeRequest) throws {
        guard request.minor < 20, row.state == .shelved || row.state == .shelvedOffloaded else { return }
        throw ServerDemand.conflict(name, row.id, "vm_state", row.state.rawValue)
    }

    // Compute API reference, “Detach a volume from an instance”.
    private func detachVolume(_ request: ComputeRequest) async throws -> ServiceResponse {
        let row = try server(request, "os-volumes-attachments:delete")
        let id = request["volume"]
        try checkShelved(row, "detach_volume", request)
        let shown = try await volumeOf(request, id)
        let found = try attachment(id, of: row)
        if found.bootIndex == 0 { throw ComputeError.badRequest("Cannot detach a root device volume") }
        let demand = ServerDemand(name: "detach_volume", states: Self.attachable)
        try demand.check(row, request.caller)
        if row.state == .shelvedOffloaded {
            await disconnect(found, from: row, deleting: false)
            return try act(on: row, demand, as: "detach_volume", event: "api_detach_volume", for: request) { row, _ in
                row.volumes.removeAll { $0.volumeID == id }
            }
        }
        let status = shown["status"]?.string ?? ""
        guard status == "in-use" else {
            throw ComputeError.badRequest(
                "Invalid volume: Invalid volume: Unable to detach volume. Volume status must be 'in-use' and "
                    + "attach_status must be 'attached' to detach."
            )
        }
        do {
            try await call(
                "block-storage",
                .post,
                "/v3/\(request.project)/volumes/\(id)/action",
                ["os-begin_detaching": .null],
                as: request.caller.elevated
            )
        } catch let error as PeerError {
            throw ComputeError.badRequest("Invalid volume: \(error.message)")
        }
        return try begin(
            .detachVolume(id),
            "compute.server.detach-volume",
            on: row,
            demand,
            as: "detach_volume",
            event: "compute_detach_volume",
            for: request
        )
    }

    // MARK: - Changes

    // Compute API reference, “Update a volume attachment”.
    private func updateAttachment(_ request: ComputeRequest) async throws -> ServiceResponse {
        let wish = try request.body(ServerSchema.updateAttachment(request.minor))["volumeAttachment"]?.object ?? [:]
        let id = request["volume"]
        let new = wish["volumeId"]?.string ?? ""
        let swaps = request.minor < 85 || new != id
        let row = try server(
            request,
            "os-volumes-attachments:" + (swaps ? "swap" : "update"),
            swaps ? .administer : .write
        )
        if request.minor >= 85 { try change(id, of: row, wish) }
        return swaps ? try await swap(id, for: new, of: row, request) : .empty(.accepted)
    }

    private func change(_ id: String, of row: ServerRow, _ wish: JSON.Object) throws {
        let found: ServerVolume
        guard let volume = row.volumes.first(where: { $0.volumeID == id }) else {
            throw ComputeError.notFound("No volume Block Device Mapping with id \(id).")
        }
        found = volume
        func require(_ name: String, _ value: String?) throws {
            guard let wanted = wish[name], wanted != JSON(value) else { return }
            throw ComputeError.badRequest("The \(name) property is not mutable")
        }
        try require("id", id)
        try require("serverId", row.id)
        try require("device", found.device)
        try require("tag", found.tag)
        guard let flag = wish["delete_on_termination"] else { return }
        try change(row.id) { row, _ in
            for index in row.volumes.indices where row.volumes[index].volumeID == id {
                row.volumes[index].isDeletedWithServer = ComputeSchema.truth(flag)
            }
        }
    }

    private func swap(
        _ id: String,
        for new: String,
        of row: ServerRow,
        _ request: ComputeRequest
    ) async throws -> ServiceResponse {
        let old = try await volumeOf(request, id)
        let migration = old["migration_status"]?.string ?? ""
        if migration.isEmpty {
            throw ComputeError.conflict("volume \(id) is not migrating; this API should only be called by Cinder")
        }
        let other: JSON
        do {
            other = try await volume(new, as: request.caller)
        } catch is PeerError {
            throw ComputeError.badRequest("Volume \(new) could not be found.")
        }
        guard row.volumes.contains(where: { $0.volumeID == id }) else {
            throw ComputeError.notFound("No volume Block Device Mapping with id \(id).")
        }
        if (other["size"]?.int ?? 0) < (old["size"]?.int ?? 0) {
            throw ComputeError.badRequest("Invalid volume: New volume must be the same size or larger.")
        }
        return try begin(
            .swapVolume(old: id, new: new),
            "compute.server.attach-volume",
            on: row,
            ServerDemand(name: "swap_volume", states: [.active, .paused, .resized]),
            as: "swap_volume",
            event: "compute_swap_volume",
            for: request
        )
    }

    // MARK: - Their end

    func finishVolume(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async throws {
        switch pending.step {
        case .attachVolume(let id):
            guard let volume = row.volumes.first(where: { $0.volumeID == id }) else { break }
            do {
                try await connect(volume, to: row)
            } catch {
                await disconnect(volume, from: row, deleting: false)
                try end(pending, of: row.id, at: time, error: "Error") { row, _ in
                    row.volumes.removeAll { $0.volumeID == id }
                }
                return
            }
            try end(pending, of: row.id, at: time) { _, _ in }
        case .detachVolume(let id):
            if let volume = row.volumes.first(where: { $0.volumeID == id }) {
                await disconnect(volume, from: row, deleting: false)
            }
            try end(pending, of: row.id, at: time) { row, _ in row.volumes.removeAll { $0.volumeID == id } }
        case .swapVolume(let old, let new):
            guard let volume = row.volumes.first(where: { $0.volumeID == old }) else { break }
            var replacement = volume
            replacement.volumeID = new
            replacement.attachmentID = try await reserve(new, for: row.id, as: account(of: row))
            try await connect(replacement, to: row)
            await disconnect(volume, from: row, deleting: false)
            let made = replacement
            try end(pending, of: row.id, at: time) { row, _ in
                for index in row.volumes.indices where row.volumes[index].volumeID == old { row.volumes[index] = made }
            }
            _ = await parts.others.call(
                "block-storage",
                .post,
                "/v3/\(row.projectID)/volumes/\(old)/action",
                ["os-migrate_volume_completion": ["new_volume": .string(new), "error": false]],
                as: account(of: row)
            )
        default: break
        }
    }
}
