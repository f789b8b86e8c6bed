extension ObjectStorageClient {
    /// Makes an object, or replaces one.
    ///
    /// `PUT /v1/{account}/{container}/{object}`: 201. Fields can name an object to take the data from (`X-Copy-From`)
    /// or say that the data of others is meant (`X-Object-Manifest`, or the query `multipart-manifest=put`).
    public func createObject(
        _ name: String,
        in container: String,
        _ data: [UInt8] = [],
        _ fields: Headers = ["Content-Type": "application/octet-stream"],
        query: [(String, String)] = [],
        expecting: [Int] = [201]
    ) async throws(CloudError) -> Answer {
        try await service.call(
            .put,
            path: [container] + name.segments,
            query: query,
            headers: Self.anything(and: fields),
            body: data,
            expecting: expecting
        )
    }

    /// An object's data, and in header fields what it says of itself.
    ///
    /// `GET /v1/{account}/{container}/{object}`: 200, 206 for a part, 304 when the condition in a field
    /// (`If-None-Match`) is not fulfilled.
    public func object(
        _ name: String,
        in container: String,
        _ fields: Headers = Headers(),
        query: [(String, String)] = [],
        expecting: [Int] = [200, 206]
    ) async throws(CloudError) -> Answer {
        try await service.call(
            .get,
            path: [container] + name.segments,
            query: query,
            headers: Self.anything(and: fields),
            expecting: expecting
        )
    }

    /// What an object says of itself, in header fields.
    ///
    /// `HEAD /v1/{account}/{container}/{object}`: 200.
    public func objectMetadata(
        _ name: String,
        in container: String,
        query: [(String, String)] = [],
        expecting: [Int] = [200]
    ) async throws(CloudError) -> Answer {
        try await service.call(.head, path: [container] + name.segments, query: query, expecting: expecting)
    }

    /// Replaces what an object says of itself.
    ///
    /// `POST /v1/{account}/{container}/{object}`: 202. A field `X-Object-Meta-{name}` sets a value, `X-Delete-After`
    /// the seconds that the object stays.
    public func updateObject(_ name: String, in container: String, _ fields: Headers) async throws(CloudError) -> Answer
    {
        try await service.call(
            .post,
            path: [container] + name.segments,
            headers: Self.anything(and: fields),
            expecting: [202]
        )
    }

    /// Copies an object within its container.
    ///
    /// `COPY /v1/{account}/{container}/{object}`: 201.
    public func copyObject(_ name: String, to copy: String, in container: String) async throws(CloudError) -> Answer {
        try await service.call(
            "COPY",
            path: [container] + name.segments,
            headers: Self.anything(and: ["Destination": "\(container)/\(copy)"]),
            expecting: [201]
        )
    }

    /// Deletes an object.
    ///
    /// `DELETE /v1/{account}/{container}/{object}`: 204, or 200 for a large object that is deleted with its segments.
    public func deleteObject(
        _ name: String,
        in container: String,
        query: [(String, String)] = []
    ) async throws(CloudError) -> Answer {
        try await service.call(
            .delete,
            path: [container] + name.segments,
            query: query,
            headers: Self.anything(),
            expecting: [200, 204]
        )
    }
}
