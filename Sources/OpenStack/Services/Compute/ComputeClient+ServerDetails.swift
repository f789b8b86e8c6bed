extension ComputeClient {
    // MARK: - Metadata

    /// What a server's owner noted about it.
    ///
    /// Compute API reference, “Server metadata”: `GET /servers/{id}/metadata`: 200.
    public func metadata(ofServer id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "servers", id, "metadata", expecting: 200).member("metadata")
    }

    /// Replaces all of a server's metadata.
    ///
    /// `PUT /servers/{id}/metadata`: 200.
    public func replaceMetadata(ofServer id: String, with metadata: JSON) async throws(CloudError) {
        _ = try await service.call(.put, "servers", id, "metadata", json: ["metadata": metadata], expecting: 200)
    }

    /// Sets some of a server's metadata and keeps the rest.
    ///
    /// `POST /servers/{id}/metadata`: 200.
    public func updateMetadata(ofServer id: String, with metadata: JSON) async throws(CloudError) {
        _ = try await service.call(.post, "servers", id, "metadata", json: ["metadata": metadata], expecting: 200)
    }

    /// One item of a server's metadata, as an object with one member.
    ///
    /// `GET /servers/{id}/metadata/{key}`: 200.
    public func metadataItem(_ key: String, ofServer id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "servers", id, "metadata", key, expecting: 200).member("meta")
    }

    /// Sets one item of a server's metadata.
    ///
    /// `PUT /servers/{id}/metadata/{key}`: 200.
    public func setMetadataItem(_ key: String, ofServer id: String, to value: String) async throws(CloudError) {
        let item: JSON = ["meta": [key: .string(value)]]
        _ = try await service.call(.put, "servers", id, "metadata", key, json: item, expecting: 200)
    }

    /// Deletes one item of a server's metadata.
    ///
    /// `DELETE /servers/{id}/metadata/{key}`: 204.
    public func deleteMetadataItem(_ key: String, ofServer id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "servers", id, "metadata", key, expecting: 204)
    }

    // MARK: - Tags

    /// A server's tags, from microversion 2.26.
    ///
    /// Compute API reference, “Server tags”: `GET /servers/{id}/tags`: 200.
    public func tags(ofServer id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "servers", id, "tags", expecting: 200).member("tags")
    }

    /// Replaces all of a server's tags.
    ///
    /// `PUT /servers/{id}/tags`: 200, with the tags.
    public func replaceTags(ofServer id: String, with tags: [String]) async throws(CloudError) -> JSON {
        try await service.call(.put, "servers", id, "tags", json: ["tags": JSON(tags)], expecting: 200).member("tags")
    }

    /// Takes all tags off a server.
    ///
    /// `DELETE /servers/{id}/tags`: 204.
    public func deleteTags(ofServer id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "servers", id, "tags", expecting: 204)
    }

    /// Puts a tag on a server.
    ///
    /// `PUT /servers/{id}/tags/{tag}`: 201, or 204 when the server has it already.
    ///
    /// - Returns: where the tag is, from the header `Location`; `nil` when the service did not say.
    /// - Throws: ``CloudError``.
    public func addTag(_ tag: String, toServer id: String) async throws(CloudError) -> String? {
        try await service.call(.put, "servers", id, "tags", tag, expecting: 201, 204).headers["Location"]
    }

    /// Checks that a server has a tag; throws with status 404 when it has not.
    ///
    /// `GET /servers/{id}/tags/{tag}`: 204.
    public func checkTag(_ tag: String, ofServer id: String) async throws(CloudError) {
        _ = try await service.call(.get, "servers", id, "tags", tag, expecting: 204)
    }

    /// Takes a tag off a server.
    ///
    /// `DELETE /servers/{id}/tags/{tag}`: 204.
    public func deleteTag(_ tag: String, ofServer id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "servers", id, "tags", tag, expecting: 204)
    }

    // MARK: - Volumes

    /// Attaches a volume to a server; the volume becomes `in-use` afterwards.
    ///
    /// Compute API reference, “Attach a volume to an instance”: `POST /servers/{id}/os-volume_attachments`: 200.
    public func attachVolume(_ volumeID: String, toServer id: String) async throws(CloudError) -> VolumeAttachment {
        try await service.call(
            .post,
            "servers",
            id,
            "os-volume_attachments",
            json: ["volumeAttachment": ["volumeId": .string(volumeID)]],
            expecting: 200
        ).resource("volumeAttachment")
    }

    /// The volumes attached to a server.
    ///
    /// `GET /servers/{id}/os-volume_attachments`: 200.
    public func volumeAttachments(ofServer id: String) async throws(CloudError) -> [VolumeAttachment] {
        try await service.call(.get, "servers", id, "os-volume_attachments", expecting: 200)
            .resources("volumeAttachments")
    }

    /// One attachment of a volume, by the attachment's id, which is the volume's.
    ///
    /// `GET /servers/{id}/os-volume_attachments/{volume}`: 200.
    public func volumeAttachment(_ id: String, ofServer server: String) async throws(CloudError) -> VolumeAttachment {
        try await service.call(.get, "servers", server, "os-volume_attachments", id, expecting: 200)
            .resource("volumeAttachment")
    }

    /// Detaches a volume; it becomes `available` afterwards.
    ///
    /// `DELETE /servers/{id}/os-volume_attachments/{volume}`: 202.
    public func detachVolume(_ volumeID: String, fromServer id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "servers", id, "os-volume_attachments", volumeID, expecting: 202)
    }
}

/// A volume that is attached to a server.
///
/// Compute API reference, “Servers with volume attachments”.
public struct VolumeAttachment: CloudResource {
    /// The attachment's id, which is the volume's.
    public let id: String
    /// Every attribute, as sent.
    public let attributes: JSON

    /// Reads an attachment; `nil` when there is no id.
    public init?(attributes: JSON) {
        guard let id = attributes["id"].string else { return nil }
        self.id = id
        self.attributes = attributes
    }

    /// Id of the server.
    public var serverID: String? { attributes["serverId"].string }
    /// Id of the volume.
    public var volumeID: String? { attributes["volumeId"].string }
}
