/// What a router got or lost.
struct RouterInterfaceChange: Sendable {
    var router: RouterRow
    var port: PortRow
    var subnets: [String]

    var json: JSON {
        [
            "id": .string(router.id), "project_id": .string(router.projectID), "port_id": .string(port.id),
            "network_id": .string(port.networkID), "subnet_id": JSON(subnets.first), "subnet_ids": JSON(subnets),
        ]
    }
}

// Networking API reference, “Add interface to router”, “Remove interface from router”.
extension NetworkState {
    /// The router of a request for which its project's members are let in.
    func router(_ id: String, for action: String, _ caller: Caller) throws -> RouterRow {
        let row = try RouterRow.kind.row(id, in: self, for: caller)
        guard PolicyRule.member.allows(caller, PolicyTarget(projectID: row.projectID)) else {
            throw NetworkError.disallowed("rule:\(action)")
        }
        return row
    }

    /// The subnet and port a request names.
    private func named(_ body: JSON) throws -> (subnet: String?, port: String?) {
        let subnet = body["subnet_id"]
        let port = body["port_id"]
        guard subnet != nil || port != nil else {
            throw NetworkError.bad("router", "Either subnet_id or port_id must be specified")
        }
        for value in [subnet, port].compactMap({ $0 }) {
            guard let text = value.string, Identifier.isUUID(text) else {
                throw NetworkError.bad("router", "'\(value.pythonText)' is not a valid UUID")
            }
        }
        return (subnet?.string, port?.string)
    }

    mutating func addInterface(_ id: String, _ body: JSON, _ context: ChangeContext) throws -> RouterInterfaceChange {
        var router = try router(id, for: "add_router_interface", context.caller)
        let named = try named(body)
        guard named.subnet == nil || named.port == nil else {
            throw NetworkError.bad("router", "Cannot specify both subnet-id and port-id")
        }
        let change =
            if let port = named.port {
                try addInterface(router, port: port, context)
            } else {
                try addInterface(router, subnet: named.subnet ?? "", context)
            }
        router.standard.touch(at: context.now)
        routers.insert(router)
        return change
    }

    private mutating func addInterface(
        _ router: RouterRow,
        port id: String,
        _ context: ChangeContext
    ) throws -> RouterInterfaceChange {
        var port = try PortRow.kind.row(id, in: self, for: context.caller)
        guard port.deviceID.isEmpty || port.deviceID == router.id && !port.isRouterInterface else {
            throw port.deviceID == router.id
                ? NetworkError.bad(
                    "router",
                    "Router already has a port on subnet \(port.fixedIPs.first?.subnetID ?? "")"
                )
                : NetworkError.conflict(
                    "PortInUse",
                    "Unable to complete operation on port \(port.id) for network \(port.networkID). Port already has an "
                        + "attached device \(port.deviceID)."
                )
        }
        let rows = port.fixedIPs.compactMap { subnets[$0.subnetID] }
        guard !rows.isEmpty else { throw NetworkError.bad("router", "Router port must have at least one fixed IP") }
        guard rows.count(where: { $0.version == .four }) <= 1 else {
            throw NetworkError.bad("router", "Cannot have multiple IPv4 subnets on router port")
        }
        for subnet in rows { try requireFreeOf(subnet, router) }
        port.deviceID = router.id
        port.deviceOwner = "network:router_interface"
        port.standard.touch(at: context.now)
        ports.insert(port)
        return RouterInterfaceChange(router: router, port: port, subnets: rows.map(\.id))
    }

    private mutating func addInterface(
        _ router: RouterRow,
        subnet id: String,
        _ context: ChangeContext
    ) throws -> RouterInterfaceChange {
        let subnet = try SubnetRow.kind.row(id, in: self, for: context.caller)
        guard let network = networks[subnet.networkID] else { throw NetworkError.noSubnet(id) }
        guard let gateway = subnet.gateway else {
            throw NetworkError.bad("router", "Subnet for router interface must have a gateway IP")
        }
        if subnet.version == .six, subnet.advertisementMode == nil, subnet.addressMode != nil {
            throw NetworkError.bad(
                "router",
                "IPv6 subnet \(id) configured to receive RAs from an external router cannot be added to Neutron Router"
            )
        }
        try requireFreeOf(subnet, router)
        let users = ports.rows(with: PortRow.addressKey(id, gateway))
        guard users.isEmpty else {
            throw NetworkError.conflict(
                "IpAddressAlreadyAllocated",
                "IP address \(gateway) already allocated in subnet \(id)"
            )
        }
        let fixed = PortRow.FixedIP(subnetID: id, address: gateway)
        // All IPv6 subnets of a network share one port of the router.
        let sibling = interfaces(of: router.id).first { port in
            subnet.version == .six && port.networkID == subnet.networkID
                && port.fixedIPs.allSatisfy { subnets[$0.subnetID]?.version == .six }
        }
        if var port = sibling {
            port.fixedIPs.append(fixed)
            port.standard.touch(at: context.now)
            ports.insert(port)
            return RouterInterfaceChange(router: router, port: port, subnets: [id])
        }
        var port = servicePort(
            Identifier.uuid(),
            HardwareAddress.random(),
            on: network,
            owner: "network:router_interface",
            device: router.id,
            project: router.projectID,
            context
        )
        port.fixedIPs = [fixed]
        ports.insert(port)
        return RouterInterfaceChange(router: router, port: port, subnets: [id])
    }

