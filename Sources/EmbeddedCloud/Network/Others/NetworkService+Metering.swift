// Networking API reference, “Metering labels and rules”.
extension MeteringLabelRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<MeteringLabelRow>> { \.meteringLabels }

    static let kind: ResourceKind<MeteringLabelRow> = {
        var kind = ResourceKind<MeteringLabelRow>(
            "metering_label",
            "metering_labels",
            path: "metering/metering-labels"
        ) { id in
            NetworkError.missing("MeteringLabelNotFound", "Metering label '\(id)' does not exist.")
        }
        kind.createRule = .manager
        kind.deleteRule = .manager
        kind.addIdentity()
        kind.add("name", [.create, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.add("description", [.create, .find], .string(1024), .value("")) { row, _, _ in
            JSON(row.standard.description)
        }
        kind.add("shared", [.create, .find], .bool, .value(false)) { row, _, _ in .bool(row.isShared) }
        kind.addProject()
        return kind
    }()
}

extension MeteringRuleRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<MeteringRuleRow>> { \.meteringRules }

    static let kind: ResourceKind<MeteringRuleRow> = {
        var kind = ResourceKind<MeteringRuleRow>(
            "metering_label_rule",
            "metering_label_rules",
            path: "metering/metering-label-rules"
        ) { id in
            NetworkError.missing("MeteringLabelRuleNotFound", "Metering label rule '\(id)' does not exist.")
        }
        kind.createRule = .manager
        kind.deleteRule = .manager
        kind.lookups = ["metering_label_id": "label"]
        kind.addIdentity()
        kind.add("metering_label_id", [.create, .find], .uuid, .required) { row, _, _ in .string(row.labelID) }
        kind.add("direction", [.create, .find], .values(["ingress", "egress"]), .required) { row, _, _ in
            .string(row.direction)
        }
        kind.add("remote_ip_prefix", [.create, .find], .subnet) { row, _, _ in JSON(row.remoteBlock) }
        kind.add("source_ip_prefix", [.create, .find], .subnet) { row, _, _ in JSON(row.sourceBlock) }
        kind.add("destination_ip_prefix", [.create, .find], .subnet) { row, _, _ in JSON(row.destinationBlock) }
        kind.add("excluded", [.create, .find], .bool, .value(false)) { row, _, _ in .bool(row.isExcluded) }
        for name in ["tenant_id", "project_id"] {
            kind.add(name, [.create, .hidden], .string(255), .required) { row, _, _ in .string(row.projectID) }
        }
        return kind
    }()
}

extension NetworkService {
    func declareMetering(in table: inout RouteTable) {
        declare(
            ResourceActions<MeteringLabelRow>(
                create: { state, draft, context in
                    let row = MeteringLabelRow(
                        id: Identifier.uuid(),
                        name: draft.string("name") ?? "",
                        projectID: draft.projectID,
                        isShared: draft.bool("shared") ?? false,
                        standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
                    )
                    state.meteringLabels.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    for rule in state.meteringRules.ids(with: "label/\(row.id)") { state.meteringRules[rule] = nil }
                    state.meteringLabels[row.id] = nil
                }
            ),
            in: &table
        )
        declare(
            ResourceActions<MeteringRuleRow>(
                create: { state, draft, context in try state.createMeteringRule(draft, context) },
                delete: { state, row, _ in state.meteringRules[row.id] = nil }
            ),
            in: &table
        )
    }
}

extension NetworkState {
    fileprivate mutating func createMeteringRule(_ draft: Draft, _ context: ChangeContext) throws -> MeteringRuleRow {
        let label = try MeteringLabelRow.kind.row(
            draft.string("metering_label_id") ?? "",
            in: self,
            for: context.caller
        )
        let row = MeteringRuleRow(
            id: Identifier.uuid(),
            labelID: label.id,
            projectID: draft.projectID,
            direction: draft.string("direction") ?? "",
            isExcluded: draft.bool("excluded") ?? false,
            remoteBlock: draft.string("remote_ip_prefix"),
            sourceBlock: draft.string("source_ip_prefix"),
            destinationBlock: draft.string("destination_ip_prefix"),
            standard: StandardAttributes(at: context.now)
        )
        let blocks = [row.remoteBlock, row.sourceBlock, row.destinationBlock]
        guard blocks.contains(where: { $0 != nil }) else {
            throw NetworkError.malformed(
                "Failed to parse request. One of remote_ip_prefix, source_ip_prefix and destination_ip_prefix must be specified"
            )
        }
        guard row.remoteBlock == nil || (row.sourceBlock == nil && row.destinationBlock == nil) else {
            throw NetworkError.malformed(
                "Cannot use deprecated remote_ip_prefix with source_ip_prefix or destination_ip_prefix"
            )
        }
        if let block = row.remoteBlock.flatMap({ AddressBlock($0) }) {
            let siblings = meteringRules.rows(with: "label/\(label.id)").filter { $0.direction == row.direction }
            let overlaps = siblings.compactMap(\.remoteBlock).compactMap { AddressBlock($0) }
                .contains { $0.overlaps(block) }
            guard !overlaps else {
                throw NetworkError.conflict(
                    "MeteringLabelRuleOverlaps",
                    "Metering label rule with remote_ip_prefix '\(block.text)' overlaps another."
                )
            }
        }
        meteringRules.insert(row)
        return row
    }
}
