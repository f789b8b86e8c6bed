import Conformance

extension Report {
    /// The exchanges that showed a test's failures, each once.
    func evidence(of result: TestResult) -> [StoredExchange] {
        var shown: Set<Int> = []
        return result.failures.compactMap { evidence(of: $0, in: result) }.filter { shown.insert($0.number).inserted }
    }

    /// The exchanges that showed a test's failures as text, each with its command; empty when there are none.
    func evidenceText(of result: TestResult) -> String {
        evidence(of: result).map { exchange in
            (ExchangeText(exchange).lines + ["", CurlCommand(exchange).description]).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// A test's failures as text: what was expected of each and what was there.
    func explanationText(of result: TestResult) -> String {
        result.failures.map { Explanation.lines(of: $0).joined(separator: "\n") }.joined(separator: "\n\n")
    }
}
