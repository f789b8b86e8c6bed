import Conformance
import OpenStack

/// Routers are made, changed and deleted, and subnets joined to them.
///
/// Network API reference v2, “Routers”.
struct Routers: TestClass {
    let name = "tempest.api.network.test_routers.RoutersTest"
    let requirements: [Requirement] = [.service(.network), .extension(.network, "router")]

    func declare(in tests: inout TestDeclarations) {
        declareLifecycle(in: &tests)
        declareInterfaces(in: &tests)
        declareRoutes(in: &tests)
    }

    private func declareLifecycle(in tests: inout TestDeclarations) {
        tests.test(
            "f64403e2-8483-4b34-8ccd-b09a87bcc68c",
            "test_create_show_list_update_delete_router",
            "A router to the world outside is shown and listed as it was made, and can be renamed.",
            attributes: ["smoke"],
            needs: [.externalNetwork],
            uses: [.routers: 1]
        ) { t in
            let external = try t.externalNetworkID()
            var name = ""
            let router = try await t.provision(.router) { unique throws(CloudError) in
                name = unique
                return try await t.network.createRouter([
                    "name": .string(unique), "admin_state_up": false,
                    "external_gateway_info": ["network_id": .string(external)],
                ])
            }
            t.expect("name", router.name, is: name)
            t.expect("admin_state_up", router.isUp, is: false)
            t.expect("external network", router["external_gateway_info"]["network_id"].string, is: external)

            let shown = try await t.network.router(router.id)
            t.expect("name shown", shown["name"].string, is: name)
            t.expect("external network shown", shown["external_gateway_info"]["network_id"].string, is: external)
            t.expect("routers listed", try t.ids(of: await t.network.routers()), contains: router.id)

            let newName = "updated\(name)"
            let renamed = try await t.network.updateRouter(router.id, ["name": .string(newName)])
            t.expect("name after the change", renamed["name"].string, is: newName)
            t.expect("name shown after it", try await t.network.router(router.id)["name"].string, is: newName)
            try await t.removeRouter(router)
        }

        tests.test(
            "a8902683-c788-4246-95c7-ad9c6d63a4d9",
            "test_update_router_admin_state",
            "A router that is down can be brought up.",
            uses: [.routers: 1]
        ) { t in
            let router = try await t.newRouter()
            t.expect("admin_state_up of the new router", router.isUp, is: false)
            let updated = try await t.network.updateRouter(router.id, ["admin_state_up": true])
            t.expect("admin_state_up after the change", updated["admin_state_up"].bool, is: true)
            let shown = try await t.network.router(router.id)
            t.expect("admin_state_up shown", shown["admin_state_up"].bool, is: true)
            try await t.removeRouter(router)
        }
    }

