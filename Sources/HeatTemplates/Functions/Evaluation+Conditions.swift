extension Evaluation {
    /// `not`.
    func negated(_ argument: TemplateValue) throws(ResolutionFailure) -> TemplateValue {
        guard let isTrue = try context.conditions.isTrue(argument, in: context) else {
            return .unknown(argument.pendingResources)
        }
        return .bool(!isTrue)
    }

    /// `and` and `or`: in order, until one decides.
    func combined(_ argument: TemplateValue, stopsAt decisive: Bool) throws(ResolutionFailure) -> TemplateValue {
        guard let conditions = argument.list, conditions.count >= 2 else {
            throw ResolutionFailure("\(name) takes a list of two conditions or more")
        }
        var isUnknown = false
        for condition in conditions {
            switch try context.conditions.isTrue(condition, in: context) {
            case decisive?: return .bool(decisive)
            case nil: isUnknown = true
            default: continue
            }
        }
        return isUnknown ? .unknown(argument.pendingResources) : .bool(!decisive)
    }
}
