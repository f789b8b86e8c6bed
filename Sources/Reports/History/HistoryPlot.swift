import Conformance
import Foundation

/// A history as an SVG that needs nothing but itself: a panel per cloud, runs from left to right.
///
/// Of one test a point per run, as high as it took long; of several a column per run, divided by outcome.
public struct HistoryPlot: Sendable {
    private let history: History

    /// Prepares the plot of a history.
    public init(_ history: History) { self.history = history }

    /// The SVG document.
    ///
    /// - Throws: ``ReportError`` when there is nothing to plot.
    public func svg() throws(ReportError) -> String {
        let panels = history.clouds.filter { !$0.tests.isEmpty }
        guard !panels.isEmpty else { throw ReportError("there is nothing to plot: no run has such a test") }
        return try TemplateSet(PlotTemplates.all, escaping: .html).render(PlotView(panels), with: "plot")
    }
}

/// What the plot shows, ready for its template; lengths are in units of the SVG.
struct PlotView {
    let width: Int
    let height: Int
    let title: String
    let panels: [Panel]
    let legend: [Legend]

    struct Panel {
        let y: Int
        let title: String
        let ticks: [Tick]
        let line: String?
        let marks: [Mark]
        let columns: [Column]
        let begin: String
        let end: String
    }

    /// A line across the panel with its value.
    struct Tick {
        let y: String
        let textY: String
        let text: String
    }

    /// A run of one test.
    struct Mark {
        let tone: String
        let x: String
        let y: String
        let text: String
    }

    /// A part of a run's column.
    struct Column {
        let tone: String
        let x: String
        let y: String
        let width: String
        let height: String
        let text: String
    }

    struct Legend {
        let tone: String
        let x: Int
        let y: Int
        let textX: Int
        let textY: Int
        let text: String
    }

    static let left = 70.0
    static let plotWidth = 700.0
    static let plotHeight = 140.0
    static let top = 26.0
    private static let panelHeight = 210

    init(_ clouds: [History.Cloud]) {
        width = Int(Self.left + Self.plotWidth) + 30
        height = clouds.count * Self.panelHeight + 40
        let tests = Set(clouds.flatMap { $0.tests.map(\.identity) })
        title = tests.count == 1 ? tests.first?.shortName ?? "" : "Outcomes of \(Wording.count(tests.count, "test"))"
        panels = clouds.enumerated().map { index, cloud in
            cloud.tests.count == 1
                ? Self.durations(of: cloud, test: cloud.tests[0], y: index * Self.panelHeight + 10)
                : Self.outcomes(of: cloud, y: index * Self.panelHeight + 10)
        }
        let present = Set(clouds.flatMap { $0.tests.flatMap { $0.entries.map(\.outcome) } })
        legend = Outcome.byUrgency.filter(present.contains).enumerated().map { index, outcome in
            Legend(
                tone: outcome.tone,
                x: Int(Self.left) + index * 100,
                y: clouds.count * Self.panelHeight + 16,
                textX: Int(Self.left) + index * 100 + 12,
                textY: clouds.count * Self.panelHeight + 20,
                text: outcome.word
            )
        }
    }

    private static func durations(of cloud: History.Cloud, test: History.Test, y: Int) -> Panel {
        let longest = test.entries.filter(\.outcome.isTelling).map(\.seconds).max() ?? 0
        let top = roundedUp(max(longest, 0.001))
        let marks = test.entries.enumerated().map { index, entry in
            let seconds = entry.outcome.isTelling ? entry.seconds : 0
            let took = entry.outcome.isTelling ? ", \(Wording.duration(entry.seconds))" : ""
            return Mark(
                tone: entry.outcome.tone,
                x: number(place(index, of: test.entries.count)),
                y: number(Self.top + plotHeight * (1 - seconds / top)),
                text: "\(Wording.time(entry.run.startedAt)): \(entry.outcome.word)\(took)"
            )
        }
        // The line joins the runs in which the test ran; the others have no duration.
        let points = zip(test.entries, marks).filter { $0.0.outcome.isTelling }.map { "\($0.1.x),\($0.1.y)" }
        return Panel(
            y: y,
            title: "\(cloud.name): flaky \(test.flakes.text); failed \(test.failures.text)",
            ticks: ticks(upTo: top) { Wording.duration($0) },
            line: points.count > 1 ? points.joined(separator: " ") : nil,
            marks: marks,
            columns: [],
            begin: test.entries.first.map { Wording.time($0.run.startedAt) } ?? "",
            end: test.entries.count > 1 ? test.entries.last.map { Wording.time($0.run.startedAt) } ?? "" : ""
        )
    }

