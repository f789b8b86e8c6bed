import Conformance
import OpenStack

/// What floating IPs are refused.
///
/// Network API reference v2, “Floating IPs”.
struct FloatingIPRefusals: TestClass {
    let name = "tempest.api.network.test_floating_ips_negative.FloatingIPNegativeTestJSON"
    let requirements: [Requirement] = [
        .service(.network), .extension(.network, "router"), .externalNetwork,
    ]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "22996ea8-4a81-4b27-b6e1-fa5df92fa5e8",
            "test_create_floatingip_with_port_ext_net_unreachable",
            "A floating IP cannot be made for a port that the external network does not reach.",
            attributes: ["negative"],
            uses: [.floatingIPs: 1]
        ) { t in
            let world = try await t.shared(NetworkFixtures.secludedPort)
            try await t.expectRefusal(404, "a port without a way out is refused") {
                _ = try await t.newFloatingIP(Self.target(world))
            }
        }

        tests.test(
            "50b9aeb4-9f0b-48ee-aa31-fa955a48ff54",
            "test_create_floatingip_in_private_network",
            "A floating IP cannot be made on a network that is not external.",
            attributes: ["negative"],
            uses: [.floatingIPs: 1]
        ) { t in
            let world = try await t.shared(NetworkFixtures.secludedPort)
            let network: [String: JSON] = ["floating_network_id": .string(world.network.id)]
            try await t.expectRefusal(400, "a network that is not external is refused") {
                _ = try await t.newFloatingIP(network.merging(Self.target(world)) { $1 })
            }
        }

        tests.test(
            "6b3b8797-6d43-4191-985c-c48b773eb429",
            "test_associate_floatingip_port_ext_net_unreachable",
            "A floating IP cannot be led to a port that its network does not reach.",
            attributes: ["negative"],
            uses: [.floatingIPs: 1]
        ) { t in
            let world = try await t.shared(NetworkFixtures.secludedPort)
            let floatingIP = try await t.newFloatingIP()
            try await t.expectRefusal(404, "a port without a way out is refused") {
                _ = try await t.network.updateFloatingIP(floatingIP.id, Self.target(world))
            }
            try await t.discard(floatingIP, t.network.deleteFloatingIP)
        }
    }

    private static func target(_ world: NetworkFixtures.SecludedPort) -> [String: JSON] {
        ["port_id": .string(world.port.id), "fixed_ip_address": .string(world.address)]
    }
}
