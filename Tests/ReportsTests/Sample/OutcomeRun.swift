import Conformance
import Foundation
import Reports

/// A made-up run of which only the outcomes matter.
struct OutcomeRun {
    let folder: URL
    let record: RunRecord

    /// Tests of the run: `pasture.Class.test_0`, `pasture.Class.test_1`, ….
    static func test(_ number: Int) -> TestIdentity {
        TestIdentity(
            name: "pasture.Class.test_\(number)",
            id: "00000000-0000-4000-8000-\(100_000_000_000 + number)"
        )
    }

    /// Writes a run in which the tests ended so, in the order of their numbers, and reads it again.
    static func make(
        _ outcomes: [Outcome],
        cloud: String = "pasture",
        day: Int = 0,
        seconds: [Double] = [],
        cloudID: String? = "0f0e0d",
        exchanges: [StoredExchange] = []
    ) async throws -> OutcomeRun {
        let results = outcomes.enumerated().map { index, outcome in
            result(test(index), outcome, seconds: index < seconds.count ? seconds[index] : 1, exchanges)
        }
        return try await make(results, cloud: cloud, day: day, cloudID: cloudID, exchanges: exchanges)
    }

    /// Writes a run with results and reads it again.
    static func make(
        _ results: [TestResult],
        cloud: String = "pasture",
        day: Int = 0,
        cloudID: String? = "0f0e0d",
        exchanges: [StoredExchange] = []
    ) async throws -> OutcomeRun {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fits-outcomes-\(UUID().uuidString)")
        let start = SampleRun.start.addingTimeInterval(Double(day) * 86_400)
        let run = try RunStore(directory: folder).create(cloud: cloud, at: start, token: "k3v9q2ab")
        let writer = try JournalWriter(run, redactor: Redactor())
        let description = RunDescription(
            run: run.run,
            cloud: cloud,
            authURL: "https://Keystone.pasture.example:5000/v3",
            region: nil,
            version: "0.1.0",
            tests: results.map(\.identity).sorted(),
            guidelines: [],
            isolated: true,
            concurrency: 4,
            cloudID: cloudID
        )
        for exchange in exchanges { await writer.store(exchange) }
        await writer.record(.runStarted(description: description), at: start)
        for result in results { await writer.record(.testFinished(result: result), at: start + 1) }
        let summary = RunSummary(
            outcomes: [:],
            seconds: 12.7,
            requests: 0,
            weather: [:],
            unreachable: [],
            leftovers: [],
            wasInterrupted: false
        )
        await writer.record(.runFinished(summary: summary), at: start + 13)
        return OutcomeRun(folder: folder, record: try RunRecord(reading: run))
    }

    var report: Report { Report(record: record, exchanges: record.exchanges(), tests: [], verdicts: []) }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    static func result(
        _ test: TestIdentity,
        _ outcome: Outcome,
        seconds: Double = 1,
        _ exchanges: [StoredExchange] = []
    ) -> TestResult {
        switch outcome {
        case .passed:
            TestResult(test, .passed, exchanges: exchanges.map(\.number), seconds: seconds, tries: 1)
        case .failed, .flaky:
            TestResult(
                test,
                outcome,
                failures: [Failure("status is not as promised", expected: ["200"], actual: "500", exchange: 1)],
                exchanges: exchanges.map(\.number),
                seconds: seconds,
                tries: 2
            )
        case .skipped: TestResult(test, .skipped, reason: "the cloud's catalog has no image service")
        case .notRun: TestResult(test, .notRun, reason: "weather: GET http://c: 503")
        }
    }
}
