extension CloudSettings {
    private enum ServiceKey: String, CaseIterable {
        case endpointOverride = "_endpoint_override"
        case defaultMicroversion = "_default_microversion"
        case serviceType = "_service_type"
        case serviceName = "_service_name"
        case regionName = "_region_name"
        case interface = "_interface"
        case apiVersion = "_api_version"
        /// The older form of the override.
        case endpoint = "_endpoint"
    }

    /// The settings of single services: keys that start with a service's type or one of its older names.
    ///
    /// The present name wins over older ones, of which the newest wins: `block_storage_`, `volumev3_`, `volume_`.
    mutating func services() throws(ConfigurationError) -> [String: ServiceSettings] {
        var services: [String: ServiceSettings] = [:]
        var ranks: [String: Int] = [:]
        for (key, value) in values.pairs {
            guard let suffix = ServiceKey.allCases.first(where: { key.hasSuffix($0.rawValue) }) else { continue }
            let prefix = String(key.dropLast(suffix.rawValue.count)).replacing("_", with: "-")
            let type = ServiceType.named(prefix)
            guard !prefix.isEmpty, suffix != .endpoint || ServiceType.known.contains(type) else { continue }
            guard value.text != nil || value.list != nil else { continue }
            let setting = suffix == .endpoint ? ServiceKey.endpointOverride : suffix
            let rank = (type.names.firstIndex(of: prefix) ?? 0) * 2 + (suffix == .endpoint ? 1 : 0)
            let slot = type.settingsKey + setting.rawValue
            guard rank < ranks[slot] ?? .max else { continue }
            ranks[slot] = rank
            try set(setting, key: key, value, in: &services[type.settingsKey, default: ServiceSettings()])
        }
        for (key, settings) in services { services[key] = try withImpliedMicroversion(settings, service: key) }
        return services
    }

    private mutating func set(
        _ setting: ServiceKey,
        key: String,
        _ value: SettingValue,
        in settings: inout ServiceSettings
    ) throws(ConfigurationError) {
        switch setting {
        case .endpointOverride, .endpoint: settings.endpointOverride = value.text
        case .defaultMicroversion: settings.defaultMicroversion = value.text
        case .serviceType: settings.serviceType = value.text
        case .serviceName: settings.serviceName = value.text
        case .regionName: settings.region = value.text
        case .interface: settings.interface = try interface(key)
        case .apiVersion:
            guard let version = value.text, Double(version) != nil else {
                note(
                    .warning,
                    "\(key) is no number and has no effect",
                    at: value.origin,
                    advice: "write the version without v, in quotes: \"3\""
                )
                return
            }
            settings.apiVersion = version
        }
    }

    /// A version such as 2.79 is a microversion too, as openstacksdk has it; 2.0 is the bare version.
    private func withImpliedMicroversion(
        _ settings: ServiceSettings,
        service: String
    ) throws(ConfigurationError) -> ServiceSettings {
        guard let parts = settings.apiVersion?.split(separator: "."), parts.count > 1, parts[1] != "0" else {
            return settings
        }
        var settings = settings
        let implied = settings.apiVersion
        if let chosen = settings.defaultMicroversion, chosen != implied {
            throw ConfigurationError(
                .conflictingSettings,
                "cloud \"\(name)\" has \(service)_api_version and another \(service)_default_microversion",
                at: place,
                advice: "write only the major version into \(service)_api_version"
            )
        }
        settings.defaultMicroversion = implied
        return settings
    }
}
