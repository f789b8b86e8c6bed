import HTTPTypes

extension SegmentRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<SegmentRow>> { \.segments }
    /// Segments are the administrator's.
    var projectID: String { "" }

    static let kind: ResourceKind<SegmentRow> = {
        var kind = ResourceKind<SegmentRow>("segment", "segments") { id in
            NetworkError.missing("SegmentNotFound", "Segment \(id) could not be found.")
        }
        kind.createRule = .admin
        kind.showRule = .admin
        kind.updateRule = .admin
        kind.deleteRule = .admin
        kind.lookups = ["network_id": "network"]
        kind.addIdentity()
        for name in ["tenant_id", "project_id"] {
            kind.add(name, [.create, .hidden], .string(255), .required) { _, _, _ in "" }
        }
        kind.add("network_id", [.create, .find], .uuid, .required) { row, _, _ in .string(row.networkID) }
        kind.add("name", [.write, .find], .string(255, orNull: true)) { row, _, _ in JSON(row.name) }
        kind.add("description", [.write, .filter], .string(255, orNull: true), .value("")) { row, _, _ in
            JSON(row.standard.description)
        }
        kind.add("physical_network", [.create, .find], .string(64)) { row, _, _ in JSON(row.physicalNetwork) }
        kind.add("network_type", [.create, .find], .string(32), .required) { row, _, _ in .string(row.type) }
        kind.add("segmentation_id", [.create, .sort], .int()) { row, _, _ in JSON(row.segmentationID) }
        kind.addStandard(tags: false)
        return kind
    }()
}

extension NetworkState {
    private static let types = ["flat", "vlan", "vxlan", "local"]
    private static let physicalNetworks = ["flat": ["public"], "vlan": ["physnet1"]]
    private static let tags: [String: ClosedRange<Int>] = ["vlan": 1...4094, "vxlan": 1...16_777_215]
    /// Tags given out by themselves.
    private static let ownTags: [String: ClosedRange<Int>] = ["vlan": 100...3999, "vxlan": 1000...99_999]

    /// The most bytes of a packet on a network of a type.
    static func mostUnits(_ type: String) -> Int { type == "vxlan" ? 1450 : 1500 }

    /// The segments of a new network, with its id.
    func segments(for draft: Draft, at now: Timestamp) throws -> [SegmentRow] {
        let network = Identifier.uuid()
        let own = ["provider:network_type", "provider:physical_network", "provider:segmentation_id"]
        if let several = draft.array("segments") {
            guard !own.contains(where: { draft[$0].map { !$0.isNull } ?? false }) else {
                throw NetworkError.bad(
                    "SegmentsSetInConjunctionWithProviders",
                    saying: "Segments and provider values cannot both be set."
                )
            }
            return try several.map { item in
                try segment(
                    type: item["provider:network_type"]?.string,
                    physical: item["provider:physical_network"]?.string,
                    tag: item["provider:segmentation_id"]?.int,
                    of: network,
                    at: now
                )
            }
        }
        return [
            try segment(
                type: draft.string(own[0]),
                physical: draft.string(own[1]),
                tag: draft.int(own[2]),
                of: network,
                at: now
            )
        ]
    }

    private func segment(
        type given: String?,
        physical: String?,
        tag: Int?,
        of network: String,
        at now: Timestamp
    ) throws -> SegmentRow {
        guard given != nil || (physical == nil && tag == nil) else {
            throw NetworkError.invalidInput("network_type required")
        }
        let type = given ?? "vxlan"
        guard Self.types.contains(type) else {
            throw NetworkError.invalidInput("network_type value '\(type)' not supported")
        }
        var row = SegmentRow(
            id: Identifier.uuid(),
            networkID: network,
            type: type,
            physicalNetwork: physical,
            segmentationID: tag,
            standard: StandardAttributes(description: nil, at: now)
        )
        if let known = Self.physicalNetworks[type] {
            guard physical != nil || type == "vlan" else {
                throw NetworkError.invalidInput("physical_network required for \(type) provider network")
            }
            let name = physical ?? known[0]
            guard known.contains(name) else {
                throw NetworkError.invalidInput(
                    "physical_network '\(name)' unknown for \(type) provider network"
                )
            }
            row.physicalNetwork = name
        } else if let physical {
            throw NetworkError.invalidInput("provider:physical_network '\(physical)' specified for \(type) network")
        }
        try setTag(&row)
        return row
    }

    private func setTag(_ row: inout SegmentRow) throws {
        func isTaken(_ tag: Int?) -> Bool {
            let key = "tag/\(row.type)/\(row.physicalNetwork ?? "")/\(tag.map(String.init) ?? "")"
            return !segments.ids(with: key).isEmpty
        }
        guard let range = Self.tags[row.type], let own = Self.ownTags[row.type] else {
            guard row.segmentationID == nil else {
                throw NetworkError.invalidInput("segmentation_id specified for \(row.type) provider network")
            }
            if row.type == "flat", isTaken(nil) {
                throw NetworkError.conflict(
                    "FlatNetworkInUse",
                    "Unable to create the flat network. Physical network \(row.physicalNetwork ?? "") is in use."
                )
            }
            return
        }
        guard let tag = row.segmentationID else {
            let start = Int.random(in: own)
            guard
                let free = (start...own.upperBound).first(where: { !isTaken($0) })
                    ?? (own.lowerBound..<start).first(where: { !isTaken($0) })
            else {
                throw NetworkError(
                    .serviceUnavailable,
                    "NoNetworkAvailable",
                    "Unable to create the network. No project network is available for allocation."
                )
            }
            row.segmentationID = free
            return
        }
        guard range.contains(tag) else {
            throw NetworkError.invalidInput(
                "segmentation_id out of range (\(range.lowerBound) through \(range.upperBound))"
            )
        }
        guard isTaken(tag) else { return }
        throw row.type == "vlan"
            ? NetworkError.conflict(
                "VlanIdInUse",
                "Unable to create the network. The VLAN \(tag) on physical network \(row.physicalNetwork ?? "") is in use."
            )
            : NetworkError.conflict(
                "TunnelIdInUse",
                "Unable to create the network. The tunnel ID \(tag) is in use."
            )
    }

    mutating func createSegment(_ draft: Draft, _ context: ChangeContext) throws -> SegmentRow {
        let network = draft.string("network_id") ?? ""
        guard networks[network] != nil else { throw NetworkError.noNetwork(network) }
        var row = try segment(
            type: draft.string("network_type"),
            physical: draft.string("physical_network"),
            tag: draft.int("segmentation_id"),
            of: network,
            at: context.now
        )
        row.name = draft.string("name")
        row.standard.description = draft.string("description")
        segments.insert(row)
        return row
    }

    mutating func deleteSegment(_ row: SegmentRow) throws {
        let users = subnets.rows(with: "network/\(row.networkID)").filter { $0.segmentID == row.id }
        guard users.isEmpty else {
            throw NetworkError.conflict(
                "SegmentInUse",
                "Segment '\(row.id)' cannot be deleted: The segment is still associated with subnet(s) "
                    + users.map(\.id).sorted().joined(separator: ", ") + "."
            )
        }
        segments[row.id] = nil
    }
}
