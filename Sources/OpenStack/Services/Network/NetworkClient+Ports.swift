extension NetworkClient {
    /// Makes a port.
    ///
    /// `POST /v2.0/ports`: 201.
    public func createPort(_ attributes: [String: JSON]) async throws(CloudError) -> Port {
        try await create("ports", "port", attributes)
    }

    /// The attributes of a port; `fields` in the query choose some.
    ///
    /// `GET /v2.0/ports/{id}`: 200.
    public func port(_ id: String, _ query: [(String, String)] = []) async throws(CloudError) -> JSON {
        try await show("ports", id, "port", query)
    }

    /// The attributes of the ports that the caller sees; the query has filters and `fields`.
    ///
    /// `GET /v2.0/ports`: 200.
    public func ports(_ query: [(String, String)] = []) async throws(CloudError) -> [JSON] {
        try await list("ports", in: "ports", query)
    }

    /// Changes a port, and gives its attributes afterwards.
    ///
    /// `PUT /v2.0/ports/{id}`: 200.
    public func updatePort(_ id: String, _ changes: [String: JSON]) async throws(CloudError) -> JSON {
        try await update("ports", id, "port", changes)
    }

    /// Deletes a port.
    ///
    /// `DELETE /v2.0/ports/{id}`: 204.
    public func deletePort(_ id: String) async throws(CloudError) {
        try await delete("ports", id)
    }

    /// Makes several ports with one request, and gives them in the request's order.
    ///
    /// `POST /v2.0/ports`: 201.
    public func createPorts(_ ports: [[String: JSON]]) async throws(CloudError) -> [Port] {
        let answer = try await service.call(
            .post,
            "ports",
            json: ["ports": .array(ports.map(JSON.object))],
            expecting: 201
        )
        let created: [Port] = try answer.resources("ports")
        guard created.count >= ports.count else {
            throw CloudError(
                malformed: answer.response,
                to: answer.request,
                problem: "\(created.count) of \(ports.count) ports were made"
            )
        }
        return created
    }
}
