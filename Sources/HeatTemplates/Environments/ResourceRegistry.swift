/// What the types in templates stand for: other types, or templates.
public struct ResourceRegistry: Sendable {
    /// What a type stands for.
    public enum Target: Sendable, Hashable {
        /// A type that Heat has itself.
        case type(ResourceType)
        /// A template, by its path, and the document that names it.
        case template(String, namedIn: String)
    }

    /// A rule of a registry.
    struct Rule: Sendable, Hashable {
        /// A type, or the beginning of one with `*`.
        var pattern: String
        /// A type, the beginning of one with `*`, or the path of a template.
        var target: String
        /// The resource that it is for; `nil` when it is for all.
        var resource: String?
        /// The document that has the rule.
        var document: String
    }

    private(set) var rules: [Rule] = []

    /// How the registries of two environments come together: later rules win.
    mutating func merge(_ other: ResourceRegistry) {
        for rule in other.rules { add(rule) }
    }

    mutating func add(_ rule: Rule) {
        rules.removeAll { $0.pattern == rule.pattern && $0.resource == rule.resource }
        rules.append(rule)
    }

    mutating func remove(_ pattern: String, resource: String?) {
        rules.removeAll { rule in
            rule.resource == resource
                && (pattern.hasSuffix("*") ? rule.pattern.hasPrefix(pattern.dropLast()) : rule.pattern == pattern)
        }
    }

    /// What Heat's own environment says: older names of types.
    private static let builtIn: [Rule] = [
        ("OS::Quantum*", "OS::Neutron*"), ("OS::Metering::Alarm", "OS::Aodh::Alarm"),
        ("OS::Ceilometer::Alarm", "OS::Aodh::Alarm"),
        ("OS::Ceilometer::GnocchiResourcesAlarm", "OS::Aodh::GnocchiResourcesAlarm"),
        ("OS::Ceilometer::GnocchiAggregationByMetricsAlarm", "OS::Aodh::GnocchiAggregationByMetricsAlarm"),
        ("OS::Ceilometer::GnocchiAggregationByResourcesAlarm", "OS::Aodh::GnocchiAggregationByResourcesAlarm"),
        ("OS::Ceilometer::CombinationAlarm", "OS::Aodh::CombinationAlarm"),
    ].map { Rule(pattern: $0.0, target: $0.1, resource: nil, document: "") }

    /// What a type stands for.
    ///
    /// - Parameters:
    ///   - type: the type of a resource.
    ///   - resource: the resource's name.
    ///   - document: the template that has the resource.
    /// - Returns: a type or a template; `nil` when nothing is known of the type.
    public func target(of type: String, for resource: String, in document: String) -> Target? {
        target(of: type, resource: resource, document: document, depth: 0)
    }

    private func target(of type: String, resource: String, document: String, depth: Int) -> Target? {
        guard depth < 20 else { return nil }
        if Self.isTemplate(type) { return .template(type, namedIn: document) }
        let matching = rules.filter { ($0.resource == nil || $0.resource == resource) && $0.matches(type) }
        // Rules for a single resource first, then whole names before beginnings.
        let ordered = matching.sorted { left, right in
            (left.resource == nil ? 1 : 0, left.pattern) < (right.resource == nil ? 1 : 0, right.pattern)
        }
        for rule in ordered {
            if Self.isTemplate(rule.target) { return .template(rule.target, namedIn: rule.document) }
            let next = rule.target(for: type)
            guard next != type else { continue }
            if let target = target(of: next, resource: resource, document: document, depth: depth + 1) { return target }
        }
        if let known = ResourceType.named(type) { return .type(known) }
        for rule in Self.builtIn where rule.matches(type) {
            if let known = ResourceType.named(rule.target(for: type)) { return .type(known) }
        }
        return nil
    }

    private static func isTemplate(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".template") }
}

extension ResourceRegistry.Rule {
    func matches(_ type: String) -> Bool {
        guard pattern.hasSuffix("*") else { return pattern == type }
        return type != target && type.hasPrefix(pattern.dropLast())
    }

    func target(for type: String) -> String {
        guard pattern.hasSuffix("*"), target.hasSuffix("*") else { return target }
        return String(target.dropLast() + type.dropFirst(pattern.count - 1))
    }
}
