import Conformance
import Foundation

/// When each try of each test ran, in lanes that run side by side.
///
/// Times are in seconds from the beginning of the first try. Where nothing ran for long, because a run was taken up
/// again later, the time is cut out.
struct Timeline {
    /// One try of a test.
    struct Bar {
        let result: TestResult
        /// From 1.
        let attempt: Int
        let start: Double
        let end: Double
        /// From 0.
        let lane: Int
        /// Whether the try failed and the test was repeated.
        let isRepeated: Bool
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
        var ends: [Double] = []
        bars = tries.map { attempt in
            let free = ends.firstIndex { $0 <= attempt.start }
            if let free { ends[free] = attempt.end } else { ends.append(attempt.end) }
            return Bar(
                result: attempt.result,
                attempt: attempt.number,
                start: attempt.start,
                end: attempt.end,
                lane: free ?? ends.count - 1,
                isRepeated: attempt.isRepeated
            )
        }
        self.breaks = breaks
        laneCount = ends.count
        end = bars.map(\.end).max() ?? 0
    }

    private struct Try {
        let result: TestResult
        let number: Int
        var start: Double
        var end: Double
        let isRepeated: Bool
    }

    /// Every try that came to an end, in the order of beginnings.
    private static func tries(_ record: RunRecord) -> [Try] {
        var begun: [TestIdentity: (at: Double, number: Int)] = [:]
        var tries: [Try] = []
        func end(_ result: TestResult, _ time: Double, isRepeated: Bool) {
            guard let start = begun.removeValue(forKey: result.identity) else { return }
            tries.append(
                Try(
                    result: result,
                    number: start.number,
                    start: start.at,
                    end: max(time, start.at),
                    isRepeated: isRepeated
                )
            )
        }
        for (date, event) in record.timeline {
            let time = date.timeIntervalSinceReferenceDate
            switch event {
            case .testStarted(let test, let attempt): begun[test] = (time, attempt)
            case .testWillRepeat(let result): end(result, time, isRepeated: true)
            case .testFinished(let result): end(result, time, isRepeated: false)
            default: break
            }
        }
        return tries.sorted { ($0.start, $0.result.identity) < ($1.start, $1.result.identity) }
    }
}
