import Conformance
import OpenStack

/// A container's owner lets users of other projects read or write its objects.
///
/// Swift documentation, “Access Control Lists”.
struct ContainerAccess: TestClass {
    let name = "tempest.api.object_storage.test_container_acl.ObjectTestACLs"
    let requirements = ObjectStorageNeeds.account + [.credentials(.alternate)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "a3270f3f-7640-4944-8448-c7ea783ea5b6",
            "test_read_object_with_rights",
            "A user of another project who may read a container reads its objects.",
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer().name
            let guest = try await admitGuest(to: container, by: "X-Container-Read", t)

            let name = t.uniqueName("object")
            let made = try await t.objectStorage.createObject(name, in: container, Array("data".utf8))
            try await t.expectHeaders(of: made, for: .object)

            try await t.expectHeaders(of: try await guest.object(name, in: container), for: .object)
        }

        tests.test(
            "aa58bfa5-40d9-4bc3-82b4-d07f4a9e392a",
            "test_write_object_with_rights",
            "A user of another project who may write into a container makes an object in it.",
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer().name
            let guest = try await admitGuest(to: container, by: "X-Container-Write", t)
            let made = try await guest.createObject(t.uniqueName("object"), in: container, Array("data".utf8), [:])
            try await t.expectHeaders(of: made, for: .object)
        }
    }

    /// Gives a user of another project a right on a container.
    ///
    /// - Returns: the container's account as that user sees it.
    private func admitGuest(
        to container: String,
        by field: String,
        _ t: TestContext
    ) async throws -> ObjectStorageClient {
        let guest = try await t.alternate()
        let user = "\(guest.credentials.projectID):\(guest.credentials.userID)"
        let answer = try await t.objectStorage.updateContainer(container, Headers([(name: field, value: user)]))
        try await t.expectHeaders(of: answer, for: .container)
        return ObjectStorageClient(guest.session, accountURL: try await t.objectStorage.accountURL())
    }
}
