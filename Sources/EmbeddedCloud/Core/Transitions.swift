import Synchronization

/// What happens by itself after a while: a server becomes active, a volume is deleted.
///
/// Nothing runs in the background. Before a request is answered, everything that is due by the cloud's clock happens, in
/// the order it is due; what that starts anew is dated from when it was due, not from when somebody looked. To a client
/// this cannot be told from a cloud that works all the time, and a test that moves the clock sees every step.
final class Transitions: Sendable {
    /// Something that happens at a time.
    typealias Step = @Sendable (_ now: Timestamp) async -> Void

    private struct Entry {
        var due: Timestamp
        /// Of two that are due at the same time the one asked for first comes first.
        var number: Int
        var step: Step
    }

    private struct State {
        /// Sorted, the next one last.
        var entries: [Entry] = []
        var count = 0
    }

    private let state = Mutex(State())
    private let clock: CloudClock
    private let pace: Pace

    init(clock: CloudClock, pace: Pace) {
        self.clock = clock
        self.pace = pace
    }

    /// Has a step happen after as long as the pace says that this kind of transition takes.
    ///
    /// - Parameters:
    ///   - transition: what happens, as the pace's table has it: the service and the action, `compute.server.build`.
    ///   - start: when it began; the present unless it began within another step.
    ///   - step: happens once, at its time or when somebody looks for the first time after that.
    func after(_ transition: String, from start: Timestamp? = nil, _ step: @escaping Step) {
        at((start ?? clock.now).adding(microseconds: pace.duration(of: transition)), step)
    }

    /// Has a step happen at a time.
    func at(_ due: Timestamp, _ step: @escaping Step) {
        state.withLock { state in
            state.count += 1
            let entry = Entry(due: due, number: state.count, step: step)
            let index = state.entries.firstIndex { ($0.due, $0.number) < (due, entry.number) }
            state.entries.insert(entry, at: index ?? state.entries.endIndex)
        }
    }

    /// Lets everything happen that is due.
    func settle() async {
        while let next = next(until: clock.now) { await next.step(next.due) }
    }

    private func next(until now: Timestamp) -> Entry? {
        state.withLock { state in
            guard let last = state.entries.last, last.due <= now else { return nil }
            return state.entries.popLast()
        }
    }
}
