import Conformance
import OpenStack

/// What the network tests read and none changes.
enum NetworkFixtures {
    /// A network without a subnet, and a port on it.
    struct PlainPort: Sendable {
        let network: Network
        let port: Port
    }

    /// A network whose subnet is joined to a router.
    struct RoutedNetwork: Sendable {
        let network: Network
        let subnet: Subnet
        let router: Router
    }

    /// A port on a network whose router leads nowhere else.
    struct SecludedPort: Sendable {
        let network: Network
        let port: Port
        /// The port's address.
        let address: String
    }

    static let plainPort = SharedFixture<PlainPort>("port without an address") { t in
        let network = try await t.newNetwork()
        return PlainPort(network: network, port: try await t.newPort(on: network))
    }

    /// A router that joins nothing.
    static let idleRouter = SharedFixture<Router>("idle router") { t in try await t.newRouter() }

    /// A network whose router leads out of the cloud.
    static let openNetwork = SharedFixture<RoutedNetwork>("network with a way out") { t in
        let network = try await t.newNetwork()
        let subnet = try await t.newSubnet(on: network, .randomIPv4(), ["enable_dhcp": false])
        let router = try await t.newRouter(gateway: t.externalNetworkID())
        try await t.join(subnet, to: router)
        return RoutedNetwork(network: network, subnet: subnet, router: router)
    }

    static let secludedPort = SharedFixture<SecludedPort>("port without a way out") { t in
        let network = try await t.newNetwork()
        let subnet = try await t.newSubnet(on: network)
        let router = try await t.newRouter()
        try await t.join(subnet, to: router)
        let port = try await t.newPort(on: network)
        let address = try t.require("address of the port", port.addresses.first)
        return SecludedPort(network: network, port: port, address: address)
    }
}
