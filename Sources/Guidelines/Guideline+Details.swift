extension Guideline {
    /// What a document says about itself besides its id and status.
    public struct Details: Sendable, Hashable {
        /// The schema it follows: `1.2` to `2.0`; `nil` for a list, or when it does not say.
        public let schema: String?
        /// When it was to be approved, as the document writes it: `2018.02`, `2015-07-28`.
        public let targetApproval: String?
        /// The guideline before it.
        public let replaces: String?
        /// The OpenStack releases it is for, in the document's order.
        public let releases: [String]
        /// How capabilities are chosen; `nil` when the document does not say.
        public let scoring: Scoring?

        init(
            schema: String? = nil,
            targetApproval: String? = nil,
            replaces: String? = nil,
            releases: [String] = [],
            scoring: Scoring? = nil
        ) {
            self.schema = schema
            self.targetApproval = targetApproval
            self.replaces = replaces
            self.releases = releases
            self.scoring = scoring
        }
    }

    /// The criteria by which a capability is found to be worth requiring.
    public struct Scoring: Sendable, Hashable {
        /// The score from which a capability may be required; `nil` when the document does not say.
        public let cutoff: Int?
        /// What each criterion counts.
        public let weights: [String: Int]

        /// The weights of some criteria together.
        public func score(of achievements: [String]) -> Int {
            achievements.reduce(0) { $0 + (weights[$1] ?? 0) }
        }
    }
}
