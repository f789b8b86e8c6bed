import HTTPTypes

/// A stack's template with the stack's values: what names in it stand for.
struct StackScope: TemplateValues, Sendable {
    let service: OrchestrationService
    let stack: StackRow
    let template: Template
    let environment: TemplateEnvironment
    /// The resources whose conditions hold, with what they need; in an order in which they can be made.
    private(set) var resources: [PlannedResource] = []
    /// Of the template and those every stack has.
    private let parameters: [String: JSON]
    /// Nothing is there yet: references are names, attributes nothing.
    let isImagined: Bool

    /// A resource that is to be, and what it needs.
    struct PlannedResource: Sendable {
        var definition: TemplateResource
        /// The type it has when all replacements of the environment are made.
        var resolvedType: String
        var kind: any StackResourceKind
        var requires: [String]
    }

    /// Reads a stack's plan; `isImagined` says that the stack isn't there yet, or not of this form.
    init(_ stack: StackRow, _ service: OrchestrationService, isImagined: Bool = false) async throws {
        self.service = service
        self.stack = stack
        self.isImagined = isImagined
        template = try Template(stack.plan.template, files: stack.plan.files)
        environment = TemplateEnvironment(stack.plan.environment)
        parameters = try Self.values(template, environment, stack)
        resources = try await planned()
    }

    // MARK: - Parameters

    /// The names of those every stack has, in the order they are shown.
    static func pseudoParameters(_ stack: StackRow, _ template: Template) -> [(String, String)] {
        if template.version.language == .hot {
            return [
                ("OS::stack_id", stack.id), ("OS::project_id", stack.owner.projectID), ("OS::stack_name", stack.name),
            ]
        }
        return [
            ("AWS::StackId", Self.resourceName(of: stack)), ("AWS::StackName", stack.name),
            ("AWS::Region", "ap-southeast-1"),
        ]
    }

    /// As AWS names resources.
    static func resourceName(of stack: StackRow) -> String {
        "arn:openstack:heat::\(stack.owner.projectID):stacks/\(stack.name)/\(stack.id)"
    }

