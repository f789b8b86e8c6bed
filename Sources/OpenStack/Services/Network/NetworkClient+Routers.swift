extension NetworkClient {
    /// Makes a router.
    ///
    /// `POST /v2.0/routers`: 201.
    public func createRouter(_ attributes: [String: JSON]) async throws(CloudError) -> Router {
        try await create("routers", "router", attributes)
    }

    /// The attributes of a router; `fields` in the query choose some.
    ///
    /// `GET /v2.0/routers/{id}`: 200.
    public func router(_ id: String, _ query: [(String, String)] = []) async throws(CloudError) -> JSON {
        try await show("routers", id, "router", query)
    }

    /// The attributes of the routers that the caller sees; the query has filters and `fields`.
    ///
    /// `GET /v2.0/routers`: 200.
    public func routers(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("routers", in: "routers", query)
    }

    /// Changes a router, and gives its attributes afterwards.
    ///
    /// `PUT /v2.0/routers/{id}`: 200.
    public func updateRouter(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> JSON {
        try await update("routers", id, "router", changes)
    }

    /// Deletes a router.
    ///
    /// `DELETE /v2.0/routers/{id}`: 204.
    public func deleteRouter(_ id: String) async throws(CloudError) {
        try await delete("routers", id)
    }

    /// Joins a subnet to a router: by its id, the router then gets the subnet's gateway address, or by a port on it.
    ///
    /// `PUT /v2.0/routers/{id}/add_router_interface`: 200. The answer names the subnet and the port.
    public func addInterface(to id: String, _ interface: RouterInterface) async throws(CloudError) -> JSON {
        try await service.call(.put, "routers", id, "add_router_interface", json: interface.body, expecting: 200).json()
    }

    /// Takes a subnet from a router; the router's port on it goes as well.
    ///
    /// `PUT /v2.0/routers/{id}/remove_router_interface`: 200.
    public func removeInterface(from id: String, _ interface: RouterInterface) async throws(CloudError) {
        _ = try await service.call(
            .put,
            "routers",
            id,
            "remove_router_interface",
            json: interface.body,
            expecting: 200
        ).json()
    }
}
