public import Conformance

/// What happened in one test, in words, for a terminal.
///
/// Of a test that failed: what was expected, what was there, in which step, and the exchange that shows it with a
/// command that repeats its request. Of any other: its outcome, the reason, and its exchanges, a line each.
public struct Explanation: Sendable {
    private let report: Report
    private let result: TestResult

    /// Prepares the explanation of a test.
    ///
    /// - Parameters:
    ///   - result: one of the report's results.
    ///   - report: the run it belongs to.
    public init(of result: TestResult, in report: Report) {
        self.report = report
        self.result = result
    }

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        var lines = heading(style)
        let isFailure = result.outcome == .failed || result.outcome == .flaky
        if let reason = result.reason {
            lines += [""] + Self.indented([Wording.sentence(VisibleText.of(reason))], by: 2)
        }
        if result.outcome == .flaky {
            lines += ["", "  It failed at first and passed when it was repeated alone. This is the first try:"]
        }
        var shown: Set<Int> = []
        for (index, failure) in result.failures.enumerated() where isFailure {
            lines += [""] + explain(failure, number: index + 1, shown: &shown, style)
        }
        if !result.leftovers.isEmpty {
            lines += ["", "  Left over in the cloud:"] + Self.indented(result.leftovers.map(VisibleText.line), by: 4)
        }
        let exchanges = report.exchanges(of: result)
        if !exchanges.isEmpty {
            let title = exchanges.count == 1 ? "Its one exchange" : "Its \(Wording.grouped(exchanges.count)) exchanges"
            lines += ["", "  " + style(title, .bold)]
            lines += exchanges.map {
                style("  \($0.number)".leftPadded(to: 6), .dim) + "  " + VisibleText.line($0.line)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading(_ style: TerminalStyle) -> [String] {
        let outcome = result.outcome
        var facts = [Wording.duration(result.seconds)]
        if result.tries > 1 { facts.append("\(result.tries) tries") }
        let tail = result.tries == 0 ? "" : style("  " + facts.joined(separator: ", "), .dim)
        var lines = [
            style("\(outcome.symbol) \(outcome.word)", outcome.accent, .bold) + "  "
                + style(VisibleText.line(result.identity.shortName), .bold) + tail,
            "  " + style(VisibleText.line(result.identity.description), .dim),
        ]
        if let test = report.declaration(of: result.identity) {
            lines += ["  \(test.summary)", "  " + style("declared at \(test.location)", .dim)]
            if let remark = test.remark { lines.append("  " + style("remark: \(remark)", .dim)) }
        }
        return lines
    }

    private func explain(
        _ failure: Failure,
        number: Int,
        shown: inout Set<Int>,
        _ style: TerminalStyle
    ) -> [String] {
        var lines = Self.lines(of: failure)
        let first = lines.removeFirst()
        let count = result.failures.count > 1 ? "\(number). " : ""
        var text = ["  " + style(count + first, result.outcome.accent)] + Self.indented(lines, by: 4)
        if let details = failure.details {
            text += [""] + Self.indented([VisibleText.of(details)], by: 4).map { style($0, .dim) }
        }
        guard let exchange = report.evidence(of: failure, in: result) else { return text }
        guard shown.insert(exchange.number).inserted else {
            return text + ["    " + style("shown by exchange \(exchange.number), above", .dim)]
        }
        text.append("")
        for (index, line) in ExchangeText(exchange).lines.enumerated() {
            text.append("    " + (index == 0 ? style(line, .bold) : style(line, .dim)))
        }
        return text + ["", "    Again: " + CurlCommand(exchange).description]
    }

    /// One failure without its exchange: the message first, then what was expected, what was there, and where.
    static func lines(of failure: Failure) -> [String] {
        var lines = [Wording.sentence(VisibleText.line(failure.message))]
        lines += labelled("expected", failure.expected.map(VisibleText.of))
        if let actual = failure.actual { lines += labelled("observed", [VisibleText.of(actual)]) }
        if let step = failure.step { lines += labelled("in step", [VisibleText.of(step)]) }
        if let location = failure.location { lines += labelled("checked at", [location.description]) }
        return lines
    }

    /// Values below each other behind their label; several are alternatives.
    private static func labelled(_ label: String, _ values: [String]) -> [String] {
        var lines: [String] = []
        for (index, value) in values.enumerated() {
            let head = (index == 0 ? label : "or").rightPadded(to: 11)
            for (row, line) in value.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                lines.append((row == 0 ? head : String(repeating: " ", count: 11)) + line)
            }
        }
        return lines
    }

    private static func indented(_ lines: [String], by count: Int) -> [String] {
        lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
            .map { $0.isEmpty ? "" : String(repeating: " ", count: count) + $0 }
    }
}

extension String {
    /// The text with spaces before it up to a width.
    func leftPadded(to width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - count)) + self }

    /// The text with spaces after it up to a width.
    func rightPadded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}
