/// A credential an application logs in with instead of its user's password.
///
/// Identity API reference v3, “Application credentials”. The secret is shown once, when it is made.
public struct ApplicationCredential: CloudResource {
    /// The credential's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads an application credential; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name, unique for its user.
    public var name: String? { attributes["name"].string }
    /// The secret; only in the answer to the request that made the credential.
    public var secret: Secret? { attributes["secret"].string.map(Secret.init) }
    /// When it ends to be valid, ISO 8601 in UTC as the service writes it.
    public var expiresAt: String? { attributes["expires_at"].string }
}

extension IdentityClient {
    /// Makes an application credential.
    ///
    /// `POST /v3/users/{id}/application_credentials`: 201. The end is ISO 8601 in UTC, without a time zone; without an
    /// end it stays valid.
    public func createApplicationCredential(
        name: String,
        forUser user: String,
        expiresAt: String? = nil
    ) async throws(CloudError) -> ApplicationCredential {
        var attributes: [String: JSON] = ["name": .string(name)]
        attributes["expires_at"] = expiresAt.map(JSON.string)
        return try await service.call(
            .post,
            "users",
            user,
            "application_credentials",
            json: ["application_credential": .object(attributes)],
            expecting: 201
        ).resource("application_credential")
    }

    /// One application credential.
    ///
    /// `GET /v3/users/{id}/application_credentials/{id}`: 200.
    public func applicationCredential(
        _ id: String,
        ofUser user: String
    ) async throws(CloudError) -> ApplicationCredential {
        try await service.call(.get, "users", user, "application_credentials", id, expecting: 200)
            .resource("application_credential")
    }

    /// A user's application credentials, all or only those with a name.
    ///
    /// `GET /v3/users/{id}/application_credentials`: 200.
    public func applicationCredentials(
        ofUser user: String,
        named name: String? = nil
    ) async throws(CloudError) -> [ApplicationCredential] {
        try await service.call(
            .get,
            "users",
            user,
            "application_credentials",
            query: name.map { [("name", $0)] } ?? [],
            expecting: 200
        ).resources("application_credentials")
    }

    /// Deletes an application credential.
    ///
    /// `DELETE /v3/users/{id}/application_credentials/{id}`: 204.
    public func deleteApplicationCredential(_ id: String, ofUser user: String) async throws(CloudError) {
        _ = try await service.call(.delete, "users", user, "application_credentials", id, expecting: 204)
    }
}
