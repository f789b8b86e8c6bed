import Conformance
import Guidelines

/// What the HTML form shows, ready for its templates; they read the values by the properties' names.
struct PageView {
    let styleDigest = Templates.styleDigest
    let scriptDigest = Templates.scriptDigest
    let style = Templates.style
    let script = Templates.script
    let version: String
    let title: String
    let cloud: String
    let facts: [Fact]
    /// What is out of the ordinary about the run as a whole.
    let notice: String?
    let sections: [SectionLink]
    let verdicts: [VerdictView]
    let total: String
    let hasTests: Bool
    let outcomes: [OutcomeView]
    let outcomesText: String
    let problems: [ProblemsView]
    let maps: [MapView]
    let reasons: [ReasonsView]
    let timeline: TimelineView?
    let operations: OperationsView?
    let hasWeather: Bool
    let noWeather: String
    let weather: [WeatherView]
    let hasUnreachable: Bool
    let unreachable: [String]
    let hasLeftovers: Bool
    let leftovers: [String]
    let cleanup: String
    let tests: [TestRow]

    struct Fact {
        let name: String
        let value: String
    }

    struct SectionLink {
        let id: String
        let title: String
        let count: String?
    }

    struct WeatherView {
        let kind: String
        let count: String
    }

    init(_ report: Report) {
        let description = report.record.description
        let rows = RowNames(report.results)
        version = description.version
        title = "\(description.cloud) – FITS run of \(Wording.time(report.record.startedAt))"
        cloud = description.cloud
        facts = Self.facts(of: report)
        notice = Self.notice(on: report)
        verdicts = report.verdicts.flatMap(VerdictLine.all).map(VerdictView.init)
        total = Wording.grouped(report.results.count)
        hasTests = !report.results.isEmpty
        outcomes = OutcomeView.all(of: report)
        outcomesText = outcomes.map { "\($0.count) \($0.word)" }.joined(separator: ", ")
        problems = [Outcome.failed, .flaky].compactMap { ProblemsView($0, of: report, rows: rows) }
        maps = report.verdicts.enumerated().compactMap { MapView($1, number: $0 + 1) }
        reasons = [Outcome.notRun, .skipped].compactMap { ReasonsView($0, of: report, rows: rows) }
        timeline = Timeline(report.record).map { TimelineView($0, rows: rows) }
        operations = OperationsView(report, rows: rows)
        weather = report.weather.map { WeatherView(kind: $0.phrase, count: Wording.grouped($0.count)) }
        hasWeather = !weather.isEmpty
        noWeather =
            report.isFinished ? "Fair: no request was lost on the way." : "Not known: the run did not come to its end."
        unreachable = report.unreachable
        hasUnreachable = !unreachable.isEmpty
        leftovers = report.leftovers
        hasLeftovers = !leftovers.isEmpty
        cleanup = "fits cleanup \(ShellWord.bare(description.run))"
        tests = report.results.map { TestRow($0, in: report, rows: rows) }
        sections =
            [SectionLink(id: "verdict", title: "Verdict", count: nil)]
            + Self.links(to: maps)
            + problems.map { SectionLink(id: $0.id, title: $0.title, count: $0.count) }
            + reasons.map { SectionLink(id: $0.id, title: $0.title, count: $0.count) }
            + (timeline == nil ? [] : [SectionLink(id: "timeline", title: "Time line", count: nil)])
            + (operations.map { [SectionLink(id: "operations", title: "Operations", count: $0.count)] } ?? [])
            + [
                SectionLink(id: "weather", title: "Weather", count: nil),
                SectionLink(id: "tests", title: "All tests", count: total),
            ]
    }

    private static func links(to maps: [MapView]) -> [SectionLink] {
        maps.map { SectionLink(id: $0.id, title: maps.count > 1 ? $0.guideline : "Capabilities", count: nil) }
    }

    private static func facts(of report: Report) -> [Fact] {
        let description = report.record.description
        let facts: [(String, String?)] = [
            ("Began", Wording.time(report.record.startedAt)),
            ("Took", Wording.duration(report.seconds)),
            ("Requests", Wording.grouped(report.requests)),
            ("Region", description.region),
            ("Results from", description.origin),
            ("Identity service", description.authURL.isEmpty ? nil : description.authURL),
            ("Users", description.isolated ? "made for the run" : "those of the configuration"),
            ("Tests at a time", "up to \(description.concurrency)"),
            ("Run", description.run),
        ]
        return facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
    }

    static func notice(on report: Report) -> String? {
        var parts: [String] = []
        if report.wasInterrupted {
            parts.append("The run was interrupted by its user.")
        } else if !report.isFinished {
            parts.append("The run did not come to its end; this is what its journal tells so far.")
        }
        let damaged = report.record.damagedLines
        if !damaged.isEmpty {
            let lines = damaged.map(String.init).joined(separator: ", ")
            parts.append("\(Wording.count(damaged.count, "line")) of its journal cannot be read: \(lines).")
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}

/// What elements are called that others point to: tests by their place in the list.
struct RowNames {
    private let numbers: [TestIdentity: Int]

    init(_ results: [TestResult]) {
        numbers = Dictionary(
            results.enumerated().map { ($1.identity, $0 + 1) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A test's line among all tests.
    func row(of test: TestIdentity) -> String { numbers[test].map { "t\($0)" } ?? "tests" }

    /// A test's card among those that failed.
    func card(of test: TestIdentity) -> String { numbers[test].map { "f\($0)" } ?? "tests" }
}
