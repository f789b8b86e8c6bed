import Conformance
import Foundation

/// How tests fared from run to run, for a terminal.
///
/// Of one test every run; of several how often each failed and what took longest.
public struct HistorySummary: Sendable {
    private let history: History
    private let last: Int

    /// Prepares the summary of a history.
    ///
    /// - Parameters:
    ///   - history: what is known.
    ///   - last: how many runs of a test, and how many tests of a list, are shown at most.
    public init(_ history: History, last: Int) {
        self.history = history
        self.last = last
    }

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let clouds = history.clouds.filter { !$0.tests.isEmpty }
        let sections = clouds.flatMap { cloud -> [[String]] in
            let isOne = cloud.tests.count == 1
            return [heading(cloud, style)]
                + (isOne
                    ? cloud.tests.flatMap { one($0, style) }
                    : [runs(cloud, style), unsteady(cloud, style), slowest(cloud, style)])
        }
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ cloud: History.Cloud, _ style: TerminalStyle) -> [String] {
        guard let first = cloud.runs.first, let latest = cloud.runs.last else { return [] }
        let span =
            first == latest
            ? Wording.time(first.startedAt)
            : "\(Wording.time(first.startedAt)) to \(Wording.time(latest.startedAt))"
        return [
            style(VisibleText.line(cloud.name), .bold) + "  "
                + style("\(Wording.count(cloud.runs.count, "run")), \(span)", .dim)
        ]
    }

    // MARK: - One test

    private func one(_ test: History.Test, _ style: TerminalStyle) -> [[String]] {
        let durations = test.durations
        var facts = [
            style(VisibleText.line(test.identity.shortName), .bold),
            style(VisibleText.line(test.identity.description), .dim),
            "flaky   \(test.flakes.text)", "failed  \(test.failures.text)",
        ]
        if let median = durations.quantile(0.5), let least = durations.first, let most = durations.last {
            facts.append(
                "took    \(Wording.duration(median)) in the median, \(Wording.duration(least)) to "
                    + Wording.duration(most)
            )
        }
        let entries = test.entries.suffix(last).reversed()
        var lines = entries.map { entry in
            let took = entry.outcome.isTelling ? Wording.duration(entry.seconds) : ""
            let reason = entry.outcome == .passed ? nil : entry.reason
            let line =
                "  \(Wording.time(entry.run.startedAt))  "
                + style("\(entry.outcome.symbol) \(entry.outcome.word)".rightPadded(to: 10), entry.outcome.accent)
                + took.leftPadded(to: 10) + "  \(VisibleText.line(entry.run.id))"
            return line + (reason.map { "\n      " + TerminalSummary.shortened(VisibleText.line($0)) } ?? "")
        }
        let rest = test.entries.count - entries.count
        if rest > 0 { lines.append(style("  and \(Wording.count(rest, "earlier run"))", .dim)) }
        return [facts, lines]
    }

    // MARK: - Several tests

    private func runs(_ cloud: History.Cloud, _ style: TerminalStyle) -> [String] {
        let runs = cloud.runs.suffix(last).reversed()
        return [style("Runs, newest first", .bold)]
            + runs.map { run in
                let counts = [Outcome.passed, .failed, .flaky, .skipped, .notRun].compactMap { outcome -> String? in
                    guard let count = run.outcomes[outcome], count > 0 else { return nil }
                    return style("\(outcome.symbol) \(Wording.grouped(count)) \(outcome.word)", outcome.accent)
                }
                return "  \(Wording.time(run.startedAt))  \(VisibleText.line(run.id))  "
                    + counts.joined(separator: "  ")
            }
    }

    private func unsteady(_ cloud: History.Cloud, _ style: TerminalStyle) -> [String] {
        let tests = cloud.tests.filter(\.isUnsteady)
            .sorted { (Self.trouble($1), $0.identity) < (Self.trouble($0), $1.identity) }
        guard !tests.isEmpty else { return ["No test was flaky, or failed in one run and worked in another."] }
        return [style("Unsteady tests (with where the true rate lies, at 95 %)", .bold)]
            + tests.prefix(last).map { test in
                let rates = [
                    test.flakes.count > 0 ? "flaky \(test.flakes.text)" : nil,
                    test.failures.count > 0 ? "failed \(test.failures.text)" : nil,
                ].compactMap(\.self)
                return "  \(VisibleText.line(test.identity.shortName))\n      \(rates.joined(separator: "; "))"
            } + more(tests.count, style)
    }

    /// What is surely wrong comes first, not what happened once in one run.
    private static func trouble(_ test: History.Test) -> Double {
        Rate(test.flakes.count + test.failures.count, of: test.flakes.total).interval.lowerBound
    }

    private func slowest(_ cloud: History.Cloud, _ style: TerminalStyle) -> [String] {
        let timed = cloud.tests.compactMap { test -> (test: History.Test, median: Double, most: Double)? in
            let durations = test.durations
            guard let median = durations.quantile(0.5), let most = durations.last else { return nil }
            return (test, median, most)
        }.sorted { ($1.median, $0.test.identity) < ($0.median, $1.test.identity) }
        guard !timed.isEmpty else { return [] }
        return [style("Slowest tests (median, longest)", .bold)]
            + timed.prefix(last).map { test, median, most in
                Wording.duration(median).leftPadded(to: 10) + Wording.duration(most).leftPadded(to: 12) + "  "
                    + VisibleText.line(test.identity.shortName)
            } + more(timed.count, style)
    }

    private func more(_ count: Int, _ style: TerminalStyle) -> [String] {
        count > last ? [style("  and \(Wording.count(count - last, "more test"))", .dim)] : []
    }
}
