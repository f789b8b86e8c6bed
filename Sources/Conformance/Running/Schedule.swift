/// Decides which waiting test may start next, under the limits.
///
/// A test takes all it needs at once when it starts, so tests cannot wait for each other in a circle.
struct Schedule {
    private var waiting: [ConformanceTest]
    private let amounts: [ResourceLimit: Int]
    private var available: [ResourceLimit: Int]
    private var freePlaces: Int

    /// A schedule of tests in the order they should start.
    init(_ tests: [ConformanceTest], concurrency: Int, limits: [String: Int]) {
        waiting = tests
        freePlaces = max(1, concurrency)
        let all = Set(tests.flatMap(\.usage.keys)).map { ($0, max(1, limits[$0.name] ?? $0.amount)) }
        amounts = Dictionary(uniqueKeysWithValues: all)
        available = amounts
    }

    var isEmpty: Bool { waiting.isEmpty }

    /// The first waiting test that what is free suffices for; `nil` when all must wait.
    mutating func next() -> ConformanceTest? {
        guard freePlaces > 0 else { return nil }
        let stillUsed = Set(waiting.flatMap(\.usage.keys))
        guard let index = waiting.firstIndex(where: { fits($0) && $0.usesUp.isDisjoint(with: stillUsed) }) else {
            return nil
        }
        let test = waiting.remove(at: index)
        freePlaces -= 1
        for (limit, amount) in test.usage { available[limit, default: 0] -= share(amount, of: limit) }
        return test
    }

    /// A test has ended: its place is free.
    mutating func ended() { freePlaces += 1 }

    /// What a test had is removed: others may use as much.
    mutating func released(_ test: ConformanceTest) {
        for (limit, amount) in test.usage { available[limit, default: 0] += share(amount, of: limit) }
    }

    private func fits(_ test: ConformanceTest) -> Bool {
        test.usage.allSatisfy { limit, amount in available[limit, default: 0] >= share(amount, of: limit) }
    }

    /// A test that wants more than there is takes all there is, else it would never start.
    private func share(_ amount: Int, of limit: ResourceLimit) -> Int { min(amount, amounts[limit] ?? amount) }
}
