/// The values that a stack's parameters have.
struct ParameterValues {
    private(set) var values: [String: TemplateValue] = [:]

    /// Finds the value of each parameter: one that was given, else the environment's, else a default of the
    /// environment, else the template's own.
    init(
        _ template: Template,
        given: [String: TemplateValue],
        environment: Environment,
        identity: Stack.Identity?,
        isNested: Bool,
        into findings: inout DiagnosticCollector
    ) {
        let names = Set(template.parameters.map(\.name))
        if !isNested {
            for name in given.keys.sorted() where !names.contains(name) {
                findings.report(
                    .refused,
                    "a value is given for '\(name)', and the template has no such parameter",
                    advice: Spelling.advice(for: name, among: names.sorted()),
                    at: .start
                )
            }
            for (name, entry) in environment.parameters.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
                findings.add(
                    Diagnostic(
                        .refused,
                        "the template has no parameter '\(name)'",
                        advice: Spelling.advice(for: name, among: names.sorted())
                            ?? "values for nested templates belong under parameter_defaults",
                        file: entry.file,
                        at: entry.position
                    )
                )
            }
        }
        for parameter in template.parameters {
            let entry = isNested ? nil : environment.parameters[parameter.name]
            let defaults = environment.parameterDefaults[parameter.name]
            let chosen = [given[parameter.name], entry?.value, defaults?.value].compactMap { $0 }.first { !$0.isNull }
            guard let value = chosen ?? parameter.defaultValue, !value.isNull else { continue }
            guard value.isKnown else {
                values[parameter.name] = value
                continue
            }
            if let complaint = chosen.flatMap(parameter.complaint(about:)) {
                let place = given[parameter.name] == nil ? entry ?? defaults : nil
                findings.add(
                    Diagnostic(
                        .fails,
                        "the value of the parameter '\(parameter.name)' cannot be used: \(complaint)",
                        file: place?.file ?? template.file,
                        at: place?.position ?? parameter.position
                    )
                )
            }
            values[parameter.name] = parameter.value(from: value)
        }
        addPseudoParameters(template.version, identity)
    }

    private mutating func addPseudoParameters(_ version: TemplateVersion, _ identity: Stack.Identity?) {
        if version.isCloudFormation { values["AWS::Region"] = "ap-southeast-1" }
        guard let identity else { return }
        if version.isCloudFormation {
            values["AWS::StackName"] = .string(identity.name)
            values["AWS::StackId"] = .string(identity.id)
        } else {
            values["OS::stack_name"] = .string(identity.name)
            values["OS::stack_id"] = .string(identity.id)
            values["OS::project_id"] = .string(identity.projectID)
        }
    }
}
