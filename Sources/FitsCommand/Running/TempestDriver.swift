import Conformance
import Foundation
import OpenStack
import TempestBridge

/// Runs tests by Tempest, into the folder of a run of its own or of one that is there.
struct TempestDriver: Sendable {
    let configuration: CloudConfiguration
    let others: [CloudConfiguration]
    let installation: TempestInstallation
    let setup: TempestSetup
    let store: RunStore
    let surroundings: Surroundings
    let concurrency: Int
    let recorders: [any EventRecorder]

    /// Runs what is selected in a new folder.
    func run(_ selection: Selection, guidelines: [String]) async throws -> RunRecord {
        let redactor = newRedactor()
        let folder = try await LiveTransport.withTransport(
            tls: configuration.tls,
            proxies: surroundings.proxies
        ) { live in
            let began = ContinuousClock.now
            let preparation = try await prepare(over: live)
            let inventory = try await inventory(preparation)
            let (tests, missing) = try inventory.select(selection)
            let token = String(UUID().uuidString.lowercased().prefix(8))
            let folder = try store.create(cloud: configuration.name, at: Date(), token: token)
            let journal = try JournalWriter(folder, redactor: redactor)
            var description = RunDescription(
                run: folder.run,
                cloud: configuration.name,
                authURL: redactor.redacted(configuration.authURL),
                region: configuration.region,
                version: Fits.version,
                tests: (tests.map(\.identity) + missing.map(\.identity)).sorted(),
                guidelines: guidelines,
                isolated: preparation.configurator.isDynamic,
                concurrency: concurrency,
                cloudID: preparation.token.catalog.services.first { $0.type == "identity" }?.id
            )
            description.origin = installation.title
            let journalAndOthers: [any EventRecorder] = [journal] + recorders
            await tell(.runStarted(description: description), journalAndOthers)
            let outcome = try await run(
                tests,
                preparation,
                known: missing,
                on: Stage(
                    live: live,
                    recorders: journalAndOthers,
                    journal: journal,
                    redactor: redactor,
                    folder: folder
                )
            )
            let results = outcome.results
            // A class whose set-up failed is a result that nobody could have wanted.
            description.tests = Set(description.tests + results.map(\.identity)).sorted()
            await tell(.runStarted(description: description), journalAndOthers)
            await tell(
                .runFinished(
                    summary: RunSummary(
                        outcomes: Dictionary(grouping: results, by: \.outcome).mapValues(\.count),
                        seconds: (ContinuousClock.now - began).seconds,
                        requests: outcome.requests,
                        weather: [:],
                        unreachable: [],
                        leftovers: outcome.leftovers,
                        wasInterrupted: outcome.wasInterrupted
                    )
                ),
                journalAndOthers
            )
            try await check(journal)
            return folder
        }
        let record = try RunRecord(reading: folder)
        var durations = Durations(store)
        durations.learn(record.results.filter { $0.outcome != .skipped }, cloud: configuration.name)
        return record
    }

    /// Runs the tests of a run that have no native version, and adds what comes of them to it.
    ///
    /// - Returns: the run with the outcomes of both.
    func complete(_ record: RunRecord) async throws -> RunRecord {
        let missing = record.allResults.filter { $0.outcome == .notRun && $0.tries == 0 }.map(\.identity)
        guard let summary = record.summary, !summary.wasInterrupted, !missing.isEmpty else { return record }
        let redactor = newRedactor()
        try await LiveTransport.withTransport(tls: configuration.tls, proxies: surroundings.proxies) { live in
            let began = ContinuousClock.now
            let preparation = try await prepare(over: live)
            let inventory = try await inventory(preparation)
            let (tests, absent) = try inventory.select(Selection(tests: missing))
            let journal = try JournalWriter(record.folder, redactor: redactor)
            let all: [any EventRecorder] = [journal] + recorders
            var description = record.description
            description.origin = "FITS's own tests, and \(installation.title) for those that have no native version"
            await tell(.runStarted(description: description), [journal])
            Console.standardError.write("the tests that have no native version run with \(installation.title)\n")
            // Whoever watches has seen the others end.
            var rest = description
            rest.tests = missing
            await tell(.runStarted(description: rest), recorders)
            let outcome = try await run(
                tests,
                preparation,
                known: absent,
                on: Stage(
                    live: live,
                    recorders: all,
                    journal: journal,
                    redactor: redactor,
                    folder: record.folder,
                    lastExchange: record.exchanges().keys.max() ?? 0
                )
            )
            description.tests = Self.tests(description.tests, after: outcome.results, of: missing)
            await tell(.runStarted(description: description), all)
            var sum = Self.sum(summary, outcome, of: description.tests, with: record.results)
            sum.seconds += (ContinuousClock.now - began).seconds
            await tell(.runFinished(summary: sum), all)
            try await check(journal)
        }
        return try RunRecord(reading: record.folder)
    }

    /// The tests of a run after some of them have got results: those that were asked for by an old name have their
    /// present one now.
    private static func tests(
        _ tests: [TestIdentity],
        after results: [TestResult],
        of asked: [TestIdentity]
    ) -> [TestIdentity] {
        let names = Set(results.map(\.identity))
        let ids = Set(names.map(\.id)).subtracting([""])
        let renamed = Set(asked).subtracting(names).filter { ids.contains($0.id) }
        return Set(tests).subtracting(renamed).union(names).sorted()
    }

