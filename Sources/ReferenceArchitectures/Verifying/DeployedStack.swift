public import HeatTemplates

/// A deployment as checks see it, whichever engine made it.
public struct DeployedStack: Sendable {
    /// The values of its outputs.
    public var outputs: [String: TemplateValue]
    /// Its resources by their paths.
    public var resources: [ResourcePath: Resource]

    /// A resource of a deployment.
    public struct Resource: Sendable, Hashable {
        /// Its type.
        public var type: String
        /// Its id in the cloud.
        public var id: String?
        /// Whether it is as it should be.
        public var isComplete: Bool
        /// Why not.
        public var reason: String?
    }

    /// A deployment of the direct engine.
    public init(_ record: DeploymentRecord, outputs: [DeploymentOutcome.Output]) {
        self.init(outputs)
        for resource in record.resources where !resource.isSuperseded {
            var reason: String?
            if case .failed(let text) = resource.state { reason = text }
            resources[resource.key.path] = Resource(
                type: resource.plan.type,
                id: resource.id,
                isComplete: resource.state == .complete,
                reason: reason
            )
        }
    }

    /// A deployment of Heat.
    public init(heat resources: [ResourcePath: Resource], outputs: [DeploymentOutcome.Output]) {
        self.init(outputs)
        self.resources = resources
    }

    private init(_ outputs: [DeploymentOutcome.Output]) {
        self.outputs = Dictionary(outputs.filter { $0.problem == nil }.map { ($0.name, $0.value) }) { $1 }
        resources = [:]
    }
}
