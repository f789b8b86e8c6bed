public import Conformance
import Foundation
public import Guidelines
import OpenStack

/// What a guideline says of a run, capability by capability, for a terminal and for programs.
public struct CheckSummary: Sendable {
    private let verdict: Verdict
    private let guideline: Guideline
    private let record: RunRecord
    private let programme: Guideline.Programme?

    /// Prepares the summary of a verdict.
    ///
    /// - Parameters:
    ///   - verdict: what the guideline says.
    ///   - guideline: the guideline.
    ///   - record: the run it was said of.
    ///   - programme: only what this programme's components list; `nil` for everything.
    public init(
        _ verdict: Verdict,
        of guideline: Guideline,
        on record: RunRecord,
        programme: Guideline.Programme? = nil
    ) {
        self.verdict = verdict
        self.guideline = guideline
        self.record = record
        self.programme = programme
    }

    /// The gravest of the conclusions shown.
    public var conclusion: Verdict.Conclusion {
        let conclusions = groups.map(\.conclusion)
        return [.fail, .incomplete, .pass].first(where: conclusions.contains) ?? .incomplete
    }

    private var groups: [Verdict.Group] {
        if let programme { return verdict.programmes.filter { $0.name == programme.name } }
        return verdict.programmes.isEmpty ? [verdict.whole] : verdict.programmes
    }

    /// Capabilities with the status the programme gives them.
    private var capabilities: [(status: Guideline.Status?, verdict: Verdict.Capability)] {
        let statuses = Dictionary(
            guideline.capabilities.map { ($0.name, $0.status(in: programme?.components)) },
            uniquingKeysWith: { first, _ in first }
        )
        return verdict.capabilities.compactMap { capability in
            let status = statuses[capability.name] ?? nil
            return programme != nil && status == nil ? nil : (status, capability)
        }
    }

