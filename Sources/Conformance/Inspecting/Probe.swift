import OpenStack

/// A bad request that is sent to see how a cloud answers it.
///
/// None can make or change anything, not even on a cloud that accepts what it should refuse: what is asked to be made
/// lacks what it cannot be made without, and what is to be changed does not exist.
struct Probe: Sendable {
    /// In whose name it is sent.
    enum Sender: Sendable {
        case user
        case nobody
        /// Somebody with a token that was never given.
        case stranger
    }

    let id: String
    let service: ServiceType
    /// What is wrong, as a noun phrase.
    let title: String
    let method: HTTPMethod
    let path: [String]
    let query: [(String, String)]
    let headers: Headers
    let body: String
    let sender: Sender

    init(
        _ service: ServiceType,
        _ id: String,
        _ title: String,
        _ method: HTTPMethod,
        _ path: String...,
        query: [(String, String)] = [],
        headers: Headers = Headers(),
        body: String = "",
        as sender: Sender = .user
    ) {
        self.id = "\(service.name).\(id)"
        self.service = service
        self.title = title
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.sender = sender
    }

    /// Sends the request once, whatever comes of it.
    func response(from session: CloudSession) async throws(CloudError) -> APIResponse {
        let base = try await client(in: session).baseURL()
        var request = APIRequest(method, EndpointURL.joining(base, path, query: query), body: Array(body.utf8))
        request.headers["Accept"] = "application/json"
        if !body.isEmpty { request.headers["Content-Type"] = "application/json" }
        request.headers.set(headers)
        switch sender {
        case .user: request.headers["X-Auth-Token"] = try await session.token().id.revealed
        case .nobody: break
        case .stranger: request.headers["X-Auth-Token"] = "fits-no-such-token"
        }
        // Not `send`: that would take a 401 for the end of the token, and log in again.
        return try await session.sendUnauthenticated(request)
    }

    private func client(in session: CloudSession) -> ServiceClient {
        switch service {
        case .identity: session.identity.service
        case .image: session.image.service
        case .network: session.network.service
        default: session.service(service)
        }
    }
}

extension Probe {
    /// A well-formed id that nothing has.
    private static let nothing = "5fa3b6c2-0000-4000-8000-00000000f175"
    private static let notJSON = "{\"name\": "
    private static let tooLong = String(repeating: "n", count: 300)

    /// Every probe, by service.
    static let all: [Probe] = identity + image + compute + network + blockStorage + objectStorage + orchestration

    private static let identity = [
        Probe(
            .identity,
            "invalid-json",
            "a log-in that is not JSON",
            .post,
            "auth",
            "tokens",
            body: notJSON,
            as: .nobody
        ),
        Probe(
            .identity,
            "unknown-method",
            "a log-in by a method that does not exist",
            .post,
            "auth",
            "tokens",
            body: #"{"auth": {"identity": {"methods": ["no-such-method"]}}}"#,
            as: .nobody
        ),
        Probe(.identity, "unknown-id", "a project that does not exist", .get, "projects", nothing),
        Probe(.identity, "invalid-token", "a token that was never given", .get, "auth", "catalog", as: .stranger),
    ]

    private static let image = [
        Probe(.image, "malformed-id", "an image's id that is no UUID", .get, "images", "not-a-uuid"),
        Probe(.image, "invalid-json", "a new image that is not JSON", .post, "images", body: notJSON),
        Probe(.image, "limit", "a page of -1 images", .get, "images", query: [("limit", "-1")]),
        Probe(.image, "sort-key", "images by a key they do not have", .get, "images", query: [("sort_key", "none")]),
        Probe(
            .image,
            "media-type",
            "a change of an image in a media type that is not for it",
            .patch,
            "images",
            nothing,
            body: "[]"
        ),
    ]

    private static let compute = [
        Probe(.compute, "unknown-id", "a server that does not exist", .get, "servers", nothing),
        Probe(.compute, "invalid-json", "a new server that is not JSON", .post, "servers", body: notJSON),
        Probe(
            .compute,
            "unknown-key",
            "a new server with nothing but a key that servers do not have",
            .post,
            "servers",
            body: #"{"server": {"no_such_key": true}}"#
        ),
        Probe(
            .compute,
            "long-name",
            "a name of 300 characters for a server that does not exist",
            .put,
            "servers",
            nothing,
            body: #"{"server": {"name": "\#(tooLong)"}}"#
        ),
        Probe(.compute, "limit", "a page of -1 servers", .get, "servers", query: [("limit", "-1")]),
        Probe(
            .compute,
            "microversion",
            "microversion 2.9999",
            .get,
            "servers",
            headers: ["OpenStack-API-Version": "compute 2.9999", "X-OpenStack-Nova-API-Version": "2.9999"]
        ),
        Probe(.compute, "method", "a method that a collection does not have", .patch, "servers", body: "{}"),
        Probe(.compute, "no-token", "servers without a token", .get, "servers", as: .nobody),
    ]

    private static let network = [
        Probe(.network, "unknown-id", "a network that does not exist", .get, "networks", nothing),
        Probe(.network, "invalid-json", "a new network that is not JSON", .post, "networks", body: notJSON),
        Probe(
            .network,
            "unknown-key",
            "a key that networks do not have, for a network that does not exist",
            .put,
            "networks",
            nothing,
            body: #"{"network": {"no_such_key": true}}"#
        ),
        Probe(
            .network,
            "wrong-type",
            "a value of the wrong type for a network that does not exist",
            .put,
            "networks",
            nothing,
            body: #"{"network": {"admin_state_up": "perhaps"}}"#
        ),
        Probe(.network, "limit", "a page of -1 networks", .get, "networks", query: [("limit", "-1")]),
        Probe(
            .network,
            "filter",
            "networks by a key they do not have",
            .get,
            "networks",
            query: [("no_such_key", "1")]
        ),
        Probe(.network, "no-token", "networks without a token", .get, "networks", as: .nobody),
    ]

    private static let blockStorage = [
        Probe(.blockStorage, "unknown-id", "a volume that does not exist", .get, "volumes", nothing),
        Probe(.blockStorage, "invalid-json", "a new volume that is not JSON", .post, "volumes", body: notJSON),
        Probe(
            .blockStorage,
            "wrong-type",
            "a new volume whose size is no number",
            .post,
            "volumes",
            body: #"{"volume": {"size": "large"}}"#
        ),
        Probe(.blockStorage, "limit", "a page of -1 volumes", .get, "volumes", query: [("limit", "-1")]),
        Probe(
            .blockStorage,
            "microversion",
            "microversion 3.9999",
            .get,
            "volumes",
            headers: ["OpenStack-API-Version": "volume 3.9999"]
        ),
    ]

    private static let objectStorage = [
        Probe(.objectStore, "unknown-container", "a container that does not exist", .get, nothing),
        Probe(.objectStore, "long-name", "a container's name of 300 characters", .get, tooLong),
        Probe(.objectStore, "limit", "a page of a million containers", .get, query: [("limit", "1000000")]),
        Probe(.objectStore, "no-token", "containers without a token", .get, as: .nobody),
    ]

    private static let orchestration = [
        Probe(.orchestration, "unknown-id", "a stack that does not exist", .get, "stacks", "none", nothing),
        Probe(.orchestration, "invalid-json", "a new stack that is not JSON", .post, "stacks", body: notJSON),
    ]
}
