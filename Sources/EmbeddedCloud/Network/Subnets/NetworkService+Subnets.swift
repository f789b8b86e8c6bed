import HTTPTypes

extension NetworkService {
    func declareSubnets(in table: inout RouteTable) {
        declare(
            ResourceActions<SubnetRow>(
                create: { state, draft, context in try state.createSubnet(draft, context) },
                update: { state, row, draft, context in try state.updateSubnet(row, draft, context) },
                delete: { state, row, context in try state.deleteSubnet(row, context) },
                parent: { state, draft, caller in try state.parentNetwork(of: draft, "subnet", caller) }
            ),
            in: &table
        )
    }
}

extension NetworkState {
    /// The network that a subnet or port is to be on.
    func parentNetwork(
        of draft: Draft,
        _ member: String,
        _ caller: Caller
    ) throws -> (projectID: String?, isShared: Bool) {
        let network = try NetworkRow.kind.row(draft.string("network_id") ?? "", in: self, for: caller)
        let isShared = shares("network", network.id, with: caller.projectID)
        if !caller.isAdmin, !caller.isService, !isShared, network.projectID != draft.projectID {
            throw NetworkError(
                .forbidden,
                "HTTPForbidden",
                "Tenant \(draft.projectID) not allowed to create \(member) on this network"
            )
        }
        return (network.projectID, isShared)
    }

    // Networking API reference, “Create subnet”.
    mutating func createSubnet(_ draft: Draft, _ context: ChangeContext) throws -> SubnetRow {
        let network = draft.string("network_id") ?? ""
        let version = IPAddress.Version(rawValue: draft.int("ip_version") ?? 4) ?? .four
        let pool = try subnetPool(for: draft, version, context.caller)
        let block = try block(for: draft, version, pool, network)
        let settings = SubnetSettings(draft, version: version, block: block)
        try settings.check()
        try reserve("subnet", for: draft.projectID)
        let others = subnets.rows(with: "network/\(network)")
        if others.contains(where: { $0.addresses?.overlaps(block) ?? false }) {
            throw NetworkError.invalidInput(
                "Requested subnet with cidr: \(block.text) for network: \(network) overlaps with another subnet"
            )
        }
        if others.contains(where: { $0.version == version && $0.poolID != pool?.id }) {
            throw NetworkError.bad(
                "NetworkSubnetPoolAffinityError",
                saying: "Subnets hosted on the same network must be allocated from the same subnet pool."
            )
        }
        let row = SubnetRow(
            id: Identifier.uuid(),
            name: draft.string("name") ?? "",
            projectID: draft.projectID,
            networkID: network,
            block: block.text,
            version: version,
            gateway: settings.gateway?.text,
            pools: try settings.pools(),
            nameservers: draft.strings("dns_nameservers") ?? [],
            hostRoutes: (draft.array("host_routes") ?? []).compactMap(RouteEntry.init),
            hasDHCP: draft.bool("enable_dhcp") ?? true,
            advertisementMode: draft.string("ipv6_ra_mode"),
            addressMode: draft.string("ipv6_address_mode"),
            poolID: pool?.id,
            segmentID: draft.string("segment_id"),
            serviceTypes: try serviceTypes(draft),
            standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
        )
        if let segment = row.segmentID, self.segments[segment]?.networkID != network {
            guard let other = self.segments[segment] else {
                throw NetworkError.missing("SegmentNotFound", "Segment \(segment) could not be found.")
            }
            throw NetworkError.bad(
                "NetworkIdsDontMatch",
                saying: "The subnet's network id, '\(network)', doesn't match the network_id of segment '\(other.id)'"
            )
        }
        subnets.insert(row)
        touchNetwork(network, at: context.now)
        if row.isAutomatic { giveAutomaticAddresses(row, at: context.now) }
        return row
    }

