import OpenStack
import Testing

@Suite struct TokenRequestTests {
    private static let ada = UserReference.name("ada", domain: .name("Default"))
    private static let password = Authentication.password(user: .id("u1"), password: Secret("pw"))

    static let identities: [(Authentication, JSON)] = [
        (password, ["methods": ["password"], "password": ["user": ["id": "u1", "password": "pw"]]]),
        (
            .password(user: .name("ada", domain: .id("default")), password: Secret("pw")),
            [
                "methods": ["password"],
                "password": ["user": ["name": "ada", "domain": ["id": "default"], "password": "pw"]],
            ]
        ),
        (
            .password(user: ada, password: Secret("pw")),
            [
                "methods": ["password"],
                "password": ["user": ["name": "ada", "domain": ["name": "Default"], "password": "pw"]],
            ]
        ),
        (.token(Secret("old")), ["methods": ["token"], "token": ["id": "old"]]),
        (
            .applicationCredential(id: "ac", secret: Secret("x")),
            ["methods": ["application_credential"], "application_credential": ["id": "ac", "secret": "x"]]
        ),
        (
            .namedApplicationCredential(name: "ci", user: ada, secret: Secret("x")),
            [
                "methods": ["application_credential"],
                "application_credential": [
                    "name": "ci", "user": ["name": "ada", "domain": ["name": "Default"]], "secret": "x",
                ],
            ]
        ),
        (
            .namedApplicationCredential(name: "ci", user: .id("u1"), secret: Secret("x")),
            [
                "methods": ["application_credential"],
                "application_credential": ["name": "ci", "user": ["id": "u1"], "secret": "x"],
            ]
        ),
        (
            .totp(user: .id("u1"), passcode: Secret("123456")),
            ["methods": ["totp"], "totp": ["user": ["id": "u1", "passcode": "123456"]]]
        ),
        (
            .multifactor([password, .totp(user: .id("u1"), passcode: Secret("123456"))]),
            [
                "methods": ["password", "totp"], "password": ["user": ["id": "u1", "password": "pw"]],
                "totp": ["user": ["id": "u1", "passcode": "123456"]],
            ]
        ),
    ]

    @Test(arguments: identities)
    func everyMethodHasItsShape(authentication: Authentication, identity: JSON) {
        #expect(TokenRequest(authentication).body == ["auth": ["identity": identity]])
    }

    static let scopes: [(Scope, JSON)] = [
        (.project(.id("p1")), ["project": ["id": "p1"]]),
        (.project(.name("lab", domain: .id("d"))), ["project": ["name": "lab", "domain": ["id": "d"]]]),
        (.project(.name("lab", domain: .name("D"))), ["project": ["name": "lab", "domain": ["name": "D"]]]),
        (.domain(.id("d")), ["domain": ["id": "d"]]), (.domain(.name("D")), ["domain": ["name": "D"]]),
        (.system, ["system": ["all": true]]), (.trust("t"), ["OS-TRUST:trust": ["id": "t"]]), (.unscoped, "unscoped"),
    ]

    @Test(arguments: scopes)
    func everyScopeHasItsShape(scope: Scope, body: JSON) {
        #expect(TokenRequest(Self.password, scope: scope).body["auth"]["scope"] == body)
    }

    @Test func withoutAScopeThereIsNoMember() {
        #expect(!TokenRequest(Self.password).body["auth"].has("scope"))
    }

    @Test(arguments: [
        Authentication.applicationCredential(id: "ac", secret: Secret("x")),
        .namedApplicationCredential(name: "ci", user: .id("u1"), secret: Secret("x")),
    ])
    func anApplicationCredentialHasItsProjectWithIt(authentication: Authentication) {
        #expect(!TokenRequest(authentication, scope: .project(.id("p1"))).body["auth"].has("scope"))
    }

    @Test func printingShowsNoSecret() {
        var dumped = ""
        for (authentication, _) in Self.identities {
            dump(TokenRequest(authentication), to: &dumped)
            dumped += "\(authentication) \(String(reflecting: authentication))"
        }
        for secret in ["\"pw\"", "\"old\"", "\"x\"", "123456"] { #expect(!dumped.contains(secret)) }
        #expect(dumped.contains("<hidden>"))
    }
}
