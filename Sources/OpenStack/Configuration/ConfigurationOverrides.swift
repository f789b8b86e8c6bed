/// Settings given by the caller, by their names in clouds.yaml.
struct ConfigurationOverrides {
    /// The settings, names normalised, empty ones left out.
    private(set) var settings = SettingsMap()

    init(_ overrides: [String: String]) {
        let pairs = overrides.filter { !$0.value.isEmpty }
            .map { (key: $0.key.replacing("-", with: "_"), value: $0.value, written: $0.key) }
            .sorted { $0.key < $1.key }
        // A name with `os_` beats the same without, as in openstacksdk.
        for hasPrefix in [false, true] {
            for pair in pairs where pair.key.hasPrefix("os_") == hasPrefix {
                let key = hasPrefix ? String(pair.key.dropFirst(3)) : pair.key
                settings[CloudSettings.presentName(of: key)] = SettingValue(
                    .text(pair.value),
                    at: .argument(pair.written)
                )
            }
        }
    }

    /// Whether a cloud can consist of these settings alone.
    var describeCloud: Bool { settings["auth_url"] != nil || settings["auth_type"] != nil }
}
