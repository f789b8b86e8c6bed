extension SubnetRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<SubnetRow>> { \.subnets }

    func parentProject(in state: NetworkState) -> String? { state.networks[networkID]?.projectID }

    func isShared(with project: String?, in state: NetworkState) -> Bool {
        state.networks[networkID]?.isShared(with: project, in: state) ?? false
    }

    private static let modes: [JSON] = ["dhcpv6-stateful", "dhcpv6-stateless", "slaac"]

    static let kind: ResourceKind<SubnetRow> = {
        var kind = ResourceKind<SubnetRow>("subnet", "subnets", notFound: NetworkError.noSubnet)
        kind.createRule = .networkOwner
        kind.showRule = PolicyRule { caller, target in
            caller.isAdmin || caller.isService || target.isShared || caller.has("reader", in: target.projectID)
                || target.parentProjectID.map { caller.has("reader", in: $0) } ?? false
        }
        kind.updateRule = .memberOrNetworkOwner
        kind.deleteRule = .memberOrNetworkOwner
        kind.lookups = ["network_id": "network", "subnetpool_id": "pool"]
        kind.visibleIDs = { state, project in
            var ids = state.subnets.ids(with: "project/\(project)")
            for network in NetworkRow.kind.visibleIDs?(state, project) ?? [] {
                ids.formUnion(state.subnets.ids(with: "network/\(network)"))
            }
            return ids
        }
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.addProject()
        kind.add("network_id", [.create, .find], .uuid, .required) { row, _, _ in .string(row.networkID) }
        kind.add("ip_version", [.create, .find], .values([4, 6]), .required) { row, _, _ in .int(row.version.rawValue) }
        kind.add("subnetpool_id", [.create, .find], .uuidOrNull) { row, _, _ in JSON(row.poolID) }
        kind.add("enable_dhcp", [.write, .find], .bool, .value(true)) { row, _, _ in .bool(row.hasDHCP) }
        kind.add("ipv6_ra_mode", [.create, .find], .values(modes)) { row, _, _ in JSON(row.advertisementMode) }
        kind.add("ipv6_address_mode", [.create, .find], .values(modes)) { row, _, _ in JSON(row.addressMode) }
        kind.add("gateway_ip", [.write, .find], .ipAddressOrNull) { row, _, _ in JSON(row.gateway) }
        kind.add("cidr", [.create, .find], .blockOrNull) { row, _, _ in .string(row.block) }
        kind.add("allocation_pools", .write, .allocationPools) { row, _, _ in .array(row.pools.map(\.json)) }
        kind.add("host_routes", .write, .hostRoutes) { row, _, _ in .array(row.hostRoutes.map(\.json)) }
        kind.add("dns_nameservers", .write, .nameservers) { row, _, _ in JSON(row.nameservers) }
        kind.addDescription()
        kind.show("router:external", .filter) { row, state, _ in
            .bool(state.networks[row.networkID]?.isExternal ?? false)
        }
        kind.add("service_types", .write, .list(of: .string(255))) { row, _, _ in JSON(row.serviceTypes) }
        kind.add(
            "segment_id",
            [.write, .find],
            .uuidOrNull,
            .value(nil),
            showing: .admin
        ) { row, _, _ in JSON(row.segmentID) }
        kind.add("prefixlen", [.create, .hidden], .nonNegative) { _, _, _ in nil }
        kind.add("use_default_subnetpool", [.create, .hidden], .bool, .value(false)) { _, _, _ in nil }
        kind.add("shared", [.filter, .hidden], .bool) { row, state, caller in
            .bool(state.shares("network", row.networkID, with: caller.projectID))
        }
        kind.addStandard()
        return kind
    }()
}
