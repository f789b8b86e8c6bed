import Conformance
import OpenStack

/// Ports are made, shown, listed, changed and deleted.
///
/// Network API reference v2, “Ports”.
struct Ports: TestClass {
    let name = "tempest.api.network.test_ports.PortsTestJSON"
    let requirements: [Requirement] = [.service(.network)]

    func declare(in tests: inout TestDeclarations) {
        declareLifecycle(in: &tests)
        declareShowing(in: &tests)
        declareListing(in: &tests)
        declareSecurityGroups(in: &tests)
    }

    private func declareLifecycle(in tests: inout TestDeclarations) {
        tests.test(
            "c72c1c0c-2193-4aca-aaa4-b1442640f51c",
            "test_create_update_delete_port",
            "A new port is up; it can be renamed and taken down; it is neither listed nor known once it is deleted.",
            attributes: ["smoke"]
        ) { t in
            let port = try await t.newPort(on: t.shared(NetworkFixtures.plainPort).network)
            t.expectAttribute("admin_state_up", of: port.attributes, is: true)
            let name = t.uniqueName("renamed-port")
            let updated = try await t.network.updatePort(port.id, ["name": .string(name), "admin_state_up": false])
            t.expect("name", updated["name"].string, is: name)
            t.expectAttribute("admin_state_up", of: updated, is: false)
            try await t.removePort(port)
        }

        tests.test(
            "67f1b811-f8db-43e2-86bd-72c074d4a42c",
            "test_create_bulk_port",
            "One request makes ports on two networks, and they are given in its order.",
            uses: [.networks: 1]
        ) { t in
            let networks = [try await t.shared(NetworkFixtures.plainPort).network, try await t.newNetwork()]
            let ports = try await newPorts(onEachOf: networks, t)
            for (port, network) in zip(ports, networks) {
                t.expect("network of the port", port.networkID, is: network.id)
                t.expectAttribute("admin_state_up", of: port.attributes, is: true)
            }
            for port in ports { try await t.removePort(port) }
            try await t.discard(networks[1], t.network.deleteNetwork)
        }

        tests.test(
            "0435f278-40ae-48cb-a404-b8a087bc09b1",
            "test_create_port_in_allowed_allocation_pools",
            "A port gets an address out of its subnet's allocation pool.",
            attributes: ["smoke"],
            uses: [.networks: 1]
        ) { t in
            _ = try await t.shared(NetworkFixtures.plainPort)
            let network = try await t.newNetwork()
            let block = AddressBlock.randomIPv4()
            let pool = (start: block.address(2), end: block.address(254))
            let subnet = try await t.newSubnet(
                on: network,
                block,
                ["allocation_pools": [["start": .string(pool.start), "end": .string(pool.end)]]]
            )
            let port = try await t.newPort(on: network)
            let address = try t.require("address of the port", port.addresses.first.flatMap { IPAddress($0) })
            let start = try t.require("start of the pool", IPAddress(pool.start))
            let end = try t.require("end of the pool", IPAddress(pool.end))
            t.expect(
                address >= start && address <= end,
                "the address \(address) is in the pool from \(start) to \(end)"
            )
            try await t.network.deletePort(port.id)
            try await t.waitUntilGone(port)
            try await t.discard(subnet, t.network.deleteSubnet)
            try await t.discard(network, t.network.deleteNetwork)
        }
    }

    private func declareShowing(in tests: inout TestDeclarations) {
        tests.test(
            "c9a685bd-e83f-499c-939f-9f7863ca259f",
            "test_show_port",
            "A port is shown with what was said of it when it was made, DHCP options and times apart.",
            attributes: ["smoke"]
        ) { t in
            let port = try await t.shared(NetworkFixtures.plainPort).port
            let shown = try await t.network.port(port.id)
            t.expect(shown.has("id"), "the port has an id")
            t.expect("the port", Self.lastingAttributes(shown), is: Self.lastingAttributes(port.attributes))
        }

        tests.test(
            "45fcdaf2-dab0-4c13-ac6c-fcddfb579dbd",
            "test_show_port_fields",
            "Of a port those attributes are shown that are asked for, and no others."
        ) { t in
            let port = try await t.shared(NetworkFixtures.plainPort).port
            let fields = ["id", "mac_address"]
            let shown = try await t.network.port(port.id, .fields(fields))
            t.expectOnly(fields, in: shown)
            for field in fields { t.expectAttribute(field, of: shown, is: port[field]) }
        }
    }

