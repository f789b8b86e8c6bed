/// How the API shows stacks.
struct StackView: Sendable {
    let service: OrchestrationService

    /// In a list.
    func summary(of stack: StackRow, withProject: Bool) -> JSON {
        var members: JSON.Object = [
            "id": .string(stack.id), "links": [OrchestrationService.link(service.url(of: stack), "self")],
        ]
        if withProject { members["project"] = .string(stack.owner.projectID) }
        members.merge([
            "stack_name": .string(stack.name), "description": "", "stack_status": .string(stack.state),
            "stack_status_reason": .string(stack.reason), "creation_time": .string(stack.created.seconds),
            "updated_time": JSON(stack.updated?.seconds), "deletion_time": JSON(stack.deleted?.seconds),
            "stack_owner": .string(stack.owner.userName), "parent": JSON(stack.parentID),
            "stack_user_project_id": JSON(stack.userProjectID), "tags": stack.tags.map { JSON($0) } ?? .null,
        ])
        return .object(members)
    }

    /// By itself, even where its template can't be read.
    func members(of stack: StackRow, outputs: Bool) async throws -> JSON.Object {
        if let scope = try? await StackScope(stack, service) {
            return try await members(of: scope, outputs: outputs && !stack.isDeleted)
        }
        return plain(stack, parameters: [:], summary: "No description")
    }

    func members(of scope: StackScope, outputs: Bool = true) async throws -> JSON.Object {
        var members = plain(scope.stack, parameters: scope.shownParameters, summary: scope.template.summary)
        if outputs { members["outputs"] = .array(await OutputView(scope: scope).all(withValues: true)) }
        return members
    }

    private func plain(_ stack: StackRow, parameters: JSON.Object, summary: String) -> JSON.Object {
        [
            "stack_name": .string(stack.name), "id": .string(stack.id),
            "links": [OrchestrationService.link(service.url(of: stack), "self")],
            "creation_time": .string(stack.created.seconds), "updated_time": JSON(stack.updated?.seconds),
            "deletion_time": JSON(stack.deleted?.seconds), "notification_topics": [],
            "parameters": .object(parameters), "description": .string(summary),
            "template_description": .string(summary), "capabilities": [],
            "disable_rollback": .bool(stack.disableRollback), "timeout_mins": JSON(stack.timeout),
            "stack_owner": .string(stack.owner.userName), "parent": JSON(stack.parentID),
            "stack_user_project_id": JSON(stack.userProjectID), "tags": JSON(stack.tags ?? []),
            "stack_status": .string(stack.state), "stack_status_reason": .string(stack.reason),
        ]
    }
}

/// How the API shows a stack's outputs.
struct OutputView: Sendable {
    let scope: StackScope

    /// Those whose conditions hold.
    func all(withValues: Bool) async -> [JSON] {
        var shown: [JSON] = []
        for output in scope.template.outputs { shown.append(await members(of: output, withValue: withValues)) }
        return shown
    }

    func named(_ name: String) async -> JSON? {
        guard let output = scope.template.outputs.first(where: { $0.name == name }) else { return nil }
        return await members(of: output, withValue: true)
    }

    private func members(of output: Template.TemplateOutput, withValue: Bool) async -> JSON {
        var members: JSON.Object = [
            "output_key": .string(output.name), "description": .string(output.summary ?? "No description given"),
        ]
        guard withValue else { return .object(members) }
        do {
            if let condition = output.condition, !condition.isNull, try await !scope.resolver.holds(condition) {
                members["output_value"] = .null
            } else {
                members["output_value"] = try await scope.resolver.required(output.value)
            }
        } catch {
            members["output_error"] = .string(ResourceFailure(error).message)
            members["output_value"] = .null
        }
        return .object(members)
    }
}
