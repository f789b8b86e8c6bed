extension ComputeClient {
    /// Has something done with a server.
    ///
    /// Compute API reference, “Servers - run an action”: `POST /servers/{id}/action`, for most actions 202.
    ///
    /// - Parameters:
    ///   - action: the action's name, `os-stop`.
    ///   - id: the server.
    ///   - parameters: what the API reference wants for the action.
    /// - Throws: ``CloudError``.
    public func run(_ action: String, onServer id: String, _ parameters: JSON = [:]) async throws(CloudError) {
        _ = try await service.call(.post, "servers", id, "action", json: [action: parameters], expecting: 202)
    }

    /// Stops a server: status `SHUTOFF`.
    public func stopServer(_ id: String) async throws(CloudError) { try await run("os-stop", onServer: id) }

    /// Starts a server that was stopped: status `ACTIVE`.
    public func startServer(_ id: String) async throws(CloudError) { try await run("os-start", onServer: id) }

    /// Restarts a server; `HARD` as if the power had been off, `SOFT` by asking its system.
    public func rebootServer(_ id: String, _ type: String = "HARD") async throws(CloudError) {
        try await run("reboot", onServer: id, ["type": .string(type)])
    }

    /// Protects a server against changes by users who are no administrators.
    public func lockServer(_ id: String) async throws(CloudError) { try await run("lock", onServer: id) }

    /// Ends a server's protection.
    public func unlockServer(_ id: String) async throws(CloudError) { try await run("unlock", onServer: id) }

    /// Gives a server another flavor: status `VERIFY_RESIZE`, until that is confirmed or reverted.
    public func resizeServer(_ id: String, to flavorID: String) async throws(CloudError) {
        try await run("resize", onServer: id, ["flavorRef": .string(flavorID)])
    }

    /// Keeps a server's new flavor.
    ///
    /// `POST /servers/{id}/action`: 204.
    public func confirmResize(ofServer id: String) async throws(CloudError) {
        _ = try await service.call(.post, "servers", id, "action", json: ["confirmResize": [:]], expecting: 204)
    }

    /// Gives a server its old flavor back.
    public func revertResize(ofServer id: String) async throws(CloudError) {
        try await run("revertResize", onServer: id)
    }

    /// Makes a server anew from an image; it keeps its id and its addresses.
    ///
    /// `POST /servers/{id}/action`: 202, with the server.
    public func rebuildServer(
        _ id: String,
        fromImage imageID: String,
        _ changes: [String: JSON] = [:]
    ) async throws(CloudError) -> Server {
        let parameters = changes.merging(["imageRef": .string(imageID)]) { $1 }
        return try await service.call(
            .post,
            "servers",
            id,
            "action",
            json: ["rebuild": .object(parameters)],
            expecting: 202
        ).resource("server")
    }

    /// Makes an image of a server.
    ///
    /// `POST /servers/{id}/action`: 202; up to microversion 2.44 the image's URL is in `Location`.
    ///
    /// - Returns: the image's id.
    /// - Throws: ``CloudError``; `malformedBody` also when the response does not say which image it will be.
    public func createImage(
        ofServer id: String,
        name: String,
        metadata: [String: JSON] = [:]
    ) async throws(CloudError) -> String {
        var parameters: [String: JSON] = ["name": .string(name)]
        if !metadata.isEmpty { parameters["metadata"] = .object(metadata) }
        let answer = try await service.call(
            .post,
            "servers",
            id,
            "action",
            json: ["createImage": .object(parameters)],
            expecting: 202
        )
        guard let location = answer.headers["Location"], let imageID = location.split(separator: "/").last else {
            throw CloudError(malformed: answer.response, to: answer.request, problem: "there is no header Location")
        }
        return String(imageID)
    }

    /// Puts a server into a security group, by the group's name.
    public func addSecurityGroup(_ name: String, toServer id: String) async throws(CloudError) {
        try await run("addSecurityGroup", onServer: id, ["name": .string(name)])
    }
}
