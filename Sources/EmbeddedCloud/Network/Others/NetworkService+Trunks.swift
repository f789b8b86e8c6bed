import HTTPTypes

// Networking API reference, “Trunk networking”.
extension TrunkRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<TrunkRow>> { \.trunks }

    static let kind: ResourceKind<TrunkRow> = {
        var kind = ResourceKind<TrunkRow>("trunk", "trunks") { id in
            NetworkError.missing("TrunkNotFound", "Trunk \(id) could not be found.")
        }
        kind.lookups = ["port_id": "port", "project_id": "project", "tenant_id": "project"]
        kind.visibleIDs = { state, project in state.trunks.ids(with: "project/\(project)") }
        kind.addIdentity()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.add("port_id", [.create, .find], .uuid, .required) { row, _, _ in .string(row.portID) }
        kind.show("status", .find) { row, state, _ in
            .string(state.ports[row.portID]?.status == .active ? "ACTIVE" : "DOWN")
        }
        kind.add("admin_state_up", [.write, .find], .bool, .value(true)) { row, _, _ in .bool(row.isUp) }
        kind.addProject()
        kind.add("sub_ports", .create, .list(of: .any), .value([])) { row, _, _ in .array(row.subPorts.map(\.json)) }
        kind.addDescription()
        kind.addStandard()
        return kind
    }()
}

extension NetworkService {
    func declareTrunks(in table: inout RouteTable) {
        declare(
            ResourceActions<TrunkRow>(
                create: { state, draft, context in
                    let parent = draft.string("port_id") ?? ""
                    _ = try PortRow.kind.row(parent, in: state, for: context.caller)
                    try state.requireOutsideTrunks(parent)
                    try state.reserve("trunk", for: draft.projectID)
                    var row = TrunkRow(
                        id: Identifier.uuid(),
                        name: draft.string("name") ?? "",
                        projectID: draft.projectID,
                        portID: parent,
                        isUp: draft.bool("admin_state_up") ?? true,
                        subPorts: [],
                        standard: StandardAttributes(
                            description: draft.string("description") ?? "",
                            revision: 1,
                            at: context.now
                        )
                    )
                    try state.addSubPorts(draft.array("sub_ports") ?? [], to: &row, context.caller)
                    state.trunks.insert(row)
                    return row
                },
                update: { state, row, draft, context in
                    var row = row
                    if let name = draft.string("name") { row.name = name }
                    if let description = draft["description"] { row.standard.description = description.string }
                    if let isUp = draft.bool("admin_state_up") { row.isUp = isUp }
                    row.standard.touch(at: context.now)
                    state.trunks.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    guard state.ports[row.portID]?.host.isEmpty ?? true else {
                        throw NetworkError.conflict("TrunkInUse", "Trunk \(row.id) is currently in use.")
                    }
                    state.trunks[row.id] = nil
                }
            ),
            in: &table
        )
        table.on(.get, "/v2.0/trunks/{id}/get_subports") { request in
            let caller = try caller(request)
            let row = try store.read { try TrunkRow.kind.row(request["id"], in: $0, for: caller) }
            return .json(["sub_ports": .array(row.subPorts.map(\.json))])
        }
        for (action, adding) in [("add_subports", true), ("remove_subports", false)] {
            table.on(.put, "/v2.0/trunks/{id}/\(action)") { request in
                try await changeSubPorts(request, action, adding: adding)
            }
        }
    }

    private func changeSubPorts(
        _ request: ServiceRequest,
        _ action: String,
        adding: Bool
    ) async throws -> ServiceResponse {
        let context = context(try caller(request))
        let items = try await document(request)["sub_ports"]?.array ?? []
        let document = try store.write { state in
            var row = try TrunkRow.kind.row(request["id"], in: state, for: context.caller)
            guard PolicyRule.member.allows(context.caller, PolicyTarget(projectID: row.projectID)) else {
                throw NetworkError.disallowed("rule:\(action)")
            }
            guard row.isUp else {
                throw NetworkError.conflict("TrunkDisabled", "Trunk \(row.id) is currently disabled.")
            }
            if adding {
                try state.addSubPorts(items, to: &row, context.caller)
            } else {
                for port in items.compactMap({ $0["port_id"]?.string }) {
                    guard let place = row.subPorts.firstIndex(where: { $0.portID == port }) else {
                        throw NetworkError.missing(
                            "SubPortNotFound",
                            "SubPort \(port) on trunk \(row.id) could not be found."
                        )
                    }
                    row.subPorts.remove(at: place)
                }
            }
            row.standard.touch(at: context.now)
            state.trunks.insert(row)
            return TrunkRow.kind.document(of: row, in: state, for: context.caller)
        }
        return .compact(document)
    }
}

extension NetworkState {
    fileprivate func requireOutsideTrunks(_ port: String) throws {
        if let trunk = trunks.rows(with: "subport/\(port)").first {
            throw NetworkError.conflict(
                "PortInUseAsSubPort",
                "Port \(port) is currently a subport for trunk \(trunk.id)."
            )
        }
        if let trunk = trunks.rows(with: "port/\(port)").first {
            throw NetworkError.conflict(
                "PortInUseAsTrunkParent",
                "Port \(port) is currently a parent port for trunk \(trunk.id)."
            )
        }
    }

    fileprivate func addSubPorts(_ items: [JSON], to row: inout TrunkRow, _ caller: Caller) throws {
        for item in items {
            guard let port = item["port_id"]?.string, Identifier.isUUID(port) else {
                throw NetworkError.malformed(
                    "Invalid input for sub_ports. Reason: Invalid data format for subports: '\(item.pythonLiteral)'."
                )
            }
            let type = item["segmentation_type"]?.string ?? "vlan"
            let tag = item["segmentation_id"]?.int ?? item["segmentation_id"]?.string.flatMap(Int.init)
            guard ["vlan", "inherit"].contains(type), let tag, (1...4094).contains(tag) else {
                throw NetworkError.invalidInput(
                    "Invalid segmentation details for subport \(port): \(item.pythonLiteral)"
                )
            }
            _ = try PortRow.kind.row(port, in: self, for: caller)
            try requireOutsideTrunks(port)
            guard port != row.portID else {
                throw NetworkError.conflict(
                    "ParentPortInUse",
                    "Port \(port) is currently in use and is not eligible for use as a parent port."
                )
            }
            guard !row.subPorts.contains(where: { $0.type == type && $0.segmentationID == tag }) else {
                throw NetworkError.conflict(
                    "DuplicateSubPort",
                    "segmentation_type \(type) and segmentation_id \(tag) already in use on trunk \(row.id)."
                )
            }
            row.subPorts.append(.init(portID: port, type: type, segmentationID: tag))
        }
    }
}
