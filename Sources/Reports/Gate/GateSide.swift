public import Conformance
public import Foundation

/// What is known of each test on one side of a gate.
public struct GateSide: Sendable {
    /// Where it is known from: `run 20261123T…`, `12 runs in nightly`.
    public let name: String
    /// The cloud; `nil` when it is not known, or there are several.
    public let cloud: String?
    /// When it was seen last; `nil` when it is not known.
    public let seenAt: Date?

    let observations: [TestIdentity: Observation]
    /// The run itself, for its evidence; `nil` for several runs and for streams.
    let report: Report?

    /// How a test ended.
    struct Observation: Sendable, Hashable {
        let result: TestResult
        /// The run it is from; `nil` for a stream.
        let run: String?
        /// In how many runs it came to an outcome, and in how many of them it worked.
        let runs: Int
        let successes: Int

        var outcome: Outcome { result.outcome }
    }

    /// What one run says.
    public init(_ report: Report) {
        name = "run \(report.record.description.run)"
        cloud = report.record.description.cloud
        seenAt = report.record.startedAt
        self.report = report
        observations = Self.observations([(report.record.description.run, report.results)])
    }

    /// What several runs of one cloud say together: of each test the last outcome that tells something.
    ///
    /// Passed, flaky and failed tell something; that a test was skipped or not run does so only where no run has more.
    ///
    /// - Parameters:
    ///   - records: the runs, oldest first.
    ///   - name: where they are.
    public init(_ records: [RunRecord], name: String) {
        let clouds = Set(records.map(\.description.cloud))
        self.name = "\(Wording.count(records.count, "run")) in \(name)"
        cloud = clouds.count == 1 ? clouds.first : nil
        seenAt = records.last?.startedAt
        report = nil
        observations = Self.observations(records.map { ($0.description.run, $0.allResults) })
    }

    /// What a subunit stream says, of Tempest or of anything else that writes one.
    ///
    /// - Parameters:
    ///   - stream: the stream; its damage is for the caller to speak of.
    ///   - name: where it is.
    public init(_ stream: SubunitStream, name: String) {
        let results = stream.results
        self.name = "stream \(name)"
        cloud = nil
        seenAt = results.compactMap(\.startedAt).max()
        report = nil
        observations = Self.observations([(nil, results)])
    }

    private static func observations(
        _ runs: [(run: String?, results: [TestResult])]
    ) -> [TestIdentity: Observation] {
        var observations: [TestIdentity: Observation] = [:]
        for (run, results) in runs {
            for result in results {
                let known = observations[result.identity]
                let isTelling = result.outcome.isTelling
                let runs = (known?.runs ?? 0) + (isTelling ? 1 : 0)
                let successes = (known?.successes ?? 0) + (result.outcome.isSuccess ? 1 : 0)
                let keepsKnown = !isTelling && known?.outcome.isTelling == true
                observations[result.identity] = Observation(
                    result: keepsKnown ? known?.result ?? result : result,
                    run: keepsKnown ? known?.run : run,
                    runs: runs,
                    successes: successes
                )
            }
        }
        return observations
    }

    /// What the side says of a test that it does not name: that the set-up of its class ended early.
    ///
    /// Tempest's streams have `setUpClass (package.Class)` in place of the tests that it kept from running.
    func classObservation(for test: TestIdentity) -> Observation? {
        guard !test.className.isEmpty else { return nil }
        let setUp = TestIdentity(name: "setUpClass (\(test.className))", id: "")
        guard let observation = observations[setUp], !observation.outcome.isSuccess else { return nil }
        return observation
    }
}

extension Outcome {
    /// Whether a test came to a result of its own with it.
    var isTelling: Bool {
        switch self {
        case .passed, .failed, .flaky: true
        case .skipped, .notRun: false
        }
    }
}
