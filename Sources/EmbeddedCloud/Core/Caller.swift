import HTTPTypes

/// Who sends a request, as services other than identity need to know it.
struct Caller: Sendable {
    var userID: String
    /// Nil for a token of a domain, the system or no scope.
    var projectID: String?
    var isSystemScoped: Bool
    /// Names, implied roles included.
    var roles: Set<String>

    var isAdmin: Bool { roles.contains("admin") }
}

/// Whoever can tell what a token stands for.
protocol TokenReader: Sendable {
    /// The caller, or nil if the token isn't valid for this request.
    ///
    /// The service's type, such as `image`, the method and the path matter where a token is limited to some requests.
    func caller(token: String, service: String, method: HTTPRequest.Method, path: String) -> Caller?
}
