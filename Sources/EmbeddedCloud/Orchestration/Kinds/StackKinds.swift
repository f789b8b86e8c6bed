import Foundation
import HTTPTypes

/// Types that are stacks in themselves.
protocol NestedStackKind: StackResourceKind {}

extension NestedStackKind {
    var isStack: Bool { true }

    func create(_ resource: inout ManagedResource) async throws {
        guard let plan = try await plan(resource) else { return }
        resource.row.physicalID = try resource.service.makeNested(resource, plan)
    }

    func inner(_ resource: ManagedResource) -> StackRow? {
        guard let id = resource.row.physicalID else { return nil }
        return resource.service.store.read { $0.stacks[id] }
    }

    private func isDone(_ resource: ManagedResource, _ actions: Set<StackRow.Action>) throws -> Bool {
        guard let stack = inner(resource) else {
            throw ResourceFailure("NotFound", "The nested stack is gone.")
        }
        switch stack.status {
        case .inProgress: return false
        case .complete: return true
        case .failed: throw ResourceFailure(reason: stack.reason)
        }
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource, [.create]) }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        guard let plan = try await plan(resource) else { return .updated }
        guard let stack = inner(resource), !stack.isDeleted else { return .replace }
        try updateNested(resource, stack, plan)
        return .updated
    }

    /// Brings the stack inside to another plan.
    func updateNested(_ resource: ManagedResource, _ stack: StackRow, _ plan: StackPlan) throws {
        let isRolledBack = resource.stack.action == .rollback
        try resource.service.begin(.update, stack.id) { row in
            row.previous = row.plan
            row.plan = plan
            row.converge = isRolledBack || resource.stack.converge
        }
    }

    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource, [.update]) }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let stack = inner(resource), !stack.isDeleted else { return }
        try resource.service.begin(.delete, stack.id)
    }

    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool {
        guard let stack = inner(resource), !stack.isDeleted else { return true }
        return try isDone(resource, [.delete])
    }

    func suspend(_ resource: inout ManagedResource) async throws { try begin(.suspend, resource) }
    func isSuspended(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource, [.suspend]) }
    func resume(_ resource: inout ManagedResource) async throws { try begin(.resume, resource) }
    func isResumed(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource, [.resume]) }
    var supportsCheck: Bool { true }
    func check(_ resource: inout ManagedResource) async throws { try begin(.check, resource) }
    func isChecked(_ resource: inout ManagedResource) async throws -> Bool { try isDone(resource, [.check]) }

    private func begin(_ action: StackRow.Action, _ resource: ManagedResource) throws {
        guard let stack = inner(resource), !stack.isDeleted else {
            throw ResourceFailure("NotFound", "The nested stack is gone.")
        }
        try resource.service.begin(action, stack.id)
    }

    func needsReplacement(_ resource: ManagedResource) async -> Bool {
        guard let stack = inner(resource) else { return true }
        return stack.isDeleted || stack.action == .delete
    }

    func reference(_ resource: ManagedResource) async throws -> JSON {
        guard let stack = inner(resource) else { return .string(resource.row.name) }
        return .string(StackScope.resourceName(of: stack))
    }

    /// The stack inside, for what its resources have.
    func innerScope(_ resource: ManagedResource) async throws -> StackScope? {
        guard let stack = inner(resource), !stack.isDeleted else { return nil }
        return try await StackScope(stack, resource.service)
    }
}

extension OrchestrationService {
    /// Makes the stack that a resource is; the result is its id.
    func makeNested(_ resource: ManagedResource, _ plan: StackPlan) throws -> String {
        let parent = resource.stack
        guard parent.depth < Self.depthLimit else {
            throw ResourceFailure(
                "RequestLimitExceeded",
                "Request limit exceeded: Recursion depth exceeds \(Self.depthLimit)."
            )
        }
        let now = now
        var stack = StackRow(
            id: Identifier.uuid(),
            name: resource.physicalName,
            owner: parent.owner,
            plan: plan,
            created: now,
            rootID: parent.rootID,
            started: now
        )
        stack.parentID = parent.id
        stack.parentResource = resource.row.name
        stack.depth = parent.depth + 1
        stack.timeout = parent.timeout
        stack.userProjectID = parent.userProjectID
        stack.tags = parent.tags
        if let adopted = parent.adopted?[resource.row.name]?["resources"]?.object { stack.adopted = adopted }
        let row = stack
        try store.write { $0.insert(row) }
        try begin(.create, row.id)
        return row.id
    }
}

/// A template among the files, used as a type.
struct TemplateKind: NestedStackKind {
    let schema: ResourceSchema
    private let document: JSON.Object
    private let files: JSON.Object

    init(type: String, content: JSON, files: JSON.Object) throws {
        switch content {
        case .object(let object): document = object
        default:
            do {
                document = try DocumentText.object(content.pythonText)
            } catch {
                throw OrchestrationError.invalid("Error parsing template \(type) \(error.message)")
            }
        }
        self.files = files
        let template = try Template(document, files: files)
        var schema = ResourceSchema(type: type, support: "SUPPORTED", since: nil)
        schema.properties = template.parameters.map { parameter in
            var property = PropertySchema(name: parameter.name, kind: Self.kind(parameter.kind))
            property.isRequired = parameter.fallback == nil
            property.isUpdatable = true
            property.constraints = parameter.constraints
            property.converts = parameter.kind == .json || parameter.kind == .list
            return property
        }
        schema.attributes =
            template.outputs.map { .init(name: $0.name, kind: nil) } + [.init(name: "show", kind: "map")]
        self.schema = schema
    }

    private static func kind(_ kind: TemplateParameter.Kind) -> PropertySchema.Kind {
        switch kind {
        case .string: .string
        case .number: .number
        case .boolean: .boolean
        case .list: .list
        case .json: .map
        }
    }

