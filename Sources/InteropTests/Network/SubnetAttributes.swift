import Conformance
import OpenStack

/// Subnets are made and changed with every attribute that they can have.
///
/// Network API reference v2, “Subnets”.
struct SubnetAttributes: TestClass {
    let name = "tempest.api.network.test_networks.NetworksTest"
    let requirements: [Requirement] = [.service(.network)]

    /// What a subnet in a block can have besides its addresses.
    private struct Attributes {
        let gateway: JSON
        let pools: JSON
        let nameServers: JSON = ["8.8.4.4", "8.8.8.8"]
        let routes: JSON = [["destination": "10.20.0.0/32", "nexthop": "10.100.1.1"]]

        init(_ block: AddressBlock) {
            gateway = .string(block.address(1))
            pools = [["start": .string(block.address(3)), "end": .string(block.address(7))]]
        }
    }

    func declare(in tests: inout TestDeclarations) {
        declare(
            in: &tests,
            "d2d596e2-8e76-47a9-ac51-d4648009f4d3",
            "test_create_delete_subnet_without_gateway",
            "A subnet can do without a gateway."
        ) { _ in [:] }

        declare(
            in: &tests,
            "9393b468-186d-496d-aa36-732348cd76e7",
            "test_create_delete_subnet_with_gw",
            "A subnet has the gateway that is asked for."
        ) { ["gateway_ip": $0.gateway] }

        declare(
            in: &tests,
            "bec949c4-3147-4ba6-af5f-cd2306118404",
            "test_create_delete_subnet_with_allocation_pools",
            "A subnet has the allocation pools that are asked for."
        ) { ["allocation_pools": $0.pools] }

        declare(
            in: &tests,
            "8217a149-0c6c-4cfb-93db-0486f707d13f",
            "test_create_delete_subnet_with_gw_and_allocation_pools",
            "A subnet has the gateway and the allocation pools that are asked for."
        ) { ["gateway_ip": $0.gateway, "allocation_pools": $0.pools] }

        declare(
            in: &tests,
            "d830de0a-be47-468f-8f02-1fd996118289",
            "test_create_delete_subnet_with_host_routes_and_dns_nameservers",
            "A subnet has the host routes and the name servers that are asked for."
        ) { ["host_routes": $0.routes, "dns_nameservers": $0.nameServers] }

        declare(
            in: &tests,
            "94ce038d-ff0a-4a4c-a56b-09da3ca0b55d",
            "test_create_delete_subnet_with_dhcp_enabled",
            "A subnet has DHCP if that is asked for."
        ) { _ in ["enable_dhcp": true] }

        declare(
            in: &tests,
            "a4d9ec4c-0306-4111-a75c-db01a709030b",
            "test_create_delete_subnet_all_attributes",
            "A subnet has gateway, host routes, name servers and DHCP at once."
        ) { attributes in
            [
                "enable_dhcp": true, "gateway_ip": attributes.gateway, "host_routes": attributes.routes,
                "dns_nameservers": attributes.nameServers,
            ]
        }

        declareUpdate(in: &tests)
    }

    /// Declares a test that makes a subnet with some attributes, compares it with them, and deletes its network.
    private func declare(
        in tests: inout TestDeclarations,
        _ id: String,
        _ method: String,
        _ summary: String,
        _ wanted: @escaping @Sendable (Attributes) -> [String: JSON]
    ) {
        tests.test(id, method, summary, uses: [.networks: 1]) { t in
            let block = AddressBlock.randomIPv4()
            var wanted = wanted(Attributes(block))
            let network = try await t.newNetwork()
            let subnet = try await t.newSubnet(on: network, block, ["gateway_ip": nil].merging(wanted) { $1 })

            if let nameServers = wanted.removeValue(forKey: "dns_nameservers"),
                subnet.attributes.has("dns_nameservers")
            {
                expectNameServers(nameServers, of: subnet.attributes, t)
            }
            t.expectAgreement(of: subnet.attributes, with: wanted)

            try await t.network.deleteNetwork(network.id)
            await t.confirmRemoved(network)
        }
    }

    private func declareUpdate(in tests: inout TestDeclarations) {
        tests.test(
            "3d3852eb-3009-49ec-97ac-5ce83b73010a",
            "test_update_subnet_gw_dns_host_routes_dhcp",
            "Name, gateway, name servers, host routes and DHCP of a subnet can be changed at once.",
            uses: [.networks: 1]
        ) { t in
            let block = AddressBlock.randomIPv4()
            let attributes = Attributes(block)
            let network = try await t.newNetwork()
            let subnet = try await t.newSubnet(
                on: network,
                block,
                [
                    "gateway_ip": attributes.gateway, "host_routes": attributes.routes,
                    "dns_nameservers": attributes.nameServers, "allocation_pools": attributes.pools,
                ]
            )
            t.expect(subnet.attributes.has("dns_nameservers"), "the new subnet has name servers")

            let nameServers: JSON = ["7.8.8.8", "7.8.4.4"]
            let changes: [String: JSON] = [
                "name": .string(t.uniqueName("renamed-subnet")),
                "host_routes": [["destination": "10.20.0.0/32", "nexthop": "10.100.1.2"]],
                "gateway_ip": .string(block.address(2)),
                "enable_dhcp": true,
            ]
            let updated = try await t.network.updateSubnet(
                subnet.id,
                changes.merging(["dns_nameservers": nameServers]) { $1 }
            )
            expectNameServers(nameServers, of: updated, t)
            t.expectAgreement(of: updated, with: changes)
            try await t.discard(network, t.network.deleteNetwork)
        }
    }

    /// Checks name servers, whose order is the service's.
    private func expectNameServers(_ wanted: JSON, of subnet: JSON, _ t: TestContext) {
        t.expect(
            "name servers",
            subnet["dns_nameservers"].array?.compactMap(\.string).sorted(),
            is: (wanted.array ?? []).compactMap(\.string).sorted()
        )
    }
}
