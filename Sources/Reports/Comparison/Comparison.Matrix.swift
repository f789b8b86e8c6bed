import Conformance
public import Guidelines

extension Comparison {
    /// Capabilities by cloud.
    public struct Matrix: Sendable {
        /// The guideline that has the capabilities; `nil` for a matrix by subject.
        public let guideline: String?
        /// The capabilities, in the guideline's order.
        public let rows: [Row]

        /// One capability.
        public struct Row: Sendable {
            /// What it is called.
            public let name: String
            /// How much the guideline wants it; `nil` when no component lists it, or there is no guideline.
            public let status: Guideline.Status?
            /// What became of it on each side.
            public let cells: [Cell]

            /// Its tests, as they are known in the comparison.
            let tests: [TestIdentity]
            /// Those of them that do not count.
            let flagged: Set<TestIdentity>
        }

        /// What became of a capability on one side.
        public struct Cell: Sendable, Hashable {
            /// What is concluded.
            public let standing: Standing
            /// How many of the tests that count showed that it works.
            public let demonstrated: Int
            /// How many tests count.
            public let total: Int
            /// The tests that do not count.
            public let flagged: Int
            /// How many of these showed that it works.
            public let demonstratedFlagged: Int
        }

        /// Whether a capability works on one side.
        public enum Standing: String, Sendable, Hashable, CaseIterable {
            /// Every test that counts showed it.
            case works
            /// Some did.
            case partly
            /// None did, and some failed.
            case fails
            /// All were skipped: the cloud does not have what it takes.
            case absent
            /// Some did not come to an end, or are not part of the run, and the others showed it.
            case notRun
            /// No test counts.
            case uncounted
        }

        /// Where a capability works.
        public enum Reach: String, Sendable, Hashable, CaseIterable {
            case everywhere, somewhere, nowhere
            /// Its tests came to no end on some sides, and nothing contradicts.
            case unknown
            /// No test counts.
            case uncounted
        }

        /// How many capabilities reach so far.
        public func count(_ reach: Reach) -> Int { rows.count { $0.reach == reach } }
    }
}

extension Comparison.Matrix.Row {
    /// Where it works.
    public var reach: Comparison.Matrix.Reach {
        if cells.allSatisfy({ $0.standing == .uncounted }) { return .uncounted }
        let working = cells.count { $0.standing == .works }
        let unknown = cells.count { $0.standing == .notRun }
        switch (working, unknown) {
        case (cells.count, _): return .everywhere
        case (1..., _) where working + unknown < cells.count: return .somewhere
        case (0, 0): return .nowhere
        default: return .unknown
        }
    }

    /// Whether the sides stand differently; where nothing is known, nothing differs.
    public var differs: Bool {
        let known = cells.filter { $0.standing != .notRun }
        return Set(known.map(\.standing)).count > 1 || Set(known.map(\.demonstrated)).count > 1
    }

    /// Whether it is worth a look: it differs, or works nowhere.
    var stands: Bool { differs || reach == .nowhere }
}

extension Comparison.Matrix.Cell {
    init(_ outcomes: [Outcome?], flagged: [Outcome?]) {
        demonstrated = outcomes.count { $0?.isSuccess == true }
        total = outcomes.count
        self.flagged = flagged.count
        demonstratedFlagged = flagged.count { $0?.isSuccess == true }
        standing =
            if outcomes.isEmpty {
                .uncounted
            } else if demonstrated == total {
                .works
            } else if !outcomes.contains(where: { $0 == .failed || $0 == .skipped }) {
                .notRun
            } else if demonstrated > 0 {
                .partly
            } else if outcomes.contains(.failed) {
                .fails
            } else if outcomes.allSatisfy({ $0 == .skipped }) {
                .absent
            } else {
                .notRun
            }
    }
}

