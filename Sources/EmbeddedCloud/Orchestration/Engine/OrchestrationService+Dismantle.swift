// Removing: what nothing needs any more goes first.
extension OrchestrationService {
    /// Removes what an update left over: resources that are in the template no more, and those that were replaced.
    func cleanUp(_ stack: StackRow, _ scope: StackScope) async -> Progress {
        let names = Set(scope.resources.map(\.definition.name))
        let leftover = store.read { state in
            state.resources(of: stack.id).filter { $0.isReplaced || !names.contains($0.name) }
        }
        switch await remove(leftover, stack, scope) {
        case .finished:
            if isGoingOn(stack) { complete(stack) }
            return .finished
        case .underWay(let changed): return .underWay(changed: changed)
        }
    }

    /// Removes the whole stack.
    func dismantle(_ stack: StackRow) async -> Progress {
        let all = store.read { $0.resources(of: stack.id) }
        if stack.isAbandoned {
            for row in all {
                guard let id = row.physicalID, store.read({ $0.stacks[id]?.parentID == stack.id }) else { continue }
                _ = try? begin(.delete, id) { $0.isAbandoned = true }
            }
            complete(stack)
            return .finished
        }
        var scope = try? await StackScope(stack, self)
        if scope == nil {
            // The template can't be read any more, or never could; the resources know what they need.
            var bare = stack
            bare.plan = StackPlan(
                template: ["heat_template_version": "2013-05-23"],
                environment: stack.plan.environment
            )
            scope = try? await StackScope(bare, self)
        }
        guard let scope else { return .finished }
        switch await remove(all, stack, scope) {
        case .finished:
            if isGoingOn(stack) {
                await StackAccounts(service: self).removeProject(of: stack)
                complete(stack)
            }
            return .finished
        case .underWay(let changed): return .underWay(changed: changed)
        }
    }

    private func remove(_ rows: [ResourceRow], _ stack: StackRow, _ scope: StackScope) async -> Progress {
        var left = rows
        var changed = false
        var isStuck = false
        var moved = true
        while moved, !left.isEmpty {
            moved = false
            for row in left {
                let isNeeded = left.contains { other in
                    other.id != row.id && other.requires.contains(row.name) && other.name != row.name
                }
                guard !isNeeded else { continue }
                guard isGoingOn(stack) || row.status == .inProgress else { return .finished }
                switch await removalStep(row, stack, scope) {
                case .gone:
                    left.removeAll { $0.id == row.id }
                    moved = true
                    changed = true
                case .begun: changed = true
                case .failed: isStuck = true
                case .underWay: break
                }
            }
        }
        if left.isEmpty { return .finished }
        if isStuck, !isGoingOn(stack) {
            let hasMore = store.read { state in
                left.contains {
                    state.resources[$0.id]?.action == .delete && state.resources[$0.id]?.status == .inProgress
                }
            }
            return hasMore ? .underWay(changed: changed) : .finished
        }
        return .underWay(changed: changed)
    }

    private enum Removal { case gone, begun, underWay, failed }

    private func removalStep(_ row: ResourceRow, _ stack: StackRow, _ scope: StackScope) async -> Removal {
        guard let current = store.read({ $0.resources[row.id] }) else { return .gone }
        var resource = ManagedResource(service: self, scope: scope, row: current)
        let type = scope.environment.resolved(type: current.type, resource: current.name)
        guard let kind = try? types.kind(of: type, in: scope) else {
            forget(resource)
            return .gone
        }
        let isBegun = current.action == .delete && current.traversal == stack.traversal
        if isBegun, current.status == .failed { return .failed }
        if current.hook == "pre-delete" { return .underWay }
        if !isBegun || current.status != .inProgress {
            if await !isHeld(resource, scope) {
                forget(resource)
                return .gone
            }
            if pausesBeforeDeletion(&resource, scope) { return .begun }
        }
        do {
            if !isBegun || current.status != .inProgress {
                resource.row.traversal = stack.traversal
                let wantsSnapshot =
                    await policy(resource, scope) == .snapshot && resource.row.data["deletion_snapshot"] == nil
                set(&resource, .delete, .inProgress)
                if wantsSnapshot {
                    try await kind.snapshot(&resource)
                    resource.row.data["deletion_snapshot"] = true
                    save(resource)
                }
            }
            if resource.row.data["deletion_snapshot"] == true {
                guard try await kind.isSnapshotDone(&resource) else { return .begun }
                resource.row.data["deletion_snapshot"] = false
                save(resource)
            }
            if resource.row.data["deletion_begun"] == nil || (!isBegun || current.status != .inProgress) {
                try await kind.delete(&resource)
                resource.row.data["deletion_begun"] = true
                save(resource)
            }
            guard try await kind.isDeleted(&resource) else { return isBegun ? .underWay : .begun }
            set(&resource, .delete, .complete)
            forget(resource)
            return .gone
        } catch {
            fail(&resource, .delete, error, in: stack)
            return .failed
        }
    }

    /// Whether there is something in the cloud that is to go with the resource.
    private func isHeld(_ resource: ManagedResource, _ scope: StackScope) async -> Bool {
        let row = resource.row
        if row.action == .initialize { return false }
        if let external = row.definition["external_id"], !external.isNull { return false }
        return await policy(resource, scope) != .retain
    }

    private func policy(_ resource: ManagedResource, _ scope: StackScope) async -> TemplateResource.DeletionPolicy {
        let given = resource.row.definition["deletion_policy"] ?? .null
        let value = (try? await scope.resolver.resolve(given)) ?? .null
        return TemplateResource.deletionPolicy(value, version: scope.template.version) ?? .delete
    }

    private func forget(_ resource: ManagedResource) {
        let row = resource.row
        try? store.write { $0.removeResource(row) }
    }
}
