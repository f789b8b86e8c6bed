/// What the argument of a function must look like, which Heat asks for before it resolves anything.
struct ArgumentShape {
    private let function: IntrinsicFunction

    init(of function: IntrinsicFunction) { self.function = function }

    /// What is wrong with an argument; `nil` when it is well formed.
    func complaint(about argument: Expression, of name: String) -> FunctionCall.Problem? {
        guard let message = message(argument, name) else { return nil }
        return FunctionCall.Problem(message: message, advice: usage.map { "write \(name): \($0)" })
    }

    private func message(_ argument: Expression, _ name: String) -> String? {
        switch function {
        case .getResource:
            return argument.elements != nil || argument.pairs != nil ? "\(name) takes the name of a resource" : nil
        case .getParameter, .getFile, .digest, .mergeMaps, .replaceInMap, .concatenate, .base64,
            .availabilityZones, .parameterReference, .removed, .misplaced:
            return nil
        case .getAttribute(let form): return attributeMessage(argument, name, form)
        case .resourceFacade:
            return oneOf(argument, ["metadata", "deletion_policy", "update_policy"], name)
        case .cloudFormationFacade:
            return oneOf(argument, ["Metadata", "DeletionPolicy", "UpdatePolicy"], name)
        case .replace: return replaceMessage(argument, name)
        case .replacePairs:
            guard let elements = argument.elements, elements.count == 2 else { return "\(name) takes a list of two" }
            return isMapOrCall(elements[0]) ? nil : "the first argument of \(name) must be a map"
        case .joinList: return count(argument, name, 2...2)
        case .joinLists: return count(argument, name, 2...Int.max)
        case .splitString:
            guard argument.constant?.string == nil, argument.pairs == nil else { return "\(name) takes a list" }
            return nil
        case .split: return count(argument, name, 2...2)
        case .repeated(_, let permutations): return repeatMessage(argument, name, permutations)
        case .yaql: return yaqlMessage(argument, name)
        case .choose(let nullable): return count(argument, name, (nullable ? 2 : 3)...3)
        case .filter, .contains, .equals, .select: return count(argument, name, 2...2)
        case .findInMap: return count(argument, name, 3...3)
        case .makeURL: return urlMessage(argument, name)
        case .not: return argument.constant == .null ? "\(name) takes a condition" : nil
        case .notOne: return count(argument, name, 1...1)
        case .allOf, .anyOf: return count(argument, name, 2...Int.max)
        case .reference:
            if case .call = argument { return "\(name) takes a name" }
            return argument.elements != nil || argument.pairs != nil ? "\(name) takes a name" : nil
        case .memberListToMap:
            guard let elements = argument.elements, elements.count == 3,
                elements[0].constant?.string != nil, elements[1].constant?.string != nil
            else { return "\(name) takes the name of keys, the name of values, and a list" }
            return nil
        }
    }

    // MARK: - Shapes of single functions

    private func attributeMessage(
        _ argument: Expression,
        _ name: String,
        _ form: IntrinsicFunction.AttributeForm
    ) -> String? {
        switch form {
        case .pair: return count(argument, name, 2...2)
        case .selecting: return count(argument, name, 2...Int.max)
        case .optional:
            // A name of a single character passes for a list of one.
            if let text = argument.constant?.string, text.unicodeScalars.count == 1 { return nil }
            return count(argument, name, 1...Int.max)
        }
    }

    private func replaceMessage(_ argument: Expression, _ name: String) -> String? {
        guard let pairs = argument.pairs else { return "\(name) takes a map with template and params" }
        guard pairs.contains(where: { $0.key == "template" }) else { return "\(name) has no template" }
        guard let parameters = pairs.first(where: { $0.key == "params" })?.value else { return "\(name) has no params" }
        return isMapOrCall(parameters) ? nil : "the params of \(name) must be a map"
    }

