import Conformance
import Foundation
import OpenStack

extension Report {
    /// How long the run took, in seconds; up to the last thing known of a run that did not come to its end.
    var seconds: Double {
        if let summary = record.summary { return summary.seconds }
        guard let last = record.timeline.last?.at else { return 0 }
        return max(0, last.timeIntervalSince(record.startedAt))
    }

    /// Requests sent; of a run that did not come to its end those that were kept.
    var requests: Int { record.summary?.requests ?? exchanges.count }

    /// Whether the run came to its end.
    var isFinished: Bool { record.summary != nil }

    /// Whether its user ended it early.
    var wasInterrupted: Bool { record.summary?.wasInterrupted ?? false }

    /// Failures of the path to the cloud by kind, most frequent first.
    ///
    /// The kind is for programs (`connectionReset`), the phrase for people (“connection reset”).
    var weather: [(kind: String, phrase: String, count: Int)] {
        (record.summary?.weather ?? [:])
            .map { kind, count in
                (kind: kind, phrase: TransportError.Code(rawValue: kind)?.description ?? kind, count: count)
            }
            .sorted { ($1.count, $0.kind) < ($0.count, $1.kind) }
    }

    /// Services that could not be reached to the end.
    var unreachable: [String] { record.summary?.unreachable ?? [] }

    /// Resources that may still be in the cloud, each with the reason where one is known.
    ///
    /// The journal decides, not the run's last word: what a later clean-up removed is not left over any more.
    var leftovers: [String] {
        let told = record.summary?.leftovers ?? []
        return record.openResources.map { resource in
            let name = "\(resource.planned.kind) \(resource.planned.name)"
            return told.first { $0.hasPrefix(name + ":") } ?? "\(name): not seen to be gone"
        }
    }

    /// How many tests ended so.
    func count(of outcome: Outcome) -> Int { results.count { $0.outcome == outcome } }

    /// The tests that ended so, in the order of their names.
    func results(_ outcome: Outcome) -> [TestResult] { results.filter { $0.outcome == outcome } }

    /// The exchanges of a test that are known, in order.
    func exchanges(of result: TestResult) -> [StoredExchange] { result.exchanges.compactMap { exchanges[$0] } }

    /// The exchange that showed a failure: the one it names, else the test's last.
    func evidence(of failure: Failure, in result: TestResult) -> StoredExchange? {
        failure.exchange.flatMap { exchanges[$0] } ?? result.exchanges.last.flatMap { exchanges[$0] }
    }

    /// Tests that ended so, grouped by the reason, largest group first.
    func reasons(for outcome: Outcome) -> [ReasonGroup] {
        Dictionary(grouping: results(outcome)) { $0.reason.map(ReasonGroup.common) ?? "no reason was given" }
            .map { ReasonGroup(reason: $0.key, results: $0.value) }
            .sorted { ($1.results.count, $0.reason) < ($0.results.count, $1.reason) }
    }
}

/// Tests that were skipped or not run for one reason.
struct ReasonGroup {
    let reason: String
    let results: [TestResult]

    /// What a reason has in common with those of other tests: bad weather without the request it befell.
    static func common(_ reason: String) -> String {
        guard reason.hasPrefix("weather: "),
            let match = reason.wholeMatch(of: /weather: [A-Z]+ \S+: (.+)/.dotMatchesNewlines())
        else { return reason }
        return "weather: \(match.output.1)"
    }
}
