import Conformance
import OpenStack

/// Users change their own passwords.
///
/// Identity API reference v3, “Change password for user”. The tests act as a user of their own: Tempest changes its
/// only user's password and afterwards changes it back, which leaves the user without it when the run is interrupted.
struct UserPasswords: TestClass {
    let name = "tempest.api.identity.v3.test_users.IdentityV3UsersTest"
    let requirements: [Requirement] = [
        .feature(
            Feature(
                "identity-feature-enabled.security_compliance",
                summary: "whether the cloud has password rules (security compliance)"
            )
        ),
        .credentials(.disposable),
    ]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "ad71bd23-12ad-426b-bb8b-195d2b635f27",
            "test_user_update_own_password",
            "A new password opens the cloud at once; the old one and tokens made with it do not any more."
        ) { t in
            let user = try await t.disposableUser()
            let old = try t.require("the user's password", user.credentials.password)
            let oldToken = try await user.session.token().id
            let new = t.newPassword()

            try await changePassword(of: user, from: old, to: new, t)

            try await t.expectRefusal(404, "a token from before the change is unknown") {
                _ = try await t.session.tokenClient.createToken(TokenRequest(.token(oldToken)))
            }
            try await t.expectRefusal([401, 403], "the old password is refused") {
                _ = try await logIn(user, old, t)
            }
        }

        tests.test(
            "941784ee-5342-4571-959b-b80dd2cea516",
            "test_password_history_check_self_service_api",
            "A password that was used lately cannot be set again; another one can.",
            needs: [
                .feature(
                    Feature(
                        "identity.user_unique_last_password_count",
                        summary: "whether the cloud refuses a user's last passwords (unique_last_password_count)"
                    )
                )
            ]
        ) { t in
            let user = try await t.disposableUser()
            let first = try t.require("the user's password", user.credentials.password)
            let second = t.newPassword()
            let third = t.newPassword()

            try await changePassword(of: user, from: first, to: second, t)
            let session = session(of: user, second, t)
            try await t.expectRefusal(400, "the present password cannot be set again") {
                try await session.identity.changePassword(ofUser: user.credentials.userID, from: second, to: second)
            }
            try await t.expectRefusal(400, "the password before cannot be set again") {
                try await session.identity.changePassword(ofUser: user.credentials.userID, from: second, to: first)
            }
            try await changePassword(of: user, from: second, to: third, t)
        }
    }

    /// Changes the password and waits until the new one opens the cloud.
    private func changePassword(
        of user: TestContext.Actor,
        from old: Secret,
        to new: Secret,
        _ t: TestContext
    ) async throws {
        try await session(of: user, old, t).identity.changePassword(ofUser: user.credentials.userID, from: old, to: new)
        // Keystone revokes tokens by the second: one made within the second of the change would be revoked with the
        // older ones.
        try await Task.sleep(for: .seconds(1))
        _ = try await logIn(user, new, t)
    }

    private func logIn(_ user: TestContext.Actor, _ password: Secret, _ t: TestContext) async throws -> Token {
        let authentication = Authentication.password(user: .id(user.credentials.userID), password: password)
        return try await t.session.tokenClient.createToken(TokenRequest(authentication))
    }

    private func session(of user: TestContext.Actor, _ password: Secret, _ t: TestContext) -> CloudSession {
        t.session(
            .password(user: .id(user.credentials.userID), password: password),
            scope: .project(.id(user.credentials.projectID))
        )
    }
}
