import Conformance
import Foundation
import OpenStack

/// Objects that go by themselves when their time is over.
///
/// Object storage API reference, the fields `X-Delete-After` and `X-Delete-At` of “Create or update object metadata”.
struct ObjectExpiry: TestClass {
    let name = "tempest.api.object_storage.test_object_expiry.ObjectExpiryTest"
    let requirements = ObjectStorageNeeds.account

    func declare(in tests: inout TestDeclarations) {
        // Ten seconds, in which two requests must be answered before the object goes.
        tests.test(
            "fb024a42-37f3-4ba5-9684-4f40a7910b41",
            "test_get_object_after_expiry_time",
            "An object says when it will go, and is not found any more after that."
        ) { t in
            let object = try await t.newObject(in: try await t.shared(StorageFixtures.container))
            _ = try await t.objectStorage.updateObject(object.name, in: object.container, ["X-Delete-After": "10"])

            let described = try await t.objectStorage.objectMetadata(object.name, in: object.container)
            try await t.expectHeaders(of: described, for: .object)
            let end = try t.require("when the object goes", described.headers["X-Delete-At"].flatMap(Double.init))

            let shown = try await t.objectStorage.object(object.name, in: object.container)
            try await t.expectHeaders(of: shown, for: .object)
            t.expect(shown.headers["X-Delete-At"] != nil, "the response with the data says when the object goes")

            let rest = min(max(0, end - Date().timeIntervalSince1970), 60)
            try await Task.sleep(for: .seconds(rest))
            try await t.waitUntilGone("the object whose time is over", timeout: .seconds(62)) {
                _ = try await t.objectStorage.object(object.name, in: object.container)
            }
        }
    }
}
