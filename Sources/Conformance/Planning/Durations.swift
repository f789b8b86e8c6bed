import Foundation
import OpenStack

/// How long tests took, remembered from run to run, apart for every cloud.
public struct Durations: Sendable {
    private let file: URL
    private var seconds: [String: [String: Double]]

    /// Reads what is remembered beside the runs; a file that cannot be read remembers nothing.
    public init(_ store: RunStore) {
        file = store.directory.appending(path: "durations.json")
        let data = (try? Data(contentsOf: file)) ?? Data()
        seconds = (try? JSONDecoder().decode([String: [String: Double]].self, from: data)) ?? [:]
    }

    /// How long a cloud's tests are expected to take, in seconds.
    public func expected(cloud: String) -> [TestIdentity: Double] {
        Dictionary(
            (seconds[cloud] ?? [:]).map { (TestIdentity(stestr: $0.key), $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Takes in what a run measured, the newest weighing half, and saves it.
    ///
    /// Saving is a convenience for the next run: that it failed is not worth failing for.
    public mutating func learn(_ results: [TestResult], cloud: String) {
        for result in results where result.tries > 0 && result.outcome != .notRun {
            let name = result.identity.description
            let before = seconds[cloud]?[name] ?? result.seconds
            seconds[cloud, default: [:]][name] = (before + result.seconds) / 2
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        try? encoder.encode(seconds).write(to: file, options: .atomic)
    }
}
