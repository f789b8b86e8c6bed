public import Conformance

/// A test that an installed Tempest has.
public struct TempestTest: Sendable, Hashable {
    /// Its name and id.
    public let identity: TestIdentity
    /// Its name as stestr writes it, with attributes: what Tempest is asked for.
    public let stestrName: String
    /// Whom its class acts as: `primary`, `alt`, `admin`, `project_reader`, a list of roles as `[role,role]`.
    public let credentials: [String]

    /// Describes a test.
    public init(stestrName: String, credentials: [String]) {
        identity = TestIdentity(stestr: stestrName)
        self.stestrName = stestrName
        self.credentials = credentials
    }
}

/// What tests an installed Tempest has, and which of its modules it could not take in.
public struct TempestInventory: Sendable {
    /// The tests, in the order of their names.
    public let tests: [TempestTest]
    /// Modules that cannot be imported, with the reason.
    public let broken: [Broken]

    /// A module that cannot be imported.
    public struct Broken: Sendable, Hashable {
        /// The module's name.
        public let module: String
        /// What Python says of it.
        public let reason: String
    }

    init(tests: [TempestTest], broken: [Broken]) {
        self.tests = tests
        self.broken = broken
    }

    /// What a selection wants of these tests.
    ///
    /// - Returns: the tests to run, and those that were named and are not there, each with the reason.
    /// - Throws: ``SelectionError`` for a pattern that is no regular expression.
    public func select(
        _ selection: Selection
    ) throws(SelectionError) -> (tests: [TempestTest], missing: [TestResult]) {
        let filter = try SelectionFilter(selection)
        guard let wanted = selection.tests else {
            return (tests.filter { filter.accepts($0.stestrName) }, [])
        }
        let byName = Dictionary(grouping: tests, by: \.identity.name)
        let byID = Dictionary(grouping: tests.filter { !$0.identity.id.isEmpty }, by: \.identity.id)
        var found: Set<TempestTest> = []
        var missing: [TestResult] = []
        for identity in wanted {
            let named = (byName[identity.name] ?? []).filter {
                identity.id.isEmpty || $0.identity.id.isEmpty || $0.identity.id == identity.id
            }
            let matches = named.isEmpty && !identity.id.isEmpty ? byID[identity.id] ?? [] : named
            if matches.isEmpty, filter.accepts(identity.description) {
                missing.append(TestResult(identity, .notRun, reason: absence(of: identity)))
            }
            found.formUnion(matches.filter { filter.accepts($0.stestrName) })
        }
        return (found.sorted { $0.identity < $1.identity }, missing)
    }

    private func absence(of test: TestIdentity) -> String {
        if let broken = broken.first(where: { test.name.hasPrefix($0.module + ".") }) {
            return "Tempest cannot import \(broken.module): \(broken.reason)"
        }
        let package = test.name.prefix { $0 != "." }
        if !tests.contains(where: { $0.identity.name.hasPrefix(package + ".") }) {
            let plugin = package.replacing("_", with: "-")
            return "Tempest's installation has no \(plugin); `fits tempest install --plugin \(plugin)` adds it"
        }
        return "this Tempest has no such test"
    }
}
