import Conformance

/// The tests that failed, or those that were flaky.
struct ProblemsView {
    let id: String
    let title: String
    let count: String
    let lead: String
    let tests: [FailedTestView]

    init?(_ outcome: Outcome, of report: Report, rows: RowNames) {
        let results = report.results(outcome)
        guard !results.isEmpty else { return nil }
        id = outcome.rawValue
        title = Wording.sentence(outcome.word)
        count = Wording.grouped(results.count)
        lead =
            outcome == .flaky
            ? "A check did not hold at first and held when the test was repeated alone. What is shown is the first try."
            : "Each was repeated alone before it was called failed. Secrets in commands are variables: set OS_TOKEN first."
        tests = results.map { FailedTestView($0, in: report, rows: rows) }
    }
}

/// One test that failed, or failed at first.
struct FailedTestView {
    let id: String
    let row: String
    let tone: String
    let symbol: String
    let shortName: String
    let name: String
    let uuid: String
    let summary: String?
    let remark: String?
    let reason: String?
    let facts: String
    let failures: [Finding]
    let others: Others?

    /// One check that did not hold.
    struct Finding {
        let message: String
        let hasValues: Bool
        let expected: [String]
        let actual: String?
        let place: String?
        let details: String?
        let exchange: ExchangeView?
        /// The number of the exchange when an earlier failure has shown it.
        let shownAbove: String?
    }

    /// The test's other exchanges.
    struct Others {
        let title: String
        let exchanges: [ExchangeView]
        /// What is beyond the limit, a line each.
        let rest: String?
    }

    /// Of one test so many exchanges are shown whole, besides those that showed failures.
    private static let wholeExchanges = 30

    init(_ result: TestResult, in report: Report, rows: RowNames) {
        let test = report.declaration(of: result.identity)
        id = rows.card(of: result.identity)
        row = rows.row(of: result.identity)
        tone = result.outcome.tone
        symbol = result.outcome.symbol
        shortName = result.identity.shortName
        name = result.identity.name
        uuid = result.identity.id
        summary = test?.summary
        remark = test?.remark
        reason = result.reason.map(Wording.sentence)
        var facts = ["Took \(Wording.duration(result.seconds))"]
        if result.tries > 1 { facts.append("\(result.tries) tries") }
        if let location = test?.location { facts.append("declared at \(location)") }
        self.facts = facts.joined(separator: ", ") + "."
        var shown: Set<Int> = []
        failures = result.failures.map { failure in
            let exchange = report.evidence(of: failure, in: result)
            let isNew = exchange.map { shown.insert($0.number).inserted } ?? false
            return Finding(failure, exchange: exchange, isNew: isNew)
        }
        let others = report.exchanges(of: result).filter { !shown.contains($0.number) }
        self.others = others.isEmpty ? nil : Self.others(others)
    }

    private static func others(_ exchanges: [StoredExchange]) -> Others {
        // What led up to the failure is nearest to its end.
        let whole = exchanges.suffix(wholeExchanges)
        let rest = exchanges.dropLast(wholeExchanges)
        return Others(
            title: exchanges.count == 1
                ? "Its one other exchange" : "Its \(Wording.grouped(exchanges.count)) other exchanges",
            exchanges: whole.map { ExchangeView($0, bodyLines: 60, bodyCharacters: 4000) },
            rest: rest.isEmpty ? nil : TestRow.lines(rest)
        )
    }
}

extension FailedTestView.Finding {
    init(_ failure: Failure, exchange: StoredExchange?, isNew: Bool) {
        message = Wording.sentence(failure.message)
        hasValues = !failure.expected.isEmpty || failure.actual != nil
        expected = failure.expected
        actual = failure.actual
        details = failure.details
        let place = [
            failure.step.map { "in step “\($0)”" }, failure.location.map { "checked at \($0)" },
        ].compactMap { $0 }
        self.place = place.isEmpty ? nil : Wording.sentence(place.joined(separator: ", "))
        self.exchange = isNew ? exchange.map { ExchangeView($0, bodyLines: 400, bodyCharacters: 16_000) } : nil
        shownAbove = isNew ? nil : exchange.map { "\($0.number)" }
    }
}
