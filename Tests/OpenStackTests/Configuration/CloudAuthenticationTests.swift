import Testing

@testable import OpenStack

@Suite struct CloudAuthenticationTests {
    private static let user = UserReference.name("u", domain: .id("d"))
    private static let start = "auth_url: 'https://id.example/v3', username: u, user_domain_id: d, password: p"

    @Test(
        arguments: [
            ("password", "user_id: i, password: p", .password(user: .id("i"), password: Secret("p"))),
            ("v3password", "username: u, user_domain_id: d, password: p", .password(user: user, password: Secret("p"))),
            (
                "password", "user_name: u, user_domain_id: d, password: 42",
                .password(user: user, password: Secret("42"))
            ),
            (
                "password", "username: u, default_domain_id: d, password: p",
                .password(user: user, password: Secret("p"))
            ),
            ("token", "token: t", .token(Secret("t"))),
            ("v3token", "auth-token: t", .token(Secret("t"))),
            (
                "v3applicationcredential", "application_credential_id: i, application_credential_secret: s",
                .applicationCredential(id: "i", secret: Secret("s"))
            ),
            (
                "v3applicationcredential",
                "application_credential_name: n, application_credential_secret: s, username: u, user_domain_id: d",
                .namedApplicationCredential(name: "n", user: user, secret: Secret("s"))
            ),
            ("v3totp", "username: u, user_domain_id: d, passcode: '0123'", .totp(user: user, passcode: Secret("0123"))),
            (
                "v3multifactor",
                "auth_methods: 'v3password,v3totp', username: u, user_domain_id: d, password: p, passcode: '1'",
                .multifactor([
                    .password(user: user, password: Secret("p")), .totp(user: user, passcode: Secret("1")),
                ])
            ),
            ("none", "endpoint: 'http://x'", .none), ("null", "a: b", .none), ("''", "a: b", .none),
            ("'None'", "a: b", .none),
        ] as [(String, String, Authentication)]
    )
    func waysToLogIn(type: String, auth: String, authentication: Authentication) throws {
        let entry = "auth_type: \(type), auth: {auth_url: 'https://id.example', \(auth)}"
        #expect(try ConfigurationFixture.cloud(entry).configuration.authentication == authentication)
    }

    @Test(
        arguments: [
            ("", nil), ("project_id: p", .project(.id("p"))), ("tenant_id: p, project_name: n", .project(.id("p"))),
            ("project_name: n, project_domain_name: D", .project(.name("n", domain: .name("D")))),
            ("tenant_name: n, project_domain_id: i, project_domain_name: D", .project(.name("n", domain: .id("i")))),
            ("project_name: n, default_domain_name: D", .project(.name("n", domain: .name("D")))),
            ("project_name: n, domain_id: x", .project(.name("n", domain: .id("x")))),
            ("project_name: n, domain_name: X, project_domain_name: D", .project(.name("n", domain: .name("D")))),
            ("domain_id: x", .domain(.id("x"))), ("domain_name: X", .domain(.name("X"))),
            ("system_scope: all", .system), ("trust_id: t", .trust("t")), ("project_id: ''", nil),
        ] as [(String, Scope?)]
    )
    func scopes(auth: String, scope: Scope?) throws {
        let cloud = try ConfigurationFixture.cloud("auth: {\(Self.start), \(auth)}")
        #expect(cloud.configuration.scope == scope)
    }

