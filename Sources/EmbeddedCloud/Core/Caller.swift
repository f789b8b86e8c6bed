import HTTPTypes

/// Who sends a request, as services other than identity need to know it.
struct Caller: Sendable {
    var userID: String
    var userName = ""
    var userDomainID = ""
    /// Nil for a token of a domain, the system or no scope.
    var projectID: String?
    var projectName: String?
    var projectDomainID: String?
    /// Nil unless the token is for a domain.
    var domainID: String?
    var isSystemScoped: Bool
    /// Names, implied roles included.
    var roles: Set<String>

    var isAdmin: Bool { roles.contains("admin") }
    var isMember: Bool { isAdmin || roles.contains("member") }
    var isReader: Bool { isAdmin || roles.contains("reader") }

    /// The same caller with all rights: what a service does in a user's name with its own account.
    var elevated: Caller {
        var caller = self
        caller.roles.formUnion(["admin", "manager", "member", "reader", "service"])
        return caller
    }

    /// A service's own account, acting in a project.
    static func service(_ name: String, projectID: String? = nil) -> Caller {
        Caller(
            userID: name,
            userName: name,
            userDomainID: "default",
            projectID: projectID,
            isSystemScoped: false,
            roles: ["admin", "manager", "member", "reader", "service"]
        )
    }
}

/// Whoever can tell what a token stands for.
protocol TokenReader: Sendable {
    /// The caller, or nil if the token isn't valid for this request.
    ///
    /// The service's type, such as `image`, the method and the path matter where a token is limited to some requests.
    func caller(token: String, service: String, method: HTTPRequest.Method, path: String) -> Caller?
}

extension TokenReader {
    /// Who sends a request to a service; nil without a valid token.
    func caller(of request: ServiceRequest, service: String) -> Caller? {
        if let caller = request.internalCaller { return caller }
        guard let token = request.headers[.authToken], !token.isEmpty else { return nil }
        return caller(token: token, service: service, method: request.method, path: request.path)
    }
}
