public import Conformance
import Foundation
import OpenStack

/// One failure as a bug report in Markdown, ready to be handed to those who develop or run the service.
///
/// What was expected and what was there, the exchange that shows it, the requests that led there as commands, and
/// whatever helps to find it in the service's log: time, request ids, versions. Secrets are not in it; names and
/// addresses of the cloud are.
public struct BugReport: Sendable {
    private let report: Report
    private let result: TestResult

    /// Prepares the report of a failure.
    ///
    /// - Parameters:
    ///   - result: one of the report's results that failed, or failed at first.
    ///   - report: the run it belongs to.
    /// - Throws: ``ReportError`` when the test did not fail, so that there is nothing to report.
    public init(of result: TestResult, in report: Report) throws(ReportError) {
        guard result.outcome == .failed || result.outcome == .flaky else {
            throw ReportError(
                "\(result.identity.shortName) \(Self.verb(result.outcome)) in run \(report.record.description.run): "
                    + "there is no failure to report"
            )
        }
        self.report = report
        self.result = result
    }

    /// The text, which ends in a line feed.
    ///
    /// - Throws: ``ReportError`` when a template is malformed, which the tests exclude.
    public func text() throws(ReportError) -> String {
        try TemplateSet(MarkdownTemplates.all, escaping: .markdown).render(BugView(result, in: report), with: "bug")
    }

    private static func verb(_ outcome: Outcome) -> String {
        switch outcome {
        case .skipped, .notRun: "was \(outcome.word)"
        default: outcome.word
        }
    }
}

/// What the bug report shows, ready for its template.
struct BugView {
    let title: String
    let summary: String?
    let lead: String
    let test: FindingsView
    let hasSteps: Bool
    let steps: [Step]
    let earlier: String?
    let facts: [Fact]

    /// A request that led to the failure.
    struct Step {
        let number: String
        let line: String
        let curl: String
    }

    /// Something to know of the surroundings; the value is code.
    struct Fact {
        let name: String
        let value: String
    }

    /// How many requests are shown; what led up to the failure is nearest to its end.
    private static let longestWay = 12

    init(_ result: TestResult, in report: Report) {
        let first = result.failures.first.map { Explanation.lines(of: $0)[0] } ?? result.reason ?? "the test failed"
        title = "\(result.identity.shortName): \(first)"
        test = FindingsView(result, in: report, bodyLines: 200)
        summary = test.summary
        lead =
            result.outcome == .flaky
            ? "The check did not hold at first, and held when the test was repeated alone: it does not fail every time."
            : result.tries > 1
                ? "The check did not hold, and did not hold again when the test was repeated alone."
                : "The check did not hold."
        let exchanges = Self.way(to: result, in: report)
        steps = exchanges.suffix(Self.longestWay).map { exchange in
            Step(
                number: "\(exchange.number)",
                line: MarkdownEscaping.code("\(exchange.method) \(exchange.url) → \(exchange.statusText)"),
                curl: MarkdownEscaping.block(CurlCommand(exchange).description, language: "sh")
            )
        }
        hasSteps = !steps.isEmpty
        earlier =
            exchanges.count > steps.count
            ? "\(Wording.count(exchanges.count - steps.count, "earlier request")) left out" : nil
        facts = Self.facts(of: result, in: report).map { Fact(name: $0, value: MarkdownEscaping.code($1)) }
    }

    /// The exchanges of the test up to the last that shows a failure.
    private static func way(to result: TestResult, in report: Report) -> [StoredExchange] {
        let exchanges = report.exchanges(of: result)
        let shown = Set(report.evidence(of: result).map(\.number))
        guard let last = exchanges.lastIndex(where: { shown.contains($0.number) }) else { return exchanges }
        return Array(exchanges[...last])
    }

    private static func facts(of result: TestResult, in report: Report) -> [(String, String)] {
        let description = report.record.description
        let evidence = report.evidence(of: result)
        var facts: [(String, String)] = [("Test", result.identity.description)]
        let parts = result.identity.name.split(separator: ".")
        if parts.count > 3, parts.starts(with: ["tempest", "api"]) { facts.append(("Service", String(parts[2]))) }
        facts.append(("Identity service", description.authURL))
        if let region = description.region { facts.append(("Region", region)) }
        facts += values(of: ["openstack-api-version", "x-openstack-nova-api-version"], in: evidence.map(\.request))
            .map { ("Microversion asked for", $0) }
        let responses = evidence.compactMap(\.response)
        facts += values(of: ["server"], in: responses).map { ("Server", $0) }
        facts += values(
            of: ["x-openstack-request-id", "x-compute-request-id", "x-trans-id"],
            in: responses
        ).map { ("Request id", $0) }
        facts += evidence.map { ("Exchange \($0.number)", Wording.time($0.startedAt)) }
        return facts + [
            ("Run", "\(description.run), begun \(Wording.time(report.record.startedAt))"),
            ("FITS", description.version),
        ]
    }

    /// The values of header fields, each once.
    private static func values(of names: [String], in messages: [StoredMessage]) -> [String] {
        var seen: Set<String> = []
        return messages.flatMap { message in names.compactMap { message.headers[$0] } }
            .filter { seen.insert($0).inserted }
    }
}
