import Conformance
import OpenStack

/// Snapshots are made of volumes, and volumes of snapshots.
///
/// Block storage API reference v3, “Volume snapshots”. Tempest makes a network for these tests, which they never use.
struct SnapshotLife: TestClass {
    let name = "tempest.api.volume.test_volumes_snapshots.VolumesSnapshotTestJSON"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "2a8abbe4-d871-46db-b049-c41f5af8216e",
            "test_snapshot_create_get_list_update_delete",
            "A snapshot can be made, shown, listed, changed and deleted.",
            uses: [.volumes: 1, .volumeSnapshots: 1]
        ) { t in
            let volume = try await t.sharedVolume()
            let metadata = ["snap-meta1": "value1", "snap-meta2": "value2", "snap-meta3": "value3"]
            let snapshot = try await t.newSnapshot(of: volume, metadata: metadata)

            try await t.step("show it") {
                let shown = try await t.blockStorage.snapshot(snapshot.id)
                t.expect("its volume", shown.volumeID, is: volume.id)
                t.expect("its size", shown["size"], is: volume["size"])
                t.expectMetadata("its metadata", shown.metadata, has: metadata)
            }

            try await t.step("list it") {
                let listed = try await t.blockStorage.snapshotsPage().resources
                t.expect(
                    "ids and names",
                    listed.map { [$0["id"], $0["name"]] },
                    contains: [snapshot["id"], snapshot["name"]]
                )
            }

            try await t.step("change it") {
                let name = t.uniqueName("renamed-snapshot")
                let description = "what a snapshot is for"
                let changes: [String: JSON] = ["name": .string(name), "description": .string(description)]
                let changed = try await t.blockStorage.updateSnapshot(snapshot.id, changes)
                t.expect("name in the answer", changed.name, is: name)
                t.expect("description in the answer", changed.description, is: description)
                let shown = try await t.blockStorage.snapshot(snapshot.id)
                t.expect("name", shown.name, is: name)
                t.expect("description", shown.description, is: description)
            }

            try await t.deleteAndAwait(snapshot)
        }

        tests.test(
            "677863d1-3142-456d-b6ac-9924f667a7f4",
            "test_volume_from_snapshot",
            "A volume made from a snapshot can be larger than the volume the snapshot was made of.",
            uses: [.volumes: 3, .volumeSnapshots: 1]
        ) { t in
            _ = try await t.sharedVolume()
            let origin = try await t.newVolume()
            let snapshot = try await t.newSnapshot(of: origin)
            let volume = try await t.newVolume(VolumeDescription(size: 2, snapshotID: snapshot.id))

            let shown = try await t.volumes.volume(volume.id)
            t.expect("snapshot that the volume is from", shown.snapshotID, is: snapshot.id)
            t.expect("size of the volume", shown.size, is: 2)

            try await t.deleteAndAwait(volume)
            try await t.deleteAndAwait(snapshot)
            try await t.deleteAndAwait(origin)
        }
    }
}

/// What the block storage service refuses about snapshots.
///
/// Block storage API reference v3, “Create a snapshot”.
struct SnapshotRefusals: TestClass {
    let name = "tempest.api.volume.test_volumes_snapshots_negative.VolumesSnapshotNegativeTestJSON"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "e3e466af-70ab-4f4b-a967-ab04e3532ea7",
            "test_create_snapshot_with_nonexistent_volume_id",
            "No snapshot can be made of a volume that does not exist.",
            attributes: ["negative"],
            uses: [.volumeSnapshots: 1]
        ) { t in
            try await expectNotFound(volume: .string(unknownID()), t)
        }

        tests.test(
            "bb9da53e-d335-4309-9c15-7e76fd5e4d6d",
            "test_create_snapshot_without_passing_volume_id",
            "No snapshot can be made of no volume.",
            attributes: ["negative"],
            uses: [.volumeSnapshots: 1]
        ) { t in
            try await expectNotFound(volume: .null, t)
        }
    }

    private func expectNotFound(volume: JSON, _ t: TestContext) async throws {
        try await t.expectRefusal(404, "the volume is not found") {
            _ = try await t.provision(.volumeSnapshot) { name throws(CloudError) in
                // The attribute's name of old, which the service still understands.
                try await t.blockStorage.createSnapshot(["volume_id": volume, "display_name": .string(name)])
            }
        }
    }
}
