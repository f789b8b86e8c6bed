import Conformance
import Foundation

/// When each try of each test ran, in lanes that run side by side.
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

    /// Time that was cut out.
    struct Break {
        /// Where it was.
        let position: Double
        /// How long it was.
        let seconds: Double
    }

    let bars: [Bar]
    let breaks: [Break]
    let laneCount: Int
    /// Where the last try ended.
    let end: Double

    /// Nothing ran for longer than this many seconds: a break.
    private static let longestPause: Double = 60

    /// Reads the tries from a run's journal; `nil` when no try has come to an end.
    ///
    /// A try without an end, which the end of the process cut off, has no bar.
    init?(_ record: RunRecord) {
        var tries = Self.tries(record)
        guard let first = tries.first?.start else { return nil }
        var breaks: [Break] = []
        var removed = first
        var latest = first
        for index in tries.indices {
            let pause = tries[index].start - latest
            if pause > Self.longestPause {
                breaks.append(Break(position: latest - removed, seconds: pause))
                removed += pause
            }
            latest = max(latest, tries[index].end)
            tries[index].start -= removed
            tries[index].end -= removed
        }
        // An end is written a moment after the next test has begun in its place.
        let overlap = 0.01
        var ends: [Double] = []
        bars = tries.map { attempt in
            let free = ends.firstIndex { $0 <= attempt.start + overlap }
            if let free { ends[free] = attempt.end } else { ends.append(attempt.end) }
            return Bar(
                test: attempt.test,
                attempt: attempt.number,
                start: attempt.start,
                end: attempt.end,
                lane: free ?? ends.count - 1,
                ending: attempt.ending
            )
        }
        self.breaks = breaks
        laneCount = ends.count
        end = bars.map(\.end).max() ?? 0
    }

    private struct Try {
        let test: TestIdentity
        let number: Int
        var start: Double
        var end: Double
        let ending: Ending
    }

    /// Every try that came to an end, in the order of beginnings.
    private static func tries(_ record: RunRecord) -> [Try] {
        var begun: [TestIdentity: (at: Double, number: Int)] = [:]
        var tries: [Try] = []
        func end(_ test: TestIdentity, _ time: Double, _ ending: Ending) {
            guard let start = begun.removeValue(forKey: test) else { return }
            let end = max(time, start.at)
            tries.append(Try(test: test, number: start.number, start: start.at, end: end, ending: ending))
        }
        for (date, event) in record.timeline {
            let time = date.timeIntervalSinceReferenceDate
            switch event {
            case .testStarted(let test, let attempt):
                // A run that is taken up again starts over with the first try; what it cut off has no end.
                if begun[test]?.number == attempt - 1 { end(test, time, .weather) }
                begun[test] = (time, attempt)
            case .testWillRepeat(let result): end(result.identity, time, .failed)
            case .testFinished(let result): end(result.identity, time, .outcome(result.outcome))
            default: break
            }
        }
        return tries.sorted { ($0.start, $0.test) < ($1.start, $1.test) }
    }
}
