import HTTPTypes
import Hummingbird

// Compute API reference, “Volume extension”; the block storage service's, there until microversion 2.35.
extension ComputeService {
    func declareVolumeProxies(in table: inout ComputeRouteTable) {
        for kind in ProxiedVolume.allCases {
            let path = kind.path
            let last = Self.lastProxyMinor
            table.on(.get, path, until: last) { try await list(kind, $0, "list") }
            table.on(.get, path + "/detail", until: last) { try await list(kind, $0, "detail") }
            table.on(.get, path + "/{id}", until: last) { try await show(kind, $0) }
            table.on(.delete, path + "/{id}", until: last) { try await delete(kind, $0) }
        }
        table.on(.post, "/os-volumes", until: Self.lastProxyMinor, createVolume)
        table.on(.post, "/os-snapshots", until: Self.lastProxyMinor, createSnapshot)
    }

    /// What the proxy is for.
    private enum ProxiedVolume: CaseIterable {
        case volume, snapshot

        var path: String { self == .volume ? "/os-volumes" : "/os-snapshots" }
        var collection: String { self == .volume ? "volumes" : "snapshots" }
        var name: String { self == .volume ? "volume" : "snapshot" }
        /// What the rules of the policy begin with.
        var rule: String { self == .volume ? "os-volumes:" : "os-volumes:snapshots:" }

        func missing(_ id: String) -> ComputeError {
            .notFound("\(self == .volume ? "Volume" : "Snapshot") \(id) could not be found.")
        }

        func members(_ resource: JSON) -> JSON {
            self == .volume ? Self.volumeMembers(resource) : Self.snapshotMembers(resource)
        }

        private static func volumeMembers(_ volume: JSON) -> JSON {
            let id = volume["id"] ?? .null
            let attachments = (volume["attachments"]?.array ?? []).prefix(1).map { attachment -> JSON in
                var members: JSON.Object = ["id": id, "volumeId": id, "serverId": attachment["server_id"] ?? .null]
                if let device = attachment["device"]?.string { members["device"] = .string(device) }
                return .object(members)
            }
            return [
                "id": id, "status": volume["status"] ?? .null, "size": volume["size"] ?? .null,
                "availabilityZone": volume["availability_zone"] ?? .null, "createdAt": volume["created_at"] ?? .null,
                "attachments": attachments.isEmpty ? [[:]] : .array(Array(attachments)),
                "displayName": volume["name"] ?? .null, "displayDescription": volume["description"] ?? .null,
                "volumeType": volume["volume_type"] ?? .null, "snapshotId": volume["snapshot_id"] ?? .null,
                "metadata": volume["metadata"] ?? [:],
            ]
        }

        private static func snapshotMembers(_ snapshot: JSON) -> JSON {
            [
                "id": snapshot["id"] ?? .null, "volumeId": snapshot["volume_id"] ?? .null,
                "status": snapshot["status"] ?? .null, "size": snapshot["size"] ?? .null,
                "createdAt": snapshot["created_at"] ?? .null, "displayName": snapshot["name"] ?? .null,
                "displayDescription": snapshot["description"] ?? .null,
            ]
        }
    }

    private func path(_ kind: ProxiedVolume, _ request: ComputeRequest, _ rest: String = "") -> String {
        "/v3/\(request.project)/\(kind.collection)\(rest)"
    }

    /// Throws what compute answers for an error of block storage.
    private func check(_ answer: InternalClient.Answer, _ missing: ComputeError) throws {
        guard !answer.isSuccess else { return }
        let message =
            answer.body.object.flatMap { $0.names.first.flatMap { answer.body[$0]?["message"]?.string } } ?? ""
        switch answer.status {
        case 400: throw ComputeError.badRequest("Invalid input received: " + message)
        case 403, 413: throw ComputeError.forbidden(message)
        case 404: throw missing
        case 409: throw ComputeError.conflict(message)
        default: throw Self.unavailable("block storage")
        }
    }

    // MARK: - Handlers

