import HTTPTypes

extension NetworkService {
    func declareFloatingIPs(in table: inout RouteTable) {
        declare(
            ResourceActions<FloatingIPRow>(
                create: { state, draft, context in try state.createFloatingIP(draft, context) },
                update: { state, row, draft, context in try state.updateFloatingIP(row, draft, context) },
                delete: { state, row, context in
                    if let port = state.ports[row.ownPortID] { state.removePort(port, at: context.now) }
                    for forwarding in state.portForwardings.ids(with: "floatingip/\(row.id)") {
                        state.portForwardings[forwarding] = nil
                    }
                    state.floatingIPs[row.id] = nil
                },
                afterwards: { rows, now in
                    for row in rows where row.portID != nil && !row.isActive { activate(row.id, from: now) }
                }
            ),
            in: &table
        )
        table.on(.get, "/v2.0/floatingip_pools") { request in
            let caller = try caller(request)
            let pools = store.read { state in
                state.subnets.values.filter { subnet in
                    subnet.version == .four && state.networks[subnet.networkID]?.isExternal == true
                        && SubnetRow.kind.shows(subnet, in: state, to: caller)
                }.sorted { $0.id < $1.id }.map { subnet -> JSON in
                    [
                        "subnet_id": .string(subnet.id), "subnet_name": .string(subnet.name),
                        "project_id": .string(subnet.projectID), "tenant_id": .string(subnet.projectID),
                        "network_id": .string(subnet.networkID), "cidr": .string(subnet.block),
                    ]
                }
            }
            return .json(["floatingip_pools": .array(pools)])
        }
    }

    /// A floating IP works once its router knows of it.
    func activate(_ id: String, from start: Timestamp) {
        transitions.after("network.floating-ip.associate", from: start) { [store] _ in
            try? store.write { state in
                guard var row = state.floatingIPs[id], row.portID != nil, !row.isActive else { return }
                row.isActive = true
                state.floatingIPs.insert(row)
            }
        }
    }
}

extension NetworkState {
    // Networking API reference, “Create floating IP”.
    mutating func createFloatingIP(_ draft: Draft, _ context: ChangeContext) throws -> FloatingIPRow {
        let id = draft.string("floating_network_id") ?? ""
        let network = try NetworkRow.kind.row(id, in: self, for: context.caller)
        guard network.isExternal else {
            throw NetworkError.bad("floatingip", "Network \(id) is not a valid external network")
        }
        guard subnets.rows(with: "network/\(id)").contains(where: { $0.version == .four }) else {
            throw NetworkError.bad("floatingip", "Network \(id) does not contain any IPv4 subnet")
        }
        try reserve("floatingip", for: draft.projectID)
        var row = FloatingIPRow(
            id: Identifier.uuid(),
            projectID: draft.projectID,
            address: "",
            networkID: id,
            ownPortID: Identifier.uuid(),
            standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
        )
        row.dnsName = draft.string("dns_name") ?? ""
        row.dnsDomain = draft.string("dns_domain") ?? ""
        row.qosPolicyID = try qualityPolicy(draft["qos_policy_id"], context.caller)
        let port = try outerPort(for: row, draft, network, context)
        row.address = port.fixedIPs.first { $0.address.contains(".") }?.address ?? ""
        if draft.string("port_id") != nil || draft.string("fixed_ip_address") != nil {
            try attach(&row, draft, context.caller)
        }
        ports.insert(port)
        floatingIPs.insert(row)
        return row
    }

    /// The port that holds the address.
    private func outerPort(
        for row: FloatingIPRow,
        _ draft: Draft,
        _ network: NetworkRow,
        _ context: ChangeContext
    ) throws -> PortRow {
        var asked: JSON.Object = [:]
        if let address = draft["floating_ip_address"], !address.isNull { asked["ip_address"] = address }
        if let subnet = draft["subnet_id"], !subnet.isNull { asked["subnet_id"] = subnet }
        if asked.isEmpty {
            // IPv4 only: the address of another version would stand for nothing.
            let subnet = subnets.rows(with: "network/\(network.id)").sorted { $0.id < $1.id }.first {
                $0.version == .four && freeAddress(in: $0) != nil
            }
            guard let subnet else {
                throw NetworkError.bad(
                    "ExternalIpAddressExhausted",
                    saying: "Unable to find any IP address on external network \(network.id)."
                )
            }
            asked["subnet_id"] = .string(subnet.id)
        }
        var port = servicePort(
            row.ownPortID,
            HardwareAddress.random(),
            on: network,
            owner: PortRow.floatingIPOwner,
            device: row.id,
            project: "",
            context
        )
        port.status = .notApplicable
        port.fixedIPs = try addresses(
            for: AddressRequest(
                network: network,
                portID: port.id,
                mac: port.mac,
                deviceOwner: port.deviceOwner,
                asked: [.object(asked)]
            )
        ).filter { $0.address.contains(".") }
        return port
    }

