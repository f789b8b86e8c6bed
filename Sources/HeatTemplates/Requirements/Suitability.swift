/// Whether a stack will run on a cloud, from what is known of the cloud.
public struct Suitability: Sendable {
    /// What is known of a cloud.
    public struct Evidence: Sendable {
        /// The types of services in its catalog; `nil` when that is not known.
        public var services: Set<String>?
        /// Whether a capability was shown to be there or not; those that were not looked at are missing.
        public var capabilities: [String: Bool]
        /// How requests were answered: whether one succeeded, by method and path as ``RequiredOperation`` has them.
        public var operations: [String: Bool]

        /// What is known.
        public init(services: Set<String>?, capabilities: [String: Bool], operations: [String: Bool] = [:]) {
            self.services = services
            self.capabilities = capabilities
            self.operations = operations
        }
    }

    /// What is concluded.
    public enum Conclusion: String, Sendable, Hashable {
        /// Everything that can be told says that it will.
        case runs
        /// Something that it needs is not there.
        case fails
        /// Nothing says that it will not, but not everything it needs was looked at.
        case unproven
    }

    /// Something that a stack needs, and why it will not, or may not, have it.
    public struct Finding: Sendable, Hashable {
        /// Whether it is known not to be there; else it was not looked at.
        public var isMissing: Bool
        /// The service, the capability or the operation.
        public var subject: String
        /// What is known of it.
        public var reason: String
    }

    /// What is concluded.
    public let conclusion: Conclusion
    /// What is missing first, then what was not looked at.
    public let findings: [Finding]

    /// Judges a cloud.
    public init(_ requirements: Requirements, evidence: Evidence) {
        var missing: [Finding] = []
        var unproven: [Finding] = []
        for service in requirements.services {
            if let services = evidence.services, !services.contains(service.type) {
                let types = service.resourceTypes.keys.sorted().joined(separator: ", ")
                missing.append(
                    Finding(
                        isMissing: true,
                        subject: service.type,
                        reason: "the catalog has no such service, for \(types.isEmpty ? "authentication" : types)"
                    )
                )
                continue
            }
            for capability in service.capabilities {
                switch evidence.capabilities[capability] {
                case true?: continue
                case false?:
                    missing.append(Finding(isMissing: true, subject: capability, reason: "its tests do not pass"))
                case nil:
                    unproven.append(Finding(isMissing: false, subject: capability, reason: "it was not tested"))
                }
            }
            for operation in service.operationsWithoutCapability {
                switch evidence.operations[operation.description] {
                case true?: continue
                case false?:
                    missing.append(
                        Finding(isMissing: true, subject: operation.description, reason: "it was never answered well")
                    )
                case nil:
                    unproven.append(
                        Finding(isMissing: false, subject: operation.description, reason: "it was not asked for")
                    )
                }
            }
            for type in service.typesWithoutOperations {
                unproven.append(
                    Finding(isMissing: false, subject: type, reason: "only its service, \(service.type), is known")
                )
            }
        }
        for type in requirements.unknownTypes {
            missing.append(Finding(isMissing: true, subject: type, reason: "there is no such type of resource"))
        }
        findings = missing + unproven
        conclusion = missing.isEmpty ? (unproven.isEmpty ? .runs : .unproven) : .fails
    }
}
