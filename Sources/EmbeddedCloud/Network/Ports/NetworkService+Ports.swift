extension NetworkService {
    func declarePorts(in table: inout RouteTable) {
        declare(
            ResourceActions<PortRow>(
                create: { state, draft, context in try state.createPort(draft, context) },
                update: { state, row, draft, context in try state.updatePort(row, draft, context) },
                delete: { state, row, context in try state.deletePort(row, context) },
                parent: { state, draft, caller in try state.parentNetwork(of: draft, "port", caller) }
            ),
            in: &table
        )
    }
}

extension NetworkState {
    // Networking API reference, “Create port”.
    mutating func createPort(_ draft: Draft, _ context: ChangeContext) throws -> PortRow {
        guard let network = networks[draft.string("network_id") ?? ""] else {
            throw NetworkError.noNetwork(draft.string("network_id") ?? "")
        }
        try reserve("port", for: draft.projectID)
        let owner = draft.string("device_owner") ?? ""
        let mac = try hardwareAddress(draft.string("mac_address"), on: network.id, except: nil)
        let id = Identifier.uuid()
        var row = PortRow(
            id: id,
            name: draft.string("name") ?? "",
            projectID: draft.projectID,
            networkID: network.id,
            mac: mac,
            deviceID: draft.string("device_id") ?? "",
            deviceOwner: owner,
            fixedIPs: [],
            portSecurity: draft.bool("port_security_enabled")
                ?? (network.portSecurity && !owner.hasPrefix("network:")),
            standard: StandardAttributes(description: draft.string("description") ?? "", revision: 1, at: context.now)
        )
        try requireOwnDevice(row, context.caller)
        row.fixedIPs = try addresses(
            for: AddressRequest(
                network: network,
                portID: id,
                mac: mac,
                deviceOwner: owner,
                asked: draft.array("fixed_ips")
            )
        )
        row.isUnaddressed = draft.array("fixed_ips")?.isEmpty ?? false
        row.isUp = draft.bool("admin_state_up") ?? true
        row.dnsName = draft.string("dns_name") ?? ""
        row.qosPolicyID = try qualityPolicy(draft["qos_policy_id"], context.caller)
        row.vnicType = draft.string("binding:vnic_type") ?? "normal"
        row.profile = draft["binding:profile"]?.object ?? [:]
        row.deviceProfile = draft.string("device_profile")
        row.numaPolicy = draft.string("numa_affinity_policy")
        row.options = try options(draft.array("extra_dhcp_opts") ?? [], over: [])
        row.groups = try groups(of: draft, for: row, context)
        try setPairs(&row, draft)
        bind(&row, to: draft.string("binding:host_id") ?? "")
        ports.insert(row)
        return row
    }

    /// A port that is bound to a host works at once, for there is nothing to plug.
    private func bind(_ row: inout PortRow, to host: String) {
        row.host = host
        row.status = host.isEmpty || !row.isUp ? .down : .active
    }

    /// Nobody may pretend that a port is the interface of somebody else's router.
    private func requireOwnDevice(_ row: PortRow, _ caller: Caller) throws {
        guard !caller.isAdmin, row.isRouterInterface, let router = routers[row.deviceID],
            router.projectID != caller.projectID
        else { return }
        throw NetworkError.conflict(
            "DeviceIDNotOwnedByTenant",
            "The following device_id \(row.deviceID) is not owned by your project or matches another project router."
        )
    }

    /// The hardware address asked for, or a new one; no two ports of a network have the same.
    private func hardwareAddress(_ asked: String?, on network: String, except port: String?) throws -> String {
        func isFree(_ mac: String) -> Bool {
            ports.ids(with: "mac/\(network)/\(mac)").allSatisfy { $0 == port }
        }
        guard let asked else {
            while true {
                let mac = HardwareAddress.random()
                if isFree(mac) { return mac }
            }
        }
        guard isFree(asked) else {
            throw NetworkError.conflict(
                "MacAddressInUse",
                "Unable to complete operation for network \(network). The mac address \(asked) is in use."
            )
        }
        return asked
    }

    /// The options of a request put over those there are; one without a value is taken away.
    private func options(_ given: [JSON], over present: [PortRow.DHCPOption]) throws -> [PortRow.DHCPOption] {
        var options = present
        for item in given {
            guard let name = item["opt_name"]?.string else { continue }
            let version = item["ip_version"]?.int ?? item["ip_version"]?.string.flatMap(Int.init) ?? 4
            options.removeAll { $0.name == name && $0.version == version }
            if let value = item["opt_value"]?.string {
                options.append(.init(name: name, value: value, version: version))
            }
        }
        return options
    }

