extension StackChecker {
    /// Holds a resource against its type, and looks into it when it is a stack of its own.
    mutating func checkType(
        of resource: inout StackResource,
        properties: TemplateValue?,
        policies: TemplateValue?,
        _ path: String
    ) {
        switch resource.target {
        case nil:
            let definition = resource.definition
            let isNested = definition.type.hasSuffix(".yaml") || definition.type.hasSuffix(".template")
            findings.report(
                .refused,
                "there is no type of resource '\(definition.type)'",
                advice: isNested
                    ? nil
                    : Spelling.advice(for: definition.type, among: ResourceType.names)
                        ?? "the environment's resource_registry can say what it stands for",
                at: definition.typePosition,
                path: "\(path).\(keys.type)"
            )
        case .type(let type):
            if type.isDeprecated {
                findings.report(
                    .doubtful,
                    "\(type.name) is deprecated",
                    at: resource.definition.typePosition,
                    path: "\(path).\(keys.type)"
                )
            }
            check(properties, of: resource.definition, against: type, path)
            checkPolicies(policies, of: resource.definition, against: type, path)
            if resource.definition.externalID == nil, let group = ResourceGroup(type: type.name) {
                nest(group, properties?.map ?? TemplateMap(), in: &resource, path)
            }
        case .template(let template, let document):
            nest(template, namedIn: document, properties, in: &resource, path)
        }
    }

    private mutating func check(
        _ properties: TemplateValue?,
        of definition: ResourceDefinition,
        against type: ResourceType,
        _ path: String
    ) {
        guard !type.takesAnyProperty, definition.externalID == nil else { return }
        let values: TemplateMap
        switch properties {
        case nil, .null?: values = TemplateMap()
        case .map(let map)?: values = map
        default: return
        }
        var check = PropertyCheck()
        check.check(values, against: type.properties)
        for complaint in check.complaints {
            // Heat holds only the names of a resource's own properties against its type before it makes it.
            let schema = complaint.path.first.map { type.properties[$0] }
            let isUnknownName = complaint.path.count == 1 && schema.map { $0?.isUnimplemented ?? true } ?? false
            let position =
                complaint.path.first.flatMap { definition.propertyPositions[$0] } ?? definition.position
            findings.report(
                isUnknownName ? .refused : .fails,
                "\(type.name): \(complaint.message)",
                advice: complaint.advice,
                at: position,
                path: ([path, keys.properties] + complaint.path).joined(separator: ".")
            )
        }
    }

    private mutating func checkPolicies(
        _ policies: TemplateValue?,
        of definition: ResourceDefinition,
        against type: ResourceType,
        _ path: String
    ) {
        guard let policies = policies?.map, !type.takesAnyProperty else { return }
        var check = PropertyCheck()
        check.check(policies, against: type.updatePolicies)
        for complaint in check.complaints {
            findings.report(
                .refused,
                "the update policy of \(type.name): \(complaint.message)",
                advice: complaint.advice,
                at: definition.updatePolicy?.position ?? definition.position,
                path: "\(path).\(keys.updatePolicy)"
            )
        }
    }

    // MARK: - Nested templates

    private mutating func nest(
        _ path: String,
        namedIn document: String,
        _ properties: TemplateValue?,
        in resource: inout StackResource,
        _ place: String
    ) {
        let position = resource.definition.typePosition
        let location: String
        let text: String
        do {
            location = try TemplateFiles.place(of: path, namedIn: document)
            text = try files.contents(of: path, namedIn: document)
        } catch {
            // Heat's client sends the files along with the template, however deep they are.
            return addRefusal(error.message(path), at: position, path: "\(place).\(keys.type)")
        }
        guard !nesting.documents.contains(location), location != template.file else {
            let circle = (nesting.documents + [template.file, location]).joined(separator: " → ")
            return findings.report(
                .fails,
                "the template is nested in itself: \(circle)",
                at: position,
                path: "\(place).\(keys.type)"
            )
        }
        guard nesting.depth < Nesting.depthLimit else {
            return refuseDepth(at: position, path: "\(place).\(keys.type)")
        }
        let parsed = Template.parse(text, file: location)
        guard let nested = parsed.template else {
            nestedFindings += parsed.diagnostics
            return addRefusal(
                "the template '\(path)' cannot be read",
                at: position,
                path: "\(place).\(keys.type)"
            )
        }
        guard nesting.budget.allows(resources: nested.resources.count) else {
            return noteExhaustion(at: position, path: "\(place).\(keys.type)")
        }
        checkParameters(properties?.map ?? TemplateMap(), of: nested, resource.definition, place)
        let given = (properties?.map ?? TemplateMap()).reduce(into: [:]) { $0[$1.key] = $1.value }
        var deeper = nesting
        deeper.depth += 1
        deeper.documents.append(template.file)
        let stack = Stack(
            nested,
            given: given,
            environment: environment,
            files: files,
            identity: nil,
            facade: ResolutionContext.Facade(of: resource, in: context),
            nesting: deeper
        )
        // The same template may be nested many times, and what is wrong in it is wrong every time.
        let known = Set(nestedFindings)
        let found = parsed.diagnostics.map(seenFromAbove) + stack.diagnostics
        nestedFindings += found.filter { !known.contains($0) }
        resource.nestedStack = StackResource.Indirect(stack)
    }

