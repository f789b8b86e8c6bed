/// What a request asks of an API, whichever resource it is about.
///
/// Of a URL only what clouds have in common is left, so that operations of different clouds can be compared: the path
/// begins with the API's version, without the host and what a deployment puts before it; identifiers are `{id}`, as in
/// upstream's descriptions of the APIs; the project that some endpoints have in their paths is left out, and so is the
/// query.
public struct APIOperation: Sendable, Hashable {
    /// The service's present type: `block-storage`; `nil` when neither the catalog nor the path tells.
    public let service: String?
    /// The method: `POST`.
    public let method: String
    /// The path: `/v2.1/servers/{id}/action`.
    public let path: String
    /// The action in the body, where one path serves many: `reboot`.
    public let action: String?

    /// Describes an operation.
    public init(service: String?, method: String, path: String, action: String? = nil) {
        self.service = service
        self.method = method
        self.path = path
        self.action = action
    }
}

extension APIOperation: CustomStringConvertible {
    /// Method and path, then the action in brackets: `POST /v2.1/servers/{id}/action (reboot)`.
    public var description: String { "\(method) \(path)\(action.map { " (\($0))" } ?? "")" }
}

extension APIOperation: Comparable {
    /// By service, then by path, so that what is done with one resource stands together.
    public static func < (one: APIOperation, other: APIOperation) -> Bool {
        (one.service ?? "~", one.path, one.rank, one.method, one.action ?? "")
            < (other.service ?? "~", other.path, other.rank, other.method, other.action ?? "")
    }

    /// The order in which a resource's life goes.
    private var rank: Int {
        ["POST", "PUT", "HEAD", "GET", "PATCH", "COPY", "DELETE"].firstIndex(of: method) ?? 7
    }
}
