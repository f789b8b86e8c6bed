/// What may be shown of a configured cloud; it holds no secret.
public struct CloudSummary: Sendable, Hashable {
    /// Name of the entry.
    public let name: String
    /// Where the entry starts.
    public let origin: ConfigurationOrigin
    /// How it logs in, as in `auth_type`.
    public let authType: String?
    /// The identity service's URL.
    public let authURL: String?
    /// The region used when none is named.
    public let region: String?
    /// All regions that the entry lists.
    public let regions: [String]
    /// The user's name, or its id when there is no name.
    public let user: String?
    /// The project's name, or its id when there is no name.
    public let project: String?
    /// Why the cloud cannot be used; `nil` when it can.
    public let problem: String?
}

extension ConfiguredClouds {
    /// Every cloud in brief, in the order of ``cloudNames``; those that cannot be used say why.
    public func summaries() -> [CloudSummary] {
        entries.pairs.map { summary(of: $0.key, at: $0.value.origin) }
    }

    private func summary(of name: String, at origin: ConfigurationOrigin) -> CloudSummary {
        var problem: String?
        do {
            _ = try cloud(named: name)
        } catch {
            problem = error.description
        }
        var settings: CloudSettings?
        var regions: [CloudRegion] = []
        do {
            settings = try self.settings(of: name, region: nil, overrides: SettingsMap())
            regions = try regionChoice(of: name).regions
        } catch {
            problem = problem ?? error.description
        }
        return CloudSummary(
            name: name,
            origin: origin,
            authType: settings?.authType,
            authURL: settings?.text("auth_url").map(CloudSettings.withoutUserInfo),
            region: settings?.values["region_name"]?.text,
            regions: regions.map(\.name).filter { !$0.isEmpty },
            user: settings?.text("username") ?? settings?.text("user_id"),
            project: settings?.text("project_name") ?? settings?.text("project_id"),
            problem: problem
        )
    }
}
