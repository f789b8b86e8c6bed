import HTTPTypes
import Hummingbird

// What other services tell compute: Compute API reference, “Create External Events” and “Assisted volume snapshots”.
extension ComputeService {
    func declareEvents(in table: inout ComputeRouteTable) {
        table.on(.post, "/os-server-external-events", createEvents)
        table.on(.post, "/os-assisted-volume-snapshots", createAssistedSnapshot)
        table.on(.delete, "/os-assisted-volume-snapshots/{id}", deleteAssistedSnapshot)
    }

    private func require(_ rule: String, _ request: ComputeRequest) throws {
        try request.require(rule, request.caller.isAdmin || request.caller.roles.contains("service"))
    }

    // MARK: - Events

    /// Events by the microversion that brought them.
    private static let events: [(name: String, since: Int)] = [
        ("network-changed", 0), ("network-vif-plugged", 0), ("network-vif-unplugged", 0), ("network-vif-deleted", 0),
        ("volume-extended", 51), ("power-update", 76), ("accelerator-request-bound", 82), ("volume-reimaged", 93),
    ]

    private func createEvents(_ request: ComputeRequest) async throws -> ServiceResponse {
        let names = Self.events.filter { $0.since <= request.minor }.map { JSON.string($0.name) }
        let event = RequestSchema.object(
            [
                "name": .values(names), "server_uuid": ComputeSchema.uuid,
                "status": .values(["failed", "completed", "in-progress"]), "tag": .string(.init(0, 255)),
            ],
            required: ["name", "server_uuid"]
        )
        let body = try request.body(ComputeSchema.one("events", .array(event, count: .init(1))))
        try require("os-server-external-events:create", request)
        let answers = (body["events"]?.array ?? []).map { accept($0) }
        for event in answers where event["name"] == "volume-extended" && event["code"] == 200 {
            try await noteGrowth(event["tag"]?.string ?? "", of: event["server_uuid"]?.string ?? "", for: request)
        }
        let isComplete = answers.allSatisfy { $0["code"] == 200 }
        return .json(
            ["events": .array(answers)],
            status: isComplete ? .ok : HTTPResponse.Status(code: 207, reasonPhrase: "Multi-Status")
        )
    }

    /// The event with what became of it.
    private func accept(_ event: JSON) -> JSON {
        var members = event.object ?? [:]
        let id = event["server_uuid"]?.string ?? ""
        let needsTag = ["volume-extended", "power-update", "accelerator-request-bound"]
            .contains(event["name"]?.string ?? "")
        let server = store.read { $0.servers[id] }
        let code: Int
        if server == nil || server?.deleted != nil {
            code = 404
        } else if needsTag, (event["tag"]?.string ?? "").isEmpty {
            code = 400
        } else {
            code = server?.host == nil ? 422 : 200
        }
        members["status"] = code == 200 ? "completed" : "failed"
        members["code"] = .int(code)
        return .object(members)
    }

    /// A volume of a server has grown, which users can follow as an action on the server.
    private func noteGrowth(_ volume: String, of id: String, for request: ComputeRequest) async throws {
        guard let server = store.read({ $0.servers[id] }) else { return }
        let size = try? await self.volume(volume, as: account(of: server))["size"]?.int
        let time = now
        try store.write { state in
            guard var row = state.servers[id], row.deleted == nil else { return }
            let isAttached = row.volumes.contains { $0.volumeID == volume }
            for index in row.volumes.indices where row.volumes[index].volumeID == volume {
                row.volumes[index].size = size ?? row.volumes[index].size
            }
            state.servers.replace(row)
            let event = isAttached ? "compute_extend_volume" : nil
            state.note("extend_volume", event: event, of: row, for: request, at: time)
            state.finish(request.id, of: id, host: row.host, error: nil, at: time)
        }
    }

    // MARK: - Assisted snapshots

    /// Throws 400 unless a volume is attached to exactly one server, which is in no change.
    private func checkVolume(_ id: String) throws {
        let servers = store.read { state in
            state.servers.values.filter { row in
                row.deleted == nil && row.volumes.contains { $0.volumeID == id }
            }
        }
        guard let server = servers.first else {
            throw ComputeError.badRequest("No volume Block Device Mapping with id \(id).")
        }
        guard servers.count == 1 else {
            throw ComputeError.badRequest("Block Device Mapping is multi-attach.")
        }
        guard server.task == nil else {
            throw ComputeError.badRequest(
                "Instance \(server.id) in task_state \(server.task ?? ""). Cannot volume_snapshot_create while the "
                    + "instance is in this state."
            )
        }
    }

    private func createAssistedSnapshot(_ request: ComputeRequest) throws -> ServiceResponse {
        let text = RequestSchema.string(.init(1))
        let information = RequestSchema.object(
            ["snapshot_id": text, "type": .values(["qcow2"]), "new_file": text, "id": text],
            required: ["snapshot_id", "type", "new_file"]
        )
        let snapshot = try request.body(
            ComputeSchema.one(
                "snapshot",
                .object(
                    ["volume_id": text, "create_info": information],
                    required: ["volume_id", "create_info"]
                )
            )
        )["snapshot"]
        try require("os-assisted-volume-snapshots:create", request)
        let volume = snapshot?["volume_id"]?.string ?? ""
        try checkVolume(volume)
        return .json([
            "snapshot": ["id": snapshot?["create_info"]?["id"] ?? .null, "volumeId": .string(volume)]
        ])
    }

    private func deleteAssistedSnapshot(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery(["delete_info": .any], isOpen: request.minor < 75)
        try require("os-assisted-volume-snapshots:delete", request)
        guard let text = request.query["delete_info"] else { throw ComputeError.badRequest("'delete_info'") }
        guard let information = try? JSON(parsing: Array(text.utf8)) else {
            throw ComputeError.badRequest("Expecting value: line 1 column 1 (char 0)")
        }
        guard let volume = information["volume_id"]?.string else { throw ComputeError.badRequest("'volume_id'") }
        try checkVolume(volume)
        return .empty(.noContent)
    }
}
