/// Time from the beginning of the first try on, without the pauses of a run that was taken up again.
struct TimelineClock {
    /// Time that was cut out.
    struct Break {
        /// Where it was.
        let position: Double
        /// How long it was.
        let seconds: Double
    }

    let breaks: [Break]
    private let first: Double
    /// When the breaks began.
    private let pauses: [Double]

    /// Nothing ran for longer than this many seconds: a break.
    private static let longestPause: Double = 60

    /// A clock for what began and ended at these times, in the order of beginnings; `nil` when there is nothing.
    init?(_ spans: [(start: Double, end: Double)]) {
        guard let first = spans.first?.start else { return nil }
        var breaks: [Break] = []
        var pauses: [Double] = []
        var removed = first
        var latest = first
        for span in spans {
            let pause = span.start - latest
            if pause > Self.longestPause {
                breaks.append(Break(position: latest - removed, seconds: pause))
                pauses.append(latest)
                removed += pause
            }
            latest = max(latest, span.end)
        }
        self.first = first
        self.breaks = breaks
        self.pauses = pauses
    }

    /// Where a time is; what lies in a break is where the break is, what lies before the first try at its beginning.
    func position(_ time: Double) -> Double {
        var position = time - first
        for (pause, cut) in zip(pauses, breaks) where time > pause { position -= min(cut.seconds, time - pause) }
        return max(0, position)
    }
}
