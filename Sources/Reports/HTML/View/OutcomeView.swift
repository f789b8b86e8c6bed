import Conformance
import Guidelines

/// How many tests ended in one way, and its share of the bar.
struct OutcomeView {
    let key: String
    let word: String
    let symbol: String
    let tone: String
    let count: String
    let start: String
    let width: String

    /// The outcomes there are, in the order of the bar.
    static func all(of report: Report) -> [OutcomeView] {
        let total = max(1, report.results.count)
        var before = 0
        return [Outcome.failed, .flaky, .notRun, .skipped, .passed].compactMap { outcome in
            let count = report.count(of: outcome)
            guard count > 0 else { return nil }
            defer { before += count }
            return OutcomeView(
                key: outcome.rawValue,
                word: outcome.word,
                symbol: outcome.symbol,
                tone: outcome.tone,
                count: Wording.grouped(count),
                start: Percentage.text(Double(before) / Double(total)),
                width: Percentage.text(Double(count) / Double(total))
            )
        }
    }
}

/// One conclusion of a guideline.
struct VerdictView {
    let name: String
    let guideline: String?
    let word: String
    let symbol: String
    let tone: String
    let reason: String
    let note: String?

    init(_ line: VerdictLine) {
        name = line.name
        guideline = line.name == line.guideline ? nil : line.guideline
        word = line.word
        symbol = line.conclusion.symbol
        tone = line.conclusion.tone
        reason = Wording.sentence(line.reason)
        note = line.note.map(Wording.sentence)
    }
}

/// Tests that were skipped or not run, by the reason.
struct ReasonsView {
    let id: String
    let title: String
    let count: String
    let groups: [Group]

    struct Group {
        let tone: String
        let count: String
        let reason: String
        let tests: [Link]
    }

    struct Link {
        let row: String
        let name: String
    }

    init?(_ outcome: Outcome, of report: Report, rows: RowNames) {
        let groups = report.reasons(for: outcome)
        guard !groups.isEmpty else { return nil }
        id = outcome.rawValue
        title = Wording.sentence(outcome.word)
        count = Wording.grouped(report.count(of: outcome))
        self.groups = groups.map { group in
            Group(
                tone: outcome.tone,
                count: Wording.grouped(group.results.count),
                reason: Wording.sentence(group.reason),
                tests: group.results.map { Link(row: rows.row(of: $0.identity), name: $0.identity.shortName) }
            )
        }
    }
}

/// Shares as the percentages that SVG takes.
enum Percentage {
    static func text(_ share: Double) -> String {
        let rounded = (share * 100_000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}

extension Outcome {
    /// The class that gives the outcome its colour.
    var tone: String {
        switch self {
        case .passed: "pass"
        case .failed: "fail"
        case .flaky: "flaky"
        case .skipped: "skip"
        case .notRun: "open"
        }
    }
}

extension Verdict.Conclusion {
    /// The class that gives the conclusion its colour.
    var tone: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .incomplete: "open"
        case .uncounted: "skip"
        }
    }
}
