public import Conformance

extension Comparison {
    /// A test on every side.
    public struct Test: Sendable {
        /// The test.
        public let identity: TestIdentity
        /// How it ended on each side; `nil` where it is not part of the run.
        public let results: [TestResult?]
        /// The capability under which it is listed, or what it is about.
        public var capability: String { place.capability }
        /// Whether the guidelines do not count it.
        public var isFlagged: Bool { place.isFlagged }
        /// Where sides part, if they do.
        public let partings: [Parting]

        let place: Place

        init(_ identity: TestIdentity, results: [TestResult?], place: Place, sides: [Side]) {
            self.identity = identity
            self.results = results
            self.place = place
            partings = Self.differs(results) ? Parting.all(results, sides: sides) : []
        }
    }

    /// What an outcome says of a cloud.
    public enum Standing: String, Sendable, Hashable {
        /// Passed or flaky.
        case works
        case fails
        /// Skipped: the cloud lacks something the test needs.
        case lacks
        /// Not run, or not part of the run: nothing is known.
        case open

        init(_ outcome: Outcome?) {
            switch outcome {
            case .passed, .flaky: self = .works
            case .failed: self = .fails
            case .skipped: self = .lacks
            case .notRun, nil: self = .open
            }
        }
    }
}

extension Comparison.Test {
    /// What each outcome says of its cloud.
    public var standings: [Comparison.Standing] { results.map { Comparison.Standing($0?.outcome) } }

    /// Whether the outcomes tell that clouds differ; where nothing is known, nothing differs.
    public var differs: Bool { Self.differs(results) }

    fileprivate static func differs(_ results: [TestResult?]) -> Bool {
        Set(results.map { Comparison.Standing($0?.outcome) }).subtracting([.open]).count > 1
    }
}

extension Comparison {
    /// What works on one cloud and will not on another.
    public struct Portability: Sendable {
        /// The side on which it works.
        public let from: Int
        /// The side on which it does not.
        public let to: Int
        /// What fails or is absent, by capability, in the guideline's order.
        public let losses: [Loss]
        /// How many tests work on the one and were not run on the other, so that nothing is known.
        public let unknown: Int

        /// The tests of one capability.
        public struct Loss: Sendable {
            /// The capability, or what the tests are about.
            public let capability: String
            /// Its tests, in the order of names; flagged ones too.
            public let tests: [Test]
        }

        /// How many tests that count will not work.
        public var count: Int { losses.flatMap(\.tests).count { !$0.isFlagged } }
        /// In how many capabilities they are; tests that no capability has are in none.
        public var capabilities: Int {
            losses.count { $0.tests.contains { $0.place.isInMatrix && !$0.isFlagged } }
        }
    }

    /// What works on one side and will not on another.
    public func portability(from: Int, to: Int) -> Portability {
        let working = tests.filter { $0.standings[from] == .works }
        let lost = working.filter { [.fails, .lacks].contains($0.standings[to]) }
        let losses = Dictionary(grouping: lost, by: \.place.capability).values
            .sorted { ($0[0].place.order, $0[0].capability) < ($1[0].place.order, $1[0].capability) }
            .map { Portability.Loss(capability: $0[0].capability, tests: $0) }
        return Portability(
            from: from,
            to: to,
            losses: losses,
            unknown: working.count { $0.standings[to] == .open }
        )
    }

    /// Every pair of sides, in order.
    public var portability: [Portability] {
        sides.indices.flatMap { from in
            sides.indices.filter { $0 != from }.map { portability(from: from, to: $0) }
        }
    }
}
