import OpenStack

extension TempestConfigurator {
    /// The network that leads out of the cloud, the one that the entry or the cloud prefers first.
    var externalNetwork: JSON? {
        let external = survey.networks.filter { $0["router:external"].bool == true }
        let preferred = external.first { $0["is_default"].bool == true }
        return preferred ?? external.sorted { ($0["name"].string ?? "") < ($1["name"].string ?? "") }.first
    }

    /// A network with a subnet on which the entry's user can make servers.
    var projectNetwork: JSON? { network(for: user) }

    /// A network with a subnet on which a user can make servers: one of its project, else a shared one.
    func network(for user: TempestUser) -> JSON? {
        let usable = survey.networks.filter { network in
            network["router:external"].bool != true && network["subnets"].array?.isEmpty == false
                && (network["project_id"].string == user.projectID || network["shared"].bool == true)
        }
        return usable.first { $0["project_id"].string == user.projectID } ?? usable.first
    }

    /// What tells a network from all others the user sees: its name, or its id where the name is another's, too.
    func uniqueName(_ network: JSON) -> String? {
        guard let name = network["name"].string else { return network["id"].string }
        return survey.networks.count { $0["name"].string == name } == 1 ? name : network["id"].string
    }

    func set(network settings: inout TempestSettings) {
        guard survey.catalog.has(.network) else { return }
        if let external = externalNetwork, let id = external["id"].string {
            let origin = "the network with router:external, the default one if there is such"
            settings.set("network", "public_network_id", id, origin)
            settings.set("network", "floating_network_name", external["name"].string ?? id, origin)
        }
        settings.set("network", "project_network_cidr", "10.100.0.0/16", "Tempest's default")
        settings.set("network", "project_network_mask_bits", 26, "room for the tests that take many addresses")
        settings.set("network", "build_timeout", 300, "Tempest's default")
        let section = "network-feature-enabled"
        let extensions = Set(survey.networkExtensions ?? [])
        if let aliases = survey.networkExtensions {
            settings.set(section, "api_extensions", aliases, "GET /v2.0/extensions")
        }
        settings.set(section, "ipv6", true, "the network service has it; no API turns it off")
        settings.set(section, "ipv6_subnet_attributes", true, "the network service has them since 2014.2")
        settings.set(section, "port_security", extensions.contains("port-security"), "GET /v2.0/extensions")
        settings.set(
            section,
            "floating_ips",
            externalNetwork != nil && (extensions.contains("router") || survey.networkExtensions == nil),
            "the extension router, and a network with router:external"
        )
        settings.set(section, "port_admin_state_change", false, "it is seen only from within a server's system")
    }
}
