extension NetworkClient {
    /// Makes a subnet.
    ///
    /// `POST /v2.0/subnets`: 201.
    public func createSubnet(_ attributes: [String: JSON]) async throws(CloudError) -> Subnet {
        try await create("subnets", "subnet", attributes)
    }

    /// The attributes of a subnet; `fields` in the query choose some.
    ///
    /// `GET /v2.0/subnets/{id}`: 200.
    public func subnet(_ id: String, _ query: [(String, String)] = []) async throws(CloudError) -> JSON {
        try await show("subnets", id, "subnet", query)
    }

    /// The attributes of the subnets that the caller sees; the query has filters and `fields`.
    ///
    /// `GET /v2.0/subnets`: 200.
    public func subnets(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("subnets", in: "subnets", query)
    }

    /// Changes a subnet, and gives its attributes afterwards.
    ///
    /// `PUT /v2.0/subnets/{id}`: 200.
    public func updateSubnet(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> JSON {
        try await update("subnets", id, "subnet", changes)
    }

    /// Deletes a subnet.
    ///
    /// `DELETE /v2.0/subnets/{id}`: 204.
    public func deleteSubnet(_ id: String) async throws(CloudError) {
        try await delete("subnets", id)
    }
}