    /// Throws where the router can't tell a subnet from one it has.
    private func requireFreeOf(_ subnet: SubnetRow, _ router: RouterRow) throws {
        for fixed in ports.rows(with: "device/\(router.id)").flatMap(\.fixedIPs) {
            if fixed.subnetID == subnet.id {
                throw NetworkError.bad("router", "Router already has a port on subnet \(subnet.id)")
            }
            guard let other = subnets[fixed.subnetID], let block = subnet.addresses, let present = other.addresses,
                block.overlaps(present)
            else { continue }
            throw NetworkError.bad(
                "router",
                "Cidr \(block.text) of subnet \(subnet.id) overlaps with cidr \(present.text) of subnet \(other.id)"
            )
        }
    }

    // MARK: - Removing

    mutating func removeInterface(_ id: String, _ body: JSON, _ context: ChangeContext) throws -> RouterInterfaceChange
    {
        var router = try router(id, for: "remove_router_interface", context.caller)
        let named = try named(body)
        var found: PortRow?
        if let port = named.port {
            found = ports[port].flatMap { $0.deviceID == id && $0.isRouterInterface ? $0 : nil }
            guard let found else {
                throw NetworkError.missing(
                    "RouterInterfaceNotFound",
                    "Router \(id) does not have an interface with id \(port)"
                )
            }
            if let subnet = named.subnet, !found.fixedIPs.contains(where: { $0.subnetID == subnet }) {
                throw NetworkError.bad(
                    "SubnetMismatchForPort",
                    saying: "Subnet on port \(port) does not match the requested subnet \(subnet)."
                )
            }
        } else if let subnet = named.subnet {
            found = interfaces(of: id).first { $0.fixedIPs.contains { $0.subnetID == subnet } }
            guard found != nil else {
                throw NetworkError.missing(
                    "RouterInterfaceNotFoundForSubnet",
                    "Router \(id) has no interface on subnet \(subnet)"
                )
            }
        }
        guard var port = found else { throw NetworkError.noRouter(id) }
        let leaving = named.port == nil ? [named.subnet ?? ""] : port.fixedIPs.map(\.subnetID)
        for subnet in leaving { try requireUnused(subnet, by: router) }
        if leaving.count < port.fixedIPs.count {
            port.fixedIPs.removeAll { leaving.contains($0.subnetID) }
            port.standard.touch(at: context.now)
            ports.insert(port)
        } else {
            removePort(port, at: context.now)
        }
        router.standard.touch(at: context.now)
        routers.insert(router)
        return RouterInterfaceChange(router: router, port: port, subnets: leaving)
    }

    /// Throws where a floating IP or a route of the router needs a subnet.
    private func requireUnused(_ id: String, by router: RouterRow) throws {
        guard let block = subnets[id]?.addresses else { return }
        let hops = router.routes.compactMap { IPAddress($0.nexthop) }
        guard !hops.contains(where: block.contains) else {
            throw NetworkError.conflict(
                "RouterInterfaceInUseByRoute",
                "Router interface for subnet \(id) on router \(router.id) cannot be deleted, as it is required by one or "
                    + "more routes."
            )
        }
        let isFloating = floatingIPs.rows(with: "router/\(router.id)").contains { floating in
            floating.fixedAddress.flatMap { IPAddress($0) }.map(block.contains) ?? false
        }
        guard !isFloating else {
            throw NetworkError.conflict(
                "RouterInterfaceInUseByFloatingIP",
                "Router interface for subnet \(id) on router \(router.id) cannot be deleted, as it is required by one or "
                    + "more floating IPs."
            )
        }
    }
}
