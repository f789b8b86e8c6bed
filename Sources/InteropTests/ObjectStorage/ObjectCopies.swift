import Conformance
import OpenStack

/// The service copies objects without the data passing through the client.
///
/// Object storage API reference, “Copy object” and the field `X-Copy-From` of “Create or replace object”.
struct ObjectCopies: TestClass {
    let name = "tempest.api.object_storage.test_object_services.ObjectTest"
    let requirements = ObjectStorageNeeds.account

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "1a9ab572-1b66-4981-8c21-416e2a5e6011",
            "test_copy_object_in_same_container",
            "An object can be replaced by another one of its container (X-Copy-From)."
        ) { t in
            let container = try await t.shared(StorageFixtures.container)
            let source = try await put(64, into: container, t)
            let copy = try await put(96, into: container, t)
            try await self.copy(source, to: copy.name, in: container, t)
            try await expectData(of: source, in: copy, t)
        }

        tests.test(
            "2248abba-415d-410b-9c30-22dff9cd6e67",
            "test_copy_object_to_itself",
            "An object that is copied to itself can get another media type."
        ) { t in
            let object = try await t.newObject(in: try await t.shared(StorageFixtures.container))
            let mediaType = "text/plain; charset=UTF-8"
            let before = try await t.objectStorage.objectMetadata(object.name, in: object.container)
            let old = try t.require("media type of the object", before.headers["Content-Type"])
            t.expect(old != mediaType, "the object has another media type before")

            try await copy(object, to: object.name, in: object.container, with: ["Content-Type": mediaType], t)

            let after = try await t.objectStorage.objectMetadata(object.name, in: object.container)
            t.expect("media type of the object", after.headers["Content-Type"], is: mediaType)
        }

        tests.test(
            "06f90388-2d0e-40aa-934c-e9a8833e958a",
            "test_copy_object_2d_way",
            "An object can be replaced by another one of its container (COPY)."
        ) { t in
            let container = try await t.shared(StorageFixtures.container)
            let source = try await put(64, into: container, t)
            let copy = try await put(96, into: container, t)

            let answer = try await t.objectStorage.copyObject(source.name, to: copy.name, in: container)
            try await t.expectHeaders(of: answer, for: .object)
            let origin = answer.headers["X-Copied-From"]
            t.expect("where the data comes from", origin, is: "\(container)/\(source.name)")
            try await expectData(of: source, in: copy, t)
        }

        tests.test(
            "aa467252-44f3-472a-b5ae-5b57c3c9c147",
            "test_copy_object_across_containers",
            "An object can be copied to another container, and takes its metadata along.",
            uses: [.containers: 2]
        ) { t in
            _ = try await t.shared(StorageFixtures.container)
            let source = try await put(64, into: try await t.newContainer().name, t)
            let target = try await t.newContainer().name
            let field = "X-Object-Meta-\(t.uniqueName("key"))"
            let value = t.uniqueName("value")
            let updated = try await t.objectStorage.updateObject(
                source.name,
                in: source.container,
                Headers([(name: field, value: value)])
            )
            try await t.expectHeaders(of: updated, for: .object)

            try await copy(source, to: source.name, in: target, t)

            let shown = try await t.objectStorage.object(source.name, in: target)
            t.expect(shown.body == source.data, "the copy has the data of the object")
            t.expect("metadata of the copy", shown.headers[field], is: value)
        }
    }

    /// Makes an object of a number of bytes, without waiting for it.
    private func put(_ count: Int, into container: String, _ t: TestContext) async throws -> StoredObject {
        let object = StoredObject(container: container, name: t.uniqueName("object"), data: randomBytes(count))
        _ = try await t.objectStorage.createObject(object.name, in: container, object.data)
        return object
    }

    /// Has an object made with the data of another one.
    private func copy(
        _ source: StoredObject,
        to name: String,
        in container: String,
        with fields: Headers = Headers(),
        _ t: TestContext
    ) async throws {
        var headers = fields
        headers["X-Copy-From"] = "\(source.container)/\(source.name)"
        let answer = try await t.objectStorage.createObject(name, in: container, [], headers)
        try await t.expectHeaders(of: answer, for: .object)
    }

    private func expectData(of source: StoredObject, in copy: StoredObject, _ t: TestContext) async throws {
        let shown = try await t.objectStorage.object(copy.name, in: copy.container)
        t.expect(shown.body == source.data, "the copy has the data of the object")
    }
}
