import HTTPTypes
import Hummingbird

extension BlockStorageService {
    func declareSnapshotMetadata(in table: inout RouteTable) {
        on(.get, "/snapshots/{id}/metadata", in: &table) { call in
            call.answer(["metadata": .object(try snapshotMetadata(call))])
        }
        on(.post, "/snapshots/{id}/metadata", in: &table) { try changeSnapshotMetadata($0, isReplacing: false) }
        on(.put, "/snapshots/{id}/metadata", in: &table) { try changeSnapshotMetadata($0, isReplacing: true) }
        on(.get, "/snapshots/{id}/metadata/{key}", in: &table) { call in
            guard let value = try snapshotMetadata(call)[call["key"]] else { throw Self.noSnapshotMetadata(call) }
            return call.answer(["meta": [call["key"]: value]])
        }
        on(.put, "/snapshots/{id}/metadata/{key}", in: &table, changeSnapshotMetadataItem)
        on(.delete, "/snapshots/{id}/metadata/{key}", in: &table, deleteSnapshotMetadataItem)
    }

    private func snapshotMetadata(_ call: BlockStorageCall) throws -> JSON.Object {
        let row = try snapshot(call["id"], call.caller)
        try requireReader("volume:get_snapshot_metadata", call.caller, of: row.projectID)
        return row.metadata
    }

    private static func noSnapshotMetadata(_ call: BlockStorageCall) -> BlockStorageError {
        .notFound("Snapshot \(call["id"]) has no metadata with key \(call["key"]).")
    }

    private func updateSnapshotMetadata(
        _ call: BlockStorageCall,
        _ rule: String = "volume:update_snapshot_metadata",
        _ change: (inout JSON.Object) throws -> Void
    ) throws -> JSON.Object {
        try store.write { state in
            var row = try snapshot(call["id"], call.caller, in: state)
            try requireMember(rule, call.caller, of: row.projectID)
            try change(&row.metadata)
            try Self.checkMetadata(row.metadata)
            state.snapshots.insert(row)
            return row.metadata
        }
    }

    // Block Storage API reference, “Create a snapshot's metadata”, “Update a snapshot's metadata”.
    private func changeSnapshotMetadata(_ call: BlockStorageCall, isReplacing: Bool) throws -> ServiceResponse {
        let given = try call.member("metadata", SnapshotSchemas.metadata)
        let metadata = try updateSnapshotMetadata(call) {
            if isReplacing { $0 = [:] }
            $0.merge(given)
        }
        return call.answer(["metadata": .object(metadata)])
    }

    private func changeSnapshotMetadataItem(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("meta", SnapshotSchemas.metadataItem)
        guard given[call["key"]] != nil else { throw BlockStorageError.badRequest("Request body and URI mismatch") }
        _ = try updateSnapshotMetadata(call) { $0.merge(given) }
        return call.answer(["meta": .object(given)])
    }

    private func deleteSnapshotMetadataItem(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try updateSnapshotMetadata(call, "volume:delete_snapshot_metadata") { metadata in
            guard metadata[call["key"]] != nil else { throw Self.noSnapshotMetadata(call) }
            metadata[call["key"]] = nil
        }
        return call.done(.ok)
    }
}
