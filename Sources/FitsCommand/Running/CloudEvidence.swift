import Conformance
import Guidelines
import HeatTemplates
import InteropTests
import Reports

extension Suitability.Evidence {
    /// What a run shows of its cloud: the services of its catalog, the capabilities whose tests passed or failed, and
    /// which requests were answered well.
    init(_ record: RunRecord, capabilities wanted: [String]) {
        var capabilities: [String: Bool] = [:]
        // Guidelines come and go with capabilities: the latest that has one says what its tests are.
        for guideline in GuidelineCatalog.builtIn.guidelines.sorted(by: { $0.id > $1.id }) {
            let missing = Set(wanted.filter { capabilities[$0] == nil })
            guard !missing.isEmpty else { break }
            let verdict = guideline.verdict(on: record.allResults, presuming: .builtIn)
            for capability in verdict.capabilities where missing.contains(capability.name) {
                switch capability.conclusion {
                case .pass: capabilities[capability.name] = true
                case .fail: capabilities[capability.name] = false
                case .incomplete, .uncounted: continue
                }
            }
        }
        let report = Report(
            record: record,
            exchanges: record.exchanges(),
            tests: InteropTests.suite.tests,
            verdicts: []
        )
        let operations = report.operations.map { use in
            (use.operation.description, use.statuses.keys.contains { (200..<400).contains($0) })
        }
        self.init(
            services: record.profile().map { Set($0.services.map(\.type)) },
            capabilities: capabilities,
            operations: Dictionary(operations) { $0 || $1 }
        )
    }
}
