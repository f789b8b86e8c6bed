import HTTPTypes

/// The types of resources there are.
struct ResourceTypes: Sendable {
    private let kinds: [String: any StackResourceKind]
    /// In the order of their names.
    let names: [String]

    init(_ all: [any StackResourceKind]) {
        kinds = Dictionary(all.map { ($0.schema.type, $0) }, uniquingKeysWith: { $1 })
        names = kinds.keys.sorted()
    }

    subscript(name: String) -> (any StackResourceKind)? { kinds[name] }

    /// The kind a type of a template stands for: one of ours, or a template among the stack's files.
    func kind(of type: String, in scope: StackScope) throws -> any StackResourceKind {
        if let kind = kinds[PropertyAliases.present(type: type)] { return kind }
        if let content = scope.template.files[type] {
            return try TemplateKind(type: type, content: content, files: scope.template.files)
        }
        if Self.isTemplate(type) {
            throw OrchestrationError(
                .badRequest,
                "StackValidationFailed",
                "Could not fetch remote template \"\(type)\": Invalid URL scheme "
            )
        }
        throw OrchestrationError.invalid("The Resource Type (\(type)) could not be found.")
    }

    /// Whether a type is the name of a file.
    static func isTemplate(_ type: String) -> Bool {
        type.hasSuffix(".yaml") || type.hasSuffix(".template") || type.contains("://")
    }

    static let all: ResourceTypes = {
        func schemas(_ text: String) -> [String: ResourceSchema] {
            Dictionary(ResourceSchemaReader.schemas(text).map { ($0.type, $0) }, uniquingKeysWith: { $1 })
        }
        let known = [
            ResourceSchemaReader.heat, ResourceSchemaReader.compute, ResourceSchemaReader.network,
            ResourceSchemaReader.storage, ResourceSchemaReader.identity,
        ].map(schemas).reduce(into: [:]) { $0.merge($1) { $1 } }
        var all: [any StackResourceKind] = []
        for (type, schema) in known {
            if let kind = OwnKinds.kind(type, schema) ?? NetworkKinds.kind(type, schema)
                ?? ComputeKinds.kind(type, schema) ?? StorageKinds.kind(type, schema) ?? AccountKinds.kind(type, schema)
            {
                all.append(kind)
            }
        }
        return ResourceTypes(all)
    }()
}

/// The orchestration service's own types.
enum OwnKinds {
    static func kind(_ type: String, _ schema: ResourceSchema) -> (any StackResourceKind)? {
        switch type {
        case "OS::Heat::TestResource": TestResourceKind(schema: schema)
        case "OS::Heat::None": NoneKind(schema: schema)
        case "OS::Heat::Value": ValueKind(schema: schema)
        case "OS::Heat::RandomString": RandomStringKind(schema: schema)
        case "OS::Heat::Delay": DelayKind(schema: schema)
        case "OS::Heat::SoftwareConfig", "OS::Heat::StructuredConfig", "OS::Heat::CloudConfig",
            "OS::Heat::MultipartMime":
            SoftwareConfigKind(schema: schema)
        case "OS::Heat::SoftwareDeployment", "OS::Heat::StructuredDeployment": SoftwareDeploymentKind(schema: schema)
        case "OS::Heat::SoftwareDeploymentGroup": SoftwareDeploymentGroupKind(schema: schema)
        case "OS::Heat::WaitConditionHandle", "OS::Heat::UpdateWaitConditionHandle",
            "AWS::CloudFormation::WaitConditionHandle":
            WaitHandleKind(schema: schema)
        case "OS::Heat::WaitCondition", "AWS::CloudFormation::WaitCondition": WaitConditionKind(schema: schema)
        case "OS::Heat::ResourceGroup": ResourceGroupKind(schema: schema)
        case "OS::Heat::ResourceChain": ResourceChainKind(schema: schema)
        case "OS::Heat::AutoScalingGroup": AutoScalingGroupKind(schema: schema)
        case "OS::Heat::ScalingPolicy": ScalingPolicyKind(schema: schema)
        case "OS::Heat::Stack": RemoteStackKind(schema: schema)
        default: nil
        }
    }
}
