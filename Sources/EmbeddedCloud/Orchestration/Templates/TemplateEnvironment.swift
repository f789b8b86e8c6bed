/// What goes with a template: values of parameters, and what types of resources stand for.
struct TemplateEnvironment: Sendable, Hashable {
    var parameters: JSON.Object = [:]
    var parameterDefaults: JSON.Object = [:]
    var registry: JSON.Object = [:]
    var eventSinks: JSON = []
    var encryptedNames: JSON = []

    private static let sections = [
        "parameters", "resource_registry", "parameter_defaults", "encrypted_param_names", "event_sinks",
        "parameter_merge_strategies",
    ]

    init() {}

    /// Reads an environment that is known to be well-formed.
    init(_ object: JSON.Object) {
        parameters = object["parameters"]?.object ?? [:]
        parameterDefaults = object["parameter_defaults"]?.object ?? [:]
        registry = object["resource_registry"]?.object ?? [:]
        eventSinks = object["event_sinks"] ?? []
        encryptedNames = object["encrypted_param_names"] ?? []
    }

    /// Throws where an environment that was sent is no environment.
    static func check(_ object: JSON.Object) throws {
        for name in object.names {
            guard sections.contains(name) else {
                throw OrchestrationError.badRequest(
                    "Environment not in valid format: environment has wrong section \"\(name)\""
                )
            }
            if object[name]?.isNull == true {
                throw OrchestrationError.badRequest(
                    "Environment not in valid format: environment has empty section \"\(name)\""
                )
            }
        }
    }

    /// Reads an environment that was sent, as an object or as text.
    static func object(_ value: JSON) throws -> JSON.Object {
        var object: JSON.Object
        switch value {
        case .null: object = [:]
        case .object(let given): object = given
        case .string(let text):
            do {
                object = try DocumentText.object(text)
            } catch {
                throw OrchestrationError.badRequest("Environment not in valid format: \(error.message)")
            }
        default:
            throw OrchestrationError.badRequest(
                "Environment not in valid format: The environment is not a valid YAML mapping data type."
            )
        }
        try check(object)
        return object
    }

    var object: JSON.Object {
        [
            "resource_registry": .object(shownRegistry), "parameters": .object(parameters),
            "parameter_defaults": .object(parameterDefaults), "event_sinks": eventSinks,
            "encrypted_param_names": encryptedNames,
        ]
    }

    /// As the answer to a validation has it.
    var userObject: JSON.Object {
        var object = object
        object["encrypted_param_names"] = nil
        return object
    }

    private var shownRegistry: JSON.Object {
        var shown: JSON.Object = registry
        if shown["resources"] == nil { shown["resources"] = [:] }
        return shown
    }

    /// Lays another environment over this one, as an update of parts of a stack does.
    mutating func merge(_ other: TemplateEnvironment) {
        parameters.merge(other.parameters)
        parameterDefaults.merge(other.parameterDefaults)
        var resources = registry["resources"]?.object ?? [:]
        resources.merge(other.registry["resources"]?.object ?? [:])
        registry.merge(other.registry)
        if !resources.isEmpty { registry["resources"] = .object(resources) }
        if let sinks = other.eventSinks.array, !sinks.isEmpty { eventSinks = .array(sinks) }
    }

    // MARK: - The registry

    /// What a type of a resource stands for after all replacements; nil for nothing at all.
    func resolved(type: String, resource: String) -> String {
        var name = type
        for _ in 0..<16 {
            guard let next = mapping(of: name, resource: resource), next != name else { return name }
            name = next
        }
        return name
    }

    private func mapping(of type: String, resource: String) -> String? {
        for (pattern, content) in registry["resources"]?.object ?? [:] where Self.matches(pattern, resource) {
            guard let entries = content.object, let found = Self.mapping(of: type, in: entries) else { continue }
            return found
        }
        return Self.mapping(of: type, in: registry)
    }

    private static func mapping(of type: String, in entries: JSON.Object) -> String? {
        if let target = entries[type], !["hooks", "restricted_actions", "base_url", "resources"].contains(type) {
            return target.string ?? "OS::Heat::None"
        }
        let patterns = entries.names.filter { $0.hasSuffix("*") && type.hasPrefix($0.dropLast()) }
        guard let pattern = patterns.max(by: { $0.count < $1.count }), let target = entries[pattern] else { return nil }
        guard let text = target.string else { return "OS::Heat::None" }
        return text.hasSuffix("*") ? String(text.dropLast()) + type.dropFirst(pattern.count - 1) : text
    }

    private static func matches(_ pattern: String, _ name: String) -> Bool {
        if !pattern.contains("*") { return pattern == name }
        var rest = name[...]
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if index == 0 {
                guard rest.hasPrefix(part) else { return false }
                rest = rest.dropFirst(part.count)
            } else if index == parts.count - 1 {
                return rest.hasSuffix(part)
            } else if let found = rest.firstRange(of: part) {
                rest = rest[found.upperBound...]
            } else if !part.isEmpty {
                return false
            }
        }
        return rest.isEmpty
    }

    /// The hooks a resource waits at, `pre-create` and the like.
    func hooks(of resource: String) -> [String] {
        values("hooks", of: resource)
    }

    /// What mustn't be done to a resource, `update` or `replace`.
    func restrictions(of resource: String) -> [String] {
        values("restricted_actions", of: resource)
    }

    private func values(_ key: String, of resource: String) -> [String] {
        var all: [String] = []
        for (pattern, content) in registry["resources"]?.object ?? [:] where Self.matches(pattern, resource) {
            guard let value = content[key] else { continue }
            all += value.array?.map(\.pythonText) ?? [value.pythonText]
        }
        return all
    }

    /// The environment of the stack that a resource is: this one without parameters, and what it says about that resource's inner ones.
    func nested(in resource: String, parameters: JSON.Object) -> TemplateEnvironment {
        var child = self
        child.parameters = parameters
        var resources: JSON.Object = [:]
        for (pattern, content) in registry["resources"]?.object ?? [:] where Self.matches(pattern, resource) {
            for (name, value) in content.object ?? [:] where value.object != nil { resources[name] = value }
        }
        child.registry["resources"] = .object(resources)
        return child
    }
}
