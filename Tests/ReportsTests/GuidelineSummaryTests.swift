import Conformance
import Foundation
import Guidelines
import OpenStack
import Testing

@testable import Reports

/// What is said of guidelines, on the built-in ones.
@Suite("Guidelines in words")
struct GuidelineSummaryTests {
    private let dns: Guideline
    private let platform: Guideline

    init() throws {
        dns = try GuidelineCatalog.builtIn.named("dns.2020.06")
        platform = try GuidelineCatalog.builtIn.named("2020.06")
    }

    private func lines(_ text: String) -> [String] { text.components(separatedBy: "\n") }

    // MARK: - Show

    @Test func whatAGuidelineAsksFor() {
        #expect(
            lines(GuidelineSummary(dns).text()) == [
                "dns.2020.06  DNS add-on 2020.06  approved, schema 2.0, replaces dns.2019.11",
                "For OpenStack stein, train, ussuri, victoria",
                "A capability needs a score of 60 of 75",
                "",
                "Programmes",
                "  DNS  10 required tests in 2 capabilities, and os_powered_compute of 2020.06",
                "",
                "Required (2)",
                "  dns-record-crud  6 tests, designate",
                "  dns-zone-crud    4 tests, designate",
                "",
            ]
        )
    }

    @Test func theTestsOfAProgrammeWithTheirFlags() throws {
        let storage = try platform.programme(named: "storage")
        let text = GuidelineSummary(platform, programme: storage, hasTests: true).text()
        #expect(text.contains("  OpenStack Powered Storage  58 required tests in "))
        #expect(!text.contains("Compute"))
        #expect(lines(text).count { $0.hasPrefix("      tempest.") } >= 58)
        let all = GuidelineSummary(platform, hasTests: true).text()
        #expect(lines(all).count { $0.hasPrefix("        flagged: ") } == 11)
        #expect(all.contains("Listed by no component (1)"))
    }

    @Test func forPrograms() throws {
        let json = try JSON(parsing: Array(GuidelineSummary(platform).json.utf8))
        #expect(json["format"].string == "fits-guideline-1")
        #expect(json["counts"]["tests"]["required"].integer == 284)
        #expect(json["counts"]["counted"].integer == 273)
        #expect(json["counts"]["flagged"].integer == 11)
        #expect(json["capabilities"].array?.count == 79)
        #expect(json["capabilities"][0]["score"].integer != nil)
        let list = try JSON(parsing: Array(GuidelineSummary.list([("a/b.json", platform), (nil, dns)]).utf8))
        #expect(list[0]["file"].string == "a/b.json")
        #expect(list[1]["id"].string == "dns.2020.06")
        #expect(list[1]["counts"]["capabilities"]["required"].integer == 2)
    }

    // MARK: - Check

    /// A run of these tests, in a folder that is gone afterwards.
    private func withRun<Result>(_ results: [TestResult], _ body: (RunRecord) throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-check-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try RunStore(directory: folder).create(cloud: "meadow", at: SampleRun.start, token: "k3v9q2ab")
        let writer = try JournalWriter(run, redactor: Redactor())
        let description = RunDescription(
            run: run.run,
            cloud: "meadow",
            authURL: "https://keystone.meadow.example:5000/v3",
            region: nil,
            version: "0.1.0",
            tests: results.map(\.identity),
            guidelines: [],
            isolated: true,
            concurrency: 1,
            cloudID: nil
        )
        await writer.record(.runStarted(description: description), at: SampleRun.start)
        for result in results { await writer.record(.testFinished(result: result), at: SampleRun.start) }
        return try body(try RunRecord(reading: run))
    }

    private func check(
        _ guideline: Guideline,
        _ record: RunRecord,
        programme: String? = nil
    ) throws -> CheckSummary {
        CheckSummary(
            guideline.verdict(on: record.allResults),
            of: guideline,
            on: record,
            programme: try programme.map { try guideline.programme(named: $0) }
        )
    }

    @Test func anAddOnWhoseComponentsPassAndWhosePlatformFails() async throws {
        let failed = try #require(platform.tests(statuses: [.required]).first)
        let results =
            dns.tests().map { TestResult($0, .passed) }
            + platform.tests().map { TestResult($0, $0 == failed ? .failed : .passed) }
        try await withRun(results) { record in
            let summary = try check(dns, record)
            #expect(summary.conclusion == .fail)
            #expect(
                summary.text().contains(
                    "FAIL        DNS  all 10 required tests passed; os_powered_compute of 2020.06: fail, "
                        + "1 of 217 required tests failed, in 1 of 60 required capabilities"
                )
            )
        }
    }

    @Test func anAddOnAloneIsIncomplete() async throws {
        try await withRun(dns.tests().map { TestResult($0, .passed) }) { record in
            let summary = try check(dns, record)
            #expect(summary.conclusion == .incomplete)
            #expect(
                summary.text().contains(
                    "DNS  all 10 required tests passed; os_powered_compute of 2020.06: incomplete, "
                        + "none of the 217 required tests is part of this run"
                )
            )
        }
    }

    @Test func whatFailedAndWhatIsMissing() async throws {
        let storage = try platform.programme(named: "storage")
        let tests = platform.tests(statuses: [.required], programme: storage)
        let failed = try #require(tests.first)
        let skipped = try #require(tests.last)
        let results = tests.map { test in
            if test == failed { return TestResult(test, .failed, failures: [Failure("the token has an expiry")]) }
            return test == skipped ? TestResult(test, .skipped, reason: "no such service") : TestResult(test, .passed)
        }
        try await withRun(results) { record in
            let summary = try check(platform, record, programme: "storage")
            #expect(summary.conclusion == .fail)
            let text = summary.text()
            #expect(text.contains("FAIL        OpenStack Powered Storage  1 of 58 required tests failed"))
            #expect(text.contains("✗ \(failed.shortName): failed, the token has an expiry"))
            #expect(text.contains("– \(skipped.shortName): skipped, no such service"))
            #expect(!text.contains("Platform"))

            let all = try check(platform, record)
            #expect(all.text().contains("  ✗ os_powered_compute  1 of 217 passed, 1 failed, 215 not in this run"))
            #expect(all.text().contains("Not part of this run ("))
            #expect(lines(all.text()).count { $0.contains("not part of this run  D40") } > 0)

            let json = try JSON(parsing: Array(try summary.json().utf8))
            #expect(json["format"].string == "fits-verdict-1")
            #expect(json["conclusion"].string == "fail")
            #expect(json["verdict"]["guideline"].string == "2020.06")
        }
    }

    // MARK: - Diff and lint

    @Test func whatDiffers() throws {
        let older = try GuidelineCatalog.builtIn.named("2018.11")
        let text = DifferenceSummary(GuidelineDifference(from: older, to: platform)).text()
        #expect(lines(text).first == "2018.11 → 2020.06")
        #expect(text.contains("  OpenStack Powered Storage   57 → 58"))
        #expect(text.contains("volumes-v2-clone"))
        #expect(text.contains("deprecated → not there"))
        let same = DifferenceSummary(GuidelineDifference(from: older, to: older)).text()
        #expect(same.contains("They ask for the same."))
    }

    @Test func whatChangesForARun() async throws {
        let older = try GuidelineCatalog.builtIn.named("2018.11")
        let results = older.tests(statuses: [.required]).map { TestResult($0, .passed) }
        try await withRun(results) { record in
            let verdicts = VerdictDifference(
                from: older.verdict(on: record.allResults),
                to: platform.verdict(on: record.allResults)
            )
            let summary = DifferenceSummary(
                GuidelineDifference(from: older, to: platform),
                verdicts: verdicts,
                on: record
            )
            #expect(summary.text().contains("PASS       → INCOMPLETE  OpenStack Powered Platform"))
            // What 2020.06 requires and 2018.11 did not was not run.
            let wanted = Set(platform.tests(statuses: [.required]).map(\.id))
                .subtracting(older.tests(statuses: [.required]).map(\.id))
            #expect(Set(verdicts.tests.filter { $0.after == .decides }.map(\.identity.id)) == wanted)
            #expect(
                lines(summary.text()).count { $0.contains("not part of this run  optional → decides") } == wanted.count
            )
            let json = try JSON(parsing: Array(try summary.json().utf8))
            #expect(json["verdicts"]["tests"].array?.count == verdicts.tests.count)
        }
    }

    @Test func whatWasFound() throws {
        let day = try #require(GuidelineDate("2020-07-01"))
        let lint = GuidelineLint(platform, measures: GuidelineLint.Measures(native: nil, day: day))
        let text = LintSummary(lint).text()
        #expect(text.contains("Flags older than the guideline (11)  inherited-flag"))
        #expect(text.contains("    compute-servers-list: flagged 2016-06-13, the guideline is of 2020.06"))
        let json = try JSON(parsing: Array(try LintSummary(lint).json().utf8))
        #expect(json["findings"].array?.count == lint.findings.count)
        #expect(json["findings"].array?.contains { $0["rule"].string == "inherited-flag" } == true)
    }
}
