/// Finds the functions in a part of a template: maps of one key that is a function's name.
struct ExpressionParser {
    private let version: TemplateVersion
    private let functions: [String: IntrinsicFunction]
    private let conditionFunctions: [String: IntrinsicFunction]

    init(_ version: TemplateVersion) {
        self.version = version
        functions = version.functions
        conditionFunctions = version.conditionFunctions
    }

    /// What a node of properties, metadata or outputs means.
    func expression(_ node: TemplateNode) -> Expression { parsed(node, isCondition: false) }

    /// What a node of a condition means.
    func condition(_ node: TemplateNode) -> Expression { parsed(node, isCondition: true) }

    private func parsed(_ node: TemplateNode, isCondition: Bool) -> Expression {
        switch node.content {
        case .scalar(let value):
            return .constant(value, at: node.position)
        case .list(let nodes):
            let elements = nodes.map { parsed($0, isCondition: isCondition) }
            let constants = elements.compactMap(\.constant)
            guard constants.count == elements.count else { return .list(elements, at: node.position) }
            return .constant(.list(constants), at: node.position)
        case .map(let entries):
            if entries.count == 1, let entry = entries.first,
                let function = (isCondition ? conditionFunctions : functions)[entry.key]
            {
                return .call(call(function, entry, isCondition: isCondition))
            }
            let pairs = entries.map { ($0.key, parsed($0.value, isCondition: isCondition)) }
            let constants = pairs.compactMap { pair in pair.1.constant.map { (pair.0, $0) } }
            guard constants.count == pairs.count else { return .map(pairs, at: node.position) }
            return .constant(.map(TemplateMap(constants)), at: node.position)
        }
    }

    private func call(
        _ function: IntrinsicFunction,
        _ entry: TemplateNode.Entry,
        isCondition: Bool
    ) -> FunctionCall {
        let argument: Expression
        if case .choose = function, let nodes = entry.value.elements, let first = nodes.first {
            let branches = nodes.dropFirst().map { parsed($0, isCondition: isCondition) }
            argument = .list([condition(first)] + branches, at: entry.value.position)
        } else {
            argument = parsed(entry.value, isCondition: isCondition)
        }
        let problem = problem(with: function, name: entry.key, argument)
        return FunctionCall(
            name: entry.key,
            function: function,
            argument: argument,
            position: entry.keyPosition,
            problem: problem
        )
    }

    private func problem(
        with function: IntrinsicFunction,
        name: String,
        _ argument: Expression
    ) -> FunctionCall.Problem? {
        switch function {
        case .removed:
            FunctionCall.Problem(
                message: "the function \(name) is not there any more in version \(version.rawValue)",
                advice: Self.successors[name].map { "write \($0) instead" }
            )
        case .misplaced:
            FunctionCall.Problem(
                message: "the function \(name) is not for conditions in version \(version.rawValue)",
                advice: "conditions may use \(version.conditionFunctionNames.joined(separator: ", "))"
            )
        default:
            ArgumentShape(of: function).complaint(about: argument, of: name)
        }
    }

    private static let successors = [
        "Fn::Join": "list_join", "Fn::Split": "str_split", "Fn::Replace": "str_replace",
        "Fn::Select": "get_attr or str_split",
        "Ref": "get_param or get_resource", "Fn::ResourceFacade": "resource_facade", "Fn::Base64": "the text itself",
    ]
}
