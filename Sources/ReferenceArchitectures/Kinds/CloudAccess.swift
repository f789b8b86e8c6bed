import OpenStack

/// Calls of a cloud's services on behalf of a deployment.
struct CloudAccess: Sendable {
    let session: CloudSession

    /// A service as kinds of resources speak of it, at the version of its API that they are written for.
    enum Service: Sendable, Hashable {
        case compute, network, blockStorage, image, objectStore, orchestration

        var type: ServiceType {
            switch self {
            case .compute: .compute
            case .network: .network
            case .blockStorage: .blockStorage
            case .image: .image
            case .objectStore: .objectStore
            case .orchestration: .orchestration
            }
        }

        fileprivate var version: String? {
            switch self {
            case .network: "v2.0"
            case .image: "v2"
            case .compute, .blockStorage, .objectStore, .orchestration: nil
            }
        }
    }

    /// Sends a request; any status of success will do.
    ///
    /// - Returns: the body as JSON, null when it is none.
    @discardableResult
    func send(
        _ service: Service,
        _ method: HTTPMethod,
        _ path: [String],
        query: [(String, String)] = [],
        headers: Headers = Headers(),
        json: JSON? = nil,
        body: [UInt8] = [],
        microversion: Microversion? = nil
    ) async throws(DeploymentFailure) -> JSON {
        let answer = try await answer(
            service,
            method,
            path,
            query: query,
            headers: headers,
            json: json,
            body: body,
            microversion: microversion
        )
        return (try? JSON(parsing: answer.body)) ?? .null
    }

    func answer(
        _ service: Service,
        _ method: HTTPMethod,
        _ path: [String],
        query: [(String, String)] = [],
        headers: Headers = Headers(),
        json: JSON? = nil,
        body: [UInt8] = [],
        microversion: Microversion? = nil
    ) async throws(DeploymentFailure) -> Answer {
        var client = session.service(service.type, version: service.version)
        if let microversion { client.microversion = microversion }
        var fields = headers
        if json != nil { fields["Content-Type"] = "application/json" }
        do throws(CloudError) {
            return try await client.call(
                method,
                path: path,
                query: query,
                headers: fields,
                body: json?.serialized() ?? body,
                expecting: [200, 201, 202, 204]
            )
        } catch {
            throw DeploymentFailure(error)
        }
    }

    /// Deletes something; that it is gone already is as good.
    func remove(
        _ service: Service,
        _ path: [String],
        query: [(String, String)] = [],
        microversion: Microversion? = nil
    ) async throws(DeploymentFailure) {
        do throws(DeploymentFailure) {
            try await send(service, .delete, path, query: query, microversion: microversion)
        } catch {
            guard error.status == 404 else { throw error }
        }
    }

    /// What there is at a path; `nil` when there is nothing.
    func look(
        _ service: Service,
        _ path: [String],
        microversion: Microversion? = nil
    ) async throws(DeploymentFailure) -> JSON? {
        do throws(DeploymentFailure) {
            return try await send(service, .get, path, microversion: microversion)
        } catch {
            guard error.status == 404 else { throw error }
            return nil
        }
    }
}
