extension NetworkRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<NetworkRow>> { \.networks }

    func isShared(with project: String?, in state: NetworkState) -> Bool {
        state.shares("network", id, with: project) || (isExternal && state.isExternal(id, for: project))
    }

    static let kind: ResourceKind<NetworkRow> = {
        var kind = ResourceKind<NetworkRow>("network", "networks", notFound: NetworkError.noNetwork)
        kind.showRule = PolicyRule { caller, target in
            caller.isAdmin || caller.isService || target.isShared || caller.has("reader", in: target.projectID)
        }
        kind.sharedAs = "network"
        kind.lookups = ["project_id": "project", "tenant_id": "project"]
        kind.visibleIDs = { state, project in
            state.networks.ids(with: "project/\(project)").union(state.sharedIDs("network", with: project))
        }
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.addProject()
        kind.add("admin_state_up", [.write, .find], .bool, .value(true)) { row, _, _ in .bool(row.isUp) }
        kind.add("mtu", [.write, .find], .nonNegative, .value(0)) { row, _, _ in .int(row.mtu) }
        kind.show("status", .find) { _, _, _ in "ACTIVE" }
        kind.show("subnets") { row, state, _ in JSON(state.subnets.ids(with: "network/\(row.id)").sorted()) }
        kind.add(
            "shared",
            [.write, .filter],
            .bool,
            .value(false),
            creating: .admin,
            updating: .admin
        ) { row, state, caller in .bool(state.shares("network", row.id, with: caller.projectID)) }
        kind.add("availability_zone_hints", [.create, .sort], .list(of: .string(255)), .value([])) { row, _, _ in
            JSON(row.availabilityZoneHints)
        }
        kind.show("availability_zones") { _, _, _ in [] }
        kind.show("ipv4_address_scope") { row, state, _ in JSON(state.addressScope(of: row.id, .four)) }
        kind.show("ipv6_address_scope") { row, state, _ in JSON(state.addressScope(of: row.id, .six)) }
        kind.add(
            "router:external",
            [.write, .filter],
            .bool,
            .value(false),
            creating: .admin,
            updating: .admin
        ) { row, state, caller in
            .bool(
                row.isExternal
                    && (caller.isAdmin || caller.projectID == row.projectID
                        || state.isExternal(row.id, for: caller.projectID))
            )
        }
        kind.addDescription()
        kind.add("port_security_enabled", .write, .bool, .value(true)) { row, _, _ in .bool(row.portSecurity) }
        kind.add("qos_policy_id", .write, .uuidOrNull, .value(nil)) { row, _, _ in JSON(row.qosPolicyID) }
        kind.add("dns_domain", .write, .domainName(isDomain: true), .value("")) { row, _, _ in .string(row.dnsDomain) }
        kind.show("l2_adjacency") { _, _, _ in true }
        kind.add(
            "is_default",
            [.write, .filter],
            .bool,
            .value(false),
            creating: .admin,
            updating: .admin
        ) { row, _, _ in row.isExternal ? .bool(row.isDefault) : nil }
        kind.onCreation = ["is_default": false]
        kind.add("ha", [.create, .hidden], .bool, .value(false)) { _, _, _ in nil }
        kind.addStandard()
        addProvider(to: &kind)
        return kind
    }()

    private static func onlySegment(of row: NetworkRow, in state: NetworkState) -> SegmentRow? {
        let segments = state.segments.rows(with: "network/\(row.id)")
        return segments.count == 1 ? segments.first : nil
    }

    /// How it is carried: for the administrator's eyes.
    private static func addProvider(to kind: inout ResourceKind<NetworkRow>) {
        kind.add(
            "provider:network_type",
            [.write, .filter],
            .string(32),
            creating: .admin,
            updating: .admin,
            showing: .admin
        ) { row, state, _ in onlySegment(of: row, in: state).map { .string($0.type) } }
        kind.add(
            "provider:physical_network",
            [.write, .filter],
            .string(64, orNull: true),
            creating: .admin,
            updating: .admin,
            showing: .admin
        ) { row, state, _ in onlySegment(of: row, in: state).map { JSON($0.physicalNetwork) } }
        kind.add(
            "provider:segmentation_id",
            [.write, .filter],
            .int(orNull: true),
            creating: .admin,
            updating: .admin,
            showing: .admin
        ) { row, state, _ in onlySegment(of: row, in: state).map { JSON($0.segmentationID) } }
        kind.add(
            "segments",
            .write,
            .list(of: .any),
            creating: .admin,
            updating: .admin,
            showing: .admin
        ) { row, state, _ in
            let segments = state.segments.rows(with: "network/\(row.id)").sorted { $0.id < $1.id }
            guard segments.count > 1 else { return nil }
            return .array(
                segments.map {
                    [
                        "provider:network_type": .string($0.type),
                        "provider:physical_network": JSON($0.physicalNetwork),
                        "provider:segmentation_id": JSON($0.segmentationID),
                    ]
                }
            )
        }
    }
}
