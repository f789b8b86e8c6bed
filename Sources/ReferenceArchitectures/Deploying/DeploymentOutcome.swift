public import HeatTemplates

/// What came of something that was done with a deployment.
public struct DeploymentOutcome: Sendable {
    /// The outputs in the template's order; empty when the action failed.
    public var outputs: [Output] = []
    /// The resources that failed, with the reasons; empty when all is well.
    public var failures: [Failure] = []
    /// How long it took.
    public var wallTime = Duration.zero
    /// The resources that took longest one after the other; empty where that is not known.
    public var criticalPath: [String] = []
    /// How long those took.
    public var criticalTime = Duration.zero
    /// Whether what had been made was removed again.
    public var isRolledBack = false

    /// Whether everything is as it should be.
    public var isComplete: Bool { failures.isEmpty }

    /// The value of an output; `nil` when there is none of the name, or it cannot be told.
    public func value(of output: String) -> TemplateValue? {
        outputs.first { $0.name == output && $0.problem == nil }?.value
    }

    /// A value that a deployment has for its users.
    public struct Output: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// What it is.
        public var description: String?
        /// The value; null when it cannot be told.
        public var value: TemplateValue
        /// Why there is no value.
        public var problem: String?
    }

    /// A resource that did not become what it should.
    public struct Failure: Sendable, Hashable, CustomStringConvertible {
        /// Where it is; without names for the deployment as a whole.
        public var path: ResourcePath
        /// What it is.
        public var type: String
        /// The service's own reason.
        public var reason: String

        /// One line: which resource, and why.
        public var description: String {
            path.names.isEmpty ? reason : "\(path) (\(type)): \(reason)"
        }

        /// That of the deployment as a whole.
        static func whole(_ reason: String) -> Failure { Failure(path: ResourcePath([]), type: "", reason: reason) }
    }
}
