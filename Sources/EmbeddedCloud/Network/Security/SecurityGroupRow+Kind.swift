extension SecurityGroupRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<SecurityGroupRow>> { \.securityGroups }

    static let kind: ResourceKind<SecurityGroupRow> = {
        var kind = ResourceKind<SecurityGroupRow>(
            "security_group",
            "security_groups",
            notFound: NetworkError.noSecurityGroup
        )
        kind.showRule = .readerOrShared
        kind.sharedAs = "security_group"
        kind.lookups = ["project_id": "project", "tenant_id": "project"]
        kind.visibleIDs = { state, project in
            state.securityGroups.ids(with: "project/\(project)").union(
                state.sharedIDs("security_group", with: project)
            )
        }
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.add("stateful", [.write, .filter], .bool, .value(true)) { row, _, _ in .bool(row.isStateful) }
        kind.addProject()
        kind.addDescription()
        kind.show("shared", .filter) { row, state, caller in
            .bool(state.shares("security_group", row.id, with: caller.projectID))
        }
        kind.show("security_group_rules") { row, state, caller in
            .array(
                state.securityGroupRules.rows(with: "group/\(row.id)").sorted { $0.id < $1.id }.map {
                    SecurityGroupRuleRow.kind.document(of: $0, in: state, for: caller)
                }
            )
        }
        kind.addStandard()
        return kind
    }()
}

extension SecurityGroupRuleRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<SecurityGroupRuleRow>> { \.securityGroupRules }

    func parentProject(in state: NetworkState) -> String? { state.securityGroups[groupID]?.projectID }

    static let kind: ResourceKind<SecurityGroupRuleRow> = {
        var kind = ResourceKind<SecurityGroupRuleRow>("security_group_rule", "security_group_rules") { id in
            NetworkError.missing("SecurityGroupRuleNotFound", "Security group rule \(id) does not exist")
        }
        kind.createRule = .parentRole("member")
        kind.showRule = .parentRole("reader")
        kind.deleteRule = .parentRole("member")
        kind.lookups = ["security_group_id": "group", "remote_group_id": "remote"]
        kind.visibleIDs = { state, project in
            var ids: Set<String> = []
            for group in state.securityGroups.ids(with: "project/\(project)") {
                ids.formUnion(state.securityGroupRules.ids(with: "group/\(group)"))
            }
            return ids
        }
        kind.addIdentity()
        kind.addProject()
        kind.add("security_group_id", [.create, .find], .string(36), .required) { row, _, _ in
            .string(row.groupID)
        }
        TrafficFilter.add(to: &kind) { $0.filter }
        kind.show("normalized_cidr", .find) { row, _, _ in
            JSON(row.filter.remoteBlock.flatMap { AddressBlock($0)?.text })
        }
        kind.add("remote_group_id", [.create, .find], .string(36, orNull: true), .value(nil)) { row, _, _ in
            JSON(row.filter.remoteGroupID)
        }
        kind.show("belongs_to_default_sg", .filter) { row, state, _ in
            .bool(state.securityGroups[row.groupID]?.isDefault ?? false)
        }
        kind.addDescription()
        kind.addStandard()
        return kind
    }()
}

extension DefaultSecurityGroupRuleRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<DefaultSecurityGroupRuleRow>> { \.defaultRules }
    var projectID: String { "" }

    static let kind: ResourceKind<DefaultSecurityGroupRuleRow> = {
        var kind = ResourceKind<DefaultSecurityGroupRuleRow>(
            "default_security_group_rule",
            "default_security_group_rules"
        ) { id in
            NetworkError.missing(
                "DefaultSecurityGroupRuleNotFound",
                "Default Security Group rule \(id) does not exist"
            )
        }
        kind.createRule = .admin
        kind.showRule = .everyone
        kind.deleteRule = .admin
        kind.addIdentity()
        for name in ["tenant_id", "project_id"] {
            kind.add(name, [.create, .hidden], .string(255), .required) { _, _, _ in "" }
        }
        TrafficFilter.add(to: &kind) { $0.filter }
        kind.add("remote_group_id", [.create, .find], .string(255, orNull: true), .value(nil)) { row, _, _ in
            JSON(row.filter.remoteGroupID)
        }
        kind.addDescription()
        kind.add("used_in_default_sg", [.create, .filter], .bool, .value(false)) { row, _, _ in .bool(row.isForDefault)
        }
        kind.add("used_in_non_default_sg", [.create, .filter], .bool, .value(true)) { row, _, _ in
            .bool(row.isForOthers)
        }
        return kind
    }()
}