extension Comparison.Matrix {
    /// A matrix for every guideline by which all runs were judged.
    static func all(_ reports: [Report], _ pairing: TestPairing) -> [Comparison.Matrix] {
        (reports.first?.verdicts ?? []).compactMap { first in
            let verdicts = reports.compactMap { report in report.verdicts.first { $0.guideline == first.guideline } }
            guard verdicts.count == reports.count else { return nil }
            return Comparison.Matrix(verdicts, pairing)
        }
    }

    private init(_ verdicts: [Verdict], _ pairing: TestPairing) {
        guideline = verdicts[0].guideline
        rows = verdicts[0].capabilities.indices.map { index in
            let capabilities = verdicts.map { $0.capabilities[index] }
            func known(_ tests: [Verdict.Test]) -> [TestIdentity] {
                tests.map { pairing.identity(of: $0.decidedBy ?? $0.identity) }
            }
            let all = Set(capabilities.flatMap { known($0.tests) })
            let counted = Set(capabilities.flatMap { known($0.tests.filter { $0.flag == nil }) })
            return Row(
                name: capabilities[0].name,
                status: capabilities[0].status,
                cells: capabilities.map { capability in
                    Cell(
                        capability.tests.filter { $0.flag == nil }.map(\.outcome),
                        flagged: capability.tests.filter { $0.flag != nil }.map(\.outcome)
                    )
                },
                tests: all.sorted(),
                flagged: all.subtracting(counted)
            )
        }
    }

    /// Tests by what their names say they are about, for runs without a guideline.
    init(bySubject pairing: TestPairing) {
        guideline = nil
        rows = Dictionary(grouping: pairing.tests, by: Comparison.subject).sorted { $0.key < $1.key }
            .map { subject, tests in
                let count = pairing.results[tests[0]]?.count ?? 0
                return Row(
                    name: subject,
                    status: nil,
                    cells: (0..<count).map { side in
                        Cell(tests.map { pairing.results[$0]?[side]?.outcome }, flagged: [])
                    },
                    tests: tests.sorted(),
                    flagged: []
                )
            }
    }
}

extension Comparison {
    /// The tests of a capability whose outcomes differ, in the order of names.
    public func differing(in row: Matrix.Row) -> [Test] {
        let own = Set(row.tests)
        return tests.filter { $0.differs && own.contains($0.identity) }
    }

    /// What a test is about, by its name: `compute servers` of `tempest.api.compute.servers.test_create_server.…`.
    static func subject(of test: TestIdentity) -> String {
        var parts = test.name.prefix { $0 != "(" }.split(separator: ".").dropLast(2).map(String.init)
        if parts.starts(with: ["tempest", "api"]) { parts.removeFirst(2) }
        let words = parts.filter { $0.wholeMatch(of: /v\d+/) == nil }
            .map { $0.hasPrefix("test_") ? String($0.dropFirst(5)) : $0 }
            // `servers.test_servers` need not be said twice.
            .reduce(into: [String]()) { words, word in if words.last != word { words.append(word) } }
        return words.isEmpty ? test.name : words.joined(separator: " ").replacing("_", with: " ")
    }

    /// Where a test belongs in the matrices.
    struct Place: Sendable, Hashable {
        /// The capability under which it is listed.
        let capability: String
        /// Whether a matrix has a row for it; what it is about stands in where none has.
        let isInMatrix: Bool
        /// Whether every capability that has it does not count it.
        let isFlagged: Bool
        /// Its place in the order of capabilities.
        let order: Int

        init(of test: TestIdentity, in matrices: [Matrix]) {
            let rows = matrices.flatMap(\.rows)
            let own = rows.indices.filter { rows[$0].tests.contains(test) }
            // Listed where it counts.
            let counting = own.first { !rows[$0].flagged.contains(test) }
            isInMatrix = !own.isEmpty
            isFlagged = isInMatrix && counting == nil
            order = counting ?? own.first ?? rows.count
            capability = rows.indices.contains(order) ? rows[order].name : Comparison.subject(of: test)
        }
    }
}
