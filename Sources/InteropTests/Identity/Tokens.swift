import Conformance
import Foundation
import OpenStack

/// The life of a token.
///
/// Identity API reference v3, “Authentication and token management”.
struct Tokens: TestClass {
    let name = "tempest.api.identity.v3.test_tokens.TokensV3Test"
    let requirements: [Requirement] = [.credentials(.password)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "6f8e4436-fc96-4282-8122-e41df57197a9",
            "test_create_token",
            "A password gives a token that names its user and its method and is valid for some time."
        ) { t in
            let token = try await newToken(t)
            t.expect(!token.id.revealed.isEmpty, "the token has an id")

            let issuedAt = try t.require("issued_at", token.attributes["issued_at"].string)
            let expiresAt = try t.require("expires_at", token.attributes["expires_at"].string)
            t.expect(expiresAt > issuedAt, "the token expires (\(expiresAt)) after it was issued (\(issuedAt))")
            let end = try t.require("expires_at as a date", token.expiresAt)
            t.expect(end > Date(), "the token is still valid")

            expectUser(of: token, t)
            t.expect("first method of the token", token.attributes["methods"][0].string, is: "password")
        }

        tests.test(
            "a9512ac3-3909-48a4-b395-11f438e16260",
            "test_validate_token",
            "A token validates to what was said when it was made, until it is revoked."
        ) { t in
            let token = try await newToken(t)
            let validated = try await t.identity.token(token.id)
            t.expect(
                "what validation says of the token",
                withoutRoles(validated.attributes),
                is: withoutRoles(token.attributes)
            )
            expectUser(of: validated, t)

            try await t.identity.revokeToken(token.id)
            try await t.expectRefusal(404, "a revoked token is unknown") {
                _ = try await t.identity.token(token.id)
            }
        }

        tests.test(
            "0f9f5a5f-d5cd-4a86-8a5b-c5ded151f212",
            "test_token_auth_creation_existence_deletion",
            "A token exists from when it is made until it is revoked."
        ) { t in
            let user = t.credentials
            let password = try t.require("the user's password", user.password)
            let token = try await t.session.tokenClient.createToken(
                TokenRequest(.password(user: .id(user.userID), password: password))
            )
            try await t.identity.checkToken(token.id)
            expectUser(of: try await t.identity.token(token.id), t)

            try await t.identity.revokeToken(token.id)
            try await t.expectRefusal(404, "a revoked token does not exist") {
                try await t.identity.checkToken(token.id)
            }
        }
    }

    /// Logs the member in once more, by name, without asking for a scope.
    private func newToken(_ t: TestContext) async throws -> Token {
        let user = t.credentials
        let password = try t.require("the user's password", user.password)
        let authentication = Authentication.password(
            user: .name(user.userName, domain: .id(user.userDomainID)),
            password: password
        )
        return try await t.session.tokenClient.createToken(TokenRequest(authentication))
    }

    private func expectUser(of token: Token, _ t: TestContext) {
        t.expect("user of the token", token.userID, is: t.credentials.userID)
        // Back ends differ in whether names keep the case they were asked for with.
        t.expect(
            "name of the token's user",
            token.userName?.lowercased(),
            is: t.credentials.userName.lowercased()
        )
    }

    /// The order of the roles is not promised, and Tempest leaves them out of the comparison.
    private func withoutRoles(_ token: JSON) -> JSON {
        var members = token.object ?? [:]
        members["roles"] = nil
        return .object(members)
    }
}
