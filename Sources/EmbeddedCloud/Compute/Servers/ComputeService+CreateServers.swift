import Foundation
import HTTPTypes
import Hummingbird

extension ComputeService {
    // Compute API reference, “Create Server”.
    func createServers(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(ServerSchema.create(request.minor))
        try request.require("servers:create", request.caller.isMember && request.caller.projectID != nil)
        let order = try ServerOrder(body, request)
        let flavor = try flavor(order.flavorID, for: request.caller)
        let image = try await checkedImage(order, flavor, request)
        try check(order, flavor, request)
        var row = newServer(order, flavor, image, request)
        if let names = order.groupNames { row.securityGroups = try await securityGroups(names, request.caller) }
        row.requestedNetworks =
            order.isNetworkless
            ? []
            : try await checkNetworks(
                order.networks,
                isAutomatic: order.isAutomatic,
                count: order.most,
                request
            )
        row.volumes = try await checkedVolumes(order.volumes, of: row, request)
        let rows = try await reserve(row, order, request)
        for row in rows { row.pending.forEach { schedule($0, of: row.id, from: row.created) } }
        if order.returnsReservation {
            return .json(["reservation_id": .string(row.reservationID)], status: .accepted)
        }
        return Self.answer(rows.first ?? row, order, body, request)
    }

    private static func answer(
        _ row: ServerRow,
        _ order: ServerOrder,
        _ body: JSON,
        _ request: ComputeRequest
    ) -> ServiceResponse {
        let server: JSON.Object = [
            "id": .string(row.id), "links": request.links("servers", row.id),
            "OS-DCF:diskConfig": row.isAutoDiskConfig ? "AUTO" : "MANUAL",
            "security_groups": body["server"]?["security_groups"] ?? [["name": "default"]],
            "adminPass": .string(order.password),
        ]
        return .json(
            ["server": .object(server)],
            status: .accepted,
            headers: [.location: "\(request.versionURL)/servers/\(row.id)"]
        )
    }

    // MARK: - Is it possible?

    /// A flavor the caller may use; 400 for any other.
    func flavor(_ id: String, for caller: Caller) throws -> ComputeFlavorRow {
        let found = store.read { $0.flavors[id] }
        guard let found, !found.isDisabled,
            found.isPublic || caller.isAdmin || found.projects.contains(caller.projectID ?? "")
        else { throw ComputeError.badRequest("Flavor \(id) could not be found.") }
        return found
    }

    /// The image to start from, which must fit the flavor; null for none.
    private func checkedImage(
        _ order: ServerOrder,
        _ flavor: ComputeFlavorRow,
        _ request: ComputeRequest
    ) async throws -> JSON {
        guard let id = order.imageID else { return .null }
        let image: JSON
        do {
            image = try await self.image(id, as: request.caller)
        } catch is PeerError {
            throw ComputeError.badRequest("Can not find requested image")
        }
        try Self.check(image, fits: flavor, startsFromVolume: order.volumes.contains { $0.bootIndex == 0 })
        return image
    }

    /// Throws 400 unless a server of the flavor can have the image.
    static func check(_ image: JSON, fits flavor: ComputeFlavorRow, startsFromVolume: Bool) throws {
        guard image["status"]?.string == "active" else {
            throw ComputeError.badRequest("Image \(image["id"]?.string ?? "") is not active.")
        }
        if flavor.ram < image["min_ram"]?.int ?? 0 {
            throw ComputeError.badRequest("Flavor's memory is too small for requested image.")
        }
        guard !startsFromVolume, flavor.disk > 0 else { return }
        let disk = flavor.disk << 30
        let size = image["size"]?.int ?? 0
        let least = (image["min_disk"]?.int ?? 0) << 30
        if size > disk {
            throw ComputeError.badRequest(
                "Flavor's disk is too small for requested image. Flavor disk is \(disk) bytes, image is \(size) bytes."
            )
        }
        if least > disk {
            throw ComputeError.badRequest(
                "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is \(disk) "
                    + "bytes, minimum size is \(least) bytes."
            )
        }
    }

