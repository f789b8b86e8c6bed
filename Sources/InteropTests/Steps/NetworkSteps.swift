import Conformance
import OpenStack

/// A network with an IPv4 subnet.
struct ProjectNetwork: Sendable {
    let network: Network
    let subnet: Subnet

    /// The network's id.
    var id: String { network.id }
}

/// The network that servers of the member's project are put on; nobody changes it.
///
/// Where the project has exactly one of its own, with an IPv4 subnet, it is that one; else one is made for the run.
let projectNetwork = SharedFixture<ProjectNetwork>("project network") { t in
    if let own = await t.onlyOwnNetwork() { return own }
    let network = try await t.newNetwork()
    return ProjectNetwork(network: network, subnet: try await t.newSubnet(on: network))
}

extension ResourceLimit {
    /// Networks that tests make, shared ones apart.
    static let networks = ResourceLimit("networks", amount: 24, most: 96, quotas: [.networks, .subnets])
    /// Routers that tests make, shared ones apart; many clouds give a project ten, and have few external addresses.
    static let routers = ResourceLimit("routers", amount: 6, most: 16, quotas: [.routers])
    /// Floating IPs; external addresses may be few.
    static let floatingIPs = ResourceLimit("floating-ips", amount: 6, most: 16, quotas: [.floatingIPs])
    /// Security groups; many clouds give a project ten, and one of them is `default`.
    static let securityGroups = ResourceLimit("security-groups", amount: 8, most: 64, quotas: [.securityGroups])
}

extension [ResourceLimit: Int] {
    /// For tests that list the rules of all security groups: services answer such a list with 404 when one of the groups
    /// is deleted meanwhile, so no other test may have any.
    static var securityGroupsToList: Self { [.securityGroups: 1000] }
}

extension TestContext {
    /// The network service, as the member.
    var network: NetworkClient { session.network }

    /// The network that leads out of the cloud; the test needs `.externalNetwork`.
    func externalNetworkID() throws -> String {
        try require("a network with router:external", facts.externalNetworkIDs?.first)
    }

    // MARK: - Making

    /// Makes a network; removed after the test, with its subnets.
    func newNetwork() async throws -> Network {
        try await provision(.network) { name throws(CloudError) in
            try await self.network.createNetwork(["name": .string(name)])
        }
    }

    /// Makes a subnet, which goes with its network.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - block: its addresses; the first one is the gateway's unless the attributes say otherwise.
    ///   - attributes: what else it is to be like.
    /// - Returns: the new subnet.
    /// - Throws: what making it throws.
    func newSubnet(
        on network: Network,
        _ block: AddressBlock = .randomIPv4(),
        _ attributes: [String: JSON] = [:]
    ) async throws(CloudError) -> Subnet {
        let description: [String: JSON] = [
            "network_id": .string(network.id),
            "cidr": .string(block.cidr),
            "ip_version": .integer(block.version),
            "gateway_ip": .string(block.address(1)),
        ]
        return try await self.network.createSubnet(description.merging(attributes) { $1 })
    }

    /// Makes a port; removed after the test.
    func newPort(on network: Network, _ attributes: [String: JSON] = [:]) async throws -> Port {
        try await provision(.port) { name throws(CloudError) in
            let description: [String: JSON] = ["name": .string(name), "network_id": .string(network.id)]
            return try await self.network.createPort(description.merging(attributes) { $1 })
        }
    }

    /// Makes a router; removed after the test, with its interfaces.
    func newRouter(isUp: Bool = false, gateway externalNetworkID: String? = nil) async throws -> Router {
        try await provision(.router) { name throws(CloudError) in
            var gateway: [String: JSON] = [:]
            gateway["network_id"] = externalNetworkID.map(JSON.string)
            return try await self.network.createRouter([
                "name": .string(name), "admin_state_up": .bool(isUp), "external_gateway_info": .object(gateway),
            ])
        }
    }

    /// Joins a subnet to a router until the test is over.
    func join(_ subnet: Subnet, to router: Router) async throws {
        _ = try await provision(.routerInterface, parent: router.id) { _ throws(CloudError) in
            _ = try await self.network.addInterface(to: router.id, .subnet(subnet.id))
            return subnet
        }
    }

    /// Makes a floating IP; removed after the test.
    func newFloatingIP(_ attributes: [String: JSON] = [:]) async throws -> FloatingIP {
        let external = try externalNetworkID()
        return try await provision(.floatingIP) { name throws(CloudError) in
            let description: [String: JSON] = [
                "description": .string(name), "floating_network_id": .string(external),
            ]
            return try await self.network.createFloatingIP(description.merging(attributes) { $1 })
        }
    }

    /// Makes a security group; removed after the test, with its rules.
    func newSecurityGroup() async throws -> SecurityGroup {
        try await provision(.securityGroup) { name throws(CloudError) in
            try await self.network.createSecurityGroup(["name": .string(name)])
        }
    }

    // MARK: - Removing

    /// Removes what the test made as part of the test; that it is gone already is no fault.
    func discard(
        _ resource: some CloudResource,
        _ delete: (_ id: String) async throws(CloudError) -> Void
    ) async throws {
        do throws(CloudError) {
            try await delete(resource.id)
            await confirmRemoved(resource)
        } catch {
            guard error.status == 404, error.hasReadableContentType else { throw error }
        }
    }

    /// Waits until the service does not know something any more.
    func waitUntilGone(_ what: String, _ show: () async throws(CloudError) -> Void) async throws {
        try await wait(until: "\(what) is gone") {
            do throws(CloudError) {
                try await show()
                return false
            } catch {
                guard error.status == 404, error.hasReadableContentType else { throw error }
                return true
            }
        }
    }

    // MARK: - Finding

    /// The project's own network, when there is exactly one and it has an IPv4 subnet.
    ///
    /// What goes wrong with looking is no fault: then there is none.
    fileprivate func onlyOwnNetwork() async -> ProjectNetwork? {
        // Who can make users for a test has a project of its own, which nobody has put anything into.
        guard !facts.credentials.contains(.disposable) else { return nil }
        let project = credentials.projectID
        let networks = try? await network.networks([("project_id", project), ("router:external", "False")])
        let own = (networks ?? []).filter { network in
            network["project_id"].string == project && network["name"].string?.hasPrefix("fits-") != true
        }
        guard own.count == 1, let only = Network(attributes: own[0]) else { return nil }
        let subnets = try? await network.subnets([("network_id", only.id), ("ip_version", "4")])
        guard let attributes = subnets?.first, let subnet = Subnet(attributes: attributes) else { return nil }
        return ProjectNetwork(network: only, subnet: subnet)
    }
}
