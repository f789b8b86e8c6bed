import Foundation
import OpenStack

/// Walks a plan: starts tests under the limits, repeats what failed, removes what was made.
struct Runner {
    let plan: Plan
    let environment: RunEnvironment
    let limits: LimitAmounts

    /// What a child task of the run brings back.
    private enum Work: Sendable {
        case tested(ConformanceTest, TestAttempt, tries: Int)
        /// A test of a sequence; `at` is its place in the walk.
        case walked(SequenceWalk, at: Int, TestAttempt, tries: Int)
        case cleanedUp(ConformanceTest, leftovers: [String])
    }

    /// What is known while the tests run.
    private struct Progress {
        var results: [TestIdentity: TestResult] = [:]
        var failed: [(test: ConformanceTest, result: TestResult)] = []
        var leftovers: [String] = []
    }

    /// Runs every test of the plan.
    ///
    /// When its task is cancelled no further test is started, and what was made is removed all the same.
    ///
    /// - Returns: every result, and what could not be removed.
    func run() async -> (results: [TestResult], leftovers: [String]) {
        var progress = Progress()
        for result in plan.skipped {
            progress.results[result.identity] = result
            await environment.events.emit(.testFinished(result: result))
        }
        await runAll(&progress)
        await repeatFailed(&progress)
        let leftovers = await Self.sheltered { [environment, limits] in
            await environment.fixtures.removeAll(width: limits.concurrency)
        }
        return (Array(progress.results.values), progress.leftovers + leftovers)
    }

    // MARK: - The first pass

    private func runAll(_ progress: inout Progress) async {
        var schedule = Schedule(plan.starters, limits: limits)
        // By sequence: the test that was started for it.
        var leads: [String: ConformanceTest] = [:]
        await withTaskGroup(of: Work.self) { group in
            func startWhatFits() {
                while !Task.isCancelled, let start = schedule.next() {
                    let wait = TestWait(start, until: .now)
                    let walk = walk(from: start.test)
                    if let sequence = start.test.place?.sequence { leads[sequence] = start.test }
                    group.addTask(name: start.test.identity.name) {
                        if let wait { await environment.events.emit(.testWaited(wait: wait)) }
                        guard let walk else { return await tried(start.test) }
                        return await step(walk, at: 0)
                    }
                }
            }
            startWhatFits()
            while let work = await group.next() {
                switch work {
                case .tested(let test, let attempt, let tries):
                    schedule.ended()
                    await take(test, attempt, tries: tries, into: &progress)
                    // Off the critical path: the next test need not wait for this one's resources to go.
                    group.addTask(name: "clean-up of \(test.identity.name)") {
                        .cleanedUp(test, leftovers: await Self.sheltered { await attempt.resources.removeAll() })
                    }
                case .walked(let walk, let index, let attempt, let tries):
                    let test = walk.tests[index]
                    if walk.counted.contains(test.identity) {
                        await take(test, attempt, tries: tries, into: &progress)
                    }
                    if index + 1 < walk.tests.count, !Task.isCancelled {
                        group.addTask(name: walk.tests[index + 1].identity.name) { await step(walk, at: index + 1) }
                        continue
                    }
                    schedule.ended()
                    let lead = test.place.flatMap { leads[$0.sequence] } ?? test
                    group.addTask(name: "clean-up of \(lead.identity.name)") {
                        .cleanedUp(lead, leftovers: await Self.sheltered { await walk.resources.removeAll() })
                    }
                case .cleanedUp(let test, let leftovers):
                    schedule.released(test)
                    await note(leftovers, of: test, in: &progress)
                }
                startWhatFits()
            }
        }
    }

    /// Tries a test until it has an outcome or the weather has ended it as often as the policy allows.
    private func tried(_ test: ConformanceTest, firstTry: Int = 1) async -> Work {
        var number = firstTry
        // One for all tries: what cannot be removed between two of them is removed, or reported, after the last.
        let resources = ResourceLedger(owner: test.identity, preparation: environment.preparation)
        while true {
            await environment.events.emit(.testStarted(test: test.identity, attempt: number))
            let attempt = await TestAttempt(test, environment: environment, resources: resources)
            guard case .weather = attempt.end, number - firstTry + 1 < environment.station.policy.testTries else {
                return .tested(test, attempt, tries: number)
            }
            _ = await Self.sheltered { await resources.removeAll() }
            number += 1
        }
    }

    // MARK: - Sequences

    /// A walk through the sequence of a test; `nil` for a test that stands alone.
    private func walk(from test: ConformanceTest) -> SequenceWalk? {
        guard let place = test.place, let tests = plan.sequences[place.sequence] else { return nil }
        let wanted = Set(plan.tests.filter { $0.place?.sequence == place.sequence }.map(\.identity))
        return SequenceWalk(tests, counted: wanted, preparation: environment.preparation)
    }

    /// Tries one test of a sequence, which those before it have gone through.
    ///
    /// When weather ended it, what the sequence had made is in doubt: all of it is walked anew up to this test.
    private func step(_ first: SequenceWalk, at index: Int, firstTry: Int = 1) async -> Work {
        var walk = first
        var number = firstTry
        let test = walk.tests[index]
        let counts = walk.counted.contains(test.identity)
        while true {
            if counts { await environment.events.emit(.testStarted(test: test.identity, attempt: number)) }
            let attempt = await attempt(test, in: walk, counts: counts)
            guard case .weather = attempt.end, number - firstTry + 1 < environment.station.policy.testTries else {
                return .walked(walk, at: index, attempt, tries: number)
            }
            _ = await Self.sheltered { [walk] in await walk.resources.removeAll() }
            walk = SequenceWalk(walk.tests, counted: walk.counted, preparation: environment.preparation)
            for prior in walk.tests[..<index] { _ = await self.attempt(prior, in: walk, counts: false) }
            number += 1
        }
    }

