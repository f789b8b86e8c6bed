extension NetworkClient {
    /// Makes a floating IP.
    ///
    /// `POST /v2.0/floatingips`: 201.
    public func createFloatingIP(_ attributes: [String: JSON]) async throws(CloudError) -> FloatingIP {
        try await create("floatingips", "floatingip", attributes)
    }

    /// The attributes of a floating IP; `fields` in the query choose some.
    ///
    /// `GET /v2.0/floatingips/{id}`: 200.
    public func floatingIP(_ id: String, _ query: [(String, String)] = []) async throws(CloudError) -> JSON {
        try await show("floatingips", id, "floatingip", query)
    }

    /// The attributes of the floating IPs that the caller sees; the query has filters and `fields`.
    ///
    /// `GET /v2.0/floatingips`: 200.
    public func floatingIPs(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("floatingips", in: "floatingips", query)
    }

    /// Changes a floating IP, and gives its attributes afterwards.
    ///
    /// `PUT /v2.0/floatingips/{id}`: 200.
    public func updateFloatingIP(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> JSON {
        try await update("floatingips", id, "floatingip", changes)
    }

    /// Deletes a floating IP.
    ///
    /// `DELETE /v2.0/floatingips/{id}`: 204.
    public func deleteFloatingIP(_ id: String) async throws(CloudError) {
        try await delete("floatingips", id)
    }
}
