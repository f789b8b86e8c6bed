import Conformance
import OpenStack

extension TestContext {
    /// Registers a private image without data; removed after the test.
    func newImage(
        containerFormat: String = "bare",
        diskFormat: String = "qcow2",
        visibility: String? = "private",
        tags: [String]? = nil,
        properties: [String: String] = [:]
    ) async throws -> Image {
        let image = try await provision(.image) { name throws(CloudError) in
            let description = ImageDescription(
                name: name,
                containerFormat: containerFormat,
                diskFormat: diskFormat,
                visibility: visibility,
                tags: tags,
                properties: properties
            )
            return try await self.image.createImage(description)
        }
        return image
    }

    /// Deletes an image and waits until the service does not know it any more.
    func deleteAndAwait(_ image: Image) async throws {
        try await self.image.deleteImage(image.id)
        try await wait(until: "image \(image.id) is gone") {
            do throws(CloudError) {
                _ = try await self.image.image(image.id)
                return false
            } catch {
                guard error.status == 404 else { throw error }
                return true
            }
        }
        await confirmRemoved(image)
    }
}
