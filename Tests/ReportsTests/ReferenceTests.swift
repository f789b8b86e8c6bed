import Conformance
import Reports
import Testing

@Suite("Whole reports")
struct ReferenceTests {
    private static let texts = ReportFormat.allCases.filter(\.isText)

    @Test(arguments: texts)
    func format(_ format: ReportFormat) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Reference.expect(try run.report.text(format), is: "finished.\(format.fileExtension)")
    }

    @Test("A run without an end and without a guideline", arguments: texts)
    func unfinished(_ format: ReportFormat) async throws {
        let run = try await SampleRun.make(isFinished: false, hasGuideline: false)
        defer { run.remove() }
        try Reference.expect(try run.report.text(format), is: "unfinished.\(format.fileExtension)")
    }

    @Test(
        "A failure as a bug report",
        arguments: [
            (SampleRun.delete, "bug-failed.md"), (SampleRun.update, "bug-flaky.md"),
            (SampleRun.scenario, "bug-hostile.md"),
        ]
    )
    func bug(_ test: TestIdentity, _ name: String) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Reference.expect(BugReport(of: run.result(of: test), in: run.report).text(), is: name)
    }

    @Test(arguments: [(TerminalStyle.plain, "summary.txt"), (.ansi, "summary.ansi")])
    func summary(_ style: TerminalStyle, _ name: String) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Reference.expect(TerminalSummary(run.report).text(style: style), is: name)
    }

    @Test func summaryOfAnUnfinishedRun() async throws {
        let run = try await SampleRun.make(isFinished: false, hasGuideline: false)
        defer { run.remove() }
        try Reference.expect(TerminalSummary(run.report).text(), is: "unfinished.txt")
    }

    @Test(arguments: [
        (SampleRun.delete, "explanation-failed.txt"), (SampleRun.update, "explanation-flaky.txt"),
        (SampleRun.upload, "explanation-passed.txt"), (SampleRun.token, "explanation-not-run.txt"),
        (SampleRun.scenario, "explanation-hostile.txt"), (SampleRun.router, "explanation-skipped.txt"),
    ])
    func explanation(_ test: TestIdentity, _ name: String) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        try Reference.expect(Explanation(of: run.result(of: test), in: run.report).text(), is: name)
    }

    @Test func colouredExplanation() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let text = Explanation(of: run.result(of: SampleRun.delete), in: run.report).text(style: .ansi)
        try Reference.expect(text, is: "explanation-failed.ansi")
    }

    @Test("The same run gives the same bytes", arguments: ReportFormat.allCases)
    func reproducible(_ format: ReportFormat) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        #expect(try run.report.render(format) == run.report.render(format))
    }
}
