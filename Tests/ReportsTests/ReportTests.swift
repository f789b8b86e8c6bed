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
