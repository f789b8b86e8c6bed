import Conformance
import OpenStack

/// What an account says of itself, and the list of its containers.
///
/// Object storage API reference, “Accounts”. Tempest gives the class an account of its own; so do these tests where
/// they can, and share it: six containers that nobody changes.
struct AccountLists: TestClass {
    let name = "tempest.api.object_storage.test_account_services.AccountTest"
    let requirements = ObjectStorageNeeds.account

    /// An account, and the names of its containers in the service's order.
    private struct Account: Sendable {
        let session: CloudSession
        let containers: [String]
    }

    private static let account = SharedFixture<Account>("account with six containers") { t in
        _ = try await t.shared(StorageFixtures.capabilities)
        let ownsAccount = t.facts.credentials.contains(.disposable)
        let session = ownsAccount ? try await t.disposableUser().session : t.session
        var containers: [String] = []
        for _ in 0..<6 { containers.append(try await t.newContainer(.listedContainer, as: session).name) }
        return Account(session: session, containers: containers.sorted())
    }

    /// The remark of tests that count all containers of the account.
    private static let countsAll = "Counts all containers of the account, which therefore must have no others."

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "3499406a-ae53-4f8c-b43a-133d4dc6fe3f",
            "test_list_containers",
            "An account's containers are listed.",
            attributes: ["smoke"]
        ) { t in
            let (storage, containers) = try await account(t)
            let listed = try await list(storage, [], t)
            for container in containers { t.expect("containers listed", listed, contains: container) }
        }

        tests.test(
            "1c7efa35-e8a2-4b0b-b5ff-862c7fd83704",
            "test_list_containers_with_format_json",
            "As JSON the list has each container's name, its number of objects and its size."
        ) { t in
            let (storage, _) = try await account(t)
            let answer = try await storage.containers([("format", "json")])
            try await t.expectHeaders(of: answer, for: .account)
            let listed = try t.require("array of containers", try answer.json().array)
            t.expect(!listed.isEmpty, "containers are listed")
            for container in listed {
                for member in ["name", "count", "bytes"] {
                    t.expect(container.has(member), "the container \(container) has the member '\(member)'")
                }
            }
        }

        tests.test(
            "5cfa4ab2-4373-48dd-a41f-a532b12b08b2",
            "test_list_containers_with_limit",
            "The list is as long as asked for."
        ) { t in
            let (storage, containers) = try await account(t)
            for limit in [1, containers.count / 2, containers.count] {
                let listed = try await list(storage, [("limit", "\(limit)")], t)
                t.expect("number of containers with limit \(limit)", listed.count, is: limit)
            }
        }

        declareMarkers(in: &tests)
        declareLimitsWithMarkers(in: &tests)
        declareAccountDescription(in: &tests)
    }

    private func declareMarkers(in tests: inout TestDeclarations) {
        tests.test(
            "638f876d-6a43-482a-bbb3-0840bca101c6",
            "test_list_containers_with_marker",
            "The list can start after a container: after the last one it is empty.",
            needs: [.credentials(.disposable)],
            remark: Self.countsAll
        ) { t in
            let (storage, containers) = try await account(t)
            let middle = containers.count / 2
            for (marker, count) in [(containers.count - 1, 0), (middle, middle - 1)] {
                let listed = try await list(storage, [("marker", containers[marker])], t)
                t.expect("number of containers after \(containers[marker])", listed.count, is: count)
            }
        }

        tests.test(
            "5ca164e4-7bde-43fa-bafb-913b53b9e786",
            "test_list_containers_with_end_marker",
            "The list can end before a container: before the first one it is empty.",
            needs: [.credentials(.disposable)],
            remark: Self.countsAll
        ) { t in
            let (storage, containers) = try await account(t)
            for end in [0, containers.count / 2] {
                let listed = try await list(storage, [("end_marker", containers[end])], t)
                t.expect("number of containers before \(containers[end])", listed.count, is: end)
            }
        }

        tests.test(
            "ac8502c2-d4e4-4f68-85a6-40befea2ef5e",
            "test_list_containers_with_marker_and_end_marker",
            "The list can be narrowed to what stands between two containers."
        ) { t in
            let (storage, containers) = try await account(t)
            let listed = try await list(storage, Self.inside(containers), t)
            t.expect("number of containers between the first and the last", listed.count, is: containers.count - 2)
        }
    }

    private func declareLimitsWithMarkers(in tests: inout TestDeclarations) {
        tests.test(
            "f7064ae8-dbcc-48da-b594-82feef6ea5af",
            "test_list_containers_with_limit_and_marker",
            "The list is not longer than asked for, wherever it starts.",
            remark: """
                Starts after single letters; Tempest takes those of a container's name and limits at random. The limit 0 \
                is among them and must give no container.
                """
        ) { t in
            let (storage, containers) = try await account(t)
            let letter = String(try t.require("first letter of a container", containers.first?.first))
            for limit in [0, 1, containers.count - 1] {
                let listed = try await list(storage, [("marker", letter), ("limit", "\(limit)")], t)
                t.expect(listed.count <= limit, "the \(listed.count) containers listed are not more than \(limit)")
            }
        }

        tests.test(
            "888a3f0e-7214-4806-8e50-5e0c9a69bb5e",
            "test_list_containers_with_limit_and_end_marker",
            "The list is as long as asked for, or ends before a container where that comes first.",
            needs: [.credentials(.disposable)],
            remark: Self.countsAll
        ) { t in
            let (storage, containers) = try await account(t)
            let limit = Int.random(in: 1...containers.count)
            let end = containers.count / 2
            let query = [("limit", "\(limit)"), ("end_marker", containers[end])]
            let listed = try await list(storage, query, t)
            t.expect("number of containers with limit \(limit)", listed.count, is: min(limit, end))
        }

        tests.test(
            "8cf98d9c-e3a0-4e44-971b-c87656fdddbd",
            "test_list_containers_with_limit_and_marker_and_end_marker",
            "The list between two containers is as long as asked for, if so many stand there."
        ) { t in
            let (storage, containers) = try await account(t)
            let limit = Int.random(in: 1...containers.count)
            let listed = try await list(storage, [("limit", "\(limit)")] + Self.inside(containers), t)
            t.expect("number of containers with limit \(limit)", listed.count, is: min(limit, containers.count - 2))
        }
    }

    private func declareAccountDescription(in tests: inout TestDeclarations) {
        tests.test(
            "884ec421-fbad-4fcc-916b-0580f2699565",
            "test_list_no_containers",
            "An account without containers lists none, and says of itself what every account says.",
            needs: [.credentials(.alternate)],
            remark: "The second user's account must have no containers."
        ) { t in
            _ = try await account(t)
            let answer = try await t.alternate().session.objectStorage.containers()
            for field in [
                "X-Timestamp", "X-Account-Bytes-Used", "X-Account-Container-Count", "X-Account-Object-Count",
                "Content-Type", "X-Trans-Id", "Date",
            ] {
                t.expect(answer.headers[field] != nil, "the response has the field \(field)")
            }
            if let malformation = StorageHeaders(answer).malformation { t.expect(false, malformation) }
            t.expect("containers listed", answer.lines, is: [])
        }

        tests.test(
            "6eb04a6a-4860-4e31-ba91-ea3347d76b58",
            "test_list_extensions",
            "The service says what it can do, without a token.",
            remark: "Tempest means to look at header fields here and looks at the body instead, so any object will do."
        ) { t in
            _ = try await account(t)
            let capabilities = try await t.objectStorage.capabilities()
            t.expect(capabilities.object != nil, "the capabilities are an object")
        }

        tests.test(
            "b904c2e3-24c2-4dba-ad7d-04e90a761be5",
            "test_list_no_account_metadata",
            "An account to which nobody gave metadata has none.",
            uses: [.accountMetadata: 1],
            remark: "X-Account-Meta-Quota-Containers, which Ceph's gateway sets by itself, does not count."
        ) { t in
            let (storage, _) = try await account(t)
            let answer = try await storage.account()
            try await t.expectHeaders(of: answer, for: .account)
            let metadata = answer.headers.fields.map { $0.name.lowercased() }.filter {
                $0.hasPrefix("x-account-meta-") && $0 != "x-account-meta-quota-containers"
            }
            t.expect("metadata of the account", metadata, is: [])
        }
    }

    /// The account with six containers, in the test's own name so that its requests are the test's evidence.
    private func account(_ t: TestContext) async throws -> (storage: ObjectStorageClient, containers: [String]) {
        let account = try await t.shared(Self.account)
        return (account.session.over(t.session.transport).objectStorage, account.containers)
    }

    /// The names listed, after a look at the response's header fields.
    private func list(
        _ storage: ObjectStorageClient,
        _ query: [(String, String)],
        _ t: TestContext
    ) async throws -> [String] {
        let answer = try await storage.containers(query)
        try await t.expectHeaders(of: answer, for: .account)
        return answer.lines
    }

    /// The query for what stands between the first container and the last.
    private static func inside(_ containers: [String]) -> [(String, String)] {
        [("marker", containers.first ?? ""), ("end_marker", containers.last ?? "")]
    }
}
