import Conformance
import Foundation

/// When each try of each test ran, in lanes that run side by side, and what it waited for.
///
/// Times are in seconds from the beginning of the first try. Where nothing ran for long, because a run was taken up
/// again later, the time is cut out.
struct Timeline {
    /// One try of a test.
    struct Bar {
        let test: TestIdentity
        /// From 1.
        let attempt: Int
        let start: Double
        let end: Double
        /// From 0.
        let lane: Int
        let ending: Ending
        /// What it waited for while it ran, and before it could begin, in the order in which the waits ended.
        let waits: [Wait]
    }

    /// How a try ended.
    enum Ending: Hashable {
        /// With the test's outcome.
        case outcome(Outcome)
        /// With a failure, so that the test was repeated.
        case failed
        /// By weather, so that the test was tried again.
        case weather
    }

    /// A time in which a test waited.
    struct Wait {
        let subject: Subject
        let start: Double
        let end: Double

        var seconds: Double { end - start }
    }

    /// What tests wait for.
    struct Subject: Hashable {
        let cause: TestWait.Cause
        let name: String
    }

    /// The making of a shared fixture.
    struct Making {
        let name: String
        let isMade: Bool
        let start: Double
        let end: Double
        /// From 0, apart from those of the bars.
        let lane: Int
    }

    let bars: [Bar]
    let makings: [Making]
    /// Time that was cut out.
    let breaks: [TimelineClock.Break]
    let laneCount: Int
    let makingLaneCount: Int
    /// Where the last try ended.
    let end: Double

    /// Reads the tries from a run's journal; `nil` when no try has come to an end.
    ///
    /// A try without an end, which the end of the process cut off, has no bar.
    init?(_ record: RunRecord) {
        var reading = TimelineReading()
        for (date, event) in record.timeline { reading.take(event, at: date.timeIntervalSinceReferenceDate) }
        let tries = reading.tries.sorted { ($0.start, $0.test) < ($1.start, $1.test) }
        guard let clock = TimelineClock(tries.map { ($0.start, $0.end) }) else { return nil }
        var lanes = Lanes()
        bars = tries.map { attempt in
            let (start, end) = (clock.position(attempt.start), clock.position(attempt.end))
            return Bar(
                test: attempt.test,
                attempt: attempt.number,
                start: start,
                end: end,
                lane: lanes.take(from: start, to: end),
                ending: attempt.ending,
                waits: attempt.waits.map { wait in
                    Wait(
                        subject: Subject(cause: wait.told.cause, name: wait.told.name),
                        start: clock.position(wait.end - wait.told.seconds),
                        end: clock.position(wait.end)
                    )
                }
            )
        }
        var makingLanes = Lanes()
        makings = reading.makings.sorted { $0.start < $1.start }.map { making in
            let (start, end) = (clock.position(making.start), clock.position(making.end))
            return Making(
                name: making.name,
                isMade: making.isMade,
                start: start,
                end: end,
                lane: makingLanes.take(from: start, to: end)
            )
        }
        breaks = clock.breaks
        laneCount = lanes.count
        makingLaneCount = makingLanes.count
        end = bars.map(\.end).max() ?? 0
    }

    /// Everything that was waited for, longest in all first.
    var waits: [(subject: Subject, tests: Int, total: Double, longest: Double)] {
        let waits = bars.flatMap { bar in bar.waits.map { (test: bar.test, wait: $0) } }
        return Dictionary(grouping: waits, by: \.wait.subject)
            .map { subject, waits in
                (
                    subject: subject,
                    tests: Set(waits.map(\.test)).count,
                    total: waits.map(\.wait.seconds).reduce(0, +),
                    longest: waits.map(\.wait.seconds).max() ?? 0
                )
            }
            .sorted { ($1.total, $0.subject.name) < ($0.total, $1.subject.name) }
    }
}

/// Puts what takes time into lanes, so that nothing covers anything else.
private struct Lanes {
    private var ends: [Double] = []

    var count: Int { ends.count }

    /// The first lane that is free.
    mutating func take(from start: Double, to end: Double) -> Int {
        // An end is written a moment after the next test has begun in its place.
        let overlap = 0.01
        if let free = ends.firstIndex(where: { $0 <= start + overlap }) {
            ends[free] = end
            return free
        }
        ends.append(end)
        return ends.count - 1
    }
}
