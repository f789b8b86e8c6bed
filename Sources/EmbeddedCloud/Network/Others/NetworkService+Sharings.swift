import HTTPTypes

// Networking API reference, “RBAC policies”.
extension SharingRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<SharingRow>> { \.sharings }

    static let objectTypes: [JSON] = [
        "network", "qos_policy", "security_group", "address_scope", "subnetpool", "address_group",
    ]

    static let kind: ResourceKind<SharingRow> = {
        var kind = ResourceKind<SharingRow>("rbac_policy", "rbac_policies") { id in
            NetworkError.missing("RbacPolicyNotFound", "RBAC policy of type rbac_policy with ID \(id) not found")
        }
        kind.lookups = ["project_id": "project", "tenant_id": "project", "object_id": "object"]
        kind.visibleIDs = { state, project in state.sharings.ids(with: "project/\(project)") }
        kind.addIdentity()
        kind.addProject()
        kind.add("action", [.create, .find], .string(255), .required) { row, _, _ in .string(row.action) }
        kind.add("object_id", [.create, .find], .uuid, .required) { row, _, _ in .string(row.objectID) }
        kind.add(
            "target_tenant",
            [.write, .find],
            .nonEmptyString(255),
            .unset,
            creating: .noWildcard,
            updating: .noWildcard
        ) { row, _, _ in .string(row.target) }
        kind.add(
            "target_project",
            [.write, .filter, .hidden],
            .nonEmptyString(255),
            .unset,
            creating: .noWildcard,
            updating: .noWildcard
        ) { row, _, _ in .string(row.target) }
        kind.add("object_type", [.create, .find], .values(objectTypes), .required) { row, _, _ in
            .string(row.objectType)
        }
        return kind
    }()
}

extension NetworkService {
    func declareSharings(in table: inout RouteTable) {
        declare(
            ResourceActions<SharingRow>(
                create: { state, draft, context in try state.createSharing(draft, context) },
                update: { state, row, draft, context in
                    var row = row
                    let target = draft.string("target_tenant") ?? draft.string("target_project") ?? row.target
                    if target != row.target { try state.requireUnneeded(row) }
                    row.target = target
                    row.standard.touch(at: context.now)
                    state.sharings.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    try state.requireUnneeded(row)
                    state.sharings[row.id] = nil
                }
            ),
            in: &table
        )
    }
}

extension NetworkState {
    fileprivate mutating func createSharing(_ draft: Draft, _ context: ChangeContext) throws -> SharingRow {
        let type = draft.string("object_type") ?? ""
        let object = draft.string("object_id") ?? ""
        let action = draft.string("action") ?? ""
        guard let target = draft.string("target_tenant") ?? draft.string("target_project") else {
            throw NetworkError.malformed("Failed to parse request. Required attribute 'target_tenant' not specified")
        }
        let actions = type == "network" ? ["access_as_external", "access_as_shared"] : ["access_as_shared"]
        guard actions.contains(action) else {
            throw NetworkError.invalidInput(
                "Invalid action '\(action)' for object type '\(type)'. Valid actions: \(actions.joined(separator: ", "))"
            )
        }
        guard let owner = owner(of: object, type), context.caller.isAdmin || owner == context.caller.projectID else {
            throw NetworkError.missing(
                "RbacPolicyNotFound",
                "RBAC policy of type \(type) with ID \(object) not found"
            )
        }
        guard action != "access_as_external" || context.caller.isAdmin else {
            throw NetworkError(
                .forbidden,
                "AdminRequired",
                "User does not have admin privileges: Only admins can manipulate policies on networks they do not own."
            )
        }
        let isThere = sharings.rows(with: "object/\(object)").contains { $0.action == action && $0.target == target }
        guard !isThere else {
            throw NetworkError.conflict("DuplicateRbacPolicy", "An RBAC policy already exists with those values.")
        }
        try reserve("rbac_policy", for: draft.projectID)
        let row = SharingRow(
            id: Identifier.uuid(),
            projectID: draft.projectID,
            objectType: type,
            objectID: object,
            target: target,
            action: action,
            standard: StandardAttributes(at: context.now)
        )
        sharings.insert(row)
        if action == "access_as_external", var network = networks[object], !network.isExternal {
            network.isExternal = true
            networks.insert(network)
        }
        return row
    }

    private func owner(of object: String, _ type: String) -> String? {
        switch type {
        case "network": networks[object]?.projectID
        case "qos_policy": qualityPolicies[object]?.projectID
        case "security_group": securityGroups[object]?.projectID
        case "address_scope": addressScopes[object]?.projectID
        case "subnetpool": subnetPools[object]?.projectID
        case "address_group": addressGroups[object]?.projectID
        default: nil
        }
    }

    /// Throws 409 while the project something is shared with uses it.
    fileprivate func requireUnneeded(_ row: SharingRow) throws {
        let isMet = { (project: String, owner: String) in
            project != owner && !project.isEmpty && (row.target == "*" || row.target == project)
        }
        let owner = owner(of: row.objectID, row.objectType) ?? ""
        let others = sharings.rows(with: "object/\(row.objectID)").filter { $0.id != row.id && $0.action == row.action }
        guard !others.contains(where: { $0.target == "*" }) else { return }
        let isUsed =
            switch (row.objectType, row.action) {
            case ("network", "access_as_shared"):
                ports.rows(with: "network/\(row.objectID)").contains {
                    isMet($0.projectID, owner) && !$0.isNetworkDevice
                }
            case ("network", "access_as_external"):
                ports.rows(with: "network/\(row.objectID)").contains { port in
                    port.deviceOwner == PortRow.gatewayOwner
                        && routers[port.deviceID].map { isMet($0.projectID, owner) } ?? false
                }
            case ("security_group", _):
                ports.rows(with: "group/\(row.objectID)").contains { isMet($0.projectID, owner) }
            case ("subnetpool", _):
                subnets.rows(with: "pool/\(row.objectID)").contains { isMet($0.projectID, owner) }
            default: false
            }
        guard !isUsed else {
            throw NetworkError.conflict(
                "RbacPolicyInUse",
                "RBAC policy on object \(row.objectID) cannot be removed because other objects depend on it.\nDetails: "
                    + "Callback failed while validating the change."
            )
        }
    }
}
