import Conformance
import OpenStack

/// Objects whose data is that of the objects in a list, which is uploaded in their place.
///
/// Swift documentation, “Static Large Objects”. Every segment but the last must have a size of one mebibyte at least
/// on older releases.
struct StaticLargeObjects: TestClass {
    let name = "tempest.api.object_storage.test_object_slo.ObjectSloTest"
    let requirements = ObjectStorageNeeds.account + [.extension(.objectStore, "slo")]

    /// The data of each of the two segments.
    private static let segment = Array([[UInt8]](repeating: randomBytes(1024), count: 1024).joined())

    /// Two segments that nobody changes.
    private static let segments = SharedFixture<[StoredObject]>("segments of a large object") { t in
        try await upload(to: try await t.shared(StorageFixtures.container), t)
    }

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "2c3f24a6-36e8-4711-9aa2-800ee1fc7b5b",
            "test_upload_manifest",
            "A list of segments is taken as an object.",
            uses: [.containers: 1]
        ) { t in
            try await withLargeObject(of: try await t.shared(Self.segments), t) { object in
                try await t.expectLargeObjectHeaders(of: object.answer)
            }
        }

        tests.test(
            "e69ad766-e1aa-44a2-bdd2-bf62c09c1456",
            "test_list_large_object_metadata",
            "An object made of a list of segments says so.",
            uses: [.containers: 1]
        ) { t in
            try await withLargeObject(of: try await t.shared(Self.segments), t) { object in
                let shown = try await t.objectStorage.objectMetadata(object.name, in: object.container)
                try await expectLargeObject(shown, t)
            }
        }

        tests.test(
            "49bc49bc-dd1b-4c0f-904e-d9f10b830ee8",
            "test_retrieve_large_object",
            "An object made of a list of segments gives the data of all of them.",
            uses: [.containers: 1]
        ) { t in
            try await withLargeObject(of: try await t.shared(Self.segments), t) { object in
                let shown = try await t.objectStorage.object(object.name, in: object.container)
                try await expectLargeObject(shown, t)
                t.expect(shown.body == Self.segment + Self.segment, "the data read is that of both segments")
            }
        }

        tests.test(
            "87b6dfa1-abe9-404d-8bf0-6c3751e6aa77",
            "test_delete_large_object",
            "An object made of a list of segments can be deleted together with them.",
            uses: [.containers: 1]
        ) { t in
            try await withLargeObject(of: nil, t) { object in
                let deleted = try await t.objectStorage.deleteObject(
                    object.name,
                    in: object.container,
                    query: [("multipart-manifest", "delete")]
                )
                try await t.expectHeaders(of: deleted, for: .object)
                let listed = try await t.objectStorage.objects(in: object.container)
                let count = listed.headers["X-Container-Object-Count"].flatMap(Int.init)
                t.expect("number of objects left in the container", count, is: 0)
            }
        }
    }

    private struct LargeObject {
        let container: String
        let name: String
        /// What the service answered when it was made.
        let answer: Answer
    }

    /// Makes a large object in a container of its own, uses it, and removes both, which the API promises to work too.
    ///
    /// Without segments it gets two of its own, in the same container.
    private func withLargeObject(
        of segments: [StoredObject]?,
        _ t: TestContext,
        _ body: (LargeObject) async throws -> Void
    ) async throws {
        _ = try await t.shared(StorageFixtures.capabilities)
        let container = try await t.newContainer().name
        let parts = if let segments { segments } else { try await Self.upload(to: container, t) }
        let manifest = parts.map { part -> JSON in
            [
                "path": .string("/\(part.container)/\(part.name)"), "etag": .string(Digest.md5(part.data)),
                "size_bytes": .integer(part.data.count),
            ]
        }
        let name = t.uniqueName("large-object")
        let answer = try await t.objectStorage.createObject(
            name,
            in: container,
            JSON.array(manifest).serialized(),
            ["Content-Type": "application/json"],
            query: [("multipart-manifest", "put")]
        )
        try await body(LargeObject(container: container, name: name, answer: answer))
        try await t.step("remove object and container") { try await t.deleteAndAwait(container: container) }
    }

    private static func upload(to container: String, _ t: TestContext) async throws -> [StoredObject] {
        var segments: [StoredObject] = []
        for _ in 0..<2 {
            let segment = StoredObject(container: container, name: t.uniqueName("segment"), data: Self.segment)
            _ = try await t.objectStorage.createObject(segment.name, in: container, segment.data)
            segments.append(segment)
        }
        return segments
    }

    private func expectLargeObject(_ answer: Answer, _ t: TestContext) async throws {
        let mark = answer.headers["X-Static-Large-Object"]
        t.expect("whether the object is made of a list of segments", mark, is: "True")
        try await t.expectLargeObjectHeaders(of: answer)
    }
}
