import Conformance
import Foundation
import Guidelines
import OpenStack
import ReferenceArchitectures
import Reports
import Upgrades

/// Works on one upgrade in its cloud.
struct UpgradeDriver: Sendable {
    let folder: UpgradeFolder
    let settings: UpgradeSettings
    let configuration: CloudConfiguration
    let surroundings: Surroundings

    /// An upgrade with its settings.
    ///
    /// - Throws: when its cloud is not configured any more.
    init(_ folder: UpgradeFolder, _ settings: UpgradeSettings, _ surroundings: Surroundings) throws {
        self.folder = folder
        self.settings = settings
        self.surroundings = surroundings
        configuration = try surroundings.configuredClouds().cloud(named: settings.cloud, region: settings.region)
    }

    /// What was recorded.
    ///
    /// - Throws: when the preparation did not come to its end.
    func state() throws -> RecordedState {
        guard let state = try folder.state() else {
            throw CommandFailure(
                .usage,
                "the preparation of '\(settings.name)' did not come to its end; `fits upgrade destroy` removes what it "
                    + "made, then prepare again"
            )
        }
        return state
    }

    /// Gives a session to a body; a signal cancels it.
    func withSession<Result: Sendable>(
        notice: String,
        _ body: @escaping @Sendable (CloudSession) async throws -> Result
    ) async throws -> Result {
        let configuration = configuration
        return try await LiveTransport.withTransport(tls: configuration.tls, proxies: surroundings.proxies) { network in
            let session = CloudSession(configuration: configuration, transport: RetryingTransport(network))
            // Logging in first: a wrong password is one clear error, not one for each resource.
            _ = try await session.token()
            return try await cancellingOnSignal(notice: notice) { try await body(session) }
        }
    }

    // MARK: - The guideline's tests

    /// Runs the tests of the upgrade's guidelines.
    func runTests(keptIn store: RunStore, _ appearance: AppearanceOptions) async throws -> RunRecord {
        let guidelines = try settings.guidelines.map { try ChosenGuideline($0) }
        var ids: Set<String> = []
        let tests = guidelines.flatMap { $0.guideline.tests() }.filter { ids.insert($0.id + $0.name).inserted }
        var options = RunOptions(selection: Selection(tests: tests))
        options.guidelines = settings.guidelines
        options.expectedSeconds = Durations(store).expected(cloud: configuration.name)
        let driver = RunDriver(
            configuration: configuration,
            store: store,
            suite: ChosenTests.native.suite,
            options: options,
            proxies: surroundings.proxies,
            keepsProfile: true,
            faults: [],
            faultSeed: 1,
            recorders: [
                ProgressRecorder(
                    console: .standardError,
                    cloud: nil,
                    isLive: appearance.usesColour(.standardError, surroundings),
                    expectedSeconds: options.expectedSeconds
                )
            ]
        )
        return try await driver.run()
    }

    /// Compares the tests of the run before with those of one now.
    func gate(_ baseline: String, _ candidate: RunRecord) throws -> Gate {
        func side(_ record: RunRecord) throws -> GateSide {
            GateSide(
                Report(
                    record: record,
                    exchanges: record.exchanges(),
                    tests: ChosenTests(of: record).suite.tests,
                    verdicts: []
                )
            )
        }
        let before = try RunRecord(reading: RunStore(directory: URL(filePath: baseline)).run(baseline))
        return Gate(baseline: try side(before), candidate: try side(candidate), now: Date())
    }

    // MARK: - Removing

    /// Removes everything that was made for the upgrade, and forgets it when nothing is left.
    ///
    /// - Returns: how many resources were removed, and what could not be.
    func removeAll(in session: CloudSession) async throws -> (removed: Int, left: [String]) {
        var left: [String] = []
        var removed = 0
        if let deployment = try self.deployment() {
            let outcome = try await deployment.delete(in: session)
            left += outcome.failures.map(\.description)
            Console.standardOutput.write(DeploymentView.text(outcome, action: "removal of the architecture"))
        }
        let reports = await UpgradeRemoval(session, journal: try UpgradeJournal(folder)).run()
        for report in reports {
            switch report.end {
            case .removed:
                removed += 1
                Console.standardOutput.write("removed    \(report.kind) \(report.name)\n")
            case .absent: Console.standardOutput.write("not there  \(report.kind) \(report.name)\n")
            case .failed(let reason): left.append("\(report.kind) \(report.name): \(reason)")
            }
        }
        if left.isEmpty { folder.forget() }
        return (removed, left)
    }
}
