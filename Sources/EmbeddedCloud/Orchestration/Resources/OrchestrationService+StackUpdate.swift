import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareStackUpdate(in table: inout RouteTable) {
        let path = "/v1/{tenant}/stacks/{stack}/{id}"
        table.on(.put, path) { try await updateStack($0, isPatch: false) }
        table.on(.patch, path) { try await updateStack($0, isPatch: true) }
        table.on(.put, path + "/preview") { try await previewUpdate($0, isPatch: false) }
        table.on(.patch, path + "/preview") { try await previewUpdate($0, isPatch: true) }
    }

    /// The stack as it is to become.
    private func updated(
        _ stack: StackRow,
        _ asked: StackRequest,
        isPatch: Bool,
        _ caller: Caller
    ) async throws -> StackRow {
        var plan = StackPlan(
            template: asked.template ?? stack.plan.template,
            environment: asked.environment.object,
            files: asked.files
        )
        if isPatch {
            plan.files = stack.plan.files
            plan.files.merge(asked.files)
            var environment = TemplateEnvironment(stack.plan.environment)
            for name in asked.clearedParameters { environment.parameters[name] = nil }
            environment.merge(asked.environment)
            let template = try Template(plan.template, files: plan.files)
            for name in environment.parameters.names where template.parameter(name) == nil {
                environment.parameters[name] = nil
            }
            plan.environment = environment.object
        }
        var new = stack
        new.plan = plan
        new.timeout = asked.timeout ?? stack.timeout
        new.disableRollback = asked.disableRollback ?? stack.disableRollback
        new.converge = asked.converge ?? false
        new.tags = asked.tags ?? (isPatch ? stack.tags : nil)
        try checkImmutable(stack, new)
        try await StackValidation(service: self, caller: caller).check(new)
        return new
    }

    private func checkImmutable(_ before: StackRow, _ after: StackRow) throws {
        guard let old = try? Template(before.plan.template, files: before.plan.files) else { return }
        let new = try Template(after.plan.template, files: after.plan.files)
        let (oldEnvironment, newEnvironment) = (
            TemplateEnvironment(before.plan.environment), TemplateEnvironment(after.plan.environment)
        )
        let changed = new.parameters.filter { parameter in
            guard parameter.isImmutable, let declared = old.parameter(parameter.name),
                let was = StackScope.given(declared, oldEnvironment).flatMap({ try? declared.typed($0) })
            else { return false }
            let now = StackScope.given(parameter, newEnvironment).flatMap { try? parameter.typed($0) }
            return now != was
        }
        guard !changed.isEmpty else { return }
        throw OrchestrationError(
            .badRequest,
            "ImmutableParameterModified",
            "The following parameters are immutable and may not be updated: "
                + changed.map(\.name).joined(separator: ", ")
        )
    }

    private func checkUpdatable(_ stack: StackRow) throws {
        if stack.action == .suspend { throw OrchestrationError.notSupported("Updating a stack when it is suspended") }
        if stack.action == .delete { throw OrchestrationError.notSupported("Updating a stack when it is deleting") }
    }

    // Orchestration API reference, “Update stack”, “Update stack (PATCH)”: 202, the stack changes meanwhile.
    private func updateStack(_ request: ServiceRequest, isPatch: Bool) async throws -> ServiceResponse {
        let caller = try authorize(request, isPatch ? "stacks:update_patch" : "stacks:update", .member)
        let asked = try StackRequest(try await document(request), isPatch: isPatch, isUpdate: true)
        let stack = try stack(request, caller)
        try checkUpdatable(stack)
        let new = try await updated(stack, asked, isPatch: isPatch, caller)
        try await inTurn(stack.id) {
            guard let current = store.read({ $0.stacks[stack.id] }), !current.isDeleted else {
                throw OrchestrationError.noStack(stack.name)
            }
            try checkUpdatable(current)
            try begin(.update, stack.id) { row in
                // What the last finished action came to is what a failure goes back to.
                if row.status == .complete || row.previous == nil { row.previous = row.plan }
                row.plan = new.plan
                row.timeout = new.timeout
                row.disableRollback = new.disableRollback
                row.converge = new.converge
                row.tags = new.tags
                row.owner = StackOwner(caller.projectID == row.owner.projectID ? caller : row.owner.caller)
            }
        }
        return OrchestrationAPI.accepted(request)
    }

    // “Preview stack update”: what would happen to which resource.
    private func previewUpdate(_ request: ServiceRequest, isPatch: Bool) async throws -> ServiceResponse {
        let caller = try authorize(
            request,
            isPatch ? "stacks:preview_update_patch" : "stacks:preview_update",
            .member
        )
        let asked = try StackRequest(try await document(request), isPatch: isPatch, isUpdate: true)
        let stack = try stack(request, caller)
        let showsNested = try Self.flag("show_nested", request.query)
        let new = try await updated(stack, asked, isPatch: isPatch, caller)
        var changes = StackChanges(service: self, showsNested: showsNested)
        try await changes.compare(stack, new)
        return .json(["resource_changes": .object(changes.members)])
    }
}

