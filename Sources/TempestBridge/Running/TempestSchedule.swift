import Conformance

/// Which worker runs which tests: a class on one worker, the longest first, the next to whoever has least to do.
///
/// The rule is stestr's, with Tempest's grouping.
struct TempestSchedule {
    /// The tests of each worker; none is without.
    let shares: [[TempestTest]]

    init(_ tests: [TempestTest], workers: Int, expectedSeconds: [TestIdentity: Double]) {
        func seconds(_ test: TempestTest) -> Double { expectedSeconds[test.identity] ?? Plan.unknownSeconds }
        let groups = Dictionary(grouping: tests, by: \.identity.className).values
            .map { group in (tests: group, seconds: group.reduce(0) { $0 + seconds($1) }) }
            .sorted { ($1.seconds, $0.tests[0].identity) < ($0.seconds, $1.tests[0].identity) }
        var shares = [(tests: [TempestTest], seconds: Double)](repeating: ([], 0), count: max(1, workers))
        for group in groups {
            guard let least = shares.indices.min(by: { shares[$0].seconds < shares[$1].seconds }) else { continue }
            shares[least].tests += group.tests
            shares[least].seconds += group.seconds
        }
        self.shares = shares.map(\.tests).filter { !$0.isEmpty }
    }
}