    // MARK: - Security

    /// The security groups of a new port.
    private mutating func groups(
        of draft: Draft,
        for row: PortRow,
        _ context: ChangeContext
    ) throws -> [String] {
        guard let asked = draft.strings("security_groups") else {
            let group = ensureDefaultSecurityGroup(of: row.projectID, at: context.now)
            return row.portSecurity && !row.isNetworkDevice ? [group].compactMap { $0 } : []
        }
        if asked.isEmpty { ensureDefaultSecurityGroup(of: row.projectID, at: context.now) }
        try requireGroups(asked, for: row, context.caller)
        return asked
    }

    private func requireGroups(_ groups: [String], for row: PortRow, _ caller: Caller) throws {
        for group in groups { _ = try SecurityGroupRow.kind.row(group, in: self, for: caller) }
        guard groups.isEmpty || row.portSecurity else {
            throw NetworkError.bad(
                "PortSecurityAndIPRequiredForSecurityGroups",
                saying:
                    "Port security must be enabled and port must have an IP address in order to use security groups."
            )
        }
    }

    private func setPairs(_ row: inout PortRow, _ draft: Draft) throws {
        guard let given = draft.array("allowed_address_pairs") else { return }
        var pairs: [PortRow.AddressPair] = []
        for item in given {
            guard let members = item.object, members.names.allSatisfy(["mac_address", "ip_address"].contains) else {
                let unknown = (item.object?.names ?? []).filter { !["mac_address", "ip_address"].contains($0) }
                throw NetworkError.malformed("Unrecognized attribute(s) '\(unknown.joined(separator: ", "))'")
            }
            guard let text = members["ip_address"]?.string else {
                throw NetworkError.bad(
                    "AllowedAddressPairsMissingIP",
                    saying: "AllowedAddressPair must contain ip_address"
                )
            }
            guard let block = AddressBlock(text) else {
                throw NetworkError.malformed(
                    text.contains("/") ? "'\(text)' is not a valid IP subnet" : "'\(text)' is not a valid IP address"
                )
            }
            var mac = row.mac
            if let given = members["mac_address"] {
                guard let canonical = given.string.flatMap(HardwareAddress.canonical) else {
                    throw NetworkError.malformed("'\(given.pythonText)' is not a valid MAC address")
                }
                mac = canonical
            }
            let pair = PortRow.AddressPair(mac: mac, address: text.contains("/") ? text : block.first.text)
            guard !pairs.contains(pair) else {
                throw NetworkError.bad(
                    "DuplicateAddressPairInRequest",
                    saying: "Request contains duplicate address pair: mac_address \(mac) ip_address \(pair.address)."
                )
            }
            pairs.append(pair)
        }
        guard pairs.count <= 10 else {
            throw NetworkError.bad(
                "AllowedAddressPairExhausted",
                saying: "The number of allowed address pair exceeds the maximum 10."
            )
        }
        guard pairs.isEmpty || row.portSecurity else { throw Self.pairsNeedSecurity }
        row.pairs = pairs
    }

    private static var pairsNeedSecurity: NetworkError {
        NetworkError.conflict(
            "AddressPairAndPortSecurityRequired",
            "Port Security must be enabled in order to have allowed address pairs on a port."
        )
    }

    // MARK: - Changing

    // Networking API reference, “Update port”.
    mutating func updatePort(_ old: PortRow, _ draft: Draft, _ context: ChangeContext) throws -> PortRow {
        var row = old
        guard let network = networks[row.networkID] else { throw NetworkError.noNetwork(row.networkID) }
        if let name = draft.string("name") { row.name = name }
        if let description = draft["description"] { row.standard.description = description.string }
        if let isUp = draft.bool("admin_state_up") { row.isUp = isUp }
        if let device = draft.string("device_id") { row.deviceID = device }
        if let owner = draft.string("device_owner") { row.deviceOwner = owner }
        try requireOwnDevice(row, context.caller)
        if let mac = draft.string("mac_address"), mac != row.mac {
            guard row.host.isEmpty else {
                throw NetworkError.conflict(
                    "PortBound",
                    "Unable to complete operation on port \(row.id), port is already bound, port type: "
                        + "\(PortRow.vifType(host: row.host)), old_mac \(row.mac), new_mac \(mac)."
                )
            }
            row.mac = try hardwareAddress(mac, on: row.networkID, except: row.id)
        }
        if let asked = draft.array("fixed_ips") {
            row.fixedIPs = try addresses(
                for: AddressRequest(
                    network: network,
                    portID: row.id,
                    mac: row.mac,
                    deviceOwner: row.deviceOwner,
                    asked: asked,
                    present: row.fixedIPs
                )
            )
            try requireUnchangedAddresses(old, row)
            row.isUnaddressed = row.isUnaddressed && row.fixedIPs.isEmpty
        }
        if let policy = draft["qos_policy_id"] { row.qosPolicyID = try qualityPolicy(policy, context.caller) }
        if let name = draft.string("dns_name") { row.dnsName = name }
        if let options = draft.array("extra_dhcp_opts") {
            row.options = try self.options(options, over: row.options)
        }
        try updateSecurity(&row, draft, context.caller)
        try updateBinding(&row, draft)
        row.standard.touch(at: context.now)
        ports.insert(row)
        detachFloatingIPs(from: row, at: context.now)
        return row
    }

