public import OpenStack

/// What decides which tests can run on a cloud; gathered once when a run begins.
public struct CloudFacts: Sendable, Hashable {
    /// The cloud's services.
    public var catalog: ServiceCatalog
    /// Whom tests can act as, besides the member.
    public var credentials: Set<CredentialKind>
    /// Features the operator has stated, by Tempest's name.
    public var features: Set<String>

    /// Describes a cloud.
    public init(catalog: ServiceCatalog, credentials: Set<CredentialKind>, features: Set<String>) {
        self.catalog = catalog
        self.credentials = credentials
        self.features = features
    }

    /// Why a test cannot run here; `nil` when it can.
    public func obstacle(to test: ConformanceTest) -> String? {
        test.requirements.lazy.compactMap(obstacle).first
    }

    private func obstacle(_ requirement: Requirement) -> String? {
        switch requirement {
        case .service(let type):
            return catalog.has(type) ? nil : "the cloud's catalog has no \(type) service"
        case .credentials(let kind):
            guard !credentials.contains(kind) else { return nil }
            return switch kind {
            case .password: "needs a user who logs in with a password; this cloud entry has none"
            case .alternate:
                "needs a second user in another project: name one with --alternate-cloud, or use an entry with admin rights"
            case .disposable: "needs a user of its own, which only an entry with admin rights can make"
            case .admin: "needs admin rights"
            }
        case .feature(let feature):
            guard !features.contains(feature.name) else { return nil }
            return "\(feature.summary) cannot be seen through the API; if it is so, say --feature \(feature.name)"
        }
    }
}
