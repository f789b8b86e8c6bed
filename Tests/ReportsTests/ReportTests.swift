import Conformance
import Foundation
import Testing

@testable import Reports

@Suite("What a report knows of a run")
struct ReportTests {
    @Test func lanesAndPauses() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let timeline = try #require(Timeline(run.report.record))
        // Four tests at first, one that follows in a free lane, three repetitions one after the other.
        #expect(timeline.bars.count == 8)
        #expect(timeline.laneCount == 4)
        #expect(timeline.bars.count { $0.ending == .failed } == 3)
        // Nothing ran from the ninth second to the three hundredth.
        #expect(timeline.breaks.map(\.seconds) == [291])
        #expect(timeline.breaks.map(\.position) == [8])
        #expect(timeline.end == 13)
        let lanes = Dictionary(grouping: timeline.bars, by: \.lane)
        for bars in lanes.values {
            let sorted = bars.sorted { $0.start < $1.start }
            for (earlier, later) in zip(sorted, sorted.dropFirst()) { #expect(earlier.end <= later.start) }
        }
    }

    @Test("What tests waited for is where they waited")
    func waits() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        let timeline = try #require(Timeline(run.report.record))
        func close(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 0.001 }
        let upload = try #require(timeline.bars.first { $0.test == SampleRun.upload })
        let wait = try #require(upload.waits.first)
        #expect(wait.subject == Timeline.Subject(cause: .fixture, name: "small image"))
        #expect(close(wait.start, 0.2) && close(wait.end, 1.8))
        // What held a test back lies before its first try, and before no other.
        let tries = timeline.bars.filter { $0.test == SampleRun.scenario }
        #expect(tries.map(\.waits.count) == [1, 0])
        let hold = try #require(tries.first?.waits.first)
        #expect(hold.subject == Timeline.Subject(cause: .limit, name: "images"))
        #expect(close(hold.start, 0.2) && close(hold.end, 1))

        #expect(timeline.makings.map(\.name) == ["small image", "network <b>"])
        #expect(timeline.makings.map(\.isMade) == [true, false])
        #expect(timeline.makings.map(\.lane) == [0, 1])
        #expect(timeline.waits.map(\.subject.name) == ["small image", "images"])
        #expect(timeline.waits.map(\.tests) == [2, 1])
        #expect(close(timeline.waits.map(\.total)[0], 2.8) && close(timeline.waits.map(\.longest)[0], 1.6))
    }

    @Test(
        "What lies in a break is where the break is",
        arguments: [(5.0, 0.0), (10, 0), (12, 2), (20, 10), (50, 10), (120, 10), (125, 15), (290, 20), (305, 25)]
    )
    func clock(_ time: Double, _ position: Double) throws {
        let clock = try #require(TimelineClock([(10, 20), (12, 15), (120, 130), (300, 310)]))
        #expect(clock.position(time) == position)
        #expect(clock.breaks.map(\.seconds) == [100, 170])
        #expect(clock.breaks.map(\.position) == [10, 20])
    }

    @Test(
        "Weather is one reason, whichever request it befell",
        arguments: [
            (
                "weather: GET http://c/v2/images/1: http://c is unreachable (503)",
                "weather: http://c is unreachable (503)"
            ),
            ("weather: everything", "weather: everything"), ("needs admin rights", "needs admin rights"),
        ]
    )
    func reasons(_ reason: String, _ common: String) {
        #expect(ReasonGroup.common(reason) == common)
    }

    @Test("What a later clean-up removed is not left over")
    func leftovers() async throws {
        let run = try await SampleRun.make()
        defer { run.remove() }
        #expect(run.report.leftovers == ["image fits-image-k3v9q2ab-1: 409 Conflict: in use"])
    }
}
