import PythonSemantics

/// An entry and its vendor profile, and the regions that they give a choice of.
///
/// openstacksdk configuration guide, “Per-region settings”.
struct RegionChoice {
    /// The entry, keys normalised.
    var entry: SettingsMap
    /// The profile it refers to.
    var profile: SettingsMap?
    /// What it lists; empty when any region will do.
    private(set) var regions: [CloudRegion] = []
    var diagnostics: [ConfigurationDiagnostic] = []

    init(entry: SettingsMap, profile: SettingsMap?) {
        self.entry = entry
        self.profile = profile
    }

    /// Reads `regions`, else `region_name`, of the entry, else of the profile.
    mutating func findRegions(ofCloud cloud: String) throws(ConfigurationError) {
        if let value = entry["regions"] {
            regions = try Self.regions(value, ofCloud: cloud)
        } else if let value = entry["region_name"], !value.isNull {
            regions = try named(value, ofCloud: cloud)
        } else if let value = profile?["regions"], value.list?.isEmpty == false {
            regions = try Self.regions(value, ofCloud: cloud)
        } else if let value = profile?["region_name"], let name = value.text {
            regions = [CloudRegion(name: name, values: SettingsMap(), origin: value.origin)]
        }
        entry["regions"] = nil
        profile?["regions"] = nil
    }

    /// The region of a name, or the first when there is no name.
    func region(
        _ name: String?,
        ofCloud cloud: String,
        at place: ConfigurationOrigin
    ) throws(ConfigurationError) -> CloudRegion {
        let name = name ?? ""
        guard let first = regions.first else {
            return CloudRegion(name: name, values: SettingsMap(), origin: .argument("region_name"))
        }
        guard !name.isEmpty else { return first }
        guard let region = regions.first(where: { $0.name == name }) else {
            let names = regions.map(\.name)
            let closest = ClosestName.of(name, among: names).map { "did you mean \"\($0)\"? " } ?? ""
            throw ConfigurationError(
                .unknownRegion,
                "cloud \"\(cloud)\" has no region \"\(name)\"",
                at: first.origin,
                advice: "\(closest)It has \(names.joined(separator: ", ")); upper and lower case matter"
            )
        }
        return region
    }

    private static func regions(
        _ value: SettingValue,
        ofCloud cloud: String
    ) throws(ConfigurationError) -> [CloudRegion] {
        func invalid(_ message: String, _ origin: ConfigurationOrigin) -> ConfigurationError {
            ConfigurationError(
                .invalidSetting,
                "regions of cloud \"\(cloud)\": \(message)",
                at: origin,
                advice: "write a list of names, or of maps with \"name\" and \"values\""
            )
        }
        guard let list = value.list else {
            if value.isNull { return [] }
            throw invalid("\(value.kind) instead of a list", value.origin)
        }
        var regions: [CloudRegion] = []
        for element in list {
            if let name = element.text {
                regions.append(CloudRegion(name: name, values: SettingsMap(), origin: element.origin))
                continue
            }
            guard let map = element.map, let name = map["name"]?.text else {
                throw invalid("a region without name", element.origin)
            }
            if let key = map.keys.first(where: { $0 != "name" && $0 != "values" }) {
                throw invalid("region \"\(name)\" has the key \"\(key)\"", element.origin)
            }
            let values = map["values"]?.map
            if values == nil, let value = map["values"], !value.isNull {
                throw invalid("values of region \"\(name)\" are \(value.kind)", value.origin)
            }
            regions.append(
                CloudRegion(name: name, values: values?.withNormalisedKeys ?? SettingsMap(), origin: element.origin)
            )
        }
        return regions
    }

    private mutating func named(
        _ value: SettingValue,
        ofCloud cloud: String
    ) throws(ConfigurationError) -> [CloudRegion] {
        if value.list != nil { return try Self.regions(value, ofCloud: cloud) }
        let names = (value.text ?? "").split(separator: ",", omittingEmptySubsequences: false)
            .map { String($0).trimmed }
        if names.count > 1 {
            diagnostics.append(
                ConfigurationDiagnostic(
                    .warning,
                    "several regions in region_name are deprecated",
                    at: value.origin,
                    advice: "write a list under \"regions\""
                )
            )
        }
        return names.map { CloudRegion(name: $0, values: SettingsMap(), origin: value.origin) }
    }
}