    private func attempt(_ test: ConformanceTest, in walk: SequenceWalk, counts: Bool) async -> TestAttempt {
        let attempt = await TestAttempt(
            test,
            environment: environment,
            resources: walk.resources,
            memory: walk.memory,
            adopting: counts ? walk.takeUncounted() : []
        )
        if !counts { walk.keep(attempt.exchanges) }
        return attempt
    }

    // MARK: - Outcomes

    private func take(
        _ test: ConformanceTest,
        _ attempt: TestAttempt,
        tries: Int,
        into progress: inout Progress
    ) async {
        var result = TestResult(
            test.identity,
            .passed,
            exchanges: attempt.exchanges,
            startedAt: attempt.startedAt,
            seconds: attempt.seconds,
            tries: tries
        )
        switch attempt.end {
        case .passed:
            break
        case .failed(let failures):
            result.outcome = .failed
            result.failures = failures
            progress.failed.append((test, result))
            await environment.events.emit(.testWillRepeat(result: result))
            return
        case .skipped(let reason):
            result.outcome = .skipped
            result.reason = reason
        case .weather(let reason):
            result.outcome = .notRun
            result.reason = "weather: " + environment.redactor.redacted(reason)
        case .cancelled:
            return
        }
        progress.results[test.identity] = result
        await environment.events.emit(.testFinished(result: result))
    }

    private func note(_ leftovers: [String], of test: ConformanceTest, in progress: inout Progress) async {
        guard !leftovers.isEmpty else { return }
        progress.leftovers += leftovers
        guard var result = progress.results[test.identity] else { return }
        result.leftovers = leftovers
        progress.results[test.identity] = result
        await environment.events.emit(.testFinished(result: result))
    }

    // MARK: - Repetition

    /// Runs what failed once more, each test alone in the cloud.
    ///
    /// Passing makes it flaky.
    private func repeatFailed(_ progress: inout Progress) async {
        await environment.fixtures.forgetFailures()
        for (test, first) in progress.failed.sorted(by: { $0.test.identity < $1.test.identity })
        where test.place == nil {
            guard !Task.isCancelled else { return }
            guard case .tested(_, let attempt, let tries) = await tried(test, firstTry: first.tries + 1) else {
                continue
            }
            guard let result = Self.result(of: first, repeatedAs: attempt, tries: tries) else {
                progress.leftovers += await Self.sheltered { await attempt.resources.removeAll() }
                return
            }
            progress.results[test.identity] = result
            await environment.events.emit(.testFinished(result: result))
            await note(await Self.sheltered { await attempt.resources.removeAll() }, of: test, in: &progress)
        }
        let failed = Dictionary(grouping: progress.failed) { $0.test.place?.sequence }
        for (sequence, failed) in failed.sorted(by: { $0.key ?? "" < $1.key ?? "" }) {
            guard let sequence, !Task.isCancelled else { continue }
            await repeatSequence(sequence, failed.map(\.result), &progress)
        }
    }

    /// Walks through a sequence once more, up to the last test that failed.
    private func repeatSequence(_ sequence: String, _ failed: [TestResult], _ progress: inout Progress) async {
        let firsts = Dictionary(failed.map { ($0.identity, $0) }, uniquingKeysWith: { $1 })
        let tests = plan.sequences[sequence] ?? []
        guard let last = tests.lastIndex(where: { firsts[$0.identity] != nil }) else { return }
        var walk = SequenceWalk(
            Array(tests[...last]),
            counted: Set(firsts.keys),
            preparation: environment.preparation
        )
        for (index, test) in walk.tests.enumerated() {
            guard !Task.isCancelled else { break }
            let firstTry = (firsts[test.identity]?.tries ?? 0) + 1
            guard case .walked(let next, _, let attempt, let tries) = await step(walk, at: index, firstTry: firstTry)
            else { break }
            walk = next
            guard let first = firsts[test.identity] else { continue }
            guard let result = Self.result(of: first, repeatedAs: attempt, tries: tries) else { break }
            progress.results[test.identity] = result
            await environment.events.emit(.testFinished(result: result))
        }
        let leftovers = await Self.sheltered { [walk] in await walk.resources.removeAll() }
        await note(leftovers, of: walk.tests[last], in: &progress)
    }

    /// What a failure has become by its repetition; `nil` when that was cancelled.
    private static func result(
        of first: TestResult,
        repeatedAs attempt: TestAttempt,
        tries: Int
    ) -> TestResult? {
        var result = first
        result.tries = tries
        switch attempt.end {
        case .passed:
            result.outcome = .flaky
            result.exchanges += attempt.exchanges.filter { !first.exchanges.contains($0) }
            result.startedAt = attempt.startedAt
            result.seconds = attempt.seconds
        case .failed(let failures):
            result.failures = failures
            result.exchanges = attempt.exchanges
            result.startedAt = attempt.startedAt
            result.seconds = attempt.seconds
        case .skipped:
            result.reason = "could not be repeated: the test was skipped then"
        case .weather:
            // The failure itself was no weather: it stands, although it could not be seen again.
            result.reason = "could not be repeated because of weather"
        case .cancelled:
            return nil
        }
        return result
    }

    /// Runs clean-up to its end also when the run is cancelled: in a task of its own, awaited at once.
    static func sheltered<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
        await Task { await body() }.value
    }
}
