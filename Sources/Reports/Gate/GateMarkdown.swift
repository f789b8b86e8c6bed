import Conformance

extension Gate {
    /// The gate as Markdown, for a comment on a merge request.
    ///
    /// - Throws: ``ReportError`` when a template is malformed, which the tests exclude.
    public func markdown() throws(ReportError) -> String {
        try TemplateSet(MarkdownTemplates.all, escaping: .markdown).render(GateView(self), with: "gate")
    }
}

/// What the Markdown form of a gate shows, ready for its templates.
struct GateView {
    let sign: String
    let word: String
    let reason: String
    let baseline: String
    let candidate: String
    let counts: [Count]
    let hasCounts: Bool
    let sections: [Section]
    let hasNotes: Bool
    let notes: [String]

    struct Count {
        let title: String
        let count: String
    }

    /// The changes of one kind.
    struct Section {
        let title: String
        let count: String
        let isFolded: Bool
        let items: [Item]
        let omitted: String?
        let tests: [FindingsView]
    }

    struct Item {
        let symbol: String
        /// Markdown already.
        let name: String
        let reason: String?
        let facts: String?
    }

    /// How much room there is for the evidence of new failures, in characters.
    private static let room = 35_000
    /// How many tests of a kind are named.
    private static let longestList = 60

    init(_ gate: Gate) {
        sign = gate.conclusion.symbol
        word = gate.conclusion.rawValue
        reason = gate.reason
        baseline = gate.baseline.text
        candidate = gate.candidate.text
        var room = Self.room
        let kinds = Gate.Kind.shown.filter { !gate.changes($0).isEmpty }
        counts = kinds.map { Count(title: $0.title, count: gate.count($0)) }
        hasCounts = !counts.isEmpty
        sections = kinds.map { Self.section($0, of: gate, room: &room) }
        notes = gate.notes
        hasNotes = !notes.isEmpty
    }

    private static func section(_ kind: Gate.Kind, of gate: Gate, room: inout Int) -> Section {
        let changes = gate.changes(kind)
        let items = changes.prefix(longestList).map { change in
            let facts = [change.excuse, kind.consequence == .pass ? nil : change.record].compactMap(\.self)
            return Item(
                symbol: change.symbol,
                name: MarkdownEscaping.code(change.test.shortName),
                reason: kind.hasReasons ? change.reason.map(TerminalSummary.shortened) : nil,
                facts: facts.isEmpty ? nil : facts.joined(separator: "; ")
            )
        }
        var tests: [FindingsView] = []
        for change in changes where kind == .newFailure && gate.counts(change) {
            guard let report = gate.candidate.report, let result = change.after?.result else { continue }
            let view = FindingsView(result, in: report, bodyLines: 20)
            guard room >= view.length else { break }
            room -= view.length
            tests.append(view)
        }
        let title = gate.tolerated.contains(kind) ? kind.title + ", tolerated" : kind.title
        return Section(
            title: title,
            count: gate.count(kind),
            isFolded: kind.consequence == .pass,
            items: Array(items),
            omitted: changes.count > items.count
                ? "and \(Wording.count(changes.count - items.count, "more test"))" : nil,
            tests: tests
        )
    }
}
