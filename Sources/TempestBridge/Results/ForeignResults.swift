public import Conformance
public import Foundation

/// What somebody else's test run says, in whichever form it was kept.
public struct ForeignResults: Sendable {
    /// A form in which results are kept.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// A subunit stream, version 2.
        case subunit
        /// A subunit stream, version 1, which is also what stestr has in its repository.
        case subunitText
        /// JUnit XML.
        case junit
        /// What refstack-client uploads and RefStack answers: the tests that passed.
        case refstack

        /// The form's name for people.
        public var title: String {
            switch self {
            case .subunit: "subunit v2"
            case .subunitText: "subunit v1"
            case .junit: "JUnit XML"
            case .refstack: "RefStack JSON"
            }
        }
    }

    /// The form.
    public let form: Form
    /// Where it was read, as it may be shown.
    public let source: String
    /// How tests ended, in the order in which they did; a set-up of a class that ended early is one of them.
    public internal(set) var results: [TestResult] = []
    /// Tests that are said to be there, whether or not they ran.
    public internal(set) var listed: [TestIdentity] = []
    /// When the run began, where that is known.
    public internal(set) var startedAt: Date?
    /// How long the run took, in seconds, where that is known.
    public internal(set) var seconds: Double?
    /// The id of the catalog's identity service, by which RefStack knows a cloud.
    public internal(set) var cloudID: String?
    /// What could not be read, in order; empty when everything could.
    public internal(set) var damage: [String] = []

    init(form: Form, source: String) {
        self.form = form
        self.source = source
    }
}

/// Why results cannot be read.
public struct ForeignResultsError: Error, Sendable, CustomStringConvertible {
    /// One sentence: which file, and what is wrong with it.
    public let description: String

    init(_ source: String, _ problem: String) { description = "\(source) \(problem)" }
}

extension ForeignResults {
    /// Every result, with those that follow from others, for a run of certain tests.
    ///
    /// * Of a test that ended more than once the last end counts.
    /// * A class whose set-up was skipped has its tests skipped for the same reason; one whose set-up failed is itself
    ///   a failure, and its tests did not run.
    /// * A test that was listed or wanted and has no outcome did not run, and the reason is why nothing is known.
    ///
    /// - Parameters:
    ///   - wanted: tests the run was to have.
    ///   - known: tests there are, to find those of a class by.
    /// - Returns: one result for each test, in the order of their names.
    public func completed(
        wanted: [TestIdentity] = [],
        known: @autoclosure () -> [TestIdentity] = []
    ) -> [TestResult] {
        completion(wanted, known).sorted
    }

    /// How many tests ended in which way.
    ///
    /// - Parameters:
    ///   - wanted: tests the run was to have.
    ///   - known: tests there are, to find those of a class by.
    /// - Returns: the counts of what ``completed(wanted:known:)`` returns, sooner.
    public func counts(
        wanted: [TestIdentity] = [],
        known: @autoclosure () -> [TestIdentity] = []
    ) -> [Outcome: Int] {
        completion(wanted, known).counts
    }

    private func completion(_ wanted: [TestIdentity], _ known: () -> [TestIdentity]) -> ResultCompletion {
        var completion = ResultCompletion(results)
        let others = completion.needsOthers ? known() : []
        completion.adoptIDs(of: wanted + others)
        completion.spread(to: wanted + listed, orElse: others)
        completion.fill(listed, reason: absence)
        completion.fill(wanted, underAnyName: true, reason: absence)
        return completion
    }

    /// Why nothing is known of a test.
    private var absence: String {
        if form == .refstack { return "\(source) names only tests that passed" }
        guard let first = damage.first else { return "\(source) has no outcome of it" }
        return "\(source) has no outcome of it, and is damaged: \(first)"
    }
}

/// Results on their way to one for each test.
struct ResultCompletion {
    /// What results are found by besides their tests.
    private struct Index {
        let names: Set<String>
        let ids: Set<String>
    }

    /// Every result there was, whether it counts or not; results are large, and only their places move.
    private var results: [TestResult]
    private var places: [TestIdentity: Int] = [:]
    /// Made when somebody looks for something: most results are complete as they come.
    private var index: Index?

