import Conformance
import OpenStack

/// The list of a container's objects, whole and in part.
///
/// Object storage API reference, “Show container details and list objects”.
struct ContainerLists: TestClass {
    let name = "tempest.api.object_storage.test_container_services.ContainerTest"
    let requirements = ObjectStorageNeeds.account

    /// A container with one object.
    private static let content = SharedFixture<StoredObject>("container with one object") { t in
        try await t.newObject(in: try await t.newContainer().name)
    }

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "312ff6bd-5290-497f-bda1-7c5fec6697ab",
            "test_list_container_contents",
            "A container's object is listed.",
            attributes: ["smoke"]
        ) { t in try await expectObject(t) { _ in [] } }

        tests.test(
            "55b4fa5c-e12e-4ca9-8fcf-a79afe118522",
            "test_list_container_contents_with_end_marker",
            "The list can end before a name: what stands before it is listed."
        ) { t in try await expectObject(t) { object in [("end_marker", object + "zzzz")] } }

        tests.test(
            "297ec38b-2b61-4ff4-bcd1-7fa055e97b61",
            "test_list_container_contents_with_limit",
            "The list can be limited: a limit that is not reached changes nothing."
        ) { t in try await expectObject(t) { _ in [("limit", "\(Int.random(in: 1...10000))")] } }

        tests.test(
            "c31ddc63-2a58-4f6b-b25c-94d2937e6867",
            "test_list_container_contents_with_marker",
            "The list can start after a name: what stands after it is listed."
        ) { t in try await expectObject(t) { _ in [("marker", "AaaaObject1234567890")] } }

        tests.test(
            "77e742c7-caf2-4ec9-8aa4-f7d509a3344c",
            "test_list_container_contents_with_prefix",
            "The list can be narrowed to names with a beginning."
        ) { t in try await expectObject(t) { object in [("prefix", String(object.prefix(8)))] } }

        tests.test(
            "196f5034-6ab0-4032-9da9-a937bbb9fba9",
            "test_list_container_contents_with_format_json",
            "As JSON the list has each object's name, digest, size, media type and date."
        ) { t in
            let object = try await t.shared(Self.content)
            let answer = try await t.objectStorage.objects(in: object.container, [("format", "json")])
            try await t.expectHeaders(of: answer, for: .container)
            let listed = try t.require("array of objects", try answer.json().array)
            t.expect(!listed.isEmpty, "objects are listed")
            for object in listed {
                for member in ["name", "hash", "bytes", "content_type", "last_modified"] {
                    t.expect(object.has(member), "the object \(object) has the member '\(member)'")
                }
            }
        }

        tests.test(
            "4646ac2d-9bfb-4c7d-a3c5-0f527402b3df",
            "test_list_container_contents_with_no_object",
            "An empty container lists nothing.",
            uses: [.containers: 1]
        ) { t in try await expectList(of: try await t.newContainer().name, [], is: [], t) }

        tests.test(
            "fe323a32-57b9-4704-a996-2e68f83b09bc",
            "test_list_container_contents_with_delimiter",
            "Names that begin alike up to a delimiter are listed as one, as a folder.",
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer().name
            let folder = t.uniqueName("folder")
            _ = try await t.newObject(in: container, named: "\(folder)/object")
            try await expectList(of: container, [("delimiter", "/")], is: [folder + "/"], t)
        }

        tests.test(
            "58ca6cc9-6af0-408d-aaec-2a6a7b2f0df9",
            "test_list_container_contents_with_path",
            "The list can be narrowed to the content of a folder.",
            uses: [.containers: 1]
        ) { t in
            let container = try await t.newContainer().name
            let object = try await t.newObject(in: container, named: "folder/\(t.uniqueName("object"))")
            try await expectList(of: container, [("path", "folder")], is: [object.name], t)
        }
    }

    /// Checks that the container with one object lists it, whatever is asked for by its name.
    private func expectObject(_ t: TestContext, query: (String) -> [(String, String)]) async throws {
        let object = try await t.shared(Self.content)
        try await expectList(of: object.container, query(object.name), is: [object.name], t)
    }

    private func expectList(
        of container: String,
        _ query: [(String, String)],
        is names: [String],
        _ t: TestContext
    ) async throws {
        let answer = try await t.objectStorage.objects(in: container, query)
        try await t.expectHeaders(of: answer, for: .container)
        t.expect("objects listed", answer.lines, is: names)
    }
}
