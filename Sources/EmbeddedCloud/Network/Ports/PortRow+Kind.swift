extension PortRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<PortRow>> { \.ports }

    func parentProject(in state: NetworkState) -> String? { state.networks[networkID]?.projectID }

    static let vnicTypes: [JSON] = [
        "normal", "direct", "macvtap", "baremetal", "direct-physical", "virtio-forwarder", "smart-nic", "vdpa",
        "accelerator-direct", "accelerator-direct-physical", "remote-managed",
    ]

    static let kind: ResourceKind<PortRow> = {
        var kind = ResourceKind<PortRow>("port", "ports", notFound: NetworkError.noPort)
        kind.createRule = .memberOrService
        kind.showRule = PolicyRule { caller, target in
            caller.isAdmin || caller.isService || caller.has("reader", in: target.projectID)
                || target.parentProjectID.map { caller.has("reader", in: $0) } ?? false
        }
        kind.updateRule = .memberOrService
        kind.deleteRule = .memberOrNetworkOwner
        kind.lookups = [
            "device_id": "device", "network_id": "network", "project_id": "project", "tenant_id": "project",
            "security_groups": "group",
        ]
        kind.visibleIDs = { state, project in
            var ids = state.ports.ids(with: "project/\(project)")
            for network in state.networks.ids(with: "project/\(project)") {
                ids.formUnion(state.ports.ids(with: "network/\(network)"))
            }
            return ids
        }
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.add("network_id", [.create, .find], .uuid, .required) { row, _, _ in .string(row.networkID) }
        kind.addProject()
        kind.add(
            "mac_address",
            [.write, .find],
            .macAddress,
            creating: .networkOwner,
            updating: .networkManager
        ) { row, _, _ in .string(row.mac) }
        kind.add("admin_state_up", [.write, .find], .bool, .value(true)) { row, _, _ in .bool(row.isUp) }
        kind.show("status", .find) { row, _, _ in .string(row.status.rawValue) }
        kind.add(
            "device_id",
            [.write, .find],
            .string(255),
            .value(""),
            creating: .memberOrService,
            updating: .memberOrService
        ) { row, _, _ in .string(row.deviceID) }
        kind.add(
            "device_owner",
            [.write, .find],
            .string(255),
            .value(""),
            creating: .deviceOwner,
            updating: .deviceOwner
        ) { row, _, _ in .string(row.deviceOwner) }
        kind.add(
            "fixed_ips",
            [.write, .filter],
            .fixedIPs,
            creating: .networkOwnerOrShared,
            updating: .networkOwner,
            members: [("ip_address", .networkOwner), ("subnet_id", .networkOwnerOrShared)]
        ) { row, _, _ in .array(row.fixedIPs.map(\.json)) }
        addBehaviour(to: &kind)
        addBinding(to: &kind)
        kind.add("port_security_enabled", .write, .bool, creating: .networkOwner, updating: .networkOwner) {
            row,
            _,
            _ in
            .bool(row.portSecurity)
        }
        kind.add("qos_policy_id", .write, .uuidOrNull, .value(nil)) { row, _, _ in JSON(row.qosPolicyID) }
        kind.show("qos_network_policy_id") { row, state, _ in JSON(state.networks[row.networkID]?.qosPolicyID) }
        addNames(to: &kind)
        kind.show("ip_allocation", .find) { row, _, _ in .string(row.isUnaddressed ? "none" : "immediate") }
        kind.add("device_profile", [.create, .hidden], .string(255, orNull: true), .value(nil)) { _, _, _ in nil }
        kind.add(
            "numa_affinity_policy",
            [.write, .hidden],
            .values(["required", "preferred", "legacy", "socket", nil]),
            .value(nil)
        ) { _, _, _ in nil }
        kind.addStandard()
        addTrunk(to: &kind)
        return kind
    }()

    private static func addBehaviour(to kind: inout ResourceKind<PortRow>) {
        kind.add(
            "allowed_address_pairs",
            .write,
            .addressPairs,
            creating: .networkOwner,
            updating: .networkOwner,
            members: [("mac_address", .networkOwner), ("ip_address", .networkOwner)]
        ) { row, _, _ in .array(row.pairs.map(\.json)) }
        kind.add("extra_dhcp_opts", .write, .dhcpOptions, .value(nil)) { row, _, _ in .array(row.options.map(\.json)) }
        kind.add("security_groups", [.write, .filter], .list(of: .uuid)) { row, _, _ in JSON(row.groups) }
        kind.addDescription()
    }

    private static func addBinding(to kind: inout ResourceKind<PortRow>) {
        kind.add(
            "binding:vnic_type",
            .write,
            .values(vnicTypes),
            .value("normal"),
            creating: .memberOrService,
            updating: .memberOrService
        ) { row, _, _ in .string(row.vnicType) }
        kind.add(
            "binding:profile",
            .write,
            .dictionaryOrNull,
            creating: .serviceOnly,
            updating: .serviceOnly,
            showing: .adminOrService
        ) { row, _, _ in .object(row.profile) }
        kind.add(
            "binding:host_id",
            [.write, .filter],
            .string(255, orNull: true),
            creating: .adminOrService,
            updating: .adminOrService,
            showing: .adminOrService
        ) { row, _, _ in .string(row.host) }
        kind.add("binding:vif_type", showing: .adminOrService) { row, _, _ in .string(vifType(host: row.host)) }
        kind.add("binding:vif_details", showing: .adminOrService) { row, _, _ in vifDetails(host: row.host) }
        kind.add("resource_request", showing: .admin) { _, _, _ in .null }
    }

    static func vifType(host: String) -> String { host.isEmpty ? "unbound" : "ovs" }

    static func vifDetails(host: String) -> JSON {
        host.isEmpty
            ? [:]
            : [
                "port_filter": true, "ovs_hybrid_plug": false, "connectivity": "l2",
                "bound_drivers": ["0": "openvswitch"],
            ]
    }

    private static func addNames(to kind: inout ResourceKind<PortRow>) {
        kind.add("dns_name", .write, .domainName(isDomain: false), .value("")) { row, _, _ in .string(row.dnsName) }
        kind.show("dns_assignment") { row, _, _ in
            .array(
                row.fixedIPs.map { fixed in
                    let address = fixed.address
                    let host =
                        row.dnsName.isEmpty
                        ? "host-" + address.replacing(".", with: "-").replacing(":", with: "-") : row.dnsName
                    let full = host.hasSuffix(".") ? host : "\(host).\(NetworkService.dnsDomain)"
                    return ["ip_address": .string(address), "hostname": .string(host), "fqdn": .string(full)]
                }
            )
        }
    }

    private static func addTrunk(to kind: inout ResourceKind<PortRow>) {
        kind.show("trunk_details") { row, state, _ in
            guard let trunk = state.trunks.rows(with: "port/\(row.id)").first else { return nil }
            let subPorts: [JSON] = trunk.subPorts.map { each in
                guard case .object(var object) = each.json else { return each.json }
                object["mac_address"] = JSON(state.ports[each.portID]?.mac)
                return .object(object)
            }
            return ["trunk_id": .string(trunk.id), "sub_ports": .array(subPorts)]
        }
    }
}
