// Creating and updating: each resource of the template comes to what the template says, then what is left over goes.
extension OrchestrationService {
    func converge(_ stack: StackRow) async -> Progress {
        let scope: StackScope
        do {
            scope = try await StackScope(stack, self)
        } catch {
            fail(stack, reason: ResourceFailure(error).text)
            return .finished
        }
        var changed = false
        var done: Set<String> = []
        // What is done at once lets others begin in the same step.
        while true {
            let round = await convergeRound(scope, &done)
            changed = changed || round.changed
            guard round.completed, done.count < scope.resources.count else { break }
        }
        guard isGoingOn(stack) else { return hasUnfinished(stack) ? .underWay(changed: changed) : .finished }
        guard done.count == scope.resources.count else { return .underWay(changed: changed) }
        return await cleanUp(stack, scope)
    }

    /// Begins everything that can begin, then asks everything under way whether it is done.
    private func convergeRound(
        _ scope: StackScope,
        _ done: inout Set<String>
    ) async -> (changed: Bool, completed: Bool) {
        let stack = scope.stack
        var changed = false
        var completed = false
        for planned in scope.resources {
            let name = planned.definition.name
            guard !done.contains(name), planned.requires.allSatisfy({ done.contains($0) || scope.planned($0) == nil })
            else {
                continue
            }
            let current = store.read { $0.resource(name, of: stack.id) }
            if let current, current.hook == nil, current.action != .initialize {
                if current.traversal == stack.traversal {
                    if current.status == .complete {
                        done.insert(name)
                        completed = true
                    }
                    continue
                }
                if current.status == .inProgress {
                    // What an action before this one began comes to its end first.
                    let isSettled = await settle(current, planned, scope)
                    changed = changed || isSettled
                    completed = completed || isSettled
                    continue
                }
            }
            // Once something has failed nothing more is begun, but what is under way comes to its end.
            guard isGoingOn(stack) else { continue }
            if await visit(planned, current, scope) { changed = true }
        }
        for planned in scope.resources where !done.contains(planned.definition.name) {
            let name = planned.definition.name
            guard let current = store.read({ $0.resource(name, of: stack.id) }), current.hook == nil,
                current.action != .initialize, current.traversal == stack.traversal
            else { continue }
            if current.status == .inProgress, await poll(current, planned, scope) { changed = true }
            let now = store.read { $0.resource(name, of: stack.id) }
            if now?.status == .complete, now?.hook == nil, now?.traversal == stack.traversal {
                done.insert(name)
                completed = true
            }
        }
        return (changed, completed)
    }

    func isGoingOn(_ stack: StackRow) -> Bool {
        store.read { state in
            guard let row = state.stacks[stack.id] else { return false }
            return row.traversal == stack.traversal && row.isInProgress
        }
    }

    private func hasUnfinished(_ stack: StackRow) -> Bool {
        store.read { state in
            state.stacks[stack.id]?.traversal == stack.traversal
                && state.resources(of: stack.id).contains {
                    $0.status == .inProgress && $0.traversal == stack.traversal
                }
        }
    }

    // MARK: - One resource

    /// Asks whether what was begun is done; the result is whether the resource has come to an end.
    private func poll(_ row: ResourceRow, _ planned: StackScope.PlannedResource, _ scope: StackScope) async -> Bool {
        var resource = ManagedResource(service: self, scope: scope, row: row)
        do {
            let isDone =
                switch row.action {
                case .update, .rollback: try await planned.kind.isUpdated(&resource)
                case .delete: try await planned.kind.isDeleted(&resource)
                default: try await planned.kind.isCreated(&resource)
                }
            guard isDone else {
                keep(resource, ifOtherThan: row)
                return false
            }
            finish(&resource, planned, scope)
        } catch {
            fail(&resource, row.action, error, in: scope.stack)
        }
        return true
    }

    /// Stores what a kind remembers of something that is still under way.
    private func keep(_ resource: ManagedResource, ifOtherThan row: ResourceRow) {
        if resource.row.data != row.data || resource.row.physicalID != row.physicalID { save(resource) }
    }

    /// As ``poll(_:_:_:)`` for what an earlier action began: that it failed concerns only the resource.
    private func settle(_ row: ResourceRow, _ planned: StackScope.PlannedResource, _ scope: StackScope) async -> Bool {
        var resource = ManagedResource(service: self, scope: scope, row: row)
        do {
            let isDone =
                try await row.action == .create
                ? planned.kind.isCreated(&resource) : planned.kind.isUpdated(&resource)
            guard isDone else {
                keep(resource, ifOtherThan: row)
                return false
            }
            set(&resource, row.action, .complete)
        } catch {
            set(&resource, row.action, .failed, ResourceFailure(error).within("resources", row.name).text)
        }
        return true
    }

