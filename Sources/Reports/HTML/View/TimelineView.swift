import Conformance

/// The time line as an SVG with a bar per try, and what tests waited for as a table.
struct TimelineView {
    let text: String
    let height: Int
    let legend: [LegendView]
    let ticks: [Tick]
    let breaks: [BreakView]
    let makings: [MakingView]
    let bars: [BarView]
    let waiting: [WaitingView]
    let hasWaits: Bool
    let waits: [WaitView]

    struct LegendView {
        let tone: String
        let text: String
    }

    struct Tick {
        let x: String
        let text: String
    }

    struct BreakView {
        let x: String
        let text: String
    }

    struct MakingView {
        let tone: String
        let x: String
        let width: String
        let y: Int
        let waits: String?
        let text: String
    }

    struct BarView {
        let tone: String
        let x: String
        let width: String
        let y: Int
        let row: String
        let waits: String?
        let text: String
    }

    /// The part of a bar in which its test waited.
    struct WaitingView {
        let x: String
        let width: String
        let y: Int
    }

    /// One thing that was waited for; bars that did have its id.
    struct WaitView {
        let id: String
        let text: String
        let tests: String
        let total: String
        let longest: String
    }

    private static let laneHeight = 12

    init(_ timeline: Timeline, rows: RowNames) {
        let end = max(timeline.end, 0.001)
        func x(_ time: Double) -> String { Percentage.text(time / end) }
        func width(_ seconds: Double) -> String { Percentage.text(max(seconds / end, 0.0015)) }
        // A little room between the fixtures and the tests.
        let top = timeline.makingLaneCount == 0 ? 0 : timeline.makingLaneCount * Self.laneHeight + 6
        height = top + timeline.laneCount * Self.laneHeight + 22
        text = Self.text(of: timeline)
        ticks = Self.marks(upTo: end).map { Tick(x: x($0), text: Wording.clock($0)) }
        breaks = timeline.breaks.map {
            BreakView(x: x($0.position), text: "nothing ran for \(Wording.duration($0.seconds))")
        }
        let waits = timeline.waits
        let ids = Dictionary(uniqueKeysWithValues: waits.enumerated().map { ($1.subject, "w\($0 + 1)") })
        makings = timeline.makings.map { making in
            let took = Wording.duration(making.end - making.start)
            return MakingView(
                tone: making.isMade ? "made" : Outcome.failed.tone,
                x: x(making.start),
                width: width(making.end - making.start),
                y: making.lane * Self.laneHeight,
                waits: ids[Timeline.Subject(cause: .fixture, name: making.name)],
                text: "shared fixture \(making.name): \(making.isMade ? "made" : "could not be made") in \(took)"
            )
        }
        bars = timeline.bars.map { bar in
            BarView(
                tone: bar.ending.tone,
                x: x(bar.start),
                width: width(bar.end - bar.start),
                y: top + bar.lane * Self.laneHeight,
                row: rows.row(of: bar.test),
                waits: bar.waits.isEmpty ? nil : bar.waits.compactMap { ids[$0.subject] }.joined(separator: " "),
                text: Self.text(of: bar)
            )
        }
        waiting = timeline.bars.flatMap { bar in
            bar.waits.filter { $0.subject.cause == .fixture }.map { wait in
                WaitingView(x: x(wait.start), width: width(wait.seconds), y: top + bar.lane * Self.laneHeight)
            }
        }
        hasWaits = !waits.isEmpty
        self.waits = waits.map { wait in
            WaitView(
                id: ids[wait.subject] ?? "",
                text: Wording.sentence(wait.subject.phrase),
                tests: Wording.grouped(wait.tests),
                total: Wording.duration(wait.total),
                longest: Wording.duration(wait.longest)
            )
        }
        legend = Self.legend(of: timeline)
    }

    private static func text(of timeline: Timeline) -> String {
        let tests = Set(timeline.bars.map(\.test)).count
        let tries = timeline.bars.count == tests ? "" : " in \(Wording.count(timeline.bars.count, "try", "tries"))"
        let pauses = timeline.breaks.map { Wording.duration($0.seconds) }.joined(separator: ", ")
        let makings = timeline.makings.count
        return "\(Wording.count(tests, "test"))\(tries), up to \(timeline.laneCount) at a time, "
            + "within \(Wording.duration(timeline.end))."
            + (makings == 0 ? "" : " Above them the making of \(Wording.count(makings, "shared fixture")).")
            + (pauses.isEmpty ? "" : " Cut out, since nothing ran: \(pauses).")
    }

    private static func text(of bar: Timeline.Bar) -> String {
        let took = Wording.duration(bar.end - bar.start)
        let number = bar.attempt > 1 ? ", try \(bar.attempt)" : ""
        let waits = bar.waits.map { wait in
            "; \(wait.subject.verb) \(Wording.duration(wait.seconds)) \(wait.subject.object)"
        }
        return "\(bar.test.shortName): \(bar.ending.word), \(took)\(number)\(waits.joined())"
    }

    private static func legend(of timeline: Timeline) -> [LegendView] {
        var legend: [LegendView] = []
        for bar in timeline.bars where !legend.contains(where: { $0.text == bar.ending.word }) {
            legend.append(LegendView(tone: bar.ending.tone, text: bar.ending.word))
        }
        legend.sort { $0.text < $1.text }
        if !timeline.makings.isEmpty { legend.append(LegendView(tone: "made", text: "a shared fixture is made")) }
        if timeline.bars.contains(where: { $0.waits.contains { $0.subject.cause == .fixture } }) {
            legend.append(LegendView(tone: "waiting", text: "the test waits for a fixture"))
        }
        return legend
    }

    /// Four to nine round times.
    private static func marks(upTo end: Double) -> [Double] {
        let steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
        let step = steps.first { end / $0 < 6 } ?? 7200
        return stride(from: 0, to: end * 0.96, by: step).map { $0 }
    }
}

extension Timeline.Subject {
    /// What it is, as a noun phrase.
    fileprivate var phrase: String {
        switch cause {
        case .fixture: "the shared fixture \(name)"
        case .limit: "the limit \(name), before the test could start"
        }
    }

    fileprivate var verb: String {
        switch cause {
        case .fixture: "waited"
        case .limit: "held back"
        }
    }

    fileprivate var object: String {
        switch cause {
        case .fixture: "for \(name)"
        case .limit: "by the limit \(name)"
        }
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
