import Conformance

/// What came of a run, for a terminal: verdicts, counts, what failed and why, and where to look next.
public struct TerminalSummary: Sendable {
    private let report: Report

    /// Prepares the summary of a run.
    public init(_ report: Report) { self.report = report }

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let sections = [
            heading(style), counts(style), verdicts(style), failures(style), reasons(style), trouble(style),
            next(style),
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    // MARK: - What it was

    private func heading(_ style: TerminalStyle) -> [String] {
        let description = report.record.description
        var facts = [Wording.duration(report.seconds), Wording.count(report.requests, "request")]
        if let region = description.region { facts.insert("region \(region)", at: 0) }
        var lines = [
            style(VisibleText.line(description.cloud), .bold) + "  "
                + style(VisibleText.line(facts.joined(separator: ", ")), .dim),
            style(VisibleText.line("run \(description.run)"), .dim),
        ]
        if let origin = description.origin {
            lines.append(style(VisibleText.line("results from \(origin)"), .dim))
        }
        if report.wasInterrupted {
            lines.append(style("The run was interrupted; `fits run --resume` goes on with it.", .yellow))
        } else if !report.isFinished {
            lines.append(style("The run did not come to its end; `fits run --resume` goes on with it.", .yellow))
        }
        return lines
    }

    private func counts(_ style: TerminalStyle) -> [String] {
        let counts = [Outcome.passed, .failed, .flaky, .skipped, .notRun].compactMap { outcome -> String? in
            let count = report.count(of: outcome)
            guard count > 0 else { return nil }
            return style("\(outcome.symbol) \(Wording.grouped(count)) \(outcome.word)", outcome.accent)
        }
        let total = Wording.count(report.results.count, "test")
        return counts.isEmpty ? ["no tests"] : ["\(total):  " + counts.joined(separator: "  ")]
    }

    // MARK: - What it means

    private func verdicts(_ style: TerminalStyle) -> [String] {
        let lines = report.verdicts.flatMap(VerdictLine.all)
        let width = lines.map(\.subject.count).max() ?? 0
        return lines.map { line in
            let word = style(line.word.uppercased().rightPadded(to: 10), line.conclusion.accent, .bold)
            let note = line.note.map { style(" (\(VisibleText.line($0)))", .dim) } ?? ""
            let subject = VisibleText.line(line.subject).rightPadded(to: width)
            return "\(word)  \(subject)  \(VisibleText.line(line.reason))\(note)"
        }
    }

    private func failures(_ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        for outcome in [Outcome.failed, .flaky] {
            let results = report.results(outcome)
            guard !results.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(style(Wording.sentence(outcome.word), .bold))
            lines += results.map { result in
                "  " + style(outcome.symbol, outcome.accent) + " " + VisibleText.line(result.identity.shortName) + ": "
                    + Self.shortened(VisibleText.line(Self.reason(of: result)))
            }
        }
        return lines
    }

    private func reasons(_ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        for outcome in [Outcome.skipped, .notRun] {
            let groups = report.reasons(for: outcome)
            guard !groups.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(style(Wording.sentence(outcome.word), .bold))
            let width = groups.map { Wording.grouped($0.results.count).count }.max() ?? 0
            lines += groups.map { group in
                "  " + Wording.grouped(group.results.count).leftPadded(to: width) + "  "
                    + Self.shortened(VisibleText.line(group.reason))
            }
        }
        return lines
    }

    // MARK: - What else there is to know

    private func trouble(_ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        if !report.weather.isEmpty {
            let kinds = report.weather.map { "\(Wording.grouped($0.count)) × \($0.phrase)" }.joined(separator: ", ")
            lines.append("Weather on the way to the cloud: \(VisibleText.line(kinds))")
        }
        lines += report.unreachable.map { style("Out of reach to the end: ", .yellow) + VisibleText.line($0) }
        if !report.leftovers.isEmpty {
            lines.append(style("Left over in the cloud (`fits cleanup \(run)` removes it)", .yellow))
            lines += report.leftovers.map { "  " + Self.shortened(VisibleText.line($0)) }
        }
        if !report.record.damagedLines.isEmpty {
            let damaged = report.record.damagedLines
            lines.append("\(Wording.count(damaged.count, "line")) of the journal cannot be read: \(damaged)")
        }
        return lines
    }

    private func next(_ style: TerminalStyle) -> [String] {
        var lines: [String] = []
        if let failed = (report.results(.failed) + report.results(.flaky)).first {
            let test = ShellWord.bare(failed.identity.shortName)
            lines.append("fits show \(run) \(test)  what happened, with the exchange")
        }
        lines.append("fits report \(run) --format html  everything, to read and to hand on")
        return [style("Next", .bold)] + lines.map { "  " + $0 }
    }

    private var run: String { ShellWord.bare(report.record.description.run) }

    /// The first failure on one line, with both values where they are short.
    static func reason(of result: TestResult) -> String {
        guard let failure = result.failures.first else { return result.reason ?? "the reason is not known" }
        var text = failure.message
        if !failure.expected.isEmpty, let actual = failure.actual {
            text += " (expected \(failure.expected.joined(separator: " or ")), observed \(actual))"
        }
        let others = result.failures.count - 1
        return text + (others > 0 ? " and \(Wording.count(others, "more failure"))" : "")
    }

    /// A line that stays one: what is longer has its place in `fits show`.
    static func shortened(_ line: String) -> String {
        line.count <= 240 ? line : line.prefix(239) + "…"
    }
}
