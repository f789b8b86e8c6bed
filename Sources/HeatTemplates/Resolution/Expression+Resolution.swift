extension Expression {
    /// The value, with every function resolved; parts that depend on resources that do not exist yet are unknown.
    ///
    /// - Throws: when a function cannot be resolved, as Heat would when it makes the resource.
    public func resolve(in context: ResolutionContext) throws(ResolutionError) -> TemplateValue {
        try resolvedItem(in: context) ?? .null
    }

    /// The value, or nothing when the enclosing item is to disappear.
    func resolvedItem(in context: ResolutionContext) throws(ResolutionError) -> TemplateValue? {
        switch self {
        case .constant(let value, _):
            return value
        case .list(let elements, _):
            var values: [TemplateValue] = []
            values.reserveCapacity(elements.count)
            for element in elements {
                if let value = try element.resolvedItem(in: context) { values.append(value) }
            }
            return .list(values)
        case .map(let pairs, _):
            var map = TemplateMap()
            for (key, expression) in pairs {
                if let value = try expression.resolvedItem(in: context) { map[key] = value }
            }
            return .map(map)
        case .call(let call):
            return try call.resolvedItem(in: context)
        }
    }
}

extension FunctionCall {
    func resolvedItem(in context: ResolutionContext) throws(ResolutionError) -> TemplateValue? {
        if let problem { throw ResolutionError(problem.message, at: position) }
        if case .choose = function {
            return try chosenBranch(in: context)
        }
        let argument = try argument.resolve(in: context)
        do {
            return try Evaluation(call: self, context: context).value(argument)
        } catch {
            throw ResolutionError(error.message, at: position)
        }
    }

    /// The branch of `if` that counts; when the condition is not known, neither is the value.
    private func chosenBranch(in context: ResolutionContext) throws(ResolutionError) -> TemplateValue? {
        switch try choice(in: context) {
        case .branch(let expression): return try expression.resolvedItem(in: context)
        case .nothing: return nil
        case .unknown: return .unknown([])
        }
    }

    /// What `if` comes down to.
    enum Choice {
        case branch(Expression)
        /// The enclosing item disappears.
        case nothing
        /// The condition depends on parameters without a value.
        case unknown
    }

    func choice(in context: ResolutionContext) throws(ResolutionError) -> Choice {
        guard let elements = argument.elements, elements.count >= 2 else {
            throw ResolutionError("\(name) takes a condition and values", at: position)
        }
        let condition = try elements[0].resolve(in: context)
        let isTrue: Bool?
        do {
            isTrue = try context.conditions.isTrue(condition, in: context)
        } catch {
            throw ResolutionError(error.message, at: elements[0].position)
        }
        guard let isTrue else { return .unknown }
        if isTrue { return .branch(elements[1]) }
        return elements.count > 2 ? .branch(elements[2]) : .nothing
    }
}
