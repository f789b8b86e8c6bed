import ArgumentParser
import Guidelines
import Reports

/// The subcommand `guideline show`.
struct GuidelineShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a guideline asks for: programmes, capabilities, and their tests."
    )

    @Argument(help: "A guideline that is built in, or a file.")
    var name: String

    @Option(help: "Only what this programme takes: platform, compute, storage, …")
    var programme: String?

    @Flag(help: "Name the tests of each capability, with flags.")
    var tests = false

    @Option(help: "text or json; json always has the tests.")
    var format = OutputFormat.text

    @OptionGroup var appearance: AppearanceOptions

    func run() throws {
        let guideline = try ChosenGuideline(name).guideline
        let chosen = try programme.map { try guideline.programme(named: $0) }
        let summary = GuidelineSummary(guideline, programme: chosen, hasTests: tests)
        let style = appearance.style(.process)
        Console.standardOutput.write(format == .json ? summary.json : summary.text(style: style))
    }
}
