import PythonSemantics

extension CloudSettings {
    /// Ways to log in that openstacksdk knows and this client does not.
    private static let unsupportedTypes: Set<String> = [
        "admin_token", "http_basic", "v2password", "v2token", "v3adfspassword", "v3fedkerb", "v3kerberos", "v3oauth1",
        "v3oauth2clientcredential", "v3oauth2mtlsclientcredential", "v3oidcaccesstoken", "v3oidcauthcode",
        "v3oidcclientcredentials", "v3oidcdeviceauthz", "v3oidcpassword", "v3samlpassword", "v3tokenlessauth",
    ]

    /// Ways to log in that this client knows.
    private static let supportedTypes = [
        "password", "v3password", "token", "v3token", "v3applicationcredential", "v3totp", "v3multifactor", "none",
    ]

    /// How the cloud logs in, in today's words.
    var authType: String {
        switch values["auth_type"]?.text {
        case nil, "None": "none"
        case "token_endpoint": "admin_token"
        case let type?: type
        }
    }

    /// Refuses ways to log in that are not known here, before anything is said of their settings.
    func checkAuthType() throws(ConfigurationError) {
        guard Self.supportedTypes.contains(authType) else { throw unsupported(authType) }
    }

    /// What `auth_type` and `auth` say about the user.
    ///
    /// keystoneauth, `keystoneauth1.loading`: the plugins' names and the options they take.
    mutating func authentication() throws(ConfigurationError) -> Authentication {
        warnAboutTruthValues()
        warnAboutUnknownKeys()
        let type = authType
        guard type == "v3multifactor" else { return try authentication(type) }
        guard let methods = setting("auth_methods") else {
            throw missing("auth_methods", hint: "list the methods: auth_methods: [v3password, v3totp]")
        }
        let names = methods.list?.compactMap(\.text) ?? (methods.text ?? "").split(separator: ",").map { String($0) }
        guard !names.isEmpty else {
            throw invalid("auth_methods", methods, "is empty", advice: "list the methods: [v3password, v3totp]")
        }
        var parts: [Authentication] = []
        for name in names {
            guard name != "v3multifactor", name != "none" else {
                throw invalid("auth_methods", methods, "names \(name)", advice: "list methods: [v3password, v3totp]")
            }
            parts.append(try authentication(name))
        }
        return .multifactor(parts)
    }

    private func authentication(_ type: String) throws(ConfigurationError) -> Authentication {
        switch type {
        case "none": return .none
        case "password", "v3password":
            try checkType(type)
            let user = try user()
            return .password(user: user, password: try secret("password"))
        case "token", "v3token": return .token(try secret("token"))
        case "v3totp":
            let user = try user()
            return .totp(user: user, passcode: try secret("passcode"))
        case "v3applicationcredential": return try applicationCredential()
        default: throw unsupported(type)
        }
    }

    private func unsupported(_ type: String) -> ConfigurationError {
        let origin = values["auth_type"].map(\.origin)
        let supported = Self.supportedTypes.joined(separator: ", ")
        guard !Self.unsupportedTypes.contains(type) else {
            return ConfigurationError(
                .unsupportedAuthentication,
                "cloud \"\(name)\" logs in with \(type), which is not supported here",
                at: origin,
                advice: "use one of \(supported); an application credential works in most cases"
            )
        }
        let closest = ClosestName.of(type, among: Self.supportedTypes).map { "did you mean \($0)? " } ?? ""
        return ConfigurationError(
            .unsupportedAuthentication,
            "cloud \"\(name)\" has the auth_type \"\(type)\", which does not exist",
            at: origin,
            advice: "\(closest)There are \(supported)"
        )
    }

    /// Says what is meant when `auth` holds another kind of credential than `auth_type` takes.
    private func checkType(_ type: String) throws(ConfigurationError) {
        guard text("username") == nil, text("user_id") == nil else { return }
        let others = [
            ("application_credential_id", "v3applicationcredential"),
            ("application_credential_name", "v3applicationcredential"), ("token", "token"), ("passcode", "v3totp"),
        ]
        guard let (key, meant) = others.first(where: { text($0.0) != nil }) else { return }
        throw ConfigurationError(
            .conflictingSettings,
            "cloud \"\(name)\" has \(key), but no user name, and its auth_type is \(type)",
            at: setting(key)?.origin,
            advice: "set auth_type to \(meant)"
        )
    }

