import ArgumentParser
import Conformance
import Guidelines
import Reports

/// The subcommand `guideline diff`.
struct GuidelineDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two guidelines, or what they say of a run.",
        discussion: """
            Without RUN: which capabilities and tests the second asks for and the first does not, and the other way \
            round. With RUN: which conclusions about it change, and which of the tests that did not pass are why.

            The exit code is 0 whatever the difference is.
            """
    )

    @Argument(help: "A guideline that is built in, or a file.")
    var from: String

    @Argument(help: "Another.")
    var to: String

    @Argument(help: ArgumentHelp("Id of a run, the beginning of one, a run's folder, or 'latest'.", valueName: "run"))
    var runName: String?

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @OptionGroup var runs: RunsOption
    @OptionGroup var appearance: AppearanceOptions

    func run() throws {
        let surroundings = Surroundings.process
        let (from, to) = (try ChosenGuideline(from), try ChosenGuideline(to))
        let record = try runName.map { try RunRecord(reading: runs.store(surroundings).run($0)) }
        if let record { warnOfDamage(record) }
        let summary = DifferenceSummary(
            GuidelineDifference(from: from.guideline, to: to.guideline),
            verdicts: record.map { record in
                VerdictDifference(
                    from: from.verdict(on: record.allResults),
                    to: to.verdict(on: record.allResults)
                )
            },
            on: record
        )
        let style = appearance.style(surroundings)
        Console.standardOutput.write(format == .json ? try summary.json() : summary.text(style: style))
    }
}