    private func serviceTypes(_ draft: Draft) throws -> [String] {
        let types = draft.strings("service_types") ?? []
        let known = ["network:", "compute:", "baremetal:", "neutron:", "trunk:", "container:", "volume:"]
        for type in types where !known.contains(where: type.hasPrefix) {
            throw NetworkError.bad(
                "InvalidSubnetServiceType",
                saying: "Subnet service type \(type) does not correspond to a valid device owner."
            )
        }
        return types
    }

    /// Ports that are there already give themselves addresses on a new subnet.
    private mutating func giveAutomaticAddresses(_ subnet: SubnetRow, at now: Timestamp) {
        for var port in ports.rows(with: "network/\(subnet.networkID)")
        where !port.isRouterInterface && port.deviceOwner != PortRow.gatewayOwner && !port.fixedIPs.isEmpty {
            guard let address = subnet.addresses?.automaticAddress(for: port.mac) else { continue }
            port.fixedIPs.append(.init(subnetID: subnet.id, address: address.text))
            port.standard.touch(at: now)
            ports.insert(port)
        }
    }

    // Networking API reference, “Update subnet”.
    mutating func updateSubnet(_ old: SubnetRow, _ draft: Draft, _ context: ChangeContext) throws -> SubnetRow {
        var row = old
        guard let block = row.addresses else { throw NetworkError.noSubnet(row.id) }
        var settings = SubnetSettings(draft, version: row.version, block: block)
        settings.subnetID = row.id
        settings.advertisementMode = row.advertisementMode
        settings.addressMode = row.addressMode
        settings.hadDHCP = row.hasDHCP
        if !draft.has("enable_dhcp") { settings.hasDHCP = row.hasDHCP }
        if !draft.has("gateway_ip") { settings.gateway = row.gateway.flatMap { IPAddress($0) } }
        if !draft.has("allocation_pools") { settings.givenPools = row.pools }
        try settings.check()
        if settings.gateway?.text != row.gateway {
            try requireGatewayFree(row)
            row.gateway = settings.gateway?.text
        }
        row.pools = try settings.pools()
        row.hasDHCP = settings.hasDHCP
        if let name = draft.string("name") { row.name = name }
        if let description = draft["description"] { row.standard.description = description.string }
        if let servers = draft.strings("dns_nameservers") { row.nameservers = servers }
        if let routes = draft.array("host_routes") { row.hostRoutes = routes.compactMap(RouteEntry.init) }
        if draft.has("service_types") { row.serviceTypes = try serviceTypes(draft) }
        if let segment = draft["segment_id"] { row.segmentID = segment.string }
        row.standard.touch(at: context.now)
        subnets.insert(row)
        touchNetwork(row.networkID, at: context.now)
        return row
    }

    private func requireGatewayFree(_ row: SubnetRow) throws {
        guard let gateway = row.gateway else { return }
        let user = ports.rows(with: PortRow.addressKey(row.id, gateway)).first { $0.isRouterInterface }
        guard let user else { return }
        throw NetworkError.conflict(
            "GatewayIpInUse",
            "Current gateway ip \(gateway) already in use by port \(user.id). Unable to update."
        )
    }

    // Networking API reference, “Delete subnet”.
    mutating func deleteSubnet(_ row: SubnetRow, _ context: ChangeContext) throws {
        let users = ports.rows(with: "subnet/\(row.id)")
        let staying = users.filter {
            !PortRow.automaticOwners.contains($0.deviceOwner) && !(row.isAutomatic && !$0.isRouterInterface)
        }
        guard staying.isEmpty else {
            throw NetworkError.conflict(
                "SubnetInUse",
                "Unable to complete operation on subnet \(row.id): One or more ports have an IP allocation from this subnet."
            )
        }
        for var port in users {
            port.fixedIPs.removeAll { $0.subnetID == row.id }
            port.standard.touch(at: context.now)
            ports.insert(port)
        }
        subnets[row.id] = nil
        touchNetwork(row.networkID, at: context.now)
    }
}
