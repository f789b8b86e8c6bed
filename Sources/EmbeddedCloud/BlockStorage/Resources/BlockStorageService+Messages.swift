import HTTPTypes
import Hummingbird

// What users are told of failures after their request was answered, since 3.3.
extension BlockStorageService {
    func declareMessages(in table: inout RouteTable) {
        on(.get, "/messages", since: 3, in: &table, listMessages)
        on(.get, "/messages/{id}", since: 3, in: &table, showMessage)
        on(.delete, "/messages/{id}", since: 3, in: &table, deleteMessage)
    }

    private func message(_ call: BlockStorageCall, in state: borrowing BlockStorageState) throws -> VolumeMessageRow {
        guard let row = state.messages[call["id"]], sees(row.projectID, call.caller) else {
            throw BlockStorageError.missing("Message", call["id"])
        }
        return row
    }

    private static func view(_ row: VolumeMessageRow, _ call: BlockStorageCall) -> JSON {
        [
            "id": .string(row.id), "event_id": .string(row.eventID), "user_message": .string(row.text),
            "message_level": .string(row.level), "created_at": .string(row.created.stored),
            "guaranteed_until": .string(row.created.adding(seconds: 2_592_000).stored),
            "request_id": .string(row.requestID), "links": call.links("messages", row.id),
            "resource_type": .string(row.resourceType), "resource_uuid": .string(row.resourceID),
        ]
    }

    // Block Storage API reference, “Show message”.
    private func showMessage(_ call: BlockStorageCall) throws -> ServiceResponse {
        let row = try store.read { try message(call, in: $0) }
        try requireReader("message:get", call.caller, of: row.projectID)
        return call.answer(["message": Self.view(row, call)])
    }

    private func listMessages(_ call: BlockStorageCall) throws -> ServiceResponse {
        try requireReader("message:get_all", call.caller)
        var window = ListWindow()
        var filter = RowFilter<VolumeMessageRow>()
        if call.has(5) {
            window = try ListWindow(call.query)
            for (name, value) in try FilterNames.read(call, "message", older: []) {
                switch name {
                case "resource_uuid", "resource_uuid~": filter.match(name, value) { $0.resourceID }
                case "resource_type", "resource_type~": filter.match(name, value.uppercased()) { $0.resourceType }
                case "event_id", "event_id~": filter.match(name, value) { $0.eventID }
                case "request_id", "request_id~": filter.match(name, value) { $0.requestID }
                case "message_level", "message_level~": filter.match(name, value) { $0.level }
                case "id": filter.require { $0.id == value }
                default: filter.refuseAll()
                }
            }
        }
        let wanted = filter
        let part = window
        return try store.read { state in
            let (ids, _) = try part.page(
                of: state.messages.rows(with: "project/" + (call.caller.projectID ?? "")),
                where: wanted.accepts,
                by: Self.messageKeys,
                missing: { .missing("Message", $0) }
            )
            var answer: JSON.Object = [
                "messages": .array(ids.compactMap { state.messages[$0] }.map { Self.view($0, call) })
            ]
            answer["messages_links"] = try call.nextLink("messages", last: ids.last, count: ids.count)
            return call.answer(.object(answer))
        }
    }

    private static let messageKeys: SortKeys<VolumeMessageRow> = [
        "id": { .text($0.id) }, "created_at": { SortValue($0.created) }, "event_id": { .text($0.eventID) },
        "resource_uuid": { .text($0.resourceID) }, "resource_type": { .text($0.resourceType) },
        "request_id": { .text($0.requestID) }, "message_level": { .text($0.level) },
        "project_id": { .text($0.projectID) }, "expires_at": { SortValue($0.created) },
    ]

    private func deleteMessage(_ call: BlockStorageCall) throws -> ServiceResponse {
        try store.write { state in
            let row = try message(call, in: state)
            try requireMember("message:delete", call.caller, of: row.projectID)
            state.messages[row.id] = nil
        }
        return .empty(.noContent)
    }
}
