extension TemplateParser {
    // MARK: - Resources

    mutating func resources(_ node: TemplateNode?) -> [ResourceDefinition] {
        var resources: [ResourceDefinition] = []
        for entry in definitions(node, keys.resources) {
            if let resource = resource(entry) { resources.append(resource) }
        }
        return resources
    }

    private mutating func resource(_ entry: TemplateNode.Entry) -> ResourceDefinition? {
        let path = "\(keys.resources).\(entry.key)"
        guard let fields = entry.value.entries, !fields.isEmpty else {
            let isEmpty = !entry.value.value.isTruthy
            findings.report(
                .refused,
                isEmpty
                    ? "the resource '\(entry.key)' has no \(keys.type)"
                    : "the resource '\(entry.key)' must be a map, not \(entry.value.kindName)",
                advice: "write at least its \(keys.type)",
                at: entry.value.position,
                path: path
            )
            return nil
        }
        checkKeys(of: fields, entry, path)
        guard let type = entry.value[keys.type] else {
            findings.report(
                .refused,
                "the resource '\(entry.key)' has no \(keys.type)",
                advice: "write at least its \(keys.type)",
                at: entry.keyPosition,
                path: path
            )
            return nil
        }
        guard let typeName = type.string, !typeName.isEmpty else {
            findings.report(
                .refused,
                "the \(keys.type) of a resource must be text, not \(type.kindName)",
                at: type.position,
                path: "\(path).\(keys.type)"
            )
            return nil
        }
        let properties = entry.value[keys.properties]
        return ResourceDefinition(
            name: entry.key,
            type: typeName,
            properties: map(entry.value, keys.properties, path),
            metadata: map(entry.value, keys.metadata, path, orFunction: true),
            dependsOn: dependencies(entry.value, path),
            deletionPolicy: deletionPolicy(entry.value, path),
            updatePolicy: map(entry.value, keys.updatePolicy, path),
            description: text(entry.value, keys.description, path),
            externalID: keys.externalID.flatMap { textOrCall(entry.value, $0, path) },
            condition: keys.condition.flatMap { condition(entry.value, $0, path) },
            position: entry.keyPosition,
            typePosition: type.position,
            propertyPositions: Dictionary((properties?.entries ?? []).map { ($0.key, $0.keyPosition) }) { _, last in
                last
            }
        )
    }

    private mutating func checkKeys(of fields: [TemplateNode.Entry], _ entry: TemplateNode.Entry, _ path: String) {
        for field in fields where !keys.resourceKeys.contains(field.key) {
            findings.report(
                version.isCloudFormation ? .doubtful : .refused,
                "'\(field.key)' is no key of a resource",
                advice: Spelling.advice(for: field.key, among: keys.resourceKeys)
                    ?? "there are \(keys.resourceKeys.joined(separator: ", "))",
                at: field.keyPosition,
                path: "\(path).\(field.key)"
            )
        }
    }

    // MARK: - Fields

    /// A field that must be a map, or may be a function too.
    private mutating func map(
        _ node: TemplateNode,
        _ key: String,
        _ path: String,
        orFunction: Bool = false
    ) -> Expression? {
        guard let field = node[key] else { return nil }
        let expression = expressions.expression(field)
        if case .call(let call) = expression {
            if orFunction { return expression }
            report(
                "\(key) must be a map, and \(call.name) cannot stand for one here",
                advice: "write a map, and functions for its values",
                at: field,
                "\(path).\(key)"
            )
            return nil
        }
        guard expression.pairs != nil else {
            report("\(key) must be a map, not \(field.kindName)", advice: "leave it out", at: field, "\(path).\(key)")
            return nil
        }
        return expression
    }

    /// A field that must be text.
    private mutating func text(_ node: TemplateNode, _ key: String, _ path: String) -> String? {
        guard let field = node[key] else { return nil }
        guard let text = field.string else {
            report("\(key) must be text, not \(field.kindName)", at: field, "\(path).\(key)")
            return nil
        }
        return text
    }

