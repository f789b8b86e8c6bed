extension SubnetPoolRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<SubnetPoolRow>> { \.subnetPools }

    static let kind: ResourceKind<SubnetPoolRow> = {
        var kind = ResourceKind<SubnetPoolRow>("subnetpool", "subnetpools") { id in
            NetworkError.missing("SubnetPoolNotFound", "Subnet pool \(id) could not be found.")
        }
        kind.showRule = .readerOrShared
        kind.sharedAs = "subnetpool"
        kind.visibleIDs = { state, project in
            state.subnetPools.ids(with: "project/\(project)").union(state.sharedIDs("subnetpool", with: project))
        }
        kind.addIdentity()
        kind.add("name", [.write, .find], .nonEmptyString(255), .required) { row, _, _ in .string(row.name) }
        kind.addProject()
        kind.add("default_prefixlen", [.write, .find], .nonNegative) { row, _, _ in .string(String(row.defaultLength)) }
        kind.add("min_prefixlen", [.write, .find], .nonNegative) { row, _, _ in .string(String(row.leastLength)) }
        kind.add("max_prefixlen", [.write, .find], .nonNegative) { row, _, _ in .string(String(row.mostLength)) }
        kind.add(
            "is_default",
            [.write, .find],
            .bool,
            .value(false),
            creating: .admin,
            updating: .admin
        ) { row, _, _ in .bool(row.isDefault) }
        kind.add("shared", [.create, .find], .bool, .value(false), creating: .admin) { row, state, caller in
            .bool(state.shares("subnetpool", row.id, with: caller.projectID))
        }
        kind.add("prefixes", .write, .blocks, .required) { row, _, _ in JSON(row.prefixes) }
        kind.show("ip_version", .find) { row, _, _ in .int(row.version.rawValue) }
        kind.add("default_quota", [.write, .find], .nonNegative) { row, _, _ in JSON(row.quota) }
        kind.add("address_scope_id", [.write, .find], .uuidOrNull) { row, _, _ in JSON(row.scopeID) }
        kind.addDescription()
        kind.addStandard()
        return kind
    }()
}

extension AddressScopeRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<AddressScopeRow>> { \.addressScopes }

    static let kind: ResourceKind<AddressScopeRow> = {
        var kind = ResourceKind<AddressScopeRow>("address_scope", "address_scopes") { id in
            NetworkError.missing("AddressScopeNotFound", "Address scope \(id) could not be found.")
        }
        kind.showRule = .readerOrShared
        kind.sharedAs = "address_scope"
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.addProject()
        kind.add(
            "shared",
            [.write, .find],
            .bool,
            .value(false),
            creating: .admin,
            updating: .admin
        ) { row, state, caller in .bool(state.shares("address_scope", row.id, with: caller.projectID)) }
        kind.add("ip_version", [.create, .find], .values([4, 6]), .required) { row, _, _ in .int(row.version.rawValue) }
        return kind
    }()
}

extension AddressGroupRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<AddressGroupRow>> { \.addressGroups }

    static let kind: ResourceKind<AddressGroupRow> = {
        var kind = ResourceKind<AddressGroupRow>("address_group", "address_groups") { id in
            NetworkError.missing("AddressGroupNotFound", "Address group \(id) could not be found.")
        }
        kind.showRule = .readerOrShared
        kind.sharedAs = "address_group"
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.addProject()
        kind.add("addresses", .create, .blocks, .value([])) { row, _, _ in JSON(row.addresses) }
        kind.addDescription()
        kind.addStandard(tags: false)
        return kind
    }()
}
