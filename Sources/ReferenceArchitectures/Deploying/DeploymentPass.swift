import Synchronization

/// What is found out in one go through a deployment.
final class DeploymentPass: Sendable {
    let known = KnownResources()

    private struct State {
        var kept: Set<ResourcePath> = []
        var seconds: [ResourcePath: Double] = [:]
        var failures: [DeploymentOutcome.Failure] = []
    }

    private let state = Mutex(State())

    /// The resources that the deployment is to have.
    var kept: Set<ResourcePath> { state.withLock { $0.kept } }
    /// How long each resource took in this go.
    var seconds: [ResourcePath: Double] { state.withLock { $0.seconds } }
    /// What went wrong, in the order in which it did.
    var failures: [DeploymentOutcome.Failure] { state.withLock { $0.failures } }
    /// Whether something went wrong, so that nothing new is begun.
    var isStopped: Bool { state.withLock { !$0.failures.isEmpty } }

    func keep(_ path: ResourcePath) { state.withLock { _ = $0.kept.insert(path) } }
    func took(_ seconds: Double, _ path: ResourcePath) { state.withLock { $0.seconds[path] = seconds } }
    func fail(_ failure: DeploymentOutcome.Failure) { state.withLock { $0.failures.append(failure) } }
}
