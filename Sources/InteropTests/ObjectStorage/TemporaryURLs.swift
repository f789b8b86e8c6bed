import Conformance
import Foundation
import OpenStack

/// URLs that open one object for some time to whoever has them.
///
/// Swift documentation, middleware `tempurl`: the account has a key, and a URL carries a signature made with it.
struct TemporaryURLs: TestClass {
    let name = "tempest.api.object_storage.test_object_temp_url.ObjectTempUrlTest"
    let requirements = ObjectStorageNeeds.account + [.extension(.objectStore, "tempurl")]

    private static let remark = """
        The token is sent beside the signature, as Tempest does: a wrong signature is refused, but whether the signature \
        alone suffices is not tested.
        """

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "f91c96d4-1230-4bba-8eb9-84476d18d991",
            "test_get_object_using_temp_url",
            "A URL signed for GET gives an object's data, and its description.",
            uses: [.accountMetadata: 1],
            remark: Self.remark
        ) { t in
            let key = try await temporaryURLKey(t)
            let object = try await t.shared(StorageFixtures.object)
            let url = try await signed("GET", object.name, in: object.container, key, t)

            let shown = try await url.get(t)
            try await t.expectHeaders(of: shown, for: .object)
            t.expect(shown.body == object.data, "the data read is the data written")
            try await t.expectHeaders(of: try await url.head(t), for: .object)
        }

        tests.test(
            "9b08dade-3571-4152-8a4f-a4f2a873a735",
            "test_put_object_using_temp_url",
            "A URL signed for PUT takes an object's data, and gives its description.",
            uses: [.accountMetadata: 1],
            remark: Self.remark
        ) { t in
            let key = try await temporaryURLKey(t)
            let container = try await t.shared(StorageFixtures.object).container
            let name = t.uniqueName("object")
            let data = randomBytes(32)

            let url = try await signed("PUT", name, in: container, key, t)
            try await t.expectHeaders(of: try await url.put(data, t), for: .object)
            try await t.expectHeaders(of: try await url.head(t), for: .object)

            let shown = try await signed("GET", name, in: container, key, t).get(t)
            t.expect(shown.body == data, "the data read is the data written")
        }
    }

    /// The key of the member's account: a new one, or the one that the account has already, which stays untouched.
    private func temporaryURLKey(_ t: TestContext) async throws -> String {
        let field = "X-Account-Meta-Temp-URL-Key"
        if let key = try await t.objectStorage.account().headers[field] { return key }
        let account = try await StorageAccount(of: t.session)
        let key = try await t.provision(.temporaryURLKey, parent: account.description) { name throws(CloudError) in
            _ = try await t.objectStorage.updateAccount(Headers([(name: field, value: name)]))
            return AccountMetadata("Temp-URL-Key", value: name)
        }
        let shown = try await t.objectStorage.account()
        t.expect("the account's key for temporary URLs", shown.headers[field], is: key.value ?? "")
        return key.value ?? ""
    }

    /// Signs a URL for one method and about a quarter of an hour.
    private func signed(
        _ method: String,
        _ name: String,
        in container: String,
        _ key: String,
        _ t: TestContext
    ) async throws -> SignedURL {
        let account = try t.require("URL of the account", URL(string: try await t.objectStorage.accountURL()))
        let end = Int(Date().timeIntervalSince1970) + 1000
        let text = "\(method)\n\(end)\n\(account.path())/\(container)/\(name)"
        return SignedURL(
            container: container,
            name: name,
            query: [
                ("temp_url_sig", Digest.hmacSHA256(text, key: key)), ("temp_url_expires", "\(end)"),
            ]
        )
    }
}

/// The URL of an object with a signature.
private struct SignedURL: Sendable {
    let container: String
    let name: String
    let query: [(String, String)]

    func get(_ t: TestContext) async throws(CloudError) -> Answer {
        try await t.objectStorage.object(name, in: container, query: query, expecting: .success)
    }

    func head(_ t: TestContext) async throws(CloudError) -> Answer {
        try await t.objectStorage.objectMetadata(name, in: container, query: query, expecting: .success)
    }

    func put(_ data: [UInt8], _ t: TestContext) async throws(CloudError) -> Answer {
        try await t.objectStorage.createObject(name, in: container, data, query: query, expecting: .success)
    }
}
