/// A template: what a stack has, written down.
///
/// A template is a value. It is read by ``parse(_:file:)``, which tells everything that is wrong with its form;
/// ``Stack`` puts it together with parameters, an environment and files.
public struct Template: Sendable {
    /// What the document is called in diagnostics; paths in it are relative to it.
    public var file: String
    /// The version of the language.
    public var version: TemplateVersion
    /// What the template is for.
    public var description: String?
    /// The parameters, in order.
    public var parameters: [ParameterDefinition]
    /// How parameters are grouped for people.
    public var parameterGroups: [ParameterGroup]
    /// The conditions, in order.
    public var conditions: [Condition]
    /// The resources, in order.
    public var resources: [ResourceDefinition]
    /// The outputs, in order.
    public var outputs: [OutputDefinition]
    /// CloudFormation's mappings.
    var mappings: TemplateValue

    /// A condition by its name.
    public struct Condition: Sendable {
        /// The name.
        public var name: String
        /// What decides.
        public var expression: Expression
        /// Where the name is.
        public var position: SourcePosition
    }

    /// Parameters that belong together.
    public struct ParameterGroup: Sendable {
        /// What the group is called.
        public var label: String?
        /// What it is for.
        public var description: String?
        /// The names of the parameters.
        public var parameters: [String]
    }

    /// A parameter by its name.
    public func parameter(_ name: String) -> ParameterDefinition? { parameters.first { $0.name == name } }

    /// A resource by its name.
    public func resource(_ name: String) -> ResourceDefinition? { resources.first { $0.name == name } }
}

/// A resource as a template defines it.
public struct ResourceDefinition: Sendable {
    /// Its name in the template.
    public var name: String
    /// Its type, such as `OS::Nova::Server`.
    public var type: String
    /// Its properties: a map, or a function that comes to one.
    public var properties: Expression?
    /// Its metadata.
    public var metadata: Expression?
    /// Resources that must exist before it, beside those it refers to.
    public var dependsOn: [Dependency]
    /// What becomes of it when it is deleted.
    public var deletionPolicy: Expression?
    /// How it is updated.
    public var updatePolicy: Expression?
    /// What it is for.
    public var description: String?
    /// The id of a resource that exists already and stands for this one.
    public var externalID: Expression?
    /// Decides whether it exists.
    public var condition: Expression?
    /// Where its name is.
    public var position: SourcePosition
    /// Where its type is.
    public var typePosition: SourcePosition
    /// Where its properties are, by name.
    var propertyPositions: [String: SourcePosition]

    /// A resource that another depends on.
    public struct Dependency: Sendable, Hashable {
        /// The name.
        public var name: String
        /// Where the template says so.
        public var position: SourcePosition
    }
}

/// What becomes of a resource when it is deleted from its stack.
public enum DeletionPolicy: String, Sendable, Hashable {
    case delete = "Delete"
    case retain = "Retain"
    case snapshot = "Snapshot"
}

/// An output as a template defines it.
public struct OutputDefinition: Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: Expression
    /// What it is.
    public var description: String?
    /// Decides whether it has a value.
    public var condition: Expression?
    /// Where its name is.
    public var position: SourcePosition
}
