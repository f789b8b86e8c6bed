import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareUsers(in table: inout RouteTable) {
        table.on(.get, "/v3/users", listUsers)
        table.on(.post, "/v3/users", createUser)
        table.on(.get, "/v3/users/{id}", showUser)
        table.on(.patch, "/v3/users/{id}", updateUser)
        table.on(.delete, "/v3/users/{id}", deleteUser)
        table.on(.post, "/v3/users/{id}/password", changePassword)
        table.on(.get, "/v3/users/{id}/groups", listUserGroups)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("name", .name(maximum: 255)), ("password", .optionalString), ("enabled", .boolean),
        ("domain_id", .string), ("default_project_id", .optionalString), ("description", .optionalString),
        ("options", .object),
    ]
    private static let known = [
        "id", "name", "password", "enabled", "domain_id", "default_project_id", "options", "links",
        "password_expires_at",
    ]

    private func listUsers(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        try require("list_users", caller.sees(domain: request.query["domain_id"] ?? caller.domainID))
        let rows = store.read { $0.users.sorted }.filter { caller.seesAll || caller.sees(domain: $0.domainID) }
        return list(
            request,
            "users",
            rows.map(\.members),
            filters: ["name", "domain_id", "enabled"],
            linkedAs: "users"
        )
    }

    private func createUser(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await attributes(request, "user")
        let domainID = given.string("domain_id") ?? caller.domainID ?? "default"
        try require("create_user", caller.manages(domain: domainID))
        try given.check(required: ["name"], Self.rules)
        let row = UserRow(
            id: Identifier.hex(),
            name: given.string("name") ?? "",
            domainID: domainID,
            enabled: given["enabled"]?.bool ?? true,
            defaultProjectID: given.string("default_project_id"),
            passwords: given.string("password").map { [PasswordHash($0)] } ?? [],
            options: given["options"]?.object ?? [:],
            extra: given.extra(without: Self.known)
        )
        try store.write { state in
            guard state.domains[row.domainID] != nil else { throw IdentityError.notFound("domain", row.domainID) }
            if state.user(named: row.name, domainID: row.domainID) != nil {
                throw IdentityError.conflict(
                    "user",
                    "Duplicate entry found with name \(row.name) at domain ID \(row.domainID)"
                )
            }
            state.users.insert(row)
        }
        return one("user", row.members, "users", status: .created)
    }

    private func showUser(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let row = store.read { $0.users[request["id"]] }
        try require("get_user", caller.sees(domain: row?.domainID) || (row != nil && caller.isUser(row?.id)))
        guard let row else { throw IdentityError.notFound("user", request["id"]) }
        return one("user", row.members, "users")
    }

    private func updateUser(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domain = store.read { $0.users[id]?.domainID }
        try require("update_user", caller.manages(domain: domain))
        let given = try await attributes(request, "user")
        try given.check(Self.rules)
        let password = given.string("password").map(PasswordHash.init)
        let now = clock.now
        let history = settings.passwordHistory
        let row = try store.write { state in
            guard var row = state.users[id] else { throw IdentityError.notFound("user", id) }
            if let domain = given.string("domain_id"), domain != row.domainID {
                throw IdentityError(.badRequest, "Cannot change Domain ID")
            }
            row.name = given.string("name") ?? row.name
            if let other = state.user(named: row.name, domainID: row.domainID), other.id != id {
                throw IdentityError.conflict("user", "Duplicate entry found with name \(row.name)")
            }
            row.enabled = given["enabled"]?.bool ?? row.enabled
            if given.has("default_project_id") { row.defaultProjectID = given.string("default_project_id") }
            if let options = given["options"]?.object { row.options.merge(options) }
            if let password { row.set(password, keeping: history) }
            if password != nil || !row.enabled { row.tokensValidFrom = now }
            row.extra.merge(given.extra(without: Self.known))
            state.users.insert(row)
            return row
        }
        return one("user", row.changedMembers, "users")
    }

    private func deleteUser(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domain = store.read { $0.users[id]?.domainID }
        try require("delete_user", caller.manages(domain: domain))
        try store.write { state in
            guard state.users[id] != nil else { throw IdentityError.notFound("user", id) }
            state.removeUser(id)
        }
        return .empty(.noContent)
    }

    // Identity API reference, “Change password for user”: needs no token but the present password; 204.
    private func changePassword(_ request: ServiceRequest) async throws -> ServiceResponse {
        let id = request["id"]
        let given = Attributes(name: "user", members: try await document(request)["user"]?.object ?? [:])
        for member in ["original_password", "password"] {
            guard let value = given[member] else {
                throw IdentityError(.badRequest, "'\(member)' is a required property")
            }
            guard value.string != nil else {
                throw IdentityError(.badRequest, "\(value.pythonLiteral) is not of type 'string'")
            }
        }
        let new = given.string("password") ?? ""
        let user = store.read { $0.users[id] }
        guard let user, let present = user.passwords.first else { throw IdentityError.unauthorized }
        guard user.enabled else {
            throw IdentityError(.unauthorized, "The account is disabled for user: \(id).")
        }
        guard present.matches(given.string("original_password") ?? "") else { throw IdentityError.unauthorized }
        let history = settings.passwordHistory
        if user.passwords.prefix(history).contains(where: { $0.matches(new) }) {
            throw IdentityError(
                .badRequest,
                "The new password cannot be identical to a previous password. The total number which includes the new "
                    + "password must be unique is \(history)."
            )
        }
        let hash = PasswordHash(new)
        let now = clock.now
        try store.write { state in
            guard var row = state.users[id], row.passwords.first == present else { throw IdentityError.unauthorized }
            row.set(hash, keeping: history)
            row.tokensValidFrom = now
            state.users.insert(row)
        }
        return .empty(.noContent)
    }

    // “List groups to which a user belongs”.
    private func listUserGroups(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let user = store.read { $0.users[id] }
        try require("list_groups_for_user", caller.sees(domain: user?.domainID) || caller.isUser(id))
        guard user != nil else { throw IdentityError.notFound("user", id) }
        let rows = store.read { state in state.groupIDs(of: id).sorted().compactMap { state.groups[$0] } }
        let members = rows.map { row in
            var members = row.members
            members["membership_expires_at"] = JSON.null
            return members
        }
        return list(request, "groups", members, filters: ["name"], linkedAs: "groups")
    }
}

extension UserRow {
    /// Makes it the present password; so many are remembered, at least the present one.
    mutating func set(_ password: PasswordHash, keeping count: Int) {
        passwords = Array(([password] + passwords).prefix(max(1, count)))
    }
}
