import OpenStack
import Synchronization

/// A cloud with an identity and an image service, no larger than these tests need.
///
/// `http://cloud.test/identity` and `http://image.test`.
final class FakeCloud: Transport {
    /// What a test does to a request before the cloud sees it; an answer takes its place.
    typealias Interference = @Sendable (APIRequest) async throws(TransportError) -> APIResponse?

    struct Thing: Sendable, Hashable {
        var id: String
        var name: String
        /// User of an application credential, project of an image.
        var owner: String = ""
        var password: String = ""
    }

    struct State: Sendable {
        var users: [Thing] = [Thing(id: "u-entry", name: "ada", password: FakeCloud.password)]
        var projects: [Thing] = [Thing(id: "p-entry", name: "lab")]
        var images: [Thing] = []
        var credentials: [Thing] = []
        /// Users by token.
        var tokens: [String: String] = [:]
        var requests: [String] = []
        var count = 0
    }

    /// The password of the cloud's only user.
    static let password = #"pä"ss\w0rd/of &ada"#

    /// Whether the user may make projects and users.
    let isAdministered: Bool
    /// Whether lists are given whole, whatever was filtered for.
    let ignoresFilters: Bool
    private let state: Mutex<State>
    private let interference: Mutex<Interference?>

    init(isAdministered: Bool = false, ignoresFilters: Bool = false, _ interference: Interference? = nil) {
        self.isAdministered = isAdministered
        self.ignoresFilters = ignoresFilters
        self.interference = Mutex(interference)
        state = Mutex(State())
    }

    /// Looks at what is there, or changes it.
    func withState<Result>(_ body: (inout sending State) -> sending Result) -> sending Result { state.withLock(body) }

    /// From now on does this to requests.
    func interfere(_ interference: Interference?) { self.interference.withLock { $0 = interference } }

    /// The requests that reached the cloud, as `GET /v2/images`.
    var requests: [String] { state.withLock(\.requests) }
    /// What is there besides what was there from the beginning.
    var leftovers: [String] {
        state.withLock { state in
            (state.users.dropFirst() + state.projects.dropFirst() + state.images + state.credentials).map(\.name)
        }
    }

    /// The cloud's entry in clouds.yaml.
    static let configuration = CloudConfiguration(
        name: "fake",
        authURL: "http://cloud.test/identity",
        authentication: .password(user: .name("ada", domain: .id("default")), password: Secret(password)),
        scope: .project(.name("lab", domain: .id("default")))
    )

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        if Task.isCancelled { throw TransportError(.cancelled, request: request, reason: "cancelled") }
        if let interference = interference.withLock({ $0 }), let response = try await interference(request) {
            return response
        }
        return state.withLock { answer(request, &$0) }
    }

    private func answer(_ request: APIRequest, _ state: inout State) -> APIResponse {
        state.requests.append(request.line)
        if request.line == "POST /identity/v3/auth/tokens" { return logIn(request, &state) }
        guard let user = state.tokens[request.headers["X-Auth-Token"] ?? ""] else {
            return .json(401, ["error": ["message": "The request you have made requires authentication."]])
        }
        let body = request.json
        let path = request.path
        switch (request.method.name, path.first, path.count) {
        case (_, "identity", _): return identity(request, Array(path.dropFirst(2)), &state)
        case ("POST", "v2", 2):
            let image = Thing(id: state.newID("i"), name: body["name"].string ?? "", owner: user)
            state.images.append(image)
            return .json(201, image.json)
        case ("GET", "v2", 2):
            return .json(200, ["images": list(state.images, request)])
        case ("GET", "v2", 3):
            guard let image = state.images.first(where: { $0.id == path[2] }) else { return .notFound }
            return .json(200, image.json)
        case ("DELETE", "v2", 3):
            return remove(path[2], from: &state.images)
        default:
            return .notFound
        }
    }

    func list(_ things: [Thing], _ request: APIRequest) -> JSON {
        let name = request.query["name"]
        return .array(things.filter { ignoresFilters || name == nil || $0.name == name }.map(\.json))
    }

    func remove(_ id: String, from things: inout [Thing]) -> APIResponse {
        guard let index = things.firstIndex(where: { $0.id == id }) else { return .notFound }
        things.remove(at: index)
        return APIResponse(status: 204)
    }
}

extension FakeCloud.State {
    mutating func newID(_ prefix: String) -> String {
        count += 1
        return "\(prefix)-\(count)"
    }
}

extension FakeCloud.Thing {
    var json: JSON { ["id": .string(id), "name": .string(name)] }
}

extension APIRequest {
    /// Method, path and query.
    var line: String {
        "\(method) " + url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }
    }

    /// The path's segments.
    var path: [String] {
        line.split(separator: " ")[1].prefix { $0 != "?" }.split(separator: "/").map(String.init)
    }

    var query: [String: String] {
        let pairs = url.split(separator: "?").dropFirst().joined().split(separator: "&").map {
            $0.split(separator: "=")
        }
        return Dictionary(pairs.map { (String($0[0]), String($0.last ?? "")) }) { $1 }
    }

    var json: JSON { (try? JSON(parsing: body)) ?? .null }
}

extension APIResponse {
    static func json(_ status: Int, _ body: JSON, headers: Headers = [:]) -> APIResponse {
        var headers = headers
        headers["Content-Type"] = "application/json"
        headers["x-openstack-request-id"] = "req-fake"
        return APIResponse(status: status, headers: headers, body: body.serialized())
    }

    static let notFound = json(404, ["itemNotFound": ["code": 404, "message": "There is no such thing."]])
}
