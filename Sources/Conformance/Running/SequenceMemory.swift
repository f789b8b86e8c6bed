import Synchronization

/// What the tests of one sequence hand on to each other; each walk through the sequence has its own.
public final class SequenceMemory: Sendable {
    private let kept = Mutex<(any Sendable)?>(nil)

    init() {}

    /// What the sequence's tests share; made when the first of them asks.
    public func value<Value: Sendable>(_ make: () -> Value) -> Value {
        kept.withLock { kept in
            if let value = kept as? Value { return value }
            let value = make()
            kept = value
            return value
        }
    }
}
