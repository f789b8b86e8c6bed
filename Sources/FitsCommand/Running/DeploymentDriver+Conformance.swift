import Conformance
import OpenStack
import ReferenceArchitectures

extension DeploymentDriver {
    /// Runs conformance tests where the deployment is; the run is kept as any other.
    func conformance(_ pattern: String, keptIn store: RunStore) async throws -> StepVerdict.Finding.Result {
        var options = RunOptions(selection: Selection(patterns: [pattern]))
        options.expectedSeconds = Durations(store).expected(cloud: configuration.name)
        let run = RunDriver(
            configuration: configuration,
            store: store,
            suite: ChosenTests.native.suite,
            options: options,
            proxies: proxies,
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
