import Guidelines

/// One conclusion of a guideline in words: about a programme, or about the whole where there are no programmes.
struct VerdictLine {
    /// The guideline's id.
    let guideline: String
    /// What is judged: a programme's name, or the guideline's id.
    let name: String
    /// What is concluded.
    let conclusion: Verdict.Conclusion
    /// Why, as one sentence without a full stop.
    let reason: String
    /// What the conclusion takes for granted or leaves out; `nil` for most.
    let note: String?

    /// The guideline and what is judged, each once.
    var subject: String { name == guideline ? guideline : "\(guideline) \(name)" }

    /// The conclusion in one word.
    var word: String { conclusion.rawValue }

    /// Every line there is to a verdict.
    static func all(of verdict: Verdict) -> [VerdictLine] {
        let groups = verdict.programmes.isEmpty ? [verdict.whole] : verdict.programmes
        return groups.map { VerdictLine($0, guideline: verdict.guideline) }
    }

    init(_ group: Verdict.Group, guideline: String) {
        self.guideline = guideline
        name = group.name
        conclusion = group.conclusion
        reason = Self.reason(for: group)
        note = Self.note(on: group)
    }

    private static func reason(for group: Verdict.Group) -> String {
        ([ownReason(for: group)] + group.presumed.compactMap { reason(for: $0) }).joined(separator: "; ")
    }

    /// What there is to say of a component that another guideline judges; `nil` when it passes.
    private static func reason(for presumed: Verdict.Presumed) -> String? {
        guard let guideline = presumed.guideline else { return "no guideline defines \(presumed.component)" }
        let name = "\(presumed.component) of \(guideline)"
        guard let verdict = presumed.verdict else { return "\(name) was not judged: the guideline is not at hand" }
        return verdict.conclusion == .pass ? nil : "\(name): \(verdict.conclusion.rawValue), \(ownReason(for: verdict))"
    }

    private static func ownReason(for group: Verdict.Group) -> String {
        let tally = group.required
        let tests = Wording.count(tally.total, "required test")
        guard tally.total > 0 else { return "no test is required, so nothing can be shown" }
        switch group.alone {
        case .fail:
            let capabilities = group.capabilities[.required] ?? [:]
            let all = Wording.count(capabilities.values.reduce(0, +), "required capability", "required capabilities")
            return "\(tally.failed) of \(tests) failed, in \(capabilities[.fail] ?? 0) of \(all)"
        case .pass where tally.skipped + tally.notRun + tally.missing == 0:
            let all = tally.total == 1 ? "the one required test passed" : "all \(tests) passed"
            return all + (tally.flaky == 0 ? "" : ", \(tally.flaky) of them only when repeated")
        case .pass, .uncounted:
            return "no required test failed: \(tally)"
        case .incomplete where tally.missing == tally.total && tally.total > 1:
            return "none of the \(tests) is part of this run"
        case .incomplete:
            let open = [
                (tally.skipped, "skipped"), (tally.notRun, "not run"), (tally.missing, "not part of this run"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            if tally.total == 1 { return "its one required test: \(open.first?.dropFirst(2) ?? "no outcome")" }
            return "nothing failed, but not all \(tests) could show it: \(open.joined(separator: ", "))"
        }
    }

    private static func note(on group: Verdict.Group) -> String? {
        var parts: [String] = []
        if group.flagged.total > 0 {
            parts.append("\(Wording.count(group.flagged.total, "flagged test")) not counted")
        }
        let passed = group.presumed.filter { $0.verdict?.conclusion == .pass }
        if !passed.isEmpty {
            let names = passed.map { "\($0.component) of \($0.guideline ?? "no guideline")" }
            parts.append("passed besides: \(names.joined(separator: ", "))")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension Verdict.Conclusion {
    /// One sign to tell it by without colour.
    var symbol: String {
        switch self {
        case .pass: "✓"
        case .fail: "✗"
        case .incomplete: "○"
        case .uncounted: "–"
        }
    }
}
