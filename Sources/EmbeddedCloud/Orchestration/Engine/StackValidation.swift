import HTTPTypes

/// Looks a stack's plan over before anything is made of it.
struct StackValidation: Sendable {
    let service: OrchestrationService
    /// How strictly: without values where only the template is looked at.
    var isStrict = true
    /// Whether stacks inside are looked at as well.
    var checksNested = true
    /// The owner is asked for what is in the cloud.
    var caller: Caller

    /// Throws the first thing that is wrong.
    func check(_ stack: StackRow) async throws {
        let template = try Template(stack.plan.template, files: stack.plan.files)
        let environment = TemplateEnvironment(stack.plan.environment)
        try OrchestrationService.checkCount(template.resources.count)
        try await checkParameters(template, environment)
        try Self.checkGroups(template)
        let scope = try await StackScope(stack, service, isImagined: true)
        for planned in scope.resources {
            if planned.kind.isForAdmins, !caller.isAdmin {
                throw OrchestrationError.forbidden("resource_types:\(planned.resolvedType)")
            }
        }
        for planned in scope.resources { try await check(planned, scope) }
        try await checkOutputs(scope)
    }

    // MARK: - Parameters

    private func checkParameters(_ template: Template, _ environment: TemplateEnvironment) async throws {
        if isStrict {
            for name in environment.parameters.names where template.parameter(name) == nil {
                throw OrchestrationError(
                    .badRequest,
                    "UnknownUserParameter",
                    "The Parameter (\(name)) was not defined in template."
                )
            }
        }
        for parameter in template.parameters {
            if let fallback = parameter.fallback {
                do {
                    let value = try parameter.typed(fallback)
                    for constraint in parameter.constraints { try constraint.check(value) }
                } catch let violation as TemplateConstraint.Violation {
                    throw OrchestrationError.invalidSchema(
                        "Parameter '\(parameter.name)' is invalid: Invalid default \(fallback.pythonText) "
                            + "(\(violation.message))"
                    )
                }
            }
            guard let value = StackScope.given(parameter, environment) else {
                guard isStrict else { continue }
                throw OrchestrationError(
                    .badRequest,
                    "UserParameterMissing",
                    "The Parameter (\(parameter.name)) was not provided."
                )
            }
            try parameter.check(value)
            guard isStrict else { continue }
            for constraint in parameter.constraints {
                guard let name = constraint.customName,
                    let problem = await CloudDirectory(parts: service.parts).problem(name, value, as: caller)
                else { continue }
                throw OrchestrationError.invalid(
                    "Parameter '\(parameter.name)' is invalid: \(constraint.summary ?? problem)"
                )
            }
        }
    }

    private static func checkGroups(_ template: Template) throws {
        guard let groups = template.parameterGroups, !groups.isNull else { return }
        func refusal(_ path: String, _ text: String) -> OrchestrationError {
            .invalid("Parameter Groups error: \(path): \(text)")
        }
        guard let list = groups.array else {
            throw refusal("parameter_groups", "The parameter_groups should be a list.")
        }
        var seen: Set<String> = []
        for (index, group) in list.enumerated() {
            guard let names = group["parameters"] else {
                throw refusal(
                    "parameter_groups[\(index)]",
                    "The parameters must be provided for each parameter group."
                )
            }
            guard let parameters = names.array else {
                throw refusal(
                    "parameter_groups[\(index)].parameters",
                    "The parameters of parameter group should be a list."
                )
            }
            let title = group["label"]?.string ?? "parameter_groups[\(index)]"
            for name in parameters.map(\.pythonText) {
                guard template.parameter(name) != nil else {
                    throw refusal(
                        "parameter_groups.\(title)",
                        "The grouped parameter \(name) does not reference a valid parameter."
                    )
                }
                guard seen.insert(name).inserted else {
                    throw refusal(
                        "parameter_groups.\(title)",
                        "The \(name) parameter must be assigned to one parameter group only."
                    )
                }
            }
        }
    }

    // MARK: - Resources

    private func check(_ planned: StackScope.PlannedResource, _ scope: StackScope) async throws {
        let definition = planned.definition
        let isHOT = scope.template.version.language == .hot
        let section = isHOT ? "resources" : "Resources"
        let place = [section, definition.name, isHOT ? "properties" : "Properties"]
        func refusal(_ path: [String], _ message: String) -> OrchestrationError {
            .invalid("Property error: : \(ErrorPath.text(place + path)): : \(message)")
        }
        let policy = (try? await scope.resolver.resolve(definition.deletionPolicy)) ?? .null
        guard TemplateResource.deletionPolicy(policy, version: scope.template.version) != nil else {
            throw OrchestrationError.invalid("Invalid deletion policy \"\(policy.pythonText)\"")
        }
        for name in definition.properties.names
        where planned.kind.schema.property(name) == nil && !planned.kind.takesAnything {
            throw refusal([], "Unknown Property \(name)")
        }
        var given: JSON.Object = [:]
        var unknown: Set<String> = []
        for (name, value) in definition.properties {
            for reference in try await scope.resolver.references(in: value) {
                try checkAttribute(
                    reference,
                    scope,
                    ErrorPath.text([section, definition.name]) + ".properties.\(name)"
                )
                unknown.insert(name)
            }
            do {
                if let resolved = try await scope.resolver.resolve(value) { given[name] = resolved }
            } catch let problem as TemplateProblem {
                if !isStrict, problem.type == "UserParameterMissing" {
                    unknown.insert(name)
                    continue
                }
                throw refusal([name], problem.message)
            }
        }
        try checkValues(planned.kind.schema.properties, given, definition, unknown, refusal)
        if isStrict { try await checkConstraints(planned.kind.schema.properties, given, unknown, refusal) }
        let properties = (try? PropertySchema.typed(given, planned.kind.schema.properties)) ?? given
        var row = ResourceRow(
            id: "",
            stackID: scope.stack.id,
            name: definition.name,
            type: definition.type,
            created: service.now,
            suffix: "",
            started: service.now
        )
        row.properties = properties
        do {
            let resource = ManagedResource(service: service, scope: scope, row: row)
            if unknown.isEmpty || planned.kind.isStack { try await planned.kind.validate(resource) }
            try await checkNested(planned, resource, scope)
        } catch let failure as ResourceFailure {
            throw OrchestrationError.invalid(
                failure.type == "StackValidationFailed" || failure.type.isEmpty
                    ? failure.message
                    : "\(failure.type): \(ErrorPath.text([section, definition.name])): \(failure.message)"
            )
        }
    }

