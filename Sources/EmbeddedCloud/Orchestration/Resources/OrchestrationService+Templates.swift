import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareTemplates(in table: inout RouteTable) {
        table.on(.post, "/v1/{tenant}/validate", validateTemplate)
        table.on(.get, "/v1/{tenant}/template_versions", listVersions)
        table.on(.get, "/v1/{tenant}/template_versions/{version}/functions", listFunctions)
    }

    // MARK: - Validation

    // Orchestration API reference, “Validate template”: what a user may or has to give, or what is wrong.
    private func validateTemplate(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:validate_template", .member)
        let asked = try StackRequest(try await document(request))
        let showsNested = try Self.flag("show_nested", request.query)
        if let codes = request.query["ignore_errors"] {
            let unknown = codes.split(separator: ",").map(String.init).filter { $0 != "99001" }
            guard unknown.isEmpty else {
                throw OrchestrationError.badRequest("Invalid codes in ignore_errors : \(JSON(unknown).pythonLiteral)")
            }
        }
        let now = now
        var stack = StackRow(
            id: "None",
            name: "dummy",
            owner: StackOwner(caller),
            plan: StackPlan(
                template: asked.template ?? [:],
                environment: asked.environment.object,
                files: asked.files
            ),
            created: now,
            rootID: "None",
            started: now
        )
        stack.tags = nil
        _ = try TemplateVersion.of(stack.plan.template)
        do {
            try await StackValidation(service: self, isStrict: false, checksNested: false, caller: caller).check(stack)
        } catch let error as OrchestrationError {
            guard error.type == "StackValidationFailed" else { throw error }
            throw OrchestrationError.badRequest(error.message.replacing(": : ", with: ": "))
        }
        let scope = try await StackScope(stack, self, isImagined: true)
        var answer: JSON.Object = [
            "Description": .string(
                scope.template.document[scope.template.version.language == .hot ? "description" : "Description"]?
                    .string ?? ""
            ),
            "Parameters": .object(Self.parameters(of: scope)),
        ]
        if let groups = scope.template.parameterGroups, !groups.isNull { answer["ParameterGroups"] = groups }
        if showsNested {
            let nested = await nestedParameters(of: scope)
            if !nested.isEmpty { answer["NestedParameters"] = .object(nested) }
        }
        // Upstream registers the templates that are used as types.
        var environment = asked.environment
        for planned in scope.resources where ResourceTypes.isTemplate(planned.definition.type) {
            environment.registry[planned.definition.type] = .string(planned.definition.type)
        }
        answer["Environment"] = .object(environment.userObject)
        return .json(.object(answer))
    }

    private static func parameters(of scope: StackScope) -> JSON.Object {
        var all: JSON.Object = [:]
        for parameter in scope.template.parameters {
            all[parameter.name] = .object(members(of: parameter, scope.environment))
        }
        return all
    }

    private static func members(of parameter: TemplateParameter, _ environment: TemplateEnvironment) -> JSON.Object {
        var members: JSON.Object = [
            "Type": .string(parameter.kind.title), "Description": .string(parameter.summary ?? ""),
            "NoEcho": parameter.isHidden ? "true" : "false", "Label": .string(parameter.label ?? parameter.name),
        ]
        if let fallback = environment.parameterDefaults[parameter.name] ?? parameter.fallback {
            members["Default"] = fallback
        }
        if let value = environment.parameters[parameter.name], value != "", !value.isNull, value != false, value != 0 {
            members["Value"] = value
        }
        if let tags = parameter.tags, tags != [] { members["Tags"] = tags }
        var reasons: [String] = []
        for constraint in parameter.constraints {
            switch constraint.rule {
            case .length(let least, let most):
                members["MinLength"] = least
                members["MaxLength"] = most
            case .range(let least, let most):
                members["MinValue"] = least
                members["MaxValue"] = most
            case .modulo(let step, let offset):
                members["Step"] = .int(step)
                members["Offset"] = .int(offset)
            case .values(let values): members["AllowedValues"] = .array(values)
            case .pattern(let pattern): members["AllowedPattern"] = .string(pattern)
            case .custom(let name): members["CustomConstraint"] = .string(name)
            }
            if let reason = constraint.summary { reasons.append(reason) }
        }
        if !reasons.isEmpty { members["ConstraintDescription"] = .string(reasons.joined(separator: " ")) }
        return members
    }

    /// The parameters of the stacks inside, by the resources they are.
    private func nestedParameters(of scope: StackScope) async -> JSON.Object {
        var all: JSON.Object = [:]
        let view = ResourceView(service: self)
        for planned in scope.resources where planned.kind.isStack {
            let row = await view.imagined(planned, in: scope)
            let resource = ManagedResource(service: self, scope: scope, row: row)
            guard let plan = try? await planned.kind.plan(resource) else { continue }
            var stack = scope.stack
            stack.plan = plan
            stack.parentResource = row.name
            guard let inner = try? await StackScope(stack, self, isImagined: true) else { continue }
            var members: JSON.Object = [
                "Type": .string(planned.definition.type),
                "Description": .string(inner.template.document["description"]?.string ?? ""),
                "Parameters": .object(Self.parameters(of: inner)),
            ]
            if let groups = inner.template.parameterGroups, !groups.isNull { members["ParameterGroups"] = groups }
            let deeper = await nestedParameters(of: inner)
            if !deeper.isEmpty { members["NestedParameters"] = .object(deeper) }
            all[row.name] = .object(members)
        }
        return all
    }

    // MARK: - The language

    // “List template versions”.
    private func listVersions(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try authorize(request, "stacks:list_template_versions", .reader)
        let versions = TemplateVersion.all.map { version -> JSON in
            [
                "version": .string(version.name), "type": version.language == .hot ? "hot" : "cfn",
                "aliases": JSON(version.aliases.map { version.key + "." + $0 }),
            ]
        }
        return .json(["template_versions": .array(versions)])
    }

    // “List template functions”.
    private func listFunctions(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try authorize(request, "stacks:list_template_functions", .reader)
        let name = request["version"]
        let withConditions = try Self.flag("with_condition_func", request.query)
        let found = TemplateVersion.all.first { version in
            version.name == name || version.aliases.contains { version.key + "." + $0 == name }
        }
        guard let version = found else {
            throw OrchestrationError.notFound("Template with version \(name) not found")
        }
        let functions = version.functions + (withConditions ? version.conditionFunctions : [])
        return .json([
            "template_functions": .array(
                functions.map {
                    ["functions": .string($0.rawValue), "description": .string($0.summary(in: version))]
                }
            )
        ])
    }
}
