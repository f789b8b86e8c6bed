extension BlockStorageClient {
    /// The version document at the service's root.
    ///
    /// `GET /`: 300; needs no token.
    public func versions() async throws(CloudError) -> JSON {
        let session = service.session
        let root = EndpointURL.root(try await service.baseURL()) + "/"
        let request = APIRequest(.get, root, headers: ["Accept": "application/json"])
        let response = try await session.sendUnauthenticated(request)
        guard response.status == 300 else {
            throw CloudError(unexpected: response, to: request, expected: [300])
        }
        let answer = Answer(request: request, response: response)
        let problem = session.responseCheck?.problem(in: answer, from: service.type, path: [], microversion: nil)
        if let problem { throw CloudError(malformed: response, to: request, problem: problem) }
        return try answer.json()
    }

    /// The availability zones that volumes can be in.
    ///
    /// `GET /v3/{project_id}/os-availability-zone`: 200.
    public func availabilityZones() async throws(CloudError) -> JSON {
        try await service.call(.get, "os-availability-zone", expecting: 200).member("availabilityZoneInfo")
    }

    /// The API's extensions.
    ///
    /// `GET /v3/{project_id}/extensions`: 200.
    public func extensions() async throws(CloudError) -> JSON {
        try await service.call(.get, "extensions", expecting: 200).member("extensions")
    }
}
