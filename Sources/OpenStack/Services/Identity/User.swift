/// A user of the identity service.
///
/// Identity API reference v3, “Users”.
public struct User: CloudResource {
    /// The user's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads a user; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// The user's name, unique within the domain.
    public var name: String? { attributes["name"].string }
    /// Id of the user's domain.
    public var domainID: String? { attributes["domain_id"].string }
}

extension IdentityClient {
    /// Makes a user.
    ///
    /// `POST /v3/users`: 201.
    public func createUser(name: String, password: Secret, domainID: String) async throws(CloudError) -> User {
        try await service.call(
            .post,
            "users",
            json: [
                "user": [
                    "name": .string(name), "password": .string(password.revealed), "domain_id": .string(domainID),
                ]
            ],
            expecting: 201
        ).resource("user")
    }

    /// Deletes a user.
    ///
    /// `DELETE /v3/users/{id}`: 204.
    public func deleteUser(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "users", id, expecting: 204)
    }

    /// The users with a name, in every domain the caller may see.
    ///
    /// `GET /v3/users?name=`: 200.
    public func users(named name: String) async throws(CloudError) -> [User] {
        try await service.call(.get, "users", query: [("name", name)], expecting: 200).resources("users")
    }

    /// Changes a user's password, in that user's own name.
    ///
    /// `POST /v3/users/{id}/password`: 204.
    public func changePassword(
        ofUser id: String,
        from original: Secret,
        to password: Secret
    ) async throws(CloudError) {
        _ = try await service.call(
            .post,
            "users",
            id,
            "password",
            json: [
                "user": [
                    "original_password": .string(original.revealed), "password": .string(password.revealed),
                ]
            ],
            expecting: 204
        )
    }
}
