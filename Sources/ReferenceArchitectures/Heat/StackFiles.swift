import HeatTemplates

/// The files that the orchestration service must be sent with a template, by the names that the template has for them.
struct StackFiles {
    private(set) var contents: [String: String] = [:]
    private let files: TemplateFiles

    /// The files of a stack and of what is nested in it.
    ///
    /// - Throws: when two documents mean different files by one name: the service knows only names.
    init(of stack: Stack) throws(DeploymentFailure) {
        files = stack.files
        try add(stack, depth: 0)
    }

    private mutating func add(_ stack: Stack, depth: Int) throws(DeploymentFailure) {
        guard depth <= 6 else { return }
        let document = stack.template.file
        for resource in stack.template.resources {
            for expression in [resource.properties, resource.metadata].compactMap(\.self) {
                try addFiles(of: expression, namedIn: document)
            }
        }
        for output in stack.template.outputs { try addFiles(of: output.value, namedIn: document) }
        for resource in stack.resources {
            if case .template(let path, let document)? = resource.target { try add(path, namedIn: document) }
            if let nested = resource.nested { try add(nested, depth: depth + 1) }
        }
    }

    private mutating func addFiles(of expression: Expression, namedIn document: String) throws(DeploymentFailure) {
        for call in expression.calls where call.name == "get_file" {
            if let path = call.argument.constant?.string { try add(path, namedIn: document) }
        }
    }

    private mutating func add(_ path: String, namedIn document: String) throws(DeploymentFailure) {
        let text: String
        do throws(TemplateFiles.Problem) {
            text = try files.contents(of: path, namedIn: document)
        } catch {
            throw DeploymentFailure(error.message(path))
        }
        guard contents[path] ?? text == text else {
            throw DeploymentFailure(
                "'\(path)' means different files in different templates, and Heat is sent files by these names: "
                    + "give one of them another name"
            )
        }
        contents[path] = text
    }
}
