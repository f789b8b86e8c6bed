import ArgumentParser
import Foundation
import HeatTemplates
import ReferenceArchitectures

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

    /// What can be said of a template, or of that of the bundle in a folder.
    func lint(_ path: String) throws -> TemplateLint {
        let bundle = try bundle(at: path)
        let file = bundle.map { "\(path)/\($0.template)" } ?? path
        let folder = try TemplateFolder(of: file, root: bundle == nil ? folder : path)
        let environments = try environment.map { path in
            let place = try folder.place(of: path)
            return TemplateLint.EnvironmentDocument(text: try folder.text(of: place), file: place)
        }
        let parameters = Dictionary(parameter.map { ($0.name, $0.value) }) { _, last in last }
        let identity = Stack.Identity(name: stackName, id: "", projectID: "")
        if let bundle {
            return bundle.stack(
                folder.files,
                environments: environments,
                parameters: parameters,
                identity: identity
            )
        }
        return TemplateLint(
            try folder.text(of: folder.template),
            file: folder.template,
            environments: environments,
            parameters: parameters,
            files: folder.files,
            identity: identity
        )
    }

    /// The bundle in a folder; `nil` of what is no folder.
    func bundle(at path: String) throws -> ArchitectureBundle? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        let parsed = ArchitectureBundle.parse(BundleFolder(path).files)
        guard let bundle = parsed.bundle, !parsed.diagnostics.contains(where: \.isError) else {
            let lines = parsed.diagnostics.map { "\n  \($0)" }.joined()
            throw CommandFailure(.usage, "\(path) is no bundle:\(lines)")
        }
        return bundle
    }
}
