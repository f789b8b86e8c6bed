import ArgumentParser
import Conformance
import Foundation
import OpenStack
import ReferenceArchitectures
import Reports
import Upgrades

/// The subcommand `upgrade prepare`.
struct UpgradePrepareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Make a representative set of resources, record their exact state, and run a guideline's tests.",
        discussion: """
            The set: a server with a volume, on a network with subnet, router, port, floating address and security \
            group; key pair, image, volume snapshot, an image of the server, a container with an object, a stack, an \
            application credential. What the cloud has no service for is skipped with the reason.

            If it fails or is interrupted, what was made is removed; after a kill `fits upgrade destroy` does that.
            """
    )

    @OptionGroup var target: UpgradeTarget

    @Option(
        name: .customLong("guideline"),
        help: "Guideline whose tests run now and at verification (default: 2020.06); repeatable."
    )
    var guidelines: [String] = []

    @Flag(name: .customLong("no-guideline"), help: "Run no tests, neither now nor at verification.")
    var runsNoGuideline = false

    @Option(
        name: .customLong("ra"),
        help: "Folder with ra.yaml in it: a reference architecture to deploy and record besides."
    )
    var architecture: String?

    @Option(help: "How the reference architecture is deployed: heat or direct (default: heat where the cloud has it).")
    var engine: DeploymentEngineName?

    @OptionGroup var values: DeploymentValues
    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func validate() throws {
        guard guidelines.isEmpty || !runsNoGuideline else {
            throw ValidationError("--guideline and --no-guideline exclude each other.")
        }
    }

    func run() async throws {
        SingleThread.takeOver()
        let surroundings = Surroundings.process
        let configuration = try surroundings.configuredClouds().cloud(named: target.cloud, region: target.region)
        if let (folder, settings) = try target.begun(surroundings) {
            throw CommandFailure(
                .usage,
                try folder.state() == nil
                    ? "an earlier preparation of '\(settings.name)' did not come to its end; `fits upgrade destroy` "
                        + "removes what it made"
                    : "'\(settings.name)' is prepared already; `fits upgrade destroy` first, or give another --name"
            )
        }
        let names = runsNoGuideline ? [] : guidelines.isEmpty ? ["2020.06"] : guidelines
        for name in names { _ = try ChosenGuideline(name) }
        var settings = UpgradeSettings(
            name: target.name ?? configuration.name,
            cloud: configuration.name,
            region: target.region,
            guidelines: names.map { FileManager.default.fileExists(atPath: $0) ? Self.absolute($0) : $0 }
        )
        var deployment: DeploymentSettings?
        if let architecture {
            let name = "fits-upgrade-\(settings.token)-ra"
            settings.deployment = name
            let planned = DeploymentSettings(
                name: name,
                cloud: settings.cloud,
                region: settings.region,
                engine: engine?.rawValue ?? "",
                source: Self.absolute(architecture),
                environments: values.environmentPaths,
                parameters: values.parameters
            )
            // What is wrong with it is told before anything is made.
            _ = try ArchitectureSource(planned)
            deployment = planned
        }
        let folder = try target.store(surroundings).folder(settings.name)
        let start = ContinuousClock.now
        let driver = try UpgradeDriver(folder, settings, surroundings)
        let state = try await driver.withSession(notice: "stopping: removing what was made") { [deployment] session in
            try await prepare(driver, with: deployment, in: session)
        }
        if !names.isEmpty {
            // With the set there, as at verification: some tests count what a project has.
            settings.baseline = try await runTests(driver, surroundings)
            try folder.keep(settings)
        }
        let view = UpgradeView(style: appearance.usesColour(.standardOutput, surroundings) ? .ansi : .plain)
        Console.standardOutput.write(view.text(prepared: state, settings, took: ContinuousClock.now - start))
    }

    /// Makes and records everything, or removes what was made.
    private func prepare(
        _ driver: UpgradeDriver,
        with deployment: DeploymentSettings?,
        in session: CloudSession
    ) async throws -> RecordedState {
        do {
            return try await makeAndRecord(driver, with: deployment, in: session)
        } catch {
            let failure = Task.isCancelled ? CommandFailure(.interrupted, "interrupted") : Self.failure(error)
            throw try await removal(after: failure, driver, in: session)
        }
    }

    /// Runs the guideline's tests, or removes what was made.
    ///
    /// - Returns: the folder of the run.
    private func runTests(_ driver: UpgradeDriver, _ surroundings: Surroundings) async throws -> String {
        do {
            let record = try await driver.runTests(keptIn: runs.store(surroundings), appearance)
            guard record.summary?.wasInterrupted == false else { throw CancellationError() }
            return record.folder.url.path
        } catch {
            let failure = Self.failure(error)
            throw try await driver.withSession(notice: "stopping; see `fits upgrade destroy`") { session in
                try await removal(after: failure, driver, in: session)
            }
        }
    }

    /// Removes what was made, because something failed.
    ///
    /// - Returns: the failure to end with.
    private func removal(
        after failure: CommandFailure,
        _ driver: UpgradeDriver,
        in session: CloudSession
    ) async throws -> CommandFailure {
        Console.standardError.write("fits: \(failure.message)\nfits: removing what was made\n")
        // Cancellation must not keep it from being done: a task of its own, awaited at once.
        let left = try await Task { try await driver.removeAll(in: session).left }.value
        guard left.isEmpty else {
            let list = left.map { "\n  \($0)" }.joined()
            return CommandFailure(failure.status, "not removed, see `fits upgrade destroy`:\(list)")
        }
        return CommandFailure(failure.status, "nothing is prepared, nothing is left")
    }

    /// Nobody else can have the journal until this is over.
    private func makeAndRecord(
        _ driver: UpgradeDriver,
        with deployment: DeploymentSettings?,
        in session: CloudSession
    ) async throws -> RecordedState {
        // Only when somebody could log in is there something begun.
        try driver.folder.keep(driver.settings)
        let journal = try UpgradeJournal(driver.folder)
        var deployed: [RecordedResource] = []
        if let deployment { deployed = try await driver.deploy(deployment, in: session) }
        let preparation = Preparation(session, journal: journal, settings: driver.settings) { UpgradeView.show($0) }
        let state = try await preparation.run(recording: deployed)
        try driver.folder.keep(state)
        return state
    }

    private static func failure(_ error: any Error) -> CommandFailure {
        switch error {
        case let error as CommandFailure: error
        case let error as UpgradeFailure: CommandFailure(.testsFailed, error.description)
        default: CommandFailure(error) ?? CommandFailure(.cannotStart, "\(error)")
        }
    }

    private static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }
}
