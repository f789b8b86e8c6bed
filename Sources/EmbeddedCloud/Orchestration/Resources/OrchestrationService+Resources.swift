import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareResources(in table: inout RouteTable) {
        let path = "/v1/{tenant}/stacks/{stack}/{id}/resources"
        table.on(.get, path, listResources)
        table.on(.get, path + "/{resource}", showResource)
        table.on(.patch, path + "/{resource}", markUnhealthy)
        table.on(.get, path + "/{resource}/metadata", showMetadata)
        table.on(.post, path + "/{resource}/signal", signalResource)
    }

    // MARK: - Lists

    // Orchestration API reference, “List resources”.
    private func listResources(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "resource:index", .reader)
        let query = request.query
        let filters = ["type", "status", "name", "action", "id", "physical_resource_id"]
        var others: [String] = []
        for item in query.items
        where !filters.contains(item.name) && !["nested_depth", "with_detail"].contains(item.name) {
            if !others.contains(item.name) { others.append(item.name) }
        }
        guard others.isEmpty else {
            throw OrchestrationError.badRequest("Invalid filter parameters \(JSON(others).pythonLiteral)")
        }
        let depth = try query["nested_depth"].map { try Self.number("nested_depth", .string($0)) } ?? 0
        let isDetailed = try Self.flag("with_detail", query)
        let stack = try stack(request, caller, includingDeleted: true)
        var shown: [JSON] = []
        try await list(stack, depth: min(depth, Self.depthLimit), ResourceFilter(query), isDetailed, into: &shown)
        return .json(["resources": .array(shown)])
    }

    private func list(
        _ stack: StackRow,
        depth: Int,
        _ filter: ResourceFilter,
        _ isDetailed: Bool,
        into shown: inout [JSON]
    ) async throws {
        guard !stack.isDeleted, let scope = try? await StackScope(stack, self) else { return }
        let view = ResourceView(service: self)
        let rows = store.read { $0.resources(of: stack.id) }.filter { !$0.isReplaced }
        for row in rows where filter.accepts(row) {
            if isDetailed {
                let resource = ManagedResource(service: self, scope: scope, row: row)
                shown.append(.object(await view.members(of: resource, scope, attributes: [])))
            } else {
                shown.append(.object(view.summary(of: row, in: scope)))
            }
        }
        // What the template has but nobody has begun yet is there as well.
        for planned in scope.resources where !rows.contains(where: { $0.name == planned.definition.name }) {
            let row = await view.imagined(planned, in: scope)
            if filter.accepts(row) { shown.append(.object(view.summary(of: row, in: scope))) }
        }
        guard depth > 0 else { return }
        for row in rows {
            guard let id = row.physicalID, let inner = store.read({ $0.stacks[id] }), inner.parentID == stack.id else {
                continue
            }
            try await list(inner, depth: depth - 1, filter, isDetailed, into: &shown)
        }
    }

    // MARK: - One

    /// The resource of the path and the stack around it.
    private func resource(_ request: ServiceRequest, _ caller: Caller) async throws -> ManagedResource {
        let stack = try stack(request, caller)
        let scope = try await StackScope(stack, self)
        let name = request["resource"]
        if let resource = scope.managed(name) { return resource }
        guard let planned = scope.planned(name) else { throw OrchestrationError.noResource(name, in: stack.name) }
        let row = await ResourceView(service: self).imagined(planned, in: scope)
        return ManagedResource(service: self, scope: scope, row: row)
    }

    // “Show resource data”.
    private func showResource(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "resource:show", .reader)
        let resource = try await resource(request, caller)
        let more = request.query.all("with_attr")
        let members = await ResourceView(service: self).members(of: resource, resource.scope, attributes: more)
        return .json(["resource": .object(members)])
    }

    // “Show resource metadata”.
    private func showMetadata(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "resource:metadata", .readerOrStackUser)
        return .json(["metadata": .object(try await resource(request, caller).row.metadata)])
    }

    // “Mark a resource as unhealthy”.
    private func markUnhealthy(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "resource:mark_unhealthy", .member)
        let body = try await document(request)
        let unknown = body.names.filter { !["mark_unhealthy", "resource_status_reason"].contains($0) }
        guard unknown.isEmpty else {
            throw OrchestrationError.badRequest(
                "Invalid keys in resource mark unhealthy {\(unknown.map { "'\($0)'" }.joined(separator: ", "))}"
            )
        }
        guard let given = body["mark_unhealthy"] else {
            throw OrchestrationError.badRequest("Missing mandatory (mark_unhealthy) key from mark unhealthy request")
        }
        let isUnhealthy = try Self.flag("mark_unhealthy", given)
        let reason =
            body["resource_status_reason"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            ?? "state changed by resource_mark_unhealthy api"
        let stack = try stack(request, caller)
        try await inTurn(stack.id) {
            let scope = try await StackScope(stack, self)
            let name = request["resource"]
            let physical = store.read { state in
                state.resources(of: stack.id).first { $0.physicalID == name && !$0.isReplaced }?.name
            }
            guard var resource = scope.managed(name) ?? physical.flatMap({ scope.managed($0) }) else {
                throw OrchestrationError.noEntity("Resource", name)
            }
            guard resource.row.status != .inProgress else { throw OrchestrationError.inProgress(stack) }
            if isUnhealthy {
                if resource.row.action != .delete { set(&resource, .check, .failed, reason) }
            } else if resource.row.state == "CHECK_FAILED" {
                set(&resource, .check, .complete, reason)
            }
        }
        return .text("null", type: "application/json", status: .ok)
    }

    // “Send a signal to a resource”.
    private func signalResource(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "resource:signal", .readerOrStackUser)
        let details = JSON.object(try await document(request))
        let stack = try stack(request, caller)
        try await inTurn(stack.id) {
            let scope = try await StackScope(stack, self)
            let name = request["resource"]
            guard let planned = scope.planned(name) else { throw OrchestrationError.noResource(name, in: stack.name) }
            guard var resource = scope.managed(name) else {
                throw OrchestrationError(
                    .notFound,
                    "ResourceNotAvailable",
                    "The Resource (\(name)) is not available."
                )
            }
            if let hook = details["unset_hook"]?.string {
                try clear(hook, of: &resource)
                return
            }
            guard planned.kind.takesSignals else {
                throw OrchestrationError(
                    .badRequest,
                    "ResourceActionNotSupported",
                    "signal is not supported for resource."
                )
            }
            if resource.row.action == .delete || resource.row.action == .suspend {
                throw OrchestrationError.notSupported("Signal resource during \(resource.row.action.rawValue)")
            }
            await deliver(details, to: &resource, planned.kind)
        }
        return .text("null", type: "application/json", status: .ok)
    }

    private func deliver(_ details: JSON, to resource: inout ManagedResource, _ kind: any StackResourceKind) async {
        let reason: String
        do {
            guard let text = try await kind.signal(&resource, details) else { return }
            reason = text
        } catch {
            reason = "Signal: " + ResourceFailure(error).message
        }
        let row = resource.row
        var event = event(of: resource, reason: reason, reference: nil)
        event.action = "SIGNAL"
        event.status = row.status.rawValue
        let stored = event
        try? store.write { state in
            // Others may have gone on meanwhile; only what signals change is stored.
            if var current = state.resources[row.id] {
                current.metadata = row.metadata
                current.data = row.data
                state.insert(current)
            }
            state.add(stored)
        }
    }

    /// Lets a resource go on that stands at a hook.
    private func clear(_ hook: String, of resource: inout ManagedResource) throws {
        guard ["pre-create", "pre-update", "pre-delete", "post-create", "post-update", "post-delete"].contains(hook)
        else {
            throw OrchestrationError(
                .badRequest,
                "Invalid",
                "Data supplied was not valid: Invalid hook type \"\(hook)\""
            )
        }
        guard resource.row.hook == hook else {
            throw OrchestrationError(
                .badRequest,
                "InvalidBreakPointHook",
                "The \"\(hook)\" hook is not defined on \(resource.row.type) \"\(resource.row.name)\""
            )
        }
        resource.row.hook = nil
        let row = resource.row
        let event = event(of: resource, reason: "Hook \(hook) is cleared", reference: nil)
        try store.write { state in
            state.insert(row)
            state.add(event)
        }
    }
}

/// The filters of a list of resources.
struct ResourceFilter: Sendable {
    private var conditions: [@Sendable (ResourceRow) -> Bool] = []

    init(_ query: Query) {
        func match(_ values: [String], _ read: @escaping @Sendable (ResourceRow) -> String?) {
            if !values.isEmpty { conditions.append { row in read(row).map(values.contains) ?? false } }
        }
        func values(_ name: String) -> [String] { query.all(name).filter { !$0.isEmpty } }
        let (actions, statuses) = StackFilter.split(values("status"))
        match(values("type")) { $0.type }
        match(statuses) { $0.status.rawValue }
        match(actions + values("action")) { $0.action.rawValue }
        match(values("name")) { $0.name }
        match(values("physical_resource_id")) { $0.physicalID }
        match(values("id")) { $0.id }
    }

    func accepts(_ row: ResourceRow) -> Bool { conditions.allSatisfy { $0(row) } }
}
