import Conformance
import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Rates")
struct RateTests {
    /// Computed apart from this program, in Python.
    @Test(arguments: [
        (0, 10, 0.0, 0.2775328), (10, 10, 0.7224672, 1.0), (5, 10, 0.2365931, 0.7634069), (1, 20, 0.0088814, 0.2361312),
        (3, 1000, 0.0010208, 0.0087830), (1, 1, 0.2065493, 1.0),
    ])
    func wilson(_ count: Int, _ total: Int, _ lower: Double, _ upper: Double) {
        let interval = Rate(count, of: total).interval
        #expect(abs(interval.lowerBound - lower) < 0.000_001)
        #expect(abs(interval.upperBound - upper) < 0.000_001)
    }

    @Test("Nothing is known of what never could have happened")
    func nothing() {
        #expect(Rate(0, of: 0).share == nil)
        #expect(Rate(0, of: 0).interval == 0...1)
        #expect(Rate(0, of: 0).text == "0 of 0")
        #expect(Rate(2, of: 20).text == "2 of 20, 10.0 % (2.8–30.1 %)")
    }

    @Test(
        arguments: [
            ([1], 0.5, 1), ([1, 3], 0.5, 2), ([1, 2, 10], 0.5, 2), ([0, 10], 0.9, 9),
        ] as [([Double], Double, Double)]
    )
    func quantiles(_ values: [Double], _ share: Double, _ value: Double) { #expect(values.quantile(share) == value) }
}

@Suite("Histories")
struct HistoryTests {
    /// Five runs of one cloud and one of another; its tests are steady, flaky, failing, slow, mostly skipped.
    private static func withRuns(_ body: ([OutcomeRun]) async throws -> Void) async throws {
        var runs: [OutcomeRun] = []
        defer { for run in runs { run.remove() } }
        let days: [[Outcome]] = [
            [.passed, .passed, .passed, .passed, .skipped], [.passed, .flaky, .failed, .passed, .skipped],
            [.passed, .passed, .passed, .passed, .passed], [.passed, .flaky, .passed, .passed, .skipped],
            [.passed, .passed, .failed, .passed, .notRun],
        ]
        for (day, outcomes) in days.enumerated() {
            let seconds = [0.5, 1, 2, 30 + Double(day), 0.1]
            runs.append(try await OutcomeRun.make(outcomes, day: day, seconds: seconds))
        }
        runs.append(try await OutcomeRun.make([.failed, .failed, .passed, .passed, .passed], cloud: "meadow", day: 2))
        try await body(runs)
    }

    @Test func ratesAndOrder() async throws {
        try await Self.withRuns { runs in
            let history = History(runs.reversed().map(\.record))
            #expect(history.clouds.map(\.name) == ["meadow", "pasture"])
            let pasture = try #require(history.clouds.last)
            #expect(pasture.runs.map(\.startedAt) == pasture.runs.map(\.startedAt).sorted())
            let flakes = [0, 2, 0, 0, 0].enumerated().map { Rate($1, of: $0 == 4 ? 1 : 5) }
            #expect(pasture.tests.map(\.flakes) == flakes)
            #expect(pasture.tests[2].failures == Rate(2, of: 5))
            #expect(pasture.tests.map(\.isUnsteady) == [false, true, true, false, false])
            #expect(pasture.tests[3].durations == [30, 31, 32, 33, 34])
            #expect(pasture.tests[4].entries.map(\.outcome) == [.skipped, .skipped, .passed, .skipped, .notRun])
        }
    }

    @Test("A test that was renamed is one test, by its id")
    func renamed() async throws {
        let id = "6f8e4436-fc96-4282-8122-e41df57197a9"
        let old = TestIdentity(name: "a.Z.old", id: id)
        let new = TestIdentity(name: "a.B.new", id: id)
        let first = try await OutcomeRun.make([OutcomeRun.result(old, .passed)], day: 0)
        let second = try await OutcomeRun.make([OutcomeRun.result(new, .flaky)], day: 1)
        let both = try await OutcomeRun.make(
            [OutcomeRun.result(new, .passed), OutcomeRun.result(old, .failed)],
            day: 2
        )
        defer { for run in [first, second, both] { run.remove() } }
        let history = History([first, second].map(\.record))
        #expect(history.clouds.first?.tests.map(\.identity) == [new])
        #expect(history.clouds.first?.tests.first?.entries.map(\.outcome) == [.passed, .flaky])
        // Where both are in one run they are variants.
        #expect(History([first, second, both].map(\.record)).clouds.first?.tests.map(\.identity) == [new, old])
    }

    @Test func shown() async throws {
        try await Self.withRuns { runs in
            let records = runs.map(\.record)
            let all = HistorySummary(History(records), last: 3).text()
            try Reference.expect(all, is: "history.txt")
            let one = History(records) { $0 == OutcomeRun.test(1) }
            try Reference.expect(HistorySummary(one, last: 3).text(), is: "history-test.txt")
            try Reference.expect(try HistoryPlot(History(records)).svg(), is: "history.svg")
            try Reference.expect(try HistoryPlot(one).svg(), is: "history-test.svg")
        }
    }

    @Test("The plot is XML, whatever the cloud is called")
    func plot() async throws {
        let run = try await OutcomeRun.make([.passed, .failed], cloud: "<&> \"daisy\"")
        defer { run.remove() }
        for wanted in [0...0, 0...1] {
            let history = History([run.record]) { identity in wanted.contains { OutcomeRun.test($0) == identity } }
            let svg = try HistoryPlot(history).svg()
            #expect(XMLParser(data: Data(svg.utf8)).parse())
        }
        #expect(throws: ReportError.self) { try HistoryPlot(History([run.record]) { _ in false }).svg() }
    }
}