    private static func values(
        _ template: Template,
        _ environment: TemplateEnvironment,
        _ stack: StackRow
    ) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for (name, value) in pseudoParameters(stack, template) { values[name] = .string(value) }
        for parameter in template.parameters {
            if let given = Self.given(parameter, environment) { values[parameter.name] = try parameter.typed(given) }
        }
        return values
    }

    /// The value of the user, or the environment's or the template's default.
    static func given(_ parameter: TemplateParameter, _ environment: TemplateEnvironment) -> JSON? {
        for source in [environment.parameters, environment.parameterDefaults] {
            if let value = source[parameter.name], !value.isNull { return value }
        }
        return parameter.fallback
    }

    func parameter(_ name: String) throws -> JSON? { parameters[name] }

    /// As a stack shows its parameters.
    var shownParameters: JSON.Object {
        var shown: JSON.Object = [:]
        for (name, value) in Self.pseudoParameters(stack, template) { shown[name] = .string(value) }
        for parameter in template.parameters {
            guard let value = parameters[parameter.name] else { continue }
            shown[parameter.name] = .string(parameter.shown(value))
        }
        return shown
    }

    // MARK: - Resources

    var resolver: TemplateResolver { TemplateResolver(values: self) }

    func planned(_ name: String) -> PlannedResource? { resources.first { $0.definition.name == name } }

    private func planned() async throws -> [PlannedResource] {
        var all: [PlannedResource] = []
        for definition in template.resources {
            if let condition = definition.condition, !condition.isNull {
                do {
                    guard try await resolver.holds(condition) else { continue }
                } catch let problem as TemplateProblem {
                    throw OrchestrationError.invalid("resources.\(definition.name).condition: \(problem.message)")
                }
            }
            var definition = definition
            do {
                definition.properties = try await resolver.expanded(.object(definition.properties))?.object ?? [:]
                definition.metadata = try await resolver.expanded(definition.metadata) ?? .null
            } catch let problem as TemplateProblem {
                throw OrchestrationError.invalid("resources.\(definition.name): \(problem.message)")
            }
            let type = environment.resolved(type: definition.type, resource: definition.name)
            let kind = try service.types.kind(of: type, in: self)
            definition.properties = PropertyAliases.present(definition.properties, of: type)
            all.append(PlannedResource(definition: definition, resolvedType: type, kind: kind, requires: []))
        }
        let names = Set(all.map(\.definition.name))
        for index in all.indices {
            all[index].requires = try await requirements(of: all[index], among: names)
        }
        ImplicitRequirements.add(to: &all)
        return try Self.ordered(all)
    }

    private func requirements(of planned: PlannedResource, among names: Set<String>) async throws -> [String] {
        let definition = planned.definition
        var found: [String] = []
        func add(_ name: String, _ place: @autoclosure () -> String) throws {
            guard names.contains(name) else {
                if template.resources.contains(where: { $0.name == name }) { return }
                throw OrchestrationError(
                    .badRequest,
                    "InvalidTemplateReference",
                    "The specified reference \"\(name)\" (in \(place())) is incorrect."
                )
            }
            if !found.contains(name) { found.append(name) }
        }
        for name in definition.dependsOn { try add(name, definition.name) }
        for (property, value) in definition.properties {
            for reference in try await resolver.references(in: value) {
                try add(reference.resource, "\(definition.name).Properties.\(property)")
            }
        }
        for reference in try await resolver.references(in: definition.metadata) {
            try add(reference.resource, "\(definition.name).Metadata")
        }
        return found
    }

    /// Those that need nothing first.
    private static func ordered(_ all: [PlannedResource]) throws -> [PlannedResource] {
        var done: Set<String> = []
        var rest = all
        var ordered: [PlannedResource] = []
        while !rest.isEmpty {
            let ready = rest.filter { $0.requires.allSatisfy(done.contains) }
            guard !ready.isEmpty else {
                let cycle = rest.map { resource in
                    let others = resource.requires.filter { name in rest.contains { $0.definition.name == name } }
                    return Self.label(resource) + ": {"
                        + others.compactMap { name in rest.first { $0.definition.name == name }.map(Self.label) }
                        .joined(separator: ", ") + "}"
                }
                throw OrchestrationError(
                    .badRequest,
                    "CircularDependencyException",
                    "Circular Dependency Found: {\(cycle.joined(separator: ", "))}"
                )
            }
            ordered += ready
            done.formUnion(ready.map(\.definition.name))
            rest.removeAll { done.contains($0.definition.name) }
        }
        return ordered
    }

    private static func label(_ resource: PlannedResource) -> String {
        let type = resource.definition.type.split(separator: "::").last.map(String.init) ?? resource.definition.type
        return "\(type) \"\(resource.definition.name)\""
    }

    /// The names of the resources that need the one named.
    func dependents(of name: String) -> [String] {
        resources.filter { $0.requires.contains(name) }.map(\.definition.name)
    }

    // MARK: - What names stand for

    /// The resource as it is now, for its kind.
    func managed(_ name: String) -> ManagedResource? {
        guard !isImagined, let row = service.store.read({ $0.resource(name, of: stack.id) }) else { return nil }
        return ManagedResource(service: service, scope: self, row: row)
    }

    func reference(_ resource: String) async throws -> JSON {
        guard let planned = planned(resource) else {
            if template.resources.contains(where: { $0.name == resource }) { return .null }
            throw TemplateProblem(
                type: "InvalidTemplateReference",
                message: "The specified reference \"\(resource)\" (in unknown) is incorrect."
            )
        }
        guard let managed = managed(resource), managed.row.action != .initialize else { return .string(resource) }
        return try await planned.kind.reference(managed)
    }

    func attribute(_ resource: String, _ path: [JSON]) async throws -> JSON {
        guard let planned = planned(resource) else {
            if template.resources.contains(where: { $0.name == resource }) { return .null }
            throw TemplateProblem(
                type: "InvalidTemplateReference",
                message: "The specified reference \"\(resource)\" (in unknown) is incorrect."
            )
        }
        guard let managed = managed(resource), managed.row.isMade else { return .null }
        guard let first = path.first else { return .object(await attributes(of: managed, planned.kind)) }
        let name = first.pythonText
        guard planned.kind.hasAttribute(name, managed) else {
            throw TemplateProblem(
                type: "InvalidTemplateAttribute",
                message: "The Referenced Attribute (\(resource) \(name)) is incorrect."
            )
        }
        return try await planned.kind.attribute(name, Array(path.dropFirst()), managed) ?? .null
    }

    /// Every attribute of a resource; what can't be had is null.
    func attributes(
        of managed: ManagedResource,
        _ kind: any StackResourceKind,
        also more: [String] = []
    ) async -> JSON.Object {
        var all: JSON.Object = [:]
        guard managed.row.isMade else {
            for attribute in kind.schema.attributes where attribute.name != "show" { all[attribute.name] = .null }
            return all
        }
        if kind.schema.hasAttribute("show"),
            case .object(let shown)? = try? await kind.attribute("show", [], managed)
        {
            all = shown
            for name in more where all[name] == nil {
                all[name] = (try? await kind.attribute(name, [], managed)) ?? .null
            }
            return all
        }
        for attribute in kind.schema.attributes where attribute.name != "show" {
            all[attribute.name] = (try? await kind.attribute(attribute.name, [], managed)) ?? .null
        }
        for name in more where all[name] == nil {
            all[name] = (try? await kind.attribute(name, [], managed)) ?? .null
        }
        return all
    }

    func facade(_ key: String) async throws -> JSON {
        guard let parentID = stack.parentID, let name = stack.parentResource,
            let parent = service.store.read({ $0.stacks[parentID] })
        else { return .null }
        let scope = try await StackScope(parent, service, isImagined: isImagined)
        guard let definition = scope.planned(name)?.definition else { return .null }
        switch key {
        case "metadata": return try await scope.resolver.required(definition.metadata)
        case "deletion_policy":
            let policy = try await scope.resolver.required(definition.deletionPolicy)
            return policy.isNull ? "Delete" : policy
        default: return try await scope.resolver.required(definition.updatePolicy)
        }
    }

    // MARK: - Properties

    /// A resource's properties with their types and defaults, functions resolved.
    func properties(of planned: PlannedResource) async throws -> JSON.Object {
        var given: JSON.Object = [:]
        for (name, value) in planned.definition.properties {
            do {
                if let value = try await resolver.resolve(value) { given[name] = value }
            } catch let problem as TemplateProblem {
                throw ResourceFailure(problem.type, problem.message)
            }
        }
        if planned.kind.takesAnything { return given }
        var typed = try PropertySchema.typed(given, planned.kind.schema.properties)
        if typed["description"]?.isNull == true, !planned.definition.summary.isEmpty,
            planned.kind.schema.property("description")?.isUpdatable == true
        {
            typed["description"] = .string(planned.definition.summary)
        }
        return typed
    }
}

