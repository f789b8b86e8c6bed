import HTTPTypes
import Hummingbird

// Identity API reference, `OS-EP-FILTER`, “Project-endpoint associations”: a project that has any sees no other endpoints.
extension IdentityService {
    func declareProjectEndpoints(in table: inout RouteTable) {
        let root = "/v3/OS-EP-FILTER"
        table.on(.get, root + "/endpoints/{endpoint}/projects", listEndpointProjects)
        table.on(.get, root + "/projects/{project}/endpoints", listProjectEndpoints)
        table.on(.get, root + "/projects/{project}/endpoints/{endpoint}", checkProjectEndpoint)
        table.on(.put, root + "/projects/{project}/endpoints/{endpoint}", addProjectEndpoint)
        table.on(.delete, root + "/projects/{project}/endpoints/{endpoint}", removeProjectEndpoint)
    }

    private func listEndpointProjects(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_projects_for_endpoint", try caller(request).seesAll)
        let id = request["endpoint"]
        let rows = try store.read { state in
            guard state.endpoints[id] != nil else { throw IdentityError.notFound("endpoint", id) }
            return state.projectEndpoints.sorted.filter { $0.endpointID == id }
                .compactMap { state.projects[$0.projectID] }
        }
        return list(request, "projects", rows.map(\.members), linkedAs: "projects")
    }

    private func listProjectEndpoints(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_endpoints_for_project", try caller(request).seesAll)
        let id = request["project"]
        let rows = try store.read { state in
            guard state.projects[id] != nil else { throw IdentityError.notFound("project", id) }
            return state.endpoints(ofProject: id)
        }
        return list(request, "endpoints", rows.map { $0.members(address) }, linkedAs: "endpoints")
    }

    /// The association a path names; 404 if endpoint or project is not there.
    private static func association(
        _ request: ServiceRequest,
        in state: borrowing IdentityState
    ) throws -> ProjectEndpointRow {
        let row = ProjectEndpointRow(projectID: request["project"], endpointID: request["endpoint"])
        guard state.endpoints[row.endpointID] != nil else { throw IdentityError.notFound("endpoint", row.endpointID) }
        guard state.projects[row.projectID] != nil else { throw IdentityError.notFound("project", row.projectID) }
        return row
    }

    private static func absent(_ row: ProjectEndpointRow) -> IdentityError {
        IdentityError(.notFound, "Endpoint \(row.endpointID) not found in project \(row.projectID)")
    }

    private func checkProjectEndpoint(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("check_endpoint_in_project", try caller(request).seesAll)
        try store.read { state in
            let row = try Self.association(request, in: state)
            guard state.projectEndpoints[row.id] != nil else { throw Self.absent(row) }
        }
        return .empty(.noContent)
    }

    private func addProjectEndpoint(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("add_endpoint_to_project", try caller(request).isAdmin)
        try store.write { state in
            let row = try Self.association(request, in: state)
            guard state.projectEndpoints[row.id] == nil else {
                throw IdentityError.conflict("project_endpoint", "Duplicate entry")
            }
            state.projectEndpoints.insert(row)
        }
        return .empty(.noContent)
    }

    private func removeProjectEndpoint(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("remove_endpoint_from_project", try caller(request).isAdmin)
        let row = ProjectEndpointRow(projectID: request["project"], endpointID: request["endpoint"])
        try store.write { state in
            guard state.projectEndpoints[row.id] != nil else { throw Self.absent(row) }
            state.projectEndpoints[row.id] = nil
        }
        return .empty(.noContent)
    }
}

extension IdentityState {
    func endpointGroups(of project: String) -> [EndpointGroupRow] {
        projectEndpointGroups.sorted.filter { $0.projectID == project }.compactMap { endpointGroups[$0.groupID] }
    }

    /// The endpoints a project is associated with, one by one or as a group; none for most.
    func endpoints(ofProject id: String) -> [EndpointRow] {
        guard !projectEndpoints.isEmpty || !projectEndpointGroups.isEmpty else { return [] }
        let groups = endpointGroups(of: id)
        return endpoints.sorted.filter { endpoint in
            projectEndpoints[ProjectEndpointRow.id(project: id, endpoint: endpoint.id)] != nil
                || groups.contains { $0.contains(endpoint) }
        }
    }
}
