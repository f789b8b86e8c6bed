public import Foundation
public import OpenStack

/// What a verification found, except for the guideline's tests.
public struct VerificationReport: Sendable {
    /// When the states were recorded.
    public let recordedAt: Date
    /// The newest versions of services before and now, by their types; only those that differ.
    public let versions: [VersionChange]
    /// What became of the recorded resources, in the order in which they were made.
    public let states: [StateVerdict]
    /// What came of trying to use them.
    public let checks: [UsabilityResult]
    /// What was not there to be recorded, and why.
    public let skipped: [SkippedResource]
    /// What the verification made and could not remove.
    public let left: [UpgradeRemoval.Report]

    /// A service and what it said of itself before and after.
    public struct VersionChange: Sendable, Hashable {
        /// The service's type.
        public let service: String
        /// Its newest version before; `nil` when it did not say.
        public let before: String?
        /// Its newest version now; `nil` when it does not say.
        public let after: String?
    }

    init(
        _ state: RecordedState,
        versions: [String: String],
        states: [StateVerdict],
        checks: [UsabilityResult],
        left: [UpgradeRemoval.Report]
    ) {
        recordedAt = state.at
        self.versions = Set(state.versions.keys).union(versions.keys).sorted()
            .filter { state.versions[$0] != versions[$0] }
            .map { VersionChange(service: $0, before: state.versions[$0], after: versions[$0]) }
        self.states = states
        self.checks = checks
        skipped = state.skipped
        self.left = left.filter(\.isLeft)
    }

    /// Whether nothing is wrong.
    public var isClean: Bool {
        states.allSatisfy(\.isUnchanged) && !checks.contains { if case .fails = $0.end { true } else { false } }
    }

    /// The report as JSON: `fits-upgrade-verify-1`.
    public var json: JSON {
        [
            "format": "fits-upgrade-verify-1",
            "recordedAt": .string(recordedAt.formatted(.iso8601)),
            "isClean": .bool(isClean),
            "versions": .array(
                versions.map {
                    ["service": .string($0.service), "before": JSON($0.before), "after": JSON($0.after)]
                }
            ),
            "resources": .array(states.map(Self.json)),
            "checks": .array(checks.map(Self.json)),
            "skipped": .array(
                skipped.map { ["kind": .string($0.kind.rawValue), "reason": .string($0.reason)] }
            ),
            "left": .array(left.map { ["kind": .string($0.kind), "name": .string($0.name)] }),
        ]
    }

    private static func json(_ verdict: StateVerdict) -> JSON {
        var members: [String: JSON] = [
            "kind": .string(verdict.resource.kind.rawValue), "id": .string(verdict.resource.id),
            "architecture": JSON(verdict.resource.architecture),
        ]
        switch verdict.end {
        case .gone: members["end"] = "gone"
        case .unreadable(let reason):
            members["end"] = "unreadable"
            members["reason"] = .string(reason)
        case .there(let comparison):
            members["end"] = comparison.findings.isEmpty ? "unchanged" : "changed"
            members["findings"] = .array(comparison.findings.map(json))
            members["additions"] = .array(comparison.additions.map(json))
            members["expected"] = .array(comparison.expected.map(json))
        }
        return .object(members)
    }

    private static func json(_ change: StateChange) -> JSON {
        var members: [String: JSON] = ["path": .array(change.path.map(JSON.string))]
        members["before"] = change.before
        members["after"] = change.after
        members["reason"] = change.reason.map(JSON.string)
        return .object(members)
    }

    private static func json(_ result: UsabilityResult) -> JSON {
        let (end, reason): (String, String?) =
            switch result.end {
            case .works: ("works", nil)
            case .fails(let reason): ("fails", reason)
            case .skipped(let reason): ("skipped", reason)
            }
        return [
            "check": .string(result.check.rawValue), "end": .string(end), "reason": JSON(reason),
            "seconds": .number(result.seconds),
        ]
    }
}
