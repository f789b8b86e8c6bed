import Conformance

/// The tries and makings that the events of a journal tell; times are those of the journal.
struct TimelineReading {
    struct Try {
        let test: TestIdentity
        let number: Int
        let start: Double
        let end: Double
        let ending: Timeline.Ending
        let waits: [Wait]
    }

    struct Wait {
        let told: TestWait
        let end: Double
    }

    struct Making {
        let name: String
        let isMade: Bool
        let start: Double
        let end: Double
    }

    private struct Begun {
        let start: Double
        let number: Int
        var waits: [Wait]
    }

    /// Every try that came to an end.
    private(set) var tries: [Try] = []
    private(set) var makings: [Making] = []
    private var begun: [TestIdentity: Begun] = [:]
    /// Waits that were over before the test began.
    private var held: [TestIdentity: [Wait]] = [:]

    mutating func take(_ event: RunEvent, at time: Double) {
        switch event {
        case .testStarted(let test, let attempt):
            // A run that is taken up again starts over with the first try; what it cut off has no end.
            if begun[test]?.number == attempt - 1 { end(test, time, .weather) }
            begun[test] = Begun(start: time, number: attempt, waits: held.removeValue(forKey: test) ?? [])
        case .testWaited(let told):
            let wait = Wait(told: told, end: time)
            if told.cause == .limit {
                held[told.test, default: []].append(wait)
            } else {
                begun[told.test]?.waits.append(wait)
            }
        case .fixtureEnded(let making):
            makings.append(
                Making(name: making.name, isMade: making.isMade, start: time - making.seconds, end: time)
            )
        case .testWillRepeat(let result): end(result.identity, time, .failed)
        case .testFinished(let result): end(result.identity, time, .outcome(result.outcome))
        default: break
        }
    }

    private mutating func end(_ test: TestIdentity, _ time: Double, _ ending: Timeline.Ending) {
        guard let start = begun.removeValue(forKey: test) else { return }
        tries.append(
            Try(
                test: test,
                number: start.number,
                start: start.start,
                end: max(time, start.start),
                ending: ending,
                waits: start.waits
            )
        )
    }
}
