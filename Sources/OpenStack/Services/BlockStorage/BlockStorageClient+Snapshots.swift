extension BlockStorageClient {
    /// Creates a snapshot; it is `creating` at first.
    ///
    /// `POST /v3/{project_id}/snapshots`: 202. Every snapshot has a `volume_id`.
    public func createSnapshot(_ attributes: [String: JSON]) async throws(CloudError) -> VolumeSnapshot {
        try await service.call(.post, "snapshots", json: ["snapshot": .object(attributes)], expecting: 202)
            .resource("snapshot")
    }

    /// One snapshot.
    ///
    /// `GET /v3/{project_id}/snapshots/{snapshot_id}`: 200.
    public func snapshot(_ id: String) async throws(CloudError) -> VolumeSnapshot {
        try await service.call(.get, "snapshots", id, expecting: 200).resource("snapshot")
    }

    /// The first page of snapshots, as long as the service makes it.
    ///
    /// `GET /v3/{project_id}/snapshots` and `…/snapshots/detail`: 200. The query has filters, `limit`, `marker`,
    /// `offset`, `sort_key` as in the API reference. The link to the next page is given as the service wrote it.
    public func snapshotsPage(
        _ query: [(String, String)] = [],
        detailed: Bool = false
    ) async throws(CloudError) -> PageSequence<VolumeSnapshot>.Page {
        let path = detailed ? ["snapshots", "detail"] : ["snapshots"]
        return try await service.call(.get, path: path, query: query, expecting: [200]).page("snapshots")
    }

    /// Every snapshot that fits, without details, fetched page by page.
    public func snapshots(_ query: [(String, String)] = []) -> PageSequence<VolumeSnapshot> {
        PageSequence { url throws(CloudError) in
            guard let url else { return try await snapshotsPage(query) }
            return try await service.call(.get, url: url, expecting: 200).page("snapshots")
        }
    }

    /// Changes a snapshot's name or description.
    ///
    /// `PUT /v3/{project_id}/snapshots/{snapshot_id}`: 200.
    public func updateSnapshot(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> VolumeSnapshot {
        try await service.call(.put, "snapshots", id, json: ["snapshot": .object(changes)], expecting: 200)
            .resource("snapshot")
    }

    /// Starts to delete a snapshot; it is gone when it is not found any more.
    ///
    /// `DELETE /v3/{project_id}/snapshots/{snapshot_id}`: 202.
    public func deleteSnapshot(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "snapshots", id, expecting: 202)
    }
}

// MARK: - Metadata

extension BlockStorageClient {
    /// A snapshot's metadata.
    ///
    /// `GET /v3/{project_id}/snapshots/{snapshot_id}/metadata`: 200.
    public func metadata(ofSnapshot id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "snapshots", id, "metadata", expecting: 200).member("metadata")
    }

    /// Adds to a snapshot's metadata, and gives all there is then.
    ///
    /// `POST /v3/{project_id}/snapshots/{snapshot_id}/metadata`: 200.
    public func addMetadata(_ metadata: [String: String], toSnapshot id: String) async throws(CloudError) -> JSON {
        let body: JSON = ["metadata": .object(metadata.mapValues(JSON.string))]
        return try await service.call(.post, "snapshots", id, "metadata", json: body, expecting: 200)
            .member("metadata")
    }

    /// Replaces a snapshot's metadata, and gives all there is then.
    ///
    /// `PUT /v3/{project_id}/snapshots/{snapshot_id}/metadata`: 200.
    public func replaceMetadata(
        ofSnapshot id: String,
        by metadata: [String: String]
    ) async throws(CloudError) -> JSON {
        let body: JSON = ["metadata": .object(metadata.mapValues(JSON.string))]
        return try await service.call(.put, "snapshots", id, "metadata", json: body, expecting: 200)
            .member("metadata")
    }

    /// One entry of a snapshot's metadata, as an object with one member.
    ///
    /// `GET /v3/{project_id}/snapshots/{snapshot_id}/metadata/{key}`: 200.
    public func metadataItem(_ key: String, ofSnapshot id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "snapshots", id, "metadata", key, expecting: 200).member("meta")
    }

    /// Changes one entry of a snapshot's metadata, and gives it as an object with one member.
    ///
    /// `PUT /v3/{project_id}/snapshots/{snapshot_id}/metadata/{key}`: 200.
    public func setMetadataItem(
        _ key: String,
        _ value: String,
        ofSnapshot id: String
    ) async throws(CloudError) -> JSON {
        let body: JSON = ["meta": .object([key: .string(value)])]
        return try await service.call(.put, "snapshots", id, "metadata", key, json: body, expecting: 200)
            .member("meta")
    }

    /// Deletes one entry of a snapshot's metadata.
    ///
    /// `DELETE /v3/{project_id}/snapshots/{snapshot_id}/metadata/{key}`: 200.
    public func deleteMetadataItem(_ key: String, ofSnapshot id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "snapshots", id, "metadata", key, expecting: 200)
    }
}
