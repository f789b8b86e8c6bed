import Conformance
import OpenStack

/// What the image service refuses, and with which status.
///
/// Image API reference v2, “Images”.
struct ImageRefusals: TestClass {
    let name = "tempest.api.image.v2.test_images_negative.ImagesNegativeTest"
    let requirements: [Requirement] = [.service(.image)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "668743d5-08ad-4480-b2b8-15da34f81d9f",
            "test_get_non_existent_image",
            "An image that does not exist is not found.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown image is not found") {
                _ = try await t.image.image(unknownID())
            }
        }

        tests.test(
            "ef45000d-0a72-4781-866d-4cb7bf2562ad",
            "test_get_image_null_id",
            "An image without an id is not found.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an image with an empty id is not found") {
                _ = try await t.image.image("")
            }
        }

        tests.test(
            "6fe40f1c-57bd-4918-89cc-8500f850f3de",
            "test_delete_non_existing_image",
            "An image that does not exist cannot be deleted.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown image cannot be deleted") {
                try await t.image.deleteImage(unknownID())
            }
        }

        tests.test(
            "32248db1-ab88-4821-9604-c7c369f1f88c",
            "test_delete_image_null_id",
            "An image without an id cannot be deleted.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an image with an empty id cannot be deleted") {
                try await t.image.deleteImage("")
            }
        }

        tests.test(
            "e57fc127-7ba0-4693-92d7-1d8a05ebcba9",
            "test_get_delete_deleted_image",
            "A deleted image is not found and cannot be deleted again.",
            attributes: ["negative"],
            uses: [.images: 1]
        ) { t in
            let image = try await t.newImage(diskFormat: "raw", visibility: nil)
            try await t.deleteAndAwait(image)
            try await t.expectRefusal(404, "a deleted image is not found") {
                _ = try await t.image.image(image.id)
            }
            try await t.expectRefusal(404, "a deleted image cannot be deleted") {
                try await t.image.deleteImage(image.id)
            }
        }

        for (id, method, containerFormat, diskFormat) in [
            ("292bd310-369b-41c7-a7a3-10276ef76753", "test_register_with_invalid_container_format", "wrong", "vhd"),
            ("70c6040c-5a97-4111-9e13-e73665264ce1", "test_register_with_invalid_disk_format", "bare", "wrong"),
        ] {
            tests.test(
                id,
                method,
                "An image of container format '\(containerFormat)' and disk format '\(diskFormat)' is refused.",
                attributes: ["negative"]
            ) { t in
                try await t.expectRefusal(400, "an unknown format is refused") {
                    _ = try await t.newImage(
                        containerFormat: containerFormat,
                        diskFormat: diskFormat,
                        visibility: nil
                    )
                }
            }
        }
    }
}
