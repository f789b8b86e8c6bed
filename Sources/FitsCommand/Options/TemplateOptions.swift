import ArgumentParser
import HeatTemplates

/// Options of commands that read a Heat template: what it is read with.
struct TemplateOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("An environment; may be given several times, later ones win.", valueName: "file")
    )
    var environment: [String] = []

    @Option(
        name: [.customShort("P"), .long],
        help: ArgumentHelp("A value for a parameter; may be given several times.", valueName: "name=value"),
        transform: Self.parameter
    )
    var parameter: [(name: String, value: String)] = []

    @Option(help: "The folder that the template may read files from (default: its own).")
    var folder: String?

    @Option(help: ArgumentHelp("What the stack is called, for templates that ask.", valueName: "name"))
    var stackName = "stack"

    private static func parameter(_ text: String) throws -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw ValidationError("'\(text)' is no parameter; write it as name=value.")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    /// What can be said of a template.
    func lint(_ file: String) throws -> TemplateLint {
        let folder = try TemplateFolder(of: file, root: folder)
        return TemplateLint(
            try folder.text(of: folder.template),
            file: folder.template,
            environments: try environment.map { path in
                let place = try folder.place(of: path)
                return TemplateLint.EnvironmentDocument(text: try folder.text(of: place), file: place)
            },
            parameters: Dictionary(parameter.map { ($0.name, $0.value) }) { _, last in last },
            files: folder.files,
            identity: Stack.Identity(name: stackName, id: "", projectID: "")
        )
    }
}
