import Conformance

extension Comparison {
    /// Tests that part in the same way for the same cause.
    public struct Difference: Sendable {
        /// What the outcomes say of each side.
        public let standings: [Standing]
        /// Where the first of the tests parts.
        public let partings: [Parting]
        /// The tests, in the order of names.
        public let tests: [Test]
    }

    /// The tests whose outcomes differ, those together that part alike; what fails before what is absent.
    public var differences: [Difference] {
        struct Cause: Hashable {
            let standings: [Standing]
            let partings: [[String]]
        }
        let groups = Dictionary(grouping: differing) { test in
            Cause(standings: test.standings, partings: test.partings.map(\.signature))
        }
        return groups.map { cause, tests in
            Difference(standings: cause.standings, partings: tests[0].partings, tests: tests)
        }.sorted { left, right in
            let (first, second) = (left.rank, right.rank)
            return first == second ? left.tests[0].identity < right.tests[0].identity : first < second
        }
    }
}

extension Comparison.Difference {
    /// Failures first, then what most tests have in common.
    fileprivate var rank: (Int, Int) { (standings.contains(.fails) ? 0 : 1, -tests.count) }
}

extension Parting {
    /// What tests have in common that part alike.
    fileprivate var signature: [String] {
        [kind.rawValue, operation ?? ""]
            + columns.map { column in
                // With the status said, the words of the failure add nothing but ids.
                let reason = kind == .status ? "" : column.reason ?? ""
                return "\(column.side) \(column.exchange?.status ?? 0) \(Self.withoutNames(reason))"
            }
    }

    private static func withoutNames(_ text: String) -> String {
        GeneralText.of(text)
    }
}
