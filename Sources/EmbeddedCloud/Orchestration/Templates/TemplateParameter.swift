import Foundation

/// A parameter as the template declares it.
struct TemplateParameter: Sendable {
    enum Kind: String, Sendable {
        case string, number, boolean, json
        case list = "comma_delimited_list"

        /// As the validation's answer and CFN templates call it.
        var title: String {
            switch self {
            case .string: "String"
            case .number: "Number"
            case .boolean: "Boolean"
            case .json: "Json"
            case .list: "CommaDelimitedList"
            }
        }
    }

    var name: String
    var kind: Kind
    var label: String?
    var summary: String?
    var fallback: JSON?
    var isHidden = false
    var isImmutable = false
    var tags: JSON?
    var constraints: [TemplateConstraint] = []

    // MARK: - Reading

    init(hot name: String, _ value: JSON, version: TemplateVersion) throws {
        self.name = name
        guard case .object(let object) = value else {
            throw OrchestrationError.invalidSchema("Invalid parameter (\(name)), expected a mapping")
        }
        var keys = ["type", "description", "default", "schema", "constraints", "hidden", "label", "immutable"]
        if version.isAtLeast("2018-03-02") { keys.append("tags") }
        for key in object.names where !keys.contains(key) {
            throw OrchestrationError.invalidSchema("Invalid key '\(key)' for parameter (\(name))")
        }
        guard let type = object["type"] else {
            throw OrchestrationError.invalidSchema("Missing parameter type for parameter: \(name)")
        }
        guard let kind = Kind(rawValue: type.pythonText) else {
            throw OrchestrationError.invalidSchema("Invalid type (\(type.pythonText))")
        }
        if let tags = object["tags"], tags.array == nil {
            throw OrchestrationError.invalidSchema("Tags property should be a list for parameter: \(name)")
        }
        self.kind = kind
        label = object["label"]?.pythonText
        summary = object["description"]?.pythonText
        fallback = object["default"].flatMap { $0.isNull ? nil : $0 }
        isHidden = try Self.flag("hidden", object["hidden"], name)
        isImmutable = try Self.flag("immutable", object["immutable"], name)
        tags = object["tags"]
        if let given = object["constraints"], !given.isNull {
            guard let list = given.array else {
                throw OrchestrationError.invalidSchema(
                    "Invalid parameter constraints for parameter \(name), expected a list"
                )
            }
            constraints = try list.map { try TemplateConstraint(hot: $0, parameter: name) }
        }
    }

    private static func flag(_ key: String, _ value: JSON?, _ name: String) throws -> Bool {
        guard let value, !value.isNull else { return false }
        if let flag = value.bool { return flag }
        switch value.pythonText.lowercased() {
        case "true", "t", "yes", "y", "on", "1": return true
        case "false", "f", "no", "n", "off", "0": return false
        default:
            throw OrchestrationError.invalidSchema("Invalid \(key) value for parameter \(name)")
        }
    }

    init(cfn name: String, _ value: JSON) throws {
        self.name = name
        guard case .object(let object) = value else {
            throw OrchestrationError.invalidSchema("Invalid parameter (\(name)), expected a mapping")
        }
        guard let type = object["Type"]?.string else {
            throw OrchestrationError.invalidSchema("Missing parameter type for parameter: \(name)")
        }
        switch type {
        case "String": kind = .string
        case "Number": kind = .number
        case "Boolean": kind = .boolean
        case "Json": kind = .json
        case "CommaDelimitedList": kind = .list
        default: throw OrchestrationError.invalidSchema("Invalid type (\(type))")
        }
        label = object["Label"]?.pythonText
        summary = object["Description"]?.pythonText
        fallback = object["Default"].flatMap { $0.isNull ? nil : $0 }
        isHidden = object["NoEcho"]?.pythonText.lowercased() == "true"
        let reason = object["ConstraintDescription"]?.string
        if object["MinValue"] != nil || object["MaxValue"] != nil {
            constraints.append(.init(rule: .range(object["MinValue"], object["MaxValue"]), summary: reason))
        }
        if object["MinLength"] != nil || object["MaxLength"] != nil {
            constraints.append(.init(rule: .length(object["MinLength"], object["MaxLength"]), summary: reason))
        }
        if let values = object["AllowedValues"]?.array {
            constraints.append(.init(rule: .values(values), summary: reason))
        }
        if let pattern = object["AllowedPattern"]?.string {
            constraints.append(.init(rule: .pattern(pattern), summary: reason))
        }
    }

    // MARK: - Values

    /// The value in the parameter's type.
    func typed(_ value: JSON) throws -> JSON {
        func refusal(_ text: String) -> OrchestrationError { .invalid(text) }
        switch kind {
        case .string:
            switch value {
            case .string: return value
            default: return .string(value.isContainer ? value.text : value.pythonText)
            }
        case .number:
            switch value {
            case .int, .double: return value
            default:
                let text = value.pythonText
                if let number = Int(text) { return .int(number) }
                if let number = Double(text), number.isFinite { return .double(number) }
                throw refusal("could not convert string to float: \(value.pythonLiteral)")
            }
        case .boolean:
            switch value.pythonText.lowercased() {
            case "t", "true", "on", "y", "yes", "1": return true
            case "f", "false", "off", "n", "no", "0": return false
            default:
                throw refusal(
                    "Unrecognized value '\(value.pythonText)', acceptable values are: '0', '1', 'f', 'false', 'n', "
                        + "'no', 'off', 'on', 't', 'true', 'y', 'yes'"
                )
            }
        case .list:
            switch value {
            case .array(let items):
                return .array(items.map { .string($0.isContainer ? $0.pythonLiteral : $0.pythonText) })
            case .string(let text):
                return text.isEmpty
                    ? []
                    : .array(text.split(separator: ",", omittingEmptySubsequences: false).map { .string(String($0)) })
            default:
                throw refusal(
                    "Value must be a comma-delimited list string: '\(value.pythonTypeName)' object has no attribute 'split'"
                )
            }
        case .json:
            guard let text = value.string else { return value }
            if text.isEmpty { return .string(text) }
            guard let parsed = try? JSON(parsing: Array(text.utf8)) else {
                throw refusal("Value must be valid JSON: \(text) is no JSON document")
            }
            return parsed
        }
    }

    /// How a stack shows the value.
    func shown(_ value: JSON) -> String {
        if isHidden { return "******" }
        switch value {
        case .array(let items) where kind == .list: return items.map(\.pythonText).joined(separator: ",")
        case .array, .object: return value.text
        default: return kind == .json ? value.text : value.pythonText
        }
    }

    /// Throws if the value doesn't fulfil the parameter's type and constraints.
    func check(_ value: JSON) throws {
        do {
            let value = try typed(value)
            for constraint in constraints { try constraint.check(value) }
        } catch let error as OrchestrationError {
            throw OrchestrationError.invalid("Parameter '\(name)' is invalid: \(error.message)")
        } catch let violation as TemplateConstraint.Violation {
            throw OrchestrationError.invalid("Parameter '\(name)' is invalid: \(violation.message)")
        }
    }
}

extension JSON {
    /// Whether it holds other values.
    var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    /// The name of its type in the services' messages.
    var pythonTypeName: String {
        switch self {
        case .null: "NoneType"
        case .bool: "bool"
        case .int: "int"
        case .double: "float"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }
}
