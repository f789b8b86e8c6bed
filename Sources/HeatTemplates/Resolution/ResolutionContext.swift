/// Everything that expressions of a template are resolved with.
public struct ResolutionContext: Sendable {
    /// The values of parameters and pseudo parameters by name; those without a value are missing.
    public var parameters: [String: TemplateValue]
    /// What is known of the resources.
    public var resources: any ResourceValues
    /// Whether parameters without a value are unknown, instead of an error.
    public var toleratesMissingParameters: Bool
    /// The contents of a file that the template names; `nil` when there is none.
    public var file: @Sendable (String) -> String?
    /// The resource of the parent stack that a nested stack stands for.
    public var facade: Facade?
    /// The availability zones of the cloud, for `Fn::GetAZs`.
    public var availabilityZones: [String]

    /// Names of parameters that exist without a value.
    var declaredParameters: Set<String>
    var resourceNames: Set<String>
    var conditions: Conditions
    var mappings: TemplateValue

    /// The parts of a resource of the parent stack that its nested stack may ask for.
    public struct Facade: Sendable {
        /// Its metadata.
        public var metadata: TemplateValue
        /// Its deletion policy.
        public var deletionPolicy: String
        /// Its update policy.
        public var updatePolicy: TemplateValue

        /// The parts of a resource.
        public init(metadata: TemplateValue, deletionPolicy: String, updatePolicy: TemplateValue) {
            self.metadata = metadata
            self.deletionPolicy = deletionPolicy
            self.updatePolicy = updatePolicy
        }
    }

    /// What a template's expressions are resolved with.
    public init(
        _ template: Template,
        parameters: [String: TemplateValue],
        resources: any ResourceValues = UnknownResources(),
        toleratesMissingParameters: Bool = false,
        file: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.parameters = parameters
        self.resources = resources
        self.toleratesMissingParameters = toleratesMissingParameters
        self.file = file
        availabilityZones = ["nova"]
        declaredParameters = Set(template.parameters.map(\.name))
        resourceNames = Set(template.resources.map(\.name))
        conditions = Conditions(template.conditions)
        mappings = template.mappings
    }
}
