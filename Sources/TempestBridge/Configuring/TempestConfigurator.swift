import Foundation
public import OpenStack

/// Writes a tempest.conf from what a cloud answers.
public struct TempestConfigurator: Sendable {
    let survey: CloudSurvey
    let cloud: CloudConfiguration
    let user: TempestUser
    let others: [TempestUser]
    let workspace: TempestWorkspace
    let plugins: Set<String>
    /// Who was made for the run, for plug-ins that make no users themselves.
    var provided: ProvidedMember?

    /// Prepares a configuration.
    ///
    /// - Parameters:
    ///   - survey: what the cloud answered.
    ///   - cloud: the entry of clouds.yaml.
    ///   - user: who it was asked as.
    ///   - others: users for tests that need more than one, where there is no administrator to make them.
    ///   - workspace: where the file is to be.
    ///   - installation: the Tempest that is to read it; its plug-ins have sections of their own.
    public init(
        _ survey: CloudSurvey,
        of cloud: CloudConfiguration,
        user: TempestUser,
        others: [TempestUser],
        workspace: TempestWorkspace,
        installation: TempestInstallation?
    ) {
        self.survey = survey
        self.cloud = cloud
        self.user = user
        self.others = others
        self.workspace = workspace
        plugins = Set((installation?.plugins ?? []).map(\.name))
    }

    /// Whether Tempest makes projects and users for itself.
    public var isDynamic: Bool { survey.isAdministrator }

    /// Every value, those of the user last.
    public func settings(overrides: [TempestOverride] = []) -> TempestSettings {
        var settings = TempestSettings()
        set(general: &settings)
        set(users: &settings)
        set(identity: &settings)
        set(compute: &settings)
        set(image: &settings)
        set(network: &settings)
        set(blockStorage: &settings)
        set(objectStorage: &settings)
        set(plugins: &settings)
        for override in overrides {
            settings.set(override.section, override.option, override.value, "the user said so, with --override")
        }
        return settings
    }

    /// The file with the users that are there for tests; `nil` where Tempest makes them itself.
    public var accounts: TempestAccounts? {
        isDynamic ? nil : TempestAccounts(user, others, network: projectNetwork?["name"].string)
    }

    // MARK: - In general

    private func set(general settings: inout TempestSettings) {
        let own = "the workspace of FITS"
        settings.set("DEFAULT", "debug", false, "what is sent and answered is kept as evidence by FITS")
        settings.set("DEFAULT", "use_stderr", false, own)
        settings.set("DEFAULT", "log_dir", workspace.folder.path, own)
        settings.set("DEFAULT", "log_file", "tempest.log", own)
        settings.set("oslo_concurrency", "lock_path", workspace.locks.path, own)
        let catalog = "the catalog of \(cloud.name)"
        for (option, type) in [
            ("nova", ServiceType.compute), ("neutron", .network), ("glance", .image), ("cinder", .blockStorage),
            ("swift", .objectStore),
        ] {
            settings.set("service_available", option, survey.catalog.has(type), catalog)
        }
        settings.set("service_available", "horizon", false, "FITS tests services, not the dashboard")
        settings.set(
            "validation",
            "run_validation",
            false,
            "FITS looks at a cloud through its APIs; with true, tests log in to servers"
        )
    }

    private func set(users settings: inout TempestSettings) {
        let entry = "the entry \(user.entry) of clouds.yaml"
        let section = "auth"
        settings.set(section, "default_credentials_domain_name", user.projectDomainName, "the domain of its project")
        guard isDynamic else {
            let why = "\(user.name) may not make users, so that those of accounts.yaml are used"
            settings.set(section, "use_dynamic_credentials", false, why)
            settings.set(section, "test_accounts_file", workspace.accounts.path, why)
            settings.set(section, "create_isolated_networks", false, why)
            return
        }
        let why = "\(user.name) has the role admin and may see all roles"
        settings.set(section, "use_dynamic_credentials", true, why)
        let hasNetworks = survey.catalog.has(.network)
        settings.set(section, "create_isolated_networks", hasNetworks, "the catalog of \(cloud.name)")
        settings.set(section, "admin_username", user.name, entry)
        settings.set(section, "admin_password", user.password.revealed, entry)
        settings.set(section, "admin_project_name", user.projectName, entry)
        settings.set(section, "admin_domain_name", user.domainName, "the domain of its user")
        settings.set(section, "tempest_roles", memberRole, "the roles there are")
    }

    /// The role that makes a user a member: `member`, or what it was called before.
    private var memberRole: String {
        let roles = survey.roles ?? user.roles
        return ["member", "Member", "_member_"].first(where: roles.contains) ?? "member"
    }

    // MARK: - Identity

    private func set(identity settings: inout TempestSettings) {
        let entry = "the entry \(user.entry) of clouds.yaml"
        settings.set("identity", "uri_v3", EndpointURL.versioned(cloud.authURL, "v3"), entry)
        settings.set("identity", "auth_version", "v3", "the only version there is")
        if let region = cloud.region ?? firstRegion {
            settings.set("identity", "region", region, cloud.region == nil ? "the catalog of \(cloud.name)" : entry)
        }
        settings.set("identity", "v3_endpoint_type", cloud.interface.rawValue, entry)
        settings.set("identity", "default_domain_id", user.domainID, "the domain of its user")
        if let admin = (survey.roles ?? user.roles).first(where: { $0.lowercased() == "admin" }) {
            settings.set("identity", "admin_role", admin, "the roles there are")
        }
        if !cloud.tls.verifiesServer {
            settings.set("identity", "disable_ssl_certificate_validation", true, entry)
        }
        if let file = cloud.tls.authorityFile { settings.set("identity", "ca_certificates_file", file, entry) }

        let section = "identity-feature-enabled"
        settings.set(section, "api_v2", false, "identity has no version 2 any more")
        settings.set(section, "api_v2_admin", false, "identity has no version 2 any more")
        settings.set(section, "api_v3", true, "it is what answered")
        settings.set(section, "trust", survey.hasTrusts, "GET /v3/OS-TRUST/trusts")
        let version = survey.versions[.identity]?.compactMap { Self.number($0.id) }.max() ?? 3
        settings.set(section, "application_credentials", version >= 3.10, "identity's version, from GET /")
        settings.set(section, "access_rules", survey.hasAccessRules, "GET /v3/users/…/access_rules")
        settings.set(
            section,
            "security_compliance",
            false,
            "no API tells; where there are rules for passwords, override it"
        )
        let compute = highest(.compute)
        let isNew = compute.map { $0 >= Microversion(2, 95) } ?? false
        for service in ["nova", "neutron", "glance", "keystone", "placement"] {
            settings.set(
                "enforce_scope",
                service,
                isNew,
                "compute's highest microversion is \(compute?.description ?? "not known"): since 2.95 (2023.1) scopes are "
                    + "enforced unless told otherwise"
            )
        }
    }

    var firstRegion: String? {
        survey.catalog.services.lazy.flatMap(\.endpoints).compactMap(\.region).first
    }

    /// `v3.14` as a number whose fraction counts in hundredths, so that 3.9 is before 3.10.
    private static func number(_ version: String) -> Double? {
        let parts = version.drop { $0 == "v" }.split(separator: ".").compactMap { Int($0) }
        guard let major = parts.first else { return nil }
        return Double(major) + Double(parts.count > 1 ? parts[1] : 0) / 100
    }

    func highest(_ type: ServiceType) -> Microversion? {
        survey.versions[type]?.compactMap(\.microversions?.upperBound).max()
    }
}

extension TempestUser {
    var isAdministrator: Bool { roles.contains { $0.lowercased() == "admin" } }
}
