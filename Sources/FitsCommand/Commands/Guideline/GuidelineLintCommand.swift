import ArgumentParser
import Conformance
import Foundation
import Guidelines
import InteropTests
import Reports

/// The subcommand `guideline lint`.
struct GuidelineLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find what those who keep a guideline should look at.",
        discussion: """
            Tests that vanished or have another name, flags whose review is overdue or that are older than the \
            guideline, capabilities that rest on a single test or score under the cutoff, and what is odd in the \
            document.

            The exit code is 1 when there is a warning, else 0: tests without a native version and capabilities with \
            a single test are notes.
            """
    )

    @Argument(help: "A guideline that is built in, or a file.")
    var name: String

    @Option(
        name: .customLong("tempest"),
        help: "File with the tests Tempest has now: a line each, as `tempest run --list-tests` writes them, or JSON."
    )
    var tempest: String?

    @Option(help: "The day to look at flags from (default: today).", transform: Self.day)
    var day: GuidelineDate?

    @Option(help: "After how many months a flag is to be reviewed.")
    var reviewMonths = 6

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @OptionGroup var appearance: AppearanceOptions

    private static func day(_ text: String) throws -> GuidelineDate {
        guard let day = GuidelineDate(text), "\(day)" == text else {
            throw ValidationError("'\(text)' is no day; write it as 2026-01-31.")
        }
        return day
    }

    func validate() throws {
        guard reviewMonths >= 0 else { throw ValidationError("--review-months cannot be negative.") }
    }

    func run() throws {
        let guideline = try ChosenGuideline(name).guideline
        let today = GuidelineDate(Date().formatted(Date.ISO8601FormatStyle()))
        guard let day = day ?? today else { throw CommandFailure(.cannotStart, "today's date is not known; say --day") }
        var measures = GuidelineLint.Measures(
            native: KnownTests(InteropTests.suite.tests.map(\.identity), suite: "native tests"),
            day: day,
            reviewMonths: reviewMonths
        )
        if let tempest { measures.suites.append(try KnownTests(reading: tempest, suite: "Tempest")) }
        let lint = GuidelineLint(guideline, measures: measures)
        let summary = LintSummary(lint)
        let style = appearance.style(.process)
        Console.standardOutput.write(format == .json ? try summary.json() : summary.text(style: style))
        if lint.findings.contains(where: \.rule.isWarning) { throw ExitCode(ExitStatus.testsFailed.rawValue) }
    }
}
