import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("Markdown")
struct MarkdownReportTests {
    @Test(arguments: [
        ("plain words", "plain words"), ("a*b_c`d`", #"a\*b\_c\`d\`"#), ("<b>&amp;", #"\<b\>\&amp;"#),
        ("[x](y)", #"\[x\](y)"#), ("- item", #"\- item"#), ("1. first", #"1\. first"#), ("v1.2", "v1.2"),
        ("12) x", #"12\) x"#), ("# title", ##"\# title"##), ("@everyone", "@<!-- -->everyone"),
        ("see #12", ##"see \#<!-- -->12"##),
        ("a@", "a@"), ("two\nlines", "two lines"), ("| cell", #"\| cell"#), ("\u{1B}[31m", #"⟨U+001B⟩\[31m"#),
        ("`\u{301}", "\\`\u{301}"),
    ])
    func escaping(_ text: String, _ escaped: String) {
        #expect(MarkdownEscaping.escaped(text) == escaped)
    }

    @Test(arguments: [
        ("x", "`x`"), ("a`b", "``a`b``"), ("`a`", "`` `a` ``"), ("``", "``` `` ```"), ("", "(nothing)"),
        ("two\nlines", "`two lines`"),
    ])
    func code(_ text: String, _ code: String) { #expect(MarkdownEscaping.code(text) == code) }

    @Test(arguments: [("x", "```\nx\n```"), ("```\nx\n```", "````\n```\nx\n```\n````")])
    func block(_ text: String, _ block: String) { #expect(MarkdownEscaping.block(text) == block) }

    @Test("What a cloud sends is never markup outside of code", arguments: [ReportFormat.markdown])
    func harmless(_ format: ReportFormat) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let bug = try BugReport(of: run.result(of: SampleRun.scenario), in: run.report).text()
        for text in [try run.report.text(format), bug] {
            let prose = Self.withoutCode(text).replacing(#"\<"#, with: "")
            #expect(!prose.contains("<script"))
            #expect(!prose.contains("<img"))
            #expect(!text.unicodeScalars.contains("\u{1B}"))
            #expect(!text.unicodeScalars.contains("\u{202E}"))
        }
    }

    /// The text without fenced lines and code within lines.
    private static func withoutCode(_ text: String) -> String {
        var fence: Substring?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let ticks = line.prefix { $0 == "`" }
            if let open = fence {
                if line == open { fence = nil }
                return false
            }
            if ticks.count >= 3 { fence = ticks }
            return ticks.count < 3
        }
        return lines.joined(separator: "\n").replacing(/(`+)[^`].*?\1/, with: "")
    }

    @Test("It fits into a comment, however much failed")
    func size() async throws {
        let exchange = StoredExchangeBuilder.exchange(
            1,
            "GET",
            "http://cloud/v2/images",
            response: StoredExchangeBuilder.message([:], String(repeating: "a line of the body\n", count: 500))
        )
        let run = try await OutcomeRun.make(
            [Outcome](repeating: .failed, count: 900) + [Outcome](repeating: .flaky, count: 300),
            exchanges: [exchange]
        )
        defer { run.remove() }
        let text = try run.report.text(.markdown)
        #expect(text.count < 65_536)
        #expect(text.contains("pasture.Class.test_0"))
        #expect(text.contains("more tests"))
        let baseline = try await OutcomeRun.make([Outcome](repeating: .passed, count: 1200))
        defer { baseline.remove() }
        let gate = Gate(baseline: GateSide(baseline.report), candidate: GateSide(run.report), now: SampleRun.start)
        #expect(try gate.markdown().count < 65_536)
    }

    @Test("There is no bug to report of a test that did not fail", arguments: [SampleRun.upload, SampleRun.router])
    func noBug(_ test: TestIdentity) async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        #expect(throws: ReportError.self) { try BugReport(of: run.result(of: test), in: run.report) }
    }
}
