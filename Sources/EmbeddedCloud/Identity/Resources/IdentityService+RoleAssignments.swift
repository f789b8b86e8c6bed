import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareRoleAssignments(in table: inout RouteTable) {
        table.on(.get, "/v3/role_assignments", listRoleAssignments)
    }

    /// An assignment as listed: made so, or in effect.
    private struct Entry {
        var actor: AssignmentRow.Actor
        var target: AssignmentRow.Target
        var roleID: String
        var source: AssignmentRow
        var priorRoleID: String?
    }

    // Identity API reference, “List role assignments”.
    private func listRoleAssignments(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let query = request.query
        let rule = query.isSet("include_subtree") ? "list_role_assignments_for_tree" : "list_role_assignments"
        try require(rule, caller.seesAll || (caller.domainID != nil && caller.has("reader")))
        try Self.check(query)
        let names = query.isSet("include_names")
        let rendered = store.read { state -> [JSON] in
            entries(query, in: state)
                .filter { caller.seesAll || Self.domain(of: $0.target, in: state) == caller.domainID }
                .map { render($0, names: names, in: state) }
        }
        return .json([
            "role_assignments": .array(rendered),
            "links": ["next": nil, "self": .string(selfLink(request)), "previous": nil],
        ])
    }

    private static func check(_ query: Query) throws {
        func refuse(_ message: String) -> IdentityError { IdentityError(.badRequest, message) }
        if query["scope.project.id"] != nil, query["scope.domain.id"] != nil {
            throw refuse("Specify a domain or project, not both")
        }
        if query["user.id"] != nil, query["group.id"] != nil { throw refuse("Specify a user or group, not both") }
        if query.isSet("effective"), query["group.id"] != nil {
            throw refuse("Combining effective and group filter will always result in an empty list.")
        }
        if query.isSet("effective"), query["scope.domain.id"] != nil, query["scope.OS-INHERIT:inherited_to"] != nil {
            throw refuse(
                "Combining effective, domain and inherited filters will always result in an empty list."
            )
        }
        if query.isSet("include_subtree"), query["scope.project.id"] == nil {
            throw refuse("scope.project.id must be specified if include_subtree is also specified")
        }
    }

    private static func domain(of target: AssignmentRow.Target, in state: borrowing IdentityState) -> String? {
        switch target {
        case .domain(let id): id
        case .project(let id): state.projects[id]?.domainID
        case .system: nil
        }
    }

    private func entries(_ query: Query, in state: borrowing IdentityState) -> [Entry] {
        let all: [Entry] =
            query.isSet("effective")
            ? state.effectiveAssignments().map {
                Entry(
                    actor: .user($0.userID),
                    target: $0.target,
                    roleID: $0.roleID,
                    source: $0.source,
                    priorRoleID: $0.priorRoleID
                )
            }
            : state.assignments.sorted.map { Entry(actor: $0.actor, target: $0.target, roleID: $0.roleID, source: $0) }
        var projects = query["scope.project.id"].map { [$0] }
        if let id = query["scope.project.id"], query.isSet("include_subtree") {
            projects = [id] + state.descendants(of: id).map(\.id)
        }
        return all.filter { entry in
            if let id = query["user.id"], entry.actor != .user(id) { return false }
            if let id = query["group.id"], entry.actor != .group(id) { return false }
            if let id = query["role.id"], entry.roleID != id { return false }
            if let id = query["scope.domain.id"], entry.target != .domain(id) { return false }
            if query["scope.system"] != nil, entry.target != .system { return false }
            if query["scope.OS-INHERIT:inherited_to"] != nil, !entry.source.inherited { return false }
            guard let projects else { return true }
            guard case .project(let id) = entry.target else { return false }
            return projects.contains(id)
        }
    }

    // MARK: - Rendering

    private func render(_ entry: Entry, names: Bool, in state: borrowing IdentityState) -> JSON {
        let source = entry.source
        let prefix = source.inherited ? "/v3/OS-INHERIT/" : "/v3/"
        var links: JSON.Object = [:]
        if case .group(let group) = source.actor, case .user(let user) = entry.actor {
            links["membership"] = .string("\(base)/v3/groups/\(group)/users/\(user)")
        }
        links["assignment"] = .string(base + prefix + source.id)
        if let prior = entry.priorRoleID {
            links["prior_role"] = .string("\(base)/v3/prior_role/\(prior)/implies/\(entry.roleID)")
        }

        var scope: JSON.Object = [:]
        switch entry.target {
        case .system: scope["system"] = ["all": true]
        case .domain(let id):
            let name = state.domains[id]?.name
            scope["domain"] = names ? ["id": .string(id), "name": JSON(name)] : ["id": .string(id)]
        case .project(let id):
            let row = state.projects[id]
            scope["project"] = named(id, row?.name, row?.domainID, names, in: state)
        }
        if source.inherited { scope["OS-INHERIT:inherited_to"] = "projects" }

        var entryJSON: JSON.Object = ["links": .object(links), "scope": .object(scope)]
        switch entry.actor {
        case .user(let id):
            let row = state.users[id]
            entryJSON["user"] = named(id, row?.name, row?.domainID, names, in: state)
        case .group(let id):
            let row = state.groups[id]
            entryJSON["group"] = named(id, row?.name, row?.domainID, names, in: state)
        }
        let role = state.roles[entry.roleID]
        entryJSON["role"] = named(entry.roleID, role?.name, role?.domainID, names, in: state)
        return .object(entryJSON)
    }

    private func named(
        _ id: String,
        _ name: String?,
        _ domainID: String?,
        _ names: Bool,
        in state: borrowing IdentityState
    ) -> JSON {
        guard names else { return ["id": .string(id)] }
        var members: JSON.Object = ["id": .string(id), "name": JSON(name)]
        if let domainID {
            members["domain"] = ["id": .string(domainID), "name": JSON(state.domains[domainID]?.name)]
        }
        return .object(members)
    }
}
