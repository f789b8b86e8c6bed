// How stacks come to what they are to be: in steps, each doing all that can be done at its time.
extension OrchestrationService {
    /// What a step came to.
    enum Progress: Sendable {
        /// Nothing is left to do.
        case finished
        /// Something is under way; whether something changed since the step before.
        case underWay(changed: Bool)
    }

    private static let transition = "orchestration.stack.step"

    /// Has the stack's next step happen; `idle` counts those before it that changed nothing.
    func schedule(_ id: String, traversal: Int, from start: Timestamp? = nil, idle: Int = 0) {
        let step: Transitions.Step = { due in await advance(id, traversal: traversal, idle: idle, due: due) }
        guard idle > 0 else {
            parts.transitions.after(Self.transition, from: start ?? Self.stepTime, step)
            return
        }
        // Who waits for something outside looks ever less often, at least once a second.
        let pause = parts.configuration.pace.value.duration(of: Self.transition) << min(idle, 8)
        parts.transitions.at(parts.clock.now.adding(microseconds: min(pause, 1_000_000)), step)
    }

    private func advance(_ id: String, traversal: Int, idle: Int, due: Timestamp) async {
        await inTurn(id) {
            guard let stack = store.read({ $0.stacks[id] }), stack.traversal == traversal, !stack.isDeleted else {
                return
            }
            switch await Self.$stepTime.withValue(due, operation: { await step(stack) }) {
            case .finished: break
            case .underWay(let changed): schedule(id, traversal: traversal, from: due, idle: changed ? 0 : idle + 1)
            }
        }
    }

    private func step(_ stack: StackRow) async -> Progress {
        if stack.isInProgress, now > stack.started.adding(seconds: stack.minutes * 60), stack.action != .delete {
            fail(stack, reason: "Timed out")
            return .finished
        }
        switch stack.action {
        case .delete: return await dismantle(stack)
        case .create, .update, .rollback, .restore, .adopt: return await converge(stack)
        case .suspend, .resume, .check, .snapshot: return await act(stack)
        }
    }

    // MARK: - Beginning

    /// Begins something with a stack: the change is stored, the first step scheduled.
    @discardableResult
    func begin(
        _ action: StackRow.Action,
        _ id: String,
        _ change: (inout StackRow) -> Void = { _ in }
    ) throws -> StackRow {
        let now = now
        let stack = try store.write { state -> StackRow in
            guard var stack = state.stacks[id] else { throw OrchestrationError.noStack(id) }
            change(&stack)
            stack.action = action
            stack.status = .inProgress
            stack.reason = "Stack \(action.rawValue) started"
            stack.traversal += 1
            stack.started = now
            if action != .create, action != .adopt { stack.updated = now }
            state.stacks.insert(stack)
            state.add(Self.event(of: stack, now))
            return stack
        }
        schedule(id, traversal: stack.traversal)
        return stack
    }

    // MARK: - Ending

    /// The stack's action has come to its end.
    func complete(_ stack: StackRow) {
        let now = now
        try? store.write { state in
            guard var row = state.stacks[stack.id], row.traversal == stack.traversal else { return }
            row.status = .complete
            row.reason = "Stack \(row.action.rawValue) completed successfully" + Self.note(on: row, in: state)
            row.previous = nil
            row.adopted = nil
            if row.action == .delete {
                row.deleted = now
                Self.forget(row, &state)
            }
            state.stacks.insert(row)
            state.add(Self.event(of: row, now))
        }
    }

    private static func forget(_ stack: StackRow, _ state: inout OrchestrationState) {
        for resource in state.resources(of: stack.id) { state.removeResource(resource) }
        state.snapshots.remove { $0.stackID == stack.id }
    }

    /// The stack's action has failed; what was made stays unless it is to be rolled back.
    func fail(_ stack: StackRow, reason: String) {
        let now = now
        let row = try? store.write { state -> StackRow? in
            guard var row = state.stacks[stack.id], row.traversal == stack.traversal, row.isInProgress else {
                return nil
            }
            row.status = .failed
            row.reason = reason
            state.stacks.insert(row)
            state.add(Self.event(of: row, now))
            return row
        }
        guard let row = row.flatMap({ $0 }), !row.disableRollback else { return }
        rollBack(row, reason: reason)
    }

    /// Goes back to what the stack was before.
    func rollBack(_ stack: StackRow, reason: String) {
        guard [.create, .update, .adopt].contains(stack.action) else { return }
        let version = (try? TemplateVersion.of(stack.plan.template)) ?? TemplateVersion.all[2]
        let empty = StackPlan(template: [version.key: .string(version.date)], environment: [:])
        _ = try? begin(.rollback, stack.id) { row in
            row.plan = row.action == .update ? row.previous ?? empty : empty
            row.previous = nil
        }
        try? store.write { state in
            guard var row = state.stacks[stack.id] else { return }
            row.reason = "Stack ROLLBACK started"
            state.stacks.insert(row)
        }
    }

    // MARK: - Rows and events

    /// Something that happened to the stack itself.
    static func event(of stack: StackRow, _ now: Timestamp) -> StackEventRow {
        StackEventRow(
            id: Identifier.uuid(),
            stackID: stack.id,
            number: 0,
            time: now,
            resourceName: stack.name,
            physicalID: stack.id,
            action: stack.action.rawValue,
            status: stack.status.rawValue,
            reason: stack.reason,
            resourceType: "OS::Heat::Stack",
            properties: [:]
        )
    }

    /// Something that happened to a resource.
    func event(of resource: ManagedResource, reason: String, reference: String?) -> StackEventRow {
        let row = resource.row
        return StackEventRow(
            id: Identifier.uuid(),
            stackID: row.stackID,
            number: 0,
            time: now,
            resourceName: row.name,
            physicalID: row.physicalID == nil ? resource.physicalName : reference ?? row.physicalID,
            action: row.action.rawValue,
            status: row.status.rawValue,
            reason: reason,
            resourceType: row.type,
            properties: row.definition["properties"]?.object == nil ? [:] : row.properties.filter { !$0.1.isNull }
        )
    }

    /// Puts the resource into a state, which is an event.
    func set(
        _ resource: inout ManagedResource,
        _ action: ResourceRow.Action,
        _ status: ResourceRow.Status,
        _ reason: String = "state changed"
    ) {
        if status == .inProgress { resource.row.started = now }
        if status == .complete, action != .create { resource.row.updated = now }
        resource.row.action = action
        resource.row.status = status
        resource.row.reason = reason
        let row = resource.row
        let event = event(of: resource, reason: reason, reference: nil)
        try? store.write { state in
            state.insert(row)
            state.add(event)
        }
    }

    /// Stores the resource as it is.
    func save(_ resource: ManagedResource) {
        let row = resource.row
        try? store.write { $0.insert(row) }
    }

    /// The resource has failed, and with it the stack's action.
    func fail(
        _ resource: inout ManagedResource,
        _ action: ResourceRow.Action,
        _ error: any Error,
        in stack: StackRow
    ) {
        let version = try? TemplateVersion.of(stack.plan.template)
        let section = version?.language == .cfn ? "Resources" : "resources"
        let failure = ResourceFailure(error).within(section, resource.row.name)
        set(&resource, action, .failed, failure.text)
        fail(stack, reason: "Resource \(action.rawValue) failed: \(failure.text)")
    }
}

extension JSON.Object {
    /// The members the condition holds for.
    func filter(_ holds: ((String, JSON)) -> Bool) -> JSON.Object {
        var kept: JSON.Object = [:]
        for (name, value) in self where holds((name, value)) { kept[name] = value }
        return kept
    }
}
