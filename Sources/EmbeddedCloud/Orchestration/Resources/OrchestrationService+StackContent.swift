import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareStackContent(in table: inout RouteTable) {
        let path = "/v1/{tenant}/stacks/{stack}/{id}"
        table.on(.get, path + "/template", showTemplate)
        table.on(.get, path + "/environment", showEnvironment)
        table.on(.get, path + "/files", showFiles)
        table.on(.get, path + "/outputs", listOutputs)
        table.on(.get, path + "/outputs/{output}", showOutput)
    }

    // Orchestration API reference, “Get stack template”.
    private func showTemplate(_ request: ServiceRequest) throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:template", .reader), includingDeleted: true)
        return .json(.object(stack.plan.template))
    }

    // “Get stack environment”: hidden parameters stay hidden.
    private func showEnvironment(_ request: ServiceRequest) throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:environment", .reader), includingDeleted: true)
        var environment = TemplateEnvironment(stack.plan.environment)
        for parameter in (try? Template(stack.plan.template, files: stack.plan.files))?.parameters ?? []
        where parameter.isHidden {
            for path in [\TemplateEnvironment.parameters, \TemplateEnvironment.parameterDefaults]
            where environment[keyPath: path][parameter.name] != nil {
                environment[keyPath: path][parameter.name] = "******"
            }
        }
        return .json(.object(environment.object))
    }

    // “Get stack files”.
    private func showFiles(_ request: ServiceRequest) throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:files", .reader), includingDeleted: true)
        return .json(.object(stack.plan.files))
    }

    // “List outputs”: without their values.
    private func listOutputs(_ request: ServiceRequest) async throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:list_outputs", .reader))
        let scope = try await StackScope(stack, self)
        return .json(["outputs": .array(await OutputView(scope: scope).all(withValues: false))])
    }

    // “Show output”.
    private func showOutput(_ request: ServiceRequest) async throws -> ServiceResponse {
        let stack = try stack(request, try authorize(request, "stacks:show_output", .reader))
        let scope = try await StackScope(stack, self)
        guard let output = await OutputView(scope: scope).named(request["output"]) else {
            throw OrchestrationError.notFound("Specified output key \(request["output"]) not found.")
        }
        return .json(["output": output])
    }
}
