public import OpenStack

/// What decides which tests can run on a cloud; gathered once when a run begins.
public struct CloudFacts: Sendable, Hashable {
    /// The cloud's services.
    public var catalog: ServiceCatalog
    /// Whom tests can act as, besides the member.
    public var credentials: Set<CredentialKind>
    /// Features the operator has stated, by Tempest's name.
    public var features: Set<String>
    /// The aliases of a service's extensions; a service that did not tell them is absent.
    public var extensions: [ServiceType: Set<String>] = [:]
    /// The services that refuse everything to the member.
    public var refusing: Set<ServiceType> = []
    /// Ids of the networks that lead out of the cloud, the preferred one first; `nil` when nobody has looked.
    public var externalNetworkIDs: [String]?

    /// Describes a cloud.
    public init(catalog: ServiceCatalog, credentials: Set<CredentialKind>, features: Set<String>) {
        self.catalog = catalog
        self.credentials = credentials
        self.features = features
    }

    /// Whether a service is known to have an extension.
    public func has(extension alias: String, of type: ServiceType) -> Bool {
        extensions[type]?.contains(alias) ?? false
    }

    /// Why a test cannot run here; `nil` when it can.
    public func obstacle(to test: ConformanceTest) -> String? {
        test.requirements.lazy.compactMap(obstacle).first
    }

    private func obstacle(_ requirement: Requirement) -> String? {
        switch requirement {
        case .service(let type):
            return catalog.has(type) ? nil : "the cloud's catalog has no \(type) service"
        case .extension(let type, let alias):
            // A service that does not tell what it has gets the benefit of the doubt.
            guard let aliases = extensions[type], !aliases.contains(alias) else { return nil }
            return "the cloud's \(type) service has no extension '\(alias)'"
        case .access(let type):
            guard refusing.contains(type) else { return nil }
            return "the cloud's \(type) service refuses the run's user everything (403): the user lacks the role for it"
        case .externalNetwork:
            return externalNetworkIDs == [] ? "the cloud has no network with router:external" : nil
        case .guestLogin:
            return "needs to log in to a server's system; FITS looks at a cloud through its APIs only"
        case .credentials(let kind):
            guard !credentials.contains(kind) else { return nil }
            return switch kind {
            case .password: "needs a user who logs in with a password; this cloud entry has none"
            case .alternate:
                "needs a second user in another project: name one with --alternate-cloud, or use an entry with admin rights"
            case .disposable: "needs a user of its own, which only an entry with admin rights can make"
            case .admin: "needs admin rights"
            case .storageReseller:
                "needs a user with the role ResellerAdmin, which only an entry with admin rights can make, where there is the role"
            }
        case .foreignFixture(let name):
            return "needs the fixture \(name), which is code of the test's own suite; FITS has none of that name"
        case .feature(let feature):
            guard !features.contains(feature.name) else { return nil }
            return "\(feature.summary) cannot be seen through the API; if it is so, say --feature \(feature.name)"
        }
    }
}
