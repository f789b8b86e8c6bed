import HTTPTypes
import Hummingbird

// Identity API reference, `OS-TRUST`.
extension IdentityService {
    func declareTrusts(in table: inout RouteTable) {
        table.on(.get, "/v3/OS-TRUST/trusts", listTrusts)
        table.on(.post, "/v3/OS-TRUST/trusts", createTrust)
        table.on(.get, "/v3/OS-TRUST/trusts/{id}", showTrust)
        table.on(.delete, "/v3/OS-TRUST/trusts/{id}", deleteTrust)
        table.on(.get, "/v3/OS-TRUST/trusts/{id}/roles", listTrustRoles)
        table.on(.get, "/v3/OS-TRUST/trusts/{id}/roles/{role}", showTrustRole)
    }

    static let trustCollection = "OS-TRUST/trusts"

    /// A token got with an application credential is for less than its user may do, and trusts are not among that.
    static func refuseDelegation(_ caller: TokenContext) throws {
        if caller.applicationCredential != nil {
            throw IdentityError.forbidden("Delegated tokens cannot manage trusts.")
        }
    }

    // “List trusts”: of a trustor or a trustee, which may be the caller; all of them for admins. Used up ones are among them.
    private func listTrusts(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let (trustor, trustee) = (given(request, "trustor_user_id"), given(request, "trustee_user_id"))
        if let trustor {
            try require("list_trusts_for_trustor", caller.seesAll || caller.isUser(trustor))
        } else if let trustee {
            try require("list_trusts_for_trustee", caller.seesAll || caller.isUser(trustee))
        } else {
            try require("list_trusts", caller.seesAll)
        }
        try Self.refuseDelegation(caller)
        // Upstream filters by the trustor alone if both are given, and finds nothing by anything else.
        let rows = store.read { $0.trusts.sorted }.filter { trust in
            if let trustor { return trust.trustorID == trustor }
            if let trustee { return trust.trusteeID == trustee }
            return request.query.raw.isEmpty
        }
        return .json([
            "trusts": .array(rows.map { .object(linked($0.members, Self.trustCollection)) }),
            "links": ["next": nil, "self": .string(selfLink(request)), "previous": nil],
        ])
    }

    private func given(_ request: ServiceRequest, _ name: String) -> String? {
        request.query[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    // MARK: - One

    /// The trust of the path, and its roles that are still there.
    private func trust(
        _ request: ServiceRequest,
        _ rule: String,
        _ allows: (TokenContext, TrustRow) -> Bool
    ) throws -> (row: TrustRow, roles: [RoleRow]) {
        let caller = try caller(request)
        let now = clock.now
        let (row, roles) = try store.read { state in
            let row = try state.usableTrust(request["id"], at: now)
            return (row, row.roleIDs.compactMap { state.roles[$0] })
        }
        try require(rule, allows(caller, row))
        try Self.refuseDelegation(caller)
        return (row, roles)
    }

    private static func maySee(_ caller: TokenContext, _ trust: TrustRow) -> Bool {
        caller.seesAll || caller.isUser(trust.trustorID) || caller.isUser(trust.trusteeID)
    }

    /// With its roles, as it is shown by itself.
    func trustMembers(_ row: TrustRow, _ roles: [RoleRow]) -> JSON.Object {
        var members = row.members
        members["roles"] = trustRoles(roles)
        members["roles_links"] = trustRoleLinks(row)
        return members
    }

    private func trustRoles(_ roles: [RoleRow]) -> JSON {
        .array(roles.map { .object(linked($0.members, "roles")) })
    }

    /// Upstream leaves the collection out of the path.
    private func trustRoleLinks(_ row: TrustRow) -> JSON {
        ["self": .string("\(base)/v3/\(row.id)/roles"), "next": nil, "previous": nil]
    }

    private func showTrust(_ request: ServiceRequest) throws -> ServiceResponse {
        let (row, roles) = try trust(request, "get_trust", Self.maySee)
        return one("trust", trustMembers(row, roles), Self.trustCollection)
    }

    // “Delete trust”: 204, and what was made from it is gone with it.
    private func deleteTrust(_ request: ServiceRequest) throws -> ServiceResponse {
        let (row, _) = try trust(request, "delete_trust") { $0.isAdmin || $0.isUser($1.trustorID) }
        try store.write { $0.removeTrust(row.id) }
        return .empty(.noContent)
    }

    private func listTrustRoles(_ request: ServiceRequest) throws -> ServiceResponse {
        let (row, roles) = try trust(request, "list_roles_for_trust", Self.maySee)
        return .json(["roles": trustRoles(roles), "links": trustRoleLinks(row)])
    }

    private func showTrustRole(_ request: ServiceRequest) throws -> ServiceResponse {
        let (_, roles) = try trust(request, "get_role_for_trust", Self.maySee)
        guard let role = roles.first(where: { $0.id == request["role"] }) else {
            throw IdentityError.notFound("role", request["role"])
        }
        return one("role", role.members, "roles")
    }
}
