/// The compute service, API version 2.1 with its microversions.
public struct ComputeClient: Sendable {
    /// For calls that have no function here.
    public var service: ServiceClient

    /// A client that calls in a session's name, with the microversion that the cloud's configuration says, or none.
    public init(_ session: CloudSession) {
        service = session.service(.compute)
    }

    /// The same client with another microversion; without one the service answers in its lowest.
    public func at(_ microversion: Microversion?) -> ComputeClient {
        var client = self
        client.service.microversion = microversion
        return client
    }

    /// The versions of the API, which the service tells at its root.
    ///
    /// Compute API reference, “List All Major Versions”: `GET /`: 200; needs no token.
    public func versions() async throws(CloudError) -> [JSON] {
        let session = service.session
        let url = EndpointURL.root(try await service.baseURL()) + "/"
        let request = APIRequest(.get, url, headers: ["Accept": "application/json"])
        let response = try await session.sendUnauthenticated(request)
        guard response.status == 200 else {
            throw CloudError(unexpected: response, to: request, expected: [200])
        }
        let answer = Answer(request: request, response: response)
        let problem = session.responseCheck?.problem(in: answer, from: .compute, path: [], microversion: nil)
        if let problem { throw CloudError(malformed: response, to: request, problem: problem) }
        return try answer.member("versions").array ?? []
    }

    /// The availability zones that servers can be made in.
    ///
    /// Compute API reference, “Get Availability Zone Information”: `GET /os-availability-zone`: 200.
    public func availabilityZones() async throws(CloudError) -> [JSON] {
        try await service.call(.get, "os-availability-zone", expecting: 200).member("availabilityZoneInfo").array ?? []
    }

    /// How much a project may use, or one of its users.
    ///
    /// Compute API reference, “Show A Quota”: `GET /os-quota-sets/{project}`: 200.
    public func quotas(ofProject id: String, user: String? = nil) async throws(CloudError) -> JSON {
        let query = user.map { [("user_id", $0)] } ?? []
        return try await service.call(.get, "os-quota-sets", id, query: query, expecting: 200).member("quota_set")
    }

    /// How much a project may use unless somebody has said otherwise.
    ///
    /// Compute API reference, “List Default Quotas For Tenant”: `GET /os-quota-sets/{project}/defaults`: 200.
    public func defaultQuotas(ofProject id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "os-quota-sets", id, "defaults", expecting: 200).member("quota_set")
    }
}

extension CloudSession {
    /// The compute service, API version 2.1.
    public var compute: ComputeClient { ComputeClient(self) }
}
