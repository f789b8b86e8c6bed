import Conformance
import OpenStack

/// What administrators see of routers' gateways.
///
/// Network API reference v2, “Routers”.
struct RouterGateways: TestClass {
    let name = "tempest.api.network.admin.test_routers.RoutersAdminTest"
    let requirements: [Requirement] = [
        .service(.network), .extension(.network, "router"), .credentials(.admin),
    ]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "ad81b7ee-4f81-407b-a19c-17e623f763e8",
            "test_update_router_unset_gateway",
            "A member can take the gateway from a router; the router then has no port on the external network.",
            needs: [.externalNetwork],
            uses: [.routers: 1],
            remark: "Needs an administrator, as members do not see the port of a gateway."
        ) { t in
            let external = try t.externalNetworkID()
            let administrator = try t.administrator().session.network
            let router = try await t.newRouter(gateway: external)
            _ = try await t.network.updateRouter(router.id, ["external_gateway_info": [:]])
            let shown = try await administrator.router(router.id)
            t.expectAttribute("external_gateway_info", of: shown, is: nil)
            let ports = try await administrator.ports([("network_id", external), ("device_id", router.id)])
            t.expect("number of the router's ports on the external network", ports.count, is: 0)
            try await t.removeRouter(router)
        }
    }
}
