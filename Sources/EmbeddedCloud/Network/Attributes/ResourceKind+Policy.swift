extension ResourceKind {
    /// What is done to a resource, as the policy's rules are named.
    enum Action: String {
        case create, update, delete
    }

    /// Throws 403 unless the policy lets the caller make what the draft says.
    func requireCreating(_ draft: Draft, parent: String?, isParentShared: Bool, by caller: Caller) throws {
        var target = PolicyTarget(projectID: draft.projectID, parentProjectID: parent)
        target.isParentShared = isParentShared
        try require(.create, createRule, draft, target, by: caller)
    }

    /// Throws 403 unless the policy lets the caller change the row so; the row is one they see.
    func requireUpdating(_ row: Row, _ draft: Draft, in state: NetworkState, by caller: Caller) throws {
        var target = target(of: row, in: state, for: caller)
        if let network = draft.string("network_id") ?? self["network_id"]?.read(row, state, caller)?.string {
            target.isParentShared = state.shares("network", network, with: caller.projectID)
        }
        try require(.update, updateRule, draft, target, by: caller)
    }

    /// Throws 403 unless the policy lets the caller delete the row, which is one they see.
    func requireDeleting(_ row: Row, in state: NetworkState, by caller: Caller) throws {
        guard deleteRule.allows(caller, target(of: row, in: state, for: caller)) else {
            throw NetworkError.disallowed("rule:delete_\(policyName)")
        }
    }

    private func require(
        _ action: Action,
        _ rule: PolicyRule,
        _ draft: Draft,
        _ target: PolicyTarget,
        by caller: Caller
    ) throws {
        let name = "rule:\(action.rawValue)_\(policyName)"
        var names = [name]
        var isAllowed = rule.allows(caller, target)
        for attribute in attributes {
            guard let value = draft[attribute.name],
                let rule = action == .create ? attribute.createRule : attribute.updateRule
            else { continue }
            if action == .create {
                if case .value(let initial) = attribute.initial, initial == value { continue }
                guard draft.given.contains(attribute.name) else { continue }
            }
            var target = target
            target.value = value
            isAllowed = isAllowed && rule.allows(caller, target)
            let members = memberRules(attribute, value)
            isAllowed = isAllowed && members.allSatisfy { $0.rule.allows(caller, target) }
            let own = "\(name):\(attribute.name)"
            let inner = members.map { "\(own):\($0.name)" }
            switch inner.count {
            case 0: names.append(own)
            case 1: names.append("(\(own) and \(inner[0]))")
            default: names.append("(\(own) and (\(inner.joined(separator: " and "))))")
            }
        }
        guard !isAllowed else { return }
        throw NetworkError.disallowed(names.count == 1 ? name : "(\(names.joined(separator: " and ")))")
    }

    /// The rules for the members that a value, or an element of it, has.
    private func memberRules(_ attribute: Attribute<Row>, _ value: JSON) -> [(name: String, rule: PolicyRule)] {
        guard !attribute.memberRules.isEmpty else { return [] }
        let objects = value.object.map { [$0] } ?? value.array?.compactMap(\.object) ?? []
        return attribute.memberRules.filter { entry in objects.contains { $0[entry.name] != nil } }
    }
}
