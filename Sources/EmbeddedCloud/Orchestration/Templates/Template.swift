/// A template: its sections in the words of HOT, whatever language it is written in.
struct Template: Sendable {
    let document: JSON.Object
    let version: TemplateVersion
    let files: JSON.Object
    let parameters: [TemplateParameter]
    let conditions: JSON.Object
    let mappings: JSON.Object
    /// All of them, whatever their conditions say.
    let resources: [TemplateResource]
    let outputs: [TemplateOutput]
    let parameterGroups: JSON?

    struct TemplateOutput: Sendable {
        var name: String
        var summary: String?
        var value: JSON
        var condition: JSON?
    }

    var summary: String {
        document[version.language == .hot ? "description" : "Description"]?.string ?? "No description"
    }

    /// Reads a template; what is wrong with its form is thrown.
    init(_ document: JSON.Object, files: JSON.Object = [:]) throws {
        self.document = document
        self.files = files
        version = try TemplateVersion.of(document)
        let isHOT = version.language == .hot
        func section(_ hot: String, _ cfn: String) throws -> JSON.Object {
            let name = isHOT ? hot : cfn
            guard let value = document[name], !value.isNull else { return [:] }
            guard let object = value.object else {
                throw OrchestrationError.invalid(
                    "\"\(name)\" must contain a map of \(name.dropLast().lowercased()) maps. Found a "
                        + "[<class '\(value.pythonTypeName)'>] instead"
                )
            }
            return object
        }
        try Self.checkSections(document, version)
        let version = version
        parameters = try section("parameters", "Parameters").map { name, value in
            try isHOT
                ? TemplateParameter(hot: name, value, version: version) : TemplateParameter(cfn: name, value)
        }
        conditions = try section("conditions", "Conditions")
        mappings = isHOT ? [:] : try section("Mappings", "Mappings")
        resources = try section("resources", "Resources").map { try TemplateResource($0, $1, version: version) }
        outputs = try section("outputs", "Outputs").map { try Self.output($0, $1, version: version) }
        parameterGroups = document[isHOT ? "parameter_groups" : "ParameterGroups"]
    }

    private static func checkSections(_ document: JSON.Object, _ version: TemplateVersion) throws {
        var sections =
            version.language == .hot
            ? [
                "heat_template_version", "description", "parameter_groups", "parameters", "resources", "outputs",
                "__undefined__",
            ]
            : [
                "AWSTemplateFormatVersion", "HeatTemplateFormatVersion", "Description", "Mappings", "Parameters",
                "Resources", "Outputs", "ParameterGroups",
            ]
        if version.hasConditions { sections.append(version.language == .hot ? "conditions" : "Conditions") }
        for name in document.names where !sections.contains(name) {
            throw OrchestrationError.invalid("The template section is invalid: \(name)")
        }
    }

    private static func output(_ name: String, _ value: JSON, version: TemplateVersion) throws -> TemplateOutput {
        let isHOT = version.language == .hot
        guard case .object(let object) = value else {
            throw OrchestrationError.invalid(
                "Output validation error: outputs.\(name): Output definitions must be a map. Found a "
                    + "\(value.pythonTypeName) instead"
            )
        }
        let key = isHOT ? "value" : "Value"
        if isHOT {
            let known = ["description", "value"] + (version.hasConditions ? ["condition"] : [])
            for other in object.names where !known.contains(other) {
                throw OrchestrationError.invalid("\"\(other)\" is not a valid keyword inside a output definition")
            }
        }
        guard let content = object[key] else {
            throw OrchestrationError.invalid("Each output must contain a \(key) key.")
        }
        return TemplateOutput(
            name: name,
            summary: object[isHOT ? "description" : "Description"]?.pythonText,
            value: content,
            condition: object[isHOT ? "condition" : "Condition"]
        )
    }

    func parameter(_ name: String) -> TemplateParameter? { parameters.first { $0.name == name } }
}

