import ArgumentParser
import Conformance
import OpenStack
import ReferenceArchitectures
import Reports
import Upgrades

/// The subcommand `upgrade verify`.
struct UpgradeVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that everything that was recorded is still there, unchanged and usable.",
        discussion: """
            Every recorded field is compared. Fields that services have not had before are news, not findings; what may \
            change without anything being wrong is listed in docs/upgrades.md, with the reasons, and shown with --all.

            Then the resources are used, the guideline's tests run again, and their outcomes are compared with those \
            before as `fits gate` does. It may be repeated.

            Exit codes: 0 everything is as it was; 1 something is missing, changed, not usable, or a test fails that \
            passed; 4 nothing of that, but not everything could be looked at; 2 wrong usage; 3 the cloud cannot be \
            reached.
            """
    )

    @OptionGroup var target: UpgradeTarget

    @Flag(name: .customLong("no-guideline"), help: "Do not run the guideline's tests.")
    var runsNoGuideline = false

    @Option(
        name: .customLong("accept"),
        help: ArgumentHelp(
            "A difference that is known and no finding, as server:image.properties; repeatable.",
            valueName: "kind:field"
        )
    )
    var accepted: [AcceptedChangeArgument] = []

    @Flag(help: "Show also what was added, and what changed as expected.")
    var all = false

    @Option(help: "File to write as JSON.")
    var json: String?

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func run() async throws {
        SingleThread.takeOver()
        let surroundings = Surroundings.process
        let driver = try target.existing(surroundings)
        let state = try driver.state()
        let store = runs.store(surroundings)
        let accepted = accepted.map(\.change)
        let (report, verdicts) = try await driver.withSession(
            notice: "stopping: removing what the checks made"
        ) { session in
            let verification = UpgradeVerification(
                session,
                journal: try UpgradeJournal(driver.folder),
                settings: driver.settings,
                state: state
            )
            let report = try await verification.report(accepting: accepted)
            try Task.checkCancellation()
            return (report, try await driver.architectureVerdicts(in: session, keptIn: store))
        }
        let style: TerminalStyle = appearance.usesColour(.standardOutput, surroundings) ? .ansi : .plain
        if let json { try OutputFile(path: json).write(report.json.serialized(pretty: true)) }
        Console.standardOutput.write(UpgradeView(style: style).text(report, showsAll: all))
        if !verdicts.isEmpty { Console.standardOutput.write("\n" + DeploymentView.text(verdicts)) }
        var gate: Gate?
        if !runsNoGuideline, let baseline = driver.settings.baseline {
            let record = try await driver.runTests(keptIn: store, appearance)
            guard record.summary?.wasInterrupted == false else { throw CancellationError() }
            let found = try driver.gate(baseline, record)
            Console.standardOutput.write("\n" + GateSummary(found).text(style: style))
            gate = found
        }
        var status = status(report, verdicts, gate)
        if !runsNoGuideline, !driver.settings.guidelines.isEmpty, driver.settings.baseline == nil {
            Console.standardOutput.write("\nno tests are compared: at preparation they did not come to their end\n")
            if status == .success { status = .incomplete }
        }
        Console.standardOutput.write(UpgradeView(style: style).conclusion(status))
        if status != .success { throw ExitCode(status.rawValue) }
    }

    private func status(_ report: VerificationReport, _ verdicts: [StepVerdict], _ gate: Gate?) -> ExitStatus {
        let isBroken = verdicts.contains { $0.standing == .failed } || gate?.conclusion == .fail
        if !report.isClean || isBroken { return .testsFailed }
        let isUnknown = verdicts.contains { $0.standing == .incomplete } || gate?.conclusion == .incomplete
        return isUnknown || !report.left.isEmpty ? .incomplete : .success
    }
}