    /// Has a floating IP stand for an address of a port.
    private func attach(_ row: inout FloatingIPRow, _ draft: Draft, _ caller: Caller) throws {
        guard let id = draft.string("port_id") ?? row.portID else {
            throw NetworkError.bad("floatingip", "fixed_ip_address cannot be specified without a port_id")
        }
        let port = try PortRow.kind.row(id, in: self, for: caller)
        guard port.projectID == row.projectID || caller.isAdmin else {
            throw NetworkError.bad(
                "floatingip",
                "Port \(id) is associated with a different tenant than Floating IP \(row.id) and therefore cannot be bound"
            )
        }
        let fixed = try innerAddress(draft.string("fixed_ip_address"), of: port)
        guard let router = router(between: fixed.subnetID, and: row.networkID) else {
            throw NetworkError.missing(
                "ExternalGatewayForFloatingIPNotFound",
                "External network \(row.networkID) is not reachable from subnet \(fixed.subnetID).  Therefore, cannot "
                    + "associate Port \(id) with a Floating IP."
            )
        }
        let isTaken = floatingIPs.rows(with: "port/\(id)").contains {
            $0.id != row.id && $0.fixedAddress == fixed.address && $0.networkID == row.networkID
        }
        guard !isTaken else {
            throw NetworkError.conflict(
                "FloatingIPPortAlreadyAssociated",
                "Cannot associate floating IP \(row.address) (\(row.id)) with port \(id) using fixed IP \(fixed.address), as "
                    + "that fixed IP already has a floating IP on external network \(row.networkID)."
            )
        }
        guard portForwardings.ids(with: "floatingip/\(row.id)").isEmpty else {
            throw NetworkError.conflict(
                "FipInUseByPortForwarding",
                "Floating IP \(row.id) in use by Port Forwarding resources."
            )
        }
        row.isActive = row.isActive && row.portID == id
        row.portID = id
        row.fixedAddress = fixed.address
        row.routerID = router
    }

    private func innerAddress(_ asked: String?, of port: PortRow) throws -> PortRow.FixedIP {
        if let asked {
            guard let fixed = port.fixedIPs.first(where: { $0.address == asked }) else {
                throw NetworkError.bad("floatingip", "Port \(port.id) does not have fixed ip \(asked)")
            }
            return fixed
        }
        let fixed = port.fixedIPs.filter { $0.address.contains(".") }
        guard let first = fixed.first else {
            throw NetworkError.bad(
                "floatingip",
                "Cannot add floating IP to port \(port.id) that has no fixed IPv4 addresses"
            )
        }
        guard fixed.count == 1 else {
            throw NetworkError.bad(
                "floatingip",
                "Port \(port.id) has multiple fixed IPv4 addresses.  Must provide a specific IPv4 address when assigning a "
                    + "floating IP"
            )
        }
        return first
    }

    /// A router with a leg in each.
    func router(between subnet: String, and external: String) -> String? {
        ports.rows(with: "subnet/\(subnet)").lazy.filter(\.isRouterInterface).map(\.deviceID).sorted().first {
            self.routers[$0]?.gatewayNetworkID == external
        }
    }

    // Networking API reference, “Update floating IP”.
    mutating func updateFloatingIP(
        _ old: FloatingIPRow,
        _ draft: Draft,
        _ context: ChangeContext
    ) throws -> FloatingIPRow {
        var row = old
        if let description = draft["description"] { row.standard.description = description.string }
        if let policy = draft["qos_policy_id"] { row.qosPolicyID = try qualityPolicy(policy, context.caller) }
        if let port = draft["port_id"], port.isNull {
            row.portID = nil
            row.fixedAddress = nil
            row.routerID = nil
            row.isActive = false
        } else if draft.has("port_id") || draft.string("fixed_ip_address") != nil {
            try attach(&row, draft, context.caller)
        }
        row.standard.touch(at: context.now)
        floatingIPs.insert(row)
        return row
    }

    /// Has a floating IP stand for nothing.
    mutating func detach(_ floating: FloatingIPRow, at now: Timestamp) {
        var row = floating
        row.portID = nil
        row.fixedAddress = nil
        row.routerID = nil
        row.isActive = false
        row.standard.touch(at: now)
        floatingIPs.insert(row)
    }
}
