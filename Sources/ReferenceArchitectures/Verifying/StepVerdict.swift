/// What came of a step of an architecture.
public struct StepVerdict: Sendable, Hashable {
    /// The step's name.
    public var name: String
    /// What it is.
    public var title: String?
    /// Its resources and checks, in order.
    public var findings: [Finding]

    /// One thing that was looked at.
    public struct Finding: Sendable, Hashable {
        /// What should be.
        public var claim: String
        /// What came of it.
        public var result: Result

        /// What can come of a look.
        public enum Result: Sendable, Hashable {
            case holds
            case fails(String)
            /// It could not be looked at.
            case unknown(String)
        }
    }

    /// How a step stands.
    public enum Standing: String, Sendable, Hashable, CaseIterable, Codable {
        case passed, failed
        /// Nothing failed, but not everything could be looked at.
        case incomplete
    }

    /// How the step stands.
    public var standing: Standing {
        var standing = Standing.passed
        for finding in findings {
            switch finding.result {
            case .holds: continue
            case .fails: return .failed
            case .unknown: standing = .incomplete
            }
        }
        return standing
    }
}
