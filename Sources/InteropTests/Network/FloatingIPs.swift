import Conformance
import OpenStack

/// Floating IPs are made, led to ports, and deleted.
///
/// Network API reference v2, “Floating IPs”. Each test has a port of its own on a shared network with a way out.
struct FloatingIPs: TestClass {
    let name = "tempest.api.network.test_floating_ips.FloatingIPTestJSON"
    let requirements: [Requirement] = [
        .service(.network), .extension(.network, "router"), .externalNetwork,
    ]

    func declare(in tests: inout TestDeclarations) {
        declareFixedAddresses(in: &tests)
        declareMoves(in: &tests)
    }

    private func declareFixedAddresses(in tests: inout TestDeclarations) {
        tests.test(
            "36de4bd0-f09c-43e3-a8e1-1decc1ffd3a5",
            "test_create_floating_ip_specifying_a_fixed_ip_address",
            "A floating IP can be led to an address of a port when it is made, and to nowhere later.",
            attributes: ["smoke"],
            uses: [.floatingIPs: 1]
        ) { t in
            let port = try await t.newPort(on: t.shared(NetworkFixtures.openNetwork).network)
            let address = try t.require("address of the port", port.addresses.first)
            let floatingIP = try await t.newFloatingIP([
                "port_id": .string(port.id), "fixed_ip_address": .string(address),
            ])
            t.expect("address that the floating IP leads to", floatingIP.fixedAddress, is: address)
            let updated = try await t.network.updateFloatingIP(floatingIP.id, ["port_id": nil])
            t.expectAttribute("port_id", of: updated, is: nil)
            try await t.discard(floatingIP, t.network.deleteFloatingIP)
        }

        tests.test(
            "45c4c683-ea97-41ef-9c51-5e9802f2f3d7",
            "test_create_update_floatingip_with_port_multiple_ip_address",
            "A floating IP can be led from one address of a port to another.",
            uses: [.floatingIPs: 1]
        ) { t in
            let world = try await t.shared(NetworkFixtures.openNetwork)
            let addresses = try await unusedAddresses(of: world, t)
            let port = try await t.newPort(
                on: world.network,
                ["fixed_ips": .array(addresses.map { ["ip_address": .string($0)] })]
            )
            let floatingIP = try await t.newFloatingIP([
                "port_id": .string(port.id), "fixed_ip_address": .string(addresses[0]),
            ])
            t.expect("address that the floating IP leads to", floatingIP.fixedAddress, is: addresses[0])
            let updated = try await t.network.updateFloatingIP(
                floatingIP.id,
                ["port_id": .string(port.id), "fixed_ip_address": .string(addresses[1])]
            )
            t.expect("address after the change", updated["fixed_ip_address"].string, is: addresses[1])
            try await t.discard(floatingIP, t.network.deleteFloatingIP)
            try await t.discard(port, t.network.deletePort)
        }
    }

    private func declareMoves(in tests: inout TestDeclarations) {
        tests.test(
            "e1f6bffd-442f-4668-b30e-df13f2705e77",
            "test_floating_ip_delete_port",
            "A floating IP leads nowhere once its port is deleted.",
            uses: [.floatingIPs: 1]
        ) { t in
            let network = try await t.shared(NetworkFixtures.openNetwork).network
            let floatingIP = try await t.newFloatingIP()
            let port = try await t.newPort(on: network)
            _ = try await t.network.updateFloatingIP(floatingIP.id, ["port_id": .string(port.id)])
            try await t.network.deletePort(port.id)
            await t.confirmRemoved(port)

            let shown = try await t.network.floatingIP(floatingIP.id)
            t.expect("id", shown["id"].string, is: floatingIP.id)
            for name in ["port_id", "fixed_ip_address", "router_id"] { t.expectAttribute(name, of: shown, is: nil) }
            try await t.discard(floatingIP, t.network.deleteFloatingIP)
        }

        tests.test(
            "1bb2f731-fe5a-4b8c-8409-799ade1bed4d",
            "test_floating_ip_update_different_router",
            "A floating IP can be led to a port behind another router.",
            uses: [.floatingIPs: 1, .networks: 1, .routers: 1]
        ) { t in
            let world = try await t.shared(NetworkFixtures.openNetwork)
            let network = try await t.newNetwork()
            let subnet = try await t.newSubnet(on: network)
            let router = try await t.newRouter(gateway: t.externalNetworkID())
            _ = try await t.network.addInterface(to: router.id, .subnet(subnet.id))
            let otherPort = try await t.newPort(on: network)
            let port = try await t.newPort(on: world.network)
            let floatingIP = try await t.newFloatingIP(["port_id": .string(port.id)])
            t.expect("router of the floating IP", floatingIP.routerID, is: world.router.id)

            let updated = try await t.network.updateFloatingIP(floatingIP.id, ["port_id": .string(otherPort.id)])
            t.expect("router after the change", updated["router_id"].string, is: router.id)
            t.expect("port after the change", updated["port_id"].string, is: otherPort.id)
            t.expect(!updated["fixed_ip_address"].isNull, "the floating IP leads to an address of the port")

            try await t.discard(floatingIP, t.network.deleteFloatingIP)
            try await t.discard(otherPort, t.network.deletePort)
            try await t.discard(subnet) { id throws(CloudError) in
                try await t.network.removeInterface(from: router.id, .subnet(id))
            }
            try await t.discard(router, t.network.deleteRouter)
            try await t.discard(subnet, t.network.deleteSubnet)
            try await t.discard(network, t.network.deleteNetwork)
        }
    }

    /// Two addresses of a network's subnet that nothing has, from its end, where the service takes none from by itself.
    private func unusedAddresses(of world: NetworkFixtures.RoutedNetwork, _ t: TestContext) async throws -> [String] {
        var used: Set<String> = []
        for port in try await t.network.ports([("network_id", world.network.id)]) {
            for fixed in try t.require("fixed_ips of a port", port["fixed_ips"].array) {
                used.insert(try t.require("address of a port", fixed["ip_address"].string))
            }
        }
        let subnet = try await t.network.subnet(world.subnet.id)
        t.expect(subnet.has("gateway_ip"), "the subnet says what its gateway is")
        if let gateway = subnet["gateway_ip"].string { used.insert(gateway) }
        let parts = try t.require("cidr of the subnet", subnet["cidr"].string).split(separator: "/")
        let base = try t.require("first address of the subnet", parts.first.flatMap { IPAddress(String($0)) })
        // The last address of all is the broadcast address.
        let unused = (2...254).reversed().lazy.map { base.advanced(by: $0).description }.filter { !used.contains($0) }
        let chosen = Array(unused.prefix(2))
        guard chosen.count == 2 else { try t.stop("the subnet has no two unused addresses") }
        return chosen
    }
}