    private func declareListing(in tests: inout TestDeclarations) {
        tests.test(
            "cf95b358-3e92-4a29-a148-52445e1ac50e",
            "test_list_ports",
            "A project's port is listed.",
            attributes: ["smoke"]
        ) { t in
            let port = try await t.shared(NetworkFixtures.plainPort).port
            t.expect("ports listed", try t.ids(of: await t.network.ports()), contains: port.id)
        }

        tests.test(
            "ff7f117f-f034-4e0e-abff-ccef05c454b4",
            "test_list_ports_fields",
            "Of every port those attributes are listed that are asked for, and no others."
        ) { t in
            _ = try await t.shared(NetworkFixtures.plainPort)
            let fields = ["id", "mac_address"]
            let listed = try await t.network.ports(.fields(fields))
            t.expect(!listed.isEmpty, "there are ports in the list")
            for port in listed { t.expectOnly(fields, in: port) }
        }

        tests.test(
            "5ad01ed0-0e6e-4c5d-8194-232801b15c72",
            "test_port_list_filter_by_router_id",
            "The list of ports can be narrowed to those of a router.",
            uses: [.networks: 1, .routers: 1]
        ) { t in
            _ = try await t.shared(NetworkFixtures.plainPort)
            let network = try await t.newNetwork()
            let subnet = try await t.newSubnet(on: network)
            let port = try await t.newPort(on: network)
            let router = try await t.newRouter()
            _ = try await t.network.addInterface(to: router.id, .port(port.id))

            let listed = try await t.network.ports([("device_id", router.id)])
            t.expect("number of the router's ports", listed.count, is: 1)
            if let only = listed.first {
                t.expect("the router's port", only["id"].string, is: port.id)
                t.expect("device of the port", only["device_id"].string, is: router.id)
            }

            try await t.discard(port) { id throws(CloudError) in
                try await t.network.removeInterface(from: router.id, .port(id))
            }
            try await t.waitUntilGone(port)
            try await t.discard(router, t.network.deleteRouter)
            try await t.discard(subnet, t.network.deleteSubnet)
            try await t.discard(network, t.network.deleteNetwork)
        }
    }

    private func declareSecurityGroups(in tests: inout TestDeclarations) {
        for (id, method, count) in [
            ("58091b66-4ff4-4cc1-a549-05d60c7acd1a", "test_update_port_with_security_group_and_extra_attributes", 1),
            (
                "edf6766d-3d40-4621-bc6e-2521a44c257d",
                "test_update_port_with_two_security_groups_and_extra_attributes", 2
            ),
        ] {
            tests.test(
                id,
                method,
                "A port's name, state, subnet and security group can be changed at once, the group for \(count).",
                needs: [.extension(.network, "security-group")],
                uses: [.networks: 1, .securityGroups: count + 1]
            ) { t in
                _ = try await t.shared(NetworkFixtures.plainPort)
                try await changePort(toSecurityGroups: count, t)
            }
        }
    }

    // MARK: - Steps

    /// Moves a port to another subnet and other security groups, with a new name and down.
    private func changePort(toSecurityGroups count: Int, _ t: TestContext) async throws {
        let network = try await t.newNetwork()
        let block = AddressBlock.randomIPv4()
        let subnet = try await t.newSubnet(on: network, block)
        let otherSubnet = try await t.newSubnet(on: network, block.next())
        var groups: [SecurityGroup] = []
        for _ in 0..<count { groups.append(try await t.newSecurityGroup()) }
        let oldGroup = try await t.newSecurityGroup()
        let port = try await t.newPort(
            on: network,
            [
                "security_groups": JSON([oldGroup.id]), "admin_state_up": true,
                "fixed_ips": [["subnet_id": .string(subnet.id)]],
            ]
        )

        let changes: [String: JSON] = ["name": .string(t.uniqueName("renamed-port")), "admin_state_up": false]
        let updated = try await t.network.updatePort(
            port.id,
            changes.merging([
                "fixed_ips": [["subnet_id": .string(otherSubnet.id)]], "security_groups": JSON(groups.map(\.id)),
            ]) { $1 }
        )
        t.expectAgreement(of: updated, with: changes)
        t.expect("subnet of the port", updated["fixed_ips"][0]["subnet_id"].string, is: otherSubnet.id)
        let assigned = updated["security_groups"].array?.compactMap(\.string)
        for group in groups { t.expect("security groups of the port", assigned, contains: group.id) }

        try await t.discard(port, t.network.deletePort)
        try await t.waitUntilGone(port)
        for group in [oldGroup] + groups { try await t.discard(group, t.network.deleteSecurityGroup) }
        try await t.discard(subnet, t.network.deleteSubnet)
    }

    /// Makes a port on each of two networks with one request.
    private func newPorts(onEachOf networks: [Network], _ t: TestContext) async throws -> [Port] {
        var ports: [Port] = []
        _ = try await t.provision(.port) { firstName throws(CloudError) in
            let second = try await t.provision(.port) { secondName throws(CloudError) in
                ports = try await t.network.createPorts(
                    zip([firstName, secondName], networks).map { name, network in
                        ["name": .string(name), "network_id": .string(network.id)]
                    }
                )
                return ports[1]
            }
            return ports.first ?? second
        }
        return ports
    }

    /// A port's attributes without those that change by themselves.
    private static func lastingAttributes(_ port: JSON) -> [String: JSON] {
        var attributes = port.object ?? [:]
        for name in ["extra_dhcp_opts", "created_at", "updated_at"] { attributes[name] = nil }
        return attributes
    }
}