    init(_ results: [TestResult]) {
        self.results = results
        places.reserveCapacity(results.count)
        for (place, result) in results.enumerated() { places[result.identity] = place }
    }

    private mutating func set(_ result: TestResult) {
        places[result.identity] = results.count
        results.append(result)
    }

    private mutating func indexed() -> Index {
        if let index { return index }
        let made = Index(names: Set(places.keys.map(\.name)), ids: Set(places.keys.map(\.id)).subtracting([""]))
        index = made
        return made
    }

    /// Whether tests of other lists can say more of these results: an id, or what a class consists of.
    var needsOthers: Bool { places.keys.contains { $0.id.isEmpty } }

    /// In the order of their names.
    var sorted: [TestResult] {
        places.values.sorted { results[$0].identity < results[$1].identity }.map { results[$0] }
    }

    /// How many ended in which way.
    var counts: [Outcome: Int] {
        places.values.reduce(into: [:]) { counts, place in counts[results[place].outcome, default: 0] += 1 }
    }

    /// Gives tests that came without an id the one that their name has elsewhere.
    mutating func adoptIDs(of tests: [TestIdentity]) {
        let nameless = places.keys.filter(\.id.isEmpty)
        guard !nameless.isEmpty else { return }
        let known = Dictionary(
            tests.filter { !$0.id.isEmpty }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for identity in nameless {
            guard let whole = known[identity.name], places[whole] == nil,
                let place = places.removeValue(forKey: identity)
            else { continue }
            results[place].identity = whole
            places[whole] = place
        }
        index = nil
    }

    /// Gives every test of a class whose set-up ended early its outcome.
    ///
    /// Tempest says it of the class alone.
    mutating func spread(to tests: [TestIdentity], orElse others: [TestIdentity]) {
        let setUps = places.values.filter { place in
            results[place].outcome != .passed && results[place].identity.fixtureClass(of: "setUpClass") != nil
        }.map { results[$0] }
        guard !setUps.isEmpty else { return }
        let members = Dictionary(grouping: tests, by: \.className)
        let otherMembers = Dictionary(grouping: others, by: \.className)
        for setUp in setUps {
            guard let name = setUp.identity.fixtureClass(of: "setUpClass") else { continue }
            let candidates = members[name] ?? otherMembers[name] ?? []
            let index = indexed()
            let missing = candidates.filter { !hasResult(of: $0, underAnyName: false, index) }
            for test in missing {
                var result = TestResult(test, setUp.outcome == .failed ? .notRun : setUp.outcome)
                result.startedAt = setUp.startedAt
                result.reason =
                    setUp.outcome == .failed
                    ? "the set-up of its class failed: " + (setUp.failures.first?.message ?? "no reason was given")
                    : setUp.reason
                set(result)
            }
            if setUp.outcome != .failed, !missing.isEmpty { places[setUp.identity] = nil }
        }
        index = nil
    }

    /// Tests without an outcome did not run.
    ///
    /// - Parameters:
    ///   - tests: the tests.
    ///   - underAnyName: whether a result with the id is one of the test, whatever its name. So it is where names are those
    ///     of another release; but variants of a test share an id, too.
    ///   - reason: why nothing is known of them.
    mutating func fill(_ tests: [TestIdentity], underAnyName: Bool = false, reason: String) {
        guard !tests.isEmpty else { return }
        let index = indexed()
        for test in tests where !hasResult(of: test, underAnyName: underAnyName, index) {
            set(TestResult(test, .notRun, reason: reason))
        }
    }

    /// By the name where one of both has no id.
    private func hasResult(of test: TestIdentity, underAnyName: Bool, _ index: Index) -> Bool {
        if places[test] != nil || (underAnyName && !test.id.isEmpty && index.ids.contains(test.id)) { return true }
        guard index.names.contains(test.name) else { return false }
        return test.id.isEmpty || places[TestIdentity(name: test.name, id: "")] != nil
    }
}

extension TestIdentity {
    /// The class of `setUpClass (package.Class)`; `nil` for a test, or another step.
    func fixtureClass(of step: String) -> String? {
        guard name.hasPrefix(step + " ("), name.hasSuffix(")") else { return nil }
        return String(name.dropFirst(step.count + 2).dropLast())
    }
}