    /// The summary of a run to which Tempest has added something; its time apart.
    private static func sum(
        _ summary: RunSummary,
        _ outcome: Outcome,
        of tests: [TestIdentity],
        with results: [TestResult]
    ) -> RunSummary {
        let finished = Dictionary((results + outcome.results).map { ($0.identity, $0) }, uniquingKeysWith: { $1 })
        var sum = summary
        sum.outcomes = Dictionary(grouping: tests.compactMap { finished[$0] }, by: \.outcome).mapValues(\.count)
        sum.requests += outcome.requests
        sum.leftovers += outcome.leftovers
        sum.wasInterrupted = outcome.wasInterrupted
        return sum
    }

    // MARK: - Steps

    /// A redactor that knows the passwords of everybody whom Tempest acts as.
    private func newRedactor() -> Redactor {
        let redactor = Redactor()
        for configuration in [configuration] + others { redactor.learn(configuration) }
        return redactor
    }

    private func prepare(over live: LiveTransport) async throws -> TempestPreparation {
        try await setup.prepare(
            configuration,
            others: others,
            installation: installation,
            over: RetryingTransport(live),
            surroundings
        )
    }

    private func inventory(_ preparation: TempestPreparation) async throws -> TempestInventory {
        let inventory = try await TempestInventory(
            of: installation,
            in: preparation.workspace,
            environment: surroundings.environment
        )
        for broken in inventory.broken {
            Console.standardError.write("fits: Tempest cannot import \(broken.module): \(broken.reason)\n")
        }
        return inventory
    }

    private func run(
        _ tests: [TempestTest],
        _ preparation: TempestPreparation,
        known: [TestResult],
        on stage: Stage
    ) async throws -> Outcome {
        let credentials = TempestCredentials(preparation.configurator)
        let blocked = tests.compactMap { test in
            credentials.obstacle(to: test).map { TestResult(test.identity, .skipped, reason: $0) }
        }
        var outcome = Outcome(results: known + blocked)
        for result in outcome.results { await tell(.testFinished(result: result), stage.recorders) }
        let runnable = tests.filter { credentials.obstacle(to: $0) == nil }
        guard !runnable.isEmpty else { return outcome }
        var runOptions = TempestRun.Options()
        runOptions.concurrency = min(concurrency, credentials.mostWorkers ?? concurrency)
        runOptions.expectedSeconds = Durations(store).expected(cloud: configuration.name)
        runOptions.lastExchange = stage.lastExchange
        let run = TempestRun(
            runnable,
            by: installation,
            in: preparation.workspace,
            options: runOptions,
            environment: surroundings.environment
        )
        let flag = InterruptionFlag()
        let ran = try await cancellingOnSignal(
            notice:
                "stopping Tempest; what it leaves in the cloud its own `tempest cleanup` knows; once more to leave at once"
        ) {
            try await withTaskCancellationHandler {
                try await providing(for: runnable, preparation, on: stage) {
                    try await run.run(
                        over: stage.live,
                        recorders: stage.recorders,
                        evidenceStore: stage.journal,
                        redactor: stage.redactor
                    )
                }
            } onCancel: {
                flag.raise()
            }
        }
        for problem in ran.result.problems { Console.standardError.write("fits: \(problem)\n") }
        outcome.results += ran.result.results
        outcome.requests = ran.result.requests
        outcome.wasInterrupted = flag.isRaised
        outcome.leftovers = ran.leftovers
        return outcome
    }

    /// Where a run takes place.
    private struct Stage {
        let live: LiveTransport
        /// The journal first.
        let recorders: [any EventRecorder]
        let journal: JournalWriter
        let redactor: Redactor
        let folder: RunFolder
        /// The number of the last exchange that the run has already.
        var lastExchange = 0
    }

    /// What came of a part of a run.
    private struct Outcome {
        var results: [TestResult]
        var requests = 0
        var wasInterrupted = false
        var leftovers: [String] = []
    }

    /// Makes whom plug-ins act as, where they cannot and an administrator can.
    private func providing(
        for tests: [TempestTest],
        _ preparation: TempestPreparation,
        on stage: Stage,
        _ body: () async throws -> TempestRun.Outcome
    ) async throws -> (result: TempestRun.Outcome, leftovers: [String]) {
        guard preparation.configurator.wantsMember(for: tests) else { return (try await body(), []) }
        return try await ProvidedProject.with(
            run: stage.folder.run,
            administrator: configuration,
            over: stage.live,
            recorders: stage.recorders,
            redactor: stage.redactor
        ) { project in
            let session = CloudSession(configuration: project.member, transport: RetryingTransport(stage.live))
            let user = try TempestUser(project.member, token: try await session.token())
            try preparation.configurator.providing(user, network: project.network, subnet: project.subnet)
                .write(overrides: setup.overrides)
            return try await body()
        }
    }

    private func tell(_ event: RunEvent, _ recorders: [any EventRecorder]) async {
        let time = Date()
        for recorder in recorders { await recorder.record(event, at: time) }
    }

    private func check(_ journal: JournalWriter) async throws {
        if let failure = await journal.failure {
            throw CommandFailure(.cannotStart, "the run cannot be kept: \(failure); free space and run again")
        }
    }
}