    private func declareInterfaces(in tests: inout TestDeclarations) {
        tests.test(
            "b42e6e39-2e37-49cc-a6f4-8467e940900a",
            "test_add_remove_router_interface_with_subnet_id",
            "A subnet is joined to a router by a port of the router's, and can be taken from it.",
            attributes: ["smoke"],
            uses: [.networks: 1, .routers: 1]
        ) { t in
            let network = try await t.newNetwork()
            let subnet = try await t.newSubnet(on: network)
            let router = try await t.newRouter()
            let interface = try await t.network.addInterface(to: router.id, .subnet(subnet.id))
            t.expect(interface.has("subnet_id"), "the answer names the subnet")
            let port = try t.require("port of the interface", interface["port_id"].string)
            t.expect("device of the port", try await t.network.port(port)["device_id"].string, is: router.id)

            try await t.removeInterface(.subnet(subnet.id), port: port, from: router)
            try await t.removeRouter(router)
            try await t.discard(subnet, t.network.deleteSubnet)
            try await t.discard(network, t.network.deleteNetwork)
        }

        tests.test(
            "2b7d2f37-6748-4d78-92e5-1d590234f0d5",
            "test_add_remove_router_interface_with_port_id",
            "A port becomes a router's, which joins its subnet to the router, and can be taken from it.",
            attributes: ["smoke"],
            uses: [.networks: 1, .routers: 1]
        ) { t in
            let network = try await t.newNetwork()
            let subnet = try await t.newSubnet(on: network)
            let port = try await t.newPort(on: network)
            let router = try await t.newRouter()
            let interface = try await t.network.addInterface(to: router.id, .port(port.id))
            t.expect(interface.has("subnet_id"), "the answer names the subnet")
            let id = try t.require("port of the interface", interface["port_id"].string)
            t.expect("device of the port", try await t.network.port(id)["device_id"].string, is: router.id)

            try await t.network.removeInterface(from: router.id, .port(port.id))
            await t.confirmRemoved(port)
            try await t.removeRouter(router)
            try await t.network.deleteSubnet(subnet.id)
            try await t.discard(network, t.network.deleteNetwork)
        }

        tests.test(
            "802c73c9-c937-4cef-824b-2191e24a6aab",
            "test_add_multiple_router_interfaces",
            "Subnets of two networks can be joined to one router, each by a port of its own.",
            attributes: ["smoke"],
            uses: [.networks: 2, .routers: 1]
        ) { t in
            let block = AddressBlock.randomIPv4()
            let networks = [try await t.newNetwork(), try await t.newNetwork()]
            let subnets = [
                try await t.newSubnet(on: networks[0], block), try await t.newSubnet(on: networks[1], block.next()),
            ]
            let router = try await t.newRouter()
            var ports: [String] = []
            for subnet in subnets {
                let interface = try await t.network.addInterface(to: router.id, .subnet(subnet.id))
                t.expect("subnet of the interface", interface["subnet_id"].string, is: subnet.id)
                let id = try t.require("port of the interface", interface["port_id"].string)
                let port = try await t.network.port(id)
                t.expect("device of the port", port["device_id"].string, is: router.id)
                t.expect("subnet of the port", port["fixed_ips"][0]["subnet_id"].string, is: subnet.id)
                ports.append(id)
            }

            for (subnet, port) in zip(subnets, ports) {
                try await t.removeInterface(.subnet(subnet.id), port: port, from: router)
            }
            try await t.removeRouter(router)
            for subnet in subnets { try await t.discard(subnet, t.network.deleteSubnet) }
            for network in networks { try await t.discard(network, t.network.deleteNetwork) }
        }
    }

    private func declareRoutes(in tests: inout TestDeclarations) {
        tests.test(
            "c86ac3a8-50bd-4b00-a6b8-62af84a0765c",
            "test_update_delete_extra_route",
            "Routes that are given to a router are shown, until they are taken from it.",
            needs: [.extension(.network, "extraroute")],
            uses: [.networks: 1, .routers: 1]
        ) { t in
            let router = try await t.newRouter(isUp: true)
            let network = try await t.newNetwork()
            let block = AddressBlock.randomIPv4()
            var interfaces: [(subnet: Subnet, port: String)] = []
            var routes: [JSON] = []
            for number in 0..<4 {
                let subnet = try await t.newSubnet(on: network, block.next(number), [:])
                let interface = try await t.network.addInterface(to: router.id, .subnet(subnet.id))
                interfaces.append((subnet, try t.require("port of the interface", interface["port_id"].string)))
                let destination = try t.require("cidr of the subnet", subnet.cidr)
                routes.append([
                    "destination": .string(destination), "nexthop": .string(block.next(number).address(2)),
                ])
            }

            let updated = try await t.network.updateRouter(router.id, ["routes": .array(routes)])
            let shown = try await t.network.router(router.id)
            t.expect("routes after the change", Self.routes(of: updated), is: Self.sorted(routes))
            t.expect("routes shown", Self.routes(of: shown), is: Self.sorted(routes))

            _ = try await t.network.updateRouter(router.id, ["routes": nil])
            t.expect("routes at last", try await t.network.router(router.id)["routes"].array, is: [])

            for interface in interfaces {
                try await t.removeInterface(.subnet(interface.subnet.id), port: interface.port, from: router)
            }
            try await t.discard(interfaces[0].subnet, t.network.deleteSubnet)
            try await t.removeRouter(router)
            try await t.discard(network, t.network.deleteNetwork)
        }
    }

    /// Destination and next hop of a router's routes, whose order is the service's.
    private static func routes(of router: JSON) -> [String]? { router["routes"].array.map(sorted) }

    private static func sorted(_ routes: [JSON]) -> [String] {
        routes.map { "\($0["destination"].string ?? "nowhere") via \($0["nexthop"].string ?? "nothing")" }.sorted()
    }
}
