public import Conformance
import Foundation
public import Guidelines
import OpenStack

/// What one guideline asks for and another does not, and what that changes for a run.
public struct DifferenceSummary: Sendable {
    private let difference: GuidelineDifference
    private let verdicts: VerdictDifference?
    private let record: RunRecord?

    /// Prepares the summary of a difference.
    ///
    /// - Parameters:
    ///   - difference: what the documents differ in.
    ///   - verdicts: what they say differently of a run; `nil` to leave runs out.
    ///   - record: the run.
    public init(_ difference: GuidelineDifference, verdicts: VerdictDifference? = nil, on record: RunRecord? = nil) {
        self.difference = difference
        self.verdicts = verdicts
        self.record = record
    }

    // MARK: - For people

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let sections = [heading(style)] + (verdicts.map { run($0, style) } ?? documents(style))
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ style: TerminalStyle) -> [String] {
        var lines = [style(VisibleText.line("\(difference.from) → \(difference.to)"), .bold)]
        if let record {
            let text = "run \(record.description.run) of \(record.description.cloud)"
            lines.append(style(VisibleText.line(text), .dim))
        }
        return lines
    }

    // MARK: Documents

    private func documents(_ style: TerminalStyle) -> [[String]] {
        if difference.capabilities.isEmpty, difference.tests.isEmpty { return [["They ask for the same."]] }
        let wanted = difference.tests.filter { $0.decidesAfter && !$0.decidedBefore }
        let released = difference.tests.filter { $0.decidedBefore && !$0.decidesAfter }
        let renamed = difference.tests.filter { $0.oldName != nil }
        return [
            programmes(style),
            capabilities(style),
            section("Tests that have to pass now", wanted, style) { "\(phrase($0.before, $0.flagBefore)) before" },
            section("Tests that need not pass any more", released, style) { "now \(phrase($0.after, $0.flagAfter))" },
            section("Tests with another name", renamed, style) { "was \($0.oldName ?? "")" },
        ]
    }

    private func programmes(_ style: TerminalStyle) -> [String] {
        guard !difference.programmes.isEmpty else { return [] }
        let width = difference.programmes.map(\.name.count).max() ?? 0
        return [style("Tests that have to pass", .bold)]
            + difference.programmes.map { programme in
                func count(_ counts: Guideline.Counts?) -> String { counts.map { "\($0.counted)" } ?? "none" }
                let name = VisibleText.line(programme.name).rightPadded(to: width)
                let (before, after) = (count(programme.before), count(programme.after))
                return "  \(name)  " + (before == after ? before : "\(before) → \(after)")
            }
    }

    private func capabilities(_ style: TerminalStyle) -> [String] {
        guard !difference.capabilities.isEmpty else { return [] }
        let width = difference.capabilities.map(\.name.count).max() ?? 0
        return [style("Capabilities (\(difference.capabilities.count))", .bold)]
            + difference.capabilities.map {
                "  \(VisibleText.line($0.name).rightPadded(to: width))  \($0.before.phrase) → \($0.after.phrase)"
            }
    }

    private func section(
        _ title: String,
        _ tests: [GuidelineDifference.Test],
        _ style: TerminalStyle,
        note: (GuidelineDifference.Test) -> String
    ) -> [String] {
        guard !tests.isEmpty else { return [] }
        return [style("\(title) (\(tests.count))", .bold)]
            + tests.map {
                "  \(VisibleText.line($0.identity.name))" + style(VisibleText.line("  \(note($0))"), .dim)
            }
    }

    private func phrase(_ place: GuidelineDifference.Place, _ flag: Guideline.Flag?) -> String {
        flag.map { "flagged (\($0.summary))" } ?? place.phrase
    }

    // MARK: A run

    private func run(_ verdicts: VerdictDifference, _ style: TerminalStyle) -> [[String]] {
        [conclusions(verdicts, style), changed(verdicts, style), tests(verdicts, style)]
    }

    private func conclusions(_ verdicts: VerdictDifference, _ style: TerminalStyle) -> [String] {
        let width = verdicts.programmes.map(\.name.count).max() ?? 0
        func word(_ group: Verdict.Group?) -> String {
            guard let group else { return style("NOT JUDGED".rightPadded(to: 10), .dim) }
            return style(group.conclusion.rawValue.uppercased().rightPadded(to: 10), group.conclusion.accent, .bold)
        }
        return verdicts.programmes.flatMap { programme in
            var lines = [
                "\(word(programme.before)) → \(word(programme.after))  "
                    + VisibleText.line(programme.name).rightPadded(to: width)
            ]
            for (guideline, group) in [(verdicts.from, programme.before), (verdicts.to, programme.after)] {
                guard let group else { continue }
                let reason = VerdictLine(group, guideline: guideline).reason
                lines.append(style(VisibleText.line("  \(guideline): \(reason)"), .dim))
            }
            return lines
        }
    }

    private func changed(_ verdicts: VerdictDifference, _ style: TerminalStyle) -> [String] {
        guard !verdicts.capabilities.isEmpty else { return ["Every capability stands and ends the same."] }
        let width = verdicts.capabilities.map(\.name.count).max() ?? 0
        func text(_ place: GuidelineDifference.Place, _ conclusion: Verdict.Conclusion?) -> String {
            guard let conclusion else { return place.phrase }
            return "\(place.phrase) " + style("\(conclusion.symbol) \(conclusion.rawValue)", conclusion.accent)
        }
        return [style("Capabilities (\(verdicts.capabilities.count))", .bold)]
            + verdicts.capabilities.map {
                "  \(VisibleText.line($0.name).rightPadded(to: width))  \(text($0.before, $0.conclusionBefore)) → "
                    + text($0.after, $0.conclusionAfter)
            }
    }

    private func tests(_ verdicts: VerdictDifference, _ style: TerminalStyle) -> [String] {
        guard !verdicts.tests.isEmpty else { return [] }
        return [style("Tests that did not pass and weigh differently (\(verdicts.tests.count))", .bold)]
            + verdicts.tests.map { test in
                let symbol = test.outcome.map { style($0.symbol, $0.accent) } ?? "○"
                let word = test.outcome?.word ?? "not part of this run"
                return "  \(symbol) \(VisibleText.line(test.identity.name)): \(word)  "
                    + style("\(test.before.rawValue) → \(test.after.rawValue)", .dim)
            }
    }

    // MARK: - For programs

    /// The difference as one JSON object with a line feed at the end: the format `fits-guideline-diff-1`.
    ///
    /// - Throws: what `JSONEncoder` throws, which a difference gives no reason to.
    public func json() throws -> String {
        let object: JSON = [
            "format": "fits-guideline-diff-1",
            "from": .string(difference.from),
            "to": .string(difference.to),
            "documents": try JSON(encoding: difference),
            "run": JSON(record?.description.run),
            "verdicts": try verdicts.map { try JSON(encoding: $0) } ?? .null,
        ]
        return object.line
    }
}

extension GuidelineDifference.Place {
    /// Where something stands, in words.
    fileprivate var phrase: String { self == .absent ? "not there" : rawValue }
}
