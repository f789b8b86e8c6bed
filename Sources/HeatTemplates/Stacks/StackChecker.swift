/// Finds what a stack has and what is wrong with it.
struct StackChecker {
    let template: Template
    let environment: Environment
    let files: TemplateFiles
    let context: ResolutionContext
    let nesting: Nesting
    var findings: DiagnosticCollector
    /// What was found in nested templates.
    var nestedFindings: [Diagnostic] = []
    let keys: TemplateKeys
    /// What the types of resources stand for.
    var targets: [String: ResourceRegistry.Target] = [:]

    init(
        template: Template,
        environment: Environment,
        files: TemplateFiles,
        context: ResolutionContext,
        nesting: Nesting,
        findings: DiagnosticCollector
    ) {
        self.template = template
        self.environment = environment
        self.files = files
        self.context = context
        self.nesting = nesting
        self.findings = findings
        keys = TemplateKeys(template.version)
    }

    /// Everything found, here first.
    var diagnostics: [Diagnostic] { findings.sorted + nestedFindings }

    // MARK: - Resources

    mutating func resources() -> [StackResource] {
        checkConditions()
        for resource in template.resources {
            targets[resource.name] = environment.registry.target(
                of: resource.type,
                for: resource.name,
                in: template.file
            )
        }
        var resources: [StackResource] = []
        for definition in template.resources where isEnabled(definition) {
            resources.append(resource(definition))
        }
        let existing = Set(resources.map(\.name))
        for index in resources.indices {
            resources[index].dependencies = resources[index].dependencies.filter(existing.contains)
        }
        checkCycles(resources)
        return resources
    }

    private mutating func checkConditions() {
        for condition in template.conditions {
            let path = "\(keys.conditions ?? "conditions").\(condition.name)"
            var walk = ExpressionWalk(context: context, path: path)
            _ = walk.value(condition.expression)
            add(walk, isRefused: true)
            guard walk.complaints.isEmpty else { continue }
            do {
                _ = try context.conditions.isTrue(.string(condition.name), in: context)
            } catch {
                findings.report(.refused, error.message, at: condition.position, path: path)
            }
        }
    }

    /// A resource whose condition depends on parameters without a value counts.
    private mutating func isEnabled(_ definition: ResourceDefinition) -> Bool {
        guard let condition = definition.condition else { return true }
        return isTrue(condition, path: "\(keys.resources).\(definition.name).\(keys.condition ?? "condition")")
    }

    mutating func isTrue(_ condition: Expression, path: String) -> Bool {
        var walk = ExpressionWalk(context: context, path: path)
        let value = walk.value(condition)
        add(walk, isRefused: true)
        guard walk.complaints.isEmpty else { return true }
        do {
            if let isTrue = try context.conditions.isTrue(value, in: context) { return isTrue }
            reportUndecided(at: condition.position, path: path)
            return true
        } catch {
            findings.report(
                .refused,
                error.message,
                advice: condition.constant?.string.flatMap {
                    Spelling.advice(for: $0, among: template.conditions.map(\.name))
                },
                at: condition.position,
                path: path
            )
            return true
        }
    }

    /// Heat decides conditions when it validates a template, and cannot without the values of parameters; those of a
    /// nested template may come from resources.
    private mutating func reportUndecided(at position: SourcePosition, path: String) {
        guard nesting.depth == 0 else { return }
        let missing = template.parameters.map(\.name).filter { context.parameters[$0] == nil }
        findings.report(
            .refused,
            "this condition cannot be decided without values for the parameters \(missing.joined(separator: ", "))",
            advice: "give them, or write defaults",
            at: position,
            path: path
        )
    }

    private mutating func resource(_ definition: ResourceDefinition) -> StackResource {
        let path = "\(keys.resources).\(definition.name)"
        var references: [ResourceReference] = []
        let properties = value(of: definition.properties, "\(path).\(keys.properties)", &references)
        _ = value(of: definition.metadata, "\(path).\(keys.metadata)", &references)
        let own = definition.externalID == nil ? references.map(\.resource) : []
        var ignored: [ResourceReference] = []
        let policies = value(of: definition.updatePolicy, "\(path).\(keys.updatePolicy)", &ignored)
        _ = value(of: definition.externalID, "\(path).\(keys.externalID ?? "external_id")", &ignored)
        checkReferences(references + ignored, path)
        let explicit = checkDependencies(definition, path)
        var dependencies: [String] = []
        var seen: Set<String> = []
        for name in explicit + own where seen.insert(name).inserted { dependencies.append(name) }
        var resource = StackResource(
            definition: definition,
            target: targets[definition.name],
            dependencies: dependencies,
            deletionPolicy: deletionPolicy(of: definition, path)
        )
        checkType(of: &resource, properties: properties, policies: policies, path)
        return resource
    }