    func plan(_ resource: ManagedResource) async throws -> StackPlan? {
        var parameters: JSON.Object = [:]
        for (name, value) in resource.row.properties where !value.isNull { parameters[name] = value }
        let environment = resource.scope.environment.nested(in: resource.row.name, parameters: parameters)
        return StackPlan(template: document, environment: environment.object, files: files)
    }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        guard name != "show", let scope = try await innerScope(resource),
            let output = scope.template.outputs.first(where: { $0.name == name })
        else { return nil }
        let value = try await scope.resolver.required(output.value)
        return TemplateResolver.select(value, path)
    }

    func reference(_ resource: ManagedResource) async throws -> JSON {
        guard let stack = inner(resource) else { return .string(resource.row.name) }
        if schema.hasAttribute("OS::stack_id"), let id = try await attribute("OS::stack_id", [], resource) { return id }
        return .string(StackScope.resourceName(of: stack))
    }
}

/// A stack of its own, made through the API.
struct RemoteStackKind: StackResourceKind {
    let schema: ResourceSchema

    private func path(_ resource: ManagedResource, _ rest: String = "") -> String {
        "/v1/\(resource.stack.owner.projectID)/stacks\(rest)"
    }

    private func body(_ resource: ManagedResource) -> JSON.Object {
        var body: JSON.Object = [
            "template": resource["template"] ?? .null, "parameters": resource["parameters"] ?? .object([:]),
            "files": .object(resource.scope.template.files),
            "environment": .object(
                resource.scope.environment.nested(in: resource.row.name, parameters: [:]).object
                    .filter { !["encrypted_param_names"].contains($0.0) }
            ),
        ]
        if let timeout = resource["timeout"] { body["timeout_mins"] = timeout }
        return body
    }

    func create(_ resource: inout ManagedResource) async throws {
        var body = body(resource)
        body["stack_name"] = .string(resource.physicalName)
        let answer = try await resource.call("orchestration", .post, path(resource), .object(body))
        resource.row.physicalID = answer.body["stack"]?["id"]?.string
    }

    private func shown(_ resource: ManagedResource) async throws -> JSON {
        guard let id = resource.row.physicalID, let stack = resource.service.store.read({ $0.stacks[id] }) else {
            throw ResourceFailure("NotFound", "The remote stack is gone.")
        }
        let rest = "/\(OrchestrationService.pathPart(stack.name))/\(id)"
        return try await resource.call("orchestration", .get, path(resource, rest)).body["stack"] ?? .null
    }

    private func isDone(_ resource: ManagedResource) async throws -> Bool {
        let stack = try await shown(resource)
        let state = stack["stack_status"]?.string ?? ""
        if state.hasSuffix("_IN_PROGRESS") { return false }
        if state.hasSuffix("_COMPLETE") { return true }
        let reason = stack["stack_status_reason"]?.string ?? ""
        throw ResourceFailure("ResourceInError", "Went to status \(state) due to \"\(reason)\"")
    }

    func isCreated(_ resource: inout ManagedResource) async throws -> Bool { try await isDone(resource) }

    func update(_ resource: inout ManagedResource, _ change: ResourceChange) async throws -> ResourceChange.Outcome {
        guard let rest = rest(resource) else { return .replace }
        try await resource.call("orchestration", .put, path(resource, rest), .object(body(resource)))
        return .updated
    }

    func isUpdated(_ resource: inout ManagedResource) async throws -> Bool { try await isDone(resource) }

    private func rest(_ resource: ManagedResource) -> String? {
        guard let id = resource.row.physicalID, let stack = resource.service.store.read({ $0.stacks[id] }) else {
            return nil
        }
        return "/\(OrchestrationService.pathPart(stack.name))/\(id)"
    }

    func delete(_ resource: inout ManagedResource) async throws {
        guard let rest = rest(resource) else { return }
        try await resource.remove("orchestration", path(resource, rest))
    }

    func isDeleted(_ resource: inout ManagedResource) async throws -> Bool {
        guard let id = resource.row.physicalID, let stack = resource.service.store.read({ $0.stacks[id] }) else {
            return true
        }
        if stack.isDeleted { return true }
        return try await isDone(resource) && false
    }

    private func act(_ resource: ManagedResource, _ action: String) async throws {
        guard let rest = rest(resource) else { return }
        try await resource.call("orchestration", .post, path(resource, rest + "/actions"), .object([action: nil]))
    }

    func suspend(_ resource: inout ManagedResource) async throws { try await act(resource, "suspend") }
    func isSuspended(_ resource: inout ManagedResource) async throws -> Bool { try await isDone(resource) }
    func resume(_ resource: inout ManagedResource) async throws { try await act(resource, "resume") }
    func isResumed(_ resource: inout ManagedResource) async throws -> Bool { try await isDone(resource) }
    var supportsCheck: Bool { true }
    func check(_ resource: inout ManagedResource) async throws { try await act(resource, "check") }
    func isChecked(_ resource: inout ManagedResource) async throws -> Bool { try await isDone(resource) }
    func needsReplacement(_ resource: ManagedResource) async -> Bool { rest(resource) == nil }

    func attribute(_ name: String, _ path: [JSON], _ resource: ManagedResource) async throws -> JSON? {
        let stack = try await shown(resource)
        switch name {
        case "stack_name": return stack["stack_name"]
        case "outputs":
            var outputs: JSON.Object = [:]
            for output in stack["outputs"]?.array ?? [] {
                outputs[output["output_key"]?.string ?? ""] = output["output_value"] ?? .null
            }
            return TemplateResolver.select(.object(outputs), path)
        case "show": return stack
        default: return nil
        }
    }
}
