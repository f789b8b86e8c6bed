extension IdentityClient {
    /// What the service says of a token.
    ///
    /// `GET /v3/auth/tokens`: 200.
    public func token(_ subject: Secret) async throws(CloudError) -> Token {
        let answer = try await service.call(
            .get,
            "auth",
            "tokens",
            headers: ["X-Subject-Token": subject.revealed],
            expecting: 200
        )
        return Token(id: subject, attributes: try answer.member("token"))
    }

    /// Checks that a token is valid.
    ///
    /// `HEAD /v3/auth/tokens`: 200, of older services 204.
    public func checkToken(_ subject: Secret) async throws(CloudError) {
        _ = try await service.call(
            .head,
            "auth",
            "tokens",
            headers: ["X-Subject-Token": subject.revealed],
            expecting: 200,
            204
        )
    }

    /// Makes a token invalid.
    ///
    /// `DELETE /v3/auth/tokens`: 204.
    public func revokeToken(_ subject: Secret) async throws(CloudError) {
        _ = try await service.call(
            .delete,
            "auth",
            "tokens",
            headers: ["X-Subject-Token": subject.revealed],
            expecting: 204
        )
    }

    /// The services the session's token opens.
    ///
    /// `GET /v3/auth/catalog`: 200.
    public func catalog() async throws(CloudError) -> ServiceCatalog {
        ServiceCatalog(try await service.call(.get, "auth", "catalog", expecting: 200).member("catalog"))
    }
}
