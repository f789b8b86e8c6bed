import HTTPTypes
import Hummingbird

extension ComputeService {
    // Compute API reference, “Rebuild Server”.
    func rebuild(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(ServerSchema.rebuild(request.minor))
        let wish = body["rebuild"]?.object ?? [:]
        let found = try server(request, "servers:rebuild")
        let demand = ServerDemand(name: "rebuild", states: [.active, .stopped, .error])
        try demand.check(found, request.caller)
        let imageID = wish["imageRef"]?.string ?? ""
        let image: JSON
        do {
            image = try await self.image(imageID, as: request.caller)
        } catch is PeerError {
            throw ComputeError.badRequest("Cannot find image for rebuild")
        }
        if found.startsFromVolume, request.minor < 93 {
            let root = found.volumes.first { $0.bootIndex == 0 }?.volumeID ?? ""
            let volume = try? await self.volume(root, as: account(of: found))
            if volume?["volume_image_metadata"]?["image_id"]?.string != imageID {
                throw ComputeError.badRequest(
                    "Image \(imageID) is unacceptable: Unable to rebuild with a different image for a volume-backed server."
                )
            }
        }
        try Self.check(image, fits: found.flavor, startsFromVolume: found.startsFromVolume)
        try await checkVolumes(of: found, request)
        try begin(
            .rebuild,
            "compute.server.rebuild",
            on: found,
            demand,
            as: "rebuild",
            event: "compute_rebuild_instance",
            for: request
        ) { row, state in
            try apply(wish, image, request, to: &row, in: state)
        }
        let row = store.read { $0.servers[found.id] } ?? found
        let isFull = request.minor >= 75
        let extent = ServerView.Extent(
            isFull: isFull,
            showsGroups: request.minor >= 71,
            showsUserData: false,
            showsKey: request.minor >= 54
        )
        var shown = await view(of: [row], request).detail(row, extent).object ?? [:]
        shown["adminPass"] = .string(wish["adminPass"]?.string ?? ServerOrder.password())
        if request.minor >= 57 { shown["user_data"] = JSON(row.userData) }
        return .json(
            ["server": .object(shown)],
            status: .accepted,
            headers: [.location: "\(request.versionURL)/servers/\(row.id)"]
        )
    }

    /// Takes over what a rebuild changes.
    private func apply(
        _ wish: JSON.Object,
        _ image: JSON,
        _ request: ComputeRequest,
        to row: inout ServerRow,
        in state: borrowing ComputeState
    ) throws {
        if let key = wish["key_name"] {
            if let name = key.string, state.keyPairs[KeyPairRow.id(request.caller.userID, name)] == nil {
                throw ComputeError.badRequest("Invalid key_name provided.")
            }
            row.keyName = key.string
        }
        let items = quotaLimit("metadata_items", of: row.projectID, in: state)
        if let metadata = wish["metadata"]?.object {
            if items >= 0, metadata.names.count > items {
                throw ComputeError.forbidden("Maximum number of metadata items exceeds \(items)")
            }
            row.metadata = metadata
        }
        if let name = wish["name"]?.string { row.name = name.trimmed }
        if let description = wish["description"] { row.description = description.string }
        if let hostname = wish["hostname"]?.string { row.hostname = hostname }
        if let data = wish["user_data"] { row.userData = data.string }
        if let address = wish["accessIPv4"]?.string { row.accessIPv4 = address }
        if let address = wish["accessIPv6"]?.string { row.accessIPv6 = ComputeSchema.canonical(address) }
        if let config = wish["OS-DCF:diskConfig"]?.string { row.isAutoDiskConfig = config == "AUTO" }
        if let trusted = wish["trusted_image_certificates"] {
            row.trustedCertificates = trusted.array?.compactMap(\.string)
        }
        if !row.startsFromVolume { row.imageID = image["id"]?.string }
        row.imageProperties = Self.properties(of: image)
        row.kernelID = image["kernel_id"]?.string ?? ""
        row.ramdiskID = image["ramdisk_id"]?.string ?? ""
        row.task = "rebuilding"
        row.progress = 0
    }

    /// A server that was stopped is stopped again.
    func finishRebuild(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) throws {
        try end(pending, of: row.id, at: time) { row, _ in
            row.task = nil
            row.fault = nil
            row.launched = time
            if row.state == .stopped {
                row.power = .shutdown
            } else {
                row.state = .active
                row.power = .running
            }
        }
    }
}
