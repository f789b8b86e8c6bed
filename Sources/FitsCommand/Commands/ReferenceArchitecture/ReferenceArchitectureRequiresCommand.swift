import ArgumentParser
import Conformance
import HeatTemplates

/// The subcommand `ra requires`.
struct ReferenceArchitectureRequiresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requires",
        abstract: "Tell from a template alone what it needs of a cloud, and on which clouds it will run.",
        discussion: """
            Without --run: the services, the types of resources, the capabilities of the interoperability guidelines \
            and, with --operations, the requests that making, reading and removing the resources takes. With --run: \
            whether the cloud of that run has them, as far as the run shows.

            The exit code is 1 when something is missing on one of the clouds, 4 when nothing is but not everything \
            was shown, else 0.
            """
    )

    @Argument(help: ArgumentHelp("A template.", valueName: "file"))
    var file: String

    @OptionGroup var source: TemplateOptions

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "Id of a run, the beginning of one, a run's folder, or 'latest'; may be given several times.",
            valueName: "run"
        )
    )
    var runNames: [String] = []

    @Flag(help: "List the requests too.")
    var operations = false

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @OptionGroup var runs: RunsOption

    func run() throws {
        let lint = try source.lint(file)
        guard let stack = lint.stack else {
            throw CommandFailure(.usage, "\(file) cannot be read; `fits ra lint` says why")
        }
        let requirements = Requirements(stack)
        let store = runs.store(.process)
        let clouds = try runNames.map { name in
            let record = try RunRecord(reading: store.run(name))
            warnOfDamage(record)
            let evidence = Suitability.Evidence(record, capabilities: requirements.capabilities)
            return (
                name: "\(record.description.cloud) (run \(record.description.run))",
                suitability: Suitability(requirements, evidence: evidence)
            )
        }
        let report = RequirementsReport(file: file, requirements: requirements, clouds: clouds)
        Console.standardOutput.write(format == .json ? report.json : report.text(withOperations: operations))
        let conclusions = clouds.map(\.suitability.conclusion)
        if conclusions.contains(.fails) { throw ExitCode(ExitStatus.testsFailed.rawValue) }
        if conclusions.contains(.unproven) { throw ExitCode(ExitStatus.incomplete.rawValue) }
    }
}
