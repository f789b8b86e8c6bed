extension NetworkService {
    func declareNetworks(in table: inout RouteTable) {
        declare(
            ResourceActions<NetworkRow>(
                create: { state, draft, context in try state.createNetwork(draft, context) },
                update: { state, row, draft, context in try state.updateNetwork(row, draft, context) },
                delete: { state, row, _ in try state.deleteNetwork(row) }
            ),
            in: &table
        )
        declare(
            ResourceActions<SegmentRow>(
                create: { state, draft, context in try state.createSegment(draft, context) },
                update: { state, row, draft, context in
                    var row = row
                    if let name = draft["name"] { row.name = name.string }
                    if let description = draft["description"] { row.standard.description = description.string }
                    row.standard.touch(at: context.now)
                    state.segments.insert(row)
                    return row
                },
                delete: { state, row, _ in try state.deleteSegment(row) }
            ),
            in: &table
        )
    }
}

extension NetworkState {
    // Networking API reference, “Create network”.
    mutating func createNetwork(_ draft: Draft, _ context: ChangeContext) throws -> NetworkRow {
        try reserve("network", for: draft.projectID)
        ensureDefaultSecurityGroup(of: draft.projectID, at: context.now)
        let segments = try segments(for: draft, at: context.now)
        let most = segments.map { NetworkState.mostUnits($0.type) }.min() ?? 1500
        let units = draft.int("mtu") ?? 0
        guard units <= most else {
            throw NetworkError.invalidInput("Requested MTU is too big, maximum is \(most)")
        }
        var row = NetworkRow(
            id: segments.first?.networkID ?? Identifier.uuid(),
            name: draft.string("name") ?? "",
            projectID: draft.projectID,
            mtu: units == 0 ? most : units,
            standard: StandardAttributes(description: draft.string("description") ?? "", revision: 1, at: context.now)
        )
        row.isUp = draft.bool("admin_state_up") ?? true
        row.portSecurity = draft.bool("port_security_enabled") ?? true
        row.dnsDomain = draft.string("dns_domain") ?? ""
        row.availabilityZoneHints = draft.strings("availability_zone_hints") ?? []
        if let zone = row.availabilityZoneHints.first {
            throw NetworkError.missing(
                "AvailabilityZoneNotFound",
                "AvailabilityZone \(zone) could not be found."
            )
        }
        row.qosPolicyID = try qualityPolicy(draft["qos_policy_id"], context.caller)
        row.isExternal = draft.bool("router:external") ?? false
        if draft.bool("is_default") ?? false { try makeDefault(&row) }
        for segment in segments { self.segments.insert(segment) }
        networks.insert(row)
        if row.isExternal { share(row, action: "access_as_external", at: context.now) }
        if draft.bool("shared") ?? false { share(row, action: "access_as_shared", at: context.now) }
        return row
    }

    /// Where routers that are made by themselves get their gateway from now on: there is one such network.
    private func makeDefault(_ row: inout NetworkRow) throws {
        guard row.isExternal else {
            row.isDefault = false
            return
        }
        if let other = networks.rows(with: "external/true").first(where: { $0.isDefault && $0.id != row.id }) {
            throw NetworkError.conflict(
                "DefaultExternalNetworkExists",
                "A default external network already exists: \(other.id)."
            )
        }
        row.isDefault = true
    }

    private mutating func share(_ row: NetworkRow, action: String, at now: Timestamp) {
        sharings.insert(
            SharingRow(
                id: Identifier.uuid(),
                projectID: row.projectID,
                objectType: "network",
                objectID: row.id,
                target: "*",
                action: action,
                standard: StandardAttributes(at: now)
            )
        )
    }

