import Conformance
public import Foundation

/// Whether something that worked no longer does.
///
/// Two sides are compared test by test. What decides is what worked in the baseline: if it fails or is skipped in the
/// candidate, the gate fails; if it did not come to an end or is absent, the gate cannot say, and is incomplete. What
/// never worked does not decide.
public struct Gate: Sendable {
    /// What was.
    public let baseline: GateSide
    /// What is.
    public let candidate: GateSide
    /// What became of every test that either side has, in the order of names.
    public let changes: [Change]
    /// What is concluded.
    public let conclusion: Conclusion
    /// Waivers whose time is over; they excuse nothing any more.
    public let expiredWaivers: [Waiver]
    /// Waivers that excuse nothing, since nothing they name fails.
    public let unusedWaivers: [Waiver]

    let tolerated: Set<Kind>

    /// What is concluded.
    public enum Conclusion: String, Sendable, Hashable, CaseIterable {
        /// Everything that worked works.
        case pass
        /// Something that worked no longer does.
        case fail
        /// Nothing was seen to fail, but not everything that worked was seen to work; or nothing worked before.
        case incomplete
    }

    /// Compares two sides.
    ///
    /// Tests are the same by name and id; what remains is the same by id alone, since names change between releases,
    /// and by name alone where one side does not know ids.
    ///
    /// - Parameters:
    ///   - baseline: what was.
    ///   - candidate: what is.
    ///   - waivers: what may fail, and until when.
    ///   - tolerated: changes that are shown and do not count.
    ///   - now: the time at which waivers are valid or over.
    public init(
        baseline: GateSide,
        candidate: GateSide,
        waivers: [Waiver] = [],
        tolerated: Set<Kind> = [],
        now: Date
    ) {
        self.baseline = baseline
        self.candidate = candidate
        self.tolerated = tolerated
        let valid = waivers.filter { !$0.isExpired(at: now) }
        var used: Set<Waiver> = []
        changes = Self.pairs(baseline, candidate).map { test, before, after in
            var change = Change(test, before: before, after: after)
            guard change.isExcusable else { return change }
            let matching = valid.filter { $0.covers(test, cloud: candidate.cloud) }
            used.formUnion(matching)
            change.waiver = matching.first
            return change
        }.sorted { $0.test < $1.test }
        expiredWaivers = waivers.filter { $0.isExpired(at: now) }
        unusedWaivers = valid.filter { !used.contains($0) }
        let counted = changes.filter { $0.waiver == nil && !tolerated.contains($0.kind) }.map(\.kind.consequence)
        let worked = changes.contains { $0.outcomeBefore?.isSuccess == true }
        conclusion =
            counted.contains(.fail) ? .fail : counted.contains(.incomplete) || !worked ? .incomplete : .pass
    }

    /// The changes of a kind, waived ones too.
    public func changes(_ kind: Kind) -> [Change] { changes.filter { $0.kind == kind } }

    /// Whether a change counts against the candidate.
    func counts(_ change: Change) -> Bool {
        change.kind.consequence != .pass && change.waiver == nil && !tolerated.contains(change.kind)
    }

    /// How many changes of a kind there are, in words: `3, 1 of them waived`.
    func count(_ kind: Kind) -> String {
        let changes = changes(kind)
        let waived = changes.count { $0.waiver != nil }
        return Wording.grouped(changes.count) + (waived > 0 ? ", \(Wording.grouped(waived)) of them waived" : "")
    }

    /// Why it is concluded, as a sentence without a full stop.
    public var reason: String {
        let worked = changes.count { $0.outcomeBefore?.isSuccess == true }
        guard worked > 0 else { return "nothing worked in the baseline, so nothing can be shown" }
        let counted = changes.filter(counts)
        let kinds: [(Kind, String)] = [
            (.newFailure, "now failing"), (.newlySkipped, "now skipped"), (.notRun, "not run to the end"),
            (.missing, "not part of the candidate"),
        ]
        let parts = kinds.compactMap { kind, words -> String? in
            let count = counted.count { $0.kind == kind }
            return count == 0 ? nil : "\(Wording.grouped(count)) \(words)"
        }
        let tests = Wording.count(worked, "test")
        guard !parts.isEmpty else {
            let excused = changes.count { $0.kind.consequence != .pass }
            if excused > 0 {
                let are = Wording.verb(excused, "is", "are")
                return "\(tests) worked before; \(Wording.grouped(excused)) of them \(are) excused"
            }
            return worked == 1 ? "the one test that worked before works" : "all \(tests) that worked before work"
        }
        return "of \(tests) that worked before: \(parts.joined(separator: ", "))"
    }

    // MARK: - Pairing

    private typealias Pair = (test: TestIdentity, before: GateSide.Observation?, after: GateSide.Observation?)

    private static func pairs(_ baseline: GateSide, _ candidate: GateSide) -> [Pair] {
        var before = baseline.observations
        var after = candidate.observations
        var pairs: [Pair] = []
        for (test, observation) in after {
            guard let known = before.removeValue(forKey: test) else { continue }
            after[test] = nil
            pairs.append((test, known, observation))
        }
        // By id alone, where that leaves no doubt; then by name, where one side has no id.
        for key in [\TestIdentity.id, \TestIdentity.name] {
            let old = Dictionary(grouping: before.keys.filter { !$0[keyPath: key].isEmpty }) { $0[keyPath: key] }
            let new = Dictionary(grouping: after.keys.filter { !$0[keyPath: key].isEmpty }) { $0[keyPath: key] }
            for (value, tests) in new {
                guard tests.count == 1, let others = old[value], others.count == 1 else { continue }
                if key == \TestIdentity.name, !tests[0].id.isEmpty, !others[0].id.isEmpty { continue }
                pairs.append((tests[0], before.removeValue(forKey: others[0]), after.removeValue(forKey: tests[0])))
            }
        }
        pairs += before.map { ($0, $1, candidate.classObservation(for: $0)) }
        pairs += after.map { ($0, baseline.classObservation(for: $0), $1) }
        return pairs
    }
}

extension Gate.Change {
    /// Whether it is something that a waiver can be for: the test does not work now.
    var isExcusable: Bool {
        if let after { return !after.outcome.isSuccess && (kind.consequence != .pass || after.outcome == .failed) }
        return kind == .missing
    }
}
