extension BlockStorageClient {
    /// Creates a volume; it is `creating` at first.
    ///
    /// `POST /v3/{project_id}/volumes`: 202.
    public func createVolume(_ volume: VolumeDescription) async throws(CloudError) -> Volume {
        try await service.call(.post, "volumes", json: volume.body, expecting: 202).resource("volume")
    }

    /// One volume.
    ///
    /// `GET /v3/{project_id}/volumes/{volume_id}`: 200.
    public func volume(_ id: String) async throws(CloudError) -> Volume {
        try await service.call(.get, "volumes", id, expecting: 200).resource("volume")
    }

    /// The first page of volumes, as long as the service makes it.
    ///
    /// `GET /v3/{project_id}/volumes` and `…/volumes/detail`: 200. The query has filters, `limit`, `marker`, `sort_key`
    /// as in the API reference. The link to the next page is given as the service wrote it.
    public func volumesPage(
        _ query: [(String, String)] = [],
        detailed: Bool = false
    ) async throws(CloudError) -> PageSequence<Volume>.Page {
        let path = detailed ? ["volumes", "detail"] : ["volumes"]
        return try await service.call(.get, path: path, query: query, expecting: [200]).page("volumes")
    }

    /// Every volume that fits, without details, fetched page by page.
    public func volumes(_ query: [(String, String)] = []) -> PageSequence<Volume> {
        PageSequence { url throws(CloudError) in
            guard let url else { return try await volumesPage(query) }
            return try await service.call(.get, url: url, expecting: 200).page("volumes")
        }
    }

    /// Changes a volume's name, description or metadata.
    ///
    /// `PUT /v3/{project_id}/volumes/{volume_id}`: 200.
    public func updateVolume(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> Volume {
        try await service.call(.put, "volumes", id, json: ["volume": .object(changes)], expecting: 200)
            .resource("volume")
    }

    /// Starts to delete a volume; it is gone when it is not found any more.
    ///
    /// `DELETE /v3/{project_id}/volumes/{volume_id}`: 202.
    public func deleteVolume(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "volumes", id, expecting: 202)
    }
}

// MARK: - Actions

extension BlockStorageClient {
    /// Says whether a server can boot from a volume.
    ///
    /// `POST /v3/{project_id}/volumes/{volume_id}/action` with `os-set_bootable`: 200.
    public func setBootable(_ isBootable: Bool, volume id: String) async throws(CloudError) {
        let action: JSON = ["os-set_bootable": ["bootable": .bool(isBootable)]]
        _ = try await service.call(.post, "volumes", id, "action", json: action, expecting: 200)
    }

    /// Says whether a volume can only be read.
    ///
    /// `POST /v3/{project_id}/volumes/{volume_id}/action` with `os-update_readonly_flag`: 202.
    public func setReadOnly(_ isReadOnly: Bool, volume id: String) async throws(CloudError) {
        let action: JSON = ["os-update_readonly_flag": ["readonly": .bool(isReadOnly)]]
        _ = try await service.call(.post, "volumes", id, "action", json: action, expecting: 202)
    }

    /// Starts to make an image of a volume's data.
    ///
    /// `POST /v3/{project_id}/volumes/{volume_id}/action` with `os-volume_upload_image`: 202.
    public func uploadVolume(
        _ id: String,
        imageName: String,
        diskFormat: String
    ) async throws(CloudError) -> VolumeUpload {
        let action: JSON = [
            "os-volume_upload_image": ["image_name": .string(imageName), "disk_format": .string(diskFormat)]
        ]
        return try await service.call(.post, "volumes", id, "action", json: action, expecting: 202)
            .resource("os-volume_upload_image")
    }
}

// MARK: - Metadata

extension BlockStorageClient {
    /// A volume's metadata.
    ///
    /// `GET /v3/{project_id}/volumes/{volume_id}/metadata`: 200.
    public func metadata(ofVolume id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "volumes", id, "metadata", expecting: 200).member("metadata")
    }

    /// Adds to a volume's metadata, and gives all there is then.
    ///
    /// `POST /v3/{project_id}/volumes/{volume_id}/metadata`: 200.
    public func addMetadata(_ metadata: [String: String], toVolume id: String) async throws(CloudError) -> JSON {
        let body: JSON = ["metadata": .object(metadata.mapValues(JSON.string))]
        return try await service.call(.post, "volumes", id, "metadata", json: body, expecting: 200).member("metadata")
    }

    /// Replaces a volume's metadata, and gives all there is then.
    ///
    /// `PUT /v3/{project_id}/volumes/{volume_id}/metadata`: 200.
    public func replaceMetadata(ofVolume id: String, by metadata: [String: String]) async throws(CloudError) -> JSON {
        let body: JSON = ["metadata": .object(metadata.mapValues(JSON.string))]
        return try await service.call(.put, "volumes", id, "metadata", json: body, expecting: 200).member("metadata")
    }

    /// One entry of a volume's metadata, as an object with one member.
    ///
    /// `GET /v3/{project_id}/volumes/{volume_id}/metadata/{key}`: 200.
    public func metadataItem(_ key: String, ofVolume id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "volumes", id, "metadata", key, expecting: 200).member("meta")
    }

    /// Changes one entry of a volume's metadata, and gives it as an object with one member.
    ///
    /// `PUT /v3/{project_id}/volumes/{volume_id}/metadata/{key}`: 200.
    public func setMetadataItem(
        _ key: String,
        _ value: String,
        ofVolume id: String
    ) async throws(CloudError) -> JSON {
        let body: JSON = ["meta": .object([key: .string(value)])]
        return try await service.call(.put, "volumes", id, "metadata", key, json: body, expecting: 200).member("meta")
    }

    /// Deletes one entry of a volume's metadata.
    ///
    /// `DELETE /v3/{project_id}/volumes/{volume_id}/metadata/{key}`: 200.
    public func deleteMetadataItem(_ key: String, ofVolume id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "volumes", id, "metadata", key, expecting: 200)
    }
}
