import HTTPTypes
import Hummingbird

/// What was done to servers.
extension ComputeService {
    func declareServerHistory(in table: inout ComputeRouteTable) {
        table.on(.get, "/servers/{id}/os-instance-actions", listActions)
        table.on(.get, "/servers/{id}/os-instance-actions/{request}", showAction)
    }

    // Compute API reference, “List Actions For Server”.
    private func listActions(_ request: ComputeRequest) throws -> ServiceResponse {
        var known: [String: RequestSchema] = [:]
        if request.minor >= 58 {
            known = ComputeSchema.paging
            known["changes-since"] = .string(format: "date-time")
        }
        if request.minor >= 66 { known["changes-before"] = .string(format: "date-time") }
        try request.checkQuery(known, isOpen: request.minor < 58)
        let row = try server(request, "os-instance-actions:list", .read, orDeleted: request.minor >= 21)
        var actions = Array((store.read { $0.histories[row.id] }?.actions ?? []).reversed())
        guard request.minor >= 58 else {
            return .json(["instanceActions": .array(actions.map { show($0, row, request) })])
        }
        let since = request.query["changes-since"].flatMap { Timestamp(iso: $0) }
        let before = request.query["changes-before"].flatMap { Timestamp(iso: $0) }
        if let since, let before, before < since {
            throw ComputeError.badRequest("The value of changes-since must be less than or equal to changes-before.")
        }
        actions = actions.filter { action in
            since.map { action.updated >= $0 } ?? true && before.map { action.updated <= $0 } ?? true
        }
        if let marker = request.query["marker"] {
            guard let index = actions.firstIndex(where: { $0.requestID == marker }) else {
                throw ComputeError.badRequest("Marker \(marker) could not be found.")
            }
            actions.removeFirst(index + 1)
        }
        let limit = min(request.query["limit"].flatMap { Int($0) } ?? Self.pageLimit, Self.pageLimit)
        let page = Array(actions.prefix(limit))
        var answer: JSON.Object = ["instanceActions": .array(page.map { show($0, row, request) })]
        if limit > 0, page.count == limit, let last = page.last {
            answer["links"] = request.nextLinks("servers/\(row.id)/os-instance-actions", marker: last.requestID)
        }
        return .json(.object(answer))
    }

    // Compute API reference, “Show Server Action Details”.
    private func showAction(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "os-instance-actions:show", .read, orDeleted: request.minor >= 21)
        let id = request["request"]
        let found = store.read { $0.histories[row.id] }?.actions.last { $0.requestID == id }
        guard let found else { throw ComputeError.notFound("Action \(id) not found") }
        var shown = show(found, row, request).object ?? [:]
        if request.caller.isAdmin || request.minor >= 51 {
            shown["events"] = .array(found.events.reversed().map { show($0, row, request) })
        }
        return .json(["instanceAction": .object(shown)])
    }

    private func show(_ action: ServerAction, _ row: ServerRow, _ request: ComputeRequest) -> JSON {
        var shown: JSON.Object = [
            "action": .string(action.name), "instance_uuid": .string(row.id),
            "request_id": .string(action.requestID), "user_id": .string(action.userID),
            "project_id": .string(action.projectID), "start_time": .string(Self.wholeSeconds(action.started)),
            "message": JSON(action.message),
        ]
        if request.minor >= 58 { shown["updated_at"] = .string(Self.wholeSeconds(action.updated)) }
        return .object(shown)
    }

    private func show(_ event: ServerAction.Event, _ row: ServerRow, _ request: ComputeRequest) -> JSON {
        var shown: JSON.Object = [
            "event": .string(event.name), "start_time": .string(Self.wholeSeconds(event.started)),
            "finish_time": JSON(event.finished.map(Self.wholeSeconds)), "result": JSON(event.result),
        ]
        if request.caller.isAdmin { shown["traceback"] = JSON(event.traceback) }
        if request.minor >= 62 {
            if request.caller.isAdmin { shown["host"] = JSON(event.host) }
            shown["hostId"] = .string(ServerView.hostID(event.host, row.projectID))
        }
        if request.minor >= 84, request.caller.isAdmin { shown["details"] = JSON(event.details) }
        return .object(shown)
    }

    /// As upstream's database keeps times.
    static func wholeSeconds(_ time: Timestamp) -> String {
        Timestamp(microseconds: time.microseconds / 1_000_000 * 1_000_000).withoutZone
    }
}
