extension IdentityClient {
    /// The version document at the service's root.
    ///
    /// `GET /`: 200 or 300; needs no token.
    public func versions() async throws(CloudError) -> JSON {
        try await unauthenticated(EndpointURL.root(try await service.baseURL()) + "/", expecting: [200, 300])
    }

    /// What the service says of version 3.
    ///
    /// `GET /v3`: 200; needs no token.
    public func versionDescription() async throws(CloudError) -> JSON {
        try await unauthenticated(try await service.baseURL() + "/", expecting: [200])
    }

    private func unauthenticated(_ url: String, expecting expected: [Int]) async throws(CloudError) -> JSON {
        let request = APIRequest(.get, url, headers: ["Accept": "application/json"])
        let response = try await session.sendUnauthenticated(request)
        guard expected.contains(response.status) else {
            throw CloudError(unexpected: response, to: request, expected: expected)
        }
        return try Answer(request: request, response: response).json()
    }
}
