import Conformance
import OpenStack

extension ResourceLimit {
    /// Servers that are lent to tests.
    static let lentServers: ResourceLimit = ResourceLimit(
        "lent-servers",
        amount: 3,
        most: 24,
        quotas: [.instances, .cores]
    )
}

/// A server on the project's network that tests change and leave active, with its flavor, image, addresses and volumes
/// as before.
let lentServer = LentFixture<Server>("server that tests change in turns") { t in try await t.newServer() }

/// Images are made of servers.
///
/// Compute API reference, “Create Image (createImage Action)”, and “Images (DEPRECATED)” up to microversion 2.35.
struct ServerImages: TestClass {
    let name = "tempest.api.compute.images.test_images_oneserver.ImagesOneServerTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "3731d080-d4c5-4872-b41a-64d0d0021314",
            "test_create_delete_image",
            "An image of a server has the name and metadata asked for, and needs what the server's own image needed.",
            uses: [.sharedServers: 1, .lentServers: 1, .images: 1]
        ) { t in
            let name = t.uniqueName("image")
            let image = try await newImage(named: name, metadata: ["image_type": "test"], t)
            t.expect("name of the image", image.name, is: name)
            t.expect("image_type of the image", image.metadata["image_type"].string, is: "test")

            let original = try await t.compute.image(try await t.bootableImage().id)
            let flavor = try await t.compute.flavor(try await t.flavor().id)
            t.expect("memory needed", image.minimumRAM, is: try t.require("minRam", original.minimumRAM))
            t.expect(
                "disk needed",
                image.minimumDisk,
                isOneOf: [original.minimumDisk, flavor.disk].compactMap(\.self)
            )

            try await t.compute.deleteImage(image.id)
            try await t.wait(until: "image \(image.id) is gone") {
                do throws(CloudError) {
                    _ = try await t.compute.image(image.id)
                    return false
                } catch {
                    guard error.status == 404 else { throw error }
                    return true
                }
            }
            await t.confirmRemoved(image)
        }

        tests.test(
            "3b7c6fe4-dfe7-477c-9243-b06359db51e6",
            "test_create_image_specify_multibyte_character_image_name",
            "An image of a server can have a name with characters of several bytes.",
            uses: [.sharedServers: 1, .lentServers: 1, .images: 1]
        ) { t in
            _ = try await newImage(named: "\u{20A1}-\(t.uniqueName("image"))", t)
        }
    }

    /// Makes an image of the server and waits until both are active again; removed after the test.
    private func newImage(
        named name: String,
        metadata: [String: JSON] = [:],
        _ t: TestContext
    ) async throws -> ServerImage {
        let server = try await t.borrowed(lentServer)
        let made = try await t.provision(.serverImage, parent: name) { _ throws(CloudError) in
            SnapshotOrder(try await t.compute.createImage(ofServer: server.id, name: name, metadata: metadata))
        }
        var image: ServerImage?
        try await t.wait(
            until: "image \(made.id) is active",
            like: "create server image"
        ) {
            let shown = try await t.compute.image(made.id)
            image = shown
            if shown.status == "ERROR" { try t.stop("image \(made.id) should become active and is in error") }
            return shown.status == "ACTIVE"
        }
        try await t.awaitServer(server.id, "ACTIVE")
        return try t.require("image \(made.id)", image)
    }

    /// What is known of an image that has been ordered: its id.
    private struct SnapshotOrder: CloudResource {
        let id: String
        var attributes: JSON { ["id": .string(id)] }

        init(_ id: String) { self.id = id }

        init?(attributes: JSON) {
            guard let id = attributes["id"].string else { return nil }
            self.init(id)
        }
    }
}

