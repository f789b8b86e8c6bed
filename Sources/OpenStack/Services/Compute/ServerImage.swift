/// An image as the compute service shows it, up to microversion 2.35.
///
/// Compute API reference, “Images (DEPRECATED)”: what the image service has, in another form.
public struct ServerImage: CloudResource {
    /// The image's id.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads an image; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Its name.
    public var name: String? { attributes["name"].string }
    /// `SAVING`, `ACTIVE`, `ERROR`, `DELETED` or `UNKNOWN`.
    public var status: String? { attributes["status"].string }
    /// Its properties.
    public var metadata: JSON { attributes["metadata"] }
    /// The memory in MiB that a server made from it needs.
    public var minimumRAM: Int? { attributes["minRam"].integer }
    /// The disk in GiB that a server made from it needs.
    public var minimumDisk: Int? { attributes["minDisk"].integer }
}

extension ComputeClient {
    /// One image.
    ///
    /// `GET /images/{id}`: 200.
    public func image(_ id: String) async throws(CloudError) -> ServerImage {
        try await service.call(.get, "images", id, expecting: 200).resource("image")
    }

    /// Deletes an image.
    ///
    /// `DELETE /images/{id}`: 204.
    public func deleteImage(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "images", id, expecting: 204)
    }
}