    private func repeatMessage(_ argument: Expression, _ name: String, _ permutations: Bool) -> String? {
        guard let pairs = argument.pairs else { return "\(name) takes a map with template and for_each" }
        guard let lists = pairs.first(where: { $0.key == "for_each" })?.value else { return "\(name) has no for_each" }
        guard pairs.contains(where: { $0.key == "template" }) else { return "\(name) has no template" }
        if permutations, let flag = pairs.first(where: { $0.key == "permutations" })?.value,
            flag.constant?.bool == nil
        {
            return "the permutations of \(name) must be true or false"
        }
        return isMapOrCall(lists) ? nil : "the for_each of \(name) must be a map"
    }

    private func yaqlMessage(_ argument: Expression, _ name: String) -> String? {
        guard let pairs = argument.pairs else { return "\(name) takes a map with expression and data" }
        if let other = pairs.first(where: { $0.key != "expression" && $0.key != "data" }) {
            return "\(name) has no argument '\(other.key)'"
        }
        guard let expression = pairs.first(where: { $0.key == "expression" })?.value else {
            return "\(name) has no expression"
        }
        guard let constant = expression.constant else { return nil }
        guard let text = constant.string else { return "the expression of \(name) must be text" }
        do {
            _ = try YaqlParser.parse(text)
            return nil
        } catch {
            return error.isUnsupported ? nil : "the expression of \(name) is wrong: \(error.message)"
        }
    }

    private func urlMessage(_ argument: Expression, _ name: String) -> String? {
        guard let pairs = argument.pairs else { return "\(name) takes a map" }
        let unknown = pairs.map(\.key).filter { !URLParts.names.contains($0) }
        guard unknown.isEmpty else { return "\(name) has no argument '\(unknown.joined(separator: "', '"))'" }
        return URLParts.complaint(about: pairs.map { ($0.key, $0.value.constant) }, of: name)
    }

    // MARK: - Parts of shapes

    private func count(_ argument: Expression, _ name: String, _ range: ClosedRange<Int>) -> String? {
        guard let elements = argument.elements else { return "\(name) takes a list" }
        guard !range.contains(elements.count) else { return nil }
        let wanted =
            switch (range.lowerBound, range.upperBound) {
            case (let least, Int.max): "\(least) or more"
            case (let least, let most) where least == most: "\(least)"
            case (let least, let most): "\(least) to \(most)"
            }
        return "\(name) takes a list of \(wanted), and this one has \(elements.count)"
    }

    private func oneOf(_ argument: Expression, _ words: [String], _ name: String) -> String? {
        if let word = argument.constant?.string, words.contains(word) { return nil }
        return "\(name) takes one of \(words.joined(separator: ", "))"
    }

    private func isMapOrCall(_ expression: Expression) -> Bool {
        if case .call = expression { return true }
        return expression.pairs != nil
    }

    private var usage: String? {
        switch function {
        case .getAttribute(.pair): "[resource, attribute]"
        case .getAttribute(.selecting): "[resource, attribute, key or index, …]"
        case .getAttribute(.optional): "[resource, attribute, …], or [resource] for all of them"
        case .replace: "{template: text, params: {placeholder: value}}"
        case .replacePairs: "[{placeholder: value}, text]"
        case .joinList: "[delimiter, [item, …]]"
        case .joinLists: "[delimiter, [item, …], …]"
        case .splitString: "[delimiter, text, index]"
        case .split: "[delimiter, text]"
        case .repeated: "{template: anything, for_each: {placeholder: list}}"
        case .yaql: "{expression: text, data: map}"
        case .choose(nullable: true): "[condition, value, other value], or without the other value"
        case .choose: "[condition, value, other value]"
        case .filter: "[values to leave out, list]"
        case .contains: "[value, list]"
        case .equals: "[value, value]"
        case .select: "[index, list or map]"
        case .findInMap: "[mapping, key, second key]"
        case .allOf, .anyOf: "[condition, condition, …]"
        case .notOne: "[condition]"
        case .memberListToMap: "[Name, Value, list]"
        default: nil
        }
    }
}
