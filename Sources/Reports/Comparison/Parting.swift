public import Conformance

/// Where a test went one way on one cloud and another way on others.
public struct Parting: Sendable {
    /// How it is seen.
    public enum Kind: String, Sendable, Hashable {
        /// The first request that was answered with another status.
        case status
        /// The response that showed the failure, beside the one that was as it should be.
        case document
        /// A request that the other side did not make.
        case request
        /// No request: the test was skipped, for a reason.
        case reason
    }

    /// One side of it.
    public struct Column: Sendable {
        /// The side's place in the comparison.
        public let side: Int
        /// How the test ended there.
        public let result: TestResult?
        /// The exchange in which it parts; `nil` where there is none.
        public let exchange: StoredExchange?

        /// Why the test ended as it did; `nil` when it passed.
        public var reason: String? {
            guard let result else { return "not part of the run" }
            if result.outcome.isSuccess { return nil }
            return result.failures.isEmpty ? result.reason : TerminalSummary.reason(of: result)
        }
    }

    /// How it is seen.
    public let kind: Kind
    /// What was asked, as `compute GET /servers/{id}`; `nil` where nothing was.
    public let operation: String?
    /// The side on which the test works, then the others.
    public let columns: [Column]
    /// What differs between the documents of the first two columns, what is only in one of them first.
    let differences: DocumentDifference

    private init(kind: Kind, inquiry: Inquiry?, columns: [Column]) {
        self.kind = kind
        operation = inquiry?.description
        self.columns = columns
        let exchanges = columns.compactMap(\.exchange)
        differences = exchanges.count > 1 ? DocumentDifference(exchanges[0], exchanges[1]) : DocumentDifference()
    }
}

extension Parting {
    /// Where a test parts: one for each way in which sides differ from the first on which it works.
    static func all(_ results: [TestResult?], sides: [Comparison.Side]) -> [Parting] {
        let standings = results.map { Comparison.Standing($0?.outcome) }
        let reference = standings.firstIndex(of: .works) ?? standings.firstIndex { $0 != .open }
        guard let reference, let result = results[reference] else { return [] }
        let known = Walk(side: reference, result: result, in: sides)
        var partings: [Parting] = []
        for (side, other) in results.enumerated() {
            guard let other, standings[side] != .open, standings[side] != standings[reference] else { continue }
            let parting = parting(known, Walk(side: side, result: other, in: sides))
            // Clouds that part from the first in the same place stand beside each other.
            let isSame: (Parting) -> Bool = { known in
                known.kind == parting.kind && known.operation == parting.operation
                    && known.columns[0].exchange?.number == parting.columns[0].exchange?.number
            }
            if let index = partings.firstIndex(where: isSame) {
                partings[index] = partings[index].adding(parting.columns.dropFirst())
            } else {
                partings.append(parting)
            }
        }
        return partings
    }

    private func adding(_ columns: ArraySlice<Column>) -> Parting {
        Parting(self, columns: self.columns + columns)
    }

    private init(_ other: Parting, columns: [Column]) {
        kind = other.kind
        operation = other.operation
        differences = other.differences
        self.columns = columns
    }

    /// A run of the test on one side.
    private struct Walk {
        let side: Int
        let result: TestResult
        let steps: [Step]

        init(side: Int, result: TestResult, in sides: [Comparison.Side]) {
            self.side = side
            self.result = result
            steps = sides[side].steps(of: result)
        }

        /// The step that showed the first failure that names its exchange.
        var evidence: Int? {
            guard result.outcome == .failed, let number = result.failures.lazy.compactMap(\.exchange).first else {
                return nil
            }
            return steps.firstIndex { $0.numbers.contains(number) }
        }

        func column(_ step: Int?) -> Column {
            Column(side: side, result: result, exchange: step.map { steps[$0].exchange })
        }
    }

    private static func parting(_ left: Walk, _ right: Walk) -> Parting {
        guard ![left.result.outcome, right.result.outcome].contains(where: { $0 == .skipped || $0 == .notRun }) else {
            return Parting(kind: .reason, inquiry: nil, columns: [left.column(nil), right.column(nil)])
        }
        let alignment = Alignment(left.steps, right.steps)
        let evidence = right.evidence ?? left.evidence
        let isRight = right.evidence != nil
        // What comes after the failure is its consequence.
        let last = evidence ?? Int.max
        let first = alignment.pairs.first { pair in
            (isRight ? pair.right : pair.left) <= last
                && left.steps[pair.left].exchange.status != right.steps[pair.right].exchange.status
        }
        if let first {
            return Parting(
                kind: .status,
                inquiry: left.steps[first.left].inquiry,
                columns: [left.column(first.left), right.column(first.right)]
            )
        }
        guard let evidence else {
            return Parting(kind: .reason, inquiry: nil, columns: [left.column(nil), right.column(nil)])
        }
        let (own, other) = isRight ? (right, left) : (left, right)
        let inquiry = own.steps[evidence].inquiry
        let aligned = alignment.pairs.first { (isRight ? $0.right : $0.left) == evidence }
        let counterpart =
            aligned.map { isRight ? $0.left : $0.right } ?? other.steps.lastIndex { $0.inquiry == inquiry }
        let columns =
            isRight
            ? [left.column(counterpart), right.column(evidence)] : [left.column(evidence), right.column(counterpart)]
        return Parting(kind: counterpart == nil ? .request : .document, inquiry: inquiry, columns: columns)
    }
}
