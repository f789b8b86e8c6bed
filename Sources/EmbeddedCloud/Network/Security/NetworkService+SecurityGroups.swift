extension NetworkService {
    func declareSecurityGroups(in table: inout RouteTable) {
        declare(
            ResourceActions<SecurityGroupRow>(
                create: { state, draft, context in try state.createSecurityGroup(draft, context) },
                update: { state, row, draft, context in try state.updateSecurityGroup(row, draft, context) },
                delete: { state, row, context in try state.deleteSecurityGroup(row, context) },
                beforeListing: { context, query in
                    let projects = query.all("project_id") + query.all("tenant_id")
                    try makeDefaultGroups(Set([context.caller.projectID ?? ""] + projects), context)
                }
            ),
            in: &table
        )
        declare(
            ResourceActions<SecurityGroupRuleRow>(
                create: { state, draft, context in try state.createSecurityGroupRule(draft, context) },
                delete: { state, row, context in
                    state.securityGroupRules[row.id] = nil
                    state.touchSecurityGroup(row.groupID, at: context.now)
                },
                parent: { state, draft, caller in
                    let id = draft.string("security_group_id") ?? ""
                    guard let group = state.securityGroups[id],
                        caller.isAdmin || SecurityGroupRow.kind.shows(group, in: state, to: caller)
                    else { throw NetworkError.noSecurityGroup(id) }
                    return (group.projectID, false)
                },
                beforeListing: { context, _ in try makeDefaultGroups([context.caller.projectID ?? ""], context) }
            ),
            in: &table
        )
    }

    /// Every project that is looked at has its default group.
    private func makeDefaultGroups(_ projects: Set<String>, _ context: ChangeContext) throws {
        let missing = store.read { state in
            projects.filter { !$0.isEmpty && state.securityGroups.ids(with: "default/\($0)").isEmpty }
        }
        guard !missing.isEmpty else { return }
        // Of other projects only the administrator may see the groups, and so make them.
        let allowed = missing.filter { context.caller.isAdmin || $0 == context.caller.projectID }
        try store.write { state in
            for project in allowed { state.ensureDefaultSecurityGroup(of: project, at: context.now) }
        }
    }

    func declareDefaultSecurityGroupRules(in table: inout RouteTable) {
        declare(
            ResourceActions<DefaultSecurityGroupRuleRow>(
                create: { state, draft, context in
                    let filter = TrafficFilter(draft)
                    try filter.check()
                    let row = DefaultSecurityGroupRuleRow(
                        id: Identifier.uuid(),
                        filter: filter,
                        isForDefault: draft.bool("used_in_default_sg") ?? false,
                        isForOthers: draft.bool("used_in_non_default_sg") ?? true,
                        standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
                    )
                    let twin = state.defaultRules.values.first {
                        $0.filter.normalized == filter.normalized && $0.isForDefault == row.isForDefault
                            && $0.isForOthers == row.isForOthers
                    }
                    if let twin {
                        throw NetworkError.conflict(
                            "DefaultSecurityGroupRuleExists",
                            "Default Security group rule already exists. Rule id is \(twin.id)."
                        )
                    }
                    state.defaultRules.insert(row)
                    return row
                },
                delete: { state, row, _ in state.defaultRules[row.id] = nil }
            ),
            in: &table
        )
    }
}

extension NetworkState {
    /// The default group of a project, made if there is none; nil without a project.
    @discardableResult
    mutating func ensureDefaultSecurityGroup(of project: String, at now: Timestamp) -> String? {
        guard !project.isEmpty else { return nil }
        if let id = securityGroups.ids(with: "default/\(project)").first { return id }
        var row = SecurityGroupRow(
            id: Identifier.uuid(),
            name: "default",
            projectID: project,
            standard: StandardAttributes(description: "Default security group", revision: 1, at: now)
        )
        row.isDefault = true
        securityGroups.insert(row)
        addDefaultRules(to: row, at: now)
        return row.id
    }

    private mutating func addDefaultRules(to group: SecurityGroupRow, at now: Timestamp) {
        for template in defaultRules.sorted where group.isDefault ? template.isForDefault : template.isForOthers {
            var filter = template.filter
            if filter.remoteGroupID == "PARENT" { filter.remoteGroupID = group.id }
            securityGroupRules.insert(
                SecurityGroupRuleRow(
                    id: Identifier.uuid(),
                    projectID: group.projectID,
                    groupID: group.id,
                    filter: filter,
                    standard: StandardAttributes(description: nil, at: now)
                )
            )
        }
    }

