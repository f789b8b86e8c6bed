import HTTPTypes
import Hummingbird

extension IdentityService {
    func declareImpliedRoles(in table: inout RouteTable) {
        table.on(.get, "/v3/role_inferences", listInferences)
        table.on(.get, "/v3/roles/{prior}/implies", listImplied)
        table.on(.get, "/v3/roles/{prior}/implies/{implied}", showImplied)
        table.on(.head, "/v3/roles/{prior}/implies/{implied}", checkImplied)
        table.on(.put, "/v3/roles/{prior}/implies/{implied}", addImplied)
        table.on(.delete, "/v3/roles/{prior}/implies/{implied}", removeImplied)
    }

    private func reference(_ role: RoleRow) -> JSON {
        [
            "id": .string(role.id), "links": ["self": .string("\(base)/v3/roles/\(role.id)")],
            "name": .string(role.name),
        ]
    }

    private func listInferences(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_role_inference_rules", try caller(request).seesAll)
        let rules = store.read { state in
            state.roles.sorted.compactMap { prior -> JSON? in
                let implied = state.implications.sorted.filter { $0.priorID == prior.id }
                guard !implied.isEmpty else { return nil }
                return [
                    "prior_role": reference(prior),
                    "implies": .array(implied.compactMap { state.roles[$0.impliedID].map(reference) }),
                ]
            }
        }
        return .json(["role_inferences": .array(rules)])
    }

    private func listImplied(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_implied_roles", try caller(request).seesAll)
        let id = request["prior"]
        let (prior, implied) = store.read { state in
            (
                state.roles[id],
                state.implications.sorted.filter { $0.priorID == id }.compactMap { state.roles[$0.impliedID] }
            )
        }
        guard let prior else { throw IdentityError.notFound("role", id) }
        return .json([
            "role_inference": ["prior_role": reference(prior), "implies": .array(implied.map(reference))],
            "links": ["self": .string("\(base)/v3/roles/\(id)/implies")],
        ])
    }

    /// Both roles of the path; 404 if one isn't there, or the rule isn't and `existing` asks for it.
    private func pair(_ request: ServiceRequest, existing: Bool) throws -> (prior: RoleRow, implied: RoleRow) {
        let ids = (request["prior"], request["implied"])
        return try store.read { state in
            guard let prior = state.roles[ids.0] else { throw IdentityError.notFound("role", ids.0) }
            guard let implied = state.roles[ids.1] else { throw IdentityError.notFound("role", ids.1) }
            if existing, state.implications[ImplicationRow.id(ids.0, ids.1)] == nil {
                throw IdentityError(.notFound, "\(ids.0) does not imply \(ids.1).")
            }
            return (prior, implied)
        }
    }

    private func answer(_ pair: (prior: RoleRow, implied: RoleRow), _ status: HTTPResponse.Status) -> ServiceResponse {
        .json(
            [
                "role_inference": ["prior_role": reference(pair.prior), "implies": reference(pair.implied)],
                "links": ["self": .string("\(base)/v3/roles/\(pair.prior.id)/implies/\(pair.implied.id)")],
            ],
            status: status
        )
    }

    private func showImplied(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_implied_role", try caller(request).seesAll)
        return answer(try pair(request, existing: true), .ok)
    }

    private func checkImplied(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("check_implied_role", try caller(request).seesAll)
        _ = try pair(request, existing: true)
        return .empty(.noContent)
    }

    private func addImplied(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("create_implied_role", try caller(request).isAdmin)
        let pair = try pair(request, existing: false)
        // `[assignment] prohibited_implied_role` is admin by default; a role of a domain can't be implied by one of all.
        if pair.implied.name == "admin" || (pair.prior.domainID == nil && pair.implied.domainID != nil) {
            throw IdentityError(.forbidden, "\(pair.implied.id) cannot be an implied roles.")
        }
        try store.write { state in
            state.implications.insert(ImplicationRow(priorID: pair.prior.id, impliedID: pair.implied.id))
        }
        return answer(pair, .created)
    }

    private func removeImplied(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_implied_role", try caller(request).isAdmin)
        let pair = try pair(request, existing: true)
        try store.write { $0.implications[ImplicationRow.id(pair.prior.id, pair.implied.id)] = nil }
        return .empty(.noContent)
    }
}
