/// A value of a template that functions may be part of.
public indirect enum Expression: Sendable {
    /// A value without functions.
    case constant(TemplateValue, at: SourcePosition)
    /// A list that has functions in it.
    case list([Expression], at: SourcePosition)
    /// A map that has functions in it.
    case map([(key: String, value: Expression)], at: SourcePosition)
    /// A function with its argument.
    case call(FunctionCall)

    /// Where it begins.
    public var position: SourcePosition {
        switch self {
        case .constant(_, let position), .list(_, let position), .map(_, let position): position
        case .call(let call): call.position
        }
    }

    /// The value, when there are no functions in it.
    public var constant: TemplateValue? {
        guard case .constant(let value, _) = self else { return nil }
        return value
    }

    /// The elements of a list, constant or not; `nil` for anything else.
    var elements: [Expression]? {
        switch self {
        case .list(let elements, _): elements
        case .constant(.list(let elements), let position): elements.map { .constant($0, at: position) }
        default: nil
        }
    }

    /// The pairs of a map, constant or not; `nil` for anything else.
    var pairs: [(key: String, value: Expression)]? {
        switch self {
        case .map(let pairs, _): pairs
        case .constant(.map(let map), let position): map.map { ($0.key, .constant($0.value, at: position)) }
        default: nil
        }
    }
}

/// A function as a template calls it.
public struct FunctionCall: Sendable {
    /// The name in the template.
    public var name: String
    /// What it does.
    var function: IntrinsicFunction
    /// What it is called with.
    public var argument: Expression
    /// Where the name is.
    public var position: SourcePosition
    /// Why it cannot be called so; found as the template is read, and of no weight where it is never called.
    var problem: Problem?

    /// What is wrong with a call.
    struct Problem: Sendable, Hashable {
        var message: String
        var advice: String?
    }
}

// MARK: - References

/// What a template says of a resource elsewhere in it.
public struct ResourceReference: Sendable, Hashable {
    /// The name of the resource.
    public var resource: String
    /// The attribute that is asked for; `nil` for the resource's own reference, or when it is not known before
    /// the template is resolved.
    public var attribute: String?
    /// Where.
    public var position: SourcePosition
    /// Whether an attribute, or all of them, is asked for.
    public var isAttribute: Bool
}

extension Expression {
    /// Every function call in the expression, outer ones first; of conditional choices both branches.
    public var calls: [FunctionCall] {
        var calls: [FunctionCall] = []
        visitCalls { calls.append($0) }
        return calls
    }

    func visitCalls(_ visit: (FunctionCall) -> Void) {
        switch self {
        case .constant: return
        case .list(let elements, _): for element in elements { element.visitCalls(visit) }
        case .map(let pairs, _): for pair in pairs { pair.value.visitCalls(visit) }
        case .call(let call):
            visit(call)
            call.argument.visitCalls(visit)
        }
    }
}
