import OpenStack

/// One thing that is lent, or idle.
struct Loan: Sendable {
    let fixture: String
    let value: any Sendable
    /// What made it.
    let exchanges: [Int]
    let resources: ResourceLedger
}

/// The fixtures of a run.
actor FixtureStore {
    private enum State {
        /// One test is making it, others wait and look again when it is done.
        case making(waiting: [CheckedContinuation<Void, Never>])
        case ready(any Sendable, exchanges: [Int])
        /// It could not be made; nobody tries again before ``forgetFailures()``.
        case failed(any Error, exchanges: [Int])
    }

    private var states: [String: State] = [:]
    private var made: [FixtureRemoval.Fixture] = []
    /// The fixtures that a fixture was made with, by what has its resources.
    private var uses: [ObjectIdentifier: Set<String>] = [:]
    private var idle: [String: [Loan]] = [:]

    /// The fixture's value, made for the first test that asks while the others wait.
    ///
    /// The exchanges that made it become evidence of every test that gets it. A test that had to wait for it tells so.
    func value<Value: Sendable>(of fixture: SharedFixture<Value>, for test: TestContext) async throws -> Value {
        if test.resources.owner == nil { uses[ObjectIdentifier(test.resources), default: []].insert(fixture.name) }
        switch states[fixture.name] {
        case .ready, .failed: return try await result(of: fixture, for: test)
        case .making, nil: break
        }
        let start = ContinuousClock.now
        func tell() async {
            // What a fixture waits for while it is made is part of its making.
            guard let owner = test.resources.owner else { return }
            let seconds = (.now - start).seconds
            let wait = TestWait(test: owner, cause: .fixture, name: fixture.name, seconds: seconds)
            await test.environment.events.emit(.testWaited(wait: wait))
        }
        do {
            let value = try await result(of: fixture, for: test)
            await tell()
            return value
        } catch {
            await tell()
            throw error
        }
    }

    private func result<Value: Sendable>(of fixture: SharedFixture<Value>, for test: TestContext) async throws -> Value
    {
        while true {
            switch states[fixture.name] {
            case .ready(let value, let exchanges):
                test.evidence.adopt(exchanges)
                guard let value = value as? Value else {
                    preconditionFailure("two fixtures are called \(fixture.name)")
                }
                return value
            case .failed(let error, let exchanges):
                test.evidence.adopt(exchanges)
                throw error
            case .making(let waiting):
                await withCheckedContinuation { continuation in
                    states[fixture.name] = .making(waiting: waiting + [continuation])
                }
            case nil:
                return try await make(fixture, for: test)
            }
        }
    }

    private func make<Value: Sendable>(_ fixture: SharedFixture<Value>, for test: TestContext) async throws -> Value {
        states[fixture.name] = .making(waiting: [])
        let resources = ResourceLedger(owner: nil, preparation: test.environment.preparation)
        let context = TestContext(environment: test.environment, resources: resources)
        let start = ContinuousClock.now
        func tell(isMade: Bool) async {
            let making = FixtureMaking(name: fixture.name, seconds: (.now - start).seconds, isMade: isMade)
            await test.environment.events.emit(.fixtureEnded(making: making))
        }
        defer { made.append(removable(fixture.name, resources)) }
        do {
            let value = try await Self.made(by: fixture.make, in: context)
            test.evidence.adopt(context.evidence.numbers)
            finish(fixture.name, .ready(value, exchanges: context.evidence.numbers))
            await tell(isMade: true)
            return value
        } catch {
            test.evidence.adopt(context.evidence.numbers)
            // What there is of it goes with the test: left until the end it would be in the way of tests that count.
            test.resources.take(over: resources)
            // Weather and cancellation are no property of the fixture: whoever waits for it tries again.
            let isPassing = error is CancellationError || (error as? CloudError)?.transportError != nil
            finish(fixture.name, isPassing ? nil : .failed(error, exchanges: context.evidence.numbers))
            await tell(isMade: false)
            throw error
        }
    }

    /// What a fixture's maker makes; every check in it must hold.
    private static func made<Value: Sendable>(
        by make: @Sendable (TestContext) async throws -> Value,
        in context: TestContext
    ) async throws -> Value {
        do {
            let value = try await make(context)
            guard context.failures.isEmpty else { throw TestStopped() }
            return value
        } catch is TestStopped {
            // What a check found is the reason, not that the check ended the making.
            throw FixtureFailure(failures: context.failures)
        }
    }

    private func finish(_ name: String, _ end: State?) {
        guard case .making(let waiting) = states[name] else { return }
        states[name] = end
        for continuation in waiting { continuation.resume() }
    }

    /// One that is idle, or a new one; what made it becomes evidence of the test.
    func lend<Value: Sendable>(_ fixture: LentFixture<Value>, to test: TestContext) async throws -> Loan {
        if let loan = idle[fixture.name]?.popLast() {
            test.evidence.adopt(loan.exchanges)
            return loan
        }
        let resources = ResourceLedger(owner: nil, preparation: test.environment.preparation)
        let context = TestContext(environment: test.environment, resources: resources)
        do {
            let value = try await Self.made(by: fixture.make, in: context)
            let exchanges = context.evidence.numbers
            test.evidence.adopt(exchanges)
            return Loan(fixture: fixture.name, value: value, exchanges: exchanges, resources: resources)
        } catch {
            test.evidence.adopt(context.evidence.numbers)
            // Not worth lending: it goes with what the test itself made.
            test.resources.take(over: resources)
            throw error
        }
    }

    /// Takes back what a test leaves as it was.
    func takeBack(_ loans: [Loan]) {
        for loan in loans { idle[loan.fixture, default: []].append(loan) }
    }

    /// Lets fixtures that could not be made be tried once more: for the repetition of failed tests.
    func forgetFailures() {
        states = states.filter { _, state in
            if case .failed = state { false } else { true }
        }
    }

    /// Removes every fixture, and what was lent, so many at the same time.
    ///
    /// - Returns: what could not be removed.
    func removeAll(width: Int) async -> [String] {
        let loans = idle.values.joined().map { removable($0.fixture, $0.resources) }
        let removal = FixtureRemoval(made + loans)
        (made, idle, uses) = ([], [:], [:])
        return await removal.run(width: width)
    }

    private func removable(_ name: String, _ resources: ResourceLedger) -> FixtureRemoval.Fixture {
        FixtureRemoval.Fixture(name: name, resources: resources, uses: uses[ObjectIdentifier(resources)] ?? [])
    }
}

/// Thrown to every test that shares a fixture whose own checks did not hold.
struct FixtureFailure: Error {
    let failures: [Failure]
}
