import Conformance
import OpenStack

/// What can be done with a volume besides changing its attributes.
///
/// Block storage API reference v3, “Volume actions”. Tempest makes a network for these tests, which they never use.
struct VolumeActions: TestClass {
    let name = "tempest.api.volume.test_volumes_actions.VolumesActionsTest"
    let requirements: [Requirement] = [.service(.blockStorage)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "63e21b4c-0a0c-41f6-bfc3-7c2816815599",
            "test_volume_bootable",
            "A volume can be declared bootable, and not bootable again.",
            uses: [.volumes: 1]
        ) { t in
            let volume = try await t.newVolume()
            for isBootable in [true, false] {
                try await t.volumes.setBootable(isBootable, volume: volume.id)
                let shown = try await t.volumes.volume(volume.id)
                t.expect("'bootable' of the volume", shown.bootable, is: "\(isBootable)")
            }
        }

        tests.test(
            "fff74e1e-5bd3-4b33-9ea9-24c103bc3f59",
            "test_volume_readonly_update",
            "A volume can be made read-only, and writable again; its metadata says which.",
            uses: [.volumes: 1]
        ) { t in
            let volume = try await t.newVolume()
            for (isReadOnly, text) in [(true, "True"), (false, "False")] {
                try await t.volumes.setReadOnly(isReadOnly, volume: volume.id)
                let shown = try await t.volumes.volume(volume.id)
                t.expect("'readonly' of the volume's metadata", shown.metadata["readonly"].string, is: text)
            }
        }

        tests.test(
            "d8f1ca95-3d5b-44a3-b8ca-909691c9532d",
            "test_volume_upload",
            "A volume's data can be made an image, raw and qcow2.",
            needs: [.service(.image)],
            uses: [.volumes: 1, .images: 2]
        ) { t in
            let volume = try await t.newVolume()
            for diskFormat in ["raw", "qcow2"] {
                let (name, upload) = try await startUpload(of: volume, diskFormat: diskFormat, t)
                try await waitUntilActive(upload, t)
                try await t.waitUntilAvailable(volume)

                let image = try await t.image.image(upload.id)
                t.expect("name of the image", image.name, is: name)
                t.expect("disk format of the image", image.diskFormat, is: diskFormat)
                try await deleteImage(upload, t)
            }
        }
    }

    private func startUpload(
        of volume: Volume,
        diskFormat: String,
        _ t: TestContext
    ) async throws -> (name: String, upload: VolumeUpload) {
        var imageName = ""
        let upload = try await t.provision(.image) { name throws(CloudError) in
            imageName = name
            return try await t.volumes.uploadVolume(volume.id, imageName: name, diskFormat: diskFormat)
        }
        return (imageName, upload)
    }

    private func waitUntilActive(_ upload: VolumeUpload, _ t: TestContext) async throws {
        try await t.wait(until: "image \(upload.id) is active") {
            let status = try t.require("the image's status", try await t.image.image(upload.id).status)
            if ["killed", "error"].contains(status.lowercased()) {
                try t.stop("image \(upload.id) went into the state \(status)")
            }
            return status == "active"
        }
    }

    private func deleteImage(_ upload: VolumeUpload, _ t: TestContext) async throws {
        try await t.image.deleteImage(upload.id)
        await t.confirmRemoved(upload)
    }
}
