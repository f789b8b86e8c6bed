extension ComputeClient {
    /// Orders a server, which is made afterwards.
    ///
    /// `POST /servers`: 202.
    public func createServer(_ server: ServerDescription) async throws(CloudError) -> OrderedServer {
        let answer = try await service.call(.post, "servers", json: server.body, expecting: 202)
        var ordered: OrderedServer = try answer.resource("server")
        ordered.requestID = answer.headers["X-Compute-Request-Id"]
        return ordered
    }

    /// One server.
    ///
    /// `GET /servers/{id}`: 200.
    public func server(_ id: String) async throws(CloudError) -> Server {
        try await service.call(.get, "servers", id, expecting: 200).resource("server")
    }

    /// The first page of servers, with their ids, names and links, or with all details.
    ///
    /// `GET /servers`, `GET /servers/detail`: 200. The query has filters and `limit`, `marker`, `sort_key` as in the
    /// API reference.
    public func serversPage(
        _ query: [(String, String)] = [],
        details: Bool = false
    ) async throws(CloudError) -> [Server] {
        let path = details ? ["servers", "detail"] : ["servers"]
        return try await service.call(.get, path: path, query: query, expecting: [200]).resources("servers")
    }

    /// Changes attributes of a server, called as in the API reference.
    ///
    /// `PUT /servers/{id}`: 200.
    public func updateServer(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> Server {
        try await service.call(.put, "servers", id, json: ["server": .object(changes)], expecting: 200)
            .resource("server")
    }

    /// Asks for a server to be deleted, which is done afterwards.
    ///
    /// `DELETE /servers/{id}`: 204.
    public func deleteServer(_ id: String) async throws(CloudError) {
        _ = try await service.call(.delete, "servers", id, expecting: 204)
    }

    /// The addresses of a server, by the names of networks.
    ///
    /// `GET /servers/{id}/ips`: 200.
    public func addresses(ofServer id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "servers", id, "ips", expecting: 200).member("addresses")
    }

    /// What has been done with a server, newest first.
    ///
    /// `GET /servers/{id}/os-instance-actions`: 200.
    public func actions(ofServer id: String) async throws(CloudError) -> [JSON] {
        try await service.call(.get, "servers", id, "os-instance-actions", expecting: 200)
            .member("instanceActions").array ?? []
    }

    /// One thing that has been done with a server, by the id of the request that asked for it.
    ///
    /// `GET /servers/{id}/os-instance-actions/{request_id}`: 200.
    public func action(_ requestID: String, ofServer id: String) async throws(CloudError) -> JSON {
        try await service.call(.get, "servers", id, "os-instance-actions", requestID, expecting: 200)
            .member("instanceAction")
    }
}
