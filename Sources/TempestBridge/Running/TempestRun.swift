public import Conformance
import Foundation
public import OpenStack

/// One run of tests by an installed Tempest.
///
/// Tempest's tests are run by stestr's own workers, one process each, as `tempest run` does; what they say is read while
/// they run. Each worker's requests go through a proxy of its own, so that what is evidence of which test is certain.
public struct TempestRun: Sendable {
    /// What is run, and how.
    public struct Options: Sendable {
        /// How many workers run at the same time.
        public var concurrency: Int = 4
        /// How long tests took in earlier runs, in seconds.
        public var expectedSeconds: [TestIdentity: Double] = [:]
        /// The number of the last exchange that the run has already.
        public var lastExchange: Int = 0
        /// How long a worker that is told to stop may take to tidy up, before it is told less politely.
        public var patience: Duration = .seconds(30)

        /// The usual options.
        public init() {}
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// A result for every test, and for each step of a class that failed.
        public let results: [TestResult]
        /// Requests that were recorded.
        public let requests: Int
        /// What went wrong with Tempest itself, a sentence each.
        public let problems: [String]
    }

    let installation: TempestInstallation
    let workspace: TempestWorkspace
    let tests: [TempestTest]
    let options: Options
    let environment: [String: String]

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - tests: what to run.
    ///   - installation: by which Tempest.
    ///   - workspace: where its configuration is.
    ///   - options: how.
    ///   - environment: the process's environment.
    public init(
        _ tests: [TempestTest],
        by installation: TempestInstallation,
        in workspace: TempestWorkspace,
        options: Options,
        environment: [String: String]
    ) {
        self.tests = tests
        self.installation = installation
        self.workspace = workspace
        self.options = options
        self.environment = environment
    }

    /// Runs the tests; when the task is cancelled Tempest is interrupted, and what is known by then is the result.
    ///
    /// - Parameters:
    ///   - network: the path to the cloud.
    ///   - recorders: who is told what happens; the journal first.
    ///   - evidenceStore: who keeps the exchanges.
    ///   - redactor: takes the secrets out of them.
    /// - Returns: what came of it.
    /// - Throws: ``TempestError`` when no worker can be started.
    public func run(
        over network: any Transport,
        recorders: [any EventRecorder],
        evidenceStore: any EvidenceStore,
        redactor: Redactor
    ) async throws -> Outcome {
        let log = ExchangeLog(store: evidenceStore, redactor: redactor, after: options.lastExchange)
        let progress = TempestProgress(recorders)
        let schedule = TempestSchedule(
            tests,
            workers: options.concurrency,
            expectedSeconds: options.expectedSeconds
        )
        try? FileManager.default.removeItem(at: workspace.locks)
        let authority = try makeAuthority()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, share) in schedule.shares.enumerated() {
                group.addTask(name: "Tempest's worker \(number)") {
                    let worker = TempestWorker(
                        number: number,
                        tests: share,
                        run: self,
                        progress: progress,
                        log: log,
                        authority: authority
                    )
                    try await worker.run(over: network)
                }
            }
            try await group.waitForAll()
        }
        return await progress.finished(tests, requests: log.total)
    }

    /// Makes the authority that the workers' processes trust, and tells them so.
    private func makeAuthority() throws(TempestError) -> ProxyAuthority {
        let authority: ProxyAuthority
        let text: String
        do {
            authority = try ProxyAuthority()
            text = try authority.text
        } catch {
            throw TempestError("no certificate can be made for the proxies that record requests: \(error)")
        }
        try workspace.write(text, to: workspace.authorities)
        return authority
    }
}

/// What is known of a run so far; tells the recorders what happens.
actor TempestProgress {
    private let recorders: [any EventRecorder]
    private var results: [TestResult] = []
    private var reasons: [TestIdentity: String] = [:]
    private var problems: [String] = []

    init(_ recorders: [any EventRecorder]) { self.recorders = recorders }

    func began(_ test: TestIdentity, at time: Date) async { await emit(.testStarted(test: test, attempt: 1), at: time) }

    func ended(_ result: TestResult) async {
        results.append(result)
        let end = result.startedAt.map { $0.addingTimeInterval(result.seconds) } ?? Date()
        // What a class's step means for its tests is known in the end.
        guard !result.identity.isStep else { return }
        await emit(.testFinished(result: result), at: end)
    }

    /// Why tests that have no outcome have none.
    func note(_ reason: String, of tests: [TestIdentity]) { for test in tests { reasons[test] = reason } }

    func note(problem: String) { problems.append(problem) }

    /// Completes the results, and tells of those that nobody has heard of.
    func finished(_ tests: [TempestTest], requests: Int) async -> TempestRun.Outcome {
        let known = Set(results.filter { !$0.identity.isStep }.map(\.identity))
        var completion = ResultCompletion(results)
        let wanted = tests.map(\.identity)
        completion.spread(to: wanted, orElse: [])
        for test in wanted { completion.fill([test], reason: reasons[test] ?? "Tempest said nothing of it") }
        let all = completion.sorted.filter { !($0.identity.isStep && $0.outcome == .passed) }
        for result in all where !known.contains(result.identity) {
            await emit(.testFinished(result: result), at: Date())
        }
        return TempestRun.Outcome(results: all, requests: requests, problems: problems)
    }

    private func emit(_ event: RunEvent, at time: Date) async {
        for recorder in recorders { await recorder.record(event, at: time) }
    }
}

extension TestIdentity {
    /// Whether this is no test but a step of a class: `setUpClass (package.Class)`.
    var isStep: Bool { fixtureClass(of: "setUpClass") != nil || fixtureClass(of: "tearDownClass") != nil }
}