    private static func outcomes(of cloud: History.Cloud, y: Int) -> Panel {
        var counts: [History.Run: [Outcome: Int]] = [:]
        for entry in cloud.tests.flatMap(\.entries) { counts[entry.run, default: [:]][entry.outcome, default: 0] += 1 }
        let runs = cloud.runs.filter { counts[$0] != nil }
        let top = roundedUp(Double(counts.values.map { $0.values.reduce(0, +) }.max() ?? 1))
        let breadth = min(40, plotWidth / Double(max(1, runs.count)) * 0.8)
        let columns = runs.enumerated().flatMap { index, run -> [Column] in
            var below = 0
            return Outcome.allCases.compactMap { outcome in
                guard let count = counts[run]?[outcome], count > 0 else { return nil }
                below += count
                return Column(
                    tone: outcome.tone,
                    x: number(place(index, of: runs.count) - breadth / 2),
                    y: number(Self.top + plotHeight * (1 - Double(below) / top)),
                    width: number(breadth),
                    height: number(plotHeight * Double(count) / top),
                    text: "\(Wording.time(run.startedAt)): \(Wording.grouped(count)) \(outcome.word)"
                )
            }
        }
        return Panel(
            y: y,
            title: "\(cloud.name): \(Wording.count(cloud.tests.count, "test")), \(Wording.count(runs.count, "run"))",
            ticks: ticks(upTo: top) { Wording.grouped(Int($0.rounded())) },
            line: nil,
            marks: [],
            columns: columns,
            begin: runs.first.map { Wording.time($0.startedAt) } ?? "",
            end: runs.count > 1 ? runs.last.map { Wording.time($0.startedAt) } ?? "" : ""
        )
    }

    // MARK: - Places

    /// The middle of a run's place.
    private static func place(_ index: Int, of count: Int) -> Double {
        left + plotWidth * (Double(index) + 0.5) / Double(max(1, count))
    }

    private static func ticks(upTo top: Double, text: (Double) -> String) -> [Tick] {
        [0, 0.5, 1].map { share in
            let y = Self.top + plotHeight * (1 - share)
            return Tick(y: number(y), textY: number(y + 4), text: share == 0 ? "0" : text(top * share))
        }
    }

    /// The next number that is one, two or five times a power of ten, or four of it.
    private static func roundedUp(_ value: Double) -> Double {
        let power = pow(10, log10(value).rounded(.down))
        return [1, 2, 4, 5, 10].map { $0 * power }.first { $0 >= value - power * 1e-9 } ?? 10 * power
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}

/// The template of the plot.
enum PlotTemplates {
    static var all: [(name: String, text: String)] { [("plot", plot)] }

    private static let plot = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{.width}} {{.height}}" width="{{.width}}" \
        height="{{.height}}" role="img">
        <title>{{.title}}</title>
        <style>
        svg { --ink: #1f2328; --rule: #d0d7de; --page: #ffffff; font: 12px system-ui, sans-serif; }
        .pass { --tone: #1a7f37; } .fail { --tone: #cf222e; } .flaky { --tone: #bf8700; }
        .skip { --tone: #8c959f; } .open { --tone: #0969da; }
        @media (prefers-color-scheme: dark) {
        svg { --ink: #e6edf3; --rule: #30363d; --page: #0d1117; }
        .pass { --tone: #3fb950; } .fail { --tone: #f85149; } .flaky { --tone: #d29922; }
        .skip { --tone: #848d97; } .open { --tone: #58a6ff; }
        }
        .page { fill: var(--page); } text { fill: var(--ink); } .title { font-weight: 600; }
        .rule { stroke: var(--rule); } .line { fill: none; stroke: var(--rule); stroke-width: 1.5; }
        .mark { fill: var(--tone); stroke: var(--page); }
        </style>
        <rect class="page" width="100%" height="100%"/>
        {{#.panels}}
        <g transform="translate(0 {{.y}})">
        <text class="title" x="10" y="14">{{.title}}</text>
        {{#.ticks}}
        <line class="rule" x1="70" x2="770" y1="{{.y}}" y2="{{.y}}"/>
        <text x="62" y="{{.textY}}" text-anchor="end">{{.text}}</text>
        {{/.ticks}}
        {{#.columns}}
        <rect class="mark {{.tone}}" x="{{.x}}" y="{{.y}}" width="{{.width}}" height="{{.height}}"><title>{{.text}}</title></rect>
        {{/.columns}}
        {{#.line}}
        <polyline class="line" points="{{.}}"/>
        {{/.line}}
        {{#.marks}}
        <circle class="mark {{.tone}}" cx="{{.x}}" cy="{{.y}}" r="5"><title>{{.text}}</title></circle>
        {{/.marks}}
        <text x="70" y="184">{{.begin}}</text>
        <text x="770" y="184" text-anchor="end">{{.end}}</text>
        </g>
        {{/.panels}}
        {{#.legend}}
        <circle class="mark {{.tone}}" cx="{{.x}}" cy="{{.y}}" r="5"/>
        <text x="{{.textX}}" y="{{.textY}}">{{.text}}</text>
        {{/.legend}}
        </svg>

        """
}
