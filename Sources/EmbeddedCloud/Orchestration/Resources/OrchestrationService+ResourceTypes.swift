import HTTPTypes
import Hummingbird

extension OrchestrationService {
    func declareResourceTypes(in table: inout RouteTable) {
        table.on(.get, "/v1/{tenant}/resource_types", listTypes)
        table.on(.get, "/v1/{tenant}/resource_types/{type}", showType)
        table.on(.get, "/v1/{tenant}/resource_types/{type}/template", showTypeTemplate)
    }

    // Orchestration API reference, “List resource types”: those the caller may use.
    private func listTypes(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:list_resource_types", .reader)
        let query = request.query
        let describes = try Self.flag("with_description", query)
        if let support = query["support_status"],
            !["SUPPORTED", "UNSUPPORTED", "DEPRECATED", "UNKNOWN", "HIDDEN"].contains(support.uppercased())
        {
            throw OrchestrationError(
                .badRequest,
                "Invalid",
                "Data supplied was not valid: Invalid support status and should be one of "
                    + "('UNKNOWN', 'SUPPORTED', 'DEPRECATED', 'UNSUPPORTED', 'HIDDEN')"
            )
        }
        let names = types.names.filter { name in
            guard let kind = types[name], caller.isAdmin || !kind.isForAdmins else { return false }
            if let support = query["support_status"], kind.schema.support != support.uppercased() { return false }
            if let version = query["version"], kind.schema.since != version { return false }
            return query["name"].map { Patterns.finds("\\A(?:" + $0 + ")", in: name) } ?? true
        }
        guard describes else { return .json(["resource_types": JSON(names)]) }
        return .json([
            "resource_types": .array(names.map { ["resource_type": .string($0), "description": .string($0)] })
        ])
    }

    private func schema(_ request: ServiceRequest, _ caller: Caller) throws -> ResourceSchema {
        let name = request["type"]
        guard let kind = types[name] else { throw OrchestrationError.noEntity("Resource Type", name) }
        guard caller.isAdmin || !kind.isForAdmins else {
            throw OrchestrationError.forbidden("resource_types:\(name)")
        }
        return kind.schema
    }

    // “Show resource type schema”.
    private func showType(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:resource_schema", .reader)
        var members = try schema(request, caller).members
        if try Self.flag("with_description", request.query) { members["description"] = members["resource_type"] }
        return .json(.object(members))
    }

    // “Show resource type template”: a template with one such resource, its properties as parameters.
    private func showTypeTemplate(_ request: ServiceRequest) throws -> ServiceResponse {
        let caller = try authorize(request, "stacks:generate_template", .member)
        let type = request.query["template_type"]?.lowercased() ?? "cfn"
        guard ["cfn", "hot"].contains(type) else {
            throw OrchestrationError.badRequest(
                "Template type is not supported: Invalid template type \"\(request.query["template_type"] ?? "")\", valid "
                    + "types are: cfn, hot."
            )
        }
        let schema = try schema(request, caller)
        return .json(.object(type == "hot" ? TypeTemplate(schema).hot : TypeTemplate(schema).cfn))
    }
}

/// The template that a type of resources comes to.
struct TypeTemplate: Sendable {
    let schema: ResourceSchema
    private let name: String

    init(_ schema: ResourceSchema) {
        self.schema = schema
        name = schema.type.split(separator: "::").last.map(String.init) ?? schema.type
    }

    private static func kind(_ property: PropertySchema) -> TemplateParameter.Kind {
        switch property.kind {
        case .string, .any: .string
        case .integer, .number: .number
        case .boolean: .boolean
        case .list: .list
        case .map: .json
        }
    }

    var hot: JSON.Object {
        var parameters: JSON.Object = [:]
        var properties: JSON.Object = [:]
        for property in schema.properties {
            var parameter: JSON.Object = ["type": .string(Self.kind(property).rawValue)]
            parameter["default"] = property.fallback
            if !property.constraints.isEmpty {
                // Upstream leaves an empty mapping where a constraint has no place in a template.
                parameter["constraints"] = .array(
                    property.constraints.map { $0.customName == nil ? .object($0.members) : .object([:]) }
                )
            }
            parameters[property.name] = .object(parameter)
            properties[property.name] = ["get_param": .string(property.name)]
        }
        var outputs: JSON.Object = [:]
        for attribute in schema.attributes {
            outputs[attribute.name] = ["value": ["get_attr": [.string(name), .string(attribute.name)]]]
        }
        outputs["OS::stack_id"] = ["value": ["get_resource": .string(name)]]
        return [
            "heat_template_version": "2016-10-14", "description": .string("Initial template of \(name)"),
            "parameters": .object(parameters), "outputs": .object(outputs),
            "resources": .object([name: ["type": .string(schema.type), "properties": .object(properties)]]),
        ]
    }

    var cfn: JSON.Object {
        var parameters: JSON.Object = [:]
        var properties: JSON.Object = [:]
        for property in schema.properties {
            var parameter: JSON.Object = ["Type": .string(Self.kind(property).title)]
            parameter["Default"] = property.fallback
            for constraint in property.constraints {
                switch constraint.rule {
                case .range(let least, let most):
                    parameter["MinValue"] = least
                    parameter["MaxValue"] = most
                case .length(let least, let most):
                    parameter["MinLength"] = least
                    parameter["MaxLength"] = most
                case .values(let values): parameter["AllowedValues"] = .array(values)
                case .pattern(let pattern): parameter["AllowedPattern"] = .string(pattern)
                case .modulo, .custom: break
                }
            }
            if property.kind == .boolean { parameter["AllowedValues"] = ["True", "true", "False", "false"] }
            parameters[property.name] = .object(parameter)
            properties[property.name] =
                property.kind == .list
                ? ["Fn::Split": [",", ["Ref": .string(property.name)]]] : ["Ref": .string(property.name)]
        }
        var outputs: JSON.Object = [:]
        for attribute in schema.attributes {
            outputs[attribute.name] = ["Value": ["Fn::GetAtt": [.string(name), .string(attribute.name)]]]
        }
        outputs["OS::stack_id"] = ["Value": ["Ref": .string(name)]]
        return [
            "HeatTemplateFormatVersion": "2012-12-12", "Description": .string("Initial template of \(name)"),
            "Parameters": .object(parameters),
            "Resources": .object([name: ["Type": .string(schema.type), "Properties": .object(properties)]]),
            "Outputs": .object(outputs),
        ]
    }
}
