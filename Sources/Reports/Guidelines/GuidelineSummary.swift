import Conformance
public import Guidelines
import OpenStack

/// What a guideline asks for, for a terminal and for programs.
public struct GuidelineSummary: Sendable {
    private let guideline: Guideline
    private let programme: Guideline.Programme?
    private let hasTests: Bool

    /// Prepares the summary of a guideline.
    ///
    /// - Parameters:
    ///   - guideline: the guideline.
    ///   - programme: only what this programme's components list; `nil` for everything.
    ///   - hasTests: whether the tests of each capability are named.
    public init(_ guideline: Guideline, programme: Guideline.Programme? = nil, hasTests: Bool = false) {
        self.guideline = guideline
        self.programme = programme
        self.hasTests = hasTests
    }

    // MARK: - For people

    /// The text, which ends in a line feed.
    public func text(style: TerminalStyle = .plain) -> String {
        let sections = [heading(style), programmes(style)] + capabilities(style) + [oddities(style)]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func heading(_ style: TerminalStyle) -> [String] {
        let details = guideline.details
        var facts: [String] = []
        if let status = guideline.status { facts.append(status) }
        if let schema = details.schema { facts.append("schema \(schema)") }
        if let replaces = details.replaces { facts.append("replaces \(replaces)") }
        var lines = [
            style(VisibleText.line(guideline.id), .bold) + "  " + VisibleText.line(guideline.title)
                + (facts.isEmpty ? "" : style(VisibleText.line("  " + facts.joined(separator: ", ")), .dim))
        ]
        if !details.releases.isEmpty {
            lines.append(VisibleText.line("For OpenStack \(details.releases.joined(separator: ", "))"))
        }
        if let cutoff = details.scoring?.cutoff, let weights = details.scoring?.weights {
            lines.append("A capability needs a score of \(cutoff) of \(weights.values.reduce(0, +))")
        }
        if guideline.toleratesSkips { lines.append("A skipped test leaves a pass a pass") }
        return lines
    }

    private func programmes(_ style: TerminalStyle) -> [String] {
        let shown = programme.map { [$0] } ?? guideline.programmes
        guard !shown.isEmpty else { return [] }
        let width = shown.map(\.name.count).max() ?? 0
        return [style("Programmes", .bold)]
            + shown.map { programme in
                let counts = guideline.counts(of: programme)
                let required = Wording.count(counts.tests[.required] ?? 0, "required test")
                let capabilities = Wording.count(
                    counts.capabilities[.required] ?? 0,
                    "capability",
                    "capabilities"
                )
                var text = "\(required) in \(capabilities)"
                if counts.flagged > 0 { text += ", \(counts.flagged) flagged" }
                for reference in programme.presumed {
                    text += ", and \(reference.component)" + (reference.guideline.map { " of \($0)" } ?? "")
                }
                return "  " + VisibleText.line(programme.name).rightPadded(to: width) + "  " + VisibleText.line(text)
            }
    }

    private func capabilities(_ style: TerminalStyle) -> [[String]] {
        let shown = guideline.capabilities.map { ($0.status(in: programme?.components), $0) }
        let width = shown.map(\.1.name.count).max() ?? 0
        let statuses = Guideline.Status.allCases.map(Optional.some) + (programme == nil ? [nil] : [])
        return statuses.compactMap { status in
            let members = shown.filter { $0.0 == status }.map(\.1)
            guard !members.isEmpty else { return nil }
            let word = status.map { Wording.sentence($0.rawValue) } ?? "Listed by no component"
            return [style("\(word) (\(members.count))", .bold)]
                + members.flatMap { lines(for: $0, width: width, style) }
        }
    }

    private func lines(for capability: Guideline.Capability, width: Int, _ style: TerminalStyle) -> [String] {
        let flagged = capability.tests.count { $0.flag != nil }
        var facts = [Wording.count(capability.tests.count, "test")]
        if flagged > 0 { facts.append("\(flagged) flagged") }
        if let project = capability.project { facts.append(project) }
        var lines = [
            "  " + VisibleText.line(capability.name).rightPadded(to: width) + "  "
                + style(VisibleText.line(facts.joined(separator: ", ")), .dim)
        ]
        guard hasTests else { return lines }
        for test in capability.tests {
            lines.append("      " + VisibleText.line(test.identity.description))
            if let flag = test.flag {
                lines.append("        " + style(VisibleText.line("flagged: \(flag.summary)"), .yellow))
            }
        }
        return lines
    }

    private func oddities(_ style: TerminalStyle) -> [String] {
        let count = guideline.diagnostics.count
        guard count > 0 else { return [] }
        let subject = Wording.count(count, "oddity", "oddities")
        return [style("\(subject) in the document; `fits guideline lint` tells which.", .dim)]
    }

    // MARK: - For programs

    /// The guideline as one JSON object with a line feed at the end: the format `fits-guideline-1`.
    public var json: String {
        let details = guideline.details
        let capabilities = guideline.capabilities.filter {
            programme == nil || $0.status(in: programme?.components) != nil
        }
        let object: JSON = [
            "format": "fits-guideline-1",
            "id": .string(guideline.id),
            "title": .string(guideline.title),
            "status": JSON(guideline.status),
            "schema": JSON(details.schema),
            "targetApproval": JSON(details.targetApproval),
            "replaces": JSON(details.replaces),
            "releases": JSON(details.releases),
            "cutoffScore": JSON(details.scoring?.cutoff),
            "toleratesSkips": .bool(guideline.toleratesSkips),
            "counts": Self.json(guideline.counts(of: programme)),
            "components": JSON(guideline.components),
            "programmes": .array((programme.map { [$0] } ?? guideline.programmes).map(json)),
            "capabilities": .array(capabilities.map(json)),
            "diagnostics": .array(
                guideline.diagnostics.map {
                    ["location": .string($0.location), "problem": .string($0.problem), "line": JSON($0.line)]
                }
            ),
        ]
        return object.line
    }

    /// Guidelines in one JSON list, each with what it asks for, with a line feed at the end.
    ///
    /// - Parameter guidelines: each with the file it was read from; `nil` for those built in.
    /// - Returns: the list, in the same order.
    public static func list(_ guidelines: [(file: String?, guideline: Guideline)]) -> String {
        JSON.array(
            guidelines.map { file, guideline in
                [
                    "file": JSON(file),
                    "id": .string(guideline.id),
                    "title": .string(guideline.title),
                    "status": JSON(guideline.status),
                    "schema": JSON(guideline.details.schema),
                    "releases": JSON(guideline.details.releases),
                    "programmes": JSON(guideline.programmes.map(\.name)),
                    "counts": json(guideline.counts()),
                ]
            }
        ).line
    }

    /// How much a guideline asks for, all four statuses always there.
    private static func json(_ counts: Guideline.Counts) -> JSON {
        func object(_ numbers: [Guideline.Status: Int]) -> JSON {
            .object(
                Dictionary(
                    uniqueKeysWithValues: Guideline.Status.allCases.map { ($0.rawValue, .integer(numbers[$0] ?? 0)) }
                )
            )
        }
        return [
            "capabilities": object(counts.capabilities),
            "tests": object(counts.tests),
            "flagged": .integer(counts.flagged),
            "counted": .integer(counts.counted),
            "unlisted": .integer(counts.unlisted),
        ]
    }

    private func json(_ flag: Guideline.Flag) -> JSON {
        [
            "code": JSON(flag.code),
            "date": JSON(flag.date),
            "reason": JSON(flag.reason),
            "action": JSON(flag.action),
        ]
    }

    private func json(_ programme: Guideline.Programme) -> JSON {
        [
            "name": .string(programme.name),
            "components": JSON(programme.components),
            "presumed": .array(
                programme.presumed.map { ["component": .string($0.component), "guideline": JSON($0.guideline)] }
            ),
            "counts": Self.json(guideline.counts(of: programme)),
        ]
    }

    private func json(_ capability: Guideline.Capability) -> JSON {
        let scoring = guideline.details.scoring
        return [
            "name": .string(capability.name),
            "project": JSON(capability.project),
            "status": JSON(capability.status(in: programme?.components)?.rawValue),
            "statuses": .object(capability.statuses.mapValues { .string($0.rawValue) }),
            "score": JSON(scoring.flatMap { scoring in capability.achievements.map(scoring.score) }),
            "requiredSince": JSON(capability.requiredSince),
            "tests": .array(
                capability.tests.map { test in
                    [
                        "name": .string(test.identity.name),
                        "id": .string(test.identity.id),
                        "aliases": JSON(test.aliases),
                        "flag": test.flag.map(json) ?? .null,
                    ]
                }
            ),
        ]
    }
}

extension JSON {
    /// The value as pretty text that ends in a line feed.
    var line: String { String(decoding: serialized(pretty: true), as: UTF8.self) + "\n" }
}
