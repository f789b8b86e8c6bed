import HTTPTypes

extension NetworkService {
    /// Makes what a new cloud has: the outside world, and a network that reaches it for each project that people work in.
    func seed(_ parts: CloudParts) async throws {
        guard store.read({ $0.networks.isEmpty && $0.defaultRules.isEmpty }) else { return }
        let projects = (parts.tokens as? any ProjectDirectory)?.projectIDs(ofDomain: "default") ?? [:]
        let context = ChangeContext(caller: .service("neutron", projectID: projects["admin"]), now: clock.now)
        try store.write { state in
            state.addDefaultRuleTemplates(at: context.now)
            let external = try state.seedExternalNetwork(of: projects["admin"] ?? "", context)
            try state.seedSubnetPools(of: projects["admin"] ?? "", context)
            for (name, block) in [("admin", "10.10.0.0/20"), ("demo", "10.20.0.0/20"), ("alt", "10.30.0.0/20")] {
                guard let project = projects[name] else { continue }
                try state.seedPrivateNetwork(of: project, block, external.id, context)
            }
        }
    }

    /// Goes on with what was in transition when the cloud was stopped.
    func resume() {
        let waiting = store.read { state in
            state.floatingIPs.values.filter { $0.portID != nil && !$0.isActive }.map(\.id)
        }
        for id in waiting { activate(id, from: clock.now) }
    }
}

extension NetworkState {
    fileprivate mutating func addDefaultRuleTemplates(at now: Timestamp) {
        for direction in ["ingress", "egress"] {
            for ethertype in ["IPv4", "IPv6"] {
                var filter = TrafficFilter(direction: direction, ethertype: ethertype)
                if direction == "ingress" { filter.remoteGroupID = "PARENT" }
                defaultRules.insert(
                    DefaultSecurityGroupRuleRow(
                        id: Identifier.uuid(),
                        filter: filter,
                        isForDefault: true,
                        isForOthers: direction == "egress",
                        standard: StandardAttributes(
                            description: "Legacy default SG rule for \(direction) traffic",
                            at: now
                        )
                    )
                )
            }
        }
    }

    private func draft(_ project: String, _ values: JSON.Object) -> Draft {
        Draft(values: values, given: values.names, projectID: project)
    }

    fileprivate mutating func seedExternalNetwork(of project: String, _ context: ChangeContext) throws -> NetworkRow {
        let network = try createNetwork(
            draft(
                project,
                [
                    "name": "public", "router:external": true, "is_default": true,
                    "provider:network_type": "flat", "provider:physical_network": "public",
                ]
            ),
            context
        )
        for (name, block, version) in [
            ("public-subnet", "172.24.0.0/16", 4), ("public-subnet6", "2001:db8:ffff::/64", 6),
        ] {
            _ = try createSubnet(
                draft(
                    project,
                    [
                        "name": .string(name), "network_id": .string(network.id), "cidr": .string(block),
                        "ip_version": .int(version), "enable_dhcp": false,
                    ]
                ),
                context
            )
        }
        return network
    }

    /// The pools that subnets of auto-allocated networks come from.
    fileprivate mutating func seedSubnetPools(of project: String, _ context: ChangeContext) throws {
        let pools: [(name: String, block: JSON, length: Int)] = [
            ("shared-default-subnetpool-v4", "10.192.0.0/16", 26), ("shared-default-subnetpool-v6", "fd64::/48", 64),
        ]
        for pool in pools {
            _ = try createSubnetPool(
                draft(
                    project,
                    [
                        "name": .string(pool.name), "prefixes": [pool.block], "default_prefixlen": .int(pool.length),
                        "shared": true, "is_default": true,
                    ]
                ),
                context
            )
        }
    }

    fileprivate mutating func seedPrivateNetwork(
        of project: String,
        _ block: String,
        _ external: String,
        _ context: ChangeContext
    ) throws {
        let network = try createNetwork(draft(project, ["name": "private"]), context)
        let subnet = try createSubnet(
            draft(
                project,
                [
                    "name": "private-subnet", "network_id": .string(network.id), "cidr": .string(block),
                    "ip_version": 4,
                ]
            ),
            context
        )
        let router = try createRouter(
            draft(project, ["name": "router1", "external_gateway_info": ["network_id": .string(external)]]),
            context
        )
        _ = try addInterface(router.id, ["subnet_id": .string(subnet.id)], context)
    }
}
