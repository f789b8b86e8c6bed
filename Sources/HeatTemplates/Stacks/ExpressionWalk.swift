/// Resolves an expression as far as it can be before any resource exists, and goes on after what is wrong, so that
/// everything is found at once.
struct ExpressionWalk {
    /// Something wrong.
    struct Complaint {
        /// What comes of it.
        enum Weight {
            /// The function cannot be called so.
            case form
            /// The function cannot be resolved.
            case value
            /// It is in the branch that does not count.
            case unreached
            /// Heat can resolve it, and this library cannot.
            case unsupported
            /// Heat's client refuses it, however deep it is.
            case file
            /// It is a condition that depends on parameters without values.
            case undecided
        }

        var message: String
        var advice: String?
        var position: SourcePosition
        var weight: Weight
    }

    let context: ResolutionContext
    let path: String
    private(set) var complaints: [Complaint] = []
    private(set) var references: [ResourceReference] = []
    private var isReached = true
    /// Whether what is resolved now says which resource or attribute is meant.
    private var isInReference = false
    /// Of outputs Heat looks only at attributes beforehand.
    private let isOutput: Bool

    init(context: ResolutionContext, path: String, isOutput: Bool = false) {
        self.context = context
        self.path = path
        self.isOutput = isOutput
    }

    /// What an expression comes to; what cannot be resolved counts as not known.
    mutating func value(_ expression: Expression) -> TemplateValue { item(expression) ?? .null }

    private mutating func item(_ expression: Expression) -> TemplateValue? {
        switch expression {
        case .constant(let value, _): return value
        case .list(let elements, _):
            var values: [TemplateValue] = []
            values.reserveCapacity(elements.count)
            for element in elements {
                if let value = item(element) { values.append(value) }
            }
            return .list(values)
        case .map(let pairs, _):
            var map = TemplateMap()
            for (key, expression) in pairs {
                if let value = item(expression) { map[key] = value }
            }
            return .map(map)
        case .call(let call): return result(of: call)
        }
    }

    private mutating func result(of call: FunctionCall) -> TemplateValue? {
        if let problem = call.problem {
            complain(problem.message, problem.advice, at: call.position, .form)
            _ = item(call.argument)
            return .unknown([])
        }
        if case .choose = call.function { return chosen(call) }
        let wasInReference = isInReference
        isInReference = isInReference || refersToResource(call)
        let argument = item(call.argument) ?? .null
        isInReference = wasInReference
        note(call, argument)
        do {
            return try Evaluation(call: call, context: context).value(argument)
        } catch {
            complain(error.message, nil, at: call.position, weight(of: error, in: call))
            return .unknown([])
        }
    }

    /// Heat knows beforehand which resources there are, and its client sends the files along with the template.
    private func weight(of failure: ResolutionFailure, in call: FunctionCall) -> Complaint.Weight {
        if failure.isUnsupported { return .unsupported }
        if isInReference { return .form }
        return switch call.function {
        case .getFile: .file
        case _ where refersToResource(call): .form
        default: .value
        }
    }

    private func refersToResource(_ call: FunctionCall) -> Bool {
        switch call.function {
        case .getAttribute: true
        case .getResource: !isOutput
        default: false
        }
    }

    /// The branch of an `if` that counts; the other one is looked at too, and what is wrong there weighs less.
    private mutating func chosen(_ call: FunctionCall) -> TemplateValue? {
        guard let elements = call.argument.elements, elements.count >= 2 else { return .unknown([]) }
        let condition = item(elements[0]) ?? .null
        let branches = elements.dropFirst()
        let isTrue: Bool?
        do {
            isTrue = try context.conditions.isTrue(condition, in: context)
        } catch {
            complain(error.message, nil, at: elements[0].position, .form)
            for branch in branches { _ = item(branch) }
            return .unknown([])
        }
        guard let isTrue else {
            complain("the condition cannot be decided", nil, at: elements[0].position, .undecided)
            let values = branches.map { item($0) ?? .null }
            return .unknown(values.reduce(into: []) { $0.formUnion($1.pendingResources) })
        }
        var result: TemplateValue?
        for (index, branch) in branches.enumerated() {
            if (index == 0) == isTrue {
                result = item(branch)
            } else {
                let wasReached = isReached
                let known = references
                isReached = false
                _ = item(branch)
                isReached = wasReached
                references = known
            }
        }
        return result
    }

    private mutating func note(_ call: FunctionCall, _ argument: TemplateValue) {
        guard isReached else { return }
        let name: String?
        var attribute: String?
        var isAttribute = false
        switch call.function {
        case .getResource: name = argument.string
        case .reference: name = argument.string.flatMap { context.resourceNames.contains($0) ? $0 : nil }
        case .getAttribute:
            name = argument.string ?? argument.list?.first?.string
            attribute = argument.list.flatMap { $0.count > 1 ? $0[1].string : nil }
            isAttribute = true
        default: return
        }
        guard let name, context.resourceNames.contains(name) else { return }
        references.append(
            ResourceReference(resource: name, attribute: attribute, position: call.position, isAttribute: isAttribute)
        )
    }

    private mutating func complain(
        _ message: String,
        _ advice: String?,
        at position: SourcePosition,
        _ weight: Complaint.Weight
    ) {
        complaints.append(
            Complaint(
                message: message,
                advice: isReached ? advice : "this branch does not count with the values the parameters have",
                position: position,
                weight: isReached ? weight : .unreached
            )
        )
    }
}
