import PythonSemantics

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

    private func path(_ entry: TemplateNode.Entry) -> String { "\(keys.parameters).\(entry.key)" }

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

    private mutating func report(_ message: String, advice: String? = nil, at node: TemplateNode, _ path: String) {
        findings.report(.refused, message, advice: advice, at: node.position, path: path)
    }

    // MARK: - Constraints

    private static let constraintKeys = [
        "description", "length", "range", "modulo", "allowed_values", "allowed_pattern", "custom_constraint",
    ]

    private mutating func constraints(_ node: TemplateNode?, _ entry: TemplateNode.Entry) -> [ParameterConstraint] {
        guard let node, !node.isNull else { return [] }
        let path = "\(path(entry)).constraints"
        guard let elements = node.elements else {
            report("constraints must be a list, not \(node.kindName)", at: node, path)
            return []
        }
        var constraints: [ParameterConstraint] = []
        for element in elements {
            guard let fields = element.entries else {
                report("a constraint must be a map, not \(element.kindName)", at: element, path)
                continue
            }
            var isWellFormed = true
            for field in fields where !Self.constraintKeys.contains(field.key) {
                isWellFormed = false
                findings.report(
                    .refused,
                    "'\(field.key)' is no constraint",
                    advice: Spelling.advice(for: field.key, among: Self.constraintKeys)
                        ?? "there are \(Self.constraintKeys.dropFirst().joined(separator: ", "))",
                    at: field.keyPosition,
                    path: path
                )
            }
            checkDescription(element["description"], path)
            guard isWellFormed, let rule = rule(element, path) else { continue }
            constraints.append(
                ParameterConstraint(
                    rule: rule,
                    description: element["description"]?.string,
                    position: fields.first?.keyPosition ?? element.position
                )
            )
        }
        return constraints
    }

    private mutating func checkDescription(_ node: TemplateNode?, _ path: String) {
        guard let node, node.string == nil, node.value.isTruthy else { return }
        report("the description of a constraint must be text, not \(node.kindName)", at: node, path)
    }

    /// Of several rules in one constraint Heat takes one and passes over the others.
    private mutating func rule(_ node: TemplateNode, _ path: String) -> ParameterConstraint.Rule? {
        let order = ["modulo", "range", "length", "allowed_values", "allowed_pattern", "custom_constraint"]
        let present = order.filter { node[$0] != nil }
        let usable = present.filter { $0 != "modulo" || version >= .v20170224 }
        guard let word = usable.first, let definition = node[word] else {
            let advice =
                present.isEmpty ? nil : "modulo is there from version \(TemplateVersion.v20170224.rawValue) on"
            report("this constraint says nothing", advice: advice, at: node, path)
            return nil
        }
        if present.count > 1 {
            findings.report(
                .doubtful,
                "of this constraint only \(word) counts",
                advice: "write a constraint for each of \(present.joined(separator: ", "))",
                at: node.position,
                path: path
            )
        }
        switch word {
        case "modulo": return modulo(definition, path)
        case "range":
            guard let (least, most) = bounds(definition, "range", path) else { return nil }
            return .range(least: least?.double, most: most?.double)
        case "length":
            guard let (least, most) = bounds(definition, "length", path) else { return nil }
            for bound in [least, most] {
                if case .number = bound {
                    report("the bounds of a length must be whole numbers", at: definition, path)
                    return nil
                }
            }
            return .length(least: least?.integer, most: most?.integer)
        case "allowed_values": return allowedValues(definition, path)
        case "allowed_pattern": return allowedPattern(definition, path)
        default: return .custom(definition.value.text)
        }
    }

    private mutating func numbers(
        _ node: TemplateNode,
        _ names: [String],
        _ word: String,
        _ path: String
    ) -> [TemplateValue?]? {
        guard let fields = node.entries else {
            report(
                "\(word) must be a map with \(names.joined(separator: " and ")), not \(node.kindName)",
                at: node,
                path
            )
            return nil
        }
        for field in fields where !names.contains(field.key) {
            findings.report(
                .refused,
                "'\(field.key)' is no part of \(word)",
                advice: "there are \(names.joined(separator: " and "))",
                at: field.keyPosition,
                path: path
            )
            return nil
        }
        var numbers: [TemplateValue?] = []
        for name in names {
            guard let field = node[name], !field.isNull else {
                numbers.append(nil)
                continue
            }
            guard let number = field.value.asNumber else {
                report("\(name) of \(word) must be a number, not \(field.kindName)", at: field, path)
                return nil
            }
            numbers.append(number)
        }
        return numbers
    }

    private mutating func bounds(
        _ node: TemplateNode,
        _ word: String,
        _ path: String
    ) -> (TemplateValue?, TemplateValue?)? {
        guard let bounds = numbers(node, ["min", "max"], word, path) else { return nil }
        guard bounds[0] != nil || bounds[1] != nil else {
            report("\(word) has neither min nor max", at: node, path)
            return nil
        }
        return (bounds[0], bounds[1])
    }

    private mutating func modulo(_ node: TemplateNode, _ path: String) -> ParameterConstraint.Rule? {
        guard let parts = numbers(node, ["step", "offset"], "modulo", path) else { return nil }
        guard let step = parts[0]?.double, let offset = parts[1]?.double else {
            report("modulo takes a step and an offset", at: node, path)
            return nil
        }
        guard let wholeStep = Int(exactly: step), let wholeOffset = Int(exactly: offset) else {
            report("step and offset of modulo must be whole numbers", at: node, path)
            return nil
        }
        let complaint: String? =
            if wholeStep == 0 {
                "the step of modulo is zero"
            } else if wholeOffset.magnitude >= wholeStep.magnitude {
                "the offset of modulo must be less than the step"
            } else if (wholeStep < 0) != (wholeOffset < 0), wholeOffset != 0 {
                "step and offset of modulo must have the same sign"
            } else {
                nil
            }
        if let complaint {
            report(complaint, at: node, path)
            return nil
        }
        return .modulo(step: wholeStep, offset: wholeOffset)
    }

    private mutating func allowedValues(_ node: TemplateNode, _ path: String) -> ParameterConstraint.Rule? {
        guard let elements = node.elements else {
            report("allowed values must be a list, not \(node.kindName)", at: node, path)
            return nil
        }
        return .allowedValues(elements.map(\.value))
    }

    private mutating func allowedPattern(_ node: TemplateNode, _ path: String) -> ParameterConstraint.Rule? {
        guard let pattern = node.string else {
            report("an allowed pattern must be text, not \(node.kindName)", at: node, path)
            return nil
        }
        guard (try? PythonPattern(pattern)) != nil else {
            report("'\(pattern)' is no regular expression", at: node, path)
            return nil
        }
        return .allowedPattern(pattern)
    }

    private mutating func checkConstraints(of parameter: ParameterDefinition) {
        let path = "\(keys.parameters).\(parameter.name)"
        for constraint in parameter.constraints where !constraint.applies(to: parameter.kind) {
            findings.report(
                .refused,
                "\(constraint.word) is no constraint for a parameter of type \(parameter.kind.rawValue)",
                at: constraint.position,
                path: "\(path).constraints"
            )
        }
        guard let value = parameter.defaultValue else { return }
        if let complaint = parameter.complaint(aboutDefault: value) {
            findings.report(
                .refused,
                "the default of '\(parameter.name)' is none of the values that the parameter takes: \(complaint)",
                advice: "change the default or the constraint",
                at: parameter.defaultPosition ?? parameter.position,
                path: "\(path).default"
            )
        } else if let complaint = parameter.complaint(about: value) {
            findings.report(
                .fails,
                "the default of '\(parameter.name)' cannot be used: \(complaint)",
                at: parameter.defaultPosition ?? parameter.position,
                path: "\(path).default"
            )
        }
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
