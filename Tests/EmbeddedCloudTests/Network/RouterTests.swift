import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct RouterTests {
    /// A network with a port, and a router that reaches the outside.
    private struct Setting {
        var user: NetworkUser
        var external: JSON
        var network: JSON
        var subnet: JSON
        var port: String
        var router: String

        init(_ cloud: TestCloud) async throws {
            user = try await NetworkUser(cloud, "demo")
            external = try await user.list("networks?name=public").first?["id"] ?? .null
            network = try await user.make("network", [:])["id"] ?? .null
            subnet =
                try await user.make("subnet", ["network_id": network, "cidr": "10.3.0.0/24", "ip_version": 4])["id"]
                ?? .null
            port = try await user.make("port", ["network_id": network])["id"]?.string ?? ""
            router =
                try await user.make("router", ["external_gateway_info": ["network_id": external]])["id"]?.string ?? ""
        }
    }

    @Test func `A floating IP needs a router between, and holds on to it`() async throws {
        try await TestCloud.run { cloud in
            let setting = try await Setting(cloud)
            let user = setting.user
            let wanted: JSON = [
                "floatingip": ["floating_network_id": setting.external, "port_id": .string(setting.port)]
            ]
            let early = try await user.send(.post, "floatingips", wanted)
            #expect(early.json["NeutronError"]?["type"] == "ExternalGatewayForFloatingIPNotFound")
            let body: JSON = ["subnet_id": setting.subnet]
            let added = try await user.send(.put, "routers/\(setting.router)/add_router_interface", body)
            #expect(added.json["subnet_ids"] == [setting.subnet])
            let floating = try await user.send(.post, "floatingips", wanted).json["floatingip"]
            #expect(floating?["router_id"]?.string == setting.router)
            let twice = try await user.send(.post, "floatingips", wanted)
            #expect(twice.json["NeutronError"]?["type"] == "FloatingIPPortAlreadyAssociated")

            let refused = try await user.send(.put, "routers/\(setting.router)/remove_router_interface", body)
            #expect(refused.json["NeutronError"]?["type"] == "RouterInterfaceInUseByFloatingIP")
            let gateway: JSON = ["router": ["external_gateway_info": [:]]]
            let kept = try await user.send(.put, "routers/\(setting.router)", gateway)
            #expect(kept.json["NeutronError"]?["type"] == "RouterExternalGatewayInUseByFloatingIp")

            _ = try await user.send(.delete, "ports/\(setting.port)")
            let left = try await user.send(.get, "floatingips/\(floating?["id"]?.string ?? "")").json["floatingip"]
            #expect(left?["port_id"] == .null)
            #expect(left?["status"] == "DOWN")
            #expect(try await user.send(.delete, "routers/\(setting.router)").status == 409)
            #expect(
                try await user.send(.put, "routers/\(setting.router)/remove_router_interface", body).status == 200
            )
            #expect(try await user.send(.delete, "routers/\(setting.router)").status == 204)
        }
    }

    @Test func `Extra routes lead over what the router is connected with`() async throws {
        try await TestCloud.run { cloud in
            let setting = try await Setting(cloud)
            let user = setting.user
            _ = try await user.send(
                .put,
                "routers/\(setting.router)/add_router_interface",
                ["subnet_id": setting.subnet]
            )
            func routes(_ hop: String) -> JSON {
                ["router": ["routes": [["destination": "192.0.2.0/24", "nexthop": .string(hop)]]]]
            }
            let far = try await user.send(.put, "routers/\(setting.router)", routes("9.9.9.9"))
            #expect(far.json["NeutronError"]?["type"] == "InvalidRoutes")
            let near = try await user.send(.put, "routers/\(setting.router)", routes("10.3.0.9"))
            #expect(near.json["router"]?["routes"]?.array?.count == 1)
            let inUse = try await user.send(
                .put,
                "routers/\(setting.router)/remove_router_interface",
                ["subnet_id": setting.subnet]
            )
            #expect(inUse.json["NeutronError"]?["type"] == "RouterInterfaceInUseByRoute")
        }
    }

    @Test func `A port that is bound to a host is active`() async throws {
        try await TestCloud.run { cloud in
            let setting = try await Setting(cloud)
            let admin = try await NetworkUser(cloud, "admin")
            let body: JSON = ["port": ["binding:host_id": "h1", "device_id": "s", "device_owner": "compute:nova"]]
            let bound = try await admin.send(.put, "ports/\(setting.port)", body).json["port"]
            #expect(bound?["status"] == "ACTIVE")
            #expect(bound?["binding:vif_type"] == "ovs")
            let shown = try await setting.user.send(.get, "ports/\(setting.port)").json["port"]
            #expect(shown?["binding:host_id"] == nil)
            let found = try await setting.user.list("ports?device_id=s")
            #expect(found.count == 1)
        }
    }
}