    private func list(_ kind: ProxiedVolume, _ request: ComputeRequest, _ rule: String) async throws -> ServiceResponse
    {
        try request.checkQuery(["limit": ComputeSchema.queryNumber, "offset": ComputeSchema.queryNumber])
        try request.require(kind.rule + rule, request.isReader(of: request.project))
        let answer = await parts.others.call("block-storage", .get, path(kind, request, "/detail"), as: request.caller)
        try check(answer, .noResource)
        let all = answer.body[kind.collection]?.array ?? []
        return .json(.object([kind.collection: .array(request.section(all).map(kind.members))]))
    }

    private func show(_ kind: ProxiedVolume, _ request: ComputeRequest) async throws -> ServiceResponse {
        try request.require(kind.rule + "show", request.isReader(of: request.project))
        let id = request["id"]
        let path = path(kind, request, "/" + PercentCoding.encodeQueryValue(id))
        let answer = await parts.others.call("block-storage", .get, path, as: request.caller)
        try check(answer, kind.missing(id))
        return .json(.object([kind.name: kind.members(answer.body[kind.name] ?? .null)]))
    }

    private func delete(_ kind: ProxiedVolume, _ request: ComputeRequest) async throws -> ServiceResponse {
        try request.require(kind.rule + "delete", request.isMember(of: request.project))
        let id = request["id"]
        let path = path(kind, request, "/" + PercentCoding.encodeQueryValue(id))
        let answer = await parts.others.call("block-storage", .delete, path, as: request.caller)
        try check(answer, kind.missing(id))
        return .empty(.accepted)
    }

    private func createVolume(_ request: ComputeRequest) async throws -> ServiceResponse {
        let text = RequestSchema.string()
        let given = try request.body(
            ComputeSchema.one(
                "volume",
                .object(
                    [
                        "volume_type": text, "metadata": .object([:], others: .any), "snapshot_id": text,
                        "size": ComputeSchema.number(1...Int.max, pattern: "^[0-9]+$"), "availability_zone": text,
                        "display_name": text, "display_description": text,
                    ],
                    required: ["size"]
                )
            )
        )["volume"]
        try request.require("os-volumes:create", request.isMember(of: request.project))
        var members: JSON.Object = ["size": JSON(ComputeSchema.int(given?["size"]))]
        for (theirs, ours) in [
            ("name", "display_name"), ("description", "display_description"), ("volume_type", "volume_type"),
            ("metadata", "metadata"), ("snapshot_id", "snapshot_id"), ("availability_zone", "availability_zone"),
        ] { members[theirs] = given?[ours] }
        let answer = await parts.others.call(
            "block-storage",
            .post,
            path(.volume, request),
            ["volume": .object(members)],
            as: request.caller
        )
        let snapshot = given?["snapshot_id"]?.string
        try check(answer, snapshot.map { ProxiedVolume.snapshot.missing($0) } ?? .noResource)
        let volume = answer.body["volume"] ?? .null
        return .json(
            ["volume": ProxiedVolume.volume.members(volume)],
            headers: [.location: "\(request.versionURL)/os-volumes/\(volume["id"]?.string ?? "")"]
        )
    }

    private func createSnapshot(_ request: ComputeRequest) async throws -> ServiceResponse {
        let given = try request.body(
            ComputeSchema.one(
                "snapshot",
                .object(
                    [
                        "volume_id": .string(), "force": ComputeSchema.bool, "display_name": .string(),
                        "display_description": .string(),
                    ],
                    required: ["volume_id"]
                )
            )
        )["snapshot"]
        try request.require("os-volumes:snapshots:create", request.isMember(of: request.project))
        let volume = given?["volume_id"]?.string ?? ""
        var members: JSON.Object = ["volume_id": .string(volume)]
        members["name"] = given?["display_name"]
        members["description"] = given?["display_description"]
        if let force = given?["force"] { members["force"] = .bool(ComputeSchema.truth(force)) }
        let answer = await parts.others.call(
            "block-storage",
            .post,
            path(.snapshot, request),
            ["snapshot": .object(members)],
            as: request.caller
        )
        try check(answer, ProxiedVolume.volume.missing(volume))
        return .json(["snapshot": ProxiedVolume.snapshot.members(answer.body["snapshot"] ?? .null)])
    }
}
