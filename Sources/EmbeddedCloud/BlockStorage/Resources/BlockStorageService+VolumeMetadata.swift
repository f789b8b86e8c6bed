import Crypto
import HTTPTypes
import Hummingbird

extension BlockStorageService {
    func declareVolumeMetadata(in table: inout RouteTable) {
        on(.get, "/volumes/{id}/metadata", in: &table, listMetadata)
        on(.post, "/volumes/{id}/metadata", in: &table) { try changeMetadata($0, isReplacing: false) }
        on(.put, "/volumes/{id}/metadata", in: &table) { try changeMetadata($0, isReplacing: true) }
        on(.get, "/volumes/{id}/metadata/{key}", in: &table, showMetadataItem)
        on(.put, "/volumes/{id}/metadata/{key}", in: &table, changeMetadataItem)
        on(.delete, "/volumes/{id}/metadata/{key}", in: &table, deleteMetadataItem)
    }

    /// The volume and, for readers of its project, its metadata.
    private func metadata(_ call: BlockStorageCall) throws -> JSON.Object {
        let row = try volume(call["id"], call.caller)
        try requireReader("volume:get_volume_metadata", call.caller, of: row.projectID)
        return row.metadata
    }

    private static func tag(_ metadata: JSON.Object) -> String {
        let text = JSON.object(["metadata": .object(metadata)]).text
        return Identifier.hex(Insecure.MD5.hash(data: Array(text.utf8)))
    }

    // Block Storage API reference, “Show a volume's metadata”.
    private func listMetadata(_ call: BlockStorageCall) throws -> ServiceResponse {
        let metadata = try metadata(call)
        var answer = call.answer(["metadata": .object(metadata)])
        if call.has(15) { answer.headers[.eTag] = Self.tag(metadata) }
        return answer
    }

    private func showMetadataItem(_ call: BlockStorageCall) throws -> ServiceResponse {
        guard let value = try metadata(call)[call["key"]] else { throw Self.noMetadata(call) }
        return call.answer(["meta": [call["key"]: value]])
    }

    private static func noMetadata(_ call: BlockStorageCall) -> BlockStorageError {
        .notFound("Volume \(call["id"]) has no metadata with key \(call["key"]).")
    }

    /// Whether the metadata is still what the client has seen, where it says what that is.
    private func isCurrent(_ call: BlockStorageCall) throws -> Bool {
        guard call.has(15), let tags = call.request.headers[.ifMatch], tags != "*" else { return true }
        return tags.contains(Self.tag(try metadata(call)))
    }

    // “Create metadata for a volume”, “Update a volume's metadata”.
    private func changeMetadata(_ call: BlockStorageCall, isReplacing: Bool) throws -> ServiceResponse {
        let given = try call.member("metadata", VolumeSchemas.metadata)
        if isReplacing, try !isCurrent(call) { return .empty(.preconditionFailed) }
        let changed = try updateMetadata(
            call,
            isReplacing ? "volume:update_volume_metadata" : "volume:create_volume_metadata"
        ) {
            if isReplacing { $0 = [:] }
            $0.merge(given)
        }
        return call.answer(["metadata": .object(changed)])
    }

    private func changeMetadataItem(_ call: BlockStorageCall) throws -> ServiceResponse {
        let given = try call.member("meta", VolumeSchemas.metadataItem)
        guard try isCurrent(call) else { return .empty(.preconditionFailed) }
        guard given[call["key"]] != nil else { throw BlockStorageError.badRequest("Request body and URI mismatch") }
        _ = try updateMetadata(call, "volume:update_volume_metadata") { $0.merge(given) }
        return call.answer(["meta": .object(given)])
    }

    private func deleteMetadataItem(_ call: BlockStorageCall) throws -> ServiceResponse {
        _ = try updateMetadata(call, "volume:delete_volume_metadata", verb: "Deleting") { metadata in
            guard metadata[call["key"]] != nil else { throw Self.noMetadata(call) }
            metadata[call["key"]] = nil
        }
        return call.done(.ok)
    }

    private func updateMetadata(
        _ call: BlockStorageCall,
        _ rule: String,
        verb: String = "Updating",
        _ change: (inout JSON.Object) throws -> Void
    ) throws -> JSON.Object {
        try store.write { state in
            var row = try volume(call["id"], call.caller, in: state)
            try requireMember(rule, call.caller, of: row.projectID)
            try change(&row.metadata)
            if ["maintenance", "uploading"].contains(row.status) {
                throw BlockStorageError.invalidVolume(
                    "\(verb) volume metadata is not allowed for volumes in \(row.status) status."
                )
            }
            state.volumes.insert(row)
            return row.metadata
        }
    }
}
