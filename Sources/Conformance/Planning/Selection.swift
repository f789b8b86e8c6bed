/// Which tests are wanted, with stestr's meaning of every part.
///
/// A test is selected when it matches any of `patterns` (all tests do when there are none), stands in `names` if that
/// is given, and matches none of `exclusions`. Patterns are searched for anywhere in `name[id-…,attributes]`.
public struct Selection: Sendable, Hashable {
    /// Regular expressions, of which one must be found.
    public var patterns: [String]
    /// Regular expressions of which none may be found, each with the reason it is there.
    public var exclusions: [Exclusion]
    /// Exactly these tests; those that have no native version are kept as not run.
    ///
    /// `nil` for no such list.
    public var tests: [TestIdentity]?

    /// A regular expression of an exclusion list.
    public struct Exclusion: Sendable, Hashable {
        /// The expression.
        public let pattern: String
        /// The comment behind it.
        public let reason: String?

        /// Describes an exclusion.
        public init(pattern: String, reason: String? = nil) {
            self.pattern = pattern
            self.reason = reason
        }
    }

    /// Selects by patterns, exclusions and lists; by default everything.
    public init(patterns: [String] = [], exclusions: [Exclusion] = [], tests: [TestIdentity]? = nil) {
        self.patterns = patterns
        self.exclusions = exclusions
        self.tests = tests
    }

    /// What is selected of a suite.
    public struct Selected: Sendable {
        /// The tests with a native version.
        public let tests: [ConformanceTest]
        /// Wanted by a list, but without a native version.
        public let missing: [TestIdentity]
        /// Not wanted themselves, but followed in their sequences by tests that are.
        let preludes: [ConformanceTest]

        init(tests: [ConformanceTest], missing: [TestIdentity], of suite: TestSuite) {
            self.tests = tests
            self.missing = missing
            preludes = Self.preludes(to: tests, in: suite)
        }

        private static func preludes(to tests: [ConformanceTest], in suite: TestSuite) -> [ConformanceTest] {
            let wanted = tests.compactMap(\.place)
            guard !wanted.isEmpty else { return [] }
            let names = Set(wanted.map(\.sequence))
            var known: [SequencePlace.Key: ConformanceTest] = [:]
            for test in suite.tests {
                guard let place = test.place, names.contains(place.sequence) else { continue }
                known[place.key] = test
            }
            var kept = Set(wanted.map(\.key))
            var preludes: [ConformanceTest] = []
            for place in wanted {
                var place = place
                while place.followsPrior, let prior = known[place.priorKey], let next = prior.place {
                    if kept.insert(next.key).inserted { preludes.append(prior) }
                    place = next
                }
            }
            return preludes
        }
    }

    /// Applies the selection.
    ///
    /// Lists name a test by its id as well as by its name, so that old names are found.
    ///
    /// - Throws: ``SelectionError`` for a pattern that is no regular expression.
    public func apply(to suite: TestSuite) throws(SelectionError) -> Selected {
        let filter = try SelectionFilter(self)
        func isSelected(_ name: String) -> Bool { filter.accepts(name) }
        guard let wanted = tests else {
            return Selected(tests: suite.tests.filter { isSelected($0.stestrName) }, missing: [], of: suite)
        }
        let byName = Dictionary(suite.tests.map { ($0.identity.name, $0) }, uniquingKeysWith: { first, _ in first })
        let byID = Dictionary(grouping: suite.tests, by: \.identity.id)
        var found: Set<TestIdentity> = []
        var missing: [TestIdentity] = []
        for identity in wanted {
            let matches: [ConformanceTest]
            if let test = byName[identity.name], identity.id.isEmpty || test.identity.id == identity.id {
                matches = [test]
            } else {
                matches = identity.id.isEmpty ? [] : byID[identity.id] ?? []
            }
            if matches.isEmpty, isSelected(identity.description) { missing.append(identity) }
            found.formUnion(matches.map(\.identity))
        }
        return Selected(
            tests: suite.tests.filter { found.contains($0.identity) && isSelected($0.stestrName) },
            missing: missing,
            of: suite
        )
    }
}

/// The regular expressions of a selection, ready to be applied to names.
public struct SelectionFilter {
    private let included: [Regex<AnyRegexOutput>]
    private let excluded: [Regex<AnyRegexOutput>]

    /// Reads the patterns and exclusions of a selection.
    ///
    /// - Throws: ``SelectionError`` for a pattern that is no regular expression.
    public init(_ selection: Selection) throws(SelectionError) {
        included = try selection.patterns.map { pattern throws(SelectionError) in try Self.compiled(pattern) }
        excluded = try selection.exclusions.map { exclusion throws(SelectionError) in
            try Self.compiled(exclusion.pattern)
        }
    }

    /// Whether a name, with its attributes, is matched by a pattern, if there are such, and by no exclusion.
    public func accepts(_ name: String) -> Bool {
        (included.isEmpty || included.contains { name.contains($0) }) && !excluded.contains { name.contains($0) }
    }

    private static func compiled(_ pattern: String) throws(SelectionError) -> Regex<AnyRegexOutput> {
        do {
            return try Regex(pattern)
        } catch {
            throw SelectionError(pattern: pattern)
        }
    }
}

/// A pattern that is no regular expression.
public struct SelectionError: Error, Sendable, CustomStringConvertible {
    /// The pattern.
    public let pattern: String

    /// One sentence: which pattern.
    public var description: String { "'\(pattern)' is not a regular expression" }
}
