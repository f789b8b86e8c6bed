/// Endpoints that have something in common.
struct EndpointGroupRow: StoredRow {
    static let table = "identity.endpoint_group"
    var id: String
    var name: String
    var description: String?
    /// Members of endpoints and the values they must have.
    var filters: JSON.Object

    var members: JSON.Object {
        [
            "id": .string(id), "name": .string(name), "description": JSON(description), "filters": .object(filters),
        ]
    }

    func contains(_ endpoint: EndpointRow) -> Bool {
        filters.allSatisfy { name, value in
            switch name {
            case "service_id": value.string == endpoint.serviceID
            case "interface": value.string == endpoint.interface
            case "region_id": value == JSON(endpoint.regionID)
            default: false
            }
        }
    }
}

/// An endpoint that a project's catalog is to have.
struct ProjectEndpointRow: StoredRow {
    static let table = "identity.project_endpoint"
    var projectID: String
    var endpointID: String
    var id: String { Self.id(project: projectID, endpoint: endpointID) }

    static func id(project: String, endpoint: String) -> String { project + "/" + endpoint }
}

/// An endpoint group whose endpoints a project's catalog is to have.
struct ProjectEndpointGroupRow: StoredRow {
    static let table = "identity.project_endpoint_group"
    var projectID: String
    var groupID: String
    var id: String { Self.id(project: projectID, group: groupID) }

    static func id(project: String, group: String) -> String { project + "/" + group }
}
