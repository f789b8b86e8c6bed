import Conformance
import Foundation
import Guidelines
import OpenStack
import Reports

/// A made-up run as large as Tempest's whole suite.
struct LargeRun {
    /// The HTML form of a run of 1,500 tests, made once.
    static let html: Task<String, any Error> = Task {
        let run = try await make(tests: 1500)
        defer { try? FileManager.default.removeItem(at: run.folder) }
        let html = try run.report.text(.html)
        // For looking at it.
        if let path = ProcessInfo.processInfo.environment["FITS_KEEP_HTML"] {
            try Data(html.utf8).write(to: URL(filePath: path))
        }
        return html
    }

    private let folder: URL
    private let report: Report

    /// Writes the run and reads it again: eight tests at a time, eight exchanges each, one in a hundred failed.
    private static func make(tests count: Int) async throws -> LargeRun {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-large-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let run = try RunStore(directory: folder).create(cloud: "prairie", at: SampleRun.start, token: "a2b4c6d8")
        let writer = try JournalWriter(run, redactor: Redactor())
        let guideline = try GuidelineCatalog.builtIn.named("2020.06")
        let tests = identities(guideline, count)
        await writer.record(.runStarted(description: description(of: tests)), at: SampleRun.start)
        var number = 0
        var ends = [Double](repeating: 2, count: 8)
        for (index, test) in tests.enumerated() {
            let result = result(of: test, index, number)
            for number in result.exchanges { await writer.store(exchange(number, index)) }
            number += result.exchanges.count
            if result.tries > 0 {
                let lane = ends.indices.min { ends[$0] < ends[$1] } ?? 0
                await writer.record(.testStarted(test: test, attempt: 1), at: SampleRun.start + ends[lane])
                ends[lane] += result.seconds
                await writer.record(.testFinished(result: result), at: SampleRun.start + ends[lane])
                ends[lane] += 0.05
            } else {
                await writer.record(.testFinished(result: result), at: SampleRun.start)
            }
        }
        await writer.record(.runFinished(summary: summary(requests: number)), at: SampleRun.start + 400)
        let record = try RunRecord(reading: run)
        let report = Report(
            record: record,
            exchanges: record.exchanges(),
            tests: SampleTests.suite.tests,
            verdicts: [guideline.verdict(on: record.allResults)]
        )
        return LargeRun(folder: folder, report: report)
    }

    private static func identities(_ guideline: Guideline, _ count: Int) -> [TestIdentity] {
        let known = guideline.tests().prefix(count)
        let others = (known.count..<max(known.count, count)).map { number in
            TestIdentity(
                name: "tempest.api.compute.servers.test_servers_\(number / 12).ServersTestJSON.test_case_\(number)",
                id: "00000000-0000-4000-8000-\(100_000_000_000 + number)"
            )
        }
        return (Array(known) + others).sorted()
    }

    private static func result(of test: TestIdentity, _ index: Int, _ number: Int) -> TestResult {
        let exchanges = Array(number + 1...number + 8)
        let seconds = 0.3 + Double(index * 37 % 100) / 40
        switch index % 100 {
        case 7:
            let failure = Failure(
                "status of the server is not as promised",
                expected: ["ACTIVE"],
                actual: "ERROR",
                step: "wait for it",
                exchange: number + 8,
                location: SourceLocation(fileID: "InteropTests/Servers.swift", line: index)
            )
            return TestResult(test, .failed, failures: [failure], exchanges: exchanges, seconds: seconds, tries: 2)
        case 31:
            let failure = Failure("not so: the server is listed", exchange: number + 3)
            return TestResult(test, .flaky, failures: [failure], exchanges: exchanges, seconds: seconds, tries: 2)
        case 11, 52, 73: return TestResult(test, .skipped, reason: "needs admin rights")
        case 13, 14: return TestResult(test, .skipped, reason: "the cloud's catalog has no object-store service")
        case 90: return TestResult(test, .notRun, reason: "FITS has no native version of this test")
        default: return TestResult(test, .passed, exchanges: exchanges, seconds: seconds, tries: 1)
        }
    }

    private static func exchange(_ number: Int, _ test: Int) -> StoredExchange {
        let fields = (0..<30).map { "\"field_\($0)\":\"value \($0) of server \(number)\"" }.joined(separator: ",")
        return StoredExchangeBuilder.exchange(
            number,
            ["GET", "POST", "GET", "DELETE"][number % 4],
            "https://nova.prairie.example:8774/v2.1/servers/5f3c9d1e-\(number)/action?test=\(test)",
            request: StoredExchangeBuilder.message(
                ["X-Auth-Token": "<hidden>", "Accept": "application/json", "OpenStack-API-Version": "compute 2.1"],
                number % 4 == 1 ? "{\"server\":{\(fields)}}" : ""
            ),
            response: StoredExchangeBuilder.message(
                ["Content-Type": "application/json", "X-Openstack-Request-Id": "req-\(number)"],
                "{\"server\":{\(fields)}}"
            ),
            status: [200, 202, 200, 204][number % 4]
        )
    }

    private static func description(of tests: [TestIdentity]) -> RunDescription {
        RunDescription(
            run: "20260113T122640Z-prairie-a2b4c6d8",
            cloud: "prairie",
            authURL: "https://keystone.prairie.example:5000/v3",
            region: nil,
            version: "0.1.0",
            tests: tests,
            guidelines: ["2020.06"],
            isolated: false,
            concurrency: 8,
            cloudID: nil
        )
    }

    private static func summary(requests: Int) -> RunSummary {
        RunSummary(
            outcomes: [:],
            seconds: 400,
            requests: requests,
            weather: ["503": 12],
            unreachable: [],
            leftovers: [],
            wasInterrupted: false
        )
    }
}
