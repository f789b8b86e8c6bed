import HTTPTypes
import Hummingbird

// Identity API reference, “Policies”: documents that are kept for other services, whatever they say.
extension IdentityService {
    func declarePolicies(in table: inout RouteTable) {
        table.on(.get, "/v3/policies", listPolicies)
        table.on(.post, "/v3/policies", createPolicy)
        table.on(.get, "/v3/policies/{id}", showPolicy)
        table.on(.patch, "/v3/policies/{id}", updatePolicy)
        table.on(.delete, "/v3/policies/{id}", deletePolicy)
    }

    private static let rules: [(String, Attributes.Rule)] = [("blob", .string), ("type", .text(maximum: 255))]
    private static let known = ["id", "blob", "type", "links"]

    private func listPolicies(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_policies", try caller(request).seesAll)
        let rows = store.read { $0.policies.sorted }
        return list(request, "policies", rows.map(\.members), filters: ["type"], linkedAs: "policies")
    }

    private func createPolicy(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("create_policy", try caller(request).isAdmin)
        let given = try await attributes(request, "policy")
        try given.check(required: ["blob", "type"], Self.rules)
        let row = PolicyRow(
            id: Identifier.hex(),
            type: given.string("type") ?? "",
            blob: given.string("blob") ?? "",
            extra: given.extra(without: Self.known)
        )
        try store.write { $0.policies.insert(row) }
        return one("policy", row.members, "policies", status: .created)
    }

    private func showPolicy(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_policy", try caller(request).seesAll)
        guard let row = store.read({ $0.policies[request["id"]] }) else {
            throw IdentityError.notFound("policy", request["id"])
        }
        return one("policy", row.members, "policies")
    }

    private func updatePolicy(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("update_policy", try caller(request).isAdmin)
        let given = try await attributes(request, "policy")
        try given.checkNotEmpty()
        try given.check(Self.rules)
        let row = try store.write { state in
            guard var row = state.policies[request["id"]] else { throw IdentityError.notFound("policy", request["id"]) }
            row.type = given.string("type") ?? row.type
            row.blob = given.string("blob") ?? row.blob
            row.extra.merge(given.extra(without: Self.known))
            state.policies.insert(row)
            return row
        }
        return one("policy", row.members, "policies")
    }

    private func deletePolicy(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_policy", try caller(request).isAdmin)
        try store.write { state in
            guard state.policies[request["id"]] != nil else { throw IdentityError.notFound("policy", request["id"]) }
            state.removePolicy(request["id"])
        }
        return .empty(.noContent)
    }
}
