import HeatTemplates
import OpenStack

extension DirectEngine {
    /// As deep as Heat nests stacks.
    private static let depthLimit = 5

    /// Makes the resources of a stack, or goes on with them.
    ///
    /// - Returns: whether all of them are as they should be.
    func establish(_ scope: DeploymentScope, depth: Int, in pass: DeploymentPass) async -> Bool {
        let resources = ImplicitDependencies.resources(of: scope.stack)
        let indices = Dictionary(resources.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for resource in resources { pass.keep(scope.path(of: resource.name)) }
        let done = await DependencyWalk.run(
            waitsFor: resources.map { $0.dependencies.compactMap { indices[$0] } }
        ) { index in
            await establish(resources[index], in: scope, depth: depth, pass)
        }
        return done.count == resources.count
    }

    private func establish(
        _ resource: StackResource,
        in scope: DeploymentScope,
        depth: Int,
        _ pass: DeploymentPass
    ) async -> Bool {
        guard !pass.isStopped, !Task.isCancelled else { return false }
        let path = scope.path(of: resource.name)
        var properties = TemplateMap()
        do throws(DeploymentFailure) {
            properties = try await resolved(in: scope, pass) { values throws(ResolutionError) in
                try scope.stack.properties(of: resource, with: values)
            }
            if let problem = Self.removalProblem(resource, properties) { throw DeploymentFailure(problem) }
            if let nested = try nestedStack(in: resource, of: scope, properties) {
                guard depth < Self.depthLimit else {
                    throw DeploymentFailure("templates are nested deeper than \(Self.depthLimit) levels")
                }
                let start = ContinuousClock.now
                let inner = DeploymentScope(stack: nested, place: path, group: resource.type?.name)
                let key = try await planNested(resource, at: path, in: scope)
                guard await establish(inner, depth: depth + 1, in: pass) else {
                    try await journal.record(.resourceFailed(key, reason: "a resource in it failed"))
                    return false
                }
                pass.known[path] = .nested(inner)
                try await journal.record(.resourceCompleted(key, seconds: start.secondsSince))
                pass.took(pass.criticalPath(of: inner).seconds, path)
            } else {
                await slots.acquire()
                defer { slots.release() }
                guard !pass.isStopped, !Task.isCancelled else { return false }
                let start = ContinuousClock.now
                try await establish(resource, at: path, properties, in: scope, pass)
                pass.took(start.secondsSince, path)
            }
            return true
        } catch {
            let reason = SecretTexts(of: properties, in: scope.stack).masked(error.message)
            pass.fail(DeploymentOutcome.Failure(path: path, type: resource.definition.type, reason: reason))
            if let failed = await journal.resource(at: path) {
                try? await journal.record(.resourceFailed(failed.key, reason: reason))
            }
            return false
        }
    }

    func nestedStack(
        in resource: StackResource,
        of scope: DeploymentScope,
        _ properties: TemplateMap
    ) throws(DeploymentFailure) -> Stack? {
        do throws(ResolutionError) {
            return try scope.stack.nested(in: resource, properties: properties)
        } catch {
            throw DeploymentFailure("\(scope.stack.template.file):\(error)")
        }
    }

    private func planNested(
        _ resource: StackResource,
        at path: ResourcePath,
        in scope: DeploymentScope
    ) async throws(DeploymentFailure) -> ResourceKey {
        let existing = await journal.resource(at: path)
        if let existing, existing.plan.isNested { return existing.key }
        let key = await journal.nextKey(at: path)
        var plan = plan(resource, name: path.description, TemplateMap(), in: scope)
        plan.isNested = true
        try await journal.record(.resourcePlanned(key, plan: plan))
        return key
    }

    private func plan(
        _ resource: StackResource,
        name: String,
        _ properties: TemplateMap,
        in scope: DeploymentScope
    ) -> ResourcePlan {
        ResourcePlan(
            type: resource.type?.name ?? resource.definition.type,
            name: name,
            requires: resource.dependencies.map { scope.path(of: $0) },
            properties: journal.digests.of(properties, for: name),
            isRetained: resource.deletionPolicy == .retain,
            isNested: false
        )
    }

    // MARK: - One resource

    private func establish(
        _ resource: StackResource,
        at path: ResourcePath,
        _ properties: TemplateMap,
        in scope: DeploymentScope,
        _ pass: DeploymentPass
    ) async throws(DeploymentFailure) {
        let type = resource.type?.name ?? resource.definition.type
        guard let kind = DirectKinds.named(type) else {
            throw DeploymentFailure("only Heat can make resources of the type \(type)")
        }
        if let id = resource.definition.externalID?.constant?.string {
            pass.known[path] = .made(kind, MadeResource(id: id))
            return
        }
        let work = ResourceWork(resource: resource, kind: kind, path: path, properties: properties, scope: scope)
        let made: MadeResource
        if let existing = await journal.resource(at: path) {
            made = try await goOn(with: existing, work)
        } else {
            made = try await make(work, as: await journal.nextKey(at: path))
        }
        pass.known[path] = .made(kind, made)
    }

    /// A resource and what it is to be.
    private struct ResourceWork {
        let resource: StackResource
        let kind: any DirectKind
        let path: ResourcePath
        let properties: TemplateMap
        let scope: DeploymentScope

        var kindName: String { resource.type?.name ?? resource.definition.type }

        /// Whether the resource can get other values for properties without being replaced.
        func permitsChange(of names: Set<String>) -> Bool { resource.permitsChange(of: names, kind) }
    }

    private func order(_ work: ResourceWork, name: String) -> ResourceOrder {
        ResourceOrder(
            name: name,
            properties: TypedProperties(work.properties, of: work.resource.type),
            metadata: TemplateMap(),
            cloud: cloud
        )
    }

    private func goOn(
        with existing: DeployedResource,
        _ work: ResourceWork
    ) async throws(DeploymentFailure) -> MadeResource {
        let changed = journal.digests.changes(of: existing, to: work.properties)
        guard existing.plan.type == work.kindName, !existing.plan.isNested else {
            return try await replace(existing, work)
        }
        switch (existing.state, existing.made) {
        case (.complete, let made?):
            if changed.isEmpty { return made }
            return try await change(made, existing, work, changed)
        case (.created, let made?) where changed.isEmpty:
            return try await complete(made, work, existing.key, name: existing.plan.name, since: .now)
        case (.failed, let made?) where changed.isEmpty:
            // It may have been in time after all.
            guard (try? await work.kind.isReady(made, in: cloud)) == true else {
                return try await replace(existing, work)
            }
            return try await complete(made, work, existing.key, name: existing.plan.name, since: .now)
        case (.failed, let made?) where (try? await work.kind.isReady(made, in: cloud)) == true:
            // A change of it failed, and not its making.
            return try await change(made, existing, work, changed)
        case (_, nil) where changed.isEmpty:
            return try await make(work, as: existing.key, name: existing.plan.name, mayExist: true)
        default: return try await replace(existing, work)
        }
    }

    /// Changes a resource in place where that can be done, else replaces it.
    private func change(
        _ made: MadeResource,
        _ existing: DeployedResource,
        _ work: ResourceWork,
        _ changed: Set<String>
    ) async throws(DeploymentFailure) -> MadeResource {
        guard work.permitsChange(of: changed) else { return try await replace(existing, work) }
        let start = ContinuousClock.now
        try await journal.record(.resourceChanging(existing.key, properties: changed.sorted()))
        try await work.kind.update(made, order(work, name: existing.plan.name), changed: changed)
        try await awaitReady(made, work.kind)
        let plan = plan(work.resource, name: existing.plan.name, work.properties, in: work.scope)
        try await journal.record(.resourceUpdated(existing.key, plan: plan, seconds: start.secondsSince))
        return made
    }

    /// Makes another resource; the old one goes when all is done, or first when both cannot be there together.
    ///
    /// An earlier one that is still there and is what is wanted is taken back instead.
    private func replace(
        _ existing: DeployedResource,
        _ work: ResourceWork
    ) async throws(DeploymentFailure) -> MadeResource {
        if work.kind.isExclusive {
            if existing.id != nil { try await removeOne(existing) }
        } else {
            if let made = existing.made, let kind = DirectKinds.named(existing.plan.type) {
                try await kind.yield(made, to: order(work, name: existing.plan.name))
            }
            if existing.plan.type == work.kindName,
                let earlier = await journal.predecessor(of: existing, with: work.properties),
                let made = earlier.made
            {
                try await work.kind.restore(made, order(work, name: earlier.plan.name))
                try await journal.record(.resourceRestored(earlier.key))
                return made
            }
        }
        return try await make(work, as: await journal.nextKey(at: work.path))
    }

    private func make(
        _ work: ResourceWork,
        as key: ResourceKey,
        name given: String? = nil,
        mayExist: Bool = false
    ) async throws(DeploymentFailure) -> MadeResource {
        let start = ContinuousClock.now
        let name: String
        if let given {
            name = given
        } else {
            name = Self.uniqueName(([await journal.name] + work.path.names).joined(separator: "-"))
            let plan = plan(work.resource, name: name, work.properties, in: work.scope)
            try await journal.record(.resourcePlanned(key, plan: plan))
        }
        let order = order(work, name: name)
        var made = mayExist ? try await work.kind.find(order) : nil
        if made == nil { made = try await work.kind.create(order) }
        guard let made else { throw DeploymentFailure("nothing was made") }
        try await journal.record(made, as: key)
        return try await complete(made, work, key, name: name, since: start)
    }

    private func complete(
        _ made: MadeResource,
        _ work: ResourceWork,
        _ key: ResourceKey,
        name: String,
        since start: ContinuousClock.Instant
    ) async throws(DeploymentFailure) -> MadeResource {
        try await awaitReady(made, work.kind)
        try await work.kind.finish(made, order(work, name: name))
        try await journal.record(.resourceCompleted(key, seconds: start.secondsSince))
        return made
    }

    private func awaitReady(_ made: MadeResource, _ kind: any DirectKind) async throws(DeploymentFailure) {
        var pause = Pause()
        while try await !kind.isReady(made, in: cloud) {
            guard pause.total < options.timeout else {
                throw DeploymentFailure("it was not ready after \(options.timeout.components.seconds) seconds")
            }
            try await pause.sleep()
        }
    }

    /// A name that nothing else has, of letters, digits and hyphens.
    private static func uniqueName(_ text: String) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
        let suffix = String((0..<12).compactMap { _ in letters.randomElement() })
        return "\(text.prefix(200))-\(suffix)"
    }
}

extension StackResource {
    /// Whether properties can get other values without the resource being replaced: as Heat has it, and as far as this
    /// program can do it.
    func permitsChange(of names: Set<String>, _ kind: any DirectKind) -> Bool {
        // Heat writes down a value anew in place; a text that others depend on has to be made again.
        names.allSatisfy { type?.properties[$0]?.isUpdatable ?? false } && kind.canChange(names)
    }
}
