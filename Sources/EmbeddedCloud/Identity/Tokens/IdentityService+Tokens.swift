import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareTokens(in table: inout RouteTable) {
        table.on(.post, "/v3/auth/tokens", issueToken)
        table.on(.get, "/v3/auth/tokens", validateToken)
        table.on(.delete, "/v3/auth/tokens", revokeToken)
        table.on(.get, "/v3/auth/catalog", authCatalog)
        table.on(.get, "/v3/auth/projects", authProjects)
        table.on(.get, "/v3/auth/domains", authDomains)
        table.on(.get, "/v3/auth/system", authSystem)
    }

    // Identity API reference, “Password authentication”: 201, the id in X-Subject-Token.
    private func issueToken(_ request: ServiceRequest) async throws -> ServiceResponse {
        let context = try authenticate(try await document(request))
        return .json(
            ["token": .object(body(of: context, withCatalog: !request.query.isSet("nocatalog")))],
            status: .created,
            headers: [.subjectToken: try sealer.seal(context.token)]
        )
    }

    // “Validate and show information for token”: one's own always, others' as admin, reader of the system, or service.
    private func validateToken(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        guard let text = request.headers[.subjectToken], !text.isEmpty else {
            throw IdentityError(.notFound, "No token in the request")
        }
        guard let token = sealer.open(text) else { throw Self.unrecognized }
        let rule = request.method == .head ? "check_token" : "validate_token"
        try require(rule, caller.seesAll || caller.has("service") || caller.isUser(token.userID))
        guard let context = try store.read({ try valid(token, in: $0) }) else {
            throw IdentityError(.notFound, "Failed to validate token")
        }
        return .json(
            ["token": .object(body(of: context, withCatalog: !request.query.isSet("nocatalog")))],
            headers: [.subjectToken: text]
        )
    }

    // “Revoke token”: 204.
    private func revokeToken(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        guard let text = request.headers[.subjectToken], !text.isEmpty else {
            throw IdentityError(.notFound, "No token in the request")
        }
        guard let token = sealer.open(text) else { throw Self.unrecognized }
        try require("revoke_token", caller.isAdmin || caller.isUser(token.userID))
        guard try store.read({ try valid(token, in: $0) }) != nil else {
            throw IdentityError(.notFound, "Failed to validate token")
        }
        let now = clock.now
        try store.write { state in
            state.revocations.remove { $0.expires < now }
            state.revocations.insert(RevocationRow(id: token.auditIDs.first ?? "", expires: token.expires))
        }
        return .empty(.noContent)
    }

    // MARK: - What a token can reach

    // “Get service catalog”: for a token with a scope.
    private func authCatalog(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        if case .none = caller.scope {
            throw IdentityError(.forbidden, "You are not authorized to perform the requested action.")
        }
        return .json([
            "catalog": catalog(for: caller),
            "links": ["next": nil, "self": .string(selfLink(request)), "previous": nil],
        ])
    }

    // “Get available project scopes”.
    private func authProjects(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let projects = store.read { $0.projects(of: caller.user.id) }.filter(\.enabled)
        return list(request, "projects", projects.map { $0.members }, linkedAs: "projects")
    }

    // “Get available domain scopes”.
    private func authDomains(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let domains = store.read { $0.domains(of: caller.user.id) }.filter(\.enabled)
        return list(request, "domains", domains.map { $0.members }, linkedAs: "domains")
    }

    // “Get available system scopes”.
    private func authSystem(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let isAny = store.read { !$0.roles(of: caller.user.id, at: .system).isEmpty }
        return .json([
            "system": isAny ? [["all": true]] : [], "links": ["self": .string(base + request.path)],
        ])
    }

    // MARK: - Rendering

    private func body(of context: TokenContext, withCatalog: Bool) -> JSON.Object {
        let token = context.token
        var body: JSON.Object = [
            "methods": JSON(token.methods),
            "user": [
                "domain": Self.reference(context.userDomain.id, context.userDomain.name),
                "id": .string(context.user.id), "name": .string(context.user.name), "password_expires_at": nil,
            ],
            "audit_ids": JSON(token.auditIDs),
            "expires_at": .string(token.expires.tokenTime),
            "issued_at": .string(token.issued.tokenTime),
        ]
        // Upstream shows the roles of a trust whole.
        let roles = JSON.array(
            context.roles.map { context.trust == nil ? Self.reference($0.id, $0.name) : .object($0.members) }
        )
        if let trust = context.trust {
            body["OS-TRUST:trust"] = [
                "id": .string(trust.id), "trustor_user": ["id": .string(trust.trustorID)],
                "trustee_user": ["id": .string(trust.trusteeID)], "impersonation": .bool(trust.impersonates),
            ]
        }
        switch context.scope {
        case .none: return body
        case .project(let project, let domain):
            body["project"] = [
                "domain": Self.reference(domain.id, domain.name), "id": .string(project.id),
                "name": .string(project.name),
            ]
            if context.trust == nil { body["is_domain"] = false }
            body["roles"] = roles
        case .domain(let domain):
            body["domain"] = Self.reference(domain.id, domain.name)
            body["roles"] = roles
        case .system:
            body["roles"] = roles
            body["system"] = ["all": true]
        }
        if withCatalog { body["catalog"] = catalog(for: context) }
        if let credential = context.applicationCredential {
            var part: JSON.Object = [
                "id": .string(credential.id), "name": .string(credential.name),
                "restricted": .bool(!(credential.unrestricted ?? false)),
            ]
            if let rules = context.accessRules { part["access_rules"] = .array(rules.map { .object($0.members) }) }
            body["application_credential"] = .object(part)
        }
        return body
    }

    static func reference(_ id: String, _ name: String) -> JSON { ["id": .string(id), "name": .string(name)] }

    /// Enabled services with their enabled endpoints, the URLs' placeholders filled in.
    ///
    /// An endpoint whose URL needs a project is left out for a token without one. A project with endpoints of its own gets no others,
    /// nor services without any.
    private func catalog(for context: TokenContext) -> JSON {
        let project = context.projectID
        let user = context.trust?.trustorID ?? context.user.id
        return store.read { state in
            let chosen = Set(project.map { state.endpoints(ofProject: $0).map(\.id) } ?? [])
            let services = state.services.sorted.filter(\.enabled).compactMap { service -> JSON? in
                let endpoints = state.endpoints.sorted.filter {
                    $0.serviceID == service.id && $0.enabled && (chosen.isEmpty || chosen.contains($0.id))
                }
                let shown = endpoints.compactMap { endpoint -> JSON? in
                    guard let url = endpoint.expandedURL(address, project: project, user: user)
                    else { return nil }
                    return [
                        "id": .string(endpoint.id), "interface": .string(endpoint.interface),
                        "region_id": JSON(endpoint.regionID), "url": .string(url), "region": JSON(endpoint.regionID),
                    ]
                }
                guard chosen.isEmpty || !shown.isEmpty else { return nil }
                return [
                    "endpoints": .array(shown), "id": .string(service.id), "type": .string(service.type),
                    "name": service.extra["name"] ?? "",
                ]
            }
            return .array(services)
        }
    }
}
