import Conformance
import OpenStack

/// Lists of images, narrowed by what images are like.
///
/// Image API reference v2, “List images”, and the JSON schemas of what is listed.
struct ImageLists: TestClass {
    let name = "tempest.api.image.v2.test_images.ListUserImagesTest"
    let requirements: [Requirement] = [.service(.image)]

    /// Six images with data, one of each of six disk formats; tests only read them.
    private static let images = SharedFixture<[Image]>("images to list") { t in
        var images: [Image] = []
        for diskFormat in ["qcow2", "raw", "ami", "ari", "aki", "vhd"] {
            let tags = [t.uniqueName("tag"), t.uniqueName("tag")]
            let image = try await t.newImage(diskFormat: diskFormat, tags: tags)
            try await t.image.uploadData(randomBytes(Int.random(in: 1024...4096)), to: image.id)
            images.append(image)
        }
        return images
    }

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "1e341d7a-90a9-494c-b143-2cdf2aeb6aee",
            "test_list_no_params",
            "A project's images are on the first page of its list.",
            remark: "Looks at the first page only: with more images than a page holds, newer ones can push these off."
        ) { t in
            let images = try await t.shared(Self.images)
            let listed = try await t.image.imagesPage().resources.map(\.id)
            for image in images { t.expect("images listed", listed, contains: image.id) }
        }

        declareFilters(in: &tests)

        tests.test(
            "4ad8c157-971a-4ba8-aa84-ed61154b1e7f",
            "test_list_images_param_min_max_size",
            "The list can be narrowed to a range of sizes."
        ) { t in
            let size = try await sizeOfAnImage(t)
            let listed = try await t.image.imagesPage([
                ("size_min", "\(size - 500)"), ("size_max", "\(size + 500)"),
            ]).resources
            for image in listed {
                let listedSize = try t.require("size of image \(image.id)", image.size)
                t.expect(
                    (size - 500...size + 500).contains(listedSize),
                    "image \(image.id) with \(listedSize) bytes has between \(size - 500) and \(size + 500)"
                )
            }
        }

        tests.test(
            "e914a891-3cc8-4b40-ad32-e0a39ffbddbb",
            "test_list_images_param_limit",
            "A page has as many images as asked for."
        ) { t in
            _ = try await t.shared(Self.images)
            let listed = try await t.image.imagesPage([("limit", "1")]).resources
            t.expect("number of images on a page with limit 1", listed.count, is: 1)
        }

        for (id, schema) in [
            ("622b925c-479f-4736-860d-adeaf13bc371", "image"), ("25c8d7b2-df21-460f-87ac-93130bcdc684", "images"),
        ] {
            tests.test(
                id,
                "test_get_\(schema)_schema",
                "The service publishes the JSON schema '\(schema)'."
            ) { t in
                let document = try await t.image.schema(schema)
                t.expect("name of the schema", document["name"].string, is: schema)
            }
        }
    }

    /// Filters by a value: every image listed has it, and there is one.
    private func declareFilters(in tests: inout TestDeclarations) {
        tests.test(
            "9959ca1d-1aa7-4b7a-a1ea-0fff0499b37e",
            "test_list_images_param_container_format",
            "The list can be narrowed to a container format."
        ) { t in try await expectFilter("container_format", "bare", t) }

        tests.test(
            "4a4735a7-f22f-49b6-b0d9-66e1ef7453eb",
            "test_list_images_param_disk_format",
            "The list can be narrowed to a disk format."
        ) { t in try await expectFilter("disk_format", "raw", t) }

        tests.test(
            "7a95bb92-d99e-4b12-9718-7bc6ab73e6d2",
            "test_list_images_param_visibility",
            "The list can be narrowed to private images."
        ) { t in try await expectFilter("visibility", "private", t) }

        tests.test(
            "7fc9e369-0f58-4d05-9aa5-0969e2d59d15",
            "test_list_images_param_status",
            "The list can be narrowed to active images."
        ) { t in try await expectFilter("status", "active", t) }

        tests.test(
            "cf1b9a48-8340-480e-af7b-fe7e17690876",
            "test_list_images_param_size",
            "The list can be narrowed to a size."
        ) { t in
            let size = try await sizeOfAnImage(t)
            try await expectFilter("size", .integer(size), t)
        }
    }

    private func sizeOfAnImage(_ t: TestContext) async throws -> Int {
        let images = try await t.shared(Self.images)
        let first = try t.require("an image to list", images.first)
        return try t.require("size of the image", try await t.image.image(first.id).size)
    }

    private func expectFilter(_ attribute: String, _ value: JSON, _ t: TestContext) async throws {
        _ = try await t.shared(Self.images)
        let text = value.string ?? value.description
        let listed = try await t.image.imagesPage([(attribute, text)]).resources
        t.expect(!listed.isEmpty, "images with \(attribute) \(text) are listed")
        for image in listed {
            t.expect("\(attribute) of listed image \(image.id)", image[attribute], is: value)
        }
    }
}
