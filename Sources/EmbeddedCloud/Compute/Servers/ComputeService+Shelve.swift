import HTTPTypes
import Hummingbird

/// Servers that are put away.
extension ComputeService {
    func declareShelving(in table: inout ComputeRouteTable) {
        table.action("shelve", shelve)
        table.action("shelveOffload", offload)
        table.action("unshelve", unshelve)
    }

    // Compute API reference, “Shelve Server”.
    private func shelve(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("shelve", .any))
        let row = try server(request, "os-shelve:shelve")
        let demand = ServerDemand(name: "shelve", states: [.active, .stopped, .paused, .suspended])
        try demand.check(row, request.caller)
        var image: String?
        if !row.startsFromVolume {
            image = try await newImage(of: row, row.name + "-shelved", "snapshot", [:], request)
        }
        return try begin(
            .shelve(image: image),
            "compute.server.snapshot",
            on: row,
            demand,
            as: "shelve",
            event: "compute_shelve_instance",
            for: request
        ) { row, _ in row.task = "shelving" }
    }

    // Compute API reference, “Shelf-Offload (Remove) Server”.
    private func offload(_ request: ComputeRequest) async throws -> ServiceResponse {
        _ = try request.body(ComputeSchema.one("shelveOffload", .any))
        return try begin(
            .offload,
            "compute.server.stop",
            on: try server(request, "os-shelve:shelve_offload", .administer),
            ServerDemand(name: "shelveOffload", states: [.shelved]),
            as: "shelveOffload",
            event: "compute_shelve_offload_instance",
            for: request
        ) { row, _ in row.task = "shelving_offloading" }
    }

    // Compute API reference, “Unshelve (Restore) Shelved Server”.
    private func unshelve(_ request: ComputeRequest) async throws -> ServiceResponse {
        var content = RequestSchema.any
        if (77..<91).contains(request.minor) {
            content = .oneOf([
                .null, .object(["availability_zone": ComputeSchema.name], required: ["availability_zone"]),
            ])
        } else if request.minor >= 91 {
            content = .oneOf([
                .null, .object(["availability_zone": ComputeSchema.stringOrNull(), "host": .string()]),
            ])
        }
        let wish = try request.body(ComputeSchema.one("unshelve", content))["unshelve"]
        let row = try server(request, "os-shelve:unshelve")
        let demand = ServerDemand(name: "unshelve", states: [.shelved, .shelvedOffloaded])
        try demand.check(row, request.caller)
        let zone = request.minor >= 77 ? wish?["availability_zone"] : nil
        let host = request.minor >= 91 ? wish?["host"]?.string : nil
        if host != nil { try request.require("os-shelve:unshelve_to_host", request.caller.isAdmin) }
        if zone != nil || host != nil, row.state != .shelvedOffloaded {
            throw ComputeError.conflict(
                "Specifying an availability zone or a host when unshelving server '\(row.id)' with status "
                    + "'\(row.state.rawValue)' is not supported. The server status must be SHELVED_OFFLOADED."
            )
        }
        if let name = zone?.string, !store.read({ Self.zones(in: $0).contains(name) }) {
            throw ComputeError.badRequest("The requested availability zone is not available")
        }
        if let host, self.host(named: host) == nil {
            throw ComputeError.badRequest("Compute host \(host) could not be found.")
        }
        return try begin(
            .unshelve,
            "compute.server.build",
            on: row,
            demand,
            as: "unshelve",
            event: "compute_unshelve_instance",
            for: request
        ) { row, _ in
            row.task = "unshelving"
            if let zone { row.pinnedZone = zone.string }
            if let host { row.forcedHost = host }
        }
    }

    // MARK: - Their end

    func finishShelve(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async throws {
        switch pending.step {
        case .shelve(let image):
            if let image { try await upload(row, to: image) }
            try await putAway(row, pending, image: image, at: time)
        case .offload: try await putAway(row, pending, image: row.shelvedImageID, at: time)
        case .unshelve: try await bringBack(row, pending, at: time)
        default: break
        }
    }

    /// Takes a server off its host at once, as `shelved_offload_time = 0` says.
    private func putAway(_ row: ServerRow, _ pending: PendingStep, image: String?, at time: Timestamp) async throws {
        await moveInterfaces(of: row, to: nil)
        await release(row.id)
        var volumes = row.volumes
        for index in volumes.indices {
            guard let id = volumes[index].volumeID else { continue }
            var kept = try? await reserve(id, for: row.id, as: account(of: row))
            var gone = volumes[index]
            gone.isDeletedWithServer = false
            await disconnect(gone, from: row, deleting: false)
            if kept == nil { kept = try? await reserve(id, for: row.id, as: account(of: row)) }
            volumes[index].attachmentID = kept
        }
        let kept = volumes
        try end(pending, of: row.id, at: time) { row, _ in
            row.volumes = kept
            row.state = .shelvedOffloaded
            row.task = nil
            row.power = .shutdown
            row.host = nil
            row.shelvedImageID = image
        }
    }

    private func bringBack(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async throws {
        var row = row
        if row.host == nil {
            guard let host = await place(row, flavor: row.flavor) else {
                try end(pending, of: row.id, at: time, error: Self.noHost) { row, _ in
                    row.task = nil
                    row.fault = ServerFault(code: 500, message: Self.noHost, created: time)
                }
                return
            }
            row.host = host.name
            await moveInterfaces(of: row, to: host.name)
            for index in row.volumes.indices {
                if row.volumes[index].device == nil { row.volumes[index].device = Self.nextDevice(of: row) }
                try? await connect(row.volumes[index], to: row)
            }
        }
        if let image = row.shelvedImageID {
            _ = await parts.others.call("image", .delete, "/v2/images/\(image)", as: account(of: row))
        }
        let (host, volumes) = (row.host, row.volumes)
        try end(pending, of: row.id, at: time) { row, _ in
            row.host = host
            row.volumes = volumes
            row.state = .active
            row.task = nil
            row.power = .running
            row.launched = time
            row.shelvedImageID = nil
        }
    }
}