/// What a server's owner notes about it.
///
/// Compute API reference, “Server metadata”.
struct ServerMetadata: TestClass {
    let name = "tempest.api.compute.servers.test_server_metadata.ServerMetadataTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        func test(
            _ id: String,
            _ method: String,
            _ summary: String,
            _ body: @escaping @Sendable (TestContext, _ server: String) async throws -> Void
        ) {
            tests.test(id, method, summary, uses: [.sharedServers: 1, .lentServers: 1]) { t in
                let server = try await t.borrowed(lentServer).id
                try await t.compute.replaceMetadata(ofServer: server, with: ["key1": "value1", "key2": "value2"])
                try await body(t, server)
            }
        }

        test(
            "479da087-92b3-4dcf-aeb3-fd293b2d14ce",
            "test_list_server_metadata",
            "A server's metadata are what was set."
        ) { t, server in
            try await expectMetadata(of: server, ["key1": "value1", "key2": "value2"], t)
        }

        test(
            "211021f6-21de-4657-a68f-908878cfe251",
            "test_set_server_metadata",
            "New metadata replace all the old ones."
        ) { t, server in
            try await t.compute.replaceMetadata(ofServer: server, with: ["meta2": "data2", "meta3": "data3"])
            try await expectMetadata(of: server, ["meta2": "data2", "meta3": "data3"], t)
        }

        test(
            "344d981e-0c33-4997-8a5d-6c1d803e4134",
            "test_update_server_metadata",
            "An update of metadata changes and adds items, and keeps the others."
        ) { t, server in
            try await t.compute.updateMetadata(ofServer: server, with: ["key1": "alt1", "key3": "value3"])
            try await expectMetadata(of: server, ["key1": "alt1", "key2": "value2", "key3": "value3"], t)
        }

        test(
            "3043c57d-7e0e-49a6-9a96-ad569c265e6a",
            "test_get_server_metadata_item",
            "One item of metadata can be looked up."
        ) { t, server in
            t.expect("item key2", try await t.compute.metadataItem("key2", ofServer: server)["key2"], is: "value2")
        }

        test(
            "58c02d4f-5c67-40be-8744-d3fa5982eb1c",
            "test_set_server_metadata_item",
            "One item of metadata can be set."
        ) { t, server in
            try await t.compute.setMetadataItem("nova", ofServer: server, to: "alt")
            try await expectMetadata(of: server, ["key1": "value1", "key2": "value2", "nova": "alt"], t)
        }

        test(
            "127642d6-4c7b-4486-b7cd-07265a378658",
            "test_delete_server_metadata_item",
            "One item of metadata can be deleted."
        ) { t, server in
            try await t.compute.deleteMetadataItem("key1", ofServer: server)
            try await expectMetadata(of: server, ["key2": "value2"], t)
        }
    }

    private func expectMetadata(of server: String, _ expected: JSON, _ t: TestContext) async throws {
        t.expect("metadata of the server", try await t.compute.metadata(ofServer: server), is: expected)
    }
}

/// Tags on servers.
///
/// Compute API reference, “Server tags (servers, tags)”, from microversion 2.26 on.
struct ServerTags: TestClass {
    let name = "tempest.api.compute.servers.test_server_tags.ServerTagsTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "8d95abe2-c658-4c42-9a44-c0258500306b",
            "test_create_delete_tag",
            "A tag that is put on a server is listed, one that is taken off is not.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            try await withoutTagsAfterwards(t) { server in
                try await expectTags(of: server, [], t)
                let tag = try await addTag(to: server, t)
                try await expectTags(of: server, [tag], t)
                try await t.computeWithTags.deleteTag(tag, ofServer: server)
                try await expectTags(of: server, [], t)
            }
        }

        tests.test(
            "a2c1af8c-127d-417d-974b-8115f7e3d831",
            "test_update_all_tags",
            "New tags replace all the old ones.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            try await withoutTagsAfterwards(t) { server in
                for _ in 1...2 { _ = try await addTag(to: server, t) }
                let tags = [t.uniqueName("tag"), t.uniqueName("tag")].sorted()
                let replaced = try await t.computeWithTags.replaceTags(ofServer: server, with: tags)
                t.expect("new tags", texts(replaced), is: tags)
                try await expectTags(of: server, tags, t)
            }
        }

        tests.test(
            "a63b2a74-e918-4b7c-bcab-10c855f3a57e",
            "test_delete_all_tags",
            "All tags can be taken off a server at once.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            let server = try await t.borrowed(lentServer).id
            try await t.computeWithTags.deleteTags(ofServer: server)
            try await expectTags(of: server, [], t)
        }

        tests.test(
            "81279a66-61c3-4759-b830-a2dbe64cbe08",
            "test_check_tag_existence",
            "It can be asked whether a server has a tag.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            try await withoutTagsAfterwards(t) { server in
                let tag = try await addTag(to: server, t)
                try await t.computeWithTags.checkTag(tag, ofServer: server)
            }
        }
    }

    /// Does something with the server and takes all tags off it, whatever happens.
    private func withoutTagsAfterwards(_ t: TestContext, _ body: (_ server: String) async throws -> Void) async throws {
        let server = try await t.borrowed(lentServer).id
        do {
            try await body(server)
        } catch {
            try? await t.computeWithTags.deleteTags(ofServer: server)
            throw error
        }
        try await t.computeWithTags.deleteTags(ofServer: server)
    }

    /// Puts a tag of its own on a server; the response says where it is.
    private func addTag(to server: String, _ t: TestContext) async throws -> String {
        let tag = t.uniqueName("tag")
        let location = try await t.computeWithTags.addTag(tag, toServer: server)
        t.expect(location != nil, "the header Location says where the tag is")
        return tag
    }

    private func expectTags(of server: String, _ expected: [String], _ t: TestContext) async throws {
        t.expect("tags of the server", texts(try await t.computeWithTags.tags(ofServer: server)), is: expected)
    }

    /// Tags have no order.
    private func texts(_ tags: JSON) -> [String]? { tags.array?.compactMap(\.string).sorted() }
}

extension TestContext {
    /// The compute service in the first version with tags.
    fileprivate var computeWithTags: ComputeClient { compute.at(Microversion(2, 26)) }
}
