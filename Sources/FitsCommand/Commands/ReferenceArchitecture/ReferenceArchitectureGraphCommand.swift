import ArgumentParser
import HeatTemplates
import ReferenceArchitectures

/// The subcommand `ra graph`.
struct ReferenceArchitectureGraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draw what depends on what in a template, as SVG.",
        discussion: """
            Resources stand from left to right in the order in which they are made; the longest chain of dependencies \
            is bold. The drawing is light or dark as its reader prefers, and says in words what it shows.
            """
    )

    @Argument(help: ArgumentHelp("A template, or a folder with ra.yaml in it.", valueName: "path"))
    var file: String

    @OptionGroup var source: TemplateOptions

    @Option(help: ArgumentHelp("What is written above the drawing (default: the name of the file).", valueName: "text"))
    var title: String?

    @Option(name: .shortAndLong, help: "File to write (default: standard output).")
    var output: String?

    func run() throws {
        guard let stack = try source.lint(file).stack else {
            throw CommandFailure(.usage, "\(file) cannot be read; `fits ra lint` says why")
        }
        let drawing = StackDrawing(stack, title: try title ?? source.bundle(at: file)?.title).svg
        if let output {
            try OutputFile(path: output).write(Array(drawing.utf8))
        } else {
            Console.standardOutput.write(drawing)
        }
    }
}
