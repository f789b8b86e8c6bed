import Conformance
import OpenStack

/// An account whose size a reseller has limited takes objects up to there.
///
/// Swift documentation, middleware `account_quotas`.
struct AccountQuotas: TestClass {
    let name = "tempest.api.object_storage.test_account_quotas.AccountQuotasTest"
    let requirements = QuotaAccount.requirements

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "a22ef352-a342-4587-8f47-3bbdb5b039c4",
            "test_upload_valid_object",
            "An object smaller than the account's quota is taken.",
            attributes: ["smoke"],
            uses: [.quotaAccount: 1],
            remark: QuotaAccount.remark
        ) { t in
            let account = try await QuotaAccount(t)
            try await account.withQuota(["Meta-Quota-Bytes": "20", "Quota-Count": "5"]) {
                let answer = try await account.owner.createObject(
                    t.uniqueName("object"),
                    in: account.container,
                    Array("test".utf8)
                )
                try await t.expectHeaders(of: answer, for: .object)
            }
        }
    }
}

/// An account's owner cannot change the quota that a reseller has set.
struct AccountQuotaRefusals: TestClass {
    let name = "tempest.api.object_storage.test_account_quotas_negative.AccountQuotasNegativeTest"
    let requirements = QuotaAccount.requirements

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "d1dc5076-555e-4e6d-9697-28f1fe976324",
            "test_user_modify_quota",
            "The account's owner can neither remove nor raise its quota.",
            attributes: ["negative"],
            uses: [.quotaAccount: 1],
            remark: QuotaAccount.remark
        ) { t in
            let account = try await QuotaAccount(t)
            try await account.withQuota(["Meta-Quota-Bytes": "20"]) {
                for (quota, what) in [("", "removed"), ("100", "raised")] {
                    try await t.expectRefusal(403, "the quota is not \(what) by the account's owner") {
                        _ = try await account.owner.updateAccount(["X-Account-Meta-Quota-Bytes": quota])
                    }
                }
            }
        }
    }
}

extension ResourceLimit {
    /// The account with a quota: tests that set one must not meet.
    fileprivate static let quotaAccount: ResourceLimit = ResourceLimit("quota-account", amount: 1)
}

/// An account of its own for quotas, which would stop the uploads of all other tests, and two users of it.
private struct QuotaAccount: Sendable {
    static let requirements: [Requirement] =
        ObjectStorageNeeds.account + [
            .extension(.objectStore, "account_quotas"), .credentials(.storageReseller),
        ]
    static let remark = "Needs a user with the role ResellerAdmin, or whatever Swift's reseller_admin_role is."

    /// Account and container as the account's owner sees them.
    let owner: ObjectStorageClient
    let container: String
    /// The same account as the reseller sees it.
    private let reseller: ObjectStorageClient

    private struct Users: Sendable {
        let owner: CloudSession
        let reseller: CloudSession
        let accountURL: String
        let container: String
    }

    private static let users = SharedFixture<Users>("account for quotas") { t in
        _ = try await t.shared(StorageFixtures.capabilities)
        let owner = try await t.disposableUser().session
        let container = try await t.newContainer(as: owner).name
        return Users(
            owner: owner,
            reseller: try await t.storageReseller().session,
            accountURL: try await owner.objectStorage.accountURL(),
            container: container
        )
    }

    /// The account in a test's own name, so that its requests are the test's evidence.
    init(_ t: TestContext) async throws {
        let users = try await t.shared(Self.users)
        owner = ObjectStorageClient(users.owner.over(t.session.transport))
        reseller = ObjectStorageClient(users.reseller.over(t.session.transport), accountURL: users.accountURL)
        container = users.container
    }

    /// Does something while the account has quotas, which are named without the prefix `X-Account-`.
    func withQuota(_ quotas: [String: String], _ body: () async throws -> Void) async throws {
        let set = quotas.sorted { $0.key < $1.key }.map { (name: "X-Account-\($0.key)", value: $0.value) }
        _ = try await reseller.updateAccount(Headers(set), expecting: .success)
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        let removed = quotas.keys.sorted().map { (name: "X-Remove-Account-\($0)", value: "x") }
        _ = try await reseller.updateAccount(Headers(removed), expecting: .success)
        try result.get()
    }
}

extension [Int] {
    /// Statuses of calls of which Tempest asks only that they are no error.
    static let success: [Int] = [200, 201, 202, 203, 204, 205, 206, 304]
}
