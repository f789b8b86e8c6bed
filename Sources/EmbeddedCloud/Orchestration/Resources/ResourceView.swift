/// How the API shows resources.
struct ResourceView: Sendable {
    let service: OrchestrationService

    /// In a list.
    func summary(of row: ResourceRow, in scope: StackScope) -> JSON.Object {
        let stack = scope.stack
        var links = [
            OrchestrationService.link(service.url(of: row.name, in: stack), "self"),
            OrchestrationService.link(service.url(of: stack), "stack"),
        ]
        if let inner = inner(row) { links.append(OrchestrationService.link(service.url(of: inner), "nested")) }
        var members: JSON.Object = [
            "updated_time": .string((row.updated ?? row.created).seconds),
            "creation_time": .string(row.created.seconds), "logical_resource_id": .string(row.name),
            "resource_name": .string(row.name), "physical_resource_id": .string(row.physicalID ?? ""),
            "resource_status": .string(row.state), "resource_status_reason": .string(row.reason),
            "resource_type": .string(row.type), "links": .array(links),
            "required_by": JSON(scope.dependents(of: row.name)),
        ]
        if let parent = stack.parentResource { members["parent_resource"] = .string(parent) }
        return members
    }

    private func inner(_ row: ResourceRow) -> StackRow? {
        guard let id = row.physicalID else { return nil }
        return service.store.read { $0.stacks[id] }.flatMap { $0.parentID == row.stackID ? $0 : nil }
    }

    /// By itself.
    func members(of resource: ManagedResource, _ scope: StackScope, attributes: [String]) async -> JSON.Object {
        var members = summary(of: resource.row, in: scope)
        members["description"] = .string(resource.row.definition["description"]?.string ?? "")
        guard let kind = try? kind(of: resource, scope) else { return members }
        members["attributes"] = .object(await scope.attributes(of: resource, kind, also: attributes))
        return members
    }

    func kind(of resource: ManagedResource, _ scope: StackScope) throws -> any StackResourceKind {
        try service.types.kind(
            of: scope.environment.resolved(type: resource.row.type, resource: resource.row.name),
            in: scope
        )
    }

    // MARK: - In previews

    private func identity(_ stack: StackRow, _ path: String) -> JSON {
        [
            "tenant": .string(stack.owner.projectID), "stack_name": .string(stack.name),
            "stack_id": .string(stack.id), "path": .string(path),
        ]
    }

    /// As upstream's engine has it, with what the API leaves out elsewhere.
    func full(of resource: ManagedResource, _ scope: StackScope, kind: any StackResourceKind) async -> JSON.Object {
        var members = engineMembers(resource.row, scope)
        if let inner = inner(resource.row) { members["nested_stack_id"] = identity(inner, "") }
        members["description"] = .string(resource.row.definition["description"]?.string ?? "")
        members["metadata"] = .object(resource.row.metadata)
        members["attributes"] = .object(await scope.attributes(of: resource, kind))
        return members
    }

    private func engineMembers(_ row: ResourceRow, _ scope: StackScope) -> JSON.Object {
        let isThere = row.action != .initialize
        var members: JSON.Object = [
            "updated_time": isThere ? .string((row.updated ?? row.created).seconds) : .null,
            "creation_time": isThere ? .string(row.created.seconds) : .null, "resource_name": .string(row.name),
            "physical_resource_id": .string(row.physicalID ?? ""), "resource_action": .string(row.action.rawValue),
            "resource_status": .string(row.status.rawValue), "resource_status_reason": .string(row.reason),
            "resource_type": .string(row.type),
            "resource_identity": identity(scope.stack, "/resources/" + row.name),
            "stack_identity": identity(scope.stack, ""), "stack_name": .string(scope.stack.name),
            "required_by": JSON(scope.dependents(of: row.name)),
        ]
        if let parent = scope.stack.parentResource { members["parent_resource"] = .string(parent) }
        return members
    }

    /// A row for a resource that isn't there.
    func imagined(_ planned: StackScope.PlannedResource, in scope: StackScope) async -> ResourceRow {
        var row = ResourceRow(
            id: "",
            stackID: scope.stack.id,
            name: planned.definition.name,
            type: planned.definition.type,
            created: service.now,
            suffix: "",
            started: service.now
        )
        row.properties = (try? await scope.properties(of: planned)) ?? [:]
        row.metadata = (try? await scope.resolver.required(planned.definition.metadata))?.object ?? [:]
        return row
    }

    func preview(of planned: StackScope.PlannedResource, in scope: StackScope) async -> JSON.Object {
        let row = await imagined(planned, in: scope)
        var members = engineMembers(row, scope)
        members["description"] = .string(planned.definition.summary)
        members["metadata"] = .object(row.metadata)
        var attributes: JSON.Object = [:]
        for attribute in planned.kind.schema.attributes where attribute.name != "show" {
            attributes[attribute.name] = .null
        }
        members["attributes"] = .object(attributes)
        return members
    }

    /// All resources of a stack that isn't there; those that are stacks as lists of what is in them.
    func previews(in scope: StackScope) async -> [JSON] {
        var all: [JSON] = []
        for planned in scope.resources {
            let row = await imagined(planned, in: scope)
            let resource = ManagedResource(service: service, scope: scope, row: row)
            if planned.kind.isStack, let plan = try? await planned.kind.plan(resource) {
                var stack = scope.stack
                stack.plan = plan
                stack.name = scope.stack.name + "-" + row.name
                stack.parentResource = row.name
                stack.depth += 1
                if let inner = try? await StackScope(stack, service, isImagined: true) {
                    all.append(.array(await previews(in: inner)))
                    continue
                }
            }
            var members = await preview(of: planned, in: scope)
            members["properties"] = .object(row.properties)
            all.append(.object(members))
        }
        return all
    }
}
