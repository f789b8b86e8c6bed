import Conformance

/// A test's line among all tests.
struct TestRow {
    let id: String
    let key: String
    let word: String
    /// Its place when rows are sorted by outcome.
    let rank: Int
    let symbol: String
    let tone: String
    let shortName: String
    let name: String
    let uuid: String
    let summary: String?
    let reason: String?
    /// Where the failure is shown; `nil` when there is none.
    let card: String?
    let lines: String?
    let duration: String
    let seconds: Double
    let requests: String
    let requestCount: Int

    init(_ result: TestResult, in report: Report, rows: RowNames) {
        let exchanges = report.exchanges(of: result)
        let hasCard = result.outcome == .failed || result.outcome == .flaky
        id = rows.row(of: result.identity)
        key = result.outcome.rawValue
        word = result.outcome.word
        rank = Outcome.byUrgency.firstIndex(of: result.outcome) ?? 0
        symbol = result.outcome.symbol
        tone = result.outcome.tone
        shortName = result.identity.shortName
        name = result.identity.name
        uuid = result.identity.id
        summary = report.declaration(of: result.identity)?.summary
        reason = result.reason.map(Wording.sentence)
        card = hasCard ? rows.card(of: result.identity) : nil
        lines = exchanges.isEmpty ? nil : Self.lines(exchanges)
        duration = result.tries == 0 ? "" : Wording.duration(result.seconds)
        seconds = (result.seconds * 1000).rounded() / 1000
        requestCount = result.exchanges.count
        requests = result.exchanges.isEmpty ? "" : Wording.grouped(result.exchanges.count)
    }

    /// Exchanges a line each, in one text: a page with 1,500 tests has tens of thousands.
    static func lines(_ exchanges: some Sequence<StoredExchange>) -> String {
        exchanges.map { exchange in
            let status = exchange.status.map(String.init) ?? "–"
            let duration = Wording.duration(exchange.seconds).leftPadded(to: 7)
            return VisibleText.line(
                "\(exchange.method.rightPadded(to: 6)) \(status.rightPadded(to: 3)) \(duration)  \(exchange.url)"
            )
        }.joined(separator: "\n")
    }
}
