import PythonSemantics

extension ConfiguredClouds {
    /// The configuration of one cloud; ``resolve(named:region:overrides:)`` says how it comes about.
    public func cloud(
        named name: String? = nil,
        region: String? = nil,
        overrides: [String: String] = [:]
    ) throws(ConfigurationError) -> CloudConfiguration {
        try resolve(named: name, region: region, overrides: overrides).configuration
    }

    /// The configuration of one cloud, and what was noticed on the way.
    ///
    /// From weak to strong: built-in defaults, vendor profile, the entry (secure.yaml over clouds.yaml), the region's
    /// own values, overrides. `auth` is merged key by key, everything else replaced. Variables other than `OS_CLOUD`
    /// do not change a cloud of a file, as in openstacksdk.
    ///
    /// - Parameters:
    ///   - name: the cloud; without a name that of `OS_CLOUD`, else the environment's, else the only one there is.
    ///   - region: one of the cloud's regions, case-sensitive; without one the first.
    ///   - overrides: settings by their name in clouds.yaml (`project_name`, `interface`), with or without `os_` in
    ///     front, `-` or `_` between words; empty ones are ignored. Those of `auth` are given without it.
    /// - Returns: the configuration, complete for its way of logging in, with warnings and notes.
    /// - Throws: the first problem that leaves no usable configuration, with its file and line.
    public func resolve(
        named name: String? = nil,
        region: String? = nil,
        overrides: [String: String] = [:]
    ) throws(ConfigurationError) -> ResolvedCloud {
        let overrides = ConfigurationOverrides(overrides)
        let chosen = try chosenName(name, overrides)
        var settings = try settings(of: chosen, region: region, overrides: overrides.settings)
        noteIgnoredVariables(for: chosen, in: &settings)
        let configuration = try settings.configuration()
        return ResolvedCloud(configuration: configuration, diagnostics: settings.diagnostics)
    }

    /// The name of the cloud meant; `nil` for one that consists of overrides alone.
    private func chosenName(
        _ name: String?,
        _ overrides: ConfigurationOverrides
    ) throws(ConfigurationError) -> String? {
        if let name, !name.isEmpty {
            guard entries[name] != nil else { throw unknownCloud(name, at: nil) }
            return name
        }
        if let name = environment.cloud {
            guard entries[name] != nil else { throw unknownCloud(name, at: .environment("OS_CLOUD")) }
            return name
        }
        if environment.entry != nil { return environment.cloudName }
        if cloudNames.count == 1 { return cloudNames[0] }
        if overrides.describeCloud { return nil }
        guard cloudNames.isEmpty else {
            throw ConfigurationError(
                .ambiguousCloud,
                "there are several clouds and none is named",
                at: file.map { .file($0) },
                advice: "name one of \(cloudNames.joined(separator: ", ")), or set OS_CLOUD"
            )
        }
        if let skip = skipped.first {
            let message = "no cloud is found; \(skip.message)"
            throw ConfigurationError(.noCloud, message, at: skip.origin, advice: skip.advice)
        }
        throw ConfigurationError(
            .noCloud,
            file == nil ? "there is no clouds.yaml and no OS_* variable describes a cloud" : "the file has no clouds",
            at: file.map { .file($0) },
            advice: file == nil
                ? "write a clouds.yaml into one of \(searchPath.directories.joined(separator: ", "))"
                : "add one under \"clouds\""
        )
    }

    private func unknownCloud(_ name: String, at origin: ConfigurationOrigin?) -> ConfigurationError {
        let message = "there is no cloud \"\(name)\"" + (file.map { " in \($0)" } ?? ", and no clouds.yaml")
        let advice: String =
            if let skip = skipped.first {
                skip.description
            } else if cloudNames.isEmpty {
                "write a clouds.yaml into one of \(searchPath.directories.joined(separator: ", "))"
            } else if let closest = ClosestName.of(name, among: cloudNames) {
                "did you mean \"\(closest)\"? There are \(cloudNames.joined(separator: ", "))"
            } else {
                "there are \(cloudNames.joined(separator: ", "))"
            }
        return ConfigurationError(.unknownCloud, message, at: origin, advice: advice)
    }