    // Networking API reference, “Update network”.
    mutating func updateNetwork(_ old: NetworkRow, _ draft: Draft, _ context: ChangeContext) throws -> NetworkRow {
        var row = old
        if let name = draft.string("name") { row.name = name }
        if let isUp = draft.bool("admin_state_up") { row.isUp = isUp }
        if let security = draft.bool("port_security_enabled") { row.portSecurity = security }
        if let description = draft["description"] { row.standard.description = description.string }
        if let domain = draft.string("dns_domain") { row.dnsDomain = domain }
        if let units = draft.int("mtu"), units > 0 {
            let most = segments.rows(with: "network/\(row.id)").map { Self.mostUnits($0.type) }.min() ?? 1500
            guard units <= most else {
                throw NetworkError.invalidInput("Requested MTU is too big, maximum is \(most)")
            }
            row.mtu = units
        }
        if let policy = draft["qos_policy_id"] { row.qosPolicyID = try qualityPolicy(policy, context.caller) }
        for name in ["provider:network_type", "provider:physical_network", "provider:segmentation_id"]
        where draft.has(name) {
            guard NetworkRow.kind[name]?.read(old, self, context.caller) == draft[name] else {
                throw NetworkError.invalidInput(
                    "Plugin does not support updating the following provider network attributes: \(name)"
                )
            }
        }
        if let external = draft.bool("router:external"), external != row.isExternal {
            if !external { try requireNoGateways(on: row.id) }
            row.isExternal = external
            sharings.remove { $0.objectID == row.id && $0.action == "access_as_external" }
            if external { share(row, action: "access_as_external", at: context.now) }
            if !external { row.isDefault = false }
        }
        if let isDefault = draft.bool("is_default") {
            if isDefault { try makeDefault(&row) } else { row.isDefault = false }
        }
        if let shared = draft.bool("shared") { try setShared(row, shared, at: context.now) }
        row.standard.touch(at: context.now)
        networks.insert(row)
        return row
    }

    private func requireNoGateways(on network: String) throws {
        let hasGateways = ports.rows(with: "network/\(network)").contains { $0.deviceOwner == PortRow.gatewayOwner }
        guard !hasGateways else {
            throw NetworkError.conflict(
                "ExternalNetworkInUse",
                "External network \(network) cannot be updated to be made non-external, since it has existing gateway ports."
            )
        }
    }

    private mutating func setShared(_ row: NetworkRow, _ shared: Bool, at now: Timestamp) throws {
        let existing = sharings.rows(with: "object/\(row.id)").first {
            $0.action == "access_as_shared" && $0.target == "*"
        }
        switch (shared, existing) {
        case (true, nil): share(row, action: "access_as_shared", at: now)
        case (false, let sharing?):
            let strangers = ports.rows(with: "network/\(row.id)").contains {
                $0.projectID != row.projectID && !$0.projectID.isEmpty && !$0.isNetworkDevice
            }
            guard !strangers else {
                throw NetworkError.conflict(
                    "InvalidSharedSetting",
                    "Unable to reconfigure sharing settings for network \(row.name). Multiple projects are using it."
                )
            }
            sharings[sharing.id] = nil
        default: break
        }
    }

    // Networking API reference, “Delete network”.
    mutating func deleteNetwork(_ row: NetworkRow) throws {
        // Floating IPs that stand for nothing go with their network.
        let unattached = Set(
            floatingIPs.rows(with: "network/\(row.id)").filter { $0.portID == nil && $0.routerID == nil }.map(
                \.ownPortID
            )
        )
        let inUse = ports.rows(with: "network/\(row.id)").filter {
            !PortRow.automaticOwners.contains($0.deviceOwner) && !unattached.contains($0.id)
        }
        guard inUse.isEmpty else {
            throw NetworkError.conflict(
                "NetworkInUse",
                "Unable to complete operation on network \(row.id). There are one or more ports still in use on the "
                    + "network, id for these ports is: \(inUse.map(\.id).joined(separator: ","))."
            )
        }
        for floating in floatingIPs.ids(with: "network/\(row.id)") { floatingIPs[floating] = nil }
        for port in ports.ids(with: "network/\(row.id)") { ports[port] = nil }
        for subnet in subnets.ids(with: "network/\(row.id)") { subnets[subnet] = nil }
        for segment in segments.ids(with: "network/\(row.id)") { segments[segment] = nil }
        removeSharings(of: row.id)
        networks[row.id] = nil
    }

    /// Counts a change of something that is part of a network.
    mutating func touchNetwork(_ id: String, at now: Timestamp) {
        guard var row = networks[id] else { return }
        row.standard.touch(at: now)
        networks.insert(row)
    }

    /// The scope that the subnets of a network are in.
    func addressScope(of network: String, _ version: IPAddress.Version) -> String? {
        for subnet in subnets.rows(with: "network/\(network)") where subnet.version == version {
            if let pool = subnet.poolID.flatMap({ subnetPools[$0] }) { return pool.scopeID }
        }
        return nil
    }
}