    private func finish(
        _ resource: inout ManagedResource,
        _ planned: StackScope.PlannedResource,
        _ scope: StackScope
    ) {
        let hook = resource.row.action == .create ? "post-create" : "post-update"
        let action = resource.row.action
        set(&resource, action, .complete)
        pause(&resource, hook, scope)
    }

    /// Makes the resource, or brings it up to date; the result is whether anything came of it.
    private func visit(
        _ planned: StackScope.PlannedResource,
        _ current: ResourceRow?,
        _ scope: StackScope
    ) async -> Bool {
        let stack = scope.stack
        if let current, current.hook != nil { return false }
        guard let current else { return await make(planned, nil, scope) }
        var resource = ManagedResource(service: self, scope: scope, row: current)
        if stack.action == .rollback, let old = replaced(by: current, planned, scope) {
            return await restore(old, instead: current, planned, scope)
        }
        if current.action == .initialize {
            if let old = replaced(by: current, planned, scope) {
                let before = ManagedResource(service: self, scope: scope, row: old)
                guard (try? await planned.kind.isPreparedForReplacement(before)) != false else { return false }
            }
            return await make(planned, current, scope)
        }
        let external = planned.definition.externalID ?? .null
        guard external == current.definition["external_id"] ?? .null else {
            resource.row.traversal = stack.traversal
            let failure = ResourceFailure(
                "NotSupported",
                "Update to property external_id of \(current.name) (\(current.type)) is not supported."
            )
            fail(&resource, .update, failure, in: stack)
            return true
        }
        if !external.isNull {
            resource.row.traversal = stack.traversal
            save(resource)
            return true
        }
        let properties: JSON.Object
        let metadata: JSON.Object
        do {
            properties = try await scope.properties(of: planned)
            metadata = try await scope.resolver.required(planned.definition.metadata).object ?? [:]
        } catch {
            resource.row.traversal = stack.traversal
            fail(&resource, stack.action == .rollback ? .rollback : .update, error, in: stack)
            return true
        }
        var change = ResourceChange(before: current.properties, names: [])
        for name in Set(properties.names).union(current.properties.names)
        where (properties[name] ?? .null) != (current.properties[name] ?? .null) {
            change.names.insert(name)
        }
        change.isMetadataChanged = current.definition["metadata"] ?? .null != planned.definition.metadata
        change.isPolicyChanged = current.definition["update_policy"] ?? .null != planned.definition.updatePolicy
        let isOtherType =
            current.type != planned.definition.type
            && scope.environment.resolved(type: current.type, resource: current.name) != planned.resolvedType
        let hasFailed = current.status == .failed
        let mustReplace =
            if isOtherType {
                true
            } else if hasFailed {
                current.action == .check ? true : await planned.kind.needsReplacement(resource)
            } else {
                false
            }
        // A stack inside is always updated: what is in it decides for itself.
        let isStackChanged = planned.kind.isStack && current.physicalID != nil
        let isChanged =
            mustReplace || hasFailed || isStackChanged || !change.names.isEmpty
            || change.isMetadataChanged || change.isPolicyChanged
        if pause(&resource, "pre-update", scope) { return true }
        guard isChanged else {
            resource.row.traversal = stack.traversal
            resource.row.requires = planned.requires
            resource.row.definition = Self.definition(planned)
            save(resource)
            return true
        }
        let restrictions = scope.environment.restrictions(of: current.name)
        let fixed = change.names.filter { planned.kind.schema.property($0)?.isUpdatable != true }
        if let name = fixed.sorted().first(where: { planned.kind.schema.property($0)?.isImmutable == true }) {
            resource.row.traversal = stack.traversal
            let failure = ResourceFailure(
                "NotSupported",
                "Update to property \(name) of \(current.name) (\(current.type)) is not supported."
            )
            fail(&resource, .update, failure, in: stack)
            return true
        }
        if mustReplace { return await replace(resource, planned, restrictions, scope) }
        if !fixed.isEmpty {
            set(&resource, .update, .inProgress)
            return await replaceInstead(resource, planned, restrictions, scope)
        }
        if restrictions.contains("update") {
            resource.row.traversal = stack.traversal
            fail(
                &resource,
                .update,
                ResourceFailure("ResourceActionRestricted", "update is restricted for resource."),
                in: stack
            )
            return true
        }
        return await update(&resource, planned, change, properties, metadata, restrictions, scope)
    }

