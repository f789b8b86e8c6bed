import Conformance
import Foundation
import HeatTemplates
import OpenStack
import ReferenceArchitectures

extension DeploymentDriver {
    /// The verdicts of a bundle's steps.
    ///
    /// Tests that its checks name are run where the deployment is, and kept as any other runs. Pages and ports are
    /// waited for as long as patience lasts.
    func verdicts(
        of bundle: ArchitectureBundle,
        _ deployed: DeployedStack,
        patience: Duration = .zero,
        keptIn store: RunStore,
        in session: CloudSession
    ) async -> [StepVerdict] {
        let verification = Verification(session, deployed, patience: patience) { claim in
            do {
                return try await run(claim, deployed, keptIn: store)
            } catch let failure as CommandFailure {
                return .fails(failure.message)
            }
        }
        return await verification.verdicts(of: bundle)
    }

    /// Runs tests where the deployment is; the run is kept as any other.
    private func run(
        _ claim: Check.Claim,
        _ deployed: DeployedStack,
        keptIn store: RunStore
    ) async throws -> StepVerdict.Finding.Result {
        var tests = ChosenTests.native
        let selection: Selection
        switch claim {
        case .conformance(let claim): selection = Selection(patterns: [claim.pattern])
        case .gabbi(let claim):
            // It was read as a file of the bundle, so that no link leads out of there.
            let path = URL(filePath: settings.source).appending(path: claim.file).path
            tests = try ChosenTests(
                TestSource(paths: [path], service: claim.service),
                surroundings,
                values: deployed.outputs.mapValues { $0.string ?? $0.json() }
            )
            selection = Selection(tests: tests.gabbiTests)
        default: return .unknown("there are no tests of this")
        }
        var options = RunOptions(selection: selection)
        options.source = tests.source
        // Others than the deployment's own user would not see it.
        options.isolation = false
        options.expectedSeconds = Durations(store).expected(cloud: configuration.name)
        let run = RunDriver(
            configuration: configuration,
            store: store,
            suite: tests.suite,
            options: options,
            proxies: surroundings.proxies,
            keepsProfile: false,
            faults: [],
            faultSeed: 1,
            recorders: []
        )
        let record = try await run.run()
        let outcomes = record.outcomes
        let evidence = "see `fits show \(record.folder.run)`"
        if let failed = outcomes[.failed] { return .fails("\(failed) tests failed; \(evidence)") }
        guard outcomes[.passed] != nil else { return .unknown("no test ran; \(evidence)") }
        return .holds
    }
}
