import Conformance

extension Guideline {
    /// How much a guideline asks for.
    public struct Counts: Sendable, Hashable, Codable {
        /// Capabilities by the strictest status a component gives them.
        public let capabilities: [Status: Int]
        /// Tests by the strictest status of their capabilities, each once; flagged ones are among them.
        public let tests: [Status: Int]
        /// Tests that a capability with a status has flagged, each once.
        public let flagged: Int
        /// Required tests that decide: those that not all of their required capabilities have flagged.
        public let counted: Int
        /// Capabilities that no component lists.
        public let unlisted: Int
    }

    /// What the guideline, or one of its programmes, asks for.
    public func counts(of programme: Programme? = nil) -> Counts {
        var capabilities: [Status: Int] = [:]
        var standings: [TestIdentity: Standing] = [:]
        var unlisted = 0
        for capability in self.capabilities {
            guard let status = capability.status(in: programme?.components) else {
                unlisted += 1
                continue
            }
            capabilities[status, default: 0] += 1
            for test in capability.tests {
                let standing = Standing(status: status, isFlagged: test.flag != nil)
                standings[test.identity] = standings[test.identity].map { min($0, standing) } ?? standing
            }
        }
        let flagged = Set(
            self.capabilities.filter { $0.status(in: programme?.components) != nil }.flatMap(\.tests)
                .filter { $0.flag != nil }.map(\.identity)
        )
        return Counts(
            capabilities: capabilities,
            tests: Dictionary(grouping: standings.values, by: \.status).mapValues(\.count),
            flagged: flagged.count,
            counted: standings.values.count { $0.status == .required && !$0.isFlagged },
            unlisted: unlisted
        )
    }

    /// How a guideline regards a test: where it is wanted most, and not flagged before flagged.
    struct Standing: Hashable, Comparable {
        let status: Status
        let isFlagged: Bool

        static func < (left: Self, right: Self) -> Bool {
            left.status == right.status ? !left.isFlagged && right.isFlagged : left.status < right.status
        }
    }
}
