import Conformance

extension Gate.Conclusion {
    /// One sign to tell it by without colour.
    var symbol: String {
        switch self {
        case .pass: "✓"
        case .fail: "✗"
        case .incomplete: "○"
        }
    }

    /// The colour the conclusion has in a terminal.
    var accent: TerminalStyle.Accent {
        switch self {
        case .pass: .green
        case .fail: .red
        case .incomplete: .yellow
        }
    }
}

extension Gate.Kind {
    /// The kinds that are shown, in the order in which they want attention.
    static let shown: [Gate.Kind] = [
        .newFailure, .newlySkipped, .notRun, .missing, .flaky, .unprovenFailure, .stillFailing, .fixed, .newlyWorking,
    ]

    /// Whether a reader wants to know why each is so; of the others the names are enough.
    var hasReasons: Bool {
        switch self {
        case .newFailure, .newlySkipped, .notRun, .flaky, .unprovenFailure, .stillFailing: true
        case .missing, .fixed, .newlyWorking, .unchanged: false
        }
    }

    /// The colour it has in a terminal.
    var accent: TerminalStyle.Accent {
        switch self {
        case .newFailure, .newlySkipped: .red
        case .notRun, .missing, .flaky, .unprovenFailure, .stillFailing: .yellow
        case .fixed, .newlyWorking: .green
        case .unchanged: .dim
        }
    }
}

extension Gate.Change {
    /// The outcome now, as one sign.
    var symbol: String { after?.outcome.symbol ?? "○" }

    /// Why the test ended so, on one line; `nil` where there is nothing to say.
    var reason: String? {
        guard let after else { return nil }
        switch after.outcome {
        case .passed: return nil
        case .failed, .flaky: return TerminalSummary.reason(of: after.result)
        case .skipped, .notRun: return after.result.reason ?? "no reason was given"
        }
    }

    /// How the test fared in the baseline, where several runs say it: `worked in 3 of 5 runs of the baseline`.
    var record: String? {
        guard let before, before.runs > 1 else { return nil }
        return "worked in \(before.successes) of \(Wording.count(before.runs, "run")) of the baseline"
    }

    /// What excuses it, in words.
    var excuse: String? {
        waiver.map { "waived until \($0.expires): \($0.reason)" }
    }
}

extension GateSide {
    /// What the side is, in words.
    var text: String {
        let facts = [cloud.map { "cloud \($0)" }, seenAt.map { Wording.time($0) }].compactMap(\.self)
        return facts.isEmpty ? name : "\(name) (\(facts.joined(separator: ", ")))"
    }
}

extension Gate {
    /// What should be known besides the changes: waivers that are over or that nothing needs any more.
    var notes: [String] {
        expiredWaivers.map { "The waiver of line \($0.line) for \($0.text) ended on \($0.expires)" }
            + unusedWaivers.map { "The waiver of line \($0.line) for \($0.text) excuses nothing and can go" }
    }
}
