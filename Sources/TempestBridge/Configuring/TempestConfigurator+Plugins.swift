import Conformance
import OpenStack

extension TempestConfigurator {
    func set(plugins settings: inout TempestSettings) {
        let catalog = "the catalog of \(cloud.name)"
        for (plugin, option, type) in [
            ("heat", "heat_plugin", ServiceType.orchestration), ("designate", "designate", .dns),
            ("octavia", "load_balancer", .loadBalancer), ("octavia-tempest-plugin", "load_balancer", .loadBalancer),
            ("manila", "manila", .sharedFileSystem), ("manila_tests", "manila", .sharedFileSystem),
            ("barbican_tests", "barbican", .keyManager), ("barbican", "barbican", .keyManager),
        ] where plugins.contains(plugin) {
            settings.set("service_available", option, survey.catalog.has(type), catalog)
        }
        if plugins.contains("heat"), survey.catalog.has(.orchestration) { set(heat: &settings) }
    }

    private func set(heat settings: inout TempestSettings) {
        let entry = "the entry \(user.entry) of clouds.yaml"
        let section = "heat_plugin"
        let member = provided?.user ?? others.first { !$0.isAdministrator } ?? user
        let memberOrigin =
            provided == nil ? "the entry \(member.entry) of clouds.yaml" : "a user that FITS makes for the run"
        settings.set(section, "username", member.name, memberOrigin)
        settings.set(section, "password", member.password.revealed, memberOrigin)
        settings.set(section, "project_name", member.projectName, memberOrigin)
        if user.isAdministrator {
            settings.set(section, "admin_username", user.name, entry)
            settings.set(section, "admin_password", user.password.revealed, entry)
            settings.set(section, "admin_project_name", user.projectName, entry)
        }
        settings.set(section, "auth_url", EndpointURL.versioned(cloud.authURL, "v3"), entry)
        settings.set(section, "auth_version", "3", "the only version there is")
        if !cloud.tls.verifiesServer { settings.set(section, "disable_ssl_certificate_validation", true, entry) }
        if let file = cloud.tls.authorityFile { settings.set(section, "ca_file", file, entry) }
        if let region = cloud.region ?? firstRegion { settings.set(section, "region", region, entry) }
        settings.set(section, "user_domain_name", member.domainName, "the domain of its user")
        settings.set(section, "user_domain_id", member.domainID, "the domain of its user")
        settings.set(section, "project_domain_name", member.projectDomainName, "the domain of its project")
        settings.set(section, "project_domain_id", member.domainID, "the domain of its user")
        let flavors = rankedFlavors.compactMap { $0["name"].string }
        if let small = flavors.first {
            settings.set(section, "minimal_instance_type", small, "the smallest flavor")
            settings.set(section, "instance_type", flavors.dropFirst().first ?? small, "the second smallest flavor")
        }
        if let image = rankedImages.first?["name"].string {
            settings.set(section, "image_ref", image, "the smallest image")
            settings.set(section, "minimal_image_ref", image, "the smallest image")
        }
        set(heatNetworkOf: member, &settings)
        if let external = externalNetwork.flatMap(uniqueName) {
            settings.set(section, "floating_network_name", external, "the first network with router:external")
        }
        settings.set(section, "build_interval", 1, "a second, as for servers")
        settings.set(section, "build_timeout", 300, "as for servers")
        settings.set(
            section,
            "skip_scenario_test_list",
            [
                "CfnInitIntegrationTest", "ServerSignalIntegrationTest", "SoftwareConfigIntegrationTest",
                "AodhAlarmTest", "LoadBalancerTest", "VolumeBackupRestoreIntegrationTest",
            ],
            "they wait for something within a server's system, or for services besides heat's"
        )
        settings.set("heat_features_enabled", "multi_cloud", false, "the catalog names one cloud")
    }
}

extension TempestConfigurator {
    private func set(heatNetworkOf member: TempestUser, _ settings: inout TempestSettings) {
        let section = "heat_plugin"
        let network: String?
        let subnet: String?
        let origin: String
        if let provided {
            (network, subnet) = (provided.network, provided.subnet)
            origin = "a network that FITS makes for the run"
        } else {
            let found = self.network(for: member)
            network = found.flatMap(uniqueName)
            subnet = found.flatMap { found in survey.subnets.first { $0["network_id"] == found["id"] }?["name"].string }
            origin = "a network with a subnet that \(member.name) can use"
        }
        guard let network else { return }
        settings.set(section, "fixed_network_name", network, origin)
        settings.set(section, "network_for_ssh", network, origin)
        if let subnet { settings.set(section, "fixed_subnet_name", subnet, origin) }
    }
}

/// A user with a project and a network, made for plug-ins that make none themselves.
struct ProvidedMember: Sendable {
    let user: TempestUser
    let network: String?
    let subnet: String?
}

extension TempestConfigurator {
    /// Whether some of these tests act as a user who has to be there, and nobody is but an administrator.
    ///
    /// Heat's plug-in is such: it logs in as whom its section names. As an administrator its tests would prove less.
    public func wantsMember(for tests: [TempestTest]) -> Bool {
        isDynamic && others.allSatisfy(\.isAdministrator)
            && tests.contains { $0.identity.name.hasPrefix("heat_tempest_plugin.") }
    }

    /// The same with a user and a network that were made for the run.
    public func providing(_ user: TempestUser, network: String?, subnet: String?) -> TempestConfigurator {
        var configurator = self
        configurator.provided = ProvidedMember(user: user, network: network, subnet: subnet)
        return configurator
    }
}
