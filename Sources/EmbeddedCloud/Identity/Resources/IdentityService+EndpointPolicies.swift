import HTTPTypes
import Hummingbird

// Identity API reference, `OS-ENDPOINT-POLICY`: which policy belongs to which endpoint, service, or service of a region.
extension IdentityService {
    func declareEndpointPolicies(in table: inout RouteTable) {
        let root = "/v3/policies/{id}/OS-ENDPOINT-POLICY"
        let places = [
            "/endpoints/{endpoint}": "endpoint", "/services/{service}": "service",
            "/services/{service}/regions/{region}": "region_and_service",
        ]
        for (place, kind) in places {
            table.on(.get, root + place) { try checkAssociation($0, kind) }
            table.on(.put, root + place) { try createAssociation($0, kind) }
            table.on(.delete, root + place) { try deleteAssociation($0, kind) }
        }
        table.on(.get, root + "/endpoints", listPolicyEndpoints)
        table.on(.get, "/v3/endpoints/{id}/OS-ENDPOINT-POLICY/policy", showEndpointPolicy)
    }

    private static var absent: IdentityError { IdentityError(.notFound, "Could not find policy association.") }

    /// What a path is about; 404 for whatever of it is not there.
    private static func subject(
        _ request: ServiceRequest,
        in state: borrowing IdentityState
    ) throws -> PolicyAssociationRow.Subject {
        let id = request["id"]
        guard state.policies[id] != nil else { throw IdentityError.notFound("policy", id) }
        if let endpoint = request.parameters["endpoint"] {
            guard state.endpoints[endpoint] != nil else { throw IdentityError.notFound("endpoint", endpoint) }
            return .endpoint(endpoint)
        }
        let service = request["service"]
        guard state.services[service] != nil else { throw IdentityError.notFound("service", service) }
        guard let region = request.parameters["region"] else { return .service(service) }
        guard state.regions[region] != nil else { throw IdentityError.notFound("region", region) }
        return .serviceInRegion(service: service, region: region)
    }

    private func checkAssociation(_ request: ServiceRequest, _ kind: String) throws -> ServiceResponse {
        try require("check_policy_association_for_\(kind)", try caller(request).seesAll)
        try store.read { state in
            let row = state.policyAssociations[PolicyAssociationRow.id(try Self.subject(request, in: state))]
            guard row?.policyID == request["id"] else { throw Self.absent }
        }
        return .empty(.noContent)
    }

    private func createAssociation(_ request: ServiceRequest, _ kind: String) throws -> ServiceResponse {
        try require("create_policy_association_for_\(kind)", try caller(request).isAdmin)
        try store.write { state in
            let subject = try Self.subject(request, in: state)
            state.policyAssociations.insert(PolicyAssociationRow(subject: subject, policyID: request["id"]))
        }
        return .empty(.noContent)
    }

    private func deleteAssociation(_ request: ServiceRequest, _ kind: String) throws -> ServiceResponse {
        try require("delete_policy_association_for_\(kind)", try caller(request).isAdmin)
        try store.write { state in
            let id = PolicyAssociationRow.id(try Self.subject(request, in: state))
            guard state.policyAssociations[id]?.policyID == request["id"] else { return }
            state.policyAssociations[id] = nil
        }
        return .empty(.noContent)
    }

    private func listPolicyEndpoints(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_endpoints_for_policy", try caller(request).seesAll)
        let id = request["id"]
        let rows = try store.read { state in
            guard state.policies[id] != nil else { throw IdentityError.notFound("policy", id) }
            return state.endpoints.sorted.filter { state.policyID(of: $0) == id }
        }
        return list(request, "endpoints", rows.map { $0.members(address) }, linkedAs: "endpoints")
    }

    private func showEndpointPolicy(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_policy_for_endpoint", try caller(request).seesAll)
        let id = request["id"]
        let row = try store.read { state in
            guard let endpoint = state.endpoints[id] else { throw IdentityError.notFound("endpoint", id) }
            guard let row = state.policyID(of: endpoint).flatMap({ state.policies[$0] }) else {
                throw IdentityError(.notFound, "No policy is associated with endpoint \(id).")
            }
            return row
        }
        return one("policy", row.members, "policies")
    }
}

extension IdentityState {
    /// The policy of an endpoint: its own, else that of its service in its region or the nearest above, else its service's.
    fileprivate func policyID(of endpoint: EndpointRow) -> String? {
        func policy(_ subject: PolicyAssociationRow.Subject) -> String? {
            policyAssociations[PolicyAssociationRow.id(subject)]?.policyID
        }
        if let own = policy(.endpoint(endpoint.id)) { return own }
        var region = endpoint.regionID
        while let id = region {
            if let found = policy(.serviceInRegion(service: endpoint.serviceID, region: id)) { return found }
            region = regions[id]?.parentID
        }
        return policy(.service(endpoint.serviceID))
    }
}
