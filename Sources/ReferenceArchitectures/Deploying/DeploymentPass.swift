import HeatTemplates
import Synchronization

/// What is found out in one go through a deployment.
final class DeploymentPass: Sendable {
    let known = KnownResources()

    private struct State {
        var kept: Set<ResourcePath> = []
        /// How long each resource took, without the time it waited for its turn.
        var seconds: [ResourcePath: Double] = [:]
        var failures: [DeploymentOutcome.Failure] = []
    }

    private let state = Mutex(State())

    /// The resources that the deployment is to have.
    var kept: Set<ResourcePath> { state.withLock { $0.kept } }
    /// What went wrong, in the order in which it did.
    var failures: [DeploymentOutcome.Failure] { state.withLock { $0.failures } }
    /// Whether something went wrong, so that nothing new is begun.
    var isStopped: Bool { state.withLock { !$0.failures.isEmpty } }

    func keep(_ path: ResourcePath) { state.withLock { _ = $0.kept.insert(path) } }
    func took(_ seconds: Double, _ path: ResourcePath) { state.withLock { $0.seconds[path] = seconds } }
    func fail(_ failure: DeploymentOutcome.Failure) { state.withLock { $0.failures.append(failure) } }

    /// The chain of dependencies in a stack that took longest in this go, and how long: no deployment, however many
    /// resources it made at the same time, would have been done sooner.
    func criticalPath(of scope: DeploymentScope) -> (resources: [String], seconds: Double) {
        let resources = ImplicitDependencies.resources(of: scope.stack)
        let seconds = state.withLock { state in
            resources.reduce(into: [:]) { $0[$1.name] = state.seconds[scope.path(of: $1.name)] }
        }
        let path = DependencyGraph(resources.map { ($0.name, $0.dependencies) }).criticalPath { seconds[$0] ?? 0 }
        return (path, path.reduce(0) { $0 + (seconds[$1] ?? 0) })
    }
}
