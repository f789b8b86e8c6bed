import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareDomains(in table: inout RouteTable) {
        table.on(.get, "/v3/domains", listDomains)
        table.on(.post, "/v3/domains", createDomain)
        table.on(.get, "/v3/domains/{id}", showDomain)
        table.on(.patch, "/v3/domains/{id}", updateDomain)
        table.on(.delete, "/v3/domains/{id}", deleteDomain)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("name", .name(maximum: 64)), ("description", .optionalString), ("enabled", .boolean), ("options", .object),
    ]

    private func listDomains(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        try require("list_domains", caller.seesAll || (caller.domainID != nil && caller.has("reader")))
        let rows = store.read { $0.domains.sorted }.filter { caller.sees(domain: $0.id) }
        return list(request, "domains", rows.map(\.members), filters: ["name", "enabled"], linkedAs: "domains")
    }

    private func createDomain(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        try require("create_domain", caller.isAdmin)
        let given = try await attributes(request, "domain")
        try given.check(required: ["name"], Self.rules)
        let row = DomainRow(
            id: given.string("explicit_domain_id") ?? Identifier.hex(),
            name: given.string("name") ?? "",
            description: given.string("description") ?? "",
            enabled: given["enabled"]?.bool ?? true,
            options: given["options"]?.object ?? [:]
        )
        try store.write { state in
            try Self.checkName(of: row, in: state)
            state.domains.insert(row)
        }
        return one("domain", row.members, "domains", status: .created)
    }

    private func showDomain(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        let id = request["id"]
        var isOwn = caller.domainID == id
        if case .project(let project, _) = caller.scope { isOwn = project.domainID == id }
        let row = store.read { $0.domains[id] }
        try require("get_domain", caller.seesAll || (row != nil && isOwn))
        guard let row else { throw IdentityError.notFound("domain", id) }
        return one("domain", row.members, "domains")
    }

    private func updateDomain(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try caller(request)
        try require("update_domain", caller.isAdmin)
        let given = try await attributes(request, "domain")
        try given.check(Self.rules)
        let row = try store.write { state in
            guard var row = state.domains[request["id"]] else { throw IdentityError.notFound("domain", request["id"]) }
            try Self.change(&row, given, in: &state)
            return row
        }
        return one("domain", row.members, "domains")
    }

    private func deleteDomain(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try caller(request)
        try require("delete_domain", caller.isAdmin)
        let id = request["id"]
        try store.write { state in
            guard let row = state.domains[id] else { throw IdentityError.notFound("domain", id) }
            try Self.delete(row, in: &state)
        }
        return .empty(.noContent)
    }
}
