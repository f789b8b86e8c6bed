import Conformance
import Foundation
import Guidelines
import OpenStack
import Reports

/// A made-up run with everything a report has to show, written to disk as a real one is.
struct SampleRun {
    let folder: URL
    let report: Report

    /// Texts that must do no harm in any form.
    static let hostile = [
        "<script>alert('fits')</script>", #""><img src=x onerror=alert(1)>"#, "\"\u{301} onmouseover=alert(2) x=\"",
        "]]> & {{.cloud}} {{{.style}}}", "bell\u{7} escape\u{1B}[31m nul\u{0} \u{FFFE}", "right\u{202E}tfel to",
    ]

    static let start = Date(timeIntervalSinceReferenceDate: 790_000_000)

    static let upload = SampleTests.suite.tests[1].identity
    static let delete = SampleTests.suite.tests[0].identity
    static let update = SampleTests.suite.tests[2].identity
    static let token = TestIdentity(
        name: "tempest.api.identity.v3.test_tokens.TokensV3Test.test_create_token",
        id: "6f8e4436-fc96-4282-8122-e41df57197a9"
    )
    static let scenario = TestIdentity(
        name: "tempest.api.compute.servers.test_servers.ServersTest.test_boot(disk.raw)",
        id: "1"
    )
    static let adminA = TestIdentity(name: "tempest.api.identity.admin.v3.test_users.UsersV3Test.test_a", id: "2")
    static let adminB = TestIdentity(name: "tempest.api.identity.admin.v3.test_users.UsersV3Test.test_b", id: "3")
    static let router = TestIdentity(name: "tempest.api.network.test_routers.RoutersTest.test_add", id: "4")
    static let late = TestIdentity(name: "tempest.api.volume.test_volumes.VolumesTest.test_list", id: "5")

    private static let tests = [upload, delete, update, token, scenario, adminA, adminB, router, late].sorted()

    /// Writes the run, with or without its end, and reads it again.
    static func make(isFinished: Bool = true, hasGuideline: Bool = true) async throws -> SampleRun {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-reports-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let run = try RunStore(directory: folder).create(cloud: "meadow", at: start, token: "k3v9q2ab")
        let writer = try JournalWriter(run, redactor: Redactor())
        for exchange in SampleExchanges.all { await writer.store(exchange) }
        await write(to: writer, isFinished: isFinished)
        let record = try RunRecord(reading: run)
        let verdicts =
            hasGuideline ? [try SampleGuideline.read(in: folder).verdict(on: record.allResults)] : []
        let report = Report(
            record: record,
            exchanges: record.exchanges(),
            tests: SampleTests.suite.tests,
            verdicts: verdicts
        )
        return SampleRun(folder: folder, report: report)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func result(of test: TestIdentity) -> TestResult {
        report.results.first { $0.identity == test } ?? TestResult(test, .notRun)
    }

    private static func write(to writer: JournalWriter, isFinished: Bool) async {
        func say(_ event: RunEvent, _ second: Double) async {
            await writer.record(event, at: start.addingTimeInterval(second))
        }
        await say(.runStarted(description: description), 0)
        await say(.resourcePlanned(resource: image("fits-image-k3v9q2ab-1", delete)), 1)
        await say(.resourceCreated(name: "fits-image-k3v9q2ab-1", id: "11111111"), 1.5)
        await say(.resourcePlanned(resource: image("fits-image-k3v9q2ab-2", update)), 1)
        for (test, second) in [(upload, 1.0), (delete, 1.0), (update, 1.5)] {
            await say(.testStarted(test: test, attempt: 1), second)
        }
        await say(.testWaited(wait: TestWait(test: scenario, cause: .limit, name: "images", seconds: 0.8)), 2)
        await say(.testStarted(test: scenario, attempt: 1), 2)
        await say(.fixtureEnded(making: FixtureMaking(name: "small image", seconds: 1.5, isMade: true)), 2.8)
        await say(.fixtureEnded(making: FixtureMaking(name: "network <b>", seconds: 0.2, isMade: false)), 2.9)
        for (test, seconds) in [(upload, 1.6), (update, 1.2)] {
            await say(
                .testWaited(wait: TestWait(test: test, cause: .fixture, name: "small image", seconds: seconds)),
                2.8
            )
        }
        await say(.testFinished(result: SampleResults.skipped(adminA, "needs admin rights")), 1)
        await say(.testFinished(result: SampleResults.skipped(adminB, "needs admin rights")), 1)
        await say(.testFinished(result: SampleResults.skipped(router, "the cloud's catalog has no network service")), 1)
        await say(.testFinished(result: SampleResults.passed(upload)), 4.2)
        await say(.testStarted(test: token, attempt: 1), 4.2)
        await say(.testWillRepeat(result: SampleResults.failed(delete)), 5)
        await say(.testWillRepeat(result: SampleResults.flaky(update)), 6)
        await say(.testWillRepeat(result: SampleResults.hostile(scenario)), 7)
        await say(.resourceRemoved(name: "fits-image-k3v9q2ab-2"), 7)
        await say(.testFinished(result: SampleResults.weathered(token)), 9)
        await say(.testStarted(test: delete, attempt: 2), 300)
        await say(.testFinished(result: SampleResults.failed(delete)), 303)
        await say(.testStarted(test: update, attempt: 2), 303)
        await say(.testFinished(result: SampleResults.flaky(update)), 304)
        await say(.testStarted(test: scenario, attempt: 2), 304)
        await say(.testFinished(result: SampleResults.hostile(scenario)), 305)
        guard isFinished else { return }
        await say(.runFinished(summary: summary), 306)
    }

    private static func image(_ name: String, _ test: TestIdentity) -> PlannedResource {
        PlannedResource(kind: "image", name: name, test: test, parent: nil)
    }

    private static let description = RunDescription(
        run: "20260113T122640Z-meadow-k3v9q2ab",
        cloud: "meadow <&> \"daisy\"",
        authURL: "https://keystone.meadow.example:5000/v3",
        region: "north",
        version: "0.1.0",
        tests: tests,
        guidelines: ["meadow.2026.01"],
        isolated: true,
        concurrency: 8,
        cloudID: "0f0e0d"
    )

    private static let summary = RunSummary(
        outcomes: [:],
        seconds: 306,
        requests: 1234,
        weather: ["503": 4, "connectionReset": 1],
        unreachable: ["volume at http://cinder.meadow.example: connectionRefused 12 times"],
        leftovers: ["image fits-image-k3v9q2ab-1: 409 Conflict: in use", "image fits-image-k3v9q2ab-2: gone since"],
        wasInterrupted: false
    )
}
