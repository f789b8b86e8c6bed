import Conformance

/// What a gate found, for a terminal.
public struct GateSummary: Sendable {
    private let gate: Gate

    /// Prepares the summary of a gate.
    public init(_ gate: Gate) { self.gate = gate }

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let head = [
            style(gate.conclusion.rawValue.uppercased(), gate.conclusion.accent, .bold) + "  "
                + VisibleText.line(gate.reason),
            style("baseline   \(VisibleText.line(gate.baseline.text))", .dim),
            style("candidate  \(VisibleText.line(gate.candidate.text))", .dim),
        ]
        let sections = [head] + Gate.Kind.shown.map { section($0, style) } + [notes(style), next(style)]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func section(_ kind: Gate.Kind, _ style: TerminalStyle) -> [String] {
        let changes = gate.changes(kind)
        guard !changes.isEmpty else { return [] }
        let tolerated = gate.tolerated.contains(kind) ? style(", tolerated", .dim) : ""
        var lines = [style("\(kind.title) (\(gate.count(kind)))", .bold) + tolerated]
        for change in changes {
            let reason = kind.hasReasons ? change.reason.map { ": " + VisibleText.line($0) } ?? "" : ""
            let accent = gate.counts(change) || kind.consequence == .pass ? kind.accent : .dim
            lines.append(
                "  " + style(change.symbol, accent) + " " + VisibleText.line(change.test.shortName)
                    + TerminalSummary.shortened(reason)
            )
            let facts = [change.excuse, kind.consequence == .pass ? nil : change.record].compactMap(\.self)
            lines += facts.map { "      " + style(VisibleText.line($0), .dim) }
        }
        return lines
    }

    private func notes(_ style: TerminalStyle) -> [String] { gate.notes.map { style(VisibleText.line($0), .yellow) } }

    private func next(_ style: TerminalStyle) -> [String] {
        guard let report = gate.candidate.report,
            let failed = gate.changes.first(where: { gate.counts($0) && $0.outcomeAfter == .failed })
        else { return [] }
        let run = ShellWord.bare(report.record.description.run)
        let test = ShellWord.bare(failed.test.shortName)
        return [style("Next", .bold), "  fits show \(run) \(test)  what happened, with the exchange"]
    }
}
