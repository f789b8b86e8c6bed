/// A domain, by id or by name.
public enum DomainReference: Sendable, Hashable {
    case id(String)
    case name(String)
}

/// A user: by id, or by name within a domain.
public enum UserReference: Sendable, Hashable {
    case id(String)
    case name(String, domain: DomainReference)
}

/// A project: by id, or by name within a domain.
public enum ProjectReference: Sendable, Hashable {
    case id(String)
    case name(String, domain: DomainReference)
}

/// How a user proves who they are.
///
/// Identity API reference v3, “Authentication and token management”; the shapes are those of `POST /v3/auth/tokens`.
public enum Authentication: Sendable, Hashable {
    case password(user: UserReference, password: Secret)
    case token(Secret)
    case applicationCredential(id: String, secret: Secret)
    case namedApplicationCredential(name: String, user: UserReference, secret: Secret)
    case totp(user: UserReference, passcode: Secret)
    /// Several methods at once, as `auth_type: v3multifactor` has them.
    case multifactor([Authentication])
    /// No identity service: requests go out without a token, to the service's endpoint override.
    case none
}

/// What a token is good for.
public enum Scope: Sendable, Hashable {
    case project(ProjectReference)
    case domain(DomainReference)
    case system
    case trust(String)
    /// No scope even if the user has a default project.
    case unscoped
}
