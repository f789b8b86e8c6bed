import ArgumentParser
import Conformance
import Guidelines
import Reports

/// The subcommand `guideline check`.
struct GuidelineCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judge a run by a guideline, whatever it was run for.",
        discussion: """
            Says of each programme, component and capability whether it passes, fails, or is incomplete: nothing \
            failed, but not everything was shown. Flagged tests are shown and do not count.

            The exit code is that of the gravest conclusion about a programme: 0 pass, 1 fail, 4 incomplete.
            """
    )

    @Argument(help: "A guideline that is built in, or a file.")
    var name: String

    @Argument(help: ArgumentHelp("Id of a run, the beginning of one, a run's folder, or 'latest'.", valueName: "run"))
    var runName = "latest"

    @Option(help: "Judge only this programme: platform, compute, storage, …")
    var programme: String?

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func run() throws {
        let surroundings = Surroundings.process
        let chosen = try ChosenGuideline(name)
        let record = try RunRecord(reading: runs.store(surroundings).run(runName))
        warnOfDamage(record)
        let summary = CheckSummary(
            chosen.verdict(on: record.allResults),
            of: chosen.guideline,
            on: record,
            programme: try programme.map { try chosen.guideline.programme(named: $0) }
        )
        let style = appearance.style(surroundings)
        Console.standardOutput.write(format == .json ? try summary.json() : summary.text(style: style))
        let status = Self.status(summary.conclusion)
        if status != .success { throw ExitCode(status.rawValue) }
    }

    private static func status(_ conclusion: Verdict.Conclusion) -> ExitStatus {
        switch conclusion {
        case .pass: .success
        case .fail: .testsFailed
        case .incomplete, .uncounted: .incomplete
        }
    }
}
