import PythonSemantics

extension TemplateParser {
    private static let constraintKeys = [
        "description", "length", "range", "modulo", "allowed_values", "allowed_pattern", "custom_constraint",
    ]

    mutating func constraints(_ node: TemplateNode?, _ entry: TemplateNode.Entry) -> [ParameterConstraint] {
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

    mutating func checkDescription(_ node: TemplateNode?, _ path: String) {
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

    mutating func allowedValues(_ node: TemplateNode, _ path: String) -> ParameterConstraint.Rule? {
        guard let elements = node.elements else {
            report("allowed values must be a list, not \(node.kindName)", at: node, path)
            return nil
        }
        return .allowedValues(elements.map(\.value))
    }

    mutating func allowedPattern(_ node: TemplateNode, _ path: String) -> ParameterConstraint.Rule? {
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

    mutating func checkConstraints(of parameter: ParameterDefinition) {
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
}
