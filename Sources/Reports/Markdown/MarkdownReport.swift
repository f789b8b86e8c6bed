import Conformance
import Guidelines

/// A run as Markdown, for a comment on a merge request: verdicts and counts first, what failed folded below.
///
/// It stays below the 65,536 characters that GitHub takes; failures that would not fit are named.
struct MarkdownReport {
    let report: Report

    init(_ report: Report) { self.report = report }

    func text() throws(ReportError) -> String {
        try TemplateSet(MarkdownTemplates.all, escaping: .markdown).render(MarkdownView(report), with: "report")
    }
}

/// What the Markdown form shows, ready for its templates; they read the values by the properties' names.
struct MarkdownView {
    let sign: String
    let cloud: String
    let headline: String
    let notice: String?
    let hasVerdicts: Bool
    let verdicts: [VerdictLineView]
    let hasOutcomes: Bool
    let outcomes: [OutcomeView]
    let problems: [Problems]
    let reasons: [ReasonsView]
    let hasLeftovers: Bool
    let leftovers: [String]
    let cleanup: String
    let facts: String
    let again: String

    /// One conclusion of a guideline.
    struct VerdictLineView {
        let symbol: String
        let word: String
        let subject: String
        let reason: String
        let note: String?

        init(_ line: VerdictLine) {
            symbol = line.conclusion.symbol
            word = line.word
            subject = line.subject
            reason = line.reason
            note = line.note
        }
    }

    /// Tests that failed, or that were flaky.
    struct Problems {
        let title: String
        let count: String
        let tests: [FindingsView]
        let hasOthers: Bool
        /// Tests for which there was no room.
        let others: [String]
        let omitted: String?
    }

    /// How much room there is for the details of failures, in characters.
    private static let room = 40_000
    /// How many tests without details are named.
    static let longestNameList = 100

    init(_ report: Report) {
        let description = report.record.description
        let rows = RowNames(report.results)
        cloud = description.cloud
        outcomes = OutcomeView.all(of: report)
        hasOutcomes = !outcomes.isEmpty
        headline = outcomes.isEmpty ? "no tests" : outcomes.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
        notice = PageView.notice(on: report)
        let lines = report.verdicts.flatMap(VerdictLine.all)
        verdicts = lines.map(VerdictLineView.init)
        hasVerdicts = !verdicts.isEmpty
        let isBad = report.count(of: .failed) > 0 || lines.contains { $0.conclusion == .fail }
        let isOpen = report.count(of: .notRun) > 0 || lines.contains { $0.conclusion == .incomplete }
        sign = isBad ? Outcome.failed.symbol : isOpen ? Outcome.notRun.symbol : Outcome.passed.symbol
        var room = Self.room
        problems = [Outcome.failed, .flaky].compactMap { Problems($0, of: report, room: &room) }
        reasons = [Outcome.notRun, .skipped].compactMap { ReasonsView($0, of: report, rows: rows) }
        leftovers = report.leftovers
        hasLeftovers = !leftovers.isEmpty
        let run = ShellWord.bare(description.run)
        cleanup = MarkdownEscaping.code("fits cleanup \(run)")
        facts = [
            "Run \(description.run)", description.region.map { "region \($0)" },
            Wording.time(report.record.startedAt), Wording.duration(report.seconds),
            Wording.count(report.requests, "request"), "fits \(description.version)",
        ].compactMap(\.self).joined(separator: ", ")
        again = MarkdownEscaping.code("fits show \(run)")
    }
}

extension MarkdownView.Problems {
    init?(_ outcome: Outcome, of report: Report, room: inout Int) {
        let results = report.results(outcome)
        guard !results.isEmpty else { return nil }
        title = Wording.sentence(outcome.word)
        count = Wording.grouped(results.count)
        var tests: [FindingsView] = []
        for result in results {
            let view = FindingsView(result, in: report, bodyLines: 20)
            guard room >= view.length else { break }
            room -= view.length
            tests.append(view)
        }
        self.tests = tests
        let rest = results.dropFirst(tests.count)
        others = rest.prefix(MarkdownView.longestNameList).map { MarkdownEscaping.code($0.identity.shortName) }
        hasOthers = !others.isEmpty
        omitted = rest.count > others.count ? "and \(Wording.count(rest.count - others.count, "more test"))" : nil
    }
}

/// A test that failed, with what shows it.
struct FindingsView {
    let symbol: String
    let tone: String
    /// Safe in HTML, where the templates put it.
    let name: String
    let identity: String
    let summary: String?
    let remark: String?
    let findings: [Finding]

    /// One check that did not hold.
    struct Finding {
        let message: String
        let values: String?
        let exchange: String?
        let curl: String?
        let shownAbove: String?
    }

    /// How many characters it takes, about.
    var length: Int {
        findings.reduce(400 + (summary?.count ?? 0)) { length, finding in
            length + finding.message.count + (finding.values?.count ?? 0) + (finding.exchange?.count ?? 0)
                + (finding.curl?.count ?? 0)
        }
    }

    init(_ result: TestResult, in report: Report, bodyLines: Int) {
        let declaration = report.declaration(of: result.identity)
        symbol = result.outcome.symbol
        tone = result.outcome.tone
        name = HTMLEscaping.escaped(VisibleText.line(result.identity.shortName))
        identity = MarkdownEscaping.code(result.identity.description)
        summary = declaration?.summary
        remark = declaration?.remark
        var shown: Set<Int> = []
        findings = result.failures.map { failure in
            let lines = Explanation.lines(of: failure)
            let values = lines.dropFirst().joined(separator: "\n")
            let exchange = report.evidence(of: failure, in: result)
            let isNew = exchange.map { shown.insert($0.number).inserted } ?? false
            return Finding(
                message: lines.first ?? failure.message,
                values: values.isEmpty ? nil : MarkdownEscaping.block(values),
                exchange: isNew
                    ? exchange.map {
                        MarkdownEscaping.block(ExchangeText($0, bodyLines: bodyLines).lines.joined(separator: "\n"))
                    } : nil,
                curl: isNew
                    ? exchange.map { MarkdownEscaping.block(CurlCommand($0).description, language: "sh") } : nil,
                shownAbove: isNew ? nil : exchange.map { "\($0.number)" }
            )
        }
    }
}