    // Networking API reference, “Create security group”.
    mutating func createSecurityGroup(_ draft: Draft, _ context: ChangeContext) throws -> SecurityGroupRow {
        let name = draft.string("name") ?? ""
        ensureDefaultSecurityGroup(of: draft.projectID, at: context.now)
        guard name.lowercased() != "default" else {
            throw NetworkError.conflict(
                "SecurityGroupDefaultAlreadyExists",
                "Default security group already exists."
            )
        }
        try reserve("security_group", for: draft.projectID)
        try reserve("security_group_rule", for: draft.projectID, defaultRules.values.count(where: \.isForOthers))
        var row = SecurityGroupRow(
            id: Identifier.uuid(),
            name: name,
            projectID: draft.projectID,
            standard: StandardAttributes(description: draft.string("description") ?? "", revision: 1, at: context.now)
        )
        row.isStateful = draft.bool("stateful") ?? true
        securityGroups.insert(row)
        addDefaultRules(to: row, at: context.now)
        return row
    }

    mutating func updateSecurityGroup(
        _ old: SecurityGroupRow,
        _ draft: Draft,
        _ context: ChangeContext
    ) throws -> SecurityGroupRow {
        var row = old
        if let name = draft.string("name"), name != row.name {
            guard !row.isDefault else {
                throw NetworkError.conflict(
                    "SecurityGroupCannotUpdateDefault",
                    "Updating default security group not allowed."
                )
            }
            guard name.lowercased() != "default" else {
                throw NetworkError.conflict(
                    "SecurityGroupDefaultAlreadyExists",
                    "Default security group already exists."
                )
            }
            row.name = name
        }
        if let stateful = draft.bool("stateful"), stateful != row.isStateful {
            guard ports.ids(with: "group/\(row.id)").isEmpty else {
                throw NetworkError.conflict("SecurityGroupInUse", "Security Group \(row.id) in use.")
            }
            row.isStateful = stateful
        }
        if let description = draft["description"] { row.standard.description = description.string }
        row.standard.touch(at: context.now)
        securityGroups.insert(row)
        return row
    }

    mutating func deleteSecurityGroup(_ row: SecurityGroupRow, _ context: ChangeContext) throws {
        guard ports.ids(with: "group/\(row.id)").isEmpty else {
            throw NetworkError.conflict("SecurityGroupInUse", "Security Group \(row.id) in use.")
        }
        guard !row.isDefault || context.caller.isAdmin else {
            throw NetworkError.conflict(
                "SecurityGroupCannotRemoveDefault",
                "Insufficient rights for removing default security group."
            )
        }
        for rule in securityGroupRules.ids(with: "group/\(row.id)") { securityGroupRules[rule] = nil }
        for rule in securityGroupRules.rows(with: "remote/\(row.id)") { securityGroupRules[rule.id] = nil }
        removeSharings(of: row.id)
        securityGroups[row.id] = nil
    }

    mutating func touchSecurityGroup(_ id: String, at now: Timestamp) {
        guard var group = securityGroups[id] else { return }
        group.standard.touch(at: now)
        securityGroups.insert(group)
    }

    // Networking API reference, “Create security group rule”.
    mutating func createSecurityGroupRule(_ draft: Draft, _ context: ChangeContext) throws -> SecurityGroupRuleRow {
        let group = draft.string("security_group_id") ?? ""
        let filter = TrafficFilter(draft)
        try filter.check()
        if let remote = filter.remoteGroupID {
            _ = try SecurityGroupRow.kind.row(remote, in: self, for: context.caller)
        }
        if let addresses = filter.remoteAddressGroupID {
            _ = try AddressGroupRow.kind.row(addresses, in: self, for: context.caller)
        }
        let normalized = filter.normalized
        if let twin = securityGroupRules.rows(with: "group/\(group)").first(where: {
            $0.filter.normalized == normalized
        }) {
            throw NetworkError.conflict(
                "SecurityGroupRuleExists",
                "Security group rule already exists. Rule id is \(twin.id)."
            )
        }
        try reserve("security_group_rule", for: draft.projectID)
        let row = SecurityGroupRuleRow(
            id: Identifier.uuid(),
            projectID: draft.projectID,
            groupID: group,
            filter: filter,
            standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
        )
        securityGroupRules.insert(row)
        touchSecurityGroup(group, at: context.now)
        return row
    }
}
