import Conformance
import OpenStack

/// Volumes are created, shown, changed and deleted, whatever their data comes from.
///
/// Block storage API reference v3, “Volumes”.
struct VolumeLife: TestClass {
    let name = "tempest.api.volume.test_volumes_get.VolumesGetTest"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "27fb0e9f-fb64-41dd-8bdb-1ffa762f0d51",
            "test_volume_create_get_update_delete",
            "A blank volume can be created, shown, changed and deleted.",
            attributes: ["smoke"],
            uses: [.volumes: 2]
        ) { t in
            try await expectLife(of: VolumeDescription(size: 1), bootable: "false", t)
        }

        tests.test(
            "3f591b4a-7dc6-444c-bd51-77469506b3a1",
            "test_volume_create_get_update_delete_as_clone",
            "A copy of a volume can be created, shown, changed and deleted.",
            uses: [.volumes: 3]
        ) { t in
            let origin = try await t.newVolume()
            try await expectLife(
                of: VolumeDescription(size: 1, sourceVolumeID: origin.id),
                bootable: "false",
                t
            )
            try await t.deleteAndAwait(origin)
        }

        tests.test(
            "54a01030-c7fc-447c-86ee-c1182beae638",
            "test_volume_create_get_update_delete_from_image",
            "A volume with an image's data is bootable, and can be created, shown, changed and deleted.",
            attributes: ["smoke"],
            needs: [.service(.image)],
            uses: [.volumes: 2],
            remark: """
                The image is the one that servers are booted from. Tempest makes the volume as large as the image's \
                'min_disk' says, or 1 GiB; here it is large enough for the image's data as well.
                """
        ) { t in
            let image = try await t.image.image(try await t.bootableImage().id)
            let smallest = try t.require("smallest disk for the image", image["min_disk"].integer)
            let data = image["virtual_size"].integer ?? 0
            let gibibyte = 1 << 30
            try await expectLife(
                of: VolumeDescription(size: max(1, smallest, (data + gibibyte - 1) / gibibyte), imageID: image.id),
                bootable: "true",
                t
            )
        }
    }

    private func expectLife(of description: VolumeDescription, bootable: String, _ t: TestContext) async throws {
        let metadata = ["Type": "Test"]
        var description = description
        description.metadata = metadata
        let (name, volume) = try await t.newNamedVolume(description)
        t.expect("name of the new volume", volume.name, is: name)

        try await t.step("show it") {
            let shown = try await t.volumes.volume(volume.id)
            t.expect("id", shown.id, is: volume.id)
            t.expect("name", shown.name, is: name)
            t.expectMetadata("the metadata", shown.metadata, has: metadata)
            t.expect("'bootable'", shown.bootable, is: bootable)
        }

        try await t.step("change it") {
            _ = try await t.volumes.updateVolume(volume.id, ["name": .string(name)])

            let newName = t.uniqueName("renamed-volume")
            let newDescription = "what a volume is for"
            let changes: [String: JSON] = ["name": .string(newName), "description": .string(newDescription)]
            let changed = try await t.volumes.updateVolume(volume.id, changes)
            t.expect("name in the answer", changed.name, is: newName)
            t.expect("description in the answer", changed.description, is: newDescription)

            let shown = try await t.volumes.volume(volume.id)
            t.expect("id", shown.id, is: volume.id)
            t.expect("name", shown.name, is: newName)
            t.expect("description", shown.description, is: newDescription)
            t.expectMetadata("the metadata", shown.metadata, has: metadata)
            t.expect("'bootable'", shown.bootable, is: bootable)
        }

        let namesake = try await t.step("give its first name and description to another one") {
            let other = try await t.newVolume(
                VolumeDescription(
                    size: 1,
                    description: t.uniqueName("@#$%^* description"),
                    others: ["availability_zone": volume["availability_zone"]]
                )
            )
            let changes = ["name": volume["name"], "description": volume["description"]]
            _ = try await t.volumes.updateVolume(other.id, changes)
            return other
        }

        try await t.step("delete both") {
            try await t.deleteAndAwait(namesake)
            try await t.deleteAndAwait(volume)
        }
    }
}
