import Conformance

/// The time line as an SVG with a bar per try.
struct TimelineView {
    let text: String
    let height: Int
    let ticks: [Tick]
    let breaks: [BreakView]
    let bars: [BarView]

    struct Tick {
        let x: String
        let text: String
    }

    struct BreakView {
        let x: String
        let text: String
    }

    struct BarView {
        let tone: String
        let x: String
        let width: String
        let y: Int
        let row: String
        let text: String
    }

    private static let laneHeight = 12

    init(_ timeline: Timeline, rows: RowNames) {
        let end = max(timeline.end, 0.001)
        height = timeline.laneCount * Self.laneHeight + 22
        let tests = Set(timeline.bars.map(\.test)).count
        let tries = timeline.bars.count == tests ? "" : " in \(Wording.count(timeline.bars.count, "try", "tries"))"
        let pauses = timeline.breaks.map { Wording.duration($0.seconds) }.joined(separator: ", ")
        text =
            "\(Wording.count(tests, "test"))\(tries), up to \(timeline.laneCount) at a time, "
            + "within \(Wording.duration(timeline.end))."
            + (pauses.isEmpty ? "" : " Cut out, since nothing ran: \(pauses).")
        ticks = Self.marks(upTo: end).map { Tick(x: Percentage.text($0 / end), text: Wording.clock($0)) }
        breaks = timeline.breaks.map {
            BreakView(x: Percentage.text($0.position / end), text: "nothing ran for \(Wording.duration($0.seconds))")
        }
        bars = timeline.bars.map { bar in
            let took = Wording.duration(bar.end - bar.start)
            let number = bar.attempt > 1 ? ", try \(bar.attempt)" : ""
            return BarView(
                tone: bar.ending.tone,
                x: Percentage.text(bar.start / end),
                width: Percentage.text(max((bar.end - bar.start) / end, 0.0015)),
                y: bar.lane * Self.laneHeight,
                row: rows.row(of: bar.test),
                text: "\(bar.test.shortName): \(bar.ending.word), \(took)\(number)"
            )
        }
    }

    /// Four to nine round times.
    private static func marks(upTo end: Double) -> [Double] {
        let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
        let step = steps.first { end / $0 < 6 } ?? 7200
        return stride(from: 0, to: end * 0.96, by: step).map { $0 }
    }
}

extension Timeline.Ending {
    fileprivate var tone: String {
        switch self {
        // The try that made the test flaky is the one that passed.
        case .outcome(.flaky): Outcome.passed.tone
        case .outcome(let outcome): outcome.tone
        case .failed: Outcome.flaky.tone
        case .weather: Outcome.notRun.tone
        }
    }

    fileprivate var word: String {
        switch self {
        case .outcome(.flaky): "passed when repeated"
        case .outcome(let outcome): outcome.word
        case .failed: "failed, repeated later"
        case .weather: "ended by weather, tried again"
        }
    }
}
