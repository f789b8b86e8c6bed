/// A project: what resources belong to and quotas are counted for.
///
/// Identity API reference v3, “Projects”.
public struct Project: CloudResource {
    /// The project's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a project; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name, unique within the domain.
    public var name: String? { attributes["name"].string }
    /// Id of its domain.
    public var domainID: String? { attributes["domain_id"].string }
    /// Whether it can be used.
    public var isEnabled: Bool? { attributes["enabled"].bool }
}

extension IdentityClient {
    /// Makes a project.
    ///
    /// `POST /v3/projects`: 201.
    public func createProject(
        name: String,
        domainID: String,
        description: String = ""
    ) async throws(CloudError) -> Project {
        try await service.call(
            .post,
            "projects",
            json: [
                "project": [
                    "name": .string(name), "domain_id": .string(domainID), "description": .string(description),
                ]
            ],
            expecting: 201
        ).resource("project")
    }

    /// Deletes a project.
    ///
    /// `DELETE /v3/projects/{id}`: 204.
    public func deleteProject(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "projects", id, expecting: 204)
    }

    /// The projects with a name, in every domain the caller may see.
    ///
    /// `GET /v3/projects?name=`: 200.
    public func projects(named name: String) async throws(CloudError) -> [Project] {
        try await service.call(.get, "projects", query: [("name", name)], expecting: 200).resources("projects")
    }

    /// The projects a user has a role in.
    ///
    /// `GET /v3/users/{id}/projects`: 200.
    public func projects(ofUser id: String) async throws(CloudError) -> [Project] {
        try await service.call(.get, "users", id, "projects", expecting: 200).resources("projects")
    }
}
