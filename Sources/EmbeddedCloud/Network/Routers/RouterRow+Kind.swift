extension RouterRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<RouterRow>> { \.routers }

    static let kind: ResourceKind<RouterRow> = {
        var kind = ResourceKind<RouterRow>("router", "routers", notFound: NetworkError.noRouter)
        kind.lookups = ["project_id": "project", "tenant_id": "project"]
        kind.visibleIDs = { state, project in state.routers.ids(with: "project/\(project)") }
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.addProject()
        kind.add("admin_state_up", [.write, .find], .bool, .value(true)) { row, _, _ in .bool(row.isUp) }
        kind.show("status", .sort) { _, _, _ in "ACTIVE" }
        kind.add(
            "external_gateway_info",
            .write,
            .externalGateway,
            .value(nil),
            creating: .member,
            updating: .member,
            members: [("network_id", .member), ("enable_snat", .admin), ("external_fixed_ips", .admin)]
        ) { row, state, _ in gateway(of: row, in: state) }
        kind.addDescription()
        kind.add("availability_zone_hints", .create, .list(of: .string(255)), .value([])) { row, _, _ in
            JSON(row.availabilityZoneHints)
        }
        kind.show("availability_zones") { _, _, _ in [] }
        kind.add("distributed", .write, .boolOrNull, creating: .admin, updating: .admin, showing: .admin) { row, _, _ in
            .bool(row.isDistributed)
        }
        kind.add("ha", .write, .boolOrNull, creating: .admin, updating: .admin, showing: .admin) { row, _, _ in
            .bool(row.isHighlyAvailable)
        }
        kind.add("routes", .update, .hostRoutes) { row, _, _ in .array(row.routes.map(\.json)) }
        kind.add("flavor_id", [.create, .sort], .uuidOrNull) { row, _, _ in JSON(row.flavorID) }
        kind.show("conntrack_helpers") { row, state, _ in
            .array(
                state.conntrackHelpers.rows(with: "router/\(row.id)").sorted { $0.id < $1.id }.map {
                    ["protocol": .string($0.protocolName), "port": .int($0.port), "helper": .string($0.helper)]
                }
            )
        }
        kind.addStandard()
        return kind
    }()

    private static func gateway(of row: RouterRow, in state: NetworkState) -> JSON {
        guard let port = row.gatewayPortID.flatMap({ state.ports[$0] }) else { return .null }
        var members: JSON.Object = [
            "network_id": .string(port.networkID), "external_fixed_ips": .array(port.fixedIPs.map(\.json)),
            "enable_snat": .bool(row.hasSNAT),
        ]
        if let policy = row.gatewayPolicyID { members["qos_policy_id"] = .string(policy) }
        return .object(members)
    }
}
