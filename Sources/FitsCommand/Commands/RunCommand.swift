import ArgumentParser
import Conformance
import Foundation
import Guidelines
import OpenStack
import Reports
import TempestBridge

/// The subcommand `run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run conformance tests against a cloud and say what they mean.",
        discussion: """
            Tests are selected as stestr selects them; without a selection every native test runs. With admin rights a \
            project and users are made for the run and removed after it; without, tests act as the entry's user.

            Everything is kept in a folder of its own under --runs: the journal, every request and response without \
            secrets, and what was made in the cloud, so that `fits cleanup` can remove it whatever happens.
            """
    )

    @OptionGroup(title: "Tests") var selectionOptions: SelectionOptions

    @Flag(help: ArgumentHelp("Only the tests that failed in the cloud's latest run."))
    var failing = false

    @Flag(help: "Go on with the cloud's latest run, which ended early; finished tests keep their outcome.")
    var resume = false

    @Option(
        name: [.customLong("cloud"), .customLong("os-cloud")],
        help: "Entry of clouds.yaml (default: OS_CLOUD); several run at the same time."
    )
    var clouds: [String] = []

    @Option(name: [.customLong("region"), .customLong("os-region-name")], help: "Region of the cloud.")
    var region: String?

    @Flag(help: "Run against the embedded cloud: an OpenStack in this process, for trying things out.")
    var embedded = false

    @Option(help: "Entry of clouds.yaml with a second user in another project, for tests that need one.")
    var alternateCloud: String?

    @Flag(inversion: .prefixedNo, help: "Make a project and users for the run where the entry's user may.")
    var isolation = true

    @Flag(inversion: .prefixedNo, help: "Ask what the cloud is and how it answers bad requests, for `fits compare`.")
    var profile = true

    @Option(name: .customLong("feature"), help: "A property no API tells, by Tempest's name of the option; repeatable.")
    var features: [String] = []

    @Option(
        name: .customLong("tempest"),
        help: """
            For tests of a guideline that have no native version: the path of a Tempest, 'auto' for that of `fits tempest \
            install` if it is there, or 'never'.
            """
    )
    var tempest = "auto"

    @Option(
        name: .customLong("override"),
        help: "A value of tempest.conf, for tests that Tempest runs: section.option=value; repeatable."
    )
    var overrides: [TempestOverride] = []

    @Option(help: "How many tests run at the same time at most.")
    var concurrency = 4

    @Option(name: .customLong("limit"), help: "How much of something is used at once: images=4; repeatable.")
    var limits: [ResourceLimitArgument] = []

    @Option(
        name: .customLong("inject"),
        help: ArgumentHelp(
            "Bad weather on purpose, for testing FITS: reset=0.05, lost=0.05, refused=1, 503=0.05, 429=0.5; "
                + "/TEXT limits it to URLs with TEXT; repeatable.",
            visibility: .hidden
        )
    )
    var faults: [FaultArgument] = []

    @Option(help: ArgumentHelp("Seed of --inject.", visibility: .hidden))
    var faultSeed: UInt64 = 1

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func validate() throws {
        guard concurrency > 0 else { throw ValidationError("--concurrency must be at least 1.") }
        guard !embedded || clouds.isEmpty else { throw ValidationError("--embedded and --cloud exclude each other.") }
        guard !(resume && failing) else { throw ValidationError("--resume and --failing exclude each other.") }
    }

    func run() async throws {
        let surroundings = Surroundings.process
        // Everything that can be wrong with the arguments is found before the first request.
        let tests = try selectionOptions.tests(surroundings)
        let guidelines = try selectionOptions.chosenGuidelines()
        let selection = try selectionOptions.selection(of: tests)
        _ = try selection.apply(to: tests.suite)
        let records: [RunRecord]
        var status = ExitStatus.success
        if embedded {
            records = try await withEmbeddedCloud { clouds in
                let cloud = try clouds.cloud(named: "embedded-admin")
                return [try await run(cloud, alternate: nil, selection, tests, surroundings)]
            }
        } else {
            SingleThread.takeOver()
            let configured = try surroundings.configuredClouds()
            let names: [String?] = clouds.isEmpty ? [nil] : clouds
            let configurations = try names.map { try configured.chosen($0, region: region) }
            let alternate = try alternateCloud.map { try configured.cloud(named: $0, region: region) }
            records = try await runAll(configurations, alternate: alternate, selection, tests, surroundings)
            if records.count < configurations.count { status = .cannotStart }
        }
        for record in records {
            // A run that was taken up again is judged by what it was begun for.
            let judging = guidelines.isEmpty ? recordedGuidelines(in: [record]) : guidelines
            let ending = RunEnding(record, verdicts: judging.map { $0.verdict(on: record.allResults) })
            ending.show(appearance, surroundings)
            if ending.status.severity > status.severity { status = ending.status }
        }
        if status != .success { throw ExitCode(status.rawValue) }
    }

    /// Runs against every cloud at the same time; all come to their end even if one cannot start.
    private func runAll(
        _ configurations: [CloudConfiguration],
        alternate: CloudConfiguration?,
        _ selection: Selection,
        _ tests: ChosenTests,
        _ surroundings: Surroundings
    ) async throws -> [RunRecord] {
        try await withThrowingTaskGroup(of: (Int, Result<RunRecord, any Error>).self) { group in
            for (index, configuration) in configurations.enumerated() {
                group.addTask(name: "run against \(configuration.name)") {
                    do {
                        let record = try await run(configuration, alternate: alternate, selection, tests, surroundings)
                        return (index, .success(record))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var results: [(Int, Result<RunRecord, any Error>)] = []
            for try await result in group { results.append(result) }
            results.sort { $0.0 < $1.0 }
            let records = results.compactMap { try? $0.1.get() }
            guard !records.isEmpty || results.isEmpty else { return [try results[0].1.get()] }
            for (index, result) in results {
                guard case .failure(let error) = result else { continue }
                let message = CommandFailure(error)?.message ?? "\(error)"
                Console.standardError.write("fits: \(configurations[index].name): \(message)\n")
            }
            return records
        }
    }

    private func run(
        _ configuration: CloudConfiguration,
        alternate: CloudConfiguration?,
        _ selection: Selection,
        _ tests: ChosenTests,
        _ surroundings: Surroundings
    ) async throws -> RunRecord {
        let store = runs.store(surroundings)
        let latest = resume || failing ? try Self.latestRun(of: configuration.name, in: store) : nil
        var options = RunOptions(selection: selection)
        options.guidelines = selectionOptions.guidelineNames(tests)
        var tests = tests
        if tests.source == nil, let source = latest?.description.source {
            tests = try ChosenTests(source, surroundings)
        }
        options.source = tests.source
        options.concurrency = concurrency
        options.limits = Dictionary(limits.map { ($0.name, $0.amount) }, uniquingKeysWith: { $1 })
        options.features = Set(features)
        options.isolation = isolation
        options.alternate = alternate
        options.expectedSeconds = Durations(store).expected(cloud: configuration.name)
        if let latest {
            try resume ? Self.goOn(with: latest, &options) : Self.chooseFailures(of: latest, &options)
        }
        let driver = RunDriver(
            configuration: configuration,
            store: store,
            suite: tests.suite,
            options: options,
            proxies: surroundings.proxies,
            keepsProfile: profile,
            faults: faults.map(\.rule),
            faultSeed: faultSeed,
            recorders: [progress(configuration, store, surroundings)]
        )
        let record = if let latest, resume { try await driver.resume(latest) } else { try await driver.run() }
        return try await completed(record, configuration, alternate: alternate, store, surroundings)
    }

    /// What has no outcome yet in a run that ended early, judged by what it was begun for.
    private static func goOn(with latest: RunRecord, _ options: inout RunOptions) throws {
        guard latest.summary == nil || latest.summary?.wasInterrupted == true else {
            throw CommandFailure(
                .usage,
                "the latest run of cloud \(latest.description.cloud), \(latest.folder.run), came to its end: "
                    + "there is nothing to resume"
            )
        }
        options.selection = Selection(tests: latest.description.tests)
        options.finished = Set(latest.results.filter { $0.outcome != .notRun }.map(\.identity))
        options.guidelines = latest.description.guidelines
    }

    /// Of what is selected the tests that failed in a run.
    private static func chooseFailures(of latest: RunRecord, _ options: inout RunOptions) throws {
        let failed = latest.results.filter { $0.outcome == .failed }.map(\.identity)
        guard !failed.isEmpty else { throw CommandFailure(.usage, "no test failed in run \(latest.folder.run)") }
        options.selection.tests = failed
    }

    /// Shows how a run goes on.
    private func progress(
        _ configuration: CloudConfiguration,
        _ store: RunStore,
        _ surroundings: Surroundings
    ) -> ProgressRecorder {
        let isOneOfMany = clouds.count > 1
        return ProgressRecorder(
            console: .standardError,
            cloud: isOneOfMany ? configuration.name : nil,
            isLive: appearance.usesColour(.standardError, surroundings) && !isOneOfMany,
            expectedSeconds: Durations(store).expected(cloud: configuration.name)
        )
    }

    /// Has Tempest run what the guidelines count and FITS has no native version of, where it is installed.
    private func completed(
        _ record: RunRecord,
        _ configuration: CloudConfiguration,
        alternate: CloudConfiguration?,
        _ store: RunStore,
        _ surroundings: Surroundings
    ) async throws -> RunRecord {
        // A guideline that cannot be read any more is named when the run is judged.
        let judging = record.description.guidelines.compactMap { try? ChosenGuideline($0) }
        let suite = ChosenTests(of: record).suite
        let missing = judging.map { $0.verdict(on: record.allResults) }.flatMap(\.capabilities).flatMap(\.tests)
            .contains { test in
                test.outcome == .notRun && test.flag == nil
                    && suite.test(test.decidedBy ?? test.identity) == nil
            }
        guard tempest != "never", missing else { return record }
        let isNamed = tempest != "auto"
        let found: TempestInstallation? =
            if isNamed { try surroundings.tempest(at: tempest) } else { try? surroundings.tempest(at: nil) }
        guard let installation = found else {
            Console.standardError.write(
                "fits: some tests have no native version; `fits tempest install` makes them run\n"
            )
            return record
        }
        let driver = TempestDriver(
            configuration: configuration,
            others: alternate.map { [$0] } ?? [],
            installation: installation,
            setup: TempestSetup(overrides: overrides),
            store: store,
            surroundings: surroundings,
            concurrency: concurrency,
            recorders: [progress(configuration, store, surroundings)]
        )
        do {
            return try await driver.complete(record)
        } catch let error where !isNamed {
            guard let failure = CommandFailure(error) else { throw error }
            Console.standardError.write("fits: tests without a native version are not run: \(failure.message)\n")
            return try RunRecord(reading: record.folder)
        }
    }

    private static func latestRun(of cloud: String, in store: RunStore) throws -> RunRecord {
        for folder in try store.all().reversed() {
            if let record = try? RunRecord(reading: folder), record.description.cloud == cloud { return record }
        }
        throw CommandFailure(.usage, "\(store.directory.path) has no run of cloud \(cloud)")
    }
}

extension ExitStatus {
    /// Of several runs the worst decides.
    fileprivate var severity: Int {
        switch self {
        case .success: 0
        case .incomplete: 1
        case .testsFailed: 2
        case .cannotStart: 3
        default: 4
        }
    }
}