    private func check(_ order: ServerOrder, _ flavor: ComputeFlavorRow, _ request: ComputeRequest) throws {
        if flavor.disk == 0, !order.volumes.contains(where: { $0.bootIndex == 0 }), !request.caller.isAdmin {
            throw ComputeError.forbidden("Only volume-backed servers are allowed for flavors with zero disk.")
        }
        if order.most > 1 {
            if order.volumes.contains(where: { $0.source == "volume" }) {
                throw ComputeError.badRequest("Cannot attach one or more volumes to multiple instances")
            }
            if order.hostname != nil {
                throw ComputeError.badRequest("Unable to allocate a single hostname to multiple instances")
            }
        }
        try store.read { state in
            if let key = order.keyName, state.keyPairs[KeyPairRow.id(request.caller.userID, key)] == nil {
                throw ComputeError.badRequest("Invalid key_name provided.")
            }
            for host in [order.wantedHost, order.forcedHost].compactMap({ $0 }) where order.wantedHost != nil {
                guard state.hosts.values.contains(where: { $0.name == host }) else {
                    throw ComputeError.badRequest("Compute host \(host) could not be found.")
                }
            }
            if let zone = order.zone, order.forcedHost == nil, !Self.zones(in: state).contains(zone) {
                throw ComputeError.badRequest("The requested availability zone is not available")
            }
            let items = quotaLimit("metadata_items", of: request.project, in: state)
            if items >= 0, order.metadata.names.count > items {
                throw ComputeError.forbidden("Maximum number of metadata items exceeds \(items)")
            }
            let files = quotaLimit("injected_files", of: request.project, in: state)
            if files >= 0, order.injectedFiles > files {
                throw ComputeError.forbidden("Personality file limit exceeded")
            }
            if let group = Self.group(order.hints), state.serverGroups[group] == nil {
                throw ComputeError.badRequest("Instance group \(group) could not be found.")
            }
        }
    }

    /// Zones that have a host.
    static func zones(in state: borrowing ComputeState) -> Set<String> {
        var zones: Set<String> = []
        for host in state.hosts.values where host.takesServers {
            let zone = state.aggregates.values.first { $0.zone != nil && $0.hosts.contains(host.name) }?.zone
            zones.insert(zone ?? "nova")
        }
        return zones
    }

    /// The server group a hint names.
    static func group(_ hints: JSON.Object) -> String? {
        hints["group"]?.string ?? hints["group"]?.array?.first?.string
    }

    // MARK: - Volumes

    private func checkedVolumes(
        _ volumes: [ServerVolume],
        of server: ServerRow,
        _ request: ComputeRequest
    ) async throws -> [ServerVolume] {
        var checked: [ServerVolume] = []
        for var volume in volumes {
            if let id = volume.volumeID {
                let shown = try await checkedVolume(id, isRoot: volume.bootIndex == 0, request)
                volume.size = shown["size"]?.int
            } else if let id = volume.sourceID {
                try await checkSource(volume.source, id, request)
            }
            checked.append(volume)
        }
        return checked
    }

    private func checkedVolume(_ id: String, isRoot: Bool, _ request: ComputeRequest) async throws -> JSON {
        let shown: JSON
        do {
            shown = try await volume(id, as: request.caller)
        } catch is PeerError {
            throw ComputeError.badRequest("Block Device Mapping is Invalid: failed to get volume \(id).")
        }
        if isRoot, shown["bootable"]?.string == "false" {
            throw ComputeError.badRequest("Block Device \(id) is not bootable.")
        }
        try Self.checkAttachable(shown, request)
        return shown
    }

    /// Throws 400 unless the volume can be attached to one more server.
    static func checkAttachable(_ volume: JSON, _ request: ComputeRequest) throws {
        let id = volume["id"]?.string ?? ""
        let status = volume["status"]?.string ?? ""
        if volume["multiattach"]?.bool == true {
            if request.minor < 60 {
                throw ComputeError.badRequest(
                    "Multiattach volumes are only supported starting with compute API version 2.60."
                )
            }
            if status == "in-use" { return }
        }
        guard status == "available" else {
            let expected = volume["multiattach"]?.bool == true ? "'available' or 'in-use'" : "'available'"
            throw ComputeError.badRequest(
                "Invalid volume: volume '\(id)' status must be \(expected). Currently in '\(status)' status"
            )
        }
    }

    private func checkSource(_ source: String, _ id: String, _ request: ComputeRequest) async throws {
        do {
            switch source {
            case "image": _ = try await image(id, as: request.caller)
            case "snapshot":
                try await call(
                    "block-storage",
                    .get,
                    "/v3/\(request.project)/snapshots/\(id)",
                    as: request.caller
                )
            default: break
            }
        } catch is PeerError {
            throw ComputeError.badRequest("Block Device Mapping is Invalid: failed to get \(source) \(id).")
        }
    }

    // MARK: - Making rows

    private func newServer(
        _ order: ServerOrder,
        _ flavor: ComputeFlavorRow,
        _ image: JSON,
        _ request: ComputeRequest
    ) -> ServerRow {
        let time = now
        var row = ServerRow(
            id: Identifier.uuid(),
            name: order.name,
            hostname: order.hostname ?? "",
            projectID: request.project,
            userID: request.caller.userID,
            number: 0,
            reservationID: Self.reservation(),
            created: time,
            updated: time,
            flavor: flavor
        )
        row.description = order.description
        row.imageID = order.imageID
        row.imageProperties = Self.properties(of: image)
        row.keyName = order.keyName
        row.metadata = order.metadata
        row.tags = order.tags
        row.userData = order.userData
        row.configDrive = order.configDrive
        row.trustedCertificates = order.trustedCertificates
        row.accessIPv4 = order.accessIPv4
        row.accessIPv6 = order.accessIPv6
        row.isAutoDiskConfig = order.isAutoDiskConfig ?? (image["auto_disk_config"]?.string?.lowercased() == "true")
        row.kernelID = image["kernel_id"]?.string ?? ""
        row.ramdiskID = image["ramdisk_id"]?.string ?? ""
        row.pinnedZone = order.zone
        row.schedulerHints = order.hints
        row.forcedHost = order.forcedHost ?? order.wantedHost
        return row
    }

