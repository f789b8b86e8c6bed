public import OpenStack

/// Something a test cannot do without; where it is absent the test is skipped and says so.
public enum Requirement: Sendable, Hashable {
    /// A service in the catalog.
    case service(ServiceType)
    /// An extension of a service, by its alias: `router`.
    case `extension`(ServiceType, String)
    /// The right of the member to use a service, where clouds may keep it to a special role.
    case access(ServiceType)
    /// A network that leads out of the cloud.
    case externalNetwork
    /// A log-in to a server's system, which FITS cannot do.
    case guestLogin
    /// Someone to act as, besides the member every test acts as.
    case credentials(CredentialKind)
    /// Something that the test's own suite sets up by code of its own, known by its name.
    case foreignFixture(String)
    /// A property of the cloud that no API tells and an operator has to state.
    case feature(Feature)

    /// What it is, as a noun phrase.
    public var summary: String {
        switch self {
        case .service(let type): "\(type) service"
        case .extension(let type, let alias): "extension \(alias) of the \(type) service"
        case .access(let type): "right to use the \(type) service"
        case .externalNetwork: "external network"
        case .guestLogin: "log-in to a server's system"
        case .credentials(let kind): kind.summary
        case .foreignFixture(let name): "fixture \(name) of the test's own suite"
        case .feature(let feature): "feature \(feature.name)"
        }
    }
}

/// Someone a test acts as.
public enum CredentialKind: String, Sendable, Hashable, CaseIterable {
    /// A member of a project who logs in with a password.
    case password
    /// A member of another project.
    case alternate
    /// A user whom only this test uses and may change.
    case disposable
    /// An administrator.
    case admin
    /// A user who may set the quotas of object storage accounts.
    case storageReseller

    /// What it is, as a noun phrase.
    public var summary: String {
        switch self {
        case .password: "user with a password"
        case .alternate: "second user in another project"
        case .disposable: "user of the test's own"
        case .admin: "administrator"
        case .storageReseller: "user with the role ResellerAdmin"
        }
    }
}

/// A property of a cloud that cannot be seen through its API; stated with `--feature NAME`.
///
/// The names are those of Tempest's options, `SECTION.OPTION`.
public struct Feature: Sendable, Hashable {
    /// Tempest's name of the option.
    public let name: String
    /// What it means, as a sentence without a full stop.
    public let summary: String

    /// Describes a feature.
    public init(_ name: String, summary: String) {
        self.name = name
        self.summary = summary
    }
}
