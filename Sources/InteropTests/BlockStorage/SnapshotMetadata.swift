import Conformance
import OpenStack

/// Notes on a snapshot, as keys and values.
///
/// Block storage API reference v3, “Create a snapshot’s metadata” and what follows it.
struct SnapshotMetadata: TestClass {
    let name = "tempest.api.volume.test_snapshot_metadata.SnapshotMetadataTestJSON"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "a2f20f99-e363-4584-be97-bc33afb1a56c",
            "test_crud_snapshot_metadata",
            "A snapshot's metadata can be added to, replaced, and deleted key by key.",
            uses: [.volumes: 1, .volumeSnapshots: 1]
        ) { t in
            let snapshot = try await t.newSnapshot(of: try await t.sharedVolume())
            let first = ["key1": "value1", "key2": "value2", "key3": "value3"]
            let second = ["key3": "value3_update", "key4": "value4"]

            let added = try await t.blockStorage.addMetadata(first, toSnapshot: snapshot.id)
            t.expectMetadata("the metadata after adding", added, has: first)
            t.expectMetadata("the metadata shown then", try await metadata(of: snapshot, t), has: first)

            let replaced = try await t.blockStorage.replaceMetadata(ofSnapshot: snapshot.id, by: second)
            t.expect("metadata after replacing", replaced, is: .object(second.mapValues(JSON.string)))
            let shown = try await metadata(of: snapshot, t)
            t.expect("metadata shown after replacing", shown, is: .object(second.mapValues(JSON.string)))

            try await t.blockStorage.deleteMetadataItem("key3", ofSnapshot: snapshot.id)
            let left = try await metadata(of: snapshot, t)
            t.expectMetadata("the metadata after deleting a key", left, has: ["key4": "value4"])
            t.expect(!left.has("key3"), "the deleted key is gone")

            try await clear(snapshot, t)
        }

        tests.test(
            "e8ff85c5-8f97-477f-806a-3ac364a949ed",
            "test_update_show_snapshot_metadata_item",
            "One key of a snapshot's metadata can be changed and shown by itself.",
            uses: [.volumes: 1, .volumeSnapshots: 1]
        ) { t in
            let snapshot = try await t.newSnapshot(of: try await t.sharedVolume())
            let first = ["key1": "value1", "key2": "value2", "key3": "value3"]
            _ = try await t.blockStorage.addMetadata(first, toSnapshot: snapshot.id)
            t.expectMetadata("the metadata after adding", try await metadata(of: snapshot, t), has: first)

            let changed = try await t.blockStorage.setMetadataItem("key3", "value3_update", ofSnapshot: snapshot.id)
            t.expect("answer to changing a key", changed, is: ["key3": "value3_update"])
            let item = try await t.blockStorage.metadataItem("key3", ofSnapshot: snapshot.id)
            t.expect("the changed key", item, is: ["key3": "value3_update"])
            t.expectMetadata(
                "the metadata after changing a key",
                try await metadata(of: snapshot, t),
                has: ["key1": "value1", "key2": "value2", "key3": "value3_update"]
            )

            try await clear(snapshot, t)
        }
    }

    private func metadata(of snapshot: VolumeSnapshot, _ t: TestContext) async throws -> JSON {
        try await t.blockStorage.metadata(ofSnapshot: snapshot.id)
    }

    /// Leaves the snapshot as it was; replacing by nothing must work, too.
    private func clear(_ snapshot: VolumeSnapshot, _ t: TestContext) async throws {
        _ = try await t.blockStorage.replaceMetadata(ofSnapshot: snapshot.id, by: [:])
    }
}
