import OpenStack

extension ResourceKind {
    /// The kinds of the network service.
    static let networkKinds: [ResourceKind] = [
        network, subnet, port, router, routerInterface, floatingIP, securityGroup, subnetPool,
    ]

    /// A network; its subnets go with it.
    public static let network: ResourceKind = ResourceKind("network") { session, name, _ throws(CloudError) in
        try await session.network.networks([("name", name)]).ids(where: "name", is: name)
    } remove: { session, id, _ throws(CloudError) in
        try await session.network.deleteNetwork(id)
    }

    /// A subnet on a network that stays.
    public static let subnet: ResourceKind = ResourceKind("subnet") { session, name, _ throws(CloudError) in
        try await session.network.subnets([("name", name)]).ids(where: "name", is: name)
    } remove: { session, id, _ throws(CloudError) in
        try await session.network.deleteSubnet(id)
    }

    /// A port.
    public static let port: ResourceKind = ResourceKind("port") { session, name, _ throws(CloudError) in
        try await session.network.ports([("name", name)]).ids(where: "name", is: name)
    } remove: { session, id, _ throws(CloudError) in
        try await session.network.deletePort(id)
    }

    /// A router; interfaces that it still has are taken from it first.
    public static let router: ResourceKind = ResourceKind("router") { session, name, _ throws(CloudError) in
        try await session.network.routers([("name", name)]).ids(where: "name", is: name)
    } remove: { session, id, _ throws(CloudError) in
        do throws(CloudError) {
            try await session.network.deleteRouter(id)
        } catch {
            guard error.status == 409 else { throw error }
            let ports = try await session.network.ports([("device_id", id)])
            for port in ports where port["device_owner"].string?.contains("router_interface") == true {
                guard let port = port["id"].string else { continue }
                try await session.network.removeInterface(from: id, .port(port))
            }
            try await session.network.deleteRouter(id)
        }
    }

    /// A subnet's place at a router, by the subnet's id; its parent is the router's id.
    ///
    /// It has no name: one whose making has an unknown outcome goes with its router.
    public static let routerInterface: ResourceKind = ResourceKind("router interface") { _, _, _ in
        []
    } remove: { session, id, parent throws(CloudError) in
        guard let parent else { return }
        try await session.network.removeInterface(from: parent, .subnet(id))
    }

    /// A floating IP, known by its description, since it has no name.
    public static let floatingIP: ResourceKind = ResourceKind("floating IP") { session, name, _ throws(CloudError) in
        try await session.network.floatingIPs([("description", name)]).ids(where: "description", is: name)
    } remove: { session, id, _ throws(CloudError) in
        try await session.network.deleteFloatingIP(id)
    }

    /// A security group; its rules go with it.
    public static let securityGroup: ResourceKind = ResourceKind(
        "security group"
    ) { session, name, _ throws(CloudError) in
        try await session.network.securityGroups([("name", name)]).ids(where: "name", is: name)
    } remove: { session, id, _ throws(CloudError) in
        try await session.network.deleteSecurityGroup(id)
    }

    /// A subnet pool.
    public static let subnetPool: ResourceKind = ResourceKind("subnet pool") { session, name, _ throws(CloudError) in
        try await session.network.subnetPools([("name", name)]).ids(where: "name", is: name)
    } remove: { session, id, _ throws(CloudError) in
        try await session.network.deleteSubnetPool(id)
    }

    /// Removes the security group `default`, which the service makes in every project it hears of.
    ///
    /// It would outlive the project and nobody but an administrator could see it. That it cannot be removed is no
    /// fault of the run.
    static func removeDefaultSecurityGroup(ofProject project: String, as session: CloudSession) async {
        guard let token = try? await session.token(), token.catalog.has(.network) else { return }
        let groups = try? await session.network.securityGroups([("project_id", project), ("name", "default")])
        for group in groups ?? [] where group["project_id"].string == project && group["name"] == "default" {
            guard let id = group["id"].string else { continue }
            try? await session.network.deleteSecurityGroup(id)
        }
    }
}

extension [JSON] {
    /// The ids of the resources that really have a name: a service may ignore the filter.
    fileprivate func ids(where member: String, is name: String) -> [String] {
        filter { $0[member].string == name }.compactMap { $0["id"].string }
    }
}
