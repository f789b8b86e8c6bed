import Hummingbird

/// What is shown of a server in one request.
struct ServerView: Sendable {
    /// Who asks decides about some members.
    let request: ComputeRequest
    let network: NetworkFacts
    /// Zones by host.
    let zones: [String: String]
    /// Hosts that don't take part at present, by name.
    let hostStates: [String: String]
    /// The server group of each server, for the one answer that shows it.
    var groups: [String: String] = [:]

    /// What of it some answers leave out.
    struct Extent: Sendable {
        /// Whether members that came as extensions are shown, which answers to changes do since 2.75.
        var isFull = true
        var showsGroups = false
        var showsUserData = true
        /// Whether key pairs are shown.
        var showsKey = true
    }

    /// One line of a short list.
    func brief(_ server: ServerRow) -> JSON {
        [
            "id": .string(server.id), "name": .string(server.name), "links": request.links("servers", server.id),
        ]
    }

    /// Everything.
    func detail(_ server: ServerRow, _ extent: Extent = Extent()) -> JSON {
        let minor = request.minor
        let status = ServerStatus.of(server)
        var members: JSON.Object = [
            "accessIPv4": .string(server.accessIPv4 ?? ""), "accessIPv6": .string(server.accessIPv6 ?? ""),
            "addresses": server.state == .building ? [:] : network.addresses(of: server, isExtended: extent.isFull),
            "created": .string(server.created.seconds), "flavor": flavor(of: server),
            "hostId": .string(Self.hostID(server.host, server.projectID)), "id": .string(server.id),
            "image": image(of: server), "links": request.links("servers", server.id),
            "metadata": .object(server.metadata), "name": .string(server.name), "status": .string(status),
            "tenant_id": .string(server.projectID), "user_id": .string(server.userID),
            "updated": .string(server.updated.seconds),
            "OS-DCF:diskConfig": server.isAutoDiskConfig ? "AUTO" : "MANUAL",
        ]
        if status == "ERROR" || status == "DELETED", let fault = server.fault { members["fault"] = show(fault) }
        if ServerStatus.progressing.contains(status) { members["progress"] = .int(server.progress) }
        if extent.isFull { addExtensions(of: server, extent, to: &members) }
        if extent.showsKey, !extent.isFull { members["key_name"] = JSON(server.keyName) }
        if minor >= 9 { members["locked"] = .bool(server.lockedBy != nil) }
        if minor >= 16, extent.isFull, let state = hostState(of: server) { members["host_status"] = .string(state) }
        if minor >= 19 { members["description"] = JSON(server.description) }
        if minor >= 26 { members["tags"] = JSON(server.tags) }
        if minor >= 63 {
            members["trusted_image_certificates"] = server.trustedCertificates.map { JSON($0) } ?? .null
        }
        if minor >= 71, extent.showsGroups {
            members["server_groups"] = groups[server.id].map { [.string($0)] } ?? []
        }
        if minor >= 73 { members["locked_reason"] = JSON(server.lockReason) }
        if minor >= 90, members["OS-EXT-SRV-ATTR:hostname"] == nil {
            members["OS-EXT-SRV-ATTR:hostname"] = .string(server.hostname)
        }
        if minor >= 96, extent.isFull { members["pinned_availability_zone"] = JSON(server.pinnedZone) }
        if minor >= 100 { members["scheduler_hints"] = .object(server.schedulerHints) }
        return .object(members)
    }

    private func addExtensions(of server: ServerRow, _ extent: Extent, to members: inout JSON.Object) {
        let minor = request.minor
        members["OS-EXT-AZ:availability_zone"] = .string(zone(of: server))
        members["config_drive"] = .string(server.configDrive)
        if extent.showsKey { members["key_name"] = JSON(server.keyName) }
        members["OS-SRV-USG:launched_at"] = JSON(server.launched?.withoutZone)
        members["OS-SRV-USG:terminated_at"] = JSON(server.terminated?.withoutZone)
        if let groups = network.groups(of: server) { members["security_groups"] = groups }
        if request.caller.isAdmin {
            members["OS-EXT-SRV-ATTR:host"] = JSON(server.host)
            members["OS-EXT-SRV-ATTR:instance_name"] = .string(server.instanceName)
            members["OS-EXT-SRV-ATTR:hypervisor_hostname"] = JSON(server.host)
            if minor >= 3 {
                members["OS-EXT-SRV-ATTR:hostname"] = .string(server.hostname)
                members["OS-EXT-SRV-ATTR:kernel_id"] = .string(server.kernelID)
                members["OS-EXT-SRV-ATTR:launch_index"] = .int(server.launchIndex)
                members["OS-EXT-SRV-ATTR:ramdisk_id"] = .string(server.ramdiskID)
                members["OS-EXT-SRV-ATTR:reservation_id"] = .string(server.reservationID)
                members["OS-EXT-SRV-ATTR:root_device_name"] = .string(server.rootDevice)
                if extent.showsUserData { members["OS-EXT-SRV-ATTR:user_data"] = JSON(server.userData) }
            }
        }
        members["OS-EXT-STS:task_state"] = JSON(server.task)
        members["OS-EXT-STS:vm_state"] = .string(server.state.rawValue)
        members["OS-EXT-STS:power_state"] = .int(server.power.rawValue)
        members["os-extended-volumes:volumes_attached"] = .array(
            server.volumes.compactMap { volume in
                guard let id = volume.volumeID else { return nil }
                var shown: JSON.Object = ["id": .string(id)]
                if minor >= 3 { shown["delete_on_termination"] = .bool(volume.isDeletedWithServer) }
                return .object(shown)
            }
        )
    }

    // MARK: - Members

    private func flavor(of server: ServerRow) -> JSON {
        let flavor = server.flavor
        guard request.minor >= 47 else {
            return [
                "id": .string(flavor.id),
                "links": [["rel": "bookmark", "href": .string("\(request.bookmarkURL)/flavors/\(flavor.id)")]],
            ]
        }
        return [
            "vcpus": .int(flavor.vcpus), "ram": .int(flavor.ram), "disk": .int(flavor.disk),
            "ephemeral": .int(flavor.ephemeral), "swap": .int(flavor.swap), "original_name": .string(flavor.name),
            "extra_specs": .object(flavor.extraSpecs),
        ]
    }

    private func image(of server: ServerRow) -> JSON {
        guard let id = server.imageID else { return "" }
        var image: JSON.Object = [
            "id": .string(id),
            "links": [["rel": "bookmark", "href": .string("\(request.bookmarkURL)/images/\(id)")]],
        ]
        if request.minor >= 98 { image["properties"] = .object(server.imageProperties) }
        return .object(image)
    }

    private func show(_ fault: ServerFault) -> JSON {
        var members: JSON.Object = [
            "code": .int(fault.code), "created": .string(fault.created.seconds), "message": .string(fault.message),
        ]
        if let details = fault.details, request.caller.isAdmin || fault.code != 500 {
            members["details"] = .string(details)
        }
        return .object(members)
    }

    private func zone(of server: ServerRow) -> String {
        guard let host = server.host else { return server.pinnedZone ?? "" }
        return zones[host] ?? "nova"
    }

    private func hostState(of server: ServerRow) -> String? {
        guard request.caller.isAdmin else { return nil }
        guard let host = server.host else { return "" }
        return hostStates[host] ?? "UP"
    }

    /// A name for the host that only means something to one project.
    static func hostID(_ host: String?, _ project: String) -> String {
        guard let host else { return "" }
        return Identifier.hex(SHA224Digest.of(project + host))
    }
}
