import OpenStack

extension TempestConfigurator {
    func set(image settings: inout TempestSettings) {
        guard survey.catalog.has(.image) else { return }
        settings.set("image", "build_timeout", 300, "Tempest's default")
        if !survey.diskFormats.isEmpty {
            let formats = Self.usualFirst(survey.diskFormats, ["qcow2", "raw"])
            settings.set("image", "disk_formats", formats, "GET /v2/schemas/image")
        }
        if !survey.containerFormats.isEmpty {
            let formats = Self.usualFirst(survey.containerFormats, ["bare"])
            settings.set("image", "container_formats", formats, "GET /v2/schemas/image")
        }
        let section = "image-feature-enabled"
        settings.set(section, "import_image", !survey.importMethods.isEmpty, "GET /v2/info/import")
        settings.set(section, "manage_locations", false, "no API tells; a cloud should not allow it")
        settings.set(section, "http_store_enabled", false, "no API tells; it is not usual")
        settings.set(section, "image_format_enforcement", false, "no API tells; where formats are checked, override it")
    }

    /// Tests take the first format where any will do, and the old ones go together only with themselves.
    private static func usualFirst(_ formats: [String], _ usual: [String]) -> [String] {
        usual.filter(formats.contains) + formats.filter { !usual.contains($0) }
    }

    /// A type whose volumes several servers can have at the same time.
    var multiattachType: String? {
        survey.volumeTypes.first { $0["extra_specs"]["multiattach"].string == "<is> True" }?["name"].string
    }

    /// The type that volumes of tests have: one for everybody, and not one for a special purpose.
    private var volumeType: String? {
        let names = survey.volumeTypes.filter { type in
            type["os-volume-type-access:is_public"].bool != false && type["name"].string != multiattachType
        }.compactMap { $0["name"].string }
        return names.sorted().first { $0 != "__DEFAULT__" } ?? names.first
    }

    func set(blockStorage settings: inout TempestSettings) {
        guard survey.catalog.has(.blockStorage) else { return }
        let section = "volume"
        set(microversions: .blockStorage, section, &settings)
        settings.set(section, "build_timeout", 300, "Tempest's default")
        settings.set(section, "volume_size", 1, "the least there is")
        if let type = volumeType { settings.set(section, "volume_type", type, "GET /types") }
        if let type = multiattachType {
            settings.set(section, "volume_type_multiattach", type, "the extra specs of GET /types")
        }
        let pools = survey.volumePools ?? []
        if let pool = pools.first?["capabilities"] {
            for (option, capability) in [("storage_protocol", "storage_protocol"), ("vendor_name", "vendor_name")] {
                guard let value = pool[capability].string ?? pool[capability][0].string else { continue }
                settings.set(section, option, value, "GET /scheduler-stats/get_pools")
            }
        }
        let names = Set(pools.compactMap { $0["capabilities"]["volume_backend_name"].string }).sorted()
        if !names.isEmpty { settings.set(section, "backend_names", names, "GET /scheduler-stats/get_pools") }
        settings.set(section, "backup_driver", "posix", "no API tells; it matters only where it is swift")
        let features = "volume-feature-enabled"
        settings.set(features, "multi_backend", false, "no API tells whether every back end has a type of its own")
        settings.set(
            features,
            "backup",
            survey.hasBackupService ?? true,
            survey.hasBackupService == nil
                ? "\(user.name) may not see services; Tempest's default" : "GET /os-services: cinder-backup"
        )
        settings.set(features, "snapshot", true, "every driver has snapshots")
        settings.set(features, "clone", true, "every driver has clones")
        settings.set(features, "manage_volume", false, "it takes volumes that were made without the service")
        settings.set(features, "manage_snapshot", false, "it takes snapshots that were made without the service")
        let extends = (highest(.blockStorage) ?? Microversion(3, 0)) >= Microversion(3, 42)
        settings.set(
            features,
            "extend_attached_volume",
            extends,
            "block storage's highest microversion; it can since 3.42"
        )
        settings.set(features, "extend_volume_with_snapshot", true, "Tempest's default")
    }

    func set(objectStorage settings: inout TempestSettings) {
        guard survey.catalog.has(.objectStore) else { return }
        let roles = survey.roles ?? user.roles
        let section = "object-storage"
        let operators = roles.first { $0.lowercased() == "swiftoperator" }
        settings.set(
            section,
            "operator_role",
            operators ?? (roles.contains("member") ? "member" : roles.first ?? "member"),
            operators == nil ? "no role is called SwiftOperator" : "the roles there are"
        )
        settings.set(
            section,
            "reseller_admin_role",
            roles.first { $0.lowercased() == "reselleradmin" } ?? "ResellerAdmin",
            "the roles there are, or Tempest's default"
        )
        let features = "object-storage-feature-enabled"
        let answers = survey.objectStorage ?? [:]
        let origin = "GET /info" + (survey.objectStorage == nil ? ", which was refused" : "")
        settings.set(features, "discoverability", survey.objectStorage != nil, origin)
        if survey.objectStorage != nil {
            settings.set(features, "discoverable_apis", answers.keys.sorted(), origin)
        }
        settings.set(
            features,
            "object_versioning",
            answers["versioned_writes"] != nil || answers["object_versioning"] != nil || survey.objectStorage == nil,
            origin
        )
        let realms = answers["container_sync"]?["realms"].object ?? [:]
        settings.set(features, "container_sync", !realms.isEmpty, "the realms of GET /info")
    }
}
