import Conformance
import OpenStack

extension JSONReport {
    /// The operations that the run asked for.
    var operations: [JSON] {
        let places = Dictionary(uniqueKeysWithValues: report.results.enumerated().map { ($1.identity, $0) })
        return report.operations.map { use in
            .object([
                "service": JSON(use.operation.service),
                "method": .string(use.operation.method),
                "path": .string(use.operation.path),
                "action": JSON(use.operation.action),
                "requests": .integer(use.count),
                "statuses": .object(
                    Dictionary(uniqueKeysWithValues: use.statuses.map { ("\($0)", .integer($1)) })
                ),
                "unanswered": .integer(use.unanswered),
                "median": use.median.map(Self.seconds) ?? .null,
                "longest": use.longest.map(Self.seconds) ?? .null,
                "tests": .array(use.tests.compactMap { places[$0] }.map(JSON.integer)),
            ])
        }
    }

    /// The shared fixtures that were made, or could not be made.
    var fixtures: [JSON] {
        report.record.timeline.compactMap { _, event in
            guard case .fixtureEnded(let making) = event else { return nil }
            return [
                "name": .string(making.name), "seconds": Self.seconds(making.seconds), "made": .bool(making.isMade),
            ]
        }
    }

    /// What each test waited for, in all its tries.
    var waits: [TestIdentity: [TestWait]] {
        report.record.timeline.reduce(into: [:]) { waits, entry in
            if case .testWaited(let wait) = entry.event { waits[wait.test, default: []].append(wait) }
        }
    }
}