/// A resource as its template has it.
struct TemplateResource: Sendable {
    enum DeletionPolicy: String, Sendable { case delete = "Delete", retain = "Retain", snapshot = "Snapshot" }

    var name: String
    var type: String
    /// Unresolved, as everything below.
    var properties: JSON.Object = [:]
    var metadata: JSON = .null
    var dependsOn: [String] = []
    var deletionPolicy: JSON = .null
    var updatePolicy: JSON = .null
    var summary = ""
    var externalID: JSON?
    var condition: JSON?

    init(name: String, type: String, properties: JSON.Object) {
        self.name = name
        self.type = type
        self.properties = properties
    }

    init(_ name: String, _ value: JSON, version: TemplateVersion) throws {
        let isHOT = version.language == .hot
        let section = isHOT ? "resources" : "Resources"
        func key(_ hot: String, _ cfn: String) -> String { isHOT ? hot : cfn }
        self.name = name
        guard !value.isNull, value != .object([:]) else {
            throw OrchestrationError.invalid("Each resource must contain a \(key("type", "Type")) key.")
        }
        guard case .object(let object) = value else {
            throw OrchestrationError.invalid(
                "\"\(section)\" must contain a map of resource maps. Found a [<class '\(value.pythonTypeName)'>] instead"
            )
        }
        var known = [
            key("type", "Type"), key("properties", "Properties"), key("metadata", "Metadata"),
            key("depends_on", "DependsOn"), key("deletion_policy", "DeletionPolicy"),
            key("update_policy", "UpdatePolicy"), key("description", "Description"),
        ]
        if version.hasConditions { known.append(key("condition", "Condition")) }
        if version.isAtLeast("2016-10-14") { known.append("external_id") }
        for other in object.names where isHOT && !known.contains(other) {
            throw OrchestrationError.invalid("\"\(other)\" is not a valid keyword inside a resource definition")
        }
        guard let type = object[key("type", "Type")] else {
            throw OrchestrationError.invalid("Each resource must contain a \(key("type", "Type")) key.")
        }
        guard let text = type.string else {
            throw OrchestrationError.invalid("Resource \(name) type type must be string")
        }
        guard !text.isEmpty else {
            throw OrchestrationError.invalid("Non-empty resource type is required for resource \"\(name)\"")
        }
        self.type = text
        if let given = object[key("properties", "Properties")], !given.isNull {
            guard let properties = given.object else {
                throw OrchestrationError.invalid(
                    "Resource \(name) \(key("properties", "Properties")) type must be object"
                )
            }
            self.properties = properties
        }
        metadata = object[key("metadata", "Metadata")] ?? .null
        if let given = object[key("depends_on", "DependsOn")] {
            switch given {
            case .string(let other): dependsOn = [other]
            case .array(let others):
                dependsOn = try others.map { other in
                    guard let text = other.string else {
                        throw OrchestrationError.invalid(
                            "Resource \(name) \(key("depends_on", "DependsOn")) must be a list of strings"
                        )
                    }
                    return text
                }
            case .null: break
            default:
                throw OrchestrationError.invalid(
                    "Resource \(name) \(key("depends_on", "DependsOn")) type must be list or string"
                )
            }
        }
        deletionPolicy = object[key("deletion_policy", "DeletionPolicy")] ?? .null
        updatePolicy = object[key("update_policy", "UpdatePolicy")] ?? .null
        summary = object[key("description", "Description")]?.pythonText ?? ""
        externalID = object["external_id"]
        condition = object[key("condition", "Condition")]
    }

    /// The policy a resolved value names; nil if there is none of that name.
    static func deletionPolicy(_ value: JSON, version: TemplateVersion) -> DeletionPolicy? {
        guard let text = value.string else { return value.isNull ? .delete : nil }
        if let policy = DeletionPolicy(rawValue: text) { return policy }
        guard version.isAtLeast("2016-10-14") else { return nil }
        return DeletionPolicy(rawValue: text.prefix(1).uppercased() + text.dropFirst())
    }
}