    @Test func settingsBesideAuthBeatThoseInItWhereOpenStackSDKHasItSo() throws {
        let cloud = try ConfigurationFixture.cloud(
            "username: outside, project_id: outside, user-domain-id: outside, auth: {\(Self.start), project_id: inside}"
        ).configuration
        #expect(cloud.scope == .project(.id("outside")))
        #expect(
            cloud.authentication == .password(user: .name("u", domain: .id("outside")), password: Secret("p"))
        )
    }

    // MARK: - Errors

    @Test(arguments: [
        ("auth: {username: u, password: p}", "auth_url"),
        ("auth: {auth_url: 'http://x', password: p}", "username"),
        ("auth: {auth_url: 'http://x', user_id: u}", "password"),
        ("auth: {auth_url: 'http://x', username: u, password: p}", "user_domain_name"),
        ("auth: {auth_url: 'http://x', user_id: u, password: p, project_name: n}", "project_domain_name"),
        ("auth_type: token, auth: {auth_url: 'http://x'}", "token"),
        ("auth_type: v3totp, auth: {auth_url: 'http://x', user_id: u}", "passcode"),
        ("auth_type: v3multifactor, auth: {auth_url: 'http://x'}", "auth_methods"),
        ("auth_type: v3applicationcredential, auth: {auth_url: 'http://x'}", "application_credential_id"),
        (
            "auth_type: v3applicationcredential, auth: {auth_url: 'http://x', application_credential_id: i}",
            "application_credential_secret"
        ),
    ])
    func whatIsMissingIsNamedWithItsEntry(entry: String, key: String) throws {
        let fixture = ConfigurationFixture(files: ["clouds.yaml": "clouds:\n  other: {}\n  lab: {\(entry)}\n"])
        let error = try #require(fixture.failure(cloud: "lab"))
        #expect(error.code == .missingSetting)
        #expect(error.description.hasPrefix("/desk/clouds.yaml:3: cloud \"lab\" has no \(key); "), "\(error)")
    }

    @Test func whatIsMissingInTheEnvironmentIsAVariable() throws {
        let fixture = ConfigurationFixture(environment: ["OS_AUTH_URL": "http://x", "OS_USER_ID": "u"])
        #expect(
            fixture.failure()?.description
                == "the environment (OS_*): cloud \"envvars\" has no password; set OS_PASSWORD"
        )
    }

    @Test(arguments: [
        "project_id", "project_name", "tenant_name", "domain_id", "domain_name", "system_scope", "trust_id",
    ])
    func anApplicationCredentialTakesNoScope(key: String) throws {
        let entry = """
            auth_type: v3applicationcredential, auth: {auth_url: 'http://x', application_credential_id: i, \
            application_credential_secret: s, \(key): all}
            """
        #expect(ConfigurationFixture.failure(entry)?.code == .conflictingSettings)
    }

    @Test func aScopeOfTheEnvironmentBesideAnApplicationCredentialIsNamedByItsVariable() throws {
        let fixture = ConfigurationFixture(environment: [
            "OS_AUTH_TYPE": "v3applicationcredential", "OS_AUTH_URL": "http://x", "OS_APPLICATION_CREDENTIAL_ID": "i",
            "OS_APPLICATION_CREDENTIAL_SECRET": "s", "OS_PROJECT_NAME": "left over",
        ])
        #expect(fixture.failure()?.origin == .environment("OS_PROJECT_NAME"))
    }

    @Test(arguments: [
        ("project_id: p, domain_name: X, system_scope: all", "project_id and system_scope"),
        ("trust_id: t, system_scope: all", "trust_id and system_scope"),
        ("domain_id: x, trust_id: t", "domain_id and trust_id"),
    ])
    func oneScopeAtMost(auth: String, keys: String) throws {
        let error = try #require(ConfigurationFixture.failure("auth: {\(Self.start), \(auth)}"))
        #expect(error.code == .conflictingSettings)
        #expect(error.message.contains(keys))
    }

    @Test func theOnlySystemScopeIsAll() {
        #expect(ConfigurationFixture.failure("auth: {\(Self.start), system_scope: some}")?.code == .invalidSetting)
    }

    @Test(arguments: [
        ("v3oidcpassword", "not supported"), ("http_basic", "not supported"), ("token_endpoint", "admin_token"),
        ("v3pasword", "did you mean v3password?"), ("what", "There are password"),
    ])
    func otherWaysToLogInAreRefused(type: String, part: String) throws {
        let error = try #require(ConfigurationFixture.failure("auth_type: \(type)"))
        #expect(error.code == .unsupportedAuthentication)
        #expect(error.description.contains(part), "\(error)")
    }

    @Test(arguments: [
        ("application_credential_id: i", "set auth_type to v3applicationcredential"),
        ("token: t", "set auth_type to token"),
    ])
    func aCredentialOfAnotherKindSaysWhatIsMeant(auth: String, advice: String) {
        let entry = "auth: {auth_url: 'http://x', \(auth)}"
        #expect(ConfigurationFixture.failure(entry)?.advice == advice)
    }

    @Test(arguments: ["id.example", "ftp://id.example", "https://", "https:///v3"])
    func theURLMustBeOne(url: String) throws {
        let error = try #require(ConfigurationFixture.failure("auth: {auth_url: '\(url)', user_id: u, password: p}"))
        #expect(error.code == .invalidSetting)
        #expect(error.message.hasPrefix("auth_url of cloud \"a\""))
    }

    // MARK: - Remarks

    @Test func keysNobodyKnowsAreReported() throws {
        let resolved = try ConfigurationFixture.cloud("auth: {\(Self.start), project_di: p}")
        #expect(resolved.diagnostics.map(\.message) == ["\"auth\" has the unknown key project_di"])
        #expect(resolved.diagnostics[0].advice == "did you mean project_id?")
    }

    @Test func truthValuesWhereTextsBelongAreReported() throws {
        let resolved = try ConfigurationFixture.cloud("auth: {\(Self.start), project_id: no}")
        #expect(resolved.configuration.scope == .project(.id("False")))
        #expect(resolved.diagnostics.map(\.message) == ["YAML reads project_id as a truth value"])
    }

    @Test func authPluginIsUnderstoodAndReported() throws {
        let resolved = try ConfigurationFixture.cloud("auth_plugin: token, auth: {auth_url: 'http://x', token: t}")
        #expect(resolved.configuration.authentication == .token(Secret("t")))
        #expect(resolved.diagnostics.count == 1)
    }
}
