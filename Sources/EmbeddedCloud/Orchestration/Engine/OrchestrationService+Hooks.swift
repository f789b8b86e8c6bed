// Going back to what was replaced, and standing still where the environment says so.
extension OrchestrationService {
    /// The healthy resource that this one was to replace.
    func replaced(
        by current: ResourceRow,
        _ planned: StackScope.PlannedResource,
        _ scope: StackScope
    ) -> ResourceRow? {
        store.read { state in
            state.resources(of: scope.stack.id).last {
                // What was made later is what this one was gone back to from.
                $0.name == current.name && $0.isReplaced && $0.status == .complete && $0.action != .delete
                    && $0.type == planned.definition.type && $0.created < current.created
            }
        }
    }

    /// Goes back to the resource that was replaced; the result is whether anything came of it.
    func restore(
        _ old: ResourceRow,
        instead current: ResourceRow,
        _ planned: StackScope.PlannedResource,
        _ scope: StackScope
    ) async -> Bool {
        var back = ManagedResource(service: self, scope: scope, row: old)
        var gone = ManagedResource(service: self, scope: scope, row: current)
        do {
            guard try await planned.kind.handBack(&back, from: &gone) else {
                save(gone)
                return false
            }
        } catch {
            back.row.traversal = scope.stack.traversal
            fail(&back, .rollback, error, in: scope.stack)
            return true
        }
        back.row.isReplaced = false
        gone.row.isReplaced = true
        save(back)
        save(gone)
        return true
    }

    // MARK: - Hooks

    /// Stops at a hook the environment sets for the resource; the result is whether it stands there.
    @discardableResult
    func pause(_ resource: inout ManagedResource, _ hook: String, _ scope: StackScope) -> Bool {
        let key = "\(scope.stack.traversal) \(hook)"
        guard scope.environment.hooks(of: resource.row.name).contains(hook), !resource.row.passedHooks.contains(key)
        else { return false }
        resource.row.hook = hook
        resource.row.passedHooks.append(key)
        let verb = hook.hasSuffix("create") ? "CREATE" : hook.hasSuffix("update") ? "UPDATE" : "DELETE"
        let row = resource.row
        let event = event(
            of: resource,
            reason: "\(verb) paused until Hook \(hook) is cleared",
            reference: nil
        )
        try? store.write { state in
            state.insert(row)
            state.add(event)
        }
        return true
    }

    /// As ``pause(_:_:_:)``, before a resource is removed.
    func pausesBeforeDeletion(_ resource: inout ManagedResource, _ scope: StackScope) -> Bool {
        pause(&resource, "pre-delete", scope)
    }
}
