/// How much there is of what tests use at the same time.
struct LimitAmounts: Sendable {
    /// How many tests run at the same time where limits have their usual amounts.
    private static let usualConcurrency = 4

    /// What the user said, by the limits' names.
    var stated: [String: Int] = [:]
    /// How many tests run at the same time.
    var concurrency: Int = Self.usualConcurrency
    /// How much of its quotas the project has left; of one that is missing, enough.
    var room: [Quota: Int] = [:]

    /// How much there is: what the user said; else more where more tests run at the same time, and less where quotas
    /// leave less than usual.
    ///
    /// It is at least one: a test that finds no room then says so itself.
    func amount(of limit: ResourceLimit) -> Int {
        if let stated = stated[limit.name] { return max(1, stated) }
        let wanted = max(limit.amount, min(limit.most, limit.amount * concurrency / Self.usualConcurrency))
        let possible = limit.quotas.compactMap { quota in
            room[quota].map { limit.amount * max(0, $0 - quota.shared) / quota.usual }
        }
        return max(1, min(wanted, possible.min() ?? wanted))
    }
}
