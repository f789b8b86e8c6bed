import ArgumentParser
import HeatTemplates

/// The subcommand `ra lint`.
struct ReferenceArchitectureLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find everything that is wrong with Heat templates, without a cloud.",
        discussion: """
            Errors are what Heat refuses, or what lets the creation of a stack fail; warnings are what is probably not \
            meant. Nested templates, resource groups and files are looked into, as long as they are in the folder of \
            the template, or in --folder.

            The exit code is 1 when there is an error, else 0.
            """
    )

    @Argument(help: ArgumentHelp("Templates, or folders with ra.yaml in them.", valueName: "path"))
    var files: [String]

    @OptionGroup var source: TemplateOptions

    @Flag(help: "Show what the outputs come to, as far as they can be resolved without a cloud.")
    var outputs = false

    @Option(help: "text or json; json has one line for each template.")
    var format = OutputFormat.text

    func run() throws {
        var isUsable = true
        for file in files {
            let lint = try source.lint(file)
            isUsable = isUsable && lint.isUsable
            Console.standardOutput.write(
                format == .json ? lint.json(withOutputs: outputs) : lint.text(withOutputs: outputs)
            )
        }
        if !isUsable { throw ExitCode(ExitStatus.testsFailed.rawValue) }
    }
}
