import HTTPTypes
import Hummingbird

extension ComputeService {
    // Compute API reference, “Delete Server”.
    func deleteServer(_ request: ComputeRequest) async throws -> ServiceResponse {
        let row = try server(request, "servers:delete")
        return try await remove(row, request, status: .noContent)
    }

    /// Deletes a server whatever it is doing.
    func forceDelete(_ request: ComputeRequest) async throws -> ServiceResponse {
        let row = try server(request, "os-deferred-delete:force")
        return try await remove(row, request, status: .accepted)
    }

    private func remove(
        _ row: ServerRow,
        _ request: ComputeRequest,
        status: HTTPResponse.Status
    ) async throws -> ServiceResponse {
        let demand = ServerDemand(name: "delete", states: nil, tasks: nil, mustHaveLaunched: false)
        try demand.check(row, request.caller)
        if row.task == "deleting" { return .empty(status) }
        let pending = PendingStep(step: .delete, transition: "compute.server.delete", requestID: request.id)
        let time = now
        let marked = try change(row.id, at: time) { row, state in
            row.task = "deleting"
            row.progress = 0
            row.pending = [pending]
            state.note("delete", event: "compute_terminate_instance", of: row, for: request, at: time)
        }
        // A server that is on no host has nothing to wait for.
        if marked.host == nil {
            await finishDelete(marked, pending, at: time)
        } else {
            schedule(pending, of: row.id, from: time)
        }
        return .empty(status)
    }

    /// Gives back all a server has, and marks it deleted.
    func finishDelete(_ row: ServerRow, _ pending: PendingStep, at time: Timestamp) async {
        for interface in row.interfaces { await unplug(interface, from: row) }
        for volume in row.volumes { await disconnect(volume, from: row, deleting: true) }
        await release(row.id)
        if let image = row.shelvedImageID {
            _ = await parts.others.call("image", .delete, "/v2/images/\(image)", as: account(of: row))
        }
        let moves = store.read { state in
            state.migrations.values.filter { $0.serverID == row.id && $0.status == "finished" }.map(\.uuid)
        }
        for move in moves { await release(move) }
        _ = try? end(pending, of: row.id, at: time) { row, state in
            row.state = .deleted
            row.task = nil
            row.power = .none
            row.terminated = time
            row.deleted = time
            row.interfaces = []
            row.volumes = []
            row.pending = []
            for id in moves {
                guard var migration = state.migrations.values.first(where: { $0.uuid == id }) else { continue }
                migration.status = "confirmed"
                migration.updated = time
                state.migrations.insert(migration)
            }
        }
    }
}
