import Synchronization

/// A template with everything that makes a stack of it: values of parameters, an environment, files.
///
/// Making one resolves what can be resolved before any resource exists, finds what is wrong, and looks into nested
/// templates. No cloud is asked: what a cloud would have to tell is not known.
public struct Stack: Sendable {
    /// The template.
    public let template: Template
    /// What types stand for, and values for parameters.
    public let environment: Environment
    /// The files that templates may refer to.
    public let files: TemplateFiles
    /// The values of parameters that have one, pseudo parameters among them.
    public let parameters: [String: TemplateValue]
    /// The resources that the stack has, in the template's order; those whose condition is false are left out.
    public let resources: [StackResource]
    /// The outputs, in the template's order.
    public let outputs: [OutputDefinition]
    /// Everything that is wrong, here and in nested templates.
    public let diagnostics: [Diagnostic]

    let context: ResolutionContext

    /// The names by which the service knows a stack; templates can ask for them.
    public struct Identity: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its id.
        public var id: String
        /// The id of its project.
        public var projectID: String

        /// The names of a stack.
        public init(name: String, id: String, projectID: String) {
            self.name = name
            self.id = id
            self.projectID = projectID
        }
    }

    /// A stack of a template.
    ///
    /// - Parameters:
    ///   - template: the template.
    ///   - parameters: values for parameters, which win over those of the environment.
    ///   - environment: values for parameters and what types stand for.
    ///   - files: the files that templates may refer to.
    ///   - identity: the stack's names; `nil` while they are not known.
    public init(
        _ template: Template,
        parameters: [String: TemplateValue] = [:],
        environment: Environment = Environment(),
        files: TemplateFiles = TemplateFiles(),
        identity: Identity? = nil
    ) {
        let nesting = Nesting()
        self.init(
            template,
            given: parameters,
            environment: environment,
            files: files,
            identity: identity,
            facade: nil,
            nesting: nesting
        )
    }

    init(
        _ template: Template,
        given: [String: TemplateValue],
        environment: Environment,
        files: TemplateFiles,
        identity: Identity?,
        facade: ResolutionContext.Facade?,
        nesting: Nesting
    ) {
        var findings = DiagnosticCollector(file: template.file, refusal: nesting.depth == 0 ? .refused : .fails)
        let values = ParameterValues(
            template,
            given: given,
            environment: environment,
            identity: identity,
            isNested: nesting.depth > 0,
            into: &findings
        )
        var context = ResolutionContext(
            template,
            parameters: values.values,
            toleratesMissingParameters: true,
            file: { path in try? files.contents(of: path, namedIn: template.file) }
        )
        context.facade = facade
        context.declaredParameters.formUnion(template.version.pseudoParameters)
        var checker = StackChecker(
            template: template,
            environment: environment,
            files: files,
            context: context,
            nesting: nesting,
            findings: findings
        )
        let resources = checker.resources()
        checker.checkOutputs()
        self.template = template
        self.environment = environment
        self.files = files
        self.parameters = values.values
        self.resources = resources
        self.outputs = template.outputs
        self.diagnostics = checker.diagnostics
        self.context = context
    }

    /// A resource by its name.
    public func resource(_ name: String) -> StackResource? { resources.first { $0.name == name } }

    /// What depends on what.
    public var graph: DependencyGraph { DependencyGraph(resources.map { ($0.name, $0.dependencies) }) }

    /// The parameters that need a value and have none.
    public var missingParameters: [ParameterDefinition] {
        template.parameters.filter { parameters[$0.name] == nil }
    }

    // MARK: - Resolving

    /// The properties of a resource, with everything in them resolved.
    ///
    /// - Throws: when a function cannot be resolved, or a parameter has no value.
    public func properties(
        of resource: StackResource,
        with values: any ResourceValues = UnknownResources()
    ) throws(ResolutionError) -> TemplateMap {
        try map(resource.definition.properties, with: values)
    }

    /// The metadata of a resource, with everything in it resolved.
    ///
    /// - Throws: when a function cannot be resolved, or a parameter has no value.
    public func metadata(
        of resource: StackResource,
        with values: any ResourceValues = UnknownResources()
    ) throws(ResolutionError) -> TemplateMap {
        try map(resource.definition.metadata, with: values)
    }

    private func map(
        _ expression: Expression?,
        with values: any ResourceValues
    ) throws(ResolutionError) -> TemplateMap {
        guard let expression else { return TemplateMap() }
        let value = try expression.resolve(in: resolutionContext(values))
        if value.isNull { return TemplateMap() }
        guard let map = value.map else {
            throw ResolutionError("this must come to a map, not to \(value.kindName)", at: expression.position)
        }
        return map
    }

    /// The value of an output; null when its condition is false.
    ///
    /// - Throws: when a function cannot be resolved, or a parameter has no value.
    public func value(
        of output: OutputDefinition,
        with values: any ResourceValues = UnknownResources()
    ) throws(ResolutionError) -> TemplateValue {
        let context = resolutionContext(values)
        if let condition = output.condition {
            let value = try condition.resolve(in: context)
            do {
                guard try context.conditions.isTrue(value, in: context) ?? true else { return .null }
            } catch {
                throw ResolutionError(error.message, at: condition.position)
            }
        }
        return try output.value.resolve(in: context)
    }

    private func resolutionContext(_ values: any ResourceValues) -> ResolutionContext {
        var context = context
        context.resources = values
        context.toleratesMissingParameters = false
        return context
    }
}

/// A resource that a stack has.
public struct StackResource: Sendable {
    /// The resource in the template.
    public var definition: ResourceDefinition
    /// What its type stands for; `nil` when nothing is known of it.
    public var target: ResourceRegistry.Target?
    /// The names of the resources that must exist before it, in order.
    public var dependencies: [String]
    /// What becomes of it when it is deleted.
    public var deletionPolicy: DeletionPolicy
    /// The stack within it, as far as it is known before any resource exists: a nested template's, or the members of
    /// a group.
    public var nested: Stack? { nestedStack?.stack }

    var nestedStack: Indirect?

    /// A stack within a stack.
    final class Indirect: Sendable {
        let stack: Stack

        init(_ stack: Stack) { self.stack = stack }
    }

    /// Its name.
    public var name: String { definition.name }

    /// The type that Heat has itself; `nil` for templates and for types that are not known.
    public var type: ResourceType? {
        guard case .type(let type) = target else { return nil }
        return type
    }
}

/// How deep a stack is in others, and what all of them may cost together.
struct Nesting: Sendable {
    /// Heat's default.
    static let depthLimit = 5

    /// How many stacks this one is in.
    var depth = 0
    /// The documents of the stacks that this one is in.
    var documents: [String] = []
    let budget = Budget()

    /// What the stacks of a tree have left of what they may cost.
    final class Budget: Sendable {
        private let state = Mutex((stacks: 500, resources: 20_000))

        /// Whether there may be another stack with so many resources.
        func allows(resources: Int) -> Bool {
            state.withLock { state in
                guard state.stacks > 0, state.resources >= resources else { return false }
                state.stacks -= 1
                state.resources -= resources
                return true
            }
        }
    }
}
