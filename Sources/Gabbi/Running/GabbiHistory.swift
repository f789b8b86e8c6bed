import Synchronization

/// What the steps of one walk through a file have asked and got.
final class GabbiHistory: Sendable {
    /// What is known of a step that ran.
    struct Record: Sendable {
        /// The URL as the file gives it, substitutions made.
        var url: String?
        var answer: GabbiAnswer?
        /// The answer's Location.
        var location: String?
    }

    private let records = Mutex<[Int: Record]>([:])
    private let prepared = Mutex<GabbiPreparation?>(nil)

    init() {}

    /// What the walk's first step finds out for all of them.
    func preparation(
        or make: () async throws -> GabbiPreparation
    ) async rethrows -> GabbiPreparation {
        if let known = prepared.withLock({ $0 }) { return known }
        let made = try await make()
        prepared.withLock { $0 = made }
        return made
    }

    subscript(position: Int) -> Record? { records.withLock { $0[position] } }

    func change(_ position: Int, _ change: (inout Record) -> Void) {
        records.withLock { change(&$0[position, default: Record()]) }
    }
}
