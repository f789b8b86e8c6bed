import Conformance
import OpenStack

/// Objects are made, read and deleted.
///
/// Object storage API reference, “Objects”.
struct Objects: TestClass {
    let name = "tempest.api.object_storage.test_object_services.ObjectTest"
    let requirements = ObjectStorageNeeds.account

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "5b4ce26f-3545-46c9-a2ba-5754358a4c62",
            "test_create_object",
            "An object is made beside another one, and holds what was put into it.",
            attributes: ["smoke"]
        ) { t in
            let container = try await t.shared(StorageFixtures.container)
            _ = try await t.objectStorage.createObject(t.uniqueName("object"), in: container, randomBytes(1024))

            let name = t.uniqueName("object")
            let data = randomBytes(1024)
            let made = try await t.objectStorage.createObject(name, in: container, data)
            try await t.expectHeaders(of: made, for: .object)
            let shown = try await t.objectStorage.object(name, in: container)
            t.expect(shown.body == data, "the data read is the data written")
        }

        tests.test(
            "17738d45-03bd-4d45-9e0b-7b2f58f98687",
            "test_delete_object",
            "An object can be deleted."
        ) { t in
            let container = try await t.shared(StorageFixtures.container)
            let name = t.uniqueName("object")
            _ = try await t.objectStorage.createObject(name, in: container, randomBytes(1024))
            let deleted = try await t.objectStorage.deleteObject(name, in: container)
            try await t.expectHeaders(of: deleted, for: .object)
        }

        tests.test(
            "02610ba7-86b7-4272-9ed8-aa8d417cb3cd",
            "test_get_object",
            "An object gives its data back.",
            attributes: ["smoke"]
        ) { t in
            let object = try await t.shared(StorageFixtures.object)
            let shown = try await t.objectStorage.object(object.name, in: object.container)
            try await t.expectHeaders(of: shown, for: .object)
            t.expect(shown.body == object.data, "the data read is the data written")
        }

        // RFC 9110, 13.1.2: If-None-Match.
        tests.test(
            "50d01f12-526f-4360-9ac2-75dd508d7b68",
            "test_get_object_if_different",
            "An object's data is sent only if its digest differs from the one that the client has."
        ) { t in
            let object = try await t.shared(StorageFixtures.object)

            let same = try await get(object, unlessDigestOf: object.data, t)
            t.expect("status code for data that the client has", same.status, is: 304)
            t.expect(same.headers["Date"] != nil, "the response has the field Date")
            if let malformation = StorageHeaders(same).malformation { t.expect(false, malformation) }

            let other = try await get(object, unlessDigestOf: Array("something different".utf8), t)
            try await t.expectHeaders(of: other, for: .object)
        }
    }

    private func get(
        _ object: StoredObject,
        unlessDigestOf data: [UInt8],
        _ t: TestContext
    ) async throws(CloudError) -> Answer {
        try await t.objectStorage.object(
            object.name,
            in: object.container,
            ["If-None-Match": Digest.md5(data)],
            expecting: .success
        )
    }
}
