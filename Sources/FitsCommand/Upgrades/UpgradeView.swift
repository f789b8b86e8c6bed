import Foundation
import Reports
import Upgrades

/// What the subcommands of `upgrade` say to people.
struct UpgradeView {
    let style: TerminalStyle

    // MARK: - Preparing

    /// A line for what happens while the set is made.
    static func show(_ event: PreparationEvent) {
        let line: String
        switch event {
        case .making: return
        case .made(let kind, let id): line = "made       \(kind.rawValue) \(id)"
        case .skipped(let kind, let reason): line = "skipped    \(kind.rawValue): \(reason)"
        case .recording(let count): line = "recording  \(count) states"
        }
        Console.standardError.write(line + "\n")
    }

    /// What a preparation came to.
    func text(prepared state: RecordedState, _ settings: UpgradeSettings, took time: Duration) -> String {
        var text = "\(state.resources.count) resources are recorded, after \(time.inSeconds)\n"
        for skipped in state.skipped { text += "  without \(skipped.kind.rawValue): \(skipped.reason)\n" }
        if let baseline = settings.baseline { text += "tests before: \(baseline)\n" }
        let target = settings.name == settings.cloud ? settings.cloud : "\(settings.cloud) --name \(settings.name)"
        return text + """

            Next
              fits upgrade probe --cloud \(target)    while the upgrade goes on
              fits upgrade verify --cloud \(target)   afterwards
              fits upgrade destroy --cloud \(target)  at the end

            """
    }

    // MARK: - Verifying

    /// What a verification found.
    func text(_ report: VerificationReport, showsAll: Bool) -> String {
        var text = "recorded \(report.recordedAt.formatted(.iso8601))\n"
        if !report.versions.isEmpty {
            var table = TextTable(["SERVICE", "BEFORE", "NOW"])
            for change in report.versions { table.add([change.service, change.before ?? "–", change.after ?? "–"]) }
            text += "\n" + table.text
        }
        var table = TextTable(["RESOURCE", "STATE", "NEWS", "EXPECTED"])
        for verdict in report.states {
            var counts = ["", ""]
            if case .there(let comparison) = verdict.end {
                counts = [comparison.additions.count, comparison.expected.count].map { $0 == 0 ? "" : "\($0)" }
            }
            table.add([verdict.resource.title, word(verdict.end)] + counts)
        }
        text += "\n" + table.text
        for verdict in report.states { text += details(verdict, showsAll: showsAll) }
        text += "\n"
        for result in report.checks { text += line(result) }
        for resource in report.left { text += "LEFT     \(resource.kind) \(resource.name)\n" }
        return text
    }

    private func word(_ end: StateVerdict.End) -> String {
        switch end {
        case .there(let comparison): comparison.findings.isEmpty ? "unchanged" : "CHANGED"
        case .gone: "GONE"
        case .unreadable: "UNREADABLE"
        }
    }

    private func details(_ verdict: StateVerdict, showsAll: Bool) -> String {
        var lines = verdict.findings.map { "  \($0)" }
        if showsAll, case .there(let comparison) = verdict.end {
            lines += comparison.additions.map { "  news: \($0)" }
            lines += comparison.expected.map { "  expected: \($0) (\($0.reason ?? ""))" }
        }
        guard !lines.isEmpty else { return "" }
        return "\n\(verdict.resource.title) \(verdict.resource.id)\n" + lines.map { $0 + "\n" }.joined()
    }

    private func line(_ result: UsabilityResult) -> String {
        switch result.end {
        case .works: "works    \(result.check.rawValue) (\(Duration.seconds(result.seconds).inSeconds))\n"
        case .fails(let reason): "FAILS    \(result.check.rawValue): \(reason)\n"
        case .skipped(let reason): "skipped  \(result.check.rawValue): \(reason)\n"
        }
    }

    /// The last line of a verification.
    func conclusion(_ status: ExitStatus) -> String {
        switch status {
        case .success: "\nPASS  everything is there, unchanged and usable\n"
        case .incomplete: "\nINCOMPLETE  nothing was found, but not everything could be looked at; see above\n"
        default: "\nFAIL  not everything is as it was; see above\n"
        }
    }
}

extension Duration {
    /// As `12.3 s`, or `3 min 20 s`.
    var inSeconds: String {
        let seconds = self / .seconds(1)
        guard seconds >= 100 else { return "\((seconds * 10).rounded() / 10) s" }
        let whole = Int(seconds.rounded())
        return "\(whole / 60) min \(whole % 60) s"
    }
}
