import Conformance
import OpenStack

/// The operations that a run asked for, by service.
struct OperationsView {
    let count: String
    let lead: String
    let services: [ServiceView]

    struct ServiceView {
        let name: String
        let text: String
        let operations: [Row]
    }

    struct Row {
        let method: String
        let path: String
        let action: String?
        let count: Cell
        let statuses: [StatusView]
        let median: Cell
        let longest: Cell
        let testCount: Cell
        /// Some of the tests; `hasTests` is false where the run itself asked.
        let hasTests: Bool
        let tests: [ReasonsView.Link]
        let more: String?
    }

    /// A number as people read it and as it is sorted.
    struct Cell {
        let text: String
        let sort: String
    }

    struct StatusView {
        let text: String
        let tone: String
        let count: String
    }

    init?(_ report: Report, rows: RowNames) {
        let uses = report.operations
        guard !uses.isEmpty else { return nil }
        count = Wording.grouped(uses.count)
        let names = ServiceType.known.map(\.name)
        services = Dictionary(grouping: uses, by: \.operation.service)
            .sorted { one, other in
                func rank(_ name: String?) -> (Int, String) {
                    (name.flatMap(names.firstIndex) ?? names.count, name ?? "~")
                }
                return rank(one.key) < rank(other.key)
            }
            .map { name, uses in
                let operations = Wording.count(uses.count, "operation")
                let requests = Wording.count(uses.map(\.count).reduce(0, +), "request")
                return ServiceView(
                    name: name ?? "not of a known service",
                    text: "\(operations), \(requests)",
                    operations: uses.map { Row($0, rows: rows) }
                )
            }
        let requests = Wording.count(uses.map(\.count).reduce(0, +), "request")
        lead =
            "What the run asked the cloud for: \(Wording.count(uses.count, "operation")) of "
            + "\(Wording.count(services.count, "service")), in \(requests). What is not here was not tried. "
            + "Identifiers are {id}, and the project that some endpoints have in their paths is left out."
    }
}

extension OperationsView.Row {
    /// Of one operation so many tests are named; the JSON form has all.
    private static let namedTests = 12

    init(_ use: OperationUse, rows: RowNames) {
        method = use.operation.method
        path = use.operation.path
        action = use.operation.action
        count = OperationsView.Cell(text: Wording.grouped(use.count), sort: "\(use.count)")
        var statuses = use.statuses.sorted { $0.key < $1.key }.map { status, count in
            OperationsView.StatusView(
                text: "\(status)",
                tone: status < 500 ? "plain" : "fail",
                count: Wording.grouped(count)
            )
        }
        if use.unanswered > 0 {
            statuses.append(
                OperationsView.StatusView(text: "none", tone: "fail", count: Wording.grouped(use.unanswered))
            )
        }
        self.statuses = statuses
        median = Self.duration(use.median)
        longest = Self.duration(use.longest)
        testCount = OperationsView.Cell(text: Wording.count(use.tests.count, "test"), sort: "\(use.tests.count)")
        hasTests = !use.tests.isEmpty
        tests = use.tests.prefix(Self.namedTests).map {
            ReasonsView.Link(row: rows.row(of: $0), name: $0.shortName)
        }
        let others = use.tests.count - tests.count
        more = others > 0 ? "and \(Wording.grouped(others)) more" : nil
    }

    private static func duration(_ seconds: Double?) -> OperationsView.Cell {
        OperationsView.Cell(
            text: seconds.map(Wording.duration) ?? "",
            sort: seconds.map { "\(($0 * 1_000_000).rounded() / 1_000_000)" } ?? "-1"
        )
    }
}
