import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareGroups(in table: inout RouteTable) {
        table.on(.get, "/v3/groups", listGroups)
        table.on(.post, "/v3/groups", createGroup)
        table.on(.get, "/v3/groups/{id}", showGroup)
        table.on(.patch, "/v3/groups/{id}", updateGroup)
        table.on(.delete, "/v3/groups/{id}", deleteGroup)
        table.on(.get, "/v3/groups/{id}/users", listMembers)
        table.on(.get, "/v3/groups/{id}/users/{user_id}", checkMember)
        table.on(.put, "/v3/groups/{id}/users/{user_id}", addMember)
        table.on(.delete, "/v3/groups/{id}/users/{user_id}", removeMember)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("name", .name(maximum: 64)), ("description", .optionalString), ("domain_id", .string),
    ]
    private static let known = ["id", "name", "description", "domain_id", "links"]

    private func listGroups(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        try require("list_groups", caller.seesAll || (caller.domainID != nil && caller.has("reader")))
        let rows = store.read { $0.groups.sorted }.filter { caller.sees(domain: $0.domainID) }
        return list(request, "groups", rows.map(\.members), filters: ["name", "domain_id"], linkedAs: "groups")
    }

    private func createGroup(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await attributes(request, "group")
        let domainID = given.string("domain_id") ?? caller.domainID ?? "default"
        try require("create_group", caller.manages(domain: domainID))
        try given.check(required: ["name"], Self.rules)
        let row = GroupRow(
            id: Identifier.hex(),
            name: given.string("name") ?? "",
            domainID: domainID,
            description: given.string("description") ?? "",
            extra: given.extra(without: Self.known)
        )
        try store.write { state in
            guard state.domains[row.domainID] != nil else { throw IdentityError.notFound("domain", row.domainID) }
            try Self.checkName(of: row, in: state)
            state.groups.insert(row)
        }
        return one("group", row.members, "groups", status: .created)
    }

    private func showGroup(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let row = store.read { $0.groups[request["id"]] }
        try require("get_group", caller.sees(domain: row?.domainID))
        guard let row else { throw IdentityError.notFound("group", request["id"]) }
        return one("group", row.members, "groups")
    }

    private func updateGroup(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domain = store.read { $0.groups[id]?.domainID }
        try require("update_group", caller.manages(domain: domain))
        let given = try await attributes(request, "group")
        try given.check(Self.rules)
        let row = try store.write { state in
            guard var row = state.groups[id] else { throw IdentityError.notFound("group", id) }
            if let domain = given.string("domain_id"), domain != row.domainID {
                throw IdentityError(.badRequest, "Cannot change Domain ID")
            }
            row.name = given.string("name") ?? row.name
            if given.has("description") { row.description = given.string("description") ?? "" }
            row.extra.merge(given.extra(without: Self.known))
            try Self.checkName(of: row, in: state)
            state.groups.insert(row)
            return row
        }
        return one("group", row.members, "groups")
    }

    private func deleteGroup(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domain = store.read { $0.groups[id]?.domainID }
        try require("delete_group", caller.manages(domain: domain))
        try store.write { state in
            guard state.groups[id] != nil else { throw IdentityError.notFound("group", id) }
            state.removeGroup(id)
        }
        return .empty(.noContent)
    }

    // MARK: - Members

    private func listMembers(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let group = store.read { $0.groups[id] }
        try require("list_users_in_group", caller.sees(domain: group?.domainID))
        guard group != nil else { throw IdentityError.notFound("group", id) }
        let rows = store.read { state in
            state.memberships.sorted.filter { $0.groupID == id }.compactMap { state.users[$0.userID] }
        }
        return list(
            request,
            "users",
            rows.map(\.members),
            filters: ["name", "domain_id", "enabled"],
            linkedAs: "users"
        )
    }

    /// The ids of the path, once the policy allows the rule to be applied to both.
    private func member(
        _ request: ServiceRequest,
        _ rule: String,
        _ allows: (TokenContext, String?) -> Bool
    ) throws -> MembershipRow {
        let caller = try caller(request)
        let (group, user) = store.read { ($0.groups[request["id"]], $0.users[request["user_id"]]) }
        try require(rule, allows(caller, group?.domainID) && allows(caller, user?.domainID))
        guard let group else { throw IdentityError.notFound("group", request["id"]) }
        guard let user else { throw IdentityError.notFound("user", request["user_id"]) }
        return MembershipRow(groupID: group.id, userID: user.id)
    }

    private static func absent(_ row: MembershipRow) -> IdentityError {
        IdentityError(.notFound, "User '\(row.userID)' not found in group '\(row.groupID)'")
    }

    private func checkMember(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try member(request, "check_user_in_group") { $0.sees(domain: $1) }
        guard store.read({ $0.memberships[row.id] }) != nil else { throw Self.absent(row) }
        return .empty(.noContent)
    }

    private func addMember(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try member(request, "add_user_to_group") { $0.manages(domain: $1) }
        try store.write { $0.memberships.insert(row) }
        return .empty(.noContent)
    }

    private func removeMember(_ request: ServiceRequest) throws -> ServiceResponse {
        let row = try member(request, "remove_user_from_group") { $0.manages(domain: $1) }
        try store.write { state in
            guard state.memberships[row.id] != nil else { throw Self.absent(row) }
            state.memberships[row.id] = nil
        }
        return .empty(.noContent)
    }

    private static func checkName(of row: GroupRow, in state: borrowing IdentityState) throws {
        let isTaken = state.groups.values.contains {
            $0.name == row.name && $0.domainID == row.domainID && $0.id != row.id
        }
        guard isTaken else { return }
        throw IdentityError.conflict(
            "group",
            "Duplicate entry found with name \(row.name) at domain ID \(row.domainID)"
        )
    }
}
