/// A token that is valid now, with all it refers to.
struct TokenContext: Sendable {
    enum Scope: Sendable {
        case none
        case project(ProjectRow, DomainRow)
        case domain(DomainRow)
        case system
    }

    var token: Token
    var user: UserRow
    var userDomain: DomainRow
    var scope: Scope
    var roles: [RoleRow]
    var applicationCredential: ApplicationCredentialRow?
    var accessRules: [AccessRuleRow]?
    /// What the token was got by; the user is then the trustor if the trust impersonates.
    var trust: TrustRow?
}

// MARK: - What policies ask

extension TokenContext {
    func has(_ role: String) -> Bool { roles.contains { $0.name == role } }

    /// The role `admin`, wherever the token is scoped to: the rule `admin_required`.
    var isAdmin: Bool { has("admin") }

    var projectID: String? {
        guard case .project(let project, _) = scope else { return nil }
        return project.id
    }

    var projectName: String? {
        guard case .project(let project, _) = scope else { return nil }
        return project.name
    }

    var projectDomainID: String? {
        guard case .project(_, let domain) = scope else { return nil }
        return domain.id
    }

    var domainID: String? {
        guard case .domain(let domain) = scope else { return nil }
        return domain.id
    }

    var isSystemScoped: Bool {
        guard case .system = scope else { return false }
        return true
    }

    /// Who may look at anything: admins, and readers of the system.
    var seesAll: Bool { isAdmin || (isSystemScoped && has("reader")) }

    /// Who may look at what belongs to the domain.
    func sees(domain: String?) -> Bool { seesAll || (domain != nil && domainID == domain && has("reader")) }

    /// Who may change what belongs to the domain.
    func manages(domain: String?) -> Bool { isAdmin || (domain != nil && domainID == domain && has("manager")) }

    func isUser(_ id: String?) -> Bool { user.id == id }
}
