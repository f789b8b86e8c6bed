import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareProjects(in table: inout RouteTable) {
        table.on(.get, "/v3/projects", listProjects)
        table.on(.post, "/v3/projects", createProject)
        table.on(.get, "/v3/projects/{id}", showProject)
        table.on(.patch, "/v3/projects/{id}", updateProject)
        table.on(.delete, "/v3/projects/{id}", deleteProject)
        table.on(.get, "/v3/users/{id}/projects", listUserProjects)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("name", .name(maximum: 64)), ("description", .optionalString), ("enabled", .boolean),
        ("domain_id", .optionalString), ("parent_id", .optionalString), ("is_domain", .boolean), ("options", .object),
    ]
    private static let known = [
        "id", "name", "description", "enabled", "domain_id", "parent_id", "is_domain", "tags", "options", "links",
    ]

    private func listProjects(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let asked = request.query["domain_id"] ?? caller.domainID
        try require("list_projects", caller.sees(domain: asked))
        let members: [JSON.Object] = store.read { state in
            if request.query.isSet("is_domain") {
                let rows = state.domains.sorted.filter { caller.seesAll && Self.hasTags($0.tags, request.query) }
                return rows.map(\.projectMembers)
            }
            let rows = state.projects.sorted.filter {
                caller.sees(domain: $0.domainID) && Self.hasTags($0.tags, request.query)
            }
            return rows.map(\.members)
        }
        return list(
            request,
            "projects",
            members,
            filters: ["name", "domain_id", "enabled", "parent_id"],
            linkedAs: "projects"
        )
    }

    /// `tags` (all of), `tags-any`, `not-tags` (not all of), `not-tags-any` (none of): comma-separated.
    private static func hasTags(_ tags: [String], _ query: Query) -> Bool {
        func asked(_ name: String) -> [String]? { query[name]?.split(separator: ",").map(String.init) }
        if let all = asked("tags"), !all.allSatisfy(tags.contains) { return false }
        if let any = asked("tags-any"), !any.contains(where: tags.contains) { return false }
        if let all = asked("not-tags"), all.allSatisfy(tags.contains) { return false }
        if let any = asked("not-tags-any"), any.contains(where: tags.contains) { return false }
        return true
    }

    private func createProject(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await attributes(request, "project")
        let parent = given.string("parent_id")
        let parentRow = store.read { state in parent.flatMap { state.projects[$0] } }
        let domainID = given.string("domain_id") ?? parentRow?.domainID ?? caller.domainID ?? "default"
        let isDomain = given["is_domain"] == true
        try require("create_project", caller.manages(domain: isDomain ? nil : domainID))
        try given.check(required: ["name"], Self.rules)
        let tags = try given.has("tags") ? Self.tags(given["tags"] ?? .null) : []
        if isDomain { return try createDomainProject(given, tags: tags) }
        let row = ProjectRow(
            id: Identifier.hex(),
            name: given.string("name") ?? "",
            domainID: domainID,
            parentID: parent ?? domainID,
            description: given.string("description") ?? "",
            enabled: given["enabled"]?.bool ?? true,
            tags: tags,
            options: given["options"]?.object ?? [:],
            extra: given.extra(without: Self.known)
        )
        try store.write { state in
            if state.domains[row.domainID] == nil {
                throw IdentityError(.badRequest, "Could not find domain: \(row.domainID).")
            }
            if row.parentID != row.domainID, state.domains[row.parentID] != nil {
                throw IdentityError(
                    .badRequest,
                    "Cannot create project, the parent (\(row.parentID)) is acting as a domain, but this project's domain "
                        + "id (\(row.domainID)) does not match the parent's id."
                )
            }
            if row.parentID != row.domainID, state.projects[row.parentID] == nil {
                throw IdentityError(.badRequest, "Could not find project: \(row.parentID).")
            }
            try Self.checkName(of: row, in: state)
            state.projects.insert(row)
        }
        return one("project", row.members, "projects", status: .created)
    }

    private func showProject(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let query = request.query
        let (row, domain) = store.read { ($0.projects[id], $0.domains[id]) }
        try require("get_project", caller.sees(domain: row?.domainID) || caller.projectID == id)
        if let domain { return one("project", domain.projectMembers, "projects") }
        guard let row else { throw IdentityError.notFound("project", id) }
        var members = row.members
        for (kind, isUp) in [("parents", true), ("subtree", false)] {
            let asList = query["\(kind)_as_list"] != nil
            let asIDs = query["\(kind)_as_ids"] != nil
            if asList, asIDs {
                throw IdentityError(
                    .badRequest,
                    "Cannot use \(kind)_as_list and \(kind)_as_ids query params at the same time."
                )
            }
            if asList { members[kind] = relatives(of: row, up: isUp, seenBy: caller) }
            if asIDs {
                members[kind] = store.read { isUp ? Self.parentIDs(of: row, in: $0) : Self.childIDs(of: id, in: $0) }
            }
        }
        return one("project", members, "projects")
    }

    /// Only those the caller itself has a role in, as upstream does.
    private func relatives(of row: ProjectRow, up: Bool, seenBy caller: TokenContext) -> JSON {
        let rows = store.read { state in
            let mine = state.projects(of: caller.user.id).map(\.id)
            return (up ? state.ancestors(of: row) : state.descendants(of: row.id)).filter { mine.contains($0.id) }
        }
        return .array(rows.map { ["project": .object(linked($0.members, "projects"))] })
    }

    private static func parentIDs(of row: ProjectRow, in state: borrowing IdentityState) -> JSON {
        var nested: JSON = .null
        for parent in (state.ancestors(of: row).map(\.id) + [row.domainID]).reversed() {
            nested = .object([parent: nested])
        }
        return nested
    }

    private static func childIDs(of id: String, in state: borrowing IdentityState) -> JSON {
        var nested: JSON.Object = [:]
        for child in state.children(of: id) { nested[child.id] = childIDs(of: child.id, in: state) }
        return nested.isEmpty ? .null : .object(nested)
    }

    private func updateProject(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domain = store.read { $0.projects[id]?.domainID }
        try require("update_project", caller.manages(domain: domain))
        let given = Attributes(name: "project", members: try await document(request)["project"]?.object ?? [:])
        try given.check(Self.rules)
        let tags = try given["tags"].map { try Self.tags($0) }
        if store.read({ $0.domains[id] != nil }) { return try updateDomainProject(id, given, tags: tags) }
        let row = try store.write { state in
            guard var row = state.projects[id] else { throw IdentityError.notFound("project", id) }
            if let domain = given.string("domain_id"), domain != row.domainID {
                throw IdentityError(.badRequest, "Cannot change Domain ID")
            }
            if let parent = given.string("parent_id"), parent != row.parentID {
                throw IdentityError(.forbidden, "Update of `parent_id` is not allowed.")
            }
            if given["is_domain"] == true {
                throw IdentityError(.badRequest, "Update of `is_domain` is not allowed.")
            }
            row.name = given.string("name") ?? row.name
            if given.has("description") { row.description = given.string("description") ?? "" }
            row.enabled = given["enabled"]?.bool ?? row.enabled
            row.tags = tags ?? row.tags
            if let options = given["options"]?.object { row.options.merge(options) }
            row.extra.merge(given.extra(without: Self.known))
            try Self.checkName(of: row, in: state)
            state.projects.insert(row)
            return row
        }
        return one("project", row.changedMembers, "projects")
    }

    private func deleteProject(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domain = store.read { $0.projects[id]?.domainID }
        try require("delete_project", caller.manages(domain: domain))
        try store.write { state in
            if let domain = state.domains[id] { return try Self.delete(domain, in: &state) }
            guard state.projects[id] != nil else { throw IdentityError.notFound("project", id) }
            guard state.children(of: id).isEmpty else {
                throw IdentityError(
                    .forbidden,
                    "Cannot delete the project \(id) since it is not a leaf in the hierarchy. Use the cascade option "
                        + "if you want to delete a whole subtree."
                )
            }
            state.removeProject(id)
        }
        return .empty(.noContent)
    }

    // Identity API reference, “List projects for user”.
    private func listUserProjects(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let user = store.read { $0.users[id] }
        try require("list_user_projects", caller.sees(domain: user?.domainID) || caller.isUser(id))
        guard user != nil else { throw IdentityError.notFound("user", id) }
        let rows = store.read { $0.projects(of: id) }
        return list(
            request,
            "projects",
            rows.map(\.members),
            filters: ["name", "domain_id", "enabled"],
            linkedAs: "projects"
        )
    }

    private static func checkName(of row: ProjectRow, in state: borrowing IdentityState) throws {
        guard let other = state.project(named: row.name, domainID: row.domainID), other.id != row.id else { return }
        throw IdentityError.conflict(
            "project",
            "it is not permitted to have two projects with either the same name or same id in the same domain: name is "
                + "\(row.name), project id \(row.id)"
        )
    }
}