    /// A field that must be text or a function.
    private mutating func textOrCall(_ node: TemplateNode, _ key: String, _ path: String) -> Expression? {
        guard let field = node[key] else { return nil }
        let expression = expressions.expression(field)
        if case .call = expression { return expression }
        guard expression.constant?.string != nil else {
            report("\(key) must be text, not \(field.kindName)", at: field, "\(path).\(key)")
            return nil
        }
        return expression
    }

    private mutating func condition(_ node: TemplateNode, _ key: String, _ path: String) -> Expression? {
        guard let field = node[key] else { return nil }
        let expression = expressions.condition(field)
        if case .call = expression { return expression }
        guard expression.constant?.string != nil || expression.constant?.bool != nil else {
            report(
                "\(key) must be the name of a condition, a boolean or a function",
                at: field,
                "\(path).\(key)"
            )
            return nil
        }
        return expression
    }

    private mutating func dependencies(_ node: TemplateNode, _ path: String) -> [ResourceDefinition.Dependency] {
        guard let field = node[keys.dependsOn] else { return [] }
        let names = field.string.map { _ in [field] } ?? field.elements
        guard let names else {
            report(
                "\(keys.dependsOn) must be the name of a resource or a list of names, not \(field.kindName)",
                at: field,
                "\(path).\(keys.dependsOn)"
            )
            return []
        }
        return names.compactMap { name in
            guard let text = name.string else {
                report(
                    "\(keys.dependsOn) takes names of resources, and this is \(name.kindName)",
                    at: name,
                    "\(path).\(keys.dependsOn)"
                )
                return nil
            }
            return ResourceDefinition.Dependency(name: text, position: name.position)
        }
    }

    private mutating func deletionPolicy(_ node: TemplateNode, _ path: String) -> Expression? {
        guard let policy = textOrCall(node, keys.deletionPolicy, path) else { return nil }
        if let name = policy.constant?.string, version.deletionPolicies[name] == nil {
            findings.report(
                .refused,
                "'\(name)' is no deletion policy",
                advice: "there are \(version.deletionPolicies.keys.sorted().joined(separator: ", "))",
                at: policy.position,
                path: "\(path).\(keys.deletionPolicy)"
            )
        }
        return policy
    }

    // MARK: - Outputs

    mutating func outputs(_ node: TemplateNode?) -> [OutputDefinition] {
        var outputs: [OutputDefinition] = []
        for entry in definitions(node, keys.outputs) {
            let path = "\(keys.outputs).\(entry.key)"
            guard let fields = entry.value.entries else {
                report("an output must be a map, not \(entry.value.kindName)", at: entry.value, path)
                continue
            }
            let known = [keys.value, keys.description, keys.condition].compactMap { $0 }
            for field in fields where !known.contains(field.key) {
                findings.report(
                    .doubtful,
                    "'\(field.key)' is no key of an output",
                    advice: Spelling.advice(for: field.key, among: known)
                        ?? "there are \(known.joined(separator: ", "))",
                    at: field.keyPosition,
                    path: "\(path).\(field.key)"
                )
            }
            guard let value = entry.value[keys.value] else {
                report("the output '\(entry.key)' has no \(keys.value)", at: entry.value, path)
                continue
            }
            outputs.append(
                OutputDefinition(
                    name: entry.key,
                    value: expressions.expression(value),
                    description: entry.value[keys.description]?.string,
                    condition: keys.condition.flatMap { key in entry.value[key].map(expressions.condition) },
                    position: entry.keyPosition
                )
            )
        }
        return outputs
    }
}

extension TemplateVersion {
    /// The words for deletion policies: from 2016-10-14 on in lower case too.
    var deletionPolicies: [String: DeletionPolicy] {
        let capitalised: [String: DeletionPolicy] = ["Delete": .delete, "Retain": .retain, "Snapshot": .snapshot]
        guard !isCloudFormation, hasConditions else { return capitalised }
        return capitalised.merging(["delete": .delete, "retain": .retain, "snapshot": .snapshot]) { $1 }
    }
}
