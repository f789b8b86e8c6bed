public import Conformance
public import Foundation

/// How tests fared from run to run.
public struct History: Sendable {
    /// The clouds there are runs of, in the order of their names, with their tests.
    public let clouds: [Cloud]

    /// The runs of one cloud.
    public struct Cloud: Sendable {
        /// The cloud's name.
        public let name: String
        /// Its runs, oldest first.
        public let runs: [Run]
        /// Its tests, in the order of their names.
        public let tests: [Test]
    }

    /// One run.
    public struct Run: Sendable, Hashable {
        /// Its id.
        public let id: String
        /// When it began.
        public let startedAt: Date
        /// FITS's version.
        public let version: String
        /// Tests by outcome.
        public let outcomes: [Outcome: Int]
    }

    /// One test from run to run.
    public struct Test: Sendable {
        /// The test.
        public let identity: TestIdentity
        /// How it ended in each run that wanted it, oldest first.
        public let entries: [Entry]

        /// How often it failed at first and passed when repeated, of the runs in which it came to an outcome.
        public var flakes: Rate { rate { $0 == .flaky } }
        /// How often it failed, of the runs in which it came to an outcome.
        public var failures: Rate { rate { $0 == .failed } }
        /// Whether it did not always come to the same outcome.
        public var isUnsteady: Bool {
            flakes.count > 0 || failures.count > 0 && failures.count < failures.total
        }
        /// How long it took when it worked, in seconds, in ascending order.
        public var durations: [Double] { entries.filter { $0.outcome.isSuccess }.map(\.seconds).sorted() }

        private func rate(_ counts: (Outcome) -> Bool) -> Rate {
            let telling = entries.map(\.outcome).filter(\.isTelling)
            return Rate(telling.count(where: counts), of: telling.count)
        }
    }

    /// A test in a run.
    public struct Entry: Sendable, Hashable {
        /// The run.
        public let run: Run
        /// How the test ended.
        public let outcome: Outcome
        /// Why: the reason, or the first failure's message.
        public let reason: String?
        /// How long its last try took.
        public let seconds: Double
    }

    /// Puts together what runs say.
    ///
    /// A test whose name changed from one release to the next is one test if its id tells so: the last name stays.
    ///
    /// - Parameters:
    ///   - records: runs, in any order.
    ///   - isWanted: which tests are looked at.
    public init(_ records: [RunRecord], where isWanted: (TestIdentity) -> Bool = { _ in true }) {
        let sorted = records.sorted { ($0.startedAt, $0.description.run) < ($1.startedAt, $1.description.run) }
        clouds = Dictionary(grouping: sorted, by: \.description.cloud).sorted { $0.key < $1.key }
            .map { Cloud(name: $0, records: $1, where: isWanted) }
    }
}

extension History.Cloud {
    fileprivate init(name: String, records: [RunRecord], where isWanted: (TestIdentity) -> Bool) {
        self.name = name
        var runs: [History.Run] = []
        var entries: [TestIdentity: [History.Entry]] = [:]
        for record in records {
            let results = record.allResults
            let run = History.Run(
                id: record.description.run,
                startedAt: record.startedAt,
                version: record.description.version,
                outcomes: Dictionary(grouping: results, by: \.outcome).mapValues(\.count)
            )
            runs.append(run)
            for result in results {
                let entry = History.Entry(
                    run: run,
                    outcome: result.outcome,
                    reason: result.reason ?? result.failures.first?.message,
                    seconds: result.seconds
                )
                entries[result.identity, default: []].append(entry)
            }
        }
        self.runs = runs
        tests = Self.joined(entries).filter { isWanted($0.key) }.sorted { $0.key < $1.key }
            .map { History.Test(identity: $0, entries: $1) }
    }

    /// Joins what stands under two names with one id, unless both were in one run: those are variants of a test.
    private static func joined(_ entries: [TestIdentity: [History.Entry]]) -> [TestIdentity: [History.Entry]] {
        var joined = entries
        for (id, names) in Dictionary(grouping: entries.keys, by: \.id) where !id.isEmpty && names.count == 2 {
            let parts = names.map { entries[$0] ?? [] }
            guard Set(parts[0].map(\.run.id)).isDisjoint(with: parts[1].map(\.run.id)) else { continue }
            let all = (parts[0] + parts[1]).sorted {
                ($0.run.startedAt, $0.run.id) < ($1.run.startedAt, $1.run.id)
            }
            let isFirstLast = parts[0].last?.run == all.last?.run
            joined[isFirstLast ? names[1] : names[0]] = nil
            joined[isFirstLast ? names[0] : names[1]] = all
        }
        return joined
    }
}

extension [Double] {
    /// The value below which a share of the sorted values lies; `nil` when there are none.
    func quantile(_ share: Double) -> Double? {
        guard !isEmpty else { return nil }
        let position = share * Double(count - 1)
        let below = Int(position.rounded(.down))
        let above = Swift.min(below + 1, count - 1)
        return self[below] + (self[above] - self[below]) * (position - Double(below))
    }
}