/// Needs that no template states: a port needs its network's subnets, a floating address the router behind it.
enum ImplicitRequirements {
    static func add(to all: inout [StackScope.PlannedResource]) {
        let subnets = all.filter { $0.resolvedType == "OS::Neutron::Subnet" }
        let routing = all.filter {
            ["OS::Neutron::RouterInterface", "OS::Neutron::Router"].contains($0.resolvedType)
        }
        guard !subnets.isEmpty || !routing.isEmpty else { return }
        for index in all.indices {
            let name = all[index].definition.name
            let properties = all[index].definition.properties
            switch all[index].resolvedType {
            case "OS::Neutron::Port":
                for subnet in subnets where same(subnet, properties["network"]) {
                    require(subnet.definition.name, by: index, name, &all)
                }
            case "OS::Nova::Server":
                for network in properties["networks"]?.array ?? [] {
                    for subnet in subnets where same(subnet, network["network"] ?? network["uuid"]) {
                        require(subnet.definition.name, by: index, name, &all)
                    }
                }
            case "OS::Neutron::FloatingIP", "OS::Neutron::FloatingIPAssociation":
                for route in routing { require(route.definition.name, by: index, name, &all) }
            default: break
            }
        }
    }

    private static func same(_ subnet: StackScope.PlannedResource, _ network: JSON?) -> Bool {
        guard let network, let own = subnet.definition.properties["network"] else { return false }
        return network == own
    }

    /// Adds a need unless it would make a circle.
    private static func require(
        _ needed: String,
        by index: Int,
        _ name: String,
        _ all: inout [StackScope.PlannedResource]
    ) {
        guard needed != name, !all[index].requires.contains(needed) else { return }
        var pending = [needed]
        var seen: Set<String> = []
        while let next = pending.popLast() {
            if next == name { return }
            guard seen.insert(next).inserted else { continue }
            pending += all.first { $0.definition.name == next }?.requires ?? []
        }
        all[index].requires.append(needed)
    }
}