    // MARK: - Parts

    private func user() throws(ConfigurationError) -> UserReference {
        if let id = text("user_id") { return .id(id) }
        guard let name = text("username") else { throw missing("username") }
        guard let domain = domain(of: "user") else {
            throw missing("user_domain_name", hint: domainAdvice("user"))
        }
        return .name(name, domain: domain)
    }

    private func domain(of owner: String) -> DomainReference? {
        if let id = text("\(owner)_domain_id") ?? text("default_domain_id") { return .id(id) }
        return (text("\(owner)_domain_name") ?? text("default_domain_name")).map(DomainReference.name)
    }

    private func domainAdvice(_ owner: String) -> String {
        if case .environment = place { return "set OS_\(owner.uppercased())_DOMAIN_NAME, often to Default" }
        return "add \(owner)_domain_name under \"auth\", often Default"
    }

    private func secret(_ key: String) throws(ConfigurationError) -> Secret {
        guard let text = text(key) else { throw missing(key) }
        return Secret(text)
    }

    private func applicationCredential() throws(ConfigurationError) -> Authentication {
        // The credential is bound to a project; keystone refuses any scope beside it.
        for key in ["project_id", "project_name", "domain_id", "domain_name", "system_scope", "trust_id"] {
            guard let value = setting(key) else { continue }
            throw ConfigurationError(
                .conflictingSettings,
                "cloud \"\(name)\" has \(key) beside an application credential, which has its project already",
                at: value.origin,
                advice: "remove \(key)"
            )
        }
        if let id = text("application_credential_id") {
            return .applicationCredential(id: id, secret: try secret("application_credential_secret"))
        }
        guard let name = text("application_credential_name") else { throw missing("application_credential_id") }
        let user = try user()
        return .namedApplicationCredential(
            name: name,
            user: user,
            secret: try secret("application_credential_secret")
        )
    }

    // MARK: - Scope

    /// What the token is for; `nil` when nothing is said.
    func scope() throws(ConfigurationError) -> Scope? {
        var found: [(key: String, scope: Scope)] = []
        if let id = text("project_id") {
            found.append(("project_id", .project(.id(id))))
        } else if let name = text("project_name") {
            guard let domain = domain(of: "project") else {
                throw missing("project_domain_name", hint: domainAdvice("project"))
            }
            found.append(("project_name", .project(.name(name, domain: domain))))
        }
        if let id = text("domain_id") {
            found.append(("domain_id", .domain(.id(id))))
        } else if let name = text("domain_name") {
            found.append(("domain_name", .domain(.name(name))))
        }
        if let id = text("trust_id") { found.append(("trust_id", .trust(id))) }
        if let system = setting("system_scope") {
            guard system.text == "all" else {
                throw invalid("system_scope", system, "is not \"all\"", advice: "write all, the only system scope")
            }
            found.append(("system_scope", .system))
        }
        guard found.count < 2 else {
            throw ConfigurationError(
                .conflictingSettings,
                "cloud \"\(name)\" has \(found.map(\.key).joined(separator: " and ")); a token is for one thing only",
                at: setting(found[1].key)?.origin,
                advice: "keep one of them"
            )
        }
        return found.first?.scope
    }

    // MARK: - Remarks

    private mutating func warnAboutTruthValues() {
        for (key, value) in auth.pairs {
            guard case .bool = value.content else { continue }
            note(.warning, "YAML reads \(key) as a truth value", at: value.origin, advice: "put it in quotes")
        }
    }

    private mutating func warnAboutUnknownKeys() {
        for (key, value) in auth.pairs where !Self.authenticationKeys.contains(key) {
            let closest = ClosestName.of(key, among: Self.authenticationKeys.sorted())
            note(
                .warning,
                "\"auth\" has the unknown key \(key)",
                at: value.origin,
                advice: closest.map { "did you mean \($0)?" } ?? "remove it; openstacksdk refuses it"
            )
        }
    }
}
