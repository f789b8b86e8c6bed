import Conformance
import Guidelines
import Reports

/// What a command says of a run that has come to its end, to its user and to the shell.
struct RunEnding {
    let record: RunRecord
    let verdicts: [Verdict]

    init(_ record: RunRecord, verdicts: [Verdict]) {
        self.record = record
        self.verdicts = verdicts
    }

    /// Writes the summary.
    func show(_ appearance: AppearanceOptions, _ surroundings: Surroundings) {
        let report = Report(
            record: record,
            // Only what went wrong is explained with what was sent and answered.
            exchanges: record.outcomes.keys.contains { $0 == .failed || $0 == .flaky } ? record.exchanges() : [:],
            tests: ChosenTests(of: record).suite.tests,
            verdicts: verdicts
        )
        let style = appearance.style(surroundings)
        Console.standardOutput.write(TerminalSummary(report).text(style: style))
    }

    /// The exit code that it means.
    var status: ExitStatus {
        let outcomes = record.outcomes
        if record.summary?.wasInterrupted != false { return .interrupted }
        if outcomes[.failed, default: 0] > 0 { return .testsFailed }
        let successes = outcomes[.passed, default: 0] + outcomes[.flaky, default: 0]
        if outcomes[.notRun, default: 0] > uncounted {
            return successes == 0 && record.summary?.unreachable.isEmpty == false ? .cannotStart : .incomplete
        }
        return successes == 0 ? .testsFailed : .success
    }

    /// How many tests were not run that no guideline counts: flagged ones without a native version.
    private var uncounted: Int {
        let tests = verdicts.flatMap(\.capabilities).flatMap(\.tests).filter { $0.outcome == .notRun }
        let counted = Set(tests.filter { $0.flag == nil }.map(\.identity))
        let flagged = Set(tests.filter { $0.flag != nil }.map(\.identity)).subtracting(counted)
        return record.allResults.count { $0.outcome == .notRun && $0.tries == 0 && flagged.contains($0.identity) }
    }
}
