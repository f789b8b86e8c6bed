import Conformance
import OpenStack

/// An image is registered, filled, read, changed and deleted.
///
/// Image API reference v2, “Images” and “Image data”.
struct BasicImageOperations: TestClass {
    let name = "tempest.api.image.v2.test_images.BasicOperationsImagesTest"
    let requirements: [Requirement] = [.service(.image)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "139b765e-7f3d-4b3d-8b37-3ca3876ee318",
            "test_register_upload_get_image_file",
            "An image waits for data, takes it, and gives it back unchanged.",
            attributes: ["smoke"],
            uses: [.images: 1]
        ) { t in
            let property = "00000000-1111-2222-3333-444455556666"
            let image = try await t.newImage(diskFormat: "raw", properties: ["ramdisk_id": property])
            t.expect("visibility of the new image", image.visibility, is: "private")
            t.expect("status of the new image", image.status, is: "queued")

            let empty = try await t.image.data(of: image.id)
            t.expect("status code for data that is not there yet", empty.status, is: 204)
            t.expect("length of data that is not there yet", empty.body.count, is: 0)

            let data = randomBytes(1024)
            try await t.image.uploadData(data, to: image.id)

            let shown = try await t.image.image(image.id)
            t.expect("id", shown.id, is: image.id)
            t.expect("name", shown.name, is: try t.require("name of the new image", image.name))
            t.expect("the property ramdisk_id", shown["ramdisk_id"].string, is: property)
            t.expect("size", shown.size, is: 1024)

            let downloaded = try await t.image.data(of: image.id)
            t.expect("status code for data", downloaded.status, is: 200)
            t.expect(downloaded.body == data, "the data downloaded is the data uploaded")
        }

        tests.test(
            "f848bb94-1c6e-45a4-8726-39e3a5b23535",
            "test_delete_image",
            "A deleted image is not listed any more.",
            attributes: ["smoke"],
            uses: [.images: 1]
        ) { t in
            let image = try await t.newImage()
            try await t.deleteAndAwait(image)
            let listed = try await t.image.imagesPage().resources
            t.expect("images listed", listed.map(\.id), lacks: image.id)
        }

        tests.test(
            "f66891a7-a35c-41a8-b590-a065c2a1caa6",
            "test_update_image",
            "An image's name can be changed.",
            attributes: ["smoke"],
            uses: [.images: 1]
        ) { t in
            let image = try await t.newImage()
            t.expect("status of the new image", image.status, is: "queued")

            let name = t.uniqueName("renamed-image")
            _ = try await t.image.updateImage(
                image.id,
                [["replace": "/name", "value": .string(name)]],
                mediaType: "application/openstack-images-v2.0-json-patch"
            )

            let shown = try await t.image.image(image.id)
            t.expect("id", shown.id, is: image.id)
            t.expect("name", shown.name, is: name)
        }
    }
}