    // MARK: - For people

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let sections =
            [heading(style), conclusions(style), components(style), counts(style)] + unfinished(style)
            + [missing(style), flagged(style)]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ style: TerminalStyle) -> [String] {
        let status = guideline.status.map { " (\($0))" } ?? ""
        return [
            style(VisibleText.line(guideline.id), .bold) + "  " + VisibleText.line(guideline.title + status),
            style(
                VisibleText.line(
                    "run \(record.description.run) of \(record.description.cloud), \(Wording.time(record.startedAt))"
                ),
                .dim
            ),
        ]
    }

    private func conclusions(_ style: TerminalStyle) -> [String] {
        let lines = groups.map { VerdictLine($0, guideline: verdict.guideline) }
        let width = lines.map(\.name.count).max() ?? 0
        return lines.map { line in
            let word = style(line.word.uppercased().rightPadded(to: 10), line.conclusion.accent, .bold)
            let note = line.note.map { style(" (\(VisibleText.line($0)))", .dim) } ?? ""
            let name = VisibleText.line(line.name).rightPadded(to: width)
            return "\(word)  \(name)  \(VisibleText.line(line.reason))\(note)"
        }
    }

    private func components(_ style: TerminalStyle) -> [String] {
        let shown = verdict.components.filter { programme?.components.contains($0.name) ?? true }
        guard shown.count > 1 else { return [] }
        let width = shown.map(\.name.count).max() ?? 0
        return [style("Components", .bold)]
            + shown.map { group in
                let symbol = style(group.conclusion.symbol, group.conclusion.accent)
                let name = VisibleText.line(group.name).rightPadded(to: width)
                return "  \(symbol) \(name)  \(group.required)"
            }
    }

    private func counts(_ style: TerminalStyle) -> [String] {
        let rows = Guideline.Status.allCases.compactMap { status -> String? in
            let members = capabilities.filter { $0.status == status }
            guard !members.isEmpty else { return nil }
            let counts = Verdict.Conclusion.allCases.compactMap { conclusion -> String? in
                let count = members.count { $0.verdict.conclusion == conclusion }
                let text = "\(conclusion.symbol) \(Wording.grouped(count)) \(conclusion.rawValue)"
                return count == 0 ? nil : style(text, conclusion.accent)
            }
            return "  \(status.rawValue.rightPadded(to: 10))  " + counts.joined(separator: "  ")
        }
        return rows.isEmpty ? [] : [style("Capabilities", .bold)] + rows
    }

    /// Capabilities of which something was run and that did not pass, required ones first.
    private func unfinished(_ style: TerminalStyle) -> [[String]] {
        let headings = [(Verdict.Conclusion.fail, "Failed"), (.incomplete, "Not all shown")]
        return headings.compactMap { conclusion, heading in
            let members = capabilities.filter { $0.status != nil && $0.verdict.conclusion == conclusion }
                .filter { $0.verdict.tally.missing < $0.verdict.tally.total }
                .sorted { ($0.status ?? .removed) < ($1.status ?? .removed) }
            guard !members.isEmpty else { return nil }
            return [style(heading, .bold)] + members.flatMap { lines(for: $0.verdict, $0.status, style) }
        }
    }

    private func lines(
        for capability: Verdict.Capability,
        _ status: Guideline.Status?,
        _ style: TerminalStyle
    ) -> [String] {
        let symbol = style(capability.conclusion.symbol, capability.conclusion.accent)
        let standing = status == .required ? "" : style("  \(status?.rawValue ?? "unlisted")", .dim)
        let name = VisibleText.line(capability.name)
        let open = capability.tests.filter { $0.flag == nil && $0.outcome?.isSuccess != true }
        return ["  \(symbol) \(name)\(standing)  \(capability.tally)"] + open.map { line(for: $0, style) }
    }

    private func line(for test: Verdict.Test, _ style: TerminalStyle) -> String {
        let name = VisibleText.line((test.decidedBy ?? test.identity).shortName)
        guard let outcome = test.outcome else { return "      " + style("○ \(name): not part of this run", .dim) }
        let reason = test.reason ?? failures[test.decidedBy ?? test.identity]
        return "      " + style(outcome.symbol, outcome.accent) + " \(name): "
            + VisibleText.line(reason.map { "\(outcome.word), \($0)" } ?? outcome.word)
    }

    /// The first message of each test that failed.
    private var failures: [TestIdentity: String] {
        Dictionary(
            record.results.compactMap { result in result.failures.first.map { (result.identity, $0.message) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private func missing(_ style: TerminalStyle) -> [String] {
        let names = capabilities.filter { $0.status != nil && $0.verdict.tally.total > 0 }
            .filter { $0.verdict.tally.missing == $0.verdict.tally.total }.map(\.verdict.name)
        guard !names.isEmpty else { return [] }
        return [style("Not part of this run (\(names.count))", .bold)] + names.map { "  " + VisibleText.line($0) }
    }

    private func flagged(_ style: TerminalStyle) -> [String] {
        var seen: Set<TestIdentity> = []
        let tests = capabilities.filter { $0.status != nil }.flatMap(\.verdict.tests)
            .filter { $0.flag != nil && seen.insert($0.identity).inserted }
        guard !tests.isEmpty else { return [] }
        return [style("Flagged, and not counted", .bold)]
            + tests.map { test in
                let outcome = test.outcome.map { style($0.symbol, $0.accent) } ?? "○"
                let flag = style(VisibleText.line(test.flag?.summary ?? ""), .dim)
                let word = test.outcome?.word ?? "not part of this run"
                return "  \(outcome) \(VisibleText.line(test.identity.shortName)): \(word)  \(flag)"
            }
    }

    // MARK: - For programs

    /// The verdict as one JSON object with a line feed at the end: the format `fits-verdict-1`.
    ///
    /// - Throws: what `JSONEncoder` throws, which a verdict gives no reason to.
    public func json() throws -> String {
        let object: JSON = [
            "format": "fits-verdict-1",
            "run": .string(record.description.run),
            "cloud": .string(record.description.cloud),
            "startedAt": .string(Wording.timestamp(record.startedAt)),
            "programme": JSON(programme?.name),
            "conclusion": .string(conclusion.rawValue),
            "verdict": try JSON(encoding: verdict),
        ]
        return object.line
    }
}

extension JSON {
    /// A value as its `Codable` conformance has it.
    init(encoding value: some Encodable) throws {
        self = try JSON(parsing: Array(JSONEncoder().encode(value)))
    }
}
