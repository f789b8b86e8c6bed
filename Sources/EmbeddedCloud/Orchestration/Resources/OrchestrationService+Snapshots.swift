import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareSnapshots(in table: inout RouteTable) {
        let path = "/v1/{tenant}/stacks/{stack}/{id}/snapshots"
        table.on(.post, path, takeSnapshot)
        table.on(.get, path, listSnapshots)
        table.on(.get, path + "/{snapshot}", showSnapshot)
        table.on(.delete, path + "/{snapshot}", deleteSnapshot)
        table.on(.post, path + "/{snapshot}/restore", restoreSnapshot)
    }

    private static func members(_ row: StackSnapshotRow) -> JSON {
        [
            "id": .string(row.id), "name": JSON(row.name), "action": "CREATE", "status": .string(row.status.rawValue),
            "status_reason": JSON(row.reason), "data": .object(row.data), "creation_time": .string(row.created.seconds),
        ]
    }

    // Orchestration API reference, “Snapshot a stack”.
    private func takeSnapshot(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:snapshot", .member)
        let body = try await document(request)
        let found = try stack(request, caller)
        return try await inTurn(found.id) {
            guard let stack = store.read({ $0.stacks[found.id] }) else { throw OrchestrationError.noStack(found.name) }
            guard !stack.isInProgress else { throw OrchestrationError.inProgress(stack) }
            var data = export(stack)
            data["resources"] = .object([:])
            let snapshot = StackSnapshotRow(
                id: Identifier.uuid(),
                stackID: stack.id,
                name: body["name"]?.string,
                created: now,
                data: data,
                plan: stack.plan
            )
            try store.write { $0.snapshots.insert(snapshot) }
            try begin(.snapshot, stack.id) { $0.snapshotID = snapshot.id }
            return .json(Self.members(snapshot))
        }
    }

    // “List snapshots”.
    private func listSnapshots(_ request: ServiceRequest) throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:list_snapshots", .reader))
        return .json(["snapshots": .array(store.read { $0.snapshots(of: stack.id) }.map(Self.members))])
    }

    private func snapshot(_ request: ServiceRequest, _ stack: StackRow) throws -> StackSnapshotRow {
        let id = request["snapshot"]
        guard let snapshot = store.read({ $0.snapshots[id] }), snapshot.stackID == stack.id else {
            throw OrchestrationError.notFound("Snapshot with id \(id) not found")
        }
        return snapshot
    }

    // “Show snapshot”.
    private func showSnapshot(_ request: ServiceRequest) throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:show_snapshot", .reader))
        return .json(["snapshot": Self.members(try snapshot(request, stack))])
    }

    // “Delete a snapshot”: with what was saved for it.
    private func deleteSnapshot(_ request: ServiceRequest) async throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:delete_snapshot", .member))
        let snapshot = try snapshot(request, stack)
        guard snapshot.status != .inProgress else {
            throw OrchestrationError.notSupported("Deleting in-progress snapshot")
        }
        for (_, resource) in snapshot.data["resources"]?.object ?? [:] {
            let data = resource["resource_data"]
            if let image = data?["snapshot_image_id"]?.string, !image.isEmpty {
                _ = await parts.others.call("image", .delete, "/v2/images/\(image)", as: stack.owner.caller)
            }
            if let backup = data?["backup_id"]?.string, !backup.isEmpty {
                _ = await parts.others.call(
                    "block-storage",
                    .delete,
                    "/v3/\(stack.owner.projectID)/backups/\(backup)",
                    as: stack.owner.caller
                )
            }
        }
        try store.write { $0.snapshots[snapshot.id] = nil }
        return .empty(.noContent)
    }

    // “Restore snapshot”: the stack becomes what it was.
    private func restoreSnapshot(_ request: ServiceRequest) async throws -> ServiceResponse {
        let found = try stack(request, try authorize(request, "stacks:restore_snapshot", .member))
        let snapshot = try snapshot(request, found)
        guard snapshot.status == .complete else {
            throw OrchestrationError.notSupported("Restoring incomplete snapshot")
        }
        try await inTurn(found.id) {
            _ = try begin(.restore, found.id) { stack in
                stack.previous = stack.plan
                stack.plan = snapshot.plan
                stack.snapshotID = snapshot.id
            }
        }
        return OrchestrationAPI.accepted(request)
    }
}
