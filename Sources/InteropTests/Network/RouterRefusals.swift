import Conformance
import OpenStack

/// What routers are refused.
///
/// Network API reference v2, “Routers”.
struct RouterRefusals: TestClass {
    let name = "tempest.api.network.test_routers_negative.RoutersNegativeTest"
    let requirements: [Requirement] = [.service(.network), .extension(.network, "router")]

    func declare(in tests: inout TestDeclarations) {
        declareGateways(in: &tests)
        declareInterfaces(in: &tests)
        declareUnknownRouters(in: &tests)
    }

    private func declareGateways(in tests: inout TestDeclarations) {
        tests.test(
            "37a94fc0-a834-45b9-bd23-9a81d2fd1e22",
            "test_router_add_gateway_invalid_network_returns_404",
            "A router cannot lead to a network that does not exist.",
            attributes: ["negative"]
        ) { t in
            let router = try await world(t).router
            try await t.expectRefusal(404, "a router's id is no network") {
                try await setGateway(of: router, to: router.id, t)
            }
        }

        tests.test(
            "11836a18-0b15-4327-a50b-f0d9dc66bddd",
            "test_router_add_gateway_net_not_external_returns_400",
            "A router cannot lead to a network that is not external.",
            attributes: ["negative"]
        ) { t in
            let (router, network) = try await world(t)
            try await t.expectRefusal(400, "a network that is not external cannot be a gateway") {
                try await setGateway(of: router, to: network.id, t)
            }
        }
    }

    private func declareInterfaces(in tests: inout TestDeclarations) {
        tests.test(
            "957751a3-3c68-4fa2-93b6-eb52ea10db6e",
            "test_add_router_interfaces_on_overlapping_subnets_returns_400",
            "Subnets whose addresses overlap cannot be joined to one router.",
            attributes: ["negative"],
            uses: [.networks: 2, .routers: 1]
        ) { t in
            let block = AddressBlock.randomIPv4()
            let subnet = try await t.newSubnet(on: t.newNetwork(), block)
            let overlapping = try await t.newSubnet(on: t.newNetwork(), block)
            let router = try await t.newRouter()
            let interface = try await t.network.addInterface(to: router.id, .subnet(subnet.id))
            let port = try t.require("port of the interface", interface["port_id"].string)
            t.expect("subnet of the interface", interface["subnet_id"].string, is: subnet.id)
            try await t.expectRefusal(400, "a subnet with the same addresses is refused") {
                _ = try await t.network.addInterface(to: router.id, .subnet(overlapping.id))
            }
            try await t.removeInterface(.subnet(subnet.id), port: port, from: router)
        }

        tests.test(
            "04df80f9-224d-47f5-837a-bf23e33d1c20",
            "test_router_remove_interface_in_use_returns_409",
            "A router that a subnet is joined to cannot be deleted.",
            attributes: ["negative"],
            uses: [.networks: 1, .routers: 1]
        ) { t in
            let subnet = try await t.newSubnet(on: t.newNetwork())
            let router = try await t.newRouter()
            let interface = try await t.network.addInterface(to: router.id, .subnet(subnet.id))
            let port = try t.require("port of the interface", interface["port_id"].string)
            try await t.expectRefusal(409, "a router in use cannot be deleted") {
                try await t.network.deleteRouter(router.id)
            }
            try await t.removeInterface(.subnet(subnet.id), port: port, from: router)
        }
    }

    private func declareUnknownRouters(in tests: inout TestDeclarations) {
        tests.test(
            "c2a70d72-8826-43a7-8208-0209e6360c47",
            "test_show_non_existent_router_returns_404",
            "A router that does not exist cannot be shown.",
            attributes: ["negative"]
        ) { t in
            _ = try await world(t)
            try await t.expectRefusal(404, "an unknown router cannot be shown") {
                _ = try await t.network.router(t.uniqueName("unknown-router"))
            }
        }

        tests.test(
            "b23d1569-8b0c-4169-8d4b-6abd34fad5c7",
            "test_update_non_existent_router_returns_404",
            "A router that does not exist cannot be changed.",
            attributes: ["negative"]
        ) { t in
            _ = try await world(t)
            try await t.expectRefusal(404, "an unknown router cannot be changed") {
                _ = try await t.network.updateRouter(t.uniqueName("unknown-router"), ["name": "new_name"])
            }
        }

        tests.test(
            "c7edc5ad-d09d-41e6-a344-5c0c31e2e3e4",
            "test_delete_non_existent_router_returns_404",
            "A router that does not exist cannot be deleted.",
            attributes: ["negative"]
        ) { t in
            _ = try await world(t)
            try await t.expectRefusal(404, "an unknown router cannot be deleted") {
                try await t.network.deleteRouter(t.uniqueName("unknown-router"))
            }
        }
    }

    /// A router and a network with a subnet: Tempest's class begins by making them, and without them no test of it
    /// passes.
    private func world(_ t: TestContext) async throws -> (router: Router, network: Network) {
        (try await t.shared(NetworkFixtures.idleRouter), try await t.shared(projectNetwork).network)
    }

    private func setGateway(of router: Router, to network: String, _ t: TestContext) async throws {
        let gateway: JSON = ["network_id": .string(network)]
        _ = try await t.network.updateRouter(router.id, ["external_gateway_info": gateway])
    }
}