    /// All that is said of a cloud, merged and normalised.
    func settings(
        of name: String?,
        region: String?,
        overrides: SettingsMap
    ) throws(ConfigurationError) -> CloudSettings {
        var settings = CloudSettings(
            name: name ?? "defaults",
            place: name.flatMap { entries[$0]?.origin } ?? .builtIn,
            homeDirectory: homeDirectory,
            workingDirectory: workingDirectory
        )
        let choice = try regionChoice(of: name)
        settings.diagnostics += choice.diagnostics
        if let profile = choice.profile { try settings.merge(profile) }
        try settings.merge(choice.entry)
        let wanted = region ?? overrides["region_name"]?.text
        let region = try choice.region(wanted, ofCloud: settings.name, at: settings.place)
        try settings.merge(region.values, keepingNull: false)
        settings.gatherAuthentication()
        settings.override(with: overrides)
        settings.values["region_name"] = SettingValue(.text(region.name), at: region.origin)
        try settings.normalise()
        return settings
    }

    /// A cloud's entry with its vendor profile and the regions that the two give a choice of.
    func regionChoice(of name: String?) throws(ConfigurationError) -> RegionChoice {
        var choice = RegionChoice(entry: SettingsMap(), profile: nil)
        guard let name, let value = entries[name] else { return choice }
        guard let entry = value.map?.withNormalisedKeys else {
            throw ConfigurationError(
                .invalidSetting,
                "cloud \"\(name)\" holds \(value.kind)",
                at: value.origin,
                advice: "write a map of settings under its name"
            )
        }
        choice.entry = entry
        choice.entry["cloud"] = nil
        if let reference = entry["profile"] ?? entry["cloud"], let profileName = reference.text,
            profileName != environment.cloudName
        {
            if entry["cloud"] != nil {
                choice.diagnostics.append(
                    ConfigurationDiagnostic(
                        .warning,
                        "the key \"cloud\" for a vendor profile is deprecated",
                        at: reference.origin,
                        advice: "call it \"profile\""
                    )
                )
            }
            choice.profile = try profile(profileName, at: reference.origin, diagnostics: &choice.diagnostics)
        }
        try choice.findRegions(ofCloud: name)
        return choice
    }

    private func profile(
        _ name: String,
        at origin: ConfigurationOrigin,
        diagnostics: inout [ConfigurationDiagnostic]
    ) throws(ConfigurationError) -> SettingsMap {
        guard var profile = profiles[name]?.map?.withNormalisedKeys else {
            let isURL = name.hasPrefix("https://") || name.hasPrefix("http://")
            throw ConfigurationError(
                .unknownProfile,
                isURL
                    ? "the vendor profile is a URL; profiles are not fetched from the network"
                    : "there is no vendor profile \"\(name)\""
                        + (profileFile.map { " in \($0)" } ?? ", and no clouds-public.yaml"),
                at: origin,
                advice: "add it under \"public-clouds\" of a clouds-public.yaml, or write its settings into the entry"
            )
        }
        let status = profile["status"]?.text ?? "active"
        let remark = profile["message"]?.text.map { ": \($0)" } ?? ""
        profile["status"] = nil
        profile["message"] = nil
        switch status {
        case "shutdown":
            throw ConfigurationError(
                .unknownProfile,
                "the cloud of vendor profile \"\(name)\" no longer exists\(remark)",
                at: origin,
                advice: "choose another cloud"
            )
        case "deprecated":
            diagnostics.append(
                ConfigurationDiagnostic(
                    .warning,
                    "vendor profile \"\(name)\" is deprecated\(remark)",
                    at: origin,
                    advice: "ask the vendor for the present one"
                )
            )
        default: break
        }
        return profile
    }

    private func noteIgnoredVariables(for name: String?, in settings: inout CloudSettings) {
        guard name != environment.cloudName, !environment.variables.isEmpty else { return }
        settings.note(
            .note,
            "\(environment.variables.joined(separator: ", ")) have no effect on cloud \"\(settings.name)\"",
            at: .environment(),
            advice: "unset them, or unset OS_CLOUD and name no cloud to use them"
        )
    }
}
