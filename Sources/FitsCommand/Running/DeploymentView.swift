import HeatTemplates
import ReferenceArchitectures

/// Shows what happens to a deployment, a line for each event.
struct DeploymentView: Sendable {
    let console: Console
    let isQuiet: Bool

    func show(_ event: DeploymentEvent) {
        switch event {
        case .resourceCreated(let key, let id, _): line(key.path, "creating", id)
        case .resourceCompleted(let key, let seconds): line(key.path, "complete", "\(seconds.tenths) s")
        case .resourceUpdated(let key, _, let seconds): line(key.path, "updated", "\(seconds.tenths) s")
        case .resourceFailed(let key, let reason): line(key.path, "FAILED", reason)
        case .resourceRemoved(let key): line(key.path, "removed", "")
        case .resourceReleased(let key): line(key.path, "left", "its template says so")
        case .resourceRestored(let key): line(key.path, "restored", "")
        case .actionStarted, .resourcePlanned, .resourceChanging, .actionEnded: return
        }
    }

    func show(_ event: StackEvent) {
        guard !event.path.names.isEmpty else { return }
        let words = event.status.split(separator: "_").map { $0.lowercased() }.joined(separator: " ")
        line(event.path, event.isFailure ? words.uppercased() : words, event.isFailure ? event.reason : "")
    }

    /// Nested resources stand below what they are in.
    private func line(_ path: ResourcePath, _ what: String, _ detail: String) {
        guard !isQuiet else { return }
        let indentation = String(repeating: "  ", count: path.names.count)
        console.write("\(indentation)\(path)  \(what)\(detail.isEmpty ? "" : "  \(detail)")\n")
    }

    // MARK: - Results

    /// What came of an action: outputs, or the reasons of failures.
    static func text(_ outcome: DeploymentOutcome, action: String) -> String {
        var text = ""
        for output in outcome.outputs {
            let value = output.problem.map { "(\($0))" } ?? output.value.string ?? output.value.json()
            text += "\(output.name) = \(value)\n"
        }
        for failure in outcome.failures { text += "FAILED  \(failure)\n" }
        text += "\(action) \(outcome.isComplete ? "complete" : "failed") after \(outcome.wallTime.tenths) s"
        if outcome.isRolledBack { text += ", and taken back" }
        if !outcome.criticalPath.isEmpty {
            text += "; the longest chain took \(outcome.criticalTime.tenths) s: "
            text += outcome.criticalPath.joined(separator: " → ")
        }
        return text + "\n"
    }

    /// What an update would do, a line for each resource that it would change.
    static func text(_ changes: [PlannedChange]) -> String {
        var table = TextTable(["change", "resource", "type", "properties"])
        for change in changes where change.kind != .unchanged {
            table.add(
                [change.kind.rawValue, "\(change.path)", change.type, change.properties.joined(separator: ", ")]
            )
        }
        let unchanged = changes.count { $0.kind == .unchanged }
        return (unchanged == changes.count ? "" : table.text) + "\(unchanged) resources unchanged\n"
    }

    /// The verdict of each step.
    static func text(_ verdicts: [StepVerdict]) -> String {
        var text = ""
        for (number, verdict) in verdicts.enumerated() {
            text += "step \(number + 1)  \(verdict.standing.rawValue.uppercased())  \(verdict.title ?? verdict.name)\n"
            for finding in verdict.findings {
                switch finding.result {
                case .holds: text += "        ok       \(finding.claim)\n"
                case .fails(let reason): text += "        FAILED   \(finding.claim): \(reason)\n"
                case .unknown(let reason): text += "        unknown  \(finding.claim): \(reason)\n"
                }
            }
        }
        let passed = verdicts.count { $0.standing == .passed }
        return text + "\(passed) of \(verdicts.count) steps passed\n"
    }
}

extension Double {
    fileprivate var tenths: String { "\((self * 10).rounded() / 10)" }
}

extension Duration {
    fileprivate var tenths: String { (self / .seconds(1)).tenths }
}
