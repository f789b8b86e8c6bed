extension NetworkClient {
    /// Makes a network.
    ///
    /// `POST /v2.0/networks`: 201.
    public func createNetwork(_ attributes: [String: JSON]) async throws(CloudError) -> Network {
        try await create("networks", "network", attributes)
    }

    /// The attributes of a network; `fields` in the query choose some.
    ///
    /// `GET /v2.0/networks/{id}`: 200.
    public func network(_ id: String, _ query: [(String, String)] = []) async throws(CloudError) -> JSON {
        try await show("networks", id, "network", query)
    }

    /// The attributes of the networks that the caller sees; the query has filters and `fields`.
    ///
    /// `GET /v2.0/networks`: 200.
    public func networks(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("networks", in: "networks", query)
    }

    /// Changes a network, and gives its attributes afterwards.
    ///
    /// `PUT /v2.0/networks/{id}`: 200.
    public func updateNetwork(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> JSON {
        try await update("networks", id, "network", changes)
    }

    /// Deletes a network.
    ///
    /// `DELETE /v2.0/networks/{id}`: 204.
    public func deleteNetwork(_ id: String) async throws(CloudError) {
        try await delete("networks", id)
    }
}
