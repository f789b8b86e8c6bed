import HTTPTypes
import Hummingbird

// Identity API reference, “Roles”: PUT, GET, HEAD and DELETE of a role on a project, a domain or the system, for a user or a group.
extension IdentityService {
    func declareGrants(in table: inout RouteTable) {
        for actor in ["users", "groups"] {
            for scope in ["/v3/projects/{project}", "/v3/domains/{domain}", "/v3/system"] {
                declare("\(scope)/\(actor)/{\(actor)}/roles", "", in: &table)
            }
            for scope in ["/v3/OS-INHERIT/projects/{project}", "/v3/OS-INHERIT/domains/{domain}"] {
                declare("\(scope)/\(actor)/{\(actor)}/roles", "/inherited_to_projects", in: &table)
            }
        }
    }

    private func declare(_ path: String, _ suffix: String, in table: inout RouteTable) {
        let inherited = !suffix.isEmpty
        table.on(.get, path + suffix) { try listGrants($0, inherited) }
        table.on(.get, path + "/{role}" + suffix) { try checkGrant($0, inherited) }
        table.on(.put, path + "/{role}" + suffix) { try addGrant($0, inherited) }
        table.on(.delete, path + "/{role}" + suffix) { try removeGrant($0, inherited) }
    }

    /// Who and where a path says.
    private struct Place: Sendable {
        var actor: AssignmentRow.Actor
        var target: AssignmentRow.Target
        /// The domains of both, for the policy; nil if the one is not there, or has none.
        var actorDomain: String?
        var targetDomain: String?
        var isComplete: Bool

        var isSystem: Bool { target == .system }
    }

    private func findPlace(_ request: ServiceRequest, in state: borrowing IdentityState) -> Place {
        let parameters = request.parameters
        let isUser = parameters["users"] != nil
        let actor: AssignmentRow.Actor = isUser ? .user(request["users"]) : .group(request["groups"])
        let actorDomain = isUser ? state.users[actor.id]?.domainID : state.groups[actor.id]?.domainID
        if let id = parameters["project"] {
            let domain = state.projects[id]?.domainID
            return Place(
                actor: actor,
                target: .project(id),
                actorDomain: actorDomain,
                targetDomain: domain,
                isComplete: actorDomain != nil && domain != nil
            )
        }
        if let id = parameters["domain"] {
            let domain = state.domains[id]?.id
            return Place(
                actor: actor,
                target: .domain(id),
                actorDomain: actorDomain,
                targetDomain: domain,
                isComplete: actorDomain != nil && domain != nil
            )
        }
        return Place(actor: actor, target: .system, actorDomain: actorDomain, isComplete: actorDomain != nil)
    }

    /// 404 for whichever of them is not there.
    private static func check(_ place: Place) throws {
        if place.actorDomain == nil {
            switch place.actor {
            case .user(let id): throw IdentityError.notFound("user", id)
            case .group(let id): throw IdentityError.notFound("group", id)
            }
        }
        guard place.targetDomain == nil else { return }
        switch place.target {
        case .project(let id): throw IdentityError.notFound("project", id)
        case .domain(let id): throw IdentityError.notFound("domain", id)
        case .system: break
        }
    }

    private func rule(_ action: String, _ place: Place) -> String {
        guard place.isSystem else { return action == "list" ? "list_grants" : action + "_grant" }
        let kind = if case .user = place.actor { "user" } else { "group" }
        return action == "list" ? "list_system_grants_for_\(kind)" : "\(action)_system_grant_for_\(kind)"
    }

    private func maySee(_ caller: TokenContext, _ place: Place, _ role: RoleRow?) -> Bool {
        if caller.seesAll { return true }
        guard !place.isSystem, let own = caller.domainID, caller.has("reader") else { return false }
        let isOwnRole = role?.domainID == nil || role?.domainID == own
        return place.actorDomain == own && place.targetDomain == own && isOwnRole
    }

    private func mayChange(_ caller: TokenContext, _ place: Place, _ role: RoleRow?) -> Bool {
        if caller.isAdmin { return true }
        guard !place.isSystem, let own = caller.domainID, caller.has("manager"), let role else { return false }
        return place.actorDomain == own && place.targetDomain == own
            && ["manager", "member", "reader"].contains(role.name)
    }

    private func listGrants(_ request: ServiceRequest, _ inherited: Bool) throws -> ServiceResponse {
        let caller = try caller(request)
        let place = store.read { findPlace(request, in: $0) }
        try require(rule("list", place), maySee(caller, place, nil))
        try Self.check(place)
        let roles = store.read { state in
            state.assignments.sorted
                .filter { $0.actor == place.actor && $0.target == place.target && $0.inherited == inherited }
                .compactMap { state.roles[$0.roleID] }
        }
        return list(request, "roles", roles.map(\.members), filters: ["name"], linkedAs: "roles")
    }

    private func grant(
        _ request: ServiceRequest,
        _ inherited: Bool,
        _ action: String,
        allows: (TokenContext, Place, RoleRow?) -> Bool
    ) throws -> AssignmentRow {
        let caller = try caller(request)
        let (place, role) = store.read { state in (findPlace(request, in: state), state.roles[request["role"]]) }
        if role == nil, caller.isAdmin || place.isSystem { throw IdentityError.notFound("role", request["role"]) }
        try require(rule(action, place), allows(caller, place, role))
        guard let role else { throw IdentityError.notFound("role", request["role"]) }
        try Self.check(place)
        if place.isSystem, role.domainID != nil {
            throw IdentityError(
                .badRequest,
                "Role \(role.id) is a domain-specific role. Unable to use a domain-specific role in a system "
                    + "assignment."
            )
        }
        return AssignmentRow(actor: place.actor, target: place.target, roleID: role.id, inherited: inherited)
    }

    private static func absent(_ row: AssignmentRow) -> IdentityError {
        .notFound(
            "role assignment with role",
            "\(row.roleID), user or group: \(row.actor.id), project, domain, or system: \(row.target.name)"
        )
    }

    private func checkGrant(_ request: ServiceRequest, _ inherited: Bool) throws -> ServiceResponse {
        let row = try grant(request, inherited, "check", allows: maySee)
        guard store.read({ $0.assignments[row.id] }) != nil else { throw Self.absent(row) }
        return .empty(.noContent)
    }

    private func addGrant(_ request: ServiceRequest, _ inherited: Bool) throws -> ServiceResponse {
        let row = try grant(request, inherited, "create", allows: mayChange)
        try store.write { $0.assignments.insert(row) }
        return .empty(.noContent)
    }

    private func removeGrant(_ request: ServiceRequest, _ inherited: Bool) throws -> ServiceResponse {
        let row = try grant(request, inherited, "revoke", allows: mayChange)
        try store.write { state in
            guard state.assignments[row.id] != nil else { throw Self.absent(row) }
            state.assignments[row.id] = nil
            // An application credential can't outlast the roles it was made with.
            if case (.user(let user), .project(let project)) = (row.actor, row.target) {
                state.applicationCredentials.remove {
                    $0.userID == user && $0.projectID == project && $0.roleIDs.contains(row.roleID)
                }
            }
        }
        return .empty(.noContent)
    }
}
