extension ImageClient {
    /// Registers an image without data.
    ///
    /// `POST /v2/images`: 201.
    public func createImage(_ image: ImageDescription) async throws(CloudError) -> Image {
        try await service.call(.post, "images", json: image.body, expecting: 201).resource()
    }

    /// One image.
    ///
    /// `GET /v2/images/{id}`: 200.
    public func image(_ id: String) async throws(CloudError) -> Image {
        try await service.call(.get, "images", id, expecting: 200).resource()
    }

    /// The first page of images, as long as the service makes it.
    ///
    /// `GET /v2/images`: 200. The query has filters, `limit`, `marker`, `sort` as in the API reference.
    public func imagesPage(_ query: [(String, String)] = []) async throws(CloudError) -> PageSequence<Image>.Page {
        try Self.page(await service.call(.get, "images", query: query, expecting: 200))
    }

    /// Every image that fits, fetched page by page.
    public func images(_ query: [(String, String)] = []) -> PageSequence<Image> {
        PageSequence { url throws(CloudError) in
            guard let url else { return try await imagesPage(query) }
            return try Self.page(await service.call(.get, url: url, expecting: 200))
        }
    }

    private static func page(_ answer: Answer) throws(CloudError) -> PageSequence<Image>.Page {
        let next = try answer.json()["next"].string
        return PageSequence.Page(
            resources: try answer.resources("images"),
            next: next.map { EndpointURL.resolving($0, against: answer.request.url) }
        )
    }

    /// Changes an image.
    ///
    /// `PATCH /v2/images/{id}`: 200. The changes are operations of a JSON patch in the form the service names
    /// `openstack-images-v2.1-json-patch` (RFC 6902) or, with operation names as keys, its v2.0 predecessor.
    public func updateImage(
        _ id: String,
        _ changes: [JSON],
        mediaType: String = "application/openstack-images-v2.1-json-patch"
    ) async throws(CloudError) -> Image {
        try await service.call(
            .patch,
            "images",
            id,
            headers: ["Content-Type": mediaType],
            json: .array(changes),
            expecting: 200
        ).resource()
    }

    /// Deletes an image.
    ///
    /// `DELETE /v2/images/{id}`: 204.
    public func deleteImage(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "images", id, expecting: 204)
    }

    /// Uploads an image's data.
    ///
    /// `PUT /v2/images/{id}/file`: 204.
    public func uploadData(_ data: [UInt8], to id: String) async throws(CloudError) {
        _ = try await service.call(
            .put,
            "images",
            id,
            "file",
            headers: ["Content-Type": "application/octet-stream"],
            body: data,
            expecting: 204
        )
    }

    /// Downloads an image's data.
    ///
    /// `GET /v2/images/{id}/file`: 200, or 204 for an image without data.
    public func data(of id: String) async throws(CloudError) -> Answer {
        try await service.call(
            .get,
            "images",
            id,
            "file",
            headers: ["Accept": "application/octet-stream"],
            expecting: 200,
            204
        )
    }

    /// Adds a tag.
    ///
    /// `PUT /v2/images/{id}/tags/{tag}`: 204.
    public func addTag(_ tag: String, to id: String) async throws(CloudError) {
        _ = try await service.call(.put, "images", id, "tags", tag, expecting: 204)
    }

    /// Removes a tag.
    ///
    /// `DELETE /v2/images/{id}/tags/{tag}`: 204.
    public func deleteTag(_ tag: String, from id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "images", id, "tags", tag, expecting: 204)
    }

    /// The JSON schema of `image`, `images`, `member` or `members`.
    ///
    /// `GET /v2/schemas/{name}`: 200.
    public func schema(_ name: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "schemas", name, expecting: 200).json()
    }
}
