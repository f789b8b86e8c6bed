/// What a run will do: which tests run, in which order, and which do not and why.
///
/// A pure value.
public struct Plan: Sendable {
    /// The tests that run, longest expected first.
    public let tests: [ConformanceTest]
    /// The tests that do not, with the reason.
    public let skipped: [TestResult]
    /// How long each test took in earlier runs, in seconds.
    public let expectedSeconds: [TestIdentity: Double]

    /// A guess for a test that never ran and uses nothing limited, in seconds.
    public static let unknownSeconds: Double = 1

    /// Plans a run.
    ///
    /// - Parameters:
    ///   - selected: what is wanted.
    ///   - facts: what the cloud has.
    ///   - finished: tests that need not run again.
    ///   - expectedSeconds: how long tests took in earlier runs.
    public init(
        _ selected: Selection.Selected,
        facts: CloudFacts,
        finished: Set<TestIdentity> = [],
        expectedSeconds: [TestIdentity: Double] = [:]
    ) {
        var tests: [ConformanceTest] = []
        var skipped: [TestResult] = []
        for test in selected.tests where !finished.contains(test.identity) {
            if let reason = facts.obstacle(to: test) {
                skipped.append(TestResult(test.identity, .skipped, reason: reason))
            } else {
                tests.append(test)
            }
        }
        for identity in selected.missing where !finished.contains(identity) {
            skipped.append(TestResult(identity, .notRun, reason: "FITS has no native version of this test"))
        }
        self.expectedSeconds = expectedSeconds
        self.skipped = skipped
        self.tests = tests.map { (test: $0, seconds: expectedSeconds[$0.identity] ?? Self.guess($0)) }
            .sorted { left, right in
                left.seconds == right.seconds
                    ? left.test.identity < right.test.identity : left.seconds > right.seconds
            }.map(\.test)
    }

    /// Expected time of all tests one after the other, in seconds.
    public var totalSeconds: Double {
        tests.reduce(0) { $0 + (expectedSeconds[$1.identity] ?? Self.guess($1)) }
    }

    /// How long a test that never ran may take: the more it uses of what is scarce, the longer.
    ///
    /// What is scarce takes a cloud long to make, and tests that need it wait for each other, so they should start
    /// first. A test that uses all there is only wants nobody else about: it is short, and in the way of the others.
    private static func guess(_ test: ConformanceTest) -> Double {
        // Sorted, so that equal shares make equal sums.
        test.usage.filter { $1 < $0.amount || $0.amount == 1 }.map { Double($1) / Double(max(1, $0.amount)) }.sorted()
            .reduce(unknownSeconds, +)
    }
}