    private func update(
        _ resource: inout ManagedResource,
        _ planned: StackScope.PlannedResource,
        _ change: ResourceChange,
        _ properties: JSON.Object,
        _ metadata: JSON.Object,
        _ restrictions: [String],
        _ scope: StackScope
    ) async -> Bool {
        let before = resource
        resource.row.traversal = scope.stack.traversal
        resource.row.properties = properties
        if change.isMetadataChanged { resource.row.metadata = metadata }
        resource.row.requires = planned.requires
        resource.row.definition = Self.definition(planned)
        set(&resource, .update, .inProgress)
        do {
            switch try await planned.kind.update(&resource, change) {
            case .replace:
                return await replaceInstead(before, planned, restrictions, scope)
            case .updated:
                save(resource)
            }
        } catch {
            fail(&resource, .update, error, in: scope.stack)
        }
        return true
    }

    /// Ends an update that can't be made, which is no failure, and makes another resource.
    private func replaceInstead(
        _ resource: ManagedResource,
        _ planned: StackScope.PlannedResource,
        _ restrictions: [String],
        _ scope: StackScope
    ) async -> Bool {
        var resource = resource
        set(&resource, .update, .complete, "The Resource \(resource.row.name) requires replacement.")
        return await replace(resource, planned, restrictions, scope)
    }

    private func replace(
        _ resource: ManagedResource,
        _ planned: StackScope.PlannedResource,
        _ restrictions: [String],
        _ scope: StackScope
    ) async -> Bool {
        if restrictions.contains("replace") {
            var resource = resource
            resource.row.traversal = scope.stack.traversal
            fail(
                &resource,
                .update,
                ResourceFailure("ResourceActionRestricted", "replace is restricted for resource."),
                in: scope.stack
            )
            return true
        }
        var old = resource
        do {
            try await planned.kind.prepareReplacement(&old)
            old.row.isReplaced = true
            save(old)
            if try await planned.kind.isPreparedForReplacement(old) { return await make(planned, nil, scope) }
        } catch {
            old.row.traversal = scope.stack.traversal
            fail(&old, .update, error, in: scope.stack)
            return true
        }
        save(ManagedResource(service: self, scope: scope, row: freshRow(planned, scope)))
        return true
    }

    private func freshRow(_ planned: StackScope.PlannedResource, _ scope: StackScope) -> ResourceRow {
        let now = now
        return ResourceRow(
            id: Identifier.uuid(),
            stackID: scope.stack.id,
            name: planned.definition.name,
            type: planned.definition.type,
            created: now,
            suffix: Self.suffix(),
            started: now
        )
    }

    static func definition(_ planned: StackScope.PlannedResource) -> JSON.Object {
        [
            "properties": .object(planned.definition.properties), "metadata": planned.definition.metadata,
            "update_policy": planned.definition.updatePolicy, "deletion_policy": planned.definition.deletionPolicy,
            "description": .string(planned.definition.summary),
            "external_id": planned.definition.externalID ?? .null,
        ]
    }

    // MARK: - Making

    private func make(
        _ planned: StackScope.PlannedResource,
        _ row: ResourceRow?,
        _ scope: StackScope
    ) async -> Bool {
        let stack = scope.stack
        var fresh = row ?? freshRow(planned, scope)
        fresh.traversal = stack.traversal
        fresh.requires = planned.requires
        fresh.definition = Self.definition(planned)
        var resource = ManagedResource(service: self, scope: scope, row: fresh)
        if pause(&resource, "pre-create", scope) { return true }
        let adopted = stack.adopted?[fresh.name]
        do {
            resource.row.properties = try await scope.properties(of: planned)
            resource.row.metadata = try await scope.resolver.required(planned.definition.metadata).object ?? [:]
            if let external = planned.definition.externalID, !external.isNull {
                resource.row.physicalID = try await scope.resolver.required(external).pythonText
                set(&resource, .check, .inProgress)
                try await planned.kind.check(&resource)
                set(&resource, .check, .complete)
                return true
            }
            if stack.action == .adopt {
                set(&resource, .adopt, .inProgress)
                guard let id = adopted?["resource_id"]?.string else {
                    throw ResourceFailure("Exception", "Resource ID was not provided.")
                }
                resource.row.physicalID = id
                resource.row.data = adopted?["resource_data"]?.object ?? [:]
                set(&resource, .adopt, .complete)
                return true
            }
            set(&resource, .create, .inProgress)
            try await planned.kind.create(&resource)
            save(resource)
        } catch {
            fail(&resource, stack.action == .adopt ? .adopt : .create, error, in: stack)
        }
        return true
    }

    /// Ends the names of what stacks make: twelve letters and digits.
    static func suffix() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
        return String((0..<12).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
    }
}
