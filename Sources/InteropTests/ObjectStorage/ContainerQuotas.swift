import Conformance
import OpenStack

/// A container's owner limits its size and its number of objects.
///
/// Swift documentation, middleware `container_quotas`.
struct ContainerQuotas: TestClass {
    let name = "tempest.api.object_storage.test_container_quotas.ContainerQuotasTest"
    let requirements = ObjectStorageNeeds.account + [.extension(.objectStore, "container_quotas")]

    private static let bytes = 10
    private static let objects = 3

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "9a0fb034-86af-4df0-86fa-f8bd7db21ae0",
            "test_upload_valid_object",
            "An object as large as the quota is taken, and the container grows by its size.",
            attributes: ["smoke"],
            uses: [.containers: 1]
        ) { t in
            let container = try await limitedContainer(t)
            let before = try await number("X-Container-Bytes-Used", of: container, t)
            let answer = try await upload(Self.bytes, to: container, t)
            try await t.expectHeaders(of: answer, for: .object)
            let after = try await number("X-Container-Bytes-Used", of: container, t)
            t.expect("size of the container", after, is: before + Self.bytes)
        }

        tests.test(
            "22eeeb2b-3668-4160-baef-44790f65a5a0",
            "test_upload_large_object",
            "An object larger than the quota is refused, and the container keeps its size.",
            attributes: ["smoke"],
            uses: [.containers: 1]
        ) { t in
            let container = try await limitedContainer(t)
            let before = try await number("X-Container-Bytes-Used", of: container, t)
            try await t.expectRefusal(413, "an object larger than the quota is refused") {
                _ = try await upload(Self.bytes + 1, to: container, t)
            }
            let after = try await number("X-Container-Bytes-Used", of: container, t)
            t.expect("size of the container", after, is: before)
        }

        tests.test(
            "3a387039-697a-44fc-a9c0-935de31f426b",
            "test_upload_too_many_objects",
            "An object more than the quota is refused, and the container keeps its number of objects.",
            attributes: ["smoke"],
            uses: [.containers: 1]
        ) { t in
            let container = try await limitedContainer(t)
            for _ in 0..<Self.objects { _ = try await t.newObject(in: container, data: []) }
            let before = try await number("X-Container-Object-Count", of: container, t)
            t.expect("number of objects in the full container", before, is: Self.objects)
            try await t.expectRefusal(413, "an object more than the quota is refused") {
                _ = try await upload(0, to: container, t)
            }
            let after = try await number("X-Container-Object-Count", of: container, t)
            t.expect("number of objects in the container", after, is: before)
        }
    }

    private func limitedContainer(_ t: TestContext) async throws -> String {
        _ = try await t.shared(StorageFixtures.capabilities)
        let container = try await t.newContainer().name
        _ = try await t.objectStorage.updateContainer(
            container,
            [
                "X-Container-Meta-Quota-Bytes": "\(Self.bytes)",
                "X-Container-Meta-Quota-Count": "\(Self.objects)",
            ]
        )
        return container
    }

    private func upload(_ count: Int, to container: String, _ t: TestContext) async throws(CloudError) -> Answer {
        try await t.objectStorage.createObject(t.uniqueName("object"), in: container, randomBytes(count))
    }

    private func number(_ field: String, of container: String, _ t: TestContext) async throws -> Int {
        let answer = try await t.objectStorage.container(container)
        return try t.require("the number \(field)", answer.headers[field].flatMap(Int.init))
    }
}
