import Conformance

extension Comparison.StatusDifference {
    /// Requests that are answered with different statuses in tests that end equally.
    static func all(_ sides: [Comparison.Side], tests: [Comparison.Test]) -> [Comparison.StatusDifference] {
        struct Key: Hashable {
            let inquiry: Inquiry
            let statuses: [Int: Int]
        }
        var found: [Key: (tests: [TestIdentity], examples: [Int: Int])] = [:]
        for test in tests {
            for standing in [Comparison.Standing.works, .fails] {
                let equal = sides.indices.filter { test.standings[$0] == standing }
                for (inquiry, exchanges) in differences(test, equal, sides) {
                    let key = Key(inquiry: inquiry, statuses: exchanges.mapValues { $0.status ?? 0 })
                    var entry = found[key] ?? ([], exchanges.mapValues(\.number))
                    if entry.tests.last != test.identity { entry.tests.append(test.identity) }
                    found[key] = entry
                }
            }
        }
        return found.sorted { left, right in
            left.key.inquiry == right.key.inquiry
                ? left.key.statuses.sorted { $0.key < $1.key }.map(\.value)
                    .lexicographicallyPrecedes(right.key.statuses.sorted { $0.key < $1.key }.map(\.value))
                : left.key.inquiry < right.key.inquiry
        }.map { key, entry in
            Comparison.StatusDifference(
                operation: key.inquiry.description,
                statuses: key.statuses,
                tests: entry.tests,
                examples: entry.examples
            )
        }
    }

    /// The steps of a test that the first of some sides and others have in common and that were answered differently.
    private static func differences(
        _ test: Comparison.Test,
        _ equal: [Int],
        _ sides: [Comparison.Side]
    ) -> [(Inquiry, [Int: StoredExchange])] {
        guard let first = equal.first, equal.count > 1, let result = test.results[first] else { return [] }
        let steps = sides[first].steps(of: result)
        var answers: [Int: [Int: StoredExchange]] = [:]
        for side in equal.dropFirst() {
            guard let other = test.results[side] else { continue }
            let others = sides[side].steps(of: other)
            for pair in Alignment(steps, others).pairs {
                answers[pair.left, default: [first: steps[pair.left].exchange]][side] = others[pair.right].exchange
            }
        }
        return answers.sorted { $0.key < $1.key }.compactMap { index, exchanges in
            Set(exchanges.values.map(\.status)).count > 1 ? (steps[index].inquiry, exchanges) : nil
        }
    }
}
