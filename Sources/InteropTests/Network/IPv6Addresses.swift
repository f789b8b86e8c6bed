import Conformance
import OpenStack

/// Which IPv6 addresses ports get, by how their subnets hand them out.
///
/// Network API reference v2, “Subnets”: `ipv6_ra_mode` and `ipv6_address_mode`.
struct IPv6Addresses: TestClass {
    let name = "tempest.api.network.test_dhcp_ipv6.NetworksTestDHCPv6"
    let requirements: [Requirement] = [.service(.network)]

    /// Who announces a subnet's routes, and who hands out its addresses.
    struct Modes: Sendable, Hashable {
        let routes: String?
        let addresses: String?

        init(_ routes: String?, _ addresses: String?) {
            self.routes = routes
            self.addresses = addresses
        }

        /// The attributes of a subnet; those that are `nil` are left out.
        var attributes: [String: JSON] {
            var attributes: [String: JSON] = [:]
            attributes["ipv6_ra_mode"] = routes.map(JSON.string)
            attributes["ipv6_address_mode"] = addresses.map(JSON.string)
            return attributes
        }

        /// Hosts make their addresses themselves, and the cloud knows which ones.
        static let stateless = [Modes("slaac", "slaac"), Modes("dhcpv6-stateless", "dhcpv6-stateless")]
        /// The cloud hands addresses out.
        static let stateful = [
            Modes("dhcpv6-stateful", "dhcpv6-stateful"), Modes("dhcpv6-stateful", nil), Modes(nil, "dhcpv6-stateful"),
        ]
    }

    func declare(in tests: inout TestDeclarations) {
        declareStateless(in: &tests)
        declareSecondSubnets(in: &tests)
        declareStateful(in: &tests)
        declareFixedAddresses(in: &tests)
        declareRouters(in: &tests)
    }

    // MARK: - Addresses that hosts make themselves

    private func declareStateless(in tests: inout TestDeclarations) {
        for (id, method, summary, modes) in [
            (
                "e5517e62-6f16-430d-a672-f80875493d4c", "test_dhcpv6_stateless_eui64",
                "A port gets the address that follows from its hardware address, where the cloud announces routes.",
                Modes.stateless
            ),
            (
                "ae2f4a5d-03ff-4c42-a3b0-ce2fcb7ea832", "test_dhcpv6_stateless_no_ra",
                "A port gets the address that follows from its hardware address, also where nobody announces routes.",
                [Modes(nil, "slaac"), Modes(nil, "dhcpv6-stateless")]
            ),
        ] {
            tests.test(id, method, summary, uses: [.networks: 1]) { t in
                let bench = try await IPv6Bench(t)
                for modes in modes {
                    let subnet = try await bench.subnet(modes)
                    let port = try await bench.port(["mac_address": .string(bench.macAddress)])
                    t.expect(
                        "address with ipv6_address_mode \(modes.addresses ?? "")",
                        try t.require("address of the port", port.addresses.first),
                        is: try bench.ownAddress(in: subnet)
                    )
                    try await bench.clear()
                }
            }
        }

        tests.test(
            "21635b6f-165a-4d42-bf49-7d195e47342f",
            "test_dhcpv6_stateless_no_ra_no_dhcp",
            "A port gets an address of the service's choice, where nobody announces routes nor hands out addresses.",
            uses: [.networks: 1]
        ) { t in
            let bench = try await IPv6Bench(t)
            let subnet = try await bench.subnet(Modes(nil, nil))
            let port = try await bench.port(["mac_address": .string(bench.macAddress)])
            let address = try t.require("address of the port", port.addresses.first)
            let ownAddress = try bench.ownAddress(in: subnet)
            t.expect(address != ownAddress, "the address \(address) does not follow from the hardware address")
            try await bench.clear()
        }

        tests.test(
            "81f18ef6-95b5-4584-9966-10d480b7496a",
            "test_dhcpv6_invalid_options",
            "Routes and addresses cannot be handed out in ways that contradict each other.",
            uses: [.networks: 1]
        ) { t in
            let bench = try await IPv6Bench(t)
            for modes in [
                Modes("dhcpv6-stateless", "dhcpv6-stateful"), Modes("dhcpv6-stateless", "slaac"),
                Modes("slaac", "dhcpv6-stateful"), Modes("dhcpv6-stateful", "dhcpv6-stateless"),
                Modes("dhcpv6-stateful", "slaac"), Modes("slaac", "dhcpv6-stateless"),
            ] {
                try await t.expectRefusal(400, "\(modes.routes ?? "") with \(modes.addresses ?? "") is refused") {
                    _ = try await bench.subnet(modes)
                }
            }
            try await bench.clear()
        }
    }

    // MARK: - Networks with two subnets

    private func declareSecondSubnets(in tests: inout TestDeclarations) {
        tests.test(
            "4544adf7-bb5f-4bdc-b769-b3e77026cef2",
            "test_dhcpv6_two_subnets",
            "On two IPv6 subnets a port gets its own address of one and one that is handed out of the other.",
            uses: [.networks: 1]
        ) { t in
            try await expectTwoAddresses(seeingPortsGo: true, t) { bench in
                try await bench.subnet(Modes(nil, "dhcpv6-stateful"))
            }
        }

        tests.test(
            "4256c61d-c538-41ea-9147-3c450c36669e",
            "test_dhcpv6_64_subnets",
            "On an IPv6 and an IPv4 subnet a port gets its own address of one and one that is handed out of the other.",
            uses: [.networks: 1]
        ) { t in
            try await expectTwoAddresses(t) { bench in try await bench.subnet(.randomIPv4()) }
        }
    }

