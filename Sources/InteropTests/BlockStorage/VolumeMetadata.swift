import Conformance
import OpenStack

/// Notes on a volume, as keys and values.
///
/// Block storage API reference v3, “Create metadata for volume” and what follows it.
struct VolumeMetadata: TestClass {
    let name = "tempest.api.volume.test_volume_metadata.VolumesMetadataTest"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "6f5b125b-f664-44bf-910f-751591fe5769",
            "test_crud_volume_metadata",
            "A volume's metadata can be added to, replaced, and deleted key by key.",
            uses: [.volumes: 1]
        ) { t in
            let volume = try await t.newVolume()
            let first = [
                "key1": "value1", "key2": "value2", "key3": "value3", "key4": "<value&special_chars>",
            ]
            let second = ["key4": "value4", "key1": "value1_update"]

            let added = try await t.volumes.addMetadata(first, toVolume: volume.id)
            t.expectMetadata("the metadata after adding", added, has: first)
            t.expectMetadata("the metadata shown then", try await metadata(of: volume, t), has: first)

            let replaced = try await t.volumes.replaceMetadata(ofVolume: volume.id, by: second)
            t.expect("metadata after replacing", replaced, is: .object(second.mapValues(JSON.string)))
            let shown = try await metadata(of: volume, t)
            t.expect("metadata shown after replacing", shown, is: .object(second.mapValues(JSON.string)))

            try await t.volumes.deleteMetadataItem("key1", ofVolume: volume.id)
            let left = try await metadata(of: volume, t)
            t.expect(!left.has("key1"), "the deleted key is gone")
            t.expectMetadata("the metadata after deleting a key", left, has: ["key4": "value4"])

            try await clear(volume, t)
        }

        tests.test(
            "862261c5-8df4-475a-8c21-946e50e36a20",
            "test_update_show_volume_metadata_item",
            "One key of a volume's metadata can be changed and shown by itself.",
            uses: [.volumes: 1]
        ) { t in
            let volume = try await t.newVolume()
            let first = ["key1": "value1", "key2": "value2", "key3": "value3"]
            let added = try await t.volumes.addMetadata(first, toVolume: volume.id)
            t.expectMetadata("the metadata after adding", added, has: first)

            let changed = try await t.volumes.setMetadataItem("key3", "value3_update", ofVolume: volume.id)
            t.expect("answer to changing a key", changed, is: ["key3": "value3_update"])
            let item = try await t.volumes.metadataItem("key3", ofVolume: volume.id)
            t.expect("the changed key", item, is: ["key3": "value3_update"])
            t.expectMetadata(
                "the metadata after changing a key",
                try await metadata(of: volume, t),
                has: ["key1": "value1", "key2": "value2", "key3": "value3_update"]
            )

            try await clear(volume, t)
        }
    }

    private func metadata(of volume: Volume, _ t: TestContext) async throws -> JSON {
        try await t.volumes.metadata(ofVolume: volume.id)
    }

    /// Leaves the volume as it was; replacing by nothing must work, too.
    private func clear(_ volume: Volume, _ t: TestContext) async throws {
        _ = try await t.volumes.replaceMetadata(ofVolume: volume.id, by: [:])
    }
}
