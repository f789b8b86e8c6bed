import Conformance
import Foundation
import Reports
import Testing

@Suite("Gates, as they are shown")
struct GateReferenceTests {
    /// A gate with everything there is to show, hostile texts included.
    private static func withGate(
        isGood: Bool = false,
        _ body: (Gate) throws -> Void
    ) async throws {
        let sample = try await SampleRun.make()
        defer { sample.remove() }
        var results = sample.report.results.map { TestResult($0.identity, .passed, seconds: 1, tries: 1) }
        results.removeAll { $0.identity == SampleRun.late }
        let broken = OutcomeRun.test(1)
        if !isGood {
            // One that failed before, one that no longer is there.
            results = results.map { $0.identity == SampleRun.upload ? OutcomeRun.result($0.identity, .failed) : $0 }
            results.append(TestResult(broken, .passed, seconds: 1, tries: 1))
        }
        let baseline = try await OutcomeRun.make(results, cloud: sample.report.record.description.cloud)
        defer { baseline.remove() }
        let waivers = try WaiverFile(
            reading: """
                waivers:
                  - {test: "\(SampleRun.scenario.name)", reason: "known, *bug* 1", expires: 2026-12-31}
                  - {test: "\(SampleRun.update.id)", reason: over, expires: 2025-12-31}
                  - {pattern: no such test, reason: not needed, expires: 2026-12-31}
                """,
            path: "waivers.yaml"
        ).waivers
        let gate = Gate(
            baseline: GateSide(baseline.report),
            candidate: GateSide(isGood ? baseline.report : sample.report),
            waivers: waivers,
            now: SampleRun.start
        )
        try body(gate)
    }

    @Test(arguments: [false, true])
    func text(_ isGood: Bool) async throws {
        try await Self.withGate(isGood: isGood) { gate in
            try Reference.expect(GateSummary(gate).text(), is: isGood ? "gate-pass.txt" : "gate.txt")
            try Reference.expect(try gate.markdown(), is: isGood ? "gate-pass.md" : "gate.md")
            try Reference.expect(gate.junit, is: isGood ? "gate-pass.xml" : "gate.xml")
        }
    }

    @Test(
        "JUnit is what is promised",
        .enabled(if: JUnitSchema.own.canBeChecked, "NOT TESTED: there is no xmllint"),
        arguments: [false, true]
    )
    func schema(_ isGood: Bool) async throws {
        try await Self.withGate(isGood: isGood) { gate in
            let problems = try JUnitSchema.own.problems(in: gate.junit)
            #expect(problems == "")
        }
    }

    @Test(
        "JUnit is what Jenkins takes",
        .enabled(if: JUnitSchema.jenkins.canBeChecked, "NOT TESTED: there is no xmllint, or not Jenkins' schema"),
        arguments: [false, true]
    )
    func jenkins(_ isGood: Bool) async throws {
        try await Self.withGate(isGood: isGood) { gate in
            let problems = try JUnitSchema.jenkins.problems(in: gate.junit)
            #expect(problems == "")
        }
    }
}
