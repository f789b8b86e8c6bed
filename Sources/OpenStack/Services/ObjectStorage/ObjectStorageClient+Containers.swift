extension ObjectStorageClient {
    /// Makes a container, or changes what one says of itself.
    ///
    /// `PUT /v1/{account}/{container}`: 201, or 202 when it is there already.
    public func createContainer(_ name: String, _ fields: Headers = Headers()) async throws(CloudError) -> Answer {
        let headers = Self.anything(and: fields)
        return try await service.call(.put, path: [name], headers: headers, expecting: [201, 202, 204])
    }

    /// What a container says of itself, in header fields.
    ///
    /// `HEAD /v1/{account}/{container}`: 204.
    public func container(_ name: String) async throws(CloudError) -> Answer {
        try await service.call(.head, path: [name], expecting: [204])
    }

    /// Changes what a container says of itself.
    ///
    /// `POST /v1/{account}/{container}`: 204. A field `X-Container-Meta-{name}` sets a value,
    /// `X-Remove-Container-Meta-{name}` removes one.
    public func updateContainer(_ name: String, _ fields: Headers) async throws(CloudError) -> Answer {
        try await service.call(.post, path: [name], headers: Self.anything(and: fields), expecting: [204])
    }

    /// Deletes a container, which must be empty.
    ///
    /// `DELETE /v1/{account}/{container}`: 204, or 409 when there are objects in it.
    public func deleteContainer(_ name: String) async throws(CloudError) -> Answer {
        try await service.call(.delete, path: [name], expecting: [204])
    }

    /// The names of a container's objects, one a line, or an array of objects with the query `format=json`.
    ///
    /// `GET /v1/{account}/{container}`: 200, or 204 when there are none. The query can have `limit`, `marker`,
    /// `end_marker`, `prefix`, `delimiter` and `path` besides.
    public func objects(in container: String, _ query: [(String, String)] = []) async throws(CloudError) -> Answer {
        try await service.call(.get, path: [container], query: query, headers: Self.anything(), expecting: [200, 204])
    }

    /// Deletes many objects of a container with one request.
    ///
    /// `POST /v1/{account}?bulk-delete`: 200. Only where the service has the middleware `bulk`; elsewhere the request
    /// changes nothing and is answered with another status, or without a number.
    ///
    /// - Returns: how many are gone now, those included that were gone already; `nil` when the service does not know such requests.
    /// - Throws: ``CloudError`` when there is no response.
    public func deleteObjects(_ names: [String], in container: String) async throws(CloudError) -> Int? {
        let paths = names.map { EndpointURL.joining("", [container] + $0.segments) }
        do throws(CloudError) {
            let report = try await service.call(
                .post,
                path: [],
                query: [("bulk-delete", "1")],
                headers: ["Content-Type": "text/plain"],
                body: Array(paths.joined(separator: "\n").utf8),
                expecting: [200]
            ).json()
            guard let deleted = report["Number Deleted"].integer else { return nil }
            return deleted + (report["Number Not Found"].integer ?? 0)
        } catch {
            guard error.transportError == nil else { throw error }
            return nil
        }
    }
}

extension String {
    /// The parts between slashes, empty ones included: what stands in an object's name stands in its path.
    var segments: [String] { split(separator: "/", omittingEmptySubsequences: false).map(String.init) }
}
