extension ObjectStorageClient {
    /// The names of the account's containers, one a line, or an array of objects with the query `format=json`.
    ///
    /// `GET /v1/{account}`: 200, or 204 when there are none. The query can have `limit`, `marker` and `end_marker`
    /// besides.
    public func containers(_ query: [(String, String)] = []) async throws(CloudError) -> Answer {
        try await service.call(.get, path: [], query: query, headers: Self.anything(), expecting: [200, 204])
    }

    /// What the account says of itself, in header fields.
    ///
    /// `HEAD /v1/{account}`: 204.
    public func account() async throws(CloudError) -> Answer {
        try await service.call(.head, path: [], expecting: [204])
    }

    /// Changes what the account says of itself.
    ///
    /// `POST /v1/{account}`: 200 or 204. A field `X-Account-Meta-{name}` sets a value, `X-Remove-Account-Meta-{name}`
    /// removes one.
    public func updateAccount(_ fields: Headers, expecting: [Int] = [200, 204]) async throws(CloudError) -> Answer {
        try await service.call(.post, path: [], headers: Self.anything(and: fields), expecting: expecting)
    }
}
