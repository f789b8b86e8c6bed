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
        var schedule = Schedule(plan.tests, limits: limits)
        await withTaskGroup(of: Work.self) { group in
            func startWhatFits() {
                while !Task.isCancelled, let start = schedule.next() {
                    let wait = TestWait(start, until: .now)
                    group.addTask(name: start.test.identity.name) {
                        if let wait { await environment.events.emit(.testWaited(wait: wait)) }
                        return await tried(start.test)
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
        for (test, first) in progress.failed.sorted(by: { $0.test.identity < $1.test.identity }) {
            guard !Task.isCancelled else { return }
            guard case .tested(_, let attempt, let tries) = await tried(test, firstTry: first.tries + 1) else {
                continue
            }
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
            case .weather:
                // The failure itself was no weather: it stands, although it could not be seen again.
                result.reason = "could not be repeated because of weather"
            case .cancelled:
                progress.leftovers += await Self.sheltered { await attempt.resources.removeAll() }
                return
            }
            progress.results[test.identity] = result
            await environment.events.emit(.testFinished(result: result))
            await note(await Self.sheltered { await attempt.resources.removeAll() }, of: test, in: &progress)
        }
    }

    /// Runs clean-up to its end also when the run is cancelled: in a task of its own, awaited at once.
    static func sheltered<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) async -> Result {
        await Task { await body() }.value
    }
}
