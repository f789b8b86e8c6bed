import HeatTemplates
import OpenStack

extension DirectEngine {
    /// How long a service may say that something is still in use.
    private static let conflictLimit = Duration.seconds(120)
    /// How long a service may take to remove something.
    private static let removalLimit = Duration.seconds(600)

    /// Removes what an update has replaced, or what the template no longer has.
    func removeWhatIsNoLongerWanted(_ pass: DeploymentPass) async -> [DeploymentOutcome.Failure] {
        let kept = pass.kept
        return await remove(await journal.record.resources.filter { $0.isSuperseded || !kept.contains($0.key.path) })
    }

    /// Removes resources, those that others depend on after these, and goes on past failures.
    func remove(_ resources: [DeployedResource]) async -> [DeploymentOutcome.Failure] {
        let pass = DeploymentPass()
        _ = await DependencyWalk.run(waitsFor: Self.removalOrder(resources)) { index in
            let resource = resources[index]
            await slots.acquire()
            defer { slots.release() }
            do throws(DeploymentFailure) {
                try await removeOne(resource)
                return true
            } catch {
                pass.fail(
                    DeploymentOutcome.Failure(path: resource.key.path, type: resource.plan.type, reason: error.message)
                )
                try? await journal.record(.resourceFailed(resource.key, reason: error.message))
                return false
            }
        }
        return pass.failures
    }

    /// Of each resource those that go before it: what depends on it, or on what it is in, and what is in it.
    private static func removalOrder(_ resources: [DeployedResource]) -> [[Int]] {
        var dependents: [ResourcePath: [Int]] = [:]
        var children: [ResourcePath: [Int]] = [:]
        for (index, resource) in resources.enumerated() {
            for path in resource.plan.requires { dependents[path, default: []].append(index) }
            if let parent = resource.key.path.parent { children[parent, default: []].append(index) }
        }
        return resources.map { resource in
            let own = resource.plan.isNested ? children[resource.key.path] ?? [] : []
            return own + resource.key.path.lineage.flatMap { dependents[$0] ?? [] }
        }
    }

    /// Removes one resource and waits until it is gone.
    func removeOne(_ resource: DeployedResource) async throws(DeploymentFailure) {
        if resource.plan.isRetained, resource.id != nil {
            return try await journal.record(.resourceReleased(resource.key))
        }
        if !resource.plan.isNested, let kind = DirectKinds.named(resource.plan.type), kind.isInCloud {
            if let made = resource.made {
                try await remove(made, kind)
            } else {
                // The process may have ended between asking for it and hearing of it.
                let order = ResourceOrder(
                    name: resource.plan.name,
                    properties: TypedProperties(TemplateMap(), of: nil),
                    metadata: TemplateMap(),
                    cloud: cloud
                )
                try await kind.clear(order)
            }
        }
        try await journal.record(.resourceRemoved(resource.key))
    }

    private func remove(_ made: MadeResource, _ kind: any DirectKind) async throws(DeploymentFailure) {
        var pause = Pause()
        while true {
            do throws(DeploymentFailure) {
                try await kind.remove(made, in: cloud)
                break
            } catch {
                // What has just been detached or deleted may count as in use for a while; Cinder says 400.
                guard error.status == 409 || error.status == 400, pause.total < Self.conflictLimit else { throw error }
            }
            try await pause.sleep()
        }
        while try await !kind.isGone(made, in: cloud) {
            guard pause.total < min(options.timeout, Self.removalLimit) else {
                throw DeploymentFailure("it was still there after \(pause.total.components.seconds) seconds")
            }
            try await pause.sleep()
        }
    }
}
