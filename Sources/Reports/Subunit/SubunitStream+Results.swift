public import Conformance
import Foundation

extension SubunitStream {
    /// One result for every test that the stream says began or ended, in the order of their names.
    ///
    /// What stestr and subunit's own tools make of it: an unexpected success is a failure, and so is a test that began
    /// and has no end. An expected failure counts as skipped, with that as its reason. Of a test that ended twice the
    /// last end counts. Failed and skipped set-ups of classes are results of their own, with names as
    /// `setUpClass (package.Class)`.
    public var results: [TestResult] {
        var accounts = SubunitAccounts()
        var results: [TestIdentity: (at: Date, result: TestResult)] = [:]
        func take(_ end: SubunitAccounts.End) {
            let time = end.endedAt ?? .distantPast
            if let known = results[end.identity], known.at > time { return }
            results[end.identity] = (time, end.result)
        }
        for packet in packets {
            if case .ended(let end) = accounts.take(packet) { take(end) }
        }
        for end in accounts.takeRunning() where results[end.identity] == nil { take(end) }
        return results.values.map(\.result).sorted { $0.identity < $1.identity }
    }
}
