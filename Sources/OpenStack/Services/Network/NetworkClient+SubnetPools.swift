extension NetworkClient {
    /// Makes a subnet pool.
    ///
    /// `POST /v2.0/subnetpools`: 201.
    public func createSubnetPool(_ attributes: [String: JSON]) async throws(CloudError) -> SubnetPool {
        try await create("subnetpools", "subnetpool", attributes)
    }

    /// The attributes of a subnet pool; `fields` in the query choose some.
    ///
    /// `GET /v2.0/subnetpools/{id}`: 200.
    public func subnetPool(_ id: String, _ query: [(String, String)] = []) async throws(CloudError) -> JSON {
        try await show("subnetpools", id, "subnetpool", query)
    }

    /// The attributes of the subnet pools that the caller sees; the query has filters and `fields`.
    ///
    /// `GET /v2.0/subnetpools`: 200.
    public func subnetPools(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("subnetpools", in: "subnetpools", query)
    }

    /// Changes a subnet pool, and gives its attributes afterwards.
    ///
    /// `PUT /v2.0/subnetpools/{id}`: 200.
    public func updateSubnetPool(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> JSON {
        try await update("subnetpools", id, "subnetpool", changes)
    }

    /// Deletes a subnet pool.
    ///
    /// `DELETE /v2.0/subnetpools/{id}`: 204.
    public func deleteSubnetPool(_ id: String) async throws(CloudError) {
        try await delete("subnetpools", id)
    }
}
