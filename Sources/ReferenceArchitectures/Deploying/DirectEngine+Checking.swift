public import HeatTemplates

extension DirectEngine {
    /// What of a stack only Heat can do, in the order of the template; empty when it can be deployed directly.
    public static func problems(of stack: Stack) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        collect(stack, into: &problems, depth: 0)
        return problems
    }

    private static func collect(_ stack: Stack, into problems: inout [Diagnostic], depth: Int) {
        for resource in stack.resources {
            func report(_ message: String, _ advice: String, at position: SourcePosition) {
                let problem = Diagnostic(.fails, message, advice: advice, file: stack.template.file, at: position)
                // Members of a group are at the same place.
                if !problems.contains(problem) { problems.append(problem) }
            }
            let isStack = resource.type.map { ResourceGroup(type: $0.name) != nil } ?? true
            if let type = resource.type, !isStack, DirectKinds.named(type.name) == nil {
                report(
                    "only Heat can make resources of the type \(type.name)",
                    "deploy with Heat, or leave it out",
                    at: resource.definition.typePosition
                )
            }
            if resource.deletionPolicy == .snapshot {
                report(
                    "without Heat no snapshot is made when '\(resource.name)' is deleted",
                    "deploy with Heat, or use the policy retain",
                    at: resource.definition.position
                )
            }
            if resource.definition.externalID != nil, resource.definition.externalID?.constant?.string == nil {
                report(
                    "without Heat the external_id of '\(resource.name)' must be a text",
                    "deploy with Heat, or write the id",
                    at: resource.definition.position
                )
            }
            if let properties = try? stack.properties(of: resource), let problem = removalProblem(resource, properties)
            {
                report(problem, "deploy with Heat, or leave it out", at: resource.definition.position)
            }
            if let nested = resource.nested, depth < 6 { collect(nested, into: &problems, depth: depth + 1) }
        }
    }

    /// What is wrong with a group that says which of its members are to go; `nil` of groups that do not.
    static func removalProblem(_ resource: StackResource, _ properties: TemplateMap) -> String? {
        let policies = properties["removal_policies"]?.list ?? []
        guard policies.contains(where: { $0.map?["resource_list"]?.list?.isEmpty == false }) else { return nil }
        return "without Heat it cannot be chosen which members of '\(resource.name)' are removed (removal_policies): "
            + "the last ones are"
    }
}
