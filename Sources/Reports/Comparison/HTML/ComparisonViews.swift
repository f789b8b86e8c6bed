import Conformance

/// Capabilities by cloud: those that differ, then all.
struct ComparisonMatrixView {
    let id: String
    let title: String
    let reach: String
    let differing: Table?
    let all: Table

    struct Table {
        let title: String
        let heading: String
        let columns: [String]
        let rows: [Row]
        let count: String
    }

    struct Row {
        let name: String
        let remark: String?
        /// Those that differ; `nil` when none does.
        let tests: Tests?
        let cells: [Cell]
    }

    struct Tests {
        let items: [Test]
    }

    struct Test {
        let name: String
        let standings: [StandingView]
    }

    struct Cell {
        let tone: String
        let symbol: String
        let word: String
        let explanation: String
    }

    init(_ matrix: Comparison.Matrix, id: String, in comparison: Comparison) {
        self.id = id
        title = matrix.title
        reach = matrix.reachText
        func table(_ rows: [Comparison.Matrix.Row], _ title: String) -> Table {
            Table(
                title: title,
                heading: matrix.guideline == nil ? "Subject" : "Capability",
                columns: comparison.sides.map(\.label),
                rows: rows.map { Row($0, in: comparison) },
                count: Wording.grouped(rows.count)
            )
        }
        let rows = matrix.rows.filter(\.stands)
        differing = rows.isEmpty ? nil : table(rows, "\(matrix.title): what differs")
        all = table(matrix.rows, "\(matrix.title): all")
    }
}

extension ComparisonMatrixView.Row {
    init(_ row: Comparison.Matrix.Row, in comparison: Comparison) {
        name = row.name
        let differing = comparison.differing(in: row)
        tests =
            differing.isEmpty
            ? nil
            : ComparisonMatrixView.Tests(
                items: differing.map { test in
                    ComparisonMatrixView.Test(
                        name: test.identity.shortName + (test.isFlagged ? " (flagged)" : ""),
                        standings: StandingView.all(test.standings, of: comparison.sides)
                    )
                }
            )
        remark = row.remark
        cells = row.cells.map { cell in
            ComparisonMatrixView.Cell(
                tone: cell.standing.tone,
                symbol: cell.standing.symbol,
                word: cell.standing == .partly ? "\(cell.demonstrated) of \(cell.total)" : cell.standing.word,
                explanation: cell.explanation
            )
        }
    }
}

/// How a test, or several, ended on one side.
struct StandingView {
    let label: String
    let tone: String
    let symbol: String
    let word: String

    static func all(_ standings: [Comparison.Standing], of sides: [Comparison.Side]) -> [StandingView] {
        zip(sides, standings).map { side, standing in
            StandingView(label: side.label, tone: standing.tone, symbol: standing.symbol, word: standing.word)
        }
    }
}

/// Exchanges of several clouds beside each other.
struct BesideView {
    let title: String
    let isOpen: Bool
    let columns: [Column]
    /// The columns of a table whose row it fills.
    var span = 1

    struct Column {
        let label: String
        let exchange: ExchangeView?
    }
}

/// Tests that part in the same way.
struct ComparisonDifferenceView {
    let id: String
    let tone: String
    let title: String
    let standings: [StandingView]
    let tests: [Test]
    let more: More?
    let partings: [PartingView]

    struct Test {
        let name: String
        let capability: String
    }

    struct More {
        let title: String
        let tests: [Test]
    }

    struct PartingView {
        let title: String
        let reasons: [Reason]
        let hasItems: Bool
        let itemColumns: [String]
        let items: [DocumentDifference.Item]
        let exchanges: BesideView?
    }

    struct Reason {
        let label: String
        let text: String
    }

    /// So many tests are named at once, and of so many differences the exchanges are open.
    private static let named = 4
    private static let open = 5

    init(_ difference: Comparison.Difference, number: Int, in comparison: Comparison) {
        id = "difference\(number)"
        tone = difference.standings.contains(.fails) ? "fail" : "skip"
        let count = difference.tests.count
        title = count == 1 ? difference.tests[0].identity.shortName : Wording.count(count, "test")
        standings = StandingView.all(difference.standings, of: comparison.sides)
        let all = difference.tests.map { test in
            Test(
                name: test.identity.name,
                capability: test.isFlagged ? "\(test.capability), flagged" : test.capability
            )
        }
        tests = Array(all.prefix(Self.named))
        let rest = Array(all.dropFirst(Self.named))
        more = rest.isEmpty ? nil : More(title: "\(Wording.count(rest.count, "more test"))", tests: rest)
        partings = difference.partings.map { PartingView($0, isOpen: number <= Self.open, in: comparison) }
    }
}

extension ComparisonDifferenceView.PartingView {
    init(_ parting: Parting, isOpen: Bool, in comparison: Comparison) {
        func label(_ column: Parting.Column) -> String { comparison.sides[column.side].label }
        title = Wording.sentence(parting.title)
        reasons = parting.columns.compactMap { column in
            column.reason.map { ComparisonDifferenceView.Reason(label: label(column), text: $0) }
        }
        items = Array(parting.differences.items.prefix(40))
        hasItems = !items.isEmpty
        itemColumns = parting.columns.prefix(2).map(label)
        exchanges =
            parting.columns.contains { $0.exchange != nil }
            ? BesideView(
                title: "The exchanges side by side",
                isOpen: isOpen,
                columns: parting.columns.map { column in
                    BesideView.Column(
                        label: label(column),
                        exchange: column.exchange.map { ExchangeView($0, bodyLines: 80, bodyCharacters: 6000) }
                    )
                }
            ) : nil
    }
}

/// A kind of difference that no test asserts.
struct UnassertedView {
    let id: String
    let title: String
    let count: String
    let lead: String
    let labels: [String]
    let hasLines: Bool
    let lines: [Line]
    /// What is to be said where no difference was found; `nil` when it is known that there is none.
    let reservation: String?

    struct Line {
        let subject: String
        let detail: String?
        let values: [String]
        let example: BesideView?
    }

    init(_ section: UnassertedSection, in comparison: Comparison) {
        id = section.id
        title = section.title
        count = Wording.grouped(section.lines.count)
        lead = section.lead
        labels = comparison.sides.map(\.label)
        hasLines = !section.lines.isEmpty
        let unknown = comparison.sides.filter { $0.profile == nil }.map(\.label)
        let isOfProfiles = !["keys", "statuses"].contains(section.id)
        reservation =
            isOfProfiles && !unknown.isEmpty ? "nothing is known of \(unknown.joined(separator: ", "))" : nil
        lines = section.lines.map { Line($0, in: comparison) }
    }
}

extension UnassertedView.Line {
    init(_ line: UnassertedSection.Line, in comparison: Comparison) {
        subject = line.subject
        detail = line.detail
        values = line.values
        let columns = line.examples.sorted { $0.key < $1.key }.compactMap { side, number -> BesideView.Column? in
            guard let exchange = comparison.sides[side].report.exchanges[number] else { return nil }
            return BesideView.Column(
                label: comparison.sides[side].label,
                exchange: ExchangeView(exchange, bodyLines: 40, bodyCharacters: 3000)
            )
        }
        example =
            columns.isEmpty
            ? nil
            : BesideView(
                title: "An exchange that shows it, of each",
                isOpen: false,
                columns: columns,
                span: comparison.sides.count + 1
            )
    }
}