/// What an update would do to which resource.
struct StackChanges: Sendable {
    let service: OrchestrationService
    let showsNested: Bool
    private var unchanged: [JSON] = []
    private var updated: [JSON] = []
    private var replaced: [JSON] = []
    private var added: [JSON] = []
    private var deleted: [JSON] = []

    init(service: OrchestrationService, showsNested: Bool) {
        self.service = service
        self.showsNested = showsNested
    }

    var members: JSON.Object {
        [
            "unchanged": .array(unchanged), "updated": .array(updated), "replaced": .array(replaced),
            "added": .array(added), "deleted": .array(deleted),
        ]
    }

    mutating func compare(_ before: StackRow, _ after: StackRow) async throws {
        let old = try await StackScope(before, service)
        let new = try await StackScope(after, service)
        let view = ResourceView(service: service)
        for planned in new.resources {
            let name = planned.definition.name
            guard let current = old.managed(name) else {
                added.append(.object(await view.preview(of: planned, in: new)))
                if showsNested { try await addNested(planned, new) }
                continue
            }
            let shown = JSON.object(await view.full(of: current, old, kind: planned.kind))
            let properties = (try? await new.properties(of: planned)) ?? [:]
            let names = properties.names.filter {
                (properties[$0] ?? .null) != (current.row.properties[$0] ?? .null)
            }
            let isFixed = names.contains { planned.kind.schema.property($0)?.isUpdatable != true }
            let wasType = old.planned(name)?.resolvedType
            let isChangedInside =
                current.row.definition["metadata"] ?? .null != planned.definition.metadata
                || current.row.definition["update_policy"] ?? .null != planned.definition.updatePolicy
            if wasType != planned.resolvedType || isFixed
                || current.row.status == .failed
            {
                replaced.append(shown)
                if showsNested {
                    try await deleteNested(current)
                    try await addNested(planned, new)
                }
            } else if names.isEmpty, !isChangedInside, !(planned.kind.isStack && after.converge) {
                unchanged.append(shown)
            } else {
                updated.append(shown)
                if showsNested { try await compareNested(current, planned, properties, new) }
            }
        }
        for planned in old.resources where new.planned(planned.definition.name) == nil {
            guard let current = old.managed(planned.definition.name) else { continue }
            deleted.append(.object(await view.full(of: current, old, kind: planned.kind)))
            if showsNested { try await deleteNested(current) }
        }
    }

    private func inner(_ resource: ManagedResource) -> StackRow? {
        guard let id = resource.row.physicalID else { return nil }
        return service.store.read { $0.stacks[id] }.flatMap { $0.parentID == resource.stack.id ? $0 : nil }
    }

    private mutating func compareNested(
        _ current: ManagedResource,
        _ planned: StackScope.PlannedResource,
        _ properties: JSON.Object,
        _ scope: StackScope
    ) async throws {
        guard let stack = inner(current) else { return }
        var resource = ManagedResource(service: service, scope: scope, row: current.row)
        resource.row.properties = properties
        guard let plan = try await planned.kind.plan(resource) else { return }
        var after = stack
        after.plan = plan
        try await compare(stack, after)
    }

    private mutating func deleteNested(_ resource: ManagedResource) async throws {
        guard let stack = inner(resource), let scope = try? await StackScope(stack, service) else { return }
        for planned in scope.resources {
            guard let current = scope.managed(planned.definition.name) else { continue }
            deleted.append(.object(await ResourceView(service: service).full(of: current, scope, kind: planned.kind)))
            try await deleteNested(current)
        }
    }

    private mutating func addNested(_ planned: StackScope.PlannedResource, _ scope: StackScope) async throws {
        guard planned.kind.isStack else { return }
        let row = await ResourceView(service: service).imagined(planned, in: scope)
        guard let plan = try await planned.kind.plan(ManagedResource(service: service, scope: scope, row: row)) else {
            return
        }
        var stack = scope.stack
        stack.plan = plan
        stack.parentResource = planned.definition.name
        stack.depth += 1
        let inner = try await StackScope(stack, service, isImagined: true)
        for planned in inner.resources {
            added.append(.object(await ResourceView(service: service).preview(of: planned, in: inner)))
            try await addNested(planned, inner)
        }
    }
}
