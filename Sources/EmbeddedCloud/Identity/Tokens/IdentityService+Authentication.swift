import HTTPTypes

extension IdentityService {
    /// What has been shown by the methods of a request.
    private struct Proof {
        var userID: String?
        var methods: [String] = []
        /// The token that was shown, if one was.
        var token: Token?
        var applicationCredential: ApplicationCredentialRow?

        /// All methods must show the same user.
        mutating func add(_ user: String) throws(IdentityError) {
            guard userID == nil || userID == user else { throw .unauthorized }
            userID = user
        }
    }

    static let supportedMethods = ["external", "password", "token", "oauth1", "mapped", "application_credential"]

    /// Checks what the document shows, and makes the token it asks for.
    func authenticate(_ document: JSON) throws -> TokenContext {
        guard let auth = document["auth"] else { throw IdentityError.missing("auth", in: "request body") }
        guard let identity = auth["identity"] else {
            throw IdentityError(.badRequest, "'identity' is a required property")
        }
        guard let methods = identity["methods"]?.array else {
            throw IdentityError(.badRequest, "'methods' is a required property")
        }
        let proof = try prove(methods, identity)
        guard let userID = proof.userID else { throw IdentityError.unauthorized }
        let scope = auth["scope"]
        if proof.applicationCredential != nil, scope != nil {
            var error = IdentityError(
                .unauthorized,
                "Error authenticating with application credential: Application credentials cannot request a scope."
            )
            error.identity = [:]
            throw error
        }
        let authenticated = try store.read { state in
            let now = clock.now
            var token = Token(
                userID: userID,
                methods: proof.methods,
                scope: .none,
                issued: now,
                expires: proof.token?.expires ?? now.adding(seconds: settings.tokenLifetime),
                auditIDs: [TokenSealer.auditID()] + (proof.token?.auditIDs.suffix(1) ?? []),
                applicationCredentialID: proof.applicationCredential?.id ?? proof.token?.applicationCredentialID
            )
            if let credential = proof.applicationCredential {
                token.scope = .project(credential.projectID)
                if let end = credential.expires { token.expires = min(token.expires, end) }
            } else if let scope {
                token.scope = try self.scope(scope, in: state)
            } else if proof.token == nil {
                token.scope = defaultScope(of: token, in: state)
            }
            try checkTrust(of: token, in: state)
            guard let context = context(of: token, in: state) else { throw IdentityError.unauthorized }
            return context
        }
        try consumeUse(of: authenticated.trust)
        return authenticated
    }

    // MARK: - Methods

    private func prove(_ methods: [JSON], _ identity: JSON) throws -> Proof {
        var proof = Proof()
        for method in methods.compactMap(\.string) {
            guard Self.supportedMethods.contains(method), !["external", "oauth1", "mapped"].contains(method) else {
                var error = IdentityError(.unauthorized, "Attempted to authenticate with an unsupported method.")
                error.identity = ["methods": JSON(Self.supportedMethods)]
                throw error
            }
            guard let data = identity[method] else { throw IdentityError.missing(method, in: "identity") }
            switch method {
            case "password": try provePassword(data, &proof)
            case "token": try proveToken(data, &proof)
            default: try proveApplicationCredential(data, &proof)
            }
            if !proof.methods.contains(method) { proof.methods.append(method) }
        }
        return proof
    }

    private func provePassword(_ data: JSON, _ proof: inout Proof) throws {
        guard let given = data["user"], given.object != nil else { throw IdentityError.missing("user", in: "password") }
        let user = try store.read { state throws(IdentityError) in try Self.user(given, in: state) }
        guard let password = given["password"]?.string, let user, user.enabled,
            user.passwords.first?.matches(password) ?? false
        else { throw IdentityError.unauthorized }
        try proof.add(user.id)
    }

    /// By id, or by name and domain; nil if there is none.
    private static func user(_ given: JSON, in state: borrowing IdentityState) throws(IdentityError) -> UserRow? {
        if let id = given["id"]?.string { return state.users[id] }
        guard let name = given["name"]?.string else { throw .missing("id or name", in: "user") }
        guard let domain = try domain(given["domain"], of: "user", in: state) else { return nil }
        return state.user(named: name, domainID: domain.id)
    }

