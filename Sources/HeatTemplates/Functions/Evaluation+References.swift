import PythonSemantics

extension Evaluation {
    // MARK: - Parameters

    /// `get_param`: a parameter, or what a path leads to in it; where the path leads nowhere, empty text.
    func parameter(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        guard argument.isTruthy else { throw ResolutionFailure("\(name) takes the name of a parameter") }
        if argument.string != nil { return try parameter(named: argument, isReference: false) }
        guard let elements = argument.list else {
            throw ResolutionFailure("\(name) takes a name, or a list of a name and a path")
        }
        let value = try parameter(named: elements[0], isReference: false)
        if case .unknown = value { return value }
        var current = value
        for key in elements.dropFirst() {
            guard let next = Self.component(key, of: current, convertsText: true) else { return "" }
            current = next
        }
        return current
    }

    func parameter(named argument: TemplateValue, isReference: Bool) throws(ResolutionFailure) -> TemplateValue {
        guard let parameter = argument.string else { throw ResolutionFailure("\(name) takes the name of a parameter") }
        if let value = context.parameters[parameter] { return value }
        guard context.declaredParameters.contains(parameter) else {
            let known = context.declaredParameters.union(context.parameters.keys)
            let advice = Spelling.advice(for: parameter, among: known.sorted()).map { ", \($0)" } ?? ""
            throw ResolutionFailure(
                "there is no parameter \(isReference ? "or resource " : "")'\(parameter)'\(advice)"
            )
        }
        guard context.toleratesMissingParameters else {
            throw ResolutionFailure("the parameter '\(parameter)' has no value")
        }
        return .unknown([])
    }

    /// What a key or index selects, as Python subscripts: characters of text too, and from the end when negative.
    static func component(_ key: TemplateValue, of value: TemplateValue, convertsText: Bool) -> TemplateValue? {
        switch value {
        case .map(let map):
            guard case .string(let name) = key else { return nil }
            return map[name]
        case .list(let elements):
            return index(key, count: elements.count, convertsText: convertsText).map { elements[$0] }
        case .string(let text):
            let characters = Array(text.unicodeScalars)
            return index(key, count: characters.count, convertsText: convertsText)
                .map { .string(String(Character(characters[$0]))) }
        default: return nil
        }
    }

    private static func index(_ key: TemplateValue, count: Int, convertsText: Bool) -> Int? {
        let number: Int?
        switch key {
        case .integer, .bool: number = key.integer
        case .string(let text) where convertsText: number = Python.int(text)
        default: number = nil
        }
        return number.flatMap { Python.offset($0, in: count) }
    }

    // MARK: - Resources

    /// `get_resource`.
    func reference(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        context.resources.reference(to: try resource(argument))
    }

    private func resource(_ argument: TemplateValue) throws(ResolutionFailure) -> String {
        guard let resource = argument.string, context.resourceNames.contains(resource) else {
            let name = argument.text
            let advice = Spelling.advice(for: name, among: context.resourceNames.sorted()).map { ", \($0)" } ?? ""
            throw ResolutionFailure("there is no resource '\(name)'\(advice)")
        }
        return resource
    }

    /// `get_attr`: where the path leads nowhere, null.
    func attribute(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        if argument.string != nil { return context.resources.attributes(of: try resource(argument)) }
        guard let elements = argument.list, let first = elements.first else {
            throw ResolutionFailure("\(name) takes a list of a resource and an attribute")
        }
        let resource = try resource(first)
        if elements.count < 2 || elements[1].isNull, call.function == .getAttribute(.optional) {
            return context.resources.attributes(of: resource)
        }
        guard elements.count > 1 else { throw ResolutionFailure("\(name) takes a list of a resource and an attribute") }
        guard let attribute = elements[1].string else {
            throw ResolutionFailure("\(name) takes the name of an attribute, not \(elements[1].kindName)")
        }
        let path = Array(elements.dropFirst(2))
        var value = context.resources.attribute(attribute, of: resource, path: path)
        for key in path {
            if case .unknown = value { return value }
            guard let next = Self.component(key, of: value, convertsText: false) else { return .null }
            value = next
        }
        return value
    }

    // MARK: - Files and the parent stack

    /// `get_file`.
    func file(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        guard let path = argument.string else { throw ResolutionFailure("\(name) takes the path of a file") }
        guard let contents = context.file(path) else { throw ResolutionFailure("there is no file '\(path)'") }
        return .string(contents)
    }

    /// `resource_facade`.
    func facade(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        guard let facade = context.facade else {
            throw ResolutionFailure("\(name) is only for templates that are nested in another")
        }
        switch argument.string {
        case "metadata", "Metadata": return facade.metadata
        case "deletion_policy", "DeletionPolicy": return .string(facade.deletionPolicy)
        case "update_policy", "UpdatePolicy": return facade.updatePolicy
        default: throw ResolutionFailure("\(name) takes metadata, deletion_policy or update_policy")
        }
    }
}
