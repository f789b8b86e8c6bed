import HeatTemplates

/// The values of the outputs of a template, as JSON, or the errors.
func outputs(
    of text: String,
    parameters: [String: TemplateValue] = [:],
    files: [String: String] = [:]
) -> [String: String] {
    guard let template = Template.parse(text, file: "main.yaml").template else { return [:] }
    let stack = Stack(
        template,
        parameters: parameters,
        files: TemplateFiles(files),
        identity: Stack.Identity(name: "web", id: "stack-1", projectID: "project-1")
    )
    return Dictionary(
        uniqueKeysWithValues: stack.outputs.map { output in
            do throws(ResolutionError) {
                return (output.name, try stack.value(of: output).json(sortedKeys: true))
            } catch {
                return (output.name, "error: \(error.message)")
            }
        }
    )
}

/// What is found in a template, one line each: `line:column severity message`.
func findings(
    in text: String,
    environments: [String] = [],
    parameters: [String: String] = [:],
    files: [String: String] = [:]
) -> [String] {
    let lint = TemplateLint(
        text,
        file: "main.yaml",
        environments: environments.map { TemplateLint.EnvironmentDocument(text: $0, file: "env.yaml") },
        parameters: parameters,
        files: TemplateFiles(files)
    )
    return lint.diagnostics.map { finding in
        let file = finding.file == "main.yaml" ? "" : "\(finding.file):"
        return
            "\(file)\(finding.position.line):\(finding.position.column) \(finding.severity.rawValue): \(finding.message)"
    }
}

/// A stack of a template that nothing is wrong with.
func madeStack(
    _ text: String,
    parameters: [String: TemplateValue] = [:],
    environment: Environment = Environment(),
    files: [String: String] = [:]
) -> Stack? {
    Template.parse(text, file: "main.yaml").template.map {
        Stack($0, parameters: parameters, environment: environment, files: TemplateFiles(files))
    }
}
