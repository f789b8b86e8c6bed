public import Conformance

/// What changes for a run when it is judged by another guideline.
public struct VerdictDifference: Sendable, Hashable, Codable {
    /// The id of the guideline it was judged by first.
    public let from: String
    /// The id of the guideline it was judged by then.
    public let to: String
    /// Every programme of either; those of the second first.
    public let programmes: [Programme]
    /// Capabilities that stand or end differently, in the order of names.
    public let capabilities: [Capability]
    /// Tests that were not shown to pass and weigh differently, in the order of names.
    public let tests: [Test]

    /// A programme of either guideline.
    public struct Programme: Sendable, Hashable, Codable {
        /// The name.
        public let name: String
        /// By the first; `nil` when it has no such programme.
        public let before: Verdict.Group?
        /// By the second; `nil` when it has no such programme.
        public let after: Verdict.Group?
    }

    /// A capability that stands or ends differently.
    public struct Capability: Sendable, Hashable, Codable {
        /// The name.
        public let name: String
        /// Where it stands in the first.
        public let before: GuidelineDifference.Place
        /// Where it stands in the second.
        public let after: GuidelineDifference.Place
        /// What the first concludes; `nil` when it has no such capability.
        public let conclusionBefore: Verdict.Conclusion?
        /// What the second concludes; `nil` when it has no such capability.
        public let conclusionAfter: Verdict.Conclusion?
    }

    /// A test that was not shown to pass and weighs differently.
    public struct Test: Sendable, Hashable, Codable {
        /// As the second guideline names it, or the first if only that has it.
        public let identity: TestIdentity
        /// How it ended; `nil` when the run has no such test.
        public let outcome: Outcome?
        /// Why it was skipped or not run.
        public let reason: String?
        /// Its weight by the first.
        public let before: Weight
        /// Its weight by the second.
        public let after: Weight
    }

    /// What a test means for a verdict.
    public enum Weight: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
        /// Has to pass.
        case decides
        /// Would have to, were it not flagged.
        case flagged
        /// Is of capabilities that are not required.
        case optional
        /// Is not in the document.
        case absent

        /// Whether the left one weighs more.
        public static func < (left: Self, right: Self) -> Bool {
            guard let first = allCases.firstIndex(of: left), let second = allCases.firstIndex(of: right) else {
                return false
            }
            return first < second
        }
    }

    /// Compares two verdicts on one run.
    public init(from: Verdict, to: Verdict) {
        self.from = from.guideline
        self.to = to.guideline
        let names = to.programmes.map(\.name) + from.programmes.map(\.name)
        var seen: Set<String> = []
        programmes = names.filter { seen.insert($0.lowercased()).inserted }.map { name in
            func group(in verdict: Verdict) -> Verdict.Group? {
                verdict.programmes.first { $0.name.lowercased() == name.lowercased() }
            }
            return Programme(name: name, before: group(in: from), after: group(in: to))
        }
        let known = [from, to].map { verdict in
            Dictionary(verdict.capabilities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
        capabilities = Set(known.flatMap(\.keys)).sorted().compactMap { name in
            let (before, after) = (known[0][name], known[1][name])
            let capability = Capability(
                name: name,
                before: before.map { GuidelineDifference.Place($0.status) } ?? .absent,
                after: after.map { GuidelineDifference.Place($0.status) } ?? .absent,
                conclusionBefore: before?.conclusion,
                conclusionAfter: after?.conclusion
            )
            let isSame =
                capability.before == capability.after && capability.conclusionBefore == capability.conclusionAfter
            return isSame ? nil : capability
        }
        tests = Self.tests(from: from, to: to)
    }

    private static func tests(from: Verdict, to: Verdict) -> [Test] {
        let (before, after) = (WeighedTest.all(of: from), WeighedTest.all(of: to))
        let changed = Set(before.keys).union(after.keys).compactMap { key -> Test? in
            let (old, new) = (before[key], after[key])
            guard let test = new?.test ?? old?.test, test.outcome?.isSuccess != true else { return nil }
            let (first, second) = (old?.weight ?? .absent, new?.weight ?? .absent)
            guard first != second else { return nil }
            return Test(
                identity: test.identity,
                outcome: test.outcome,
                reason: test.reason,
                before: first,
                after: second
            )
        }
        return changed.sorted { $0.identity < $1.identity }
    }
}

/// A test of a verdict, where it weighs most.
private struct WeighedTest {
    let test: Verdict.Test
    let weight: VerdictDifference.Weight

    /// By the test of the run that decided, so that one test under two names is one; else by id or name.
    static func all(of verdict: Verdict) -> [String: WeighedTest] {
        var all: [String: WeighedTest] = [:]
        for capability in verdict.capabilities {
            for test in capability.tests {
                let weight: VerdictDifference.Weight =
                    if capability.status != .required { .optional } else { test.flag == nil ? .decides : .flagged }
                let identity = test.decidedBy ?? test.identity
                let key = test.outcome == nil && !identity.id.isEmpty ? identity.id : identity.description
                if let known = all[key], known.weight <= weight { continue }
                all[key] = WeighedTest(test: test, weight: weight)
            }
        }
        return all
    }
}
