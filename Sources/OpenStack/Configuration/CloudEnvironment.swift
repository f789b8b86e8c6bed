/// What the variables that start with `OS_` say.
struct CloudEnvironment: Sendable {
    /// Variables that choose among clouds and files; alone they describe no cloud.
    static let selectors: Set<String> = [
        "OS_CLOUD", "OS_REGION_NAME", "OS_CLIENT_CONFIG_FILE", "OS_CLIENT_SECURE_FILE", "OS_CLOUD_NAME",
    ]

    /// `OS_CLOUD`: the cloud to use when none is named.
    let cloud: String?
    /// `OS_CLIENT_CONFIG_FILE`: clouds.yaml by its path.
    let configurationFile: String?
    /// `OS_CLIENT_SECURE_FILE`: secure.yaml by its path.
    let secureFile: String?
    /// What the cloud that the variables describe is called.
    let cloudName: String
    /// That cloud's settings; `nil` when there are selectors only.
    let entry: SettingsMap?
    /// Names of the variables in ``entry``, in alphabetical order.
    let variables: [String]

    init(_ environment: [String: String]) {
        func text(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        cloud = text("OS_CLOUD")
        configurationFile = text("OS_CLIENT_CONFIG_FILE")
        secureFile = text("OS_CLIENT_SECURE_FILE")
        cloudName = text("OS_CLOUD_NAME") ?? "envvars"
        let names = environment.keys.filter(Self.isSetting).sorted()
        variables = names.filter { !Self.selectors.contains($0) }
        guard !variables.isEmpty else {
            entry = nil
            return
        }
        var entry = SettingsMap()
        for name in names where name == "OS_REGION_NAME" || !Self.selectors.contains(name) {
            entry[name.dropFirst(3).lowercased()] = SettingValue(.text(environment[name] ?? ""), at: .environment(name))
        }
        self.entry = entry
    }

    private static func isSetting(_ name: String) -> Bool {
        name.hasPrefix("OS_") && !["OS_TEST", "OS_STD", "OS_LOG"].contains { name.hasPrefix($0) }
    }
}
