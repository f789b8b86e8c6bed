import Synchronization

/// How long waits of each kind usually take in this run, and so how often it is worth asking.
final class UsualWaits: Sendable {
    private let usual = Mutex<[String: Duration]>([:])

    /// The pauses between the questions of a wait; of no kind for a wait that is like no other.
    func rhythm(of kind: String?) -> Rhythm {
        guard let kind else { return Rhythm(first: .zero, then: .milliseconds(20)) }
        guard let usual = usual.withLock({ $0[kind] }) else { return Rhythm(first: .zero, then: .milliseconds(50)) }
        // There is little use in asking much before the usual time.
        return Rhythm(first: usual * 0.75, then: max(usual * 0.25, .milliseconds(5)))
    }

    /// Takes in how long a wait took, the newest weighing half.
    func took(_ duration: Duration, _ kind: String?) {
        guard let kind else { return }
        usual.withLock { usual in
            usual[kind] = usual[kind].map { ($0 + duration) / 2 } ?? duration
        }
    }
}

/// Pauses that grow by half each time, up to two seconds.
struct Rhythm: Sendable {
    private var upcoming: Duration
    private var following: Duration

    init(first: Duration, then second: Duration) {
        upcoming = first
        following = second
    }

    /// How long to rest before asking again.
    mutating func next() -> Duration {
        defer { (upcoming, following) = (following, min(following * 3 / 2, .seconds(2))) }
        return upcoming
    }
}