    private static func domain(
        _ given: JSON?,
        of owner: String,
        in state: borrowing IdentityState
    ) throws(IdentityError) -> DomainRow? {
        guard let given, given.object != nil else { throw .missing("domain", in: owner) }
        if let id = given["id"]?.string { return state.domains[id] }
        guard let name = given["name"]?.string else { throw .missing("id or name", in: "domain") }
        return state.domain(named: name)
    }

    private func proveToken(_ data: JSON, _ proof: inout Proof) throws {
        guard let id = data["id"]?.string else { throw IdentityError.missing("id", in: "token") }
        guard let token = sealer.open(id) else { throw Self.unrecognized }
        guard try store.read({ try valid(token, in: $0) }) != nil else {
            throw IdentityError(.notFound, "Failed to validate token")
        }
        if case .trust = token.scope {
            throw IdentityError.forbidden(
                "Using trust-scoped token to create another token. Create a new trust-scoped token instead"
            )
        }
        if token.methods.contains("application_credential") {
            throw IdentityError.forbidden("Using a delegated token to create another token is not allowed.")
        }
        try proof.add(token.userID)
        proof.token = token
        proof.methods.append(contentsOf: token.methods.filter { !proof.methods.contains($0) })
    }

    private func proveApplicationCredential(_ data: JSON, _ proof: inout Proof) throws {
        let found = try store.read { state throws(IdentityError) -> ApplicationCredentialRow? in
            if let id = data["id"]?.string {
                guard let row = state.applicationCredentials[id] else {
                    throw .notFound("Application Credential", id)
                }
                return row
            }
            guard let name = data["name"]?.string else { throw .missing("id or name", in: "application_credential") }
            guard let given = data["user"] else { throw .missing("user", in: "application_credential") }
            guard let user = try Self.user(given, in: state) else { return nil }
            return state.applicationCredentials.values.first { $0.userID == user.id && $0.name == name }
        }
        guard let found, let secret = data["secret"]?.string, found.secret.matches(secret),
            found.expires.map({ $0 > clock.now }) ?? true
        else { throw IdentityError.unauthorized }
        try proof.add(found.userID)
        proof.applicationCredential = found
    }

    static var unrecognized: IdentityError { IdentityError(.notFound, "Could not recognize Fernet token") }

    // MARK: - Scopes

    /// Exactly one of the kinds of scope; what is not there or not the user's is for ``context(of:in:)`` to refuse.
    private func scope(_ given: JSON, in state: borrowing IdentityState) throws(IdentityError) -> Token.Scope {
        if given.string == "unscoped" { return .none }
        let kinds = ["system", "project", "domain", "OS-TRUST:trust", "unscoped"]
        let present = kinds.filter { given[$0] != nil }
        guard present.count == 1, let kind = present.first, let value = given[kind] else {
            throw .missing("system, project, domain, OS-TRUST:trust or unscoped", in: "scope")
        }
        switch kind {
        case "system":
            guard value["all"]?.bool == true else { throw .missing("all", in: "system") }
            return .system
        case "domain":
            guard let domain = try Self.domain(value, of: "scope", in: state) else { throw .unauthorized }
            return .domain(domain.id)
        case "project":
            if let id = value["id"]?.string { return .project(id) }
            guard let name = value["name"]?.string else { throw .missing("id or name", in: "project") }
            guard let domain = try Self.domain(value["domain"], of: "project", in: state),
                let project = state.project(named: name, domainID: domain.id)
            else { throw .unauthorized }
            return .project(project.id)
        case "unscoped": return .none
        default:
            guard let id = value["id"]?.string, !id.isEmpty else { throw .missing("trust_id", in: "trust") }
            do throws(IdentityError) { return .trust(try state.usableTrust(id, at: clock.now).id) } catch {
                // Which trusts there are is not told to who hasn't shown who it is.
                throw error.status == .notFound ? .unauthorized : error
            }
        }
    }

    /// The user's default project where it can be used, otherwise no scope.
    private func defaultScope(of token: Token, in state: borrowing IdentityState) -> Token.Scope {
        guard let id = state.users[token.userID]?.defaultProjectID else { return .none }
        var scoped = token
        scoped.scope = .project(id)
        return context(of: scoped, in: state) == nil ? .none : scoped.scope
    }
}
