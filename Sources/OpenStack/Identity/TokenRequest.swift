/// The body of `POST /v3/auth/tokens`.
///
/// Identity API reference v3, “Password authentication with scoped authorization” and its siblings.
public struct TokenRequest: Sendable, Hashable {
    /// How to log in.
    public var authentication: Authentication
    /// What the token is for; `nil` leaves it to the user's default project.
    public var scope: Scope?

    /// Describes a log-in.
    public init(_ authentication: Authentication, scope: Scope? = nil) {
        self.authentication = authentication
        self.scope = scope
    }

    /// The body as the identity service takes it.
    public var body: JSON {
        var auth: [String: JSON] = ["identity": identity]
        // An application credential carries its project; keystone refuses a scope beside it.
        if let scope, !authentication.carriesScope { auth["scope"] = scope.body }
        return ["auth": .object(auth)]
    }

    private var identity: JSON {
        var identity: [String: JSON] = [:]
        var methods: [String] = []
        for method in authentication.methods {
            methods.append(method.name)
            identity[method.name] = method.body
        }
        identity["methods"] = JSON(methods)
        return .object(identity)
    }
}

extension Authentication {
    fileprivate var carriesScope: Bool {
        switch self {
        case .applicationCredential, .namedApplicationCredential: true
        default: false
        }
    }

    fileprivate var methods: [(name: String, body: JSON)] {
        switch self {
        case .password(let user, let password):
            [("password", ["user": user.body(with: "password", password)])]
        case .token(let token):
            [("token", ["id": .string(token.revealed)])]
        case .applicationCredential(let id, let secret):
            [("application_credential", ["id": .string(id), "secret": .string(secret.revealed)])]
        case .namedApplicationCredential(let name, let user, let secret):
            [
                (
                    "application_credential",
                    ["name": .string(name), "user": user.body, "secret": .string(secret.revealed)]
                )
            ]
        case .totp(let user, let passcode):
            [("totp", ["user": user.body(with: "passcode", passcode)])]
        case .multifactor(let factors):
            factors.flatMap(\.methods)
        case .none:
            []
        }
    }
}

extension DomainReference {
    fileprivate var body: JSON {
        switch self {
        case .id(let id): ["id": .string(id)]
        case .name(let name): ["name": .string(name)]
        }
    }
}

extension UserReference {
    fileprivate var body: JSON {
        switch self {
        case .id(let id): ["id": .string(id)]
        case .name(let name, let domain): ["name": .string(name), "domain": domain.body]
        }
    }

    fileprivate func body(with key: String, _ secret: Secret) -> JSON {
        var members = body.object ?? [:]
        members[key] = .string(secret.revealed)
        return .object(members)
    }
}

extension Scope {
    fileprivate var body: JSON {
        switch self {
        case .project(.id(let id)): ["project": ["id": .string(id)]]
        case .project(.name(let name, let domain)): ["project": ["name": .string(name), "domain": domain.body]]
        case .domain(let domain): ["domain": domain.body]
        case .system: ["system": ["all": true]]
        case .trust(let id): ["OS-TRUST:trust": ["id": .string(id)]]
        case .unscoped: "unscoped"
        }
    }
}
