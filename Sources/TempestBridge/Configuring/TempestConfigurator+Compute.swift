import OpenStack

extension TempestConfigurator {
    /// The flavors, the smallest first, of those a test image fits into.
    var rankedFlavors: [JSON] {
        let disk = rankedImages.first?["min_disk"].integer ?? 0
        let memory = rankedImages.first?["min_ram"].integer ?? 0
        let fitting = survey.flavors.filter { flavor in
            let size = flavor["disk"].integer ?? 0
            return (size == 0 || size >= disk) && (flavor["ram"].integer ?? 0) >= memory
        }
        return fitting.sorted { left, right in Self.size(left) < Self.size(right) }
    }

    private static func size(_ flavor: JSON) -> (Int, Int, Int, String) {
        (
            flavor["ram"].integer ?? 0, flavor["disk"].integer ?? 0, flavor["vcpus"].integer ?? 0,
            flavor["name"].string ?? ""
        )
    }

    /// The images that servers can be made of, the best first: for everybody before others, small before large.
    var rankedImages: [JSON] {
        let usable = survey.images.filter { image in
            image["status"].string == "active" && image["image_type"].string != "snapshot"
                && !["aki", "ari", "iso"].contains(image["disk_format"].string)
        }
        return usable.sorted { left, right in
            Self.rank(left) < Self.rank(right)
        }
    }

    private static func rank(_ image: JSON) -> (Int, Int, Int, String) {
        (
            image["visibility"].string == "public" ? 0 : 1, image["min_disk"].integer ?? 0,
            image["size"].integer ?? .max, image["name"].string ?? ""
        )
    }

    func set(compute settings: inout TempestSettings) {
        guard survey.catalog.has(.compute) else { return }
        let images = rankedImages.compactMap { $0["id"].string }
        if let image = images.first {
            settings.set("compute", "image_ref", image, "the smallest active image of GET /v2/images")
            settings.set(
                "compute",
                "image_ref_alt",
                images.dropFirst().first ?? image,
                images.count > 1 ? "the next image" : "there is no second image"
            )
        }
        let flavors = rankedFlavors.compactMap { $0["id"].string }
        if let flavor = flavors.first {
            settings.set("compute", "flavor_ref", flavor, "the smallest flavor of GET /flavors/detail")
            settings.set(
                "compute",
                "flavor_ref_alt",
                flavors.dropFirst().first ?? flavor,
                flavors.count > 1 ? "the next flavor" : "there is no second flavor"
            )
        }
        settings.set("compute", "build_interval", 1, "Tempest's default")
        settings.set("compute", "build_timeout", 300, "Tempest's default")
        set(microversions: .compute, "compute", &settings)
        set(microversions: .placement, "placement", &settings)
        let nodes = survey.computeNodes ?? 1
        settings.set(
            "compute",
            "min_compute_nodes",
            nodes,
            survey.computeNodes == nil
                ? "\(user.name) may not see services" : "GET /os-services: nova-compute that is up and enabled"
        )
        let kinds = Set(survey.hypervisors ?? [])
        if let kind = kinds.sorted().first {
            settings.set("compute", "hypervisor_type", kind, "GET /os-hypervisors/detail")
        }
        if !isDynamic, let network = projectNetwork?["name"].string {
            settings.set("compute", "fixed_network_name", network, "a network with a subnet that \(user.name) can use")
        }
        set(computeFeatures: &settings, kinds: kinds, nodes: nodes)
    }

    func set(microversions type: ServiceType, _ section: String, _ settings: inout TempestSettings) {
        guard let range = survey.versions[type]?.compactMap(\.microversions).max(by: { $0.upperBound < $1.upperBound })
        else { return }
        settings.set(section, "min_microversion", range.lowerBound.description, "the version document of \(type)")
        settings.set(
            section,
            "max_microversion",
            "latest",
            "the version document of \(type) ends at \(range.upperBound)"
        )
    }

    private func set(computeFeatures settings: inout TempestSettings, kinds: Set<String>, nodes: Int) {
        let section = "compute-feature-enabled"
        let isFake = kinds == ["fake"]
        // What libvirt can do the fake driver can, too; of others nobody here knows.
        let isKnown = isFake || kinds.isSubset(of: ["QEMU", "KVM", "qemu", "kvm"]) && !kinds.isEmpty
        let driver =
            kinds.isEmpty
            ? "\(user.name) may not see hypervisors" : "hypervisors are \(kinds.sorted().joined(separator: ", "))"
        for option in [
            "resize", "pause", "suspend", "shelve", "rescue", "snapshot", "console_output", "interface_attach",
            "config_drive",
        ] {
            settings.set(section, option, true, "\(driver); every driver of compute in use can do it")
        }
        settings.set(section, "change_password", isFake, "\(driver); others need an agent within the server's system")
        let moves = "\(driver); \(nodes) compute services are up"
        settings.set(section, "cold_migration", nodes > 1, moves)
        settings.set(section, "shelve_migrate", isKnown && nodes > 1, moves)
        settings.set(section, "live_migration", isKnown && nodes > 1, moves)
        settings.set(section, "live_migrate_back_and_forth", isKnown && nodes > 1, moves)
        settings.set(section, "volume_backed_live_migration", isKnown && nodes > 1, moves)
        settings.set(section, "block_migration_for_live_migration", false, "no API tells whether disks are shared")
        for console in ["vnc_console", "spice_console", "serial_console"] {
            settings.set(section, console, false, "no API tells; where servers have one, override it")
        }
        settings.set(section, "stable_rescue", false, "Tempest's default")
        settings.set(section, "metadata_service", false, "it is seen only from within a server's system")
        settings.set(section, "personality", false, "gone since microversion 2.57")
        settings.set(
            section,
            "attach_encrypted_volume",
            survey.catalog.has(.keyManager),
            "encryption takes a key manager, says the catalog"
        )
        settings.set(section, "volume_multiattach", multiattachType != nil, "the extra specs of GET /types")
        settings.set(section, "ide_bus", isKnown && !isFake, driver)
        settings.set(
            section,
            "scheduler_enabled_filters",
            [
                "ComputeFilter", "ComputeCapabilitiesFilter", "ImagePropertiesFilter", "ServerGroupAntiAffinityFilter",
                "ServerGroupAffinityFilter", "SameHostFilter", "DifferentHostFilter",
            ],
            "no API tells; these are nova's defaults and the two that tests ask for"
        )
    }
}
