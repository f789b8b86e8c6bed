import HTTPTypes
import Hummingbird

// Identity API reference, `OS-EP-FILTER`, “Endpoint groups”.
extension IdentityService {
    func declareEndpointGroups(in table: inout RouteTable) {
        let root = "/v3/OS-EP-FILTER/endpoint_groups"
        table.on(.get, root, listEndpointGroups)
        table.on(.post, root, createEndpointGroup)
        table.on(.get, root + "/{id}", showEndpointGroup)
        table.on(.patch, root + "/{id}", updateEndpointGroup)
        table.on(.delete, root + "/{id}", deleteEndpointGroup)
        table.on(.get, root + "/{id}/endpoints", listGroupEndpoints)
        table.on(.get, root + "/{id}/projects", listGroupProjects)
        table.on(.get, root + "/{id}/projects/{project}", showProjectEndpointGroup)
        table.on(.put, root + "/{id}/projects/{project}", addProjectEndpointGroup)
        table.on(.delete, root + "/{id}/projects/{project}", removeProjectEndpointGroup)
        table.on(.get, "/v3/OS-EP-FILTER/projects/{project}/endpoint_groups", listProjectEndpointGroups)
    }

    private static let rules: [(String, Attributes.Rule)] = [
        ("description", .optionalString), ("filters", .object), ("name", .name(maximum: 255)),
    ]
    private static let filterRules: [(String, Attributes.Rule)] = [
        ("interface", .oneOf(["admin", "internal", "public"])), ("service_id", .string),
        ("region_id", .optionalString),
    ]
    private static let collection = "OS-EP-FILTER/endpoint_groups"

    private static func absent(_ id: String) -> IdentityError { .notFound("Endpoint Group", id) }

    /// Throws 400 unless the filters are by members that endpoints have.
    private static func checkFilters(_ given: Attributes) throws {
        guard let filters = given["filters"]?.object else { return }
        try Attributes(name: "filters", members: filters).check(filterRules)
        let known = ["service_id", "region_id", "interface"]
        guard filters.names.allSatisfy(known.contains) else {
            throw IdentityError.missing(known.joined(separator: " or "), in: "endpoint_group")
        }
    }

    private func listEndpointGroups(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_endpoint_groups", try caller(request).seesAll)
        let rows = store.read { $0.endpointGroups.sorted }
        return list(
            request,
            "endpoint_groups",
            rows.map(\.members),
            filters: ["name"],
            linkedAs: Self.collection
        )
    }

    private func createEndpointGroup(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("create_endpoint_group", try caller(request).isAdmin)
        let given = try await attributes(request, "endpoint_group")
        try given.check(required: ["name", "filters"], Self.rules)
        try given.checkNames(Self.rules.map(\.0))
        try Self.checkFilters(given)
        let filters = given["filters"]?.object ?? [:]
        if filters.isEmpty { throw IdentityError(.badRequest, "filters field is required and cannot be empty") }
        let row = EndpointGroupRow(
            id: Identifier.hex(),
            name: given.string("name") ?? "",
            description: given.string("description"),
            filters: filters
        )
        try store.write { $0.endpointGroups.insert(row) }
        return one("endpoint_group", row.members, Self.collection, status: .created)
    }

    private func showEndpointGroup(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_endpoint_group", try caller(request).seesAll)
        guard let row = store.read({ $0.endpointGroups[request["id"]] }) else { throw Self.absent(request["id"]) }
        return one("endpoint_group", row.members, Self.collection)
    }

    private func updateEndpointGroup(_ request: ServiceRequest) async throws -> ServiceResponse {
        try require("update_endpoint_group", try caller(request).isAdmin)
        let given = try await attributes(request, "endpoint_group")
        try given.checkNotEmpty()
        try given.check(Self.rules)
        try given.checkNames(Self.rules.map(\.0))
        try Self.checkFilters(given)
        let row = try store.write { state in
            guard var row = state.endpointGroups[request["id"]] else { throw Self.absent(request["id"]) }
            row.name = given.string("name") ?? row.name
            if given.has("description") { row.description = given.string("description") }
            row.filters = given["filters"]?.object ?? row.filters
            state.endpointGroups.insert(row)
            return row
        }
        return one("endpoint_group", row.members, Self.collection)
    }