    /// What a field comes to as far as it is known; what is wrong in it is reported.
    private mutating func value(
        of expression: Expression?,
        _ path: String,
        _ references: inout [ResourceReference]
    ) -> TemplateValue? {
        guard let expression else { return nil }
        var walk = ExpressionWalk(context: context, path: path)
        let value = walk.value(expression)
        references += walk.references
        add(walk, isRefused: false)
        return value
    }

    mutating func add(_ walk: ExpressionWalk, isRefused: Bool) {
        for complaint in walk.complaints {
            if complaint.weight == .file {
                findings.add(
                    Diagnostic(
                        .refused,
                        complaint.message,
                        file: template.file,
                        at: complaint.position,
                        path: walk.path
                    )
                )
                continue
            }
            let severity: Diagnostic.Severity =
                switch complaint.weight {
                case .form, .file: .refused
                case .value: isRefused ? .refused : .fails
                case .unreached, .unsupported, .undecided: .doubtful
                }
            if complaint.weight == .undecided {
                reportUndecided(at: complaint.position, path: walk.path)
                continue
            }
            findings.report(
                severity,
                complaint.message,
                advice: complaint.advice,
                at: complaint.position,
                path: walk.path
            )
        }
    }

    // MARK: - References

    private mutating func checkDependencies(_ definition: ResourceDefinition, _ path: String) -> [String] {
        if definition.externalID != nil, let first = definition.dependsOn.first {
            findings.report(
                .refused,
                "a resource that exists already cannot depend on others",
                advice: "leave out \(keys.dependsOn)",
                at: first.position,
                path: "\(path).\(keys.dependsOn)"
            )
        }
        var names: [String] = []
        for dependency in definition.dependsOn {
            guard context.resourceNames.contains(dependency.name) else {
                findings.report(
                    .refused,
                    "there is no resource '\(dependency.name)'",
                    advice: Spelling.advice(for: dependency.name, among: context.resourceNames.sorted()),
                    at: dependency.position,
                    path: "\(path).\(keys.dependsOn)"
                )
                continue
            }
            names.append(dependency.name)
        }
        return names
    }

    mutating func checkReferences(_ references: [ResourceReference], _ path: String) {
        for reference in references {
            guard let attribute = reference.attribute, case .type(let type) = targets[reference.resource] else {
                continue
            }
            // Every resource shows what its service says of it.
            guard !type.hasOtherAttributes, attribute != "show", !type.attributes.contains(attribute) else { continue }
            findings.report(
                .refused,
                "\(type.name) has no attribute '\(attribute)'",
                advice: Spelling.advice(for: attribute, among: type.attributes.sorted())
                    ?? "there are \(type.attributes.sorted().joined(separator: ", "))",
                at: reference.position,
                path: path
            )
        }
    }

    private mutating func deletionPolicy(of definition: ResourceDefinition, _ path: String) -> DeletionPolicy {
        if definition.externalID != nil { return .retain }
        guard let expression = definition.deletionPolicy else { return .delete }
        let path = "\(path).\(keys.deletionPolicy)"
        var walk = ExpressionWalk(context: context, path: path)
        let value = walk.value(expression)
        add(walk, isRefused: true)
        guard let name = value.string, let policy = template.version.deletionPolicies[name] else {
            if expression.constant == nil, walk.complaints.isEmpty, value.isKnown, !value.isNull {
                findings.report(.refused, "'\(value.text)' is no deletion policy", at: expression.position, path: path)
            }
            return .delete
        }
        if policy == .snapshot, case .type(let type) = targets[definition.name], !type.canBeKeptAsSnapshot {
            findings.report(
                .refused,
                "\(type.name) cannot be kept as a snapshot",
                advice: "use Delete or Retain",
                at: expression.position,
                path: path
            )
        }
        return policy
    }

    // MARK: - Outputs

    mutating func checkOutputs() {
        for output in template.outputs {
            let path = "\(keys.outputs).\(output.name)"
            if let condition = output.condition {
                guard isTrue(condition, path: "\(path).\(keys.condition ?? "condition")") else { continue }
            }
            var walk = ExpressionWalk(context: context, path: "\(path).\(keys.value)", isOutput: true)
            _ = walk.value(output.value)
            add(walk, isRefused: false)
            checkReferences(walk.references, "\(path).\(keys.value)")
        }
    }

    private mutating func checkCycles(_ resources: [StackResource]) {
        let graph = DependencyGraph(resources.map { ($0.name, $0.dependencies) })
        for cycle in graph.cycles {
            guard let first = cycle.first, let resource = resources.first(where: { $0.name == first }) else { continue }
            let circle = (cycle + [first]).joined(separator: " → ")
            findings.report(
                .refused,
                "the resources depend on each other in a circle: \(circle)",
                advice: "let one of them refer to what exists before, or split it",
                at: resource.definition.position,
                path: "\(keys.resources).\(first)"
            )
        }
    }
}
