public import Guidelines
import OpenStack

/// What was found in a guideline, for a terminal and for programs.
public struct LintSummary: Sendable {
    private let lint: GuidelineLint

    /// Prepares the summary of findings.
    public init(_ lint: GuidelineLint) { self.lint = lint }

    private var warnings: Int { lint.findings.count { $0.rule.isWarning } }

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let sections = [heading(style)] + GuidelineLint.Rule.allCases.map { section($0, style) }
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ style: TerminalStyle) -> [String] {
        let guideline = lint.guideline
        let notes = lint.findings.count - warnings
        let found =
            lint.findings.isEmpty
            ? style("nothing to look at", .green)
            : Wording.count(warnings, "warning") + ", " + Wording.count(notes, "note")
        return [style(VisibleText.line(guideline.id), .bold) + "  " + VisibleText.line(guideline.title) + ": " + found]
    }

    private func section(_ rule: GuidelineLint.Rule, _ style: TerminalStyle) -> [String] {
        let findings = lint.findings.filter { $0.rule == rule }
        guard !findings.isEmpty else { return [] }
        let heading =
            style("\(rule.title) (\(findings.count))", rule.isWarning ? .yellow : .blue, .bold)
            + style("  \(rule.rawValue)", .dim)
        return [heading]
            + findings.flatMap { finding in
                let place = finding.line.map { "line \($0), " } ?? ""
                let text = "\(place)\(finding.subject): \(finding.problem)"
                guard let test = finding.test else { return ["  " + VisibleText.line(text)] }
                return ["  " + VisibleText.line("\(test)"), "    " + VisibleText.line(text)]
            }
    }

    // MARK: - For programs

    /// The findings as one JSON object with a line feed at the end: the format `fits-guideline-lint-1`.
    ///
    /// - Throws: what `JSONEncoder` throws, which findings give no reason to.
    public func json() throws -> String {
        let object: JSON = [
            "format": "fits-guideline-lint-1",
            "guideline": .string(lint.guideline.id),
            "warnings": .integer(warnings),
            "notes": .integer(lint.findings.count - warnings),
            "findings": try JSON(encoding: lint.findings),
        ]
        return object.line
    }
}