    private mutating func refuseDepth(at position: SourcePosition, path: String) {
        findings.report(
            .fails,
            "templates are nested deeper than \(Nesting.depthLimit) levels",
            at: position,
            path: path
        )
    }

    private mutating func noteExhaustion(at position: SourcePosition, path: String) {
        findings.report(.doubtful, "too many nested stacks: this one was not looked into", at: position, path: path)
    }

    private mutating func addRefusal(_ message: String, at position: SourcePosition, path: String) {
        findings.add(Diagnostic(.refused, message, file: template.file, at: position, path: path))
    }

    /// Of a nested template Heat looks at the parameters beforehand, and at the rest when it makes the stack.
    private func seenFromAbove(_ finding: Diagnostic) -> Diagnostic {
        guard finding.severity == .refused, let path = finding.path,
            !path.hasPrefix("parameters"), !path.hasPrefix("Parameters")
        else { return finding }
        var finding = finding
        finding.severity = .fails
        return finding
    }

    /// Properties of a nested template are its parameters.
    private mutating func checkParameters(
        _ values: TemplateMap,
        of nested: Template,
        _ definition: ResourceDefinition,
        _ path: String
    ) {
        let names = nested.parameters.map(\.name)
        for name in values.keys where !names.contains(name) {
            findings.report(
                .refused,
                "the template '\(definition.type)' has no parameter '\(name)'",
                advice: Spelling.advice(for: name, among: names),
                at: definition.propertyPositions[name] ?? definition.position,
                path: "\(path).\(keys.properties).\(name)"
            )
        }
        for parameter in nested.parameters where parameter.isRequired && values[parameter.name] == nil {
            guard environment.parameterDefaults[parameter.name] == nil else { continue }
            findings.report(
                .fails,
                "the template '\(definition.type)' wants a value for its parameter '\(parameter.name)'",
                at: definition.position,
                path: "\(path).\(keys.properties)"
            )
        }
    }

    // MARK: - Groups

    private mutating func nest(
        _ group: ResourceGroup,
        _ properties: TemplateMap,
        in resource: inout StackResource,
        _ path: String
    ) {
        let definition = resource.definition
        guard let members = group.members(of: properties, at: definition.position) else { return }
        guard nesting.depth < Nesting.depthLimit else { return refuseDepth(at: definition.position, path: path) }
        guard nesting.budget.allows(resources: members.count) else {
            return noteExhaustion(at: definition.position, path: path)
        }
        var deeper = nesting
        deeper.depth += 1
        let stack = Stack(
            Template(containing: members, like: template),
            given: [:],
            environment: environment,
            files: files,
            identity: nil,
            facade: ResolutionContext.Facade(of: resource, in: context),
            nesting: deeper
        )
        // What Heat finds in the members it finds when it makes the group; members are alike, so once is enough.
        var known = Set(nestedFindings.map { "\($0.position.line) \($0.message)" })
        for finding in stack.diagnostics where known.insert("\(finding.position.line) \(finding.message)").inserted {
            var finding = finding
            finding.path = path
            nestedFindings.append(finding)
        }
        resource.nestedStack = StackResource.Indirect(stack)
    }
}
