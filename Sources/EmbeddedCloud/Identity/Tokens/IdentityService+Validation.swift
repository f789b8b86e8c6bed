import HTTPTypes

extension IdentityService {
    /// Who sends the request; 401 without a valid token.
    func caller(_ request: ServiceRequest) throws -> TokenContext {
        if let service = request.internalCaller { return context(of: service) }
        guard let text = request.headers[.authToken], !text.isEmpty, let token = sealer.open(text) else {
            throw IdentityError.unauthorized
        }
        let context = try store.read { state throws(IdentityError) in
            if let id = token.applicationCredentialID, state.applicationCredentials[id] == nil {
                throw IdentityError.notFound("Application Credential", id)
            }
            // Upstream tells of a trust that is gone; where it is there and gives nothing, the token is just no good.
            do throws(IdentityError) { try checkTrust(of: token, in: state) } catch {
                if error.status == .notFound { throw error }
            }
            return self.context(of: token, in: state)
        }
        guard let context, Self.mayUse(context, service: "identity", request.method, request.path) else {
            throw IdentityError.unauthorized
        }
        return context
    }

    /// The token with all it refers to; nil if it has expired, was revoked, or anything it needs is gone or disabled.
    func context(of token: Token, in state: borrowing IdentityState) -> TokenContext? {
        guard token.expires > clock.now, !token.auditIDs.prefix(1).contains(where: { state.revocations[$0] != nil }),
            let user = state.users[token.userID], user.enabled,
            let userDomain = state.domains[user.domainID], userDomain.enabled
        else { return nil }
        if let from = user.tokensValidFrom, token.issued <= from { return nil }
        if case .trust(let id) = token.scope { return try? context(of: token, trust: id, in: state) }

        var credential: ApplicationCredentialRow?
        if let id = token.applicationCredentialID {
            guard let row = state.applicationCredentials[id], row.expires.map({ $0 > clock.now }) ?? true
            else { return nil }
            credential = row
        }
        guard let (scope, target) = Self.scope(token.scope, in: state) else { return nil }
        var roles = target.map { state.roles(of: user.id, at: $0) } ?? []
        if let credential {
            let granted = credential.roleIDs.flatMap { state.expanded($0).map(\.roleID) }
            roles.removeAll { !granted.contains($0.id) }
        }
        guard target == nil || !roles.isEmpty else { return nil }
        return TokenContext(
            token: token,
            user: user,
            userDomain: userDomain,
            scope: scope,
            roles: roles,
            applicationCredential: credential,
            accessRules: credential?.accessRuleIDs.map { ids in ids.compactMap { state.accessRules[$0] } }
        )
    }

    /// What another service of the cloud stands for when it calls in somebody's name, which needs no token.
    ///
    /// Its roles are those it says it has: a service's account, or a user's with more rights.
    private func context(of caller: Caller) -> TokenContext {
        let state = store.read { state in copy state }
        let user =
            state.users[caller.userID]
            ?? UserRow(id: caller.userID, name: caller.userName, domainID: caller.userDomainID, enabled: true)
        let scope: Token.Scope =
            if let project = caller.projectID {
                .project(project)
            } else if let domain = caller.domainID {
                .domain(domain)
            } else {
                caller.isSystemScoped ? .system : .none
            }
        return TokenContext(
            token: Token(
                userID: user.id,
                methods: ["password"],
                scope: scope,
                issued: clock.now,
                expires: clock.now.adding(seconds: settings.tokenLifetime),
                auditIDs: []
            ),
            user: user,
            userDomain: state.domains[user.domainID]
                ?? DomainRow(id: user.domainID, name: user.domainID, description: "", enabled: true),
            scope: Self.scope(scope, in: state)?.0 ?? .none,
            roles: state.roles.values.filter { caller.roles.contains($0.name) && $0.domainID == nil }
        )
    }

    private static func scope(
        _ scope: Token.Scope,
        in state: borrowing IdentityState
    ) -> (TokenContext.Scope, AssignmentRow.Target?)? {
        switch scope {
        case .none: return (.none, nil)
        case .system: return (.system, .system)
        case .trust: return nil
        case .domain(let id):
            guard let domain = state.domains[id], domain.enabled else { return nil }
            return (.domain(domain), .domain(id))
        case .project(let id):
            guard let project = state.projects[id], project.enabled,
                let domain = state.domains[project.domainID], domain.enabled
            else { return nil }
            return (.project(project, domain), .project(id))
        }
    }

    /// Whether the token's access rules, if it has any, allow the request.
    static func mayUse(
        _ context: TokenContext,
        service: String,
        _ method: HTTPRequest.Method,
        _ path: String
    ) -> Bool {
        guard let rules = context.accessRules else { return true }
        return rules.contains { rule in
            rule.service == service && rule.method == method.rawValue && AccessRulePattern.matches(rule.path, path)
        }
    }
}

extension IdentityService: TokenReader {
    func caller(token text: String, service: String, method: HTTPRequest.Method, path: String) -> Caller? {
        guard let token = sealer.open(text), let context = store.read({ self.context(of: token, in: $0) }),
            Self.mayUse(context, service: service, method, path)
        else { return nil }
        return Caller(
            userID: context.user.id,
            userName: context.user.name,
            userDomainID: context.user.domainID,
            projectID: context.projectID,
            projectName: context.projectName,
            projectDomainID: context.projectDomainID,
            domainID: context.domainID,
            isSystemScoped: context.isSystemScoped,
            roles: Set(context.roles.map(\.name))
        )
    }
}
