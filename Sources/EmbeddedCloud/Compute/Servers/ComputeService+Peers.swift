import HTTPTypes
import Hummingbird

/// What another service of the cloud refused.
struct PeerError: Error {
    var status: Int
    var message: String
}

extension ComputeService {
    /// Calls another service and takes its document; throws ``PeerError`` unless it succeeds.
    @discardableResult
    func call(
        _ service: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: JSON? = nil,
        microversion: String? = nil,
        as caller: Caller
    ) async throws -> JSON {
        var headers: HTTPFields = [:]
        if let microversion { headers[.apiVersion] = microversion }
        let answer = await parts.others.call(service, method, path, body, headers: headers, as: caller)
        guard answer.isSuccess else {
            throw PeerError(status: answer.status, message: Self.message(in: answer.body))
        }
        return answer.body
    }

    /// The sentence in another service's error.
    private static func message(in body: JSON) -> String {
        for (_, value) in body.object ?? [:] {
            if let message = value["message"]?.string { return message }
        }
        return body["message"]?.string ?? ""
    }

    /// The service's own account, for what is done in a server's project after the request is answered.
    func account(of server: ServerRow) -> Caller {
        var caller = Caller.service("nova", projectID: server.projectID)
        caller.userID = server.userID
        return caller
    }

    // MARK: - Images

    /// An image, as the caller sees it.
    func image(_ id: String, as caller: Caller) async throws -> JSON {
        try await call("image", .get, "/v2/images/\(id)", as: caller)
    }

    // MARK: - Placement

    /// Claims what a flavor takes on a host; false if the host hasn't that much.
    func claim(
        _ flavor: ComputeFlavorRow,
        for consumer: String,
        on host: ComputeHostRow,
        of server: ServerRow
    ) async -> Bool {
        var resources: JSON.Object = ["VCPU": .int(flavor.vcpus), "MEMORY_MB": .int(flavor.ram)]
        let disk = (server.startsFromVolume ? 0 : flavor.disk) + flavor.ephemeral + (flavor.swap + 1023) / 1024
        if disk > 0 { resources["DISK_GB"] = .int(disk) }
        let body: JSON = [
            "allocations": ["\(host.id)": ["resources": .object(resources)]],
            "project_id": .string(server.projectID), "user_id": .string(server.userID), "consumer_generation": .null,
            "consumer_type": "INSTANCE",
        ]
        do {
            let known = try await call(
                "placement",
                .get,
                "/allocations/\(consumer)",
                microversion: "placement 1.38",
                as: .service("nova")
            )
            var document = body.object ?? [:]
            document["consumer_generation"] = known["consumer_generation"] ?? .null
            try await call(
                "placement",
                .put,
                "/allocations/\(consumer)",
                .object(document),
                microversion: "placement 1.38",
                as: .service("nova")
            )
            return true
        } catch let error as PeerError {
            // Where there is no placement service, hosts take everything.
            return error.status == 503
        } catch {
            return false
        }
    }

    /// Gives back what a server or a migration has claimed.
    func release(_ consumer: String) async {
        _ = await parts.others.call("placement", .delete, "/allocations/\(consumer)", as: .service("nova"))
    }
}
