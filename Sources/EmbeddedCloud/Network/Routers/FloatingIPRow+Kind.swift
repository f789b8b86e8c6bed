extension FloatingIPRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<FloatingIPRow>> { \.floatingIPs }

    static let kind: ResourceKind<FloatingIPRow> = {
        var kind = ResourceKind<FloatingIPRow>("floatingip", "floatingips") { id in
            NetworkError.missing("FloatingIPNotFound", "Floating IP \(id) could not be found")
        }
        kind.lookups = [
            "project_id": "project", "tenant_id": "project", "port_id": "port", "router_id": "router",
            "floating_network_id": "network",
        ]
        kind.visibleIDs = { state, project in state.floatingIPs.ids(with: "project/\(project)") }
        kind.addIdentity()
        kind.addProject()
        kind.add(
            "floating_ip_address",
            [.create, .find],
            .ipAddressOrNull,
            .value(nil),
            creating: .manager
        ) { row, _, _ in .string(row.address) }
        kind.add("floating_network_id", [.create, .find], .uuid, .required) { row, _, _ in .string(row.networkID) }
        kind.show("router_id", .find) { row, _, _ in JSON(row.routerID) }
        kind.add("port_id", [.write, .filter], .uuidOrNull, .value(nil)) { row, _, _ in JSON(row.portID) }
        kind.add("fixed_ip_address", [.write, .find], .ipAddressOrNull, .value(nil)) { row, _, _ in
            JSON(row.fixedAddress)
        }
        kind.add("subnet_id", [.create, .hidden], .uuidOrNull, .value(nil)) { _, _, _ in nil }
        kind.show("status", .find) { row, _, _ in .string(row.isActive ? "ACTIVE" : "DOWN") }
        kind.addDescription()
        kind.add("qos_policy_id", .write, .uuidOrNull, .value(nil)) { row, _, _ in JSON(row.qosPolicyID) }
        kind.show("port_details") { row, state, _ in details(row, in: state) }
        kind.add("dns_domain", .create, .domainName(isDomain: true), .value("")) { row, _, _ in .string(row.dnsDomain) }
        kind.add("dns_name", .create, .domainName(isDomain: false), .value("")) { row, _, _ in .string(row.dnsName) }
        kind.show("port_forwardings") { row, state, _ in
            .array(
                state.portForwardings.rows(with: "floatingip/\(row.id)").sorted { $0.id < $1.id }.map { each in
                    var members = each.members
                    members["id"] = nil
                    members["internal_port_id"] = .string(each.internalPortID)
                    return .object(members)
                }
            )
        }
        kind.addStandard()
        return kind
    }()

    private static func details(_ row: FloatingIPRow, in state: NetworkState) -> JSON {
        guard let port = row.portID.flatMap({ state.ports[$0] }) else { return .null }
        return [
            "name": .string(port.name), "network_id": .string(port.networkID), "mac_address": .string(port.mac),
            "admin_state_up": .bool(port.isUp), "status": .string(port.status.rawValue),
            "device_id": .string(port.deviceID), "device_owner": .string(port.deviceOwner),
        ]
    }
}