    private func deleteEndpointGroup(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("delete_endpoint_group", try caller(request).isAdmin)
        try store.write { state in
            guard state.endpointGroups[request["id"]] != nil else { throw Self.absent(request["id"]) }
            state.removeEndpointGroup(request["id"])
        }
        return .empty(.noContent)
    }

    // MARK: - What is in a group

    private func listGroupEndpoints(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_endpoints_associated_with_endpoint_group", try caller(request).seesAll)
        let rows = try store.read { state in
            guard let group = state.endpointGroups[request["id"]] else { throw Self.absent(request["id"]) }
            return state.endpoints.sorted.filter(group.contains)
        }
        return list(request, "endpoints", rows.map { $0.members(address) }, linkedAs: "endpoints")
    }

    // MARK: - Who has a group

    private func listGroupProjects(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_projects_associated_with_endpoint_group", try caller(request).seesAll)
        let rows = store.read { state in
            state.projectEndpointGroups.sorted.filter { $0.groupID == request["id"] }
                .compactMap { state.projects[$0.projectID] }
        }
        return list(request, "projects", rows.map(\.members), linkedAs: "projects")
    }

    private func listProjectEndpointGroups(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("list_endpoint_groups_for_project", try caller(request).seesAll)
        let rows = store.read { $0.endpointGroups(of: request["project"]) }
        return list(request, "endpoint_groups", rows.map(\.members), linkedAs: Self.collection)
    }

    /// The membership a path names; 404 if project or group is not there.
    private static func membership(
        _ request: ServiceRequest,
        in state: borrowing IdentityState
    ) throws -> ProjectEndpointGroupRow {
        let row = ProjectEndpointGroupRow(projectID: request["project"], groupID: request["id"])
        guard state.projects[row.projectID] != nil else { throw IdentityError.notFound("project", row.projectID) }
        guard state.endpointGroups[row.groupID] != nil else { throw absent(row.groupID) }
        return row
    }

    private static var noMembership: IdentityError {
        IdentityError(.notFound, "Endpoint Group Project Association not found")
    }

    private func showProjectEndpointGroup(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("get_endpoint_group_in_project", try caller(request).seesAll)
        let row = try store.read { state in
            let row = try Self.membership(request, in: state)
            guard state.projectEndpointGroups[row.id] != nil else { throw Self.noMembership }
            return row
        }
        let path = "/OS-EP-FILTER/endpoint_groups/\(row.groupID)/projects/\(row.projectID)"
        return .json([
            "project_endpoint_group": [
                "endpoint_group_id": .string(row.groupID), "project_id": .string(row.projectID),
                "links": ["self": .string(path)],
            ]
        ])
    }

    private func addProjectEndpointGroup(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("add_endpoint_group_to_project", try caller(request).isAdmin)
        try store.write { state in
            let row = try Self.membership(request, in: state)
            guard state.projectEndpointGroups[row.id] == nil else {
                throw IdentityError.conflict("project_endpoint_group", "Duplicate entry")
            }
            state.projectEndpointGroups.insert(row)
        }
        return .empty(.noContent)
    }

    private func removeProjectEndpointGroup(_ request: ServiceRequest) throws -> ServiceResponse {
        try require("remove_endpoint_group_from_project", try caller(request).isAdmin)
        try store.write { state in
            let row = try Self.membership(request, in: state)
            guard state.projectEndpointGroups[row.id] != nil else { throw Self.noMembership }
            state.projectEndpointGroups[row.id] = nil
        }
        return .empty(.noContent)
    }
}
