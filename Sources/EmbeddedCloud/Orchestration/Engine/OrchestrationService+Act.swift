// Suspending, resuming, checking and saving: each resource has its turn, the template stays what it is.
extension OrchestrationService {
    func act(_ stack: StackRow) async -> Progress {
        let scope: StackScope
        do {
            scope = try await StackScope(stack, self)
        } catch {
            fail(stack, reason: ResourceFailure(error).text)
            return .finished
        }
        let action = ResourceRow.Action(rawValue: stack.action.rawValue) ?? .check
        var changed = false
        var done: Set<String> = []
        let isReversed = action == .suspend
        for planned in isReversed ? scope.resources.reversed() : scope.resources {
            let name = planned.definition.name
            guard var resource = scope.managed(name), resource.row.isMade else {
                done.insert(name)
                continue
            }
            let needed = isReversed ? scope.dependents(of: name) : action == .resume ? planned.requires : []
            guard needed.allSatisfy(done.contains) else { continue }
            let row = resource.row
            if row.traversal == stack.traversal, row.status == .complete {
                done.insert(name)
                continue
            }
            if row.traversal == stack.traversal, row.status == .failed { continue }
            guard row.traversal == stack.traversal || isGoingOn(stack) else { continue }
            do {
                if row.traversal != stack.traversal {
                    changed = true
                    resource.row.traversal = stack.traversal
                    if action == .check, !planned.kind.supportsCheck {
                        set(&resource, action, .complete, Self.checkNote + resource.row.type)
                        done.insert(name)
                        continue
                    }
                    set(&resource, action, .inProgress)
                    try await start(action, &resource, planned.kind)
                    save(resource)
                }
                if try await isDone(action, &resource, planned.kind) {
                    changed = true
                    set(&resource, action, .complete)
                    done.insert(name)
                }
            } catch {
                changed = true
                fail(&resource, action, error, in: stack)
            }
        }
        guard isGoingOn(stack) else {
            if action == .snapshot { endSnapshot(stack, .failed) }
            return .finished
        }
        guard done.count == scope.resources.count else { return .underWay(changed: changed) }
        if action == .snapshot { endSnapshot(stack, .complete) }
        complete(stack)
        return .finished
    }

    /// Begins the reason of a resource that cannot be checked; its type follows.
    private static let checkNote = "CHECK not supported for "
    /// What is added to the reason of a stack that has such resources.
    private static let stackCheckNote = ". 'CHECK' not fully supported (see resources)"

    /// What is to be added to the reason of a stack whose action ends.
    static func note(on stack: StackRow, in state: borrowing OrchestrationState) -> String {
        guard stack.action == .check else { return "" }
        let isWhole = state.resources(of: stack.id).allSatisfy { row in
            guard !row.isReplaced else { return true }
            let nested = row.physicalID.flatMap { state.stacks[$0] }
            return !row.reason.hasPrefix(checkNote) && nested?.reason.hasSuffix(stackCheckNote) != true
        }
        return isWhole ? "" : stackCheckNote
    }

    private func start(
        _ action: ResourceRow.Action,
        _ resource: inout ManagedResource,
        _ kind: any StackResourceKind
    ) async throws {
        switch action {
        case .suspend: try await kind.suspend(&resource)
        case .resume: try await kind.resume(&resource)
        case .snapshot: try await kind.snapshot(&resource)
        default: try await kind.check(&resource)
        }
    }

    private func isDone(
        _ action: ResourceRow.Action,
        _ resource: inout ManagedResource,
        _ kind: any StackResourceKind
    ) async throws -> Bool {
        switch action {
        case .suspend: try await kind.isSuspended(&resource)
        case .resume: try await kind.isResumed(&resource)
        case .snapshot: try await kind.isSnapshotDone(&resource)
        default: try await kind.isChecked(&resource)
        }
    }

    /// Writes down what the resources saved.
    private func endSnapshot(_ stack: StackRow, _ status: ResourceRow.Status) {
        guard let id = stack.snapshotID else { return }
        let resources = store.read { $0.resources(of: stack.id) }
        try? store.write { state in
            guard var snapshot = state.snapshots[id] else { return }
            var saved: JSON.Object = [:]
            for row in resources where !row.isReplaced { saved[row.name] = .object(Self.export(row)) }
            snapshot.data["resources"] = .object(saved)
            snapshot.data["action"] = "SNAPSHOT"
            snapshot.data["status"] = .string(status.rawValue)
            snapshot.status = status
            snapshot.reason = "Stack SNAPSHOT " + (status == .complete ? "completed successfully" : "failed")
            state.snapshots.insert(snapshot)
        }
    }

    /// A resource as it stands in snapshots and in what is left of an abandoned stack.
    static func export(_ row: ResourceRow) -> JSON.Object {
        [
            "name": .string(row.name), "resource_id": JSON(row.physicalID), "type": .string(row.type),
            "action": .string(row.action.rawValue), "status": .string(row.status.rawValue),
            "metadata": .object(row.metadata), "resource_data": .object(row.data),
        ]
    }
}
