import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareEvents(in table: inout RouteTable) {
        let path = "/v1/{tenant}/stacks/{stack}/{id}"
        table.on(.get, path + "/events") { try listEvents($0, of: nil) }
        table.on(.get, path + "/resources/{resource}/events") { try listEvents($0, of: $0["resource"]) }
        table.on(.get, path + "/resources/{resource}/events/{event}", showEvent)
    }

    private func members(_ event: StackEventRow, _ stack: StackRow, root: StackRow?, isDetailed: Bool) -> JSON {
        let resource = url(of: event.resourceName, in: stack)
        var links = [
            Self.link("\(resource)/events/\(event.id)", "self"), Self.link(resource, "resource"),
            Self.link(url(of: stack), "stack"),
        ]
        if let root { links.append(Self.link(url(of: root), "root_stack")) }
        var members: JSON.Object = [
            "id": .string(event.id), "links": .array(links), "event_time": .string(event.time.seconds),
            "logical_resource_id": .string(event.resourceName), "resource_name": .string(event.resourceName),
            "physical_resource_id": JSON(event.physicalID),
            "resource_status": .string(event.action + "_" + event.status),
            "resource_status_reason": .string(event.reason),
        ]
        if isDetailed {
            members["resource_type"] = .string(event.resourceType)
            members["resource_properties"] = .object(event.properties)
        }
        return .object(members)
    }

    // Orchestration API reference, “List stack events”, “List resource events”: newest first unless asked otherwise.
    private func listEvents(_ request: ServiceRequest, of resource: String?) throws -> ServiceResponse {
        let caller = try authorize(request, "events:index", .reader)
        let query = request.query
        let limit = try query["limit"].map { try Self.number("limit", .string($0)) }
        let depth = min(
            try query["nested_depth"].map { try Self.number("nested_depth", .string($0)) } ?? 0,
            Self.depthLimit
        )
        let stack = try stack(request, caller, includingDeleted: true)
        var stacks = [stack]
        if depth > 0 {
            stacks += store.read { state in
                state.stacks(of: stack.owner.projectID).filter {
                    $0.rootID == stack.rootID && $0.id != stack.id && $0.depth > stack.depth
                        && $0.depth <= stack.depth + depth
                }
            }
        }
        let byID = Dictionary(stacks.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var events = store.read { state in byID.keys.flatMap { state.events(of: $0) } }
        let filter = EventFilter(query, resource: resource)
        events = events.filter(filter.accepts)
        events.sort(by: EventOrder(query).precedes)
        if let marker = query["marker"], let index = events.firstIndex(where: { $0.id == marker }) {
            events = Array(events[(index + 1)...])
        }
        if let limit { events = Array(events.prefix(limit)) }
        if events.isEmpty, let resource {
            throw OrchestrationError(.notFound, "HTTPNotFound", "No events found for resource \(resource)")
        }
        let root = depth > 0 ? stack : nil
        return .json([
            "events": .array(
                events.map { members($0, byID[$0.stackID] ?? stack, root: root, isDetailed: false) }
            )
        ])
    }

    // “Show event details”.
    private func showEvent(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "events:show", .reader)
        let stack = try stack(request, caller, includingDeleted: true)
        let id = request["event"]
        guard let event = store.read({ $0.events[id] }), event.stackID == stack.id,
            event.resourceName == request["resource"]
        else { throw OrchestrationError(.notFound, "HTTPNotFound", "No event \(id) found") }
        return .json(["event": members(event, stack, root: nil, isDetailed: true)])
    }
}

/// The filters of a list of events.
struct EventFilter: Sendable {
    private var conditions: [@Sendable (StackEventRow) -> Bool] = []

    init(_ query: Query, resource: String?) {
        func match(_ values: [String], _ read: @escaping @Sendable (StackEventRow) -> String) {
            let values = values.filter { !$0.isEmpty }
            if !values.isEmpty { conditions.append { values.contains(read($0)) } }
        }
        match(query.all("resource_status")) { $0.status }
        match(query.all("resource_action")) { $0.action }
        match(query.all("resource_type")) { $0.resourceType }
        match(resource.map { [$0] } ?? query.all("resource_name")) { $0.resourceName }
    }

    func accepts(_ event: StackEventRow) -> Bool { conditions.allSatisfy { $0(event) } }
}

/// The order of a list of events.
struct EventOrder: Sendable {
    private var keys: [String]
    private var isAscending: Bool

    init(_ query: Query) {
        keys = query.all("sort_keys").filter { ["event_time", "resource_type"].contains($0) }
        isAscending = query["sort_dir"] == "asc"
    }

    func precedes(_ left: StackEventRow, _ right: StackEventRow) -> Bool {
        for key in keys {
            let (a, b) =
                key == "event_time"
                ? (left.time.withoutZone, right.time.withoutZone) : (left.resourceType, right.resourceType)
            if a != b { return isAscending ? a < b : a > b }
        }
        return isAscending ? left.number < right.number : left.number > right.number
    }
}
