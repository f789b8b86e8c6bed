import Conformance
import OpenStack

/// Tags are put on images and taken off.
///
/// Image API reference v2, “Image tags”.
struct ImageTags: TestClass {
    let name = "tempest.api.image.v2.test_images_tags.ImagesTagsTest"
    let requirements: [Requirement] = [.service(.image)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "10407036-6059-4f95-a2cd-cbbbee7ed329",
            "test_update_delete_tags_for_image",
            "A tag that is added is shown, one that is deleted is not.",
            uses: [.images: 1]
        ) { t in
            let image = try await t.newImage(diskFormat: "raw")
            let tag = t.uniqueName("tag")

            try await t.image.addTag(tag, to: image.id)
            t.expect("tags after adding one", try await t.image.image(image.id).tags, contains: tag)

            try await t.image.deleteTag(tag, from: image.id)
            t.expect("tags after deleting one", try await t.image.image(image.id).tags, lacks: tag)
        }
    }
}

/// What the image service refuses to do with tags.
struct ImageTagRefusals: TestClass {
    let name = "tempest.api.image.v2.test_images_tags_negative.ImagesTagsNegativeTest"
    let requirements: [Requirement] = [.service(.image)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "8cd30f82-6f9a-4c6e-8034-c1b51fba43d9",
            "test_update_tags_for_non_existing_image",
            "An image that does not exist takes no tag.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown image takes no tag") {
                try await t.image.addTag(t.uniqueName("tag"), to: unknownID())
            }
        }

        tests.test(
            "39c023a2-325a-433a-9eea-649bf1414b19",
            "test_delete_non_existing_tag",
            "A tag that an image does not have cannot be deleted.",
            attributes: ["negative"],
            uses: [.images: 1]
        ) { t in
            let image = try await t.newImage(diskFormat: "raw")
            try await t.expectRefusal(404, "a tag that is not there cannot be deleted") {
                try await t.image.deleteTag(t.uniqueName("tag"), from: image.id)
            }
        }
    }
}
