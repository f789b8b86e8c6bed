import Conformance
import OpenStack

/// Objects whose data is that of all objects with a common beginning of their names.
///
/// Swift documentation, “Dynamic Large Objects”. Three segments do: Tempest makes ten.
struct SegmentedObjects: TestClass {
    let name = "tempest.api.object_storage.test_object_services.ObjectTest"
    let requirements = ObjectStorageNeeds.account

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "23a3674c-d6de-46c3-86af-ff92bfc8a3da",
            "test_list_object_metadata_with_x_object_manifest",
            "An object made of segments says so, and has an ETag in quotation marks."
        ) { t in
            let container = try await t.shared(StorageFixtures.container)
            let name = t.uniqueName("segmented-object")
            _ = try await uploadSegments(of: name, to: container, t)
            let manifest = "\(container)/\(name)"
            _ = try await t.objectStorage.createObject(name, in: container, [], ["X-Object-Manifest": manifest])

            let shown = try await t.objectStorage.objectMetadata(name, in: container)
            try await t.expectLargeObjectHeaders(of: shown)
            t.expect("the field Accept-Ranges", shown.headers["Accept-Ranges"], is: "bytes")
            t.expect("what the segments' names begin with", shown.headers["X-Object-Manifest"], is: manifest)
        }

        tests.test(
            "e3e6a64a-9f50-4955-b987-6ce6767c97fb",
            "test_object_upload_in_segments",
            "An object becomes one of segments later, and then gives the data of all of them."
        ) { t in
            let container = try await t.shared(StorageFixtures.container)
            let name = t.uniqueName("segmented-object")
            let data = try await uploadSegments(of: name, to: container, t)
            let manifest = "\(container)/\(name)/"
            let made = try await t.objectStorage.createObject(name, in: container)
            try await t.expectHeaders(of: made, for: .object)
            let updated = try await t.objectStorage.updateObject(name, in: container, ["X-Object-Manifest": manifest])
            try await t.expectHeaders(of: updated, for: .object)

            let shown = try await t.objectStorage.objectMetadata(name, in: container)
            try await t.expectLargeObjectHeaders(of: shown)
            t.expect("what the segments' names begin with", shown.headers["X-Object-Manifest"], is: manifest)

            let whole = try await t.objectStorage.object(name, in: container)
            t.expect(whole.body == data, "the data read is that of all segments in the order of their names")
        }
    }

    /// Makes the segments of an object.
    ///
    /// - Returns: the data of all of them together.
    private func uploadSegments(of name: String, to container: String, _ t: TestContext) async throws -> [UInt8] {
        var whole: [UInt8] = []
        for number in 0..<3 {
            let data = Array("test\(number)".utf8)
            _ = try await t.objectStorage.createObject("\(name)/\(number)", in: container, data)
            whole += data
        }
        return whole
    }
}
