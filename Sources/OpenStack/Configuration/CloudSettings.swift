/// One cloud's settings while they are merged and normalised, between the sources and ``CloudConfiguration``.
struct CloudSettings: Sendable {
    let name: String
    /// Where the cloud's entry starts.
    let place: ConfigurationOrigin
    let homeDirectory: String?
    let workingDirectory: String
    /// Everything but `auth`.
    var values = Self.defaults
    /// What is under `auth`.
    var auth = SettingsMap()
    var diagnostics: [ConfigurationDiagnostic] = []

    init(name: String, place: ConfigurationOrigin, homeDirectory: String?, workingDirectory: String) {
        self.name = name
        self.place = place
        self.homeDirectory = homeDirectory
        self.workingDirectory = workingDirectory
    }

    /// Lays settings over those there are: `auth` is merged, everything else replaced.
    mutating func merge(_ map: SettingsMap, keepingNull: Bool = true) throws(ConfigurationError) {
        for (key, value) in map.pairs where keepingNull || !value.isNull {
            guard key == "auth" else {
                values[key] = value
                continue
            }
            guard let map = value.map else {
                if value.isNull { continue }
                throw invalid("auth", value, "holds \(value.kind)", advice: "write a map under it")
            }
            for (key, value) in map.pairs { auth[key] = value }
        }
    }

    /// Lays the caller's settings over all others; those that belong under `auth` are put there.
    mutating func override(with overrides: SettingsMap) {
        for (key, value) in overrides.pairs {
            guard Self.authenticationKeys.contains(key) else {
                values[key] = value
                continue
            }
            values[key] = nil
            auth[key] = value
            // Keystone knows a thing by its id when it has both.
            if let kind = key.hasSuffix("_name") ? key.dropLast(5) : key == "username" ? "user" : nil,
                let id = text("\(kind)_id"), !id.isEmpty, overrides["\(kind)_id"] == nil
            {
                note(
                    .warning,
                    "\(key) has no effect, since \(kind)_id of the same cloud goes before it",
                    at: value.origin,
                    advice: "override \(kind)_id instead"
                )
            }
        }
    }

    /// The text of a setting that may stand under `auth` or beside it; under it wins.
    func text(_ key: String) -> String? { setting(key)?.text }

    /// A setting that may stand under `auth` or beside it; an empty one counts as none.
    func setting(_ key: String) -> SettingValue? {
        if let value = auth[key], value.text != nil || value.list != nil { return value }
        if let value = values[key], value.text != nil || value.list != nil { return value }
        return nil
    }

    // MARK: - Reporting

    mutating func note(
        _ severity: ConfigurationDiagnostic.Severity,
        _ message: String,
        at origin: ConfigurationOrigin?,
        advice: String
    ) {
        diagnostics.append(ConfigurationDiagnostic(severity, message, at: origin, advice: advice))
    }

    /// The error that a setting's value cannot be used; the value is not in it.
    func invalid(_ key: String, _ value: SettingValue, _ problem: String, advice: String) -> ConfigurationError {
        ConfigurationError(
            .invalidSetting,
            "\(key) of cloud \"\(name)\" \(problem)",
            at: value.origin == .builtIn ? place : value.origin,
            advice: advice
        )
    }

    /// The error that a setting is not there.
    func missing(_ key: String, hint: String? = nil) -> ConfigurationError {
        let advice: String =
            switch place {
            case .file:
                "add \(key) under \"auth\" of that entry"
                    + (Self.secretKeys.contains(key) ? ", there or in secure.yaml" : "")
            case .environment: "set OS_\(key.uppercased())"
            case .argument, .builtIn: "name a cloud, or give \(key) as an option"
            }
        return ConfigurationError(
            .missingSetting,
            "cloud \"\(name)\" has no \(key)",
            at: place == .builtIn ? nil : place,
            advice: hint ?? advice
        )
    }
}

// MARK: - Keys

extension CloudSettings {
    /// What openstacksdk sets when nobody else does (`defaults.json`), as far as it concerns a client like this one.
    static let defaults: SettingsMap = {
        var map = SettingsMap()
        for (key, value) in [
            ("auth_type", "password"), ("interface", "public"), ("network_api_version", "2"),
            ("object_store_api_version", "1"),
        ] {
            map[key] = SettingValue(.text(value), at: .builtIn)
        }
        return map
    }()

    /// Settings that are never shown nor put into other texts.
    static let secretKeys: Set<String> = [
        "password", "token", "passcode", "application_credential_secret", "client_secret", "access_token",
    ]

    /// Settings that belong under `auth`.
    static let authenticationKeys: Set<String> = secretKeys.union([
        "auth_url", "username", "user_id", "user_domain_id", "user_domain_name", "project_id", "project_name",
        "project_domain_id", "project_domain_name", "domain_id", "domain_name", "default_domain_id",
        "default_domain_name", "trust_id", "system_scope", "application_credential_id", "application_credential_name",
        "auth_methods", "endpoint",
    ])

    /// The present name of a setting that has had others.
    static func presentName(of key: String) -> String {
        switch key {
        case "tenant_id": "project_id"
        case "tenant_name": "project_name"
        case "auth_token": "token"
        case "user_name": "username"
        default: key
        }
    }
}
