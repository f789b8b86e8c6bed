import Synchronization

/// One walk through the tests of a sequence, which share what they make and what they know.
final class SequenceWalk: Sendable {
    /// The tests in their order.
    let tests: [ConformanceTest]
    /// Those whose outcome counts; the others run because these follow them.
    let counted: Set<TestIdentity>
    let memory = SequenceMemory()
    /// What the tests make is removed when the walk is over.
    let resources: ResourceLedger
    /// Exchanges of tests that do not count: evidence of the next that does.
    private let uncounted = Mutex<[Int]>([])

    init(_ tests: [ConformanceTest], counted: Set<TestIdentity>, preparation: RunPreparation) {
        self.tests = tests
        self.counted = counted
        let owner = tests.last { counted.contains($0.identity) }
        resources = ResourceLedger(owner: owner?.identity, preparation: preparation)
    }

    func keep(_ exchanges: [Int]) { uncounted.withLock { $0 += exchanges } }

    func takeUncounted() -> [Int] {
        uncounted.withLock { exchanges in
            defer { exchanges = [] }
            return exchanges
        }
    }
}
