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
    /// The tests of each sequence in their order, with those that only run because others follow them.
    let sequences: [String: [ConformanceTest]]

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
        sequences = Self.sequences(of: tests, after: selected.preludes + selected.tests)
        func seconds(_ test: ConformanceTest) -> Double { expectedSeconds[test.identity] ?? Self.guess(test) }
        // A sequence is as long as all of its tests.
        let lengths = sequences.mapValues { tests in tests.reduce(0) { $0 + seconds($1) } }
        self.tests = tests.map { test in
            (test: test, seconds: test.place.flatMap { lengths[$0.sequence] } ?? seconds(test))
        }.sorted { left, right in
            guard left.seconds == right.seconds else { return left.seconds > right.seconds }
            if let one = left.test.place, let other = right.test.place, one.sequence == other.sequence {
                return one.position < other.position
            }
            return left.test.identity < right.test.identity
        }.map(\.test)
    }

    /// The tests of each sequence up to the last one wanted, with those before it that may have to run for its sake.
    private static func sequences(
        of wanted: [ConformanceTest],
        after others: [ConformanceTest]
    ) -> [String: [ConformanceTest]] {
        var lasts: [String: Int] = [:]
        for place in wanted.compactMap(\.place) {
            lasts[place.sequence] = max(lasts[place.sequence] ?? 0, place.position)
        }
        var members: [SequencePlace.Key: ConformanceTest] = [:]
        for test in others + wanted {
            guard let place = test.place, let last = lasts[place.sequence], place.position <= last else { continue }
            members[place.key] = test
        }
        return Dictionary(grouping: members.values) { $0.place?.sequence ?? "" }
            .mapValues { $0.sorted { ($0.place?.position ?? 0) < ($1.place?.position ?? 0) } }
    }

    /// The tests that are started by themselves: those that stand alone, and of each sequence the first one wanted.
    var starters: [ConformanceTest] {
        var begun: Set<String> = []
        return tests.filter { test in test.place.map { begun.insert($0.sequence).inserted } ?? true }
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
