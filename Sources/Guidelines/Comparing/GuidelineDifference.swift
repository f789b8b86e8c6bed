public import Conformance

/// What one guideline asks for and another does not.
///
/// Tests are the same by id; by name where one of both has no id; else by an alias. Programmes and capabilities are the
/// same by name.
public struct GuidelineDifference: Sendable, Hashable, Codable {
    /// The id of the guideline that is compared.
    public let from: String
    /// The id of the guideline it is compared with.
    public let to: String
    /// Every programme of either, with what it asks for; those of the second first.
    public let programmes: [Programme]
    /// Capabilities that stand differently, in the order of names.
    public let capabilities: [Capability]
    /// Tests that stand differently or have another name, in the order of names.
    public let tests: [Test]

    /// A programme of either guideline.
    public struct Programme: Sendable, Hashable, Codable {
        /// The name.
        public let name: String
        /// What it asks for in the first; `nil` when it is not there.
        public let before: Guideline.Counts?
        /// What it asks for in the second; `nil` when it is not there.
        public let after: Guideline.Counts?
    }

    /// A capability that stands differently.
    public struct Capability: Sendable, Hashable, Codable {
        /// The name.
        public let name: String
        /// Where it stands in the first.
        public let before: Place
        /// Where it stands in the second.
        public let after: Place
    }

    /// A test that stands differently or has another name.
    public struct Test: Sendable, Hashable, Codable {
        /// As the second guideline names it, or the first if only that has it.
        public let identity: TestIdentity
        /// Its name in the first where that is another one.
        public let oldName: String?
        /// Where it stands in the first.
        public let before: Place
        /// Where it stands in the second.
        public let after: Place
        /// Its flag in the first.
        public let flagBefore: Guideline.Flag?
        /// Its flag in the second.
        public let flagAfter: Guideline.Flag?

        /// Whether it has to pass in the first.
        public var decidedBefore: Bool { before == .required && flagBefore == nil }
        /// Whether it has to pass in the second.
        public var decidesAfter: Bool { after == .required && flagAfter == nil }
    }

    /// Where something stands in a guideline: a status, or one of the ways to have none.
    public enum Place: String, Sendable, Hashable, Codable {
        case required, advisory, deprecated, removed
        /// Defined, and listed by no component.
        case unlisted
        /// Not in the document.
        case absent

        init(_ status: Guideline.Status?) {
            switch status {
            case .required: self = .required
            case .advisory: self = .advisory
            case .deprecated: self = .deprecated
            case .removed: self = .removed
            case nil: self = .unlisted
            }
        }
    }

    /// Compares two guidelines.
    public init(from: Guideline, to: Guideline) {
        self.from = from.id
        self.to = to.id
        let names = to.programmes.map(\.name) + from.programmes.map(\.name)
        var seen: Set<String> = []
        programmes = names.filter { seen.insert($0.lowercased()).inserted }.map { name in
            func counts(in guideline: Guideline) -> Guideline.Counts? {
                guideline.programmes.first { $0.name.lowercased() == name.lowercased() }.map {
                    guideline.counts(of: $0)
                }
            }
            return Programme(name: name, before: counts(in: from), after: counts(in: to))
        }
        let places = [from, to].map { guideline in
            Dictionary(
                guideline.capabilities.map { ($0.name, Place($0.status())) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        capabilities = Set(places.flatMap(\.keys)).sorted().compactMap { name in
            let before = places[0][name] ?? .absent
            let after = places[1][name] ?? .absent
            return before == after ? nil : Capability(name: name, before: before, after: after)
        }
        tests = Self.tests(from: StandingTest.all(of: from), to: StandingTest.all(of: to))
    }

    private static func tests(from: [StandingTest], to: [StandingTest]) -> [Test] {
        let index = StandingIndex(to)
        var matched: Set<TestIdentity> = []
        var tests: [Test] = []
        for old in from {
            let new = index.counterpart(of: old)
            if let new { matched.insert(new.test.identity) }
            let identity = new?.test.identity ?? old.test.identity
            let test = Test(
                identity: identity,
                oldName: identity.name == old.test.identity.name ? nil : old.test.identity.name,
                before: old.place,
                after: new?.place ?? .absent,
                flagBefore: old.test.flag,
                flagAfter: new?.test.flag
            )
            let isSame = test.before == test.after && (test.flagBefore == nil) == (test.flagAfter == nil)
            if !isSame || test.oldName != nil { tests.append(test) }
        }
        for new in to where !matched.contains(new.test.identity) {
            tests.append(
                Test(
                    identity: new.test.identity,
                    oldName: nil,
                    before: .absent,
                    after: new.place,
                    flagBefore: nil,
                    flagAfter: new.test.flag
                )
            )
        }
        return tests.sorted { $0.identity < $1.identity }
    }
}

/// A test of a guideline, where it is wanted most.
private struct StandingTest {
    let test: Guideline.Test
    let status: Guideline.Status?

    var place: GuidelineDifference.Place { GuidelineDifference.Place(status) }

    /// From what has to pass to what no component lists.
    private var rank: (Int, Int) {
        let status = status.flatMap(Guideline.Status.allCases.firstIndex) ?? Guideline.Status.allCases.count
        return (status, test.flag == nil ? 0 : 1)
    }

    static func all(of guideline: Guideline) -> [StandingTest] {
        var all: [TestIdentity: StandingTest] = [:]
        for capability in guideline.capabilities {
            for test in capability.tests {
                let new = StandingTest(test: test, status: capability.status())
                if let known = all[test.identity], known.rank <= new.rank { continue }
                all[test.identity] = new
            }
        }
        return all.values.sorted { $0.test.identity < $1.test.identity }
    }
}

/// The tests of a guideline by all they are known by.
private struct StandingIndex {
    private let byID: [String: [StandingTest]]
    private let byName: [String: [StandingTest]]

    init(_ tests: [StandingTest]) {
        byID = Dictionary(grouping: tests.filter { !$0.test.identity.id.isEmpty }, by: \.test.identity.id)
        byName = tests.reduce(into: [:]) { names, test in
            for name in [test.test.identity.name] + test.test.aliases { names[name, default: []].append(test) }
        }
    }

    func counterpart(of old: StandingTest) -> StandingTest? {
        let identity = old.test.identity
        if let sameID = byID[identity.id] {
            return sameID.first { $0.test.identity.name == identity.name } ?? sameID.first
        }
        for name in [identity.name] + old.test.aliases {
            let named = (byName[name] ?? []).first { identity.id.isEmpty || $0.test.identity.id.isEmpty }
            if let named { return named }
        }
        return nil
    }
}
