import ArgumentParser
import Conformance
import Foundation
import Guidelines
import InteropTests
import OpenStack
import Reports
import TempestBridge

/// The subcommand `tempest run`.
struct TempestRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run tests with Tempest, and keep the run like any other.",
        discussion: """
            Configures Tempest from what the cloud answers, selects tests as `fits run` does, runs them by stestr's \
            workers, and reads what they say while they run. Every request is recorded as evidence. What Tempest leaves \
            in the cloud is for its own `tempest cleanup`.
            """
    )

    @OptionGroup(title: "Tests") var selectionOptions: SelectionOptions
    @OptionGroup var target: CloudTarget
    @OptionGroup var tempest: TempestOptions

    @Option(help: "How many tests run at the same time at most.")
    var concurrency = 4

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func validate() throws {
        guard concurrency > 0 else { throw ValidationError("--concurrency must be at least 1.") }
        guard !selectionOptions.namesGabbi else {
            throw ValidationError("Tempest does not run Gabbi files; `fits run` does.")
        }
    }

    func run() async throws {
        let surroundings = Surroundings.process
        let installation = try surroundings.tempest(at: tempest.path)
        let guidelines = try selectionOptions.chosenGuidelines()
        let selection = try selectionOptions.selection(of: .native, warnsOfUnknown: false)
        // A pattern that is none is found before the first request.
        _ = try selection.apply(to: InteropTests.suite)
        let others = try tempest.others.map { try surroundings.configuredClouds().cloud(named: $0) }
        let record = try await target.withConfiguration(surroundings) { configuration in
            let store = runs.store(surroundings)
            let driver = TempestDriver(
                configuration: configuration,
                others: others,
                installation: installation,
                setup: tempest.setup,
                store: store,
                surroundings: surroundings,
                concurrency: concurrency,
                recorders: [
                    ProgressRecorder(
                        console: .standardError,
                        cloud: nil,
                        isLive: appearance.usesColour(.standardError, surroundings),
                        expectedSeconds: Durations(store).expected(cloud: configuration.name)
                    )
                ]
            )
            return try await driver.run(selection, guidelines: selectionOptions.guidelines)
        }
        let verdicts = guidelines.map { $0.verdict(on: record.allResults) }
        let ending = RunEnding(record, verdicts: verdicts)
        ending.show(appearance, surroundings)
        if ending.status != .success { throw ExitCode(ending.status.rawValue) }
    }
}
