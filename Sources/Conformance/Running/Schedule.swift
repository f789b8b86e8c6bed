/// Decides which waiting test may start next, under the limits.
///
/// A test takes all it needs at once when it starts, so tests cannot wait for each other in a circle.
struct Schedule {
    /// A test whose turn it is.
    struct Start {
        let test: ConformanceTest
        /// What kept it from starting earlier, although there was a place; `nil` for most.
        let hold: Hold?
    }

    /// What keeps a test from starting although there is a place.
    struct Hold {
        let since: ContinuousClock.Instant
        /// The limits that were exhausted when it began, by name.
        let limits: [String]
    }

    private struct Waiting {
        let test: ConformanceTest
        var hold: Hold?
    }

    private var waiting: [Waiting]
    private let amounts: [ResourceLimit: Int]
    private var available: [ResourceLimit: Int]
    private var freePlaces: Int

    /// A schedule of tests in the order they should start.
    init(_ tests: [ConformanceTest], limits: LimitAmounts) {
        waiting = tests.map { Waiting(test: $0) }
        freePlaces = max(1, limits.concurrency)
        let all = Set(tests.flatMap(\.usage.keys)).map { ($0, limits.amount(of: $0)) }
        amounts = Dictionary(uniqueKeysWithValues: all)
        available = amounts
    }

    var isEmpty: Bool { waiting.isEmpty }

    /// The first waiting test that what is free suffices for; `nil` when all must wait.
    mutating func next(at now: ContinuousClock.Instant = .now) -> Start? {
        guard freePlaces > 0 else { return nil }
        let stillUsed = Set(waiting.flatMap(\.test.usage.keys))
        let index = waiting.firstIndex { fits($0.test) && $0.test.usesUp.isDisjoint(with: stillUsed) }
        for passedOver in waiting[..<(index ?? waiting.endIndex)].indices where waiting[passedOver].hold == nil {
            let limits = limits(against: waiting[passedOver].test, stillUsed: stillUsed)
            waiting[passedOver].hold = Hold(since: now, limits: limits)
        }
        guard let index else { return nil }
        let next = waiting.remove(at: index)
        freePlaces -= 1
        for (limit, amount) in next.test.usage { available[limit, default: 0] -= share(amount, of: limit) }
        return Start(test: next.test, hold: next.hold)
    }

    /// A test has ended: its place is free.
    mutating func ended() { freePlaces += 1 }

    /// What a test had is removed: others may use as much.
    mutating func released(_ test: ConformanceTest) {
        for (limit, amount) in test.usage { available[limit, default: 0] += share(amount, of: limit) }
    }

    private func fits(_ test: ConformanceTest) -> Bool {
        test.usage.allSatisfy { limit, amount in has(amount, of: limit) }
    }

    private func has(_ amount: Int, of limit: ResourceLimit) -> Bool {
        available[limit, default: 0] >= share(amount, of: limit)
    }

    /// What a test cannot start for.
    private func limits(against test: ConformanceTest, stillUsed: Set<ResourceLimit>) -> [String] {
        let exhausted = test.usage.filter { limit, amount in !has(amount, of: limit) }.map(\.key)
        return Set(exhausted).union(test.usesUp.intersection(stillUsed)).map(\.name).sorted()
    }

    /// A test that wants more than there is takes all there is, else it would never start.
    private func share(_ amount: Int, of limit: ResourceLimit) -> Int { min(amount, amounts[limit] ?? amount) }
}
