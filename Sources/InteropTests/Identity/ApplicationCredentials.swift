import Conformance
import Foundation
import OpenStack

/// Credentials that an application logs in with instead of its user's password.
///
/// Identity API reference v3, “Application credentials”.
struct ApplicationCredentials: TestClass {
    let name = "tempest.api.identity.v3.test_application_credentials.ApplicationCredentialsV3Test"
    let requirements: [Requirement] = []

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "8080c75c-eddc-4786-941a-c2da7039ae61",
            "test_create_application_credential",
            "A new credential's secret is shown once, and opens the project it was made in.",
            uses: [.applicationCredentials: 1]
        ) { t in
            let credential = try await applicationCredential(t)
            let secret = try t.require("secret of the new credential", credential.secret)

            let shown = try await t.identity.applicationCredential(credential.id, ofUser: t.credentials.userID)
            t.expect(!shown.attributes.has("secret"), "the secret is not shown again")

            let application = t.session(.applicationCredential(id: credential.id, secret: secret), scope: nil)
            let token = try await application.token()
            t.expect("project of the application's token", token.projectID, is: t.credentials.projectID)
        }

        tests.test(
            "852daf0c-42b5-4239-8466-d193d0543ed3",
            "test_create_application_credential_expires",
            "A credential keeps the time at which it expires, to the microsecond.",
            uses: [.applicationCredentials: 1]
        ) { t in
            let expiresAt = Self.microseconds(Date(timeIntervalSinceNow: 3600))
            let credential = try await applicationCredential(t, expiresAt: expiresAt)
            t.expect("time of expiry", credential.expiresAt, is: expiresAt)
        }

        tests.test(
            "ff0cd457-6224-46e7-b79e-0ada4964a8a6",
            "test_list_application_credentials",
            "A user's credentials are listed, and no others.",
            uses: [.applicationCredentials: 1],
            remark: "Counts all credentials of the user: other ones that exist already make it fail."
        ) { t in
            _ = try await applicationCredential(t)
            _ = try await applicationCredential(t)
            let listed = try await t.identity.applicationCredentials(ofUser: t.credentials.userID)
            t.expect("number of credentials listed", listed.count, is: 2)
        }

        tests.test(
            "9bb5e5cc-5250-493a-8869-8b665f6aa5f6",
            "test_query_application_credentials",
            "The list of credentials can be narrowed to a name.",
            uses: [.applicationCredentials: 1]
        ) { t in
            _ = try await applicationCredential(t)
            let wanted = try await applicationCredential(t)
            let name = try t.require("name of the credential", wanted.name)
            let listed = try await t.identity.applicationCredentials(ofUser: t.credentials.userID, named: name)
            t.expect("names of the credentials listed", listed.map(\.name), is: [name])
        }
    }

    private func applicationCredential(
        _ t: TestContext,
        expiresAt: String? = nil
    ) async throws -> ApplicationCredential {
        let user = t.credentials.userID
        return try await t.provision(.applicationCredential, parent: user) { name throws(CloudError) in
            try await t.identity.createApplicationCredential(name: name, forUser: user, expiresAt: expiresAt)
        }
    }

    /// A date as Keystone writes it: ISO 8601 in UTC with six digits of a second and no zone.
    private static func microseconds(_ date: Date) -> String {
        let micros = Int((date.timeIntervalSince1970 * 1_000_000).rounded())
        let whole = Date(timeIntervalSince1970: Double(micros / 1_000_000)).formatted(.iso8601)
        let fraction = String(micros % 1_000_000 + 1_000_000).dropFirst()
        return whole.dropLast() + "." + fraction
    }
}