    /// Makes a port on a subnet where hosts make their addresses and on another one, in either order.
    private func expectTwoAddresses(
        seeingPortsGo: Bool = false,
        _ t: TestContext,
        other: (IPv6Bench) async throws -> Subnet
    ) async throws {
        let bench = try await IPv6Bench(t)
        for statelessComesFirst in [true, false] {
            for modes in Modes.stateless {
                var second: Subnet?
                if !statelessComesFirst { second = try await other(bench) }
                let stateless = try await bench.subnet(modes)
                if statelessComesFirst { second = try await other(bench) }
                let stateful = try t.require("the other subnet", second)

                let port = try await bench.port(["mac_address": .string(bench.macAddress)])
                let addresses = try bench.addresses(of: port)
                let ownAddress = try t.require("address of the first subnet", addresses[stateless.id])
                let handedOut = try t.require("address of the other subnet", addresses[stateful.id])
                t.expect("address of the first subnet", ownAddress, is: try bench.ownAddress(in: stateless))
                try bench.expect(handedOut, isIn: stateful)
                if seeingPortsGo { try await bench.removePorts() }
                try await bench.clear()
            }
        }
    }

    // MARK: - Addresses that the cloud hands out

    private func declareStateful(in tests: inout TestDeclarations) {
        tests.test(
            "4ab211a0-276f-4552-9070-51e27f58fecf",
            "test_dhcp_stateful",
            "A port gets an address of its subnet, where the cloud hands them out.",
            uses: [.networks: 1]
        ) { t in
            let bench = try await IPv6Bench(t)
            for modes in Modes.stateful {
                let subnet = try await bench.subnet(modes)
                let port = try await bench.port()
                try bench.expect(try t.require("address of the port", port.addresses.first), isIn: subnet)
                try await bench.clear()
            }
        }
    }

    private func declareFixedAddresses(in tests: inout TestDeclarations) {
        tests.test(
            "51a5e97f-f02e-4e4e-9a17-a69811d300e3",
            "test_dhcp_stateful_fixedips",
            "A port gets the address that is asked for, where the cloud hands them out.",
            uses: [.networks: 1]
        ) { t in
            let bench = try await IPv6Bench(t)
            for modes in Modes.stateful {
                let subnet = try await bench.subnet(modes)
                let wanted = try bench.addressInPool(of: subnet)
                let port = try await bench.port(bench.fixedAddress(wanted, in: subnet))
                t.expect("address of the port", port.addresses.first, is: wanted)
                try await bench.clear()
            }
        }

        tests.test(
            "98244d88-d990-4570-91d4-6b25d70d08af",
            "test_dhcp_stateful_fixedips_outrange",
            "A port cannot have an address that is not its subnet's.",
            uses: [.networks: 1]
        ) { t in
            let bench = try await IPv6Bench(t)
            let subnet = try await bench.subnet(Modes.stateful[0])
            let wanted = try bench.addressBehindPool(of: subnet)
            try await t.expectRefusal(400, "the address \(wanted) is refused") {
                _ = try await bench.port(bench.fixedAddress(wanted, in: subnet))
            }
            try await bench.clear()
        }

        tests.test(
            "57b8302b-cba9-4fbb-8835-9168df029051",
            "test_dhcp_stateful_fixedips_duplicate",
            "Two ports cannot have one address.",
            uses: [.networks: 1],
            remark: "Looks for Neutron's own names of the fault: IpAddressAlreadyAllocated or IpAddressInUse."
        ) { t in
            let bench = try await IPv6Bench(t)
            let subnet = try await bench.subnet(Modes.stateful[0])
            let wanted = bench.fixedAddress(try bench.addressInPool(of: subnet), in: subnet)
            _ = try await bench.port(wanted)
            try await t.expectRefusal(
                409,
                saying: ["IpAddressAlreadyAllocated", "IpAddressInUse"],
                "the address is refused to a second port"
            ) { _ = try await bench.port(wanted) }
            try await bench.clear()
        }
    }

    // MARK: - Routers

    private func declareRouters(in tests: inout TestDeclarations) {
        tests.test(
            "e98f65db-68f4-4330-9fea-abd8c5192d4d",
            "test_dhcp_stateful_router",
            "A router joined to a subnet gets the subnet's gateway address.",
            uses: [.networks: 1, .routers: 1]
        ) { t in
            let bench = try await IPv6Bench(t)
            for modes in Modes.stateful.prefix(2) {
                let subnet = try await bench.subnet(modes)
                let port = try await bench.routerPort(on: subnet)
                t.expect(
                    "address of the router",
                    port["fixed_ips"][0]["ip_address"].string,
                    is: try t.require("gateway of the subnet", subnet.gatewayIP)
                )
                try await bench.clear()
            }
        }
    }
}
