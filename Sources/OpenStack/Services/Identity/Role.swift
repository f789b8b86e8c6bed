/// A role: what a user may do somewhere.
///
/// Identity API reference v3, “Roles”.
public struct Role: CloudResource {
    /// The role's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a role; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name: `member`.
    public var name: String? { attributes["name"].string }
}

extension IdentityClient {
    /// The roles there are.
    ///
    /// `GET /v3/roles`: 200.
    public func roles() async throws(CloudError) -> [Role] {
        try await service.call(.get, "roles", expecting: 200).resources("roles")
    }

    /// Gives a user a role in a project.
    ///
    /// `PUT /v3/projects/{id}/users/{id}/roles/{id}`: 204.
    public func assignRole(_ role: String, toUser user: String, inProject project: String) async throws(CloudError) {
        _ = try await service.call(.put, "projects", project, "users", user, "roles", role, expecting: 204)
    }
}
