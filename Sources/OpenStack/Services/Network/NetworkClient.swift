/// The network service, API version 2.0.
///
/// Creating gives a resource; showing, changing and listing give attributes as they were sent, `null` or absent where
/// the service left them out.
public struct NetworkClient: Sendable {
    /// For calls that have no function here.
    public let service: ServiceClient

    /// A client that calls in a session's name.
    public init(_ session: CloudSession) {
        service = session.service(.network, version: "v2.0")
    }

    /// The versions of the API that the service has.
    ///
    /// `GET /`: 200. Needs no version in the URL.
    public func versions() async throws(CloudError) -> JSON {
        let root = EndpointURL.root(try await service.baseURL())
        return try await service.call(.get, url: root + "/", expecting: 200).json()
    }

    /// The extensions that the service has.
    ///
    /// `GET /v2.0/extensions`: 200.
    public func extensions() async throws(CloudError) -> [JSON] {
        try await list("extensions", in: "extensions", [])
    }
}

extension CloudSession {
    /// The network service, API version 2.0.
    public var network: NetworkClient { NetworkClient(self) }
}

// MARK: - What is the same for every kind of resource

extension NetworkClient {
    func create<Resource: CloudResource>(
        _ path: String,
        _ member: String,
        _ attributes: [String: JSON]
    ) async throws(CloudError) -> Resource {
        try await service.call(.post, path, json: .object([member: .object(attributes)]), expecting: 201)
            .resource(member)
    }

    func show(
        _ path: String,
        _ id: String,
        _ member: String,
        _ query: [(String, String)] = []
    ) async throws(CloudError) -> JSON {
        try await service.call(.get, path, id, query: query, expecting: 200).json()[member]
    }

    func list(_ path: String, in member: String, _ query: [(String, String)]) async throws(CloudError) -> [JSON] {
        let answer = try await service.call(.get, path, query: query, expecting: 200)
        guard let elements = try answer.member(member).array else {
            throw CloudError(malformed: answer.response, to: answer.request, problem: "'\(member)' is no array")
        }
        return elements
    }

    func update(
        _ path: String,
        _ id: String,
        _ member: String,
        _ attributes: [String: JSON]
    ) async throws(CloudError) -> JSON {
        try await service.call(.put, path, id, json: .object([member: .object(attributes)]), expecting: 200)
            .json()[member]
    }

    func delete(_ path: String, _ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, path, id, expecting: 204)
    }
}
