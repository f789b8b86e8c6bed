import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareApplicationCredentials(in table: inout RouteTable) {
        table.on(.get, "/v3/users/{user}/application_credentials", listApplicationCredentials)
        table.on(.post, "/v3/users/{user}/application_credentials", createApplicationCredential)
        table.on(.get, "/v3/users/{user}/application_credentials/{id}", showApplicationCredential)
        table.on(.delete, "/v3/users/{user}/application_credentials/{id}", deleteApplicationCredential)
        table.on(.get, "/v3/users/{user}/access_rules", listAccessRules)
        table.on(.get, "/v3/users/{user}/access_rules/{id}", showAccessRule)
        table.on(.delete, "/v3/users/{user}/access_rules/{id}", deleteAccessRule)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("name", .name(maximum: 255)), ("description", .optionalString), ("secret", .optionalString),
        ("expires_at", .optionalString), ("unrestricted", .boolean), ("roles", .array), ("access_rules", .array),
    ]

    private func listApplicationCredentials(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let user = request["user"]
        try require("list_application_credentials", caller.seesAll || caller.isUser(user))
        try caller.refuseTrust()
        let members = try store.read { state in
            guard state.users[user] != nil else { throw IdentityError.notFound("user", user) }
            return state.applicationCredentials.sorted.filter { $0.userID == user }.map { $0.members(in: state) }
        }
        return list(
            request,
            "application_credentials",
            members,
            filters: ["name"],
            linkedAs: "application_credentials"
        )
    }

    private func createApplicationCredential(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let user = request["user"]
        let given = try await attributes(request, "application_credential")
        try require("create_application_credential", caller.isUser(user))
        try Self.refuseRestricted(caller)
        try given.check(required: ["name"], Self.rules)
        guard let project = caller.projectID else {
            throw IdentityError(
                .badRequest,
                "Could not create an application credential: the token has no project scope."
            )
        }
        let secret = given.string("secret") ?? Identifier.secret(bytes: 64)
        let hash = PasswordHash(secret)
        let expires = try expiry(given)
        let members = try store.write { state in
            let roles = try Self.roles(given["roles"]?.array, of: caller, in: state)
            let isTaken = state.applicationCredentials.values.contains {
                $0.userID == user && $0.name == given.string("name")
            }
            if isTaken {
                throw IdentityError.conflict(
                    "application_credential",
                    "Duplicate entry found with name \(given.string("name") ?? "")"
                )
            }
            var row = ApplicationCredentialRow(
                id: Identifier.hex(),
                name: given.string("name") ?? "",
                description: given.string("description"),
                userID: user,
                projectID: project,
                roleIDs: roles,
                secret: hash,
                expires: expires,
                unrestricted: given["unrestricted"]?.bool
            )
            row.accessRuleIDs = try given["access_rules"]?.array.map { rules in
                try rules.map { try Self.accessRule($0, of: user, in: &state) }
            }
            state.applicationCredentials.insert(row)
            return row.members(in: state, secret: secret)
        }
        return one("application_credential", members, "application_credentials", status: .created)
    }

    /// A token got with an application credential may manage others only if that one is unrestricted; one got by a trust never.
    private static func refuseRestricted(_ caller: TokenContext) throws {
        try caller.refuseTrust()
        guard let credential = caller.applicationCredential, !(credential.unrestricted ?? false) else { return }
        throw IdentityError.forbidden(
            "Using method 'application_credential' is not allowed for managing additional application credentials."
        )
    }

    /// The time a credential or a trust is to end, which is to come; an absent zone means UTC.
    func expiry(_ given: Attributes) throws -> Timestamp? {
        guard var text = given.string("expires_at") else { return nil }
        if text.hasSuffix("Z") { text.removeLast() }
        let tail =
            " The server could not comply with the request since it is either malformed or otherwise incorrect. "
            + "The client is assumed to be in error."
        // A date alone is no time.
        guard text.contains("T"), let time = Timestamp(iso: text + "Z") else {
            throw IdentityError(.badRequest, "Timestamp not in expected format." + tail)
        }
        guard time > clock.now else {
            throw IdentityError(.badRequest, "The 'expires_at' must not be before now." + tail)
        }
        return time
    }

    /// The roles asked for, by id or name, all of which the caller must hold; all it holds if none is asked for.
    private static func roles(
        _ asked: [JSON]?,
        of caller: TokenContext,
        in state: borrowing IdentityState
    ) throws -> [String] {
        guard let asked, !asked.isEmpty else { return caller.roles.map(\.id) }
        var found: [String] = []
        for item in asked {
            let role = caller.roles.first { role in
                item["id"]?.string.map { $0 == role.id } ?? (item["name"]?.string == role.name)
            }
            guard let role else {
                throw IdentityError(
                    .badRequest,
                    "Invalid application credential: Could not find role assignment for a role asked for"
                )
            }
            for (id, _) in state.expanded(role.id) where !found.contains(id) { found.append(id) }
        }
        return found
    }

    /// The id of the user's rule that says this; made if it isn't there.
    private static func accessRule(_ given: JSON, of user: String, in state: inout IdentityState) throws -> String {
        if let id = given["id"]?.string, given["path"] == nil {
            guard let rule = state.accessRules[id], rule.userID == user else {
                throw IdentityError.notFound("Access Rule", id)
            }
            return id
        }
        guard let service = given["service"]?.string, let path = given["path"]?.string,
            let method = given["method"]?.string
        else {
            throw IdentityError.invalid("access_rules", given, "'service', 'path' and 'method' are required properties")
        }
        let methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
        guard methods.contains(method) else {
            throw IdentityError.invalid(
                "method",
                .string(method),
                "'\(method)' is not one of \(JSON(methods).pythonLiteral)"
            )
        }
        let same = state.accessRules.values.first {
            $0.userID == user && $0.service == service && $0.path == path && $0.method == method
        }
        if let same { return same.id }
        let row = AccessRuleRow(id: Identifier.hex(), userID: user, service: service, method: method, path: path)
        state.accessRules.insert(row)
        return row.id
    }

    private func showApplicationCredential(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        try require("get_application_credential", caller.seesAll || caller.isUser(request["user"]))
        try caller.refuseTrust()
        let members = try store.read { state in
            guard let row = state.applicationCredentials[id], row.userID == request["user"] else {
                throw IdentityError.notFound("Application Credential", id)
            }
            return row.members(in: state)
        }
        return one("application_credential", members, "application_credentials")
    }

    private func deleteApplicationCredential(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        try require("delete_application_credential", caller.isAdmin || caller.isUser(request["user"]))
        try Self.refuseRestricted(caller)
        try store.write { state in
            guard let row = state.applicationCredentials[id], row.userID == request["user"] else {
                throw IdentityError.notFound("Application Credential", id)
            }
            state.applicationCredentials[id] = nil
        }
        return .empty(.noContent)
    }

    // MARK: - Access rules

    private func accessRules(
        _ request: ServiceRequest,
        _ rule: String,
        _ mayOthers: (TokenContext) -> Bool
    ) throws -> [AccessRuleRow] {
        let caller = try caller(request)
        let user = request["user"]
        try require(rule, (caller.isSystemScoped && mayOthers(caller)) || caller.isUser(user))
        try caller.refuseTrust()
        return store.read { $0.accessRules.sorted }.filter { $0.userID == user }
    }

    private func listAccessRules(_ request: ServiceRequest) throws -> ServiceResponse {
        let rows = try accessRules(request, "list_access_rules") { $0.has("reader") }
        return list(
            request,
            "access_rules",
            rows.map(\.members),
            filters: ["service", "path", "method"],
            linkedAs: "access_rules"
        )
    }

    private func showAccessRule(_ request: ServiceRequest) throws -> ServiceResponse {
        let rows = try accessRules(request, "get_access_rule") { $0.has("reader") }
        guard let row = rows.first(where: { $0.id == request["id"] }) else {
            throw IdentityError.notFound("Access Rule", request["id"])
        }
        return one("access_rule", row.members, "access_rules")
    }

    private func deleteAccessRule(_ request: ServiceRequest) throws -> ServiceResponse {
        let rows = try accessRules(request, "delete_access_rule") { $0.isAdmin }
        let id = request["id"]
        guard rows.contains(where: { $0.id == id }) else { throw IdentityError.notFound("Access Rule", id) }
        try store.write { state in
            let isUsed = state.applicationCredentials.values.contains { $0.accessRuleIDs?.contains(id) ?? false }
            if isUsed { throw IdentityError(.forbidden, "May not delete access rule in use") }
            state.accessRules[id] = nil
        }
        return .empty(.noContent)
    }
}