    private func checkValues(
        _ schemas: [PropertySchema],
        _ given: JSON.Object,
        _ definition: TemplateResource,
        _ unknown: Set<String>,
        _ refusal: ([String], String) -> OrchestrationError
    ) throws {
        for schema in schemas {
            guard let value = given[schema.name] else {
                if schema.isRequired, schema.fallback == nil, !unknown.contains(schema.name) {
                    throw refusal([], "Property \(schema.name) not assigned")
                }
                continue
            }
            if unknown.contains(schema.name) { continue }
            do {
                let typed = try schema.typed(value)
                for (path, value, constraint) in schema.constrained(typed) {
                    do {
                        try constraint.check(value)
                    } catch {
                        throw refusal([schema.name] + path, error.message)
                    }
                }
            } catch let problem as PropertySchema.Problem {
                throw refusal([schema.name] + problem.path, problem.message)
            }
        }
    }

    private func checkConstraints(
        _ schemas: [PropertySchema],
        _ given: JSON.Object,
        _ unknown: Set<String>,
        _ refusal: ([String], String) -> OrchestrationError
    ) async throws {
        let directory = CloudDirectory(parts: service.parts)
        for schema in schemas {
            guard let value = given[schema.name], !unknown.contains(schema.name), let typed = try? schema.typed(value)
            else { continue }
            for (path, value, constraint) in schema.constrained(typed) {
                guard let name = constraint.customName, value != "" else { continue }
                if let problem = await directory.problem(name, value, as: caller) {
                    throw refusal([schema.name] + path, problem)
                }
            }
        }
    }

    private func checkNested(
        _ planned: StackScope.PlannedResource,
        _ resource: ManagedResource,
        _ scope: StackScope
    ) async throws {
        guard checksNested, let plan = try await planned.kind.plan(resource) else { return }
        guard scope.stack.depth < OrchestrationService.depthLimit else {
            throw OrchestrationError.limitExceeded(
                "Recursion depth exceeds \(OrchestrationService.depthLimit)."
            )
        }
        var inner = scope.stack
        inner.plan = plan
        inner.depth += 1
        inner.parentResource = planned.definition.name
        var validation = self
        // What a resource that is not there yet hands in has no values to look at.
        validation.isStrict = false
        do {
            try await validation.check(inner)
        } catch let error as OrchestrationError {
            throw OrchestrationError(
                error.status,
                error.type,
                Self.message(error.message, within: planned)
            )
        }
    }

    /// A message about a stack inside, with the place of that stack put before its own.
    private static func message(_ text: String, within planned: StackScope.PlannedResource) -> String {
        let file = ResourceTypes.isTemplate(planned.resolvedType) ? planned.resolvedType : "nested_stack"
        let place = "resources.\(planned.definition.name)<\(file)>."
        let start = "Property error: : "
        if text.hasPrefix(start) { return start + place + text.dropFirst(start.count) }
        return text.hasPrefix("resources.") || text.hasPrefix("outputs.") ? place + text : text
    }

    // MARK: - References

    private func checkAttribute(_ reference: TemplateResolver.Reference, _ scope: StackScope, _ place: String) throws {
        guard let attribute = reference.attribute?.first, let target = scope.planned(reference.resource) else { return }
        let name = attribute.pythonText
        if attribute.isContainer || target.kind.hasAttribute(name, nil) { return }
        throw OrchestrationError.invalid(
            "\(place).get_attr: : The Referenced Attribute (\(reference.resource) \(name)) is incorrect."
        )
    }

    private func checkOutputs(_ scope: StackScope) async throws {
        for output in scope.template.outputs {
            if let condition = output.condition, !condition.isNull {
                do {
                    guard try await scope.resolver.holds(condition) else { continue }
                } catch let problem as TemplateProblem {
                    throw OrchestrationError.invalid("outputs.\(output.name).condition: \(problem.message)")
                }
            }
            let place = "outputs.\(output.name).value"
            let references: [TemplateResolver.Reference]
            do {
                references = try await scope.resolver.references(
                    in: scope.resolver.expanded(output.value) ?? .null
                )
            } catch let problem as TemplateProblem {
                if problem.type == "UserParameterMissing" { continue }
                throw OrchestrationError.invalid("\(place): \(problem.message)")
            }
            for reference in references {
                guard scope.template.resources.contains(where: { $0.name == reference.resource }) else {
                    throw OrchestrationError.invalid(
                        "\(place).get_attr: : The specified reference \"\(reference.resource)\" (in unknown) is incorrect."
                    )
                }
                try checkAttribute(reference, scope, place)
            }
        }
    }
}
