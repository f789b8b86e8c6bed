import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareRoles(in table: inout RouteTable) {
        table.on(.get, "/v3/roles", listRoles)
        table.on(.post, "/v3/roles", createRole)
        table.on(.get, "/v3/roles/{id}", showRole)
        table.on(.patch, "/v3/roles/{id}", updateRole)
        table.on(.delete, "/v3/roles/{id}", deleteRole)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("name", .name(maximum: 255)), ("description", .optionalString), ("domain_id", .optionalString),
        ("options", .object),
    ]
    private static let known = ["id", "name", "description", "domain_id", "options", "links"]

    /// The roles managers of a domain may hand out.
    private static let managed = ["manager", "member", "reader"]

    private func listRoles(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let domain = request.query["domain_id"]
        if domain == nil {
            try require("list_roles", caller.seesAll || (caller.domainID != nil && caller.has("manager")))
        } else {
            try require("list_domain_roles", caller.seesAll)
        }
        let rows = store.read { $0.roles.sorted }.filter { $0.domainID == domain }
        return list(request, "roles", rows.map(\.members), filters: ["name"], linkedAs: "roles")
    }

    private func createRole(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let given = try await attributes(request, "role")
        let domainID = given.string("domain_id")
        try require(domainID == nil ? "create_role" : "create_domain_role", caller.isAdmin)
        try given.check(required: ["name"], Self.rules)
        let row = RoleRow(
            id: Identifier.hex(),
            name: given.string("name") ?? "",
            domainID: domainID,
            description: given.string("description"),
            options: given["options"]?.object ?? [:],
            extra: given.extra(without: Self.known)
        )
        try store.write { state in
            if let domainID, state.domains[domainID] == nil { throw IdentityError.notFound("domain", domainID) }
            try Self.checkName(of: row, in: state)
            state.roles.insert(row)
        }
        return one("role", row.members, "roles", status: .created)
    }

    private func showRole(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let row = store.read { $0.roles[request["id"]] }
        // Upstream looks the role up before it asks the policy.
        guard let row else { throw IdentityError.notFound("role", request["id"]) }
        let mayHandOut = caller.has("manager") && Self.managed.contains(row.name)
        try require(row.domainID == nil ? "get_role" : "get_domain_role", caller.seesAll || mayHandOut)
        return one("role", row.members, "roles")
    }

    private func updateRole(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domainID = store.read { $0.roles[id]?.domainID }
        try require(domainID == nil ? "update_role" : "update_domain_role", caller.isAdmin)
        let given = try await attributes(request, "role")
        try given.check(Self.rules)
        let row = try store.write { state in
            guard var row = state.roles[id] else { throw IdentityError.notFound("role", id) }
            let isFreed = given["options"]?["immutable"]?.bool == false
            if row.isImmutable, !isFreed { throw Self.immutable(id, "update") }
            row.name = given.string("name") ?? row.name
            if given.has("description") { row.description = given.string("description") }
            if let options = given["options"]?.object { row.options.merge(options) }
            row.extra.merge(given.extra(without: Self.known))
            try Self.checkName(of: row, in: state)
            state.roles.insert(row)
            return row
        }
        return one("role", row.members, "roles")
    }

    private func deleteRole(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        let domainID = store.read { $0.roles[id]?.domainID }
        try require(domainID == nil ? "delete_role" : "delete_domain_role", caller.isAdmin)
        try store.write { state in
            guard let row = state.roles[id] else { throw IdentityError.notFound("role", id) }
            if row.isImmutable { throw Self.immutable(id, "delete") }
            state.removeRole(id)
        }
        return .empty(.noContent)
    }

    private static func immutable(_ id: String, _ action: String) -> IdentityError {
        // The unpaired back quote is upstream's.
        IdentityError(
            .forbidden,
            "Unable to \(action) immutable role resource: `\(id). Set resource option \"immutable\" to false first."
        )
    }

    private static func checkName(of row: RoleRow, in state: borrowing IdentityState) throws {
        let isTaken = state.roles.values.contains {
            $0.name == row.name && $0.domainID == row.domainID && $0.id != row.id
        }
        guard isTaken else { return }
        let place = row.domainID.map { " at domain ID \($0)" } ?? ""
        throw IdentityError.conflict("role", "Duplicate entry found with name \(row.name)\(place)")
    }
}
