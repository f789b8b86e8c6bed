import HTTPTypes
import Hummingbird

extension IdentityService {
    private static let rules: [(String, Attributes.Rule)] = [
        ("trustor_user_id", .string), ("trustee_user_id", .string), ("impersonation", .boolean),
        ("project_id", .optionalString), ("remaining_uses", .optionalInteger(minimum: 1)),
        ("expires_at", .optionalString), ("allow_redelegation", .optionalBoolean),
        ("redelegation_count", .optionalInteger(minimum: 0)), ("redelegated_trust_id", .optionalString),
        ("roles", .array),
    ]
    private static let known = rules.map(\.0) + ["id", "deleted_at", "links", "roles_links"]
    private static let required = ["trustor_user_id", "trustee_user_id", "impersonation"]

    /// How many trusts may be made one from the other: upstream's `[trust] max_redelegation_count`.
    private static let redelegationLimit = 3

    // “Create trust”: 201, by the trustor itself, or by whoever impersonates it with a trust that may be passed on.
    func createTrust(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let body = try await document(request)
        let given = try Attributes(body, "trust")
        try Self.check(given, of: body)
        let trustor = given.string("trustor_user_id") ?? ""
        try require("create_trust", caller.isUser(trustor) && !caller.isSystemScoped && caller.domainID == nil)
        try Self.refuseDelegation(caller)
        let asked = given["roles"]?.array ?? []
        let project = given.string("project_id").flatMap { $0.isEmpty ? nil : $0 }
        if project != nil, asked.isEmpty { throw IdentityError.forbidden("At least one role should be specified") }

        let (row, roles) = try store.write { state in
            let trustee = given.string("trustee_user_id") ?? ""
            guard state.users[trustee] != nil else { throw IdentityError.notFound("user", trustee) }
            let roles = try Self.roleIDs(asked, in: state)
            try Self.requireHeld(roles, by: trustor, in: project, in: state)
            var row = TrustRow(
                id: Identifier.hex(),
                trustorID: trustor,
                trusteeID: trustee,
                projectID: project,
                impersonates: given["impersonation"]?.bool ?? false,
                expires: try expiry(given),
                remainingUses: given["remaining_uses"]?.int,
                roleIDs: roles,
                parentID: nil,
                redelegations: 0,
                extra: given.extra(without: Self.known)
            )
            let depth = try Self.requestedDepth(given)
            row.redelegations = depth ?? Self.redelegationLimit
            if let parent = caller.trust {
                try redelegate(parent, to: &row, depth: depth, in: state)
            }
            let isTaken = state.trusts.values.contains { $0.isSameGrant(as: row) }
            if isTaken { throw IdentityError.conflict("trust", "Duplicate entry found with ID \(row.id)") }
            state.trusts.insert(row)
            return (row, roles.compactMap { state.roles[$0] })
        }
        return one("trust", trustMembers(row, roles), Self.trustCollection, status: .created)
    }

    // MARK: - What is asked for

    private static func check(_ given: Attributes, of body: JSON) throws {
        if let other = body.object?.names.first(where: { $0 != "trust" }) {
            throw IdentityError(
                .badRequest,
                "Additional properties are not allowed ('\(other)' was unexpected)"
            )
        }
        try given.check(required: required, rules)
        for (index, role) in (given["roles"]?.array ?? []).enumerated() {
            let place = String(index)
            guard let members = role.object else {
                throw IdentityError.invalid(place, role, "\(role.pythonLiteral) is not of type 'object'")
            }
            let attributes = Attributes(name: place, members: members)
            try attributes.check([("id", .string), ("name", .name(maximum: 255))])
            try attributes.checkNotEmpty()
            if members.names.count > 1 {
                throw IdentityError.invalid(place, role, "\(role.pythonLiteral) has too many properties")
            }
            try attributes.checkNames(["id", "name"])
        }
    }

    /// By id, which need not be any role's, or by name.
    private static func roleIDs(_ asked: [JSON], in state: borrowing IdentityState) throws -> [String] {
        var found: [String] = []
        for item in asked {
            var id = item["id"]?.string
            if id == nil, let name = item["name"]?.string {
                id = state.roles.values.first { $0.name == name && $0.domainID == nil }?.id
                if id == nil { throw IdentityError(.notFound, "Role \(name) is not defined") }
            }
            if let id, !found.contains(id) { found.append(id) }
        }
        return found
    }

    /// Throws 404 for the first role that the trustor does not hold in the project, as for one that is not there.
    private static func requireHeld(
        _ roles: [String],
        by trustor: String,
        in project: String?,
        in state: borrowing IdentityState
    ) throws {
        var held: Set<String> = []
        if let project {
            guard state.projects[project] != nil else { throw IdentityError.notFound("project", project) }
            held = state.roleIDs(of: trustor, at: .project(project))
        }
        for role in roles where !held.contains(role) { throw IdentityError.notFound("role", role) }
    }

    // MARK: - Redelegation

    /// How many trusts are to be made from this one; nil for as many as can be.
    private static func requestedDepth(_ given: Attributes) throws -> Int? {
        let asked = given["redelegation_count"]?.int
        guard given["allow_redelegation"]?.bool ?? false, asked != 0 else { return 0 }
        if let asked, asked > redelegationLimit { throw IdentityError.forbidden }
        if given["remaining_uses"]?.int != nil {
            throw IdentityError(.badRequest, "remaining_uses must not be set if redelegation is allowed")
        }
        return asked
    }

    /// Makes the trust one from another, which it must not go beyond; the reasons for a 403 are not told, as upstream's aren't.
    private func redelegate(
        _ parent: TrustRow,
        to row: inout TrustRow,
        depth: Int?,
        in state: borrowing IdentityState
    ) throws {
        row.parentID = parent.id
        if let depth {
            if depth != 0, depth != parent.redelegations - 1 { throw IdentityError.forbidden }
        } else {
            row.redelegations = parent.redelegations - 1
        }
        guard row.remainingUses == nil else { throw IdentityError.forbidden }
        for origin in try state.pedigree(ofTrust: parent.id, at: clock.now) {
            guard (1...Self.redelegationLimit).contains(origin.redelegations),
                row.roleIDs.allSatisfy({ origin.roleIDs.contains($0) }),
                origin.impersonates || !row.impersonates
            else { throw IdentityError.forbidden }
            guard let end = origin.expires else { continue }
            if let expires = row.expires, expires > end { throw IdentityError.forbidden }
            row.expires = row.expires ?? end
        }
    }
}

extension TrustRow {
    /// Whether there may be only one of the two: for the same users and project until the same time.
    fileprivate func isSameGrant(as other: TrustRow) -> Bool {
        guard let expires, let projectID else { return false }
        return trustorID == other.trustorID && trusteeID == other.trusteeID && projectID == other.projectID
            && impersonates == other.impersonates && expires == other.expires
    }
}
