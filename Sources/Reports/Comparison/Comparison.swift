public import Conformance

/// Runs against several clouds side by side: what works where, where they part, and what differs without any test
/// minding.
///
/// A pure function of the runs: the same runs give the same comparison.
public struct Comparison: Sendable {
    /// What is compared, in the order given.
    public let sides: [Side]
    /// Capabilities by cloud, a matrix for every guideline; one by subject where there is none.
    public let matrices: [Matrix]
    /// Every test of any side, in the order of names.
    public let tests: [Test]
    /// What differs and no test asserts.
    public let unasserted: Unasserted

    /// One run.
    public struct Side: Sendable {
        /// What it is called here: the cloud's name, with the run's beginning where there are several of the cloud.
        public let label: String
        /// The run.
        public let report: Report
        /// What the cloud is; `nil` where the run did not ask.
        public let profile: CloudProfile?
        /// A letter for where there is no room for the label.
        public let letter: String

        let reader: OperationReader
        let inquiries: [Int: Inquiry]
    }

    /// What is to be compared.
    public struct Subject: Sendable {
        /// The run; its verdicts must be of the same guidelines as those of all others.
        public let report: Report
        /// What the cloud is; `nil` where the run did not ask.
        public let profile: CloudProfile?

        /// A run and the profile that was kept beside it.
        public init(_ report: Report, profile: CloudProfile?) {
            self.report = report
            self.profile = profile
        }
    }

    /// Compares runs.
    ///
    /// Tests are the same by name and id; where a name has changed between releases, by id alone.
    public init(_ subjects: [Subject]) {
        let labels = Self.labels(of: subjects.map(\.report.record))
        let sides = subjects.enumerated().map { index, subject in
            Side(subject, label: labels[index], letter: Self.letter(index))
        }
        let pairing = TestPairing(sides.map(\.report))
        let judged = Matrix.all(sides.map(\.report), pairing)
        let matrices = judged.isEmpty ? [Matrix(bySubject: pairing)] : judged
        let tests = pairing.tests.map { identity in
            Test(
                identity,
                results: pairing.results[identity] ?? [],
                place: Place(of: identity, in: matrices),
                sides: sides
            )
        }
        self.sides = sides
        self.matrices = matrices
        self.tests = tests
        unasserted = Unasserted(sides, tests: tests)
    }

    /// The tests whose outcomes tell that clouds differ.
    public var differing: [Test] { tests.filter(\.differs) }

    /// Whether clouds differ in an outcome.
    public var hasDifferentOutcomes: Bool { tests.contains(where: \.differs) }

    /// The tests that came to an outcome on every side.
    public var commonTests: Int { tests.count { test in test.standings.allSatisfy { $0 != .open } } }

    // MARK: - Names

    private static func labels(of records: [RunRecord]) -> [String] {
        let clouds = records.map(\.description.cloud)
        let dated = records.map { "\($0.description.cloud) \(Wording.time($0.startedAt).dropLast(4))" }
        return records.indices.map { index in
            if clouds.count(where: { $0 == clouds[index] }) == 1 { return clouds[index] }
            if dated.count(where: { $0 == dated[index] }) == 1 { return dated[index] }
            return records[index].description.run
        }
    }

    private static func letter(_ index: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
        return index < 26 ? letter : "\(letter)\(index / 26 + 1)"
    }
}

extension Comparison {
    /// Whether runs have a test in common, so that there is something to compare.
    public static func hasCommonTests(_ records: [RunRecord]) -> Bool {
        TestPairing(records.map(\.allResults)).results.values.contains { $0.count(where: { $0 != nil }) > 1 }
    }
}

extension Comparison.Side {
    fileprivate init(_ subject: Comparison.Subject, label: String, letter: String) {
        self.label = label
        self.letter = letter
        report = subject.report
        profile = subject.profile
        let reader = OperationReader(subject.report.exchanges.values)
        self.reader = reader
        inquiries = subject.report.exchanges.mapValues { Inquiry($0, reader: reader) }
    }

    /// What a test did, in order.
    func steps(of result: TestResult) -> [Step] {
        Step.all(report.exchanges(of: result)) { exchange in
            inquiries[exchange.number] ?? Inquiry(exchange, reader: reader)
        }
    }
}

/// The tests of several runs, each once.
struct TestPairing {
    /// Every test of any run, in the order of names.
    let tests: [TestIdentity]
    /// Its result in each run.
    let results: [TestIdentity: [TestResult?]]
    private let identities: [TestIdentity: TestIdentity]

    init(_ reports: [Report]) { self.init(reports.map(\.results)) }

    init(_ runs: [[TestResult]]) {
        let byID = Dictionary(grouping: Set(runs.joined().map(\.identity)).filter { !$0.id.isEmpty }, by: \.id)
        var identities: [TestIdentity: TestIdentity] = [:]
        for names in byID.values where names.count > 1 {
            // Several names of one id in one run are variants of a test, which are not the same.
            let isRenamed = runs.allSatisfy { run in
                Set(run.map(\.identity)).intersection(names).count <= 1
            }
            guard isRenamed, let first = names.min() else { continue }
            for name in names { identities[name] = first }
        }
        var results: [TestIdentity: [TestResult?]] = [:]
        for (index, run) in runs.enumerated() {
            for result in run {
                let identity = identities[result.identity] ?? result.identity
                results[identity, default: Array(repeating: nil, count: runs.count)][index] = result
            }
        }
        self.identities = identities
        self.results = results
        tests = results.keys.sorted()
    }

    /// The name under which a test of a run is known here.
    func identity(of test: TestIdentity) -> TestIdentity { identities[test] ?? test }
}
