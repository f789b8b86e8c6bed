import Conformance

extension Comparison {
    /// The comparison as Markdown, for an issue or a merge request; what is long is folded.
    ///
    /// - Throws: ``ReportError`` when a template is malformed, which the tests exclude.
    public func markdown() throws(ReportError) -> String {
        try TemplateSet([("comparison", Self.markdownTemplate)], escaping: .markdown)
            .render(MarkdownComparisonView(self), with: "comparison")
    }

    private static let markdownTemplate = """
        ## {{.title}}

        {{.conclusion}}.

        {{#.sides}}
        - **{{.label}}**: {{.facts}}{{#.note}} ({{.}}){{/.note}}
        {{/.sides}}

        {{#.matrices}}
        ### {{.title}}

        {{.reach}}.

        {{#.table}}
        {{{.}}}

        {{/.table}}
        {{/.matrices}}
        ### What will not carry over

        Tests that work on the cloud of the row and not on that of the column; in brackets in how many capabilities.

        {{{.portability}}}

        {{#.losses}}
        <details><summary>{{.title}}</summary>

        {{#.capabilities}}
        - {{.name}}: {{{.tests}}}
        {{/.capabilities}}

        </details>

        {{/.losses}}
        ### Outcomes that differ

        {{.differencesText}}.

        {{#.differences}}
        {{.number}}. {{.outcomes}}: {{{.tests}}}{{#.operation}}; {{{.}}}{{/.operation}}{{#.reasons}}
           - {{.}}{{/.reasons}}
        {{/.differences}}

        ### Behaviour that no test asserts

        {{#.sections}}
        <details><summary>{{.title}} ({{.count}})</summary>

        {{.lead}}

        {{{.table}}}

        </details>

        {{/.sections}}
        {{^.hasSections}}
        No difference.

        {{/.hasSections}}
        """
}

/// What the Markdown form shows, ready for its template.
private struct MarkdownComparisonView {
    let title: String
    let conclusion: String
    let sides: [Side]
    let matrices: [Matrix]
    let portability: String
    let losses: [Losses]
    let differencesText: String
    let differences: [Difference]
    let sections: [Section]
    let hasSections: Bool

    struct Side {
        let label: String
        let facts: String
        let note: String?
    }

    struct Matrix {
        let title: String
        let reach: String
        /// Markdown already.
        let table: String?
    }

    struct Losses {
        let title: String
        let capabilities: [Capability]

        struct Capability {
            let name: String
            /// Markdown already.
            let tests: String
        }
    }

    struct Difference {
        let number: Int
        let outcomes: String
        /// Markdown already.
        let tests: String
        /// Markdown already.
        let operation: String?
        let reasons: [String]
    }

    struct Section {
        let title: String
        let count: String
        let lead: String
        /// Markdown already.
        let table: String
    }

    /// How many names or lines a list has at most.
    private static let longest = 60

    init(_ comparison: Comparison) {
        let labels = comparison.sides.map(\.label)
        title = "Comparison of " + labels.joined(separator: ", ")
        conclusion = "\(comparison.conclusion); \(comparison.unassertedText)"
        sides = comparison.sides.map { side in
            let notes = side.notes.joined(separator: "; ")
            return Side(
                label: side.label,
                facts: side.facts.joined(separator: ", "),
                note: notes.isEmpty ? nil : notes
            )
        }
        matrices = comparison.matrices.map { matrix in
            let rows = matrix.rows.filter(\.stands)
            return Matrix(
                title: matrix.title,
                reach: matrix.reachText,
                table: rows.isEmpty
                    ? nil
                    : Self.table(
                        ["capability"] + labels,
                        rows.map { row in [MarkdownEscaping.escaped(row.label)] + row.cells.map(\.text) }
                    )
            )
        }
        let pairs = comparison.portability
        portability = Self.table(
            ["works on ↓, will not on →"] + labels,
            comparison.sides.indices.map { from in
                [MarkdownEscaping.escaped(labels[from])]
                    + comparison.sides.indices.map { to in
                        pairs.first { $0.from == from && $0.to == to }.map { "\($0.count) (\($0.capabilities))" } ?? ""
                    }
            }
        )
        losses = pairs.filter { !$0.losses.isEmpty }.map { pair in
            Losses(
                title: "\(labels[pair.from]) → \(labels[pair.to]): \(Wording.count(pair.count, "test"))",
                capabilities: pair.losses.map { Losses.Capability(name: $0.capability, tests: Self.names($0.tests)) }
            )
        }
        let found = comparison.differences
        differencesText =
            found.isEmpty
            ? "No difference in the \(Wording.count(comparison.commonTests, "test")) that came to an outcome on all"
            : "\(Wording.count(comparison.differing.count, "test")), in \(Wording.count(found.count, "way"))"
        differences = found.enumerated().map { Difference($1, number: $0 + 1, labels: labels) }
        sections = comparison.unassertedSections.filter { !$0.lines.isEmpty }.map { section in
            let shown = section.lines.prefix(Self.longest)
            let rest = section.lines.count - shown.count
            return Section(
                title: section.title,
                count: Wording.grouped(section.lines.count),
                lead: section.lead,
                table: Self.table(
                    [""] + labels,
                    shown.map { line in
                        let detail = line.detail.map { "<br>" + MarkdownEscaping.escaped(Self.shortened($0)) } ?? ""
                        return [MarkdownEscaping.escaped(Self.shortened(line.subject)) + detail]
                            + line.values.map { MarkdownEscaping.escaped(Self.shortened($0)) }
                    }
                ) + (rest > 0 ? "\n\nand \(Wording.count(rest, "more line"))" : "")
            )
        }
        hasSections = !sections.isEmpty
    }

    private static func shortened(_ text: String) -> String {
        text.count <= 300 ? text : text.prefix(299) + "…"
    }

    static func names(_ tests: [Comparison.Test]) -> String {
        let shown = tests.prefix(longest).map {
            MarkdownEscaping.code($0.identity.shortName) + ($0.isFlagged ? " (flagged)" : "")
        }
        let rest = tests.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(Wording.count(rest, "more test"))" : "")
    }

    /// A table; cells are Markdown already, headings are not.
    private static func table(_ headings: [String], _ rows: [[String]]) -> String {
        let head = headings.map { MarkdownEscaping.escaped($0) }
        let lines = [head, headings.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }
}

extension MarkdownComparisonView.Difference {
    init(_ difference: Comparison.Difference, number: Int, labels: [String]) {
        self.number = number
        outcomes = zip(labels, difference.standings).map { "\($1.symbol) \($0) \($1.word)" }.joined(separator: ", ")
        tests = MarkdownComparisonView.names(difference.tests)
        let parting = difference.partings.first
        operation = parting?.operation.map { operation in
            let statuses = (parting?.columns ?? []).map { column in
                let status = column.exchange.map { $0.status.map(String.init) ?? "no response" } ?? "not asked"
                return "\(MarkdownEscaping.escaped(labels[column.side])) \(status)"
            }
            return "\(MarkdownEscaping.code(operation)): " + statuses.joined(separator: ", ")
        }
        reasons = difference.partings.flatMap(\.columns).compactMap { column in
            column.reason.map { "\(labels[column.side]): \(TerminalSummary.shortened($0))" }
        }
    }
}
