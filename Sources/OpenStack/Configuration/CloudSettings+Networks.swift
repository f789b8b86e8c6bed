extension CloudSettings {
    /// The `networks` list, or what the older `external_network` and `internal_network` mean by it.
    mutating func networks() throws(ConfigurationError) -> [NetworkSettings] {
        var networks: [NetworkSettings] = []
        let list = values["networks"]
        if let list, !list.isNull {
            guard let elements = list.list else {
                throw invalid("networks", list, "holds \(list.kind)", advice: "write a list of maps")
            }
            for element in elements { networks.append(try network(element)) }
        }
        for (key, isExternal) in [("external_network", true), ("internal_network", false)] {
            guard let value = values[key], let name = value.text else { continue }
            guard list == nil else {
                throw ConfigurationError(
                    .conflictingSettings,
                    "cloud \"\(self.name)\" has \(key) and networks",
                    at: value.origin,
                    advice: "remove \(key)"
                )
            }
            note(.warning, "\(key) is deprecated", at: value.origin, advice: "write an entry of \"networks\"")
            var network = NetworkSettings(name: name)
            network.routesExternally = isExternal
            network.routesIPv4Externally = isExternal
            network.routesIPv6Externally = isExternal
            network.isNATDestination = !isExternal
            network.isDefaultInterface = isExternal
            networks.append(network)
        }
        for (key, isSet) in [
            ("nat_destination", \NetworkSettings.isNATDestination), ("default_interface", \.isDefaultInterface),
        ] {
            let marked = networks.filter { $0[keyPath: isSet] }
            guard marked.count < 2 else {
                throw ConfigurationError(
                    .conflictingSettings,
                    "cloud \"\(name)\" has several networks with \(key): "
                        + marked.map(\.name).joined(separator: ", "),
                    at: list?.origin ?? place,
                    advice: "keep it at one of them"
                )
            }
        }
        return networks
    }

    private func network(_ value: SettingValue) throws(ConfigurationError) -> NetworkSettings {
        guard let map = value.map, let name = map["name"]?.text else {
            throw invalid("networks", value, "has an entry without name", advice: "add name")
        }
        var network = NetworkSettings(name: name)
        network.routesExternally = map["routes_externally"]?.isTrue ?? false
        network.routesIPv4Externally = map["routes_ipv4_externally"]?.isTrue ?? network.routesExternally
        network.routesIPv6Externally = map["routes_ipv6_externally"]?.isTrue ?? network.routesExternally
        network.isNATSource = map["nat_source"]?.isTrue ?? false
        network.isNATDestination = map["nat_destination"]?.isTrue ?? false
        network.isDefaultInterface = map["default_interface"]?.isTrue ?? false
        return network
    }
}