    /// The properties of an image that servers go by.
    static func properties(of image: JSON) -> JSON.Object {
        var properties: JSON.Object = [:]
        for (name, value) in image.object ?? [:] where value.string != nil {
            if name.hasPrefix("hw_") || name.hasPrefix("os_") && name != "os_hash_algo" && name != "os_hash_value" {
                properties[name] = value
            }
        }
        return properties
    }

    private static func reservation() -> String {
        let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz")
        return "r-" + String((0..<8).compactMap { _ in alphabet.randomElement() })
    }

    /// A name that can be a host's: letters, digits and dashes.
    static func hostname(from name: String, id: String) -> String {
        var text = ""
        for character in name.lowercased() {
            if character == " " || character == "_" || character == "." {
                text.append("-")
            } else if character.isASCII, character.isLetter || character.isNumber || character == "-" {
                text.append(character)
            }
        }
        while text.hasPrefix("-") { text.removeFirst() }
        text = String(text.prefix(63))
        while text.hasSuffix("-") { text.removeLast() }
        return text.isEmpty ? "Server-" + id : text
    }

    /// Puts in as many servers as the quota lets, and keeps the volumes they are promised.
    private func reserve(
        _ model: ServerRow,
        _ order: ServerOrder,
        _ request: ComputeRequest
    ) async throws -> [ServerRow] {
        var model = model
        for index in model.volumes.indices {
            guard let id = model.volumes[index].volumeID else { continue }
            do {
                model.volumes[index].attachmentID = try await reserve(id, for: model.id, as: request.caller)
            } catch let error as PeerError {
                for volume in model.volumes { await disconnect(volume, from: model, deleting: false) }
                throw ComputeError.badRequest("Invalid volume: \(error.message)")
            }
        }
        let first = model
        do {
            return try store.write { state in
                let count = try allowed(order, first.flavor, request, in: state)
                return try insert(first, count: count, order, request, in: &state)
            }
        } catch {
            for volume in first.volumes { await disconnect(volume, from: first, deleting: false) }
            throw error
        }
    }

    private func insert(
        _ model: ServerRow,
        count: Int,
        _ order: ServerOrder,
        _ request: ComputeRequest,
        in state: inout ComputeState
    ) throws -> [ServerRow] {
        var rows: [ServerRow] = []
        for index in 0..<count {
            var row = model
            if index > 0 { row.id = Identifier.uuid() }
            if order.most > 1 { row.name = "\(model.name)-\(index + 1)" }
            if row.hostname.isEmpty { row.hostname = Self.hostname(from: row.name, id: row.id) }
            row.number = state.servers.nextNumber
            row.launchIndex = index
            row.pending = [PendingStep(step: .build, transition: "compute.server.build", requestID: request.id)]
            state.servers.add(row)
            state.note("create", event: "compute__do_build_and_run_instance", of: row, for: request, at: row.created)
            if let group = Self.group(order.hints), var members = state.serverGroups[group] {
                members.members.append(row.id)
                state.serverGroups.insert(members)
            }
            rows.append(row)
        }
        return rows
    }

    /// How many of the servers asked for a project's quota lets there be; 403 for fewer than the least.
    private func allowed(
        _ order: ServerOrder,
        _ flavor: ComputeFlavorRow,
        _ request: ComputeRequest,
        in state: borrowing ComputeState
    ) throws -> Int {
        let used = usage(of: request.project, in: state)
        let limits = ["instances", "cores", "ram"].map { quotaLimit($0, of: request.project, in: state) }
        let needs = [1, flavor.vcpus, flavor.ram]
        let uses = [used.instances, used.cores, used.ram]
        var most = order.most
        for index in 0..<3 where limits[index] >= 0 && needs[index] > 0 {
            most = min(most, (limits[index] - uses[index]) / needs[index])
        }
        if most >= order.least { return most }
        let names = ["instances", "cores", "ram"]
        let over = (0..<3).filter { limits[$0] >= 0 && uses[$0] + needs[$0] * order.most > limits[$0] }
            .sorted { names[$0] < names[$1] }
        let wanted = over.map { index in
            index == 0 && order.least != order.most
                ? "\(order.least)-\(order.most)" : String(needs[index] * order.most)
        }
        throw ComputeError.forbidden(
            "Quota exceeded for \(over.map { names[$0] }.joined(separator: ", ")): Requested "
                + "\(wanted.joined(separator: ", ")), but already used "
                + "\(over.map { String(uses[$0]) }.joined(separator: ", ")) of "
                + "\(over.map { String(limits[$0]) }.joined(separator: ", ")) "
                + over.map { names[$0] }.joined(separator: ", ")
        )
    }
}