    /// The addresses of a router's ports go with the router.
    private func requireUnchangedAddresses(_ old: PortRow, _ new: PortRow) throws {
        guard old.isRouterInterface || old.deviceOwner == PortRow.gatewayOwner,
            !Set(old.fixedIPs).isSubset(of: Set(new.fixedIPs))
        else { return }
        throw NetworkError.bad(
            "IPAddressChangeNotAllowed",
            saying: "IP updates for port \(old.id) are not allowed"
        )
    }

    private func updateSecurity(_ row: inout PortRow, _ draft: Draft, _ caller: Caller) throws {
        if let security = draft.bool("port_security_enabled") { row.portSecurity = security }
        if let groups = draft.strings("security_groups") {
            try requireGroups(groups, for: row, caller)
            row.groups = groups
        }
        guard row.portSecurity || row.groups.isEmpty else {
            throw NetworkError.conflict(
                "PortSecurityPortHasSecurityGroup",
                "Port has security group associated. Cannot disable port security or IP address until security group is "
                    + "removed."
            )
        }
        try setPairs(&row, draft)
        guard row.portSecurity || row.pairs.isEmpty else { throw Self.pairsNeedSecurity }
    }

    private func updateBinding(_ row: inout PortRow, _ draft: Draft) throws {
        if let type = draft.string("binding:vnic_type") { row.vnicType = type }
        if let profile = draft["binding:profile"] { row.profile = profile.object ?? [:] }
        if let host = draft["binding:host_id"] { row.otherBindings.removeAll { $0.host == host.string } }
        bind(&row, to: draft["binding:host_id"].map { $0.string ?? "" } ?? row.host)
    }

    /// Floating IPs of addresses that the port has no more stand for nothing.
    private mutating func detachFloatingIPs(from row: PortRow, at now: Timestamp) {
        for floating in floatingIPs.rows(with: "port/\(row.id)")
        where !row.fixedIPs.contains(where: { $0.address == floating.fixedAddress }) {
            detach(floating, at: now)
        }
    }

    // Networking API reference, “Delete port”.
    mutating func deletePort(_ row: PortRow, _ context: ChangeContext) throws {
        let isServices =
            row.isRouterInterface || row.deviceOwner == PortRow.gatewayOwner
            || row.deviceOwner == PortRow.floatingIPOwner
        let isUsed =
            row.deviceOwner == PortRow.floatingIPOwner ? floatingIPs[row.deviceID] != nil : routers[row.deviceID] != nil
        guard !isServices || !isUsed else {
            throw NetworkError.conflict(
                "ServicePortInUse",
                "Port \(row.id) cannot be deleted directly via the port API: has device owner \(row.deviceOwner)."
            )
        }
        if let trunk = trunks.rows(with: "port/\(row.id)").first {
            throw NetworkError.conflict(
                "PortInUseAsTrunkParent",
                "Port \(row.id) is currently a parent port for trunk \(trunk.id)."
            )
        }
        if let trunk = trunks.rows(with: "subport/\(row.id)").first {
            throw NetworkError.conflict(
                "PortInUseAsSubPort",
                "Port \(row.id) is currently a subport for trunk \(trunk.id)."
            )
        }
        removePort(row, at: context.now)
    }

    /// Takes a port away, and what stands for it.
    mutating func removePort(_ row: PortRow, at now: Timestamp) {
        for floating in floatingIPs.rows(with: "port/\(row.id)") { detach(floating, at: now) }
        for forwarding in portForwardings.ids(with: "port/\(row.id)") { portForwardings[forwarding] = nil }
        ports[row.id] = nil
    }
}
