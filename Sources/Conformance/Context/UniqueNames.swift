import Synchronization

/// Names that nothing else in the cloud has: `fits-<run's token>-<kind>-<number>`.
final class UniqueNames: Sendable {
    private let prefix: String
    private let count = Atomic<Int>(0)

    init(token: String) { prefix = "fits-\(token)" }

    /// What every name has in it and nothing else in the cloud.
    var mark: String { prefix }

    func next(_ kind: String) -> String {
        let number = count.add(1, ordering: .relaxed).newValue
        return "\(prefix)-\(kind.replacing(" ", with: "-"))-\(number)"
    }
}
