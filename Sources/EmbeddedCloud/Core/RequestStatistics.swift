import Synchronization

/// Counts requests, and the time during which at least one was being answered.
final class RequestStatistics: Sendable {
    private struct Counts {
        var served = 0
        var failed = 0
        var active = 0
        var busySince: ContinuousClock.Instant?
        var busy: Duration = .zero
    }

    private let counts = Mutex(Counts())

    func began() {
        let now = ContinuousClock.now
        counts.withLock { counts in
            counts.active += 1
            if counts.active == 1 { counts.busySince = now }
        }
    }

    func ended(status: Int) {
        let now = ContinuousClock.now
        counts.withLock { counts in
            counts.active -= 1
            counts.served += 1
            if status >= 500 { counts.failed += 1 }
            if counts.active == 0, let since = counts.busySince {
                counts.busy += now - since
                counts.busySince = nil
            }
        }
    }

    var snapshot: EmbeddedCloud.Statistics {
        let now = ContinuousClock.now
        return counts.withLock { counts in
            let busy = counts.busy + (counts.busySince.map { now - $0 } ?? .zero)
            let parts = busy.components
            return EmbeddedCloud.Statistics(
                requests: counts.served,
                busySeconds: Double(parts.seconds) + Double(parts.attoseconds) / 1e18,
                serverErrors: counts.failed
            )
        }
    }
}
