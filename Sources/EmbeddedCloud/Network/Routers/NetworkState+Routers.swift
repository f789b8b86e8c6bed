extension NetworkState {
    // Networking API reference, “Create router”.
    mutating func createRouter(_ draft: Draft, _ context: ChangeContext) throws -> RouterRow {
        try reserve("router", for: draft.projectID)
        var row = RouterRow(
            id: Identifier.uuid(),
            name: draft.string("name") ?? "",
            projectID: draft.projectID,
            standard: StandardAttributes(description: draft.string("description") ?? "", revision: 1, at: context.now)
        )
        row.isUp = draft.bool("admin_state_up") ?? true
        row.isDistributed = draft.bool("distributed") ?? false
        row.isHighlyAvailable = draft.bool("ha") ?? false
        row.availabilityZoneHints = draft.strings("availability_zone_hints") ?? []
        if let zone = row.availabilityZoneHints.first {
            throw NetworkError.missing(
                "AvailabilityZoneNotFound",
                "AvailabilityZone \(zone) could not be found."
            )
        }
        if let flavor = draft.string("flavor_id") {
            guard flavors[flavor] != nil else {
                throw NetworkError.missing("FlavorNotFound", "Flavor \(flavor) could not be found.")
            }
            row.flavorID = flavor
        }
        if let gateway = draft["external_gateway_info"] { try setGateway(&row, gateway, context) }
        routers.insert(row)
        return row
    }

    // Networking API reference, “Update router”.
    mutating func updateRouter(_ old: RouterRow, _ draft: Draft, _ context: ChangeContext) throws -> RouterRow {
        var row = old
        if let name = draft.string("name") { row.name = name }
        if let description = draft["description"] { row.standard.description = description.string }
        if let isUp = draft.bool("admin_state_up") { row.isUp = isUp }
        if let distributed = draft.bool("distributed"), distributed != row.isDistributed {
            guard !row.isUp else {
                throw NetworkError.bad(
                    "router",
                    distributed
                        ? "Cannot upgrade active router to distributed. Please set router admin_state_up to False prior to "
                            + "upgrade"
                        : "Cannot change the 'distributed' attribute of active routers. Please set router admin_state_up "
                            + "to False prior to upgrade"
                )
            }
            row.isDistributed = distributed
        }
        if let available = draft.bool("ha"), available != row.isHighlyAvailable {
            guard !row.isUp else {
                throw NetworkError.bad(
                    "router",
                    "Cannot change HA attribute of active routers. Please set router admin_state_up to False prior to upgrade"
                )
            }
            row.isHighlyAvailable = available
        }
        if let gateway = draft["external_gateway_info"] { try setGateway(&row, gateway, context) }
        if let routes = draft.array("routes") { row.routes = try checked(routes.compactMap(RouteEntry.init), of: row) }
        row.standard.touch(at: context.now)
        routers.insert(row)
        return row
    }

    // Networking API reference, “Delete router”.
    mutating func deleteRouter(_ row: RouterRow, _ context: ChangeContext) throws {
        let interfaces = interfaces(of: row.id)
        guard interfaces.isEmpty else {
            throw NetworkError.conflict(
                "RouterInUse",
                "Router \(row.id) has ports still attached: \(interfaces.map(\.id).joined(separator: ", "))"
            )
        }
        if let port = row.gatewayPortID.flatMap({ ports[$0] }) { removePort(port, at: context.now) }
        for helper in conntrackHelpers.ids(with: "router/\(row.id)") { conntrackHelpers[helper] = nil }
        routers[row.id] = nil
    }

    /// The ports that connect a router with inner networks.
    func interfaces(of router: String) -> [PortRow] {
        ports.rows(with: "device/\(router)").filter(\.isRouterInterface).sorted { $0.id < $1.id }
    }

    // MARK: - The gateway

    private mutating func setGateway(_ row: inout RouterRow, _ value: JSON, _ context: ChangeContext) throws {
        guard let network = value["network_id"]?.string else {
            try removeGateway(&row, context)
            return
        }
        guard let target = networks[network], NetworkRow.kind.shows(target, in: self, to: context.caller) else {
            throw NetworkError.noNetwork(network)
        }
        guard target.isExternal else {
            throw NetworkError.bad("router", "Network \(network) is not an external network")
        }
        if row.gatewayNetworkID != network { try removeGateway(&row, context) }
        let asked = value["external_fixed_ips"]?.array
        let present = row.gatewayPortID.flatMap { ports[$0] }
        let id = present?.id ?? Identifier.uuid()
        let mac = present?.mac ?? HardwareAddress.random()
        if present == nil || asked != nil {
            let fixed = try addresses(
                for: AddressRequest(
                    network: target,
                    portID: id,
                    mac: mac,
                    deviceOwner: PortRow.gatewayOwner,
                    asked: asked,
                    present: present?.fixedIPs ?? []
                )
            )
            var port =
                present
                ?? servicePort(id, mac, on: target, owner: PortRow.gatewayOwner, device: row.id, project: "", context)
            port.fixedIPs = fixed
            ports.insert(port)
        }
        row.gatewayPortID = id
        row.gatewayNetworkID = network
        row.hasSNAT = value["enable_snat"]?.bool ?? true
        row.gatewayPolicyID = value["qos_policy_id"]?.string
    }

    /// A port that a service makes for itself: without security groups, bound nowhere.
    func servicePort(
        _ id: String,
        _ mac: String,
        on network: NetworkRow,
        owner: String,
        device: String,
        project: String,
        _ context: ChangeContext
    ) -> PortRow {
        PortRow(
            id: id,
            name: "",
            projectID: project,
            networkID: network.id,
            mac: mac,
            deviceID: device,
            deviceOwner: owner,
            fixedIPs: [],
            portSecurity: false,
            standard: StandardAttributes(revision: 1, at: context.now)
        )
    }

    private mutating func removeGateway(_ row: inout RouterRow, _ context: ChangeContext) throws {
        guard let id = row.gatewayPortID else { return }
        let network = row.gatewayNetworkID ?? ""
        guard floatingIPs.ids(with: "router/\(row.id)").isEmpty else {
            throw NetworkError.conflict(
                "RouterExternalGatewayInUseByFloatingIp",
                "Gateway cannot be updated for router \(row.id), since a gateway to external network \(network) is required "
                    + "by one or more floating IPs."
            )
        }
        if let port = ports[id] { removePort(port, at: context.now) }
        row.gatewayPortID = nil
        row.gatewayNetworkID = nil
        row.gatewayPolicyID = nil
        row.hasSNAT = true
    }

    // MARK: - Extra routes

    /// The routes, if the router can reach all their next hops.
    func checked(_ routes: [RouteEntry], of row: RouterRow) throws -> [RouteEntry] {
        guard routes.count <= 100 else {
            throw NetworkError.bad(
                "RoutesExhausted",
                saying: "Unable to complete operation for \(row.id). The number of routes exceeds the maximum 100."
            )
        }
        let own = ports.rows(with: "device/\(row.id)").flatMap(\.fixedIPs)
        let blocks = Set(own.map(\.subnetID)).compactMap { subnets[$0]?.addresses }
        for route in routes {
            guard let hop = IPAddress(route.nexthop) else { continue }
            func refused(_ reason: String) -> NetworkError {
                NetworkError.bad(
                    "InvalidRoutes",
                    saying: "Invalid format for routes: "
                        + "\(JSON.array(routes.map(\.json)).pythonLiteral), \(reason)"
                )
            }
            guard blocks.contains(where: { $0.contains(hop) }) else {
                throw refused("the nexthop is not connected with router")
            }
            guard !own.contains(where: { $0.address == hop.text }) else {
                throw refused("the nexthop is used by router")
            }
        }
        return routes
    }
}
