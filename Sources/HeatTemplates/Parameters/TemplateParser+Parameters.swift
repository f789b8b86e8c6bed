extension TemplateParser {
    mutating func parameters(_ node: TemplateNode?) -> [ParameterDefinition] {
        var parameters: [ParameterDefinition] = []
        for entry in definitions(node, keys.parameters) {
            let parameter = version.isCloudFormation ? cloudFormationParameter(entry) : parameter(entry)
            guard let parameter else { continue }
            checkConstraints(of: parameter)
            parameters.append(parameter)
        }
        return parameters
    }

    func path(_ entry: TemplateNode.Entry) -> String { "\(keys.parameters).\(entry.key)" }

    // MARK: - HOT

    private var parameterKeys: [String] {
        ["type", "label", "description", "default", "hidden", "constraints", "immutable", "schema"]
            + (version >= .v20180302 ? ["tags"] : [])
    }

    private mutating func parameter(_ entry: TemplateNode.Entry) -> ParameterDefinition? {
        guard checkFields(entry, known: parameterKeys) else { return nil }
        let fields = entry.value
        guard let kind = kind(entry, fields["type"], ParameterDefinition.Kind.init(rawValue:)) else { return nil }
        var tags: [String] = []
        if let node = fields["tags"] {
            if let elements = node.elements {
                tags = elements.map(\.value.text)
            } else {
                report("the tags of a parameter must be a list, not \(node.kindName)", at: node, path(entry))
            }
        }
        return ParameterDefinition(
            name: entry.key,
            kind: kind,
            label: fields["label"]?.string,
            description: fields["description"]?.string,
            defaultValue: fields["default"].flatMap { $0.isNull ? nil : $0.value },
            isHidden: fields["hidden"]?.value.isTruthy ?? false,
            isImmutable: fields["immutable"]?.value.isTruthy ?? false,
            constraints: constraints(fields["constraints"], entry),
            tags: tags,
            position: entry.keyPosition,
            defaultPosition: fields["default"]?.position
        )
    }

    private mutating func checkFields(_ entry: TemplateNode.Entry, known: [String]) -> Bool {
        guard let fields = entry.value.entries else {
            report("a parameter must be a map, not \(entry.value.kindName)", at: entry.value, path(entry))
            return false
        }
        for field in fields where !known.contains(field.key) {
            let isLater = field.key == "tags" && !version.isCloudFormation
            findings.report(
                .refused,
                "'\(field.key)' is no key of a parameter",
                advice: isLater
                    ? "tags are there from version \(TemplateVersion.v20180302.rawValue) on"
                    : Spelling.advice(for: field.key, among: known) ?? "there are \(known.joined(separator: ", "))",
                at: field.keyPosition,
                path: "\(path(entry)).\(field.key)"
            )
        }
        return true
    }

    private mutating func kind(
        _ entry: TemplateNode.Entry,
        _ node: TemplateNode?,
        _ kind: (String) -> ParameterDefinition.Kind?
    ) -> ParameterDefinition.Kind? {
        guard let node else {
            findings.report(
                .refused,
                "the parameter '\(entry.key)' has no \(keys.type)",
                at: entry.keyPosition,
                path: path(entry)
            )
            return nil
        }
        guard let known = node.string.flatMap(kind) else {
            let names =
                version.isCloudFormation
                ? Self.cloudFormationKinds.keys.sorted() : ParameterDefinition.Kind.allCases.map(\.rawValue)
            findings.report(
                .refused,
                "'\(node.value.text)' is no type of parameter",
                advice: Spelling.advice(for: node.value.text, among: names)
                    ?? "there are \(names.joined(separator: ", "))",
                at: node.position,
                path: "\(path(entry)).\(keys.type)"
            )
            return nil
        }
        return known
    }

    // MARK: - CloudFormation

    private static let cloudFormationKinds: [String: ParameterDefinition.Kind] = [
        "String": .string, "Number": .number, "CommaDelimitedList": .list, "Json": .json, "Boolean": .boolean,
    ]

    private static let cloudFormationParameterKeys = [
        "Type", "Default", "NoEcho", "AllowedValues", "AllowedPattern", "MaxLength", "MinLength", "MaxValue",
        "MinValue", "Description", "ConstraintDescription", "Label",
    ]

    private mutating func cloudFormationParameter(_ entry: TemplateNode.Entry) -> ParameterDefinition? {
        guard checkFields(entry, known: Self.cloudFormationParameterKeys) else { return nil }
        let fields = entry.value
        guard let kind = kind(entry, fields["Type"], { Self.cloudFormationKinds[$0] }) else { return nil }
        var rules: [ParameterConstraint.Rule] = []
        let path = path(entry)
        func number(_ key: String) -> TemplateValue? { fields[key].flatMap(\.value.asNumber) }
        for key in ["MinValue", "MaxValue", "MinLength", "MaxLength"] {
            if let node = fields[key], !node.isNull, number(key) == nil {
                report("\(key) must be a number, not \(node.kindName)", at: node, path)
                return nil
            }
        }
        if fields["MinValue"] != nil || fields["MaxValue"] != nil {
            rules.append(.range(least: number("MinValue")?.double, most: number("MaxValue")?.double))
        }
        if fields["MinLength"] != nil || fields["MaxLength"] != nil {
            rules.append(.length(least: number("MinLength")?.integer, most: number("MaxLength")?.integer))
        }
        if let node = fields["AllowedValues"], let rule = allowedValues(node, path) { rules.append(rule) }
        if let node = fields["AllowedPattern"], let rule = allowedPattern(node, path) { rules.append(rule) }
        if !rules.isEmpty { checkDescription(fields["ConstraintDescription"], path) }
        let description = fields["ConstraintDescription"]?.string
        return ParameterDefinition(
            name: entry.key,
            kind: kind,
            label: fields["Label"]?.string,
            description: fields["Description"]?.string,
            defaultValue: fields["Default"].flatMap { $0.isNull ? nil : $0.value },
            isHidden: fields["NoEcho"].map { $0.value.text.lowercased() == "true" } ?? false,
            isImmutable: false,
            constraints: rules.map {
                ParameterConstraint(rule: $0, description: description, position: entry.keyPosition)
            },
            tags: [],
            position: entry.keyPosition,
            defaultPosition: fields["Default"]?.position
        )
    }

    // MARK: - Groups

    mutating func parameterGroups(
        _ node: TemplateNode,
        _ parameters: [ParameterDefinition]
    ) -> [Template.ParameterGroup] {
        guard node.value.isTruthy else { return [] }
        let section = keys.parameterGroups ?? "parameter_groups"
        guard let elements = node.elements else {
            report("\(section) must be a list, not \(node.kindName)", at: node, section)
            return []
        }
        let known = Set(parameters.map(\.name)).union(version.pseudoParameters)
        var grouped: Set<String> = []
        return elements.compactMap { element in
            guard element.entries != nil else {
                report("a group must be a map, not \(element.kindName)", at: element, section)
                return nil
            }
            guard let members = element["parameters"], !members.isNull, let names = members.elements else {
                report("a group must have a list of parameters", at: element["parameters"] ?? element, section)
                return nil
            }
            for name in names {
                let text = name.string ?? name.value.text
                if !grouped.insert(text).inserted {
                    report("the parameter '\(text)' is in more than one group", at: name, section)
                } else if name.string == nil || !known.contains(text) {
                    report(
                        "there is no parameter '\(text)'",
                        advice: Spelling.advice(for: text, among: known.sorted()),
                        at: name,
                        section
                    )
                }
            }
            return Template.ParameterGroup(
                label: element["label"]?.string,
                description: element["description"]?.string,
                parameters: names.compactMap(\.string)
            )
        }
    }
}

extension TemplateVersion {
    /// The parameters that every template has.
    public var pseudoParameters: [String] {
        isCloudFormation
            ? ["AWS::StackId", "AWS::StackName", "AWS::Region"]
            : ["OS::stack_id", "OS::stack_name", "OS::project_id"]
    }
}
