import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareStacks(in table: inout RouteTable) {
        table.on(.post, "/v1/{tenant}/stacks", createStack)
        table.on(.post, "/v1/{tenant}/stacks/preview", previewStack)
        table.on(.get, "/v1/{tenant}/stacks/{stack}/{id}", showStack)
        table.on(.delete, "/v1/{tenant}/stacks/{stack}/{id}", deleteStack)
        table.on(.delete, "/v1/{tenant}/stacks/{stack}/{id}/abandon", abandonStack)
        table.on(.get, "/v1/{tenant}/stacks/{stack}/{id}/export", exportStack)
        for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
            table.on(method, "/v1/{tenant}/stacks/{stack}") { try lookUp($0, "") }
        }
        for part in ["resources", "events", "template", "actions", "environment", "files"] {
            table.on(.get, "/v1/{tenant}/stacks/{stack}/\(part)") { try lookUp($0, "/" + part) }
            table.on(.post, "/v1/{tenant}/stacks/{stack}/\(part)") { try lookUp($0, "/" + part) }
        }
    }

    // Orchestration API reference, “Find stack”: 302 to the address with the id.
    private func lookUp(_ request: ServiceRequest, _ part: String) throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:lookup", .readerOrStackUser)
        let name = request["stack"]
        let found = store.read { state -> StackRow? in
            if let stack = state.stacks[name], sees(stack, caller), stack.rootID == stack.id || !stack.isDeleted {
                return stack
            }
            return state.stack(named: name, project: caller.projectID ?? "")
        }
        guard let stack = found else { throw OrchestrationError.noStack(name) }
        let query = request.query.raw.isEmpty ? "" : "?" + request.query.raw
        let location = url(of: stack) + part + query
        let shown = location.replacing("&", with: "&amp;")
        return OrchestrationAPI.page(
            .found,
            "The resource was found at <a href=\"\(shown)\">\(shown)</a>;\nyou should be redirected automatically.\n\n",
            headers: [.location: location]
        )
    }

    // MARK: - Creating

    /// A stack as the request describes it, not stored.
    private func newStack(_ asked: StackRequest, _ caller: Caller) throws -> StackRow {
        if asked.adopted != nil, !parts.configuration.allowsAbandonAndAdopt {
            throw OrchestrationError.notSupported("Stack Adopt")
        }
        let name = asked.name ?? ""
        guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_.\-]{0,254}/) != nil else {
            throw OrchestrationError.invalid(
                "Invalid stack name \(name) must contain only alphanumeric or \"_-.\" characters, must start with alpha "
                    + "and must be 255 characters or less."
            )
        }
        let id = Identifier.uuid()
        let now = now
        var stack = StackRow(
            id: id,
            name: name,
            owner: StackOwner(caller),
            plan: StackPlan(
                template: asked.template ?? [:],
                environment: asked.environment.object,
                files: asked.files
            ),
            created: now,
            rootID: id,
            started: now
        )
        stack.timeout = asked.timeout
        stack.disableRollback = asked.disableRollback ?? true
        stack.tags = asked.tags
        stack.adopted = asked.adopted?["resources"]?.object
        return stack
    }

    // “Create stack”: 201, the stack is made meanwhile.
    private func createStack(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:create", .member)
        let body = try await document(request)
        let asked = try StackRequest(body, needsName: true)
        _ = try TemplateVersion.of(asked.template ?? [:])
        let stack = try newStack(asked, caller)
        func checkName() throws {
            let other = store.read { $0.stack(named: stack.name, project: stack.owner.projectID) }
            guard other == nil else {
                throw OrchestrationError(.conflict, "StackExists", "The Stack (\(stack.name)) already exists.")
            }
        }
        try checkName()
        try await StackValidation(service: self, caller: caller).check(stack)
        try store.write { state in
            guard state.stack(named: stack.name, project: stack.owner.projectID) == nil else {
                throw OrchestrationError(.conflict, "StackExists", "The Stack (\(stack.name)) already exists.")
            }
            state.insert(stack)
        }
        await StackAccounts(service: self).prepare(stack)
        try begin(asked.adopted == nil ? .create : .adopt, stack.id)
        let link = url(of: stack)
        return .json(
            ["stack": ["id": .string(stack.id), "links": [Self.link(link, "self")]]],
            status: .created,
            headers: [.location: link]
        )
    }

    // “Preview stack”: what would be made.
    private func previewStack(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:preview", .reader)
        let asked = try StackRequest(try await document(request), needsName: true)
        _ = try TemplateVersion.of(asked.template ?? [:])
        var stack = try newStack(asked, caller)
        guard store.read({ $0.stack(named: stack.name, project: stack.owner.projectID) }) == nil else {
            throw OrchestrationError(.conflict, "StackExists", "The Stack (\(stack.name)) already exists.")
        }
        stack.id = "None"
        stack.tags = stack.tags ?? []
        try await StackValidation(service: self, caller: caller).check(stack)
        let scope = try await StackScope(stack, self, isImagined: true)
        var members = try await StackView(service: self).members(of: scope)
        for name in ["stack_status", "stack_status_reason"] { members[name] = nil }
        let resources = await ResourceView(service: self).previews(in: scope)
        members["resources"] = .array(resources)
        return .json(["stack": .object(members)])
    }

    // MARK: - Showing

    // “Show stack details”.
    private func showStack(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:show", .reader)
        let stack = try stack(request, caller, includingDeleted: true)
        let resolves = try Self.flag("resolve_outputs", request.query, default: true)
        let members = try await StackView(service: self).members(of: stack, outputs: resolves)
        return .json(["stack": .object(members)])
    }

    // MARK: - Removing

    // “Delete stack”: 204, the stack is removed meanwhile.
    private func deleteStack(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:delete", .member)
        let stack = try stack(request, caller)
        try await inTurn(stack.id) {
            guard let now = store.read({ $0.stacks[stack.id] }), !now.isDeleted else { return }
            try begin(.delete, stack.id)
        }
        return .empty(.noContent)
    }

    // “Abandon stack”: the stack goes, what it made stays.
    private func abandonStack(_ request: ServiceRequest) async throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:abandon", .member)
        let stack = try stack(request, caller)
        guard parts.configuration.allowsAbandonAndAdopt else { throw OrchestrationError.notSupported("Stack Abandon") }
        return try await inTurn(stack.id) {
            let export = export(stack)
            try begin(.delete, stack.id) { $0.isAbandoned = true }
            return .json(.object(export))
        }
    }

    // “Export stack”.
    private func exportStack(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:export", .member)
        return .json(.object(export(try stack(request, caller))))
    }

    /// A stack with its resources, as it can be adopted; nested stacks are within their resources.
    func export(_ stack: StackRow) -> JSON.Object {
        var resources: JSON.Object = [:]
        for row in store.read({ $0.resources(of: stack.id) }) where !row.isReplaced {
            var members = Self.export(row)
            if let id = row.physicalID, let inner = store.read({ $0.stacks[id] }), inner.parentID == stack.id {
                members.merge(export(inner))
                members["name"] = .string(row.name)
                members["type"] = .string(row.type)
                members["resource_id"] = .string(id)
                members["resource_data"] = .object(row.data)
                members["metadata"] = .object(row.metadata)
            }
            resources[row.name] = .object(members)
        }
        return [
            "name": .string(stack.name), "id": .string(stack.id), "action": .string(stack.action.rawValue),
            "environment": .object(TemplateEnvironment(stack.plan.environment).userObject),
            "files": .object(stack.plan.files),
            "status": .string(stack.status.rawValue), "template": .object(stack.plan.template),
            "resources": .object(resources), "project_id": .string(stack.owner.projectID),
            "stack_user_project_id": JSON(stack.userProjectID), "tags": JSON(stack.tags ?? []),
        ]
    }
}
