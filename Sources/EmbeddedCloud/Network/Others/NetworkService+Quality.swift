import HTTPTypes

// Networking API reference, “Quality of Service”.
extension QualityPolicyRow: NetworkResource {
    static var tablePath: WritableKeyPath<NetworkState, Table<QualityPolicyRow>> { \.qualityPolicies }

    static let kind: ResourceKind<QualityPolicyRow> = {
        var kind = ResourceKind<QualityPolicyRow>("policy", "policies", path: "qos/policies") { id in
            NetworkError.missing("QosPolicyNotFound", "QoS policy \(id) could not be found.")
        }
        kind.createRule = .manager
        kind.showRule = .readerOrShared
        kind.updateRule = .manager
        kind.deleteRule = .manager
        kind.sharedAs = "qos_policy"
        kind.addIdentity()
        kind.addProject()
        kind.add("name", [.write, .find], .string(255), .value("")) { row, _, _ in .string(row.name) }
        kind.add("shared", [.write, .filter], .bool, .value(false)) { row, state, caller in
            .bool(state.shares("qos_policy", row.id, with: caller.projectID))
        }
        kind.show("rules") { row, _, _ in
            .array(
                row.rules.map { rule in
                    var members = rule.values
                    members["id"] = .string(rule.id)
                    members["qos_policy_id"] = .string(row.id)
                    members["type"] = .string(rule.type)
                    return .object(members)
                }
            )
        }
        kind.add("is_default", [.write, .filter], .bool, .value(false)) { row, _, _ in .bool(row.isDefault) }
        kind.addDescription()
        kind.addStandard()
        return kind
    }()

    /// A kind of rule: its attributes, and their values where a request doesn't say.
    struct RuleKind: Sendable {
        var type: String
        var attributes: [(name: String, type: AttributeType, initial: JSON?)]
    }

    private static let amount = AttributeType.int(0...2_147_483_647)
    private static let direction = AttributeType.values(["ingress", "egress"])
    private static let marks = [0, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 44, 46, 48, 56]

    static let ruleKinds: [RuleKind] = [
        RuleKind(
            type: "bandwidth_limit",
            attributes: [
                ("max_kbps", amount, nil), ("max_burst_kbps", amount, 0), ("direction", direction, "egress"),
            ]
        ),
        RuleKind(type: "dscp_marking", attributes: [("dscp_mark", .values(marks.map(JSON.int)), nil)]),
        RuleKind(
            type: "minimum_bandwidth",
            attributes: [("min_kbps", amount, nil), ("direction", direction, "egress")]
        ),
        RuleKind(
            type: "minimum_packet_rate",
            attributes: [
                ("min_kpps", amount, nil), ("direction", .values(["any", "ingress", "egress"]), "egress"),
            ]
        ),
        RuleKind(
            type: "packet_rate_limit",
            attributes: [
                ("max_kpps", amount, nil), ("max_burst_kpps", amount, 0), ("direction", direction, "egress"),
            ]
        ),
    ]
}

extension NetworkService {
    func declareQuality(in table: inout RouteTable) {
        declare(
            ResourceActions<QualityPolicyRow>(
                create: { state, draft, context in
                    var row = QualityPolicyRow(
                        id: Identifier.uuid(),
                        name: draft.string("name") ?? "",
                        projectID: draft.projectID,
                        isDefault: false,
                        standard: StandardAttributes(description: draft.string("description") ?? "", at: context.now)
                    )
                    if draft.bool("is_default") ?? false { try state.makeDefault(&row) }
                    state.qualityPolicies.insert(row)
                    if draft.bool("shared") ?? false {
                        state.share("qos_policy", row.id, of: row.projectID, at: context.now)
                    }
                    return row
                },
                update: { state, row, draft, context in
                    var row = row
                    if let name = draft.string("name") { row.name = name }
                    if let description = draft["description"] { row.standard.description = description.string }
                    if let isDefault = draft.bool("is_default") {
                        if isDefault { try state.makeDefault(&row) } else { row.isDefault = false }
                    }
                    if let shared = draft.bool("shared") {
                        state.removeSharings(of: row.id)
                        if shared { state.share("qos_policy", row.id, of: row.projectID, at: context.now) }
                    }
                    row.standard.touch(at: context.now)
                    state.qualityPolicies.insert(row)
                    return row
                },
                delete: { state, row, _ in
                    try state.requireUnused(row)
                    state.removeSharings(of: row.id)
                    state.qualityPolicies[row.id] = nil
                }
            ),
            in: &table
        )
        for kind in QualityPolicyRow.ruleKinds { declareRules(kind, in: &table) }
        table.on(.get, "/v2.0/qos/rule-types") { request in
            _ = try caller(request)
            return .json(["rule_types": .array(QualityPolicyRow.ruleKinds.map { ["type": .string($0.type)] })])
        }
        table.on(.get, "/v2.0/qos/rule-types/{type}") { request in
            _ = try caller(request)
            let type = request["type"]
            guard QualityPolicyRow.ruleKinds.contains(where: { $0.type == type }) else { throw NetworkError.noResource }
            return .json(["rule_type": ["type": .string(type), "drivers": []]])
        }
    }

    private func declareRules(_ kind: QualityPolicyRow.RuleKind, in table: inout RouteTable) {
        let collection = "\(kind.type)_rules"
        let member = "\(kind.type)_rule"
        let path = "/v2.0/qos/policies/{id}/\(collection)"
        @Sendable func document(_ rule: QualityPolicyRow.Rule) -> JSON {
            var members = rule.values
            members["id"] = .string(rule.id)
            return .object(members)
        }
        table.on(.get, path) { request in
            let policy = try policy(request, for: nil)
            return .json([collection: .array(policy.rules.filter { $0.type == kind.type }.map(document))])
        }
        table.on(.post, path) { request in
            let values = try Self.values(try await self.document(request)[member], kind, present: nil)
            let rule = QualityPolicyRow.Rule(id: Identifier.uuid(), type: kind.type, values: values)
            try changeRules(request, for: "create_policy_\(member)") { rules, policy in
                let twin = rules.first { $0.type == kind.type && $0.values["direction"] == values["direction"] }
                if let twin {
                    throw NetworkError.conflict(
                        "QoSRulesConflict",
                        "Rule \(kind.type) conflicts with rule \(twin.id) which already exists in QoS Policy \(policy)."
                    )
                }
                rules.append(rule)
            }
            return .json([member: document(rule)], status: .created)
        }
        table.on(.get, path + "/{rule}") { request in
            let policy = try policy(request, for: nil)
            guard let rule = policy.rules.first(where: { $0.id == request["rule"] && $0.type == kind.type }) else {
                throw Self.noRule(request)
            }
            return .json([member: document(rule)])
        }
        table.on(.put, path + "/{rule}") { request in
            let body = try await self.document(request)[member]
            var changed: QualityPolicyRow.Rule?
            try changeRules(request, for: "update_policy_\(member)") { rules, _ in
                guard let place = rules.firstIndex(where: { $0.id == request["rule"] && $0.type == kind.type }) else {
                    throw Self.noRule(request)
                }
                rules[place].values = try Self.values(body, kind, present: rules[place].values)
                changed = rules[place]
            }
            return .json([member: changed.map(document) ?? .null])
        }
        table.on(.delete, path + "/{rule}") { request in
            try changeRules(request, for: "delete_policy_\(member)") { rules, _ in
                guard let place = rules.firstIndex(where: { $0.id == request["rule"] && $0.type == kind.type }) else {
                    throw Self.noRule(request)
                }
                rules.remove(at: place)
            }
            return .empty(.noContent)
        }
    }

    private static func noRule(_ request: ServiceRequest) -> NetworkError {
        NetworkError.missing(
            "QosRuleNotFound",
            "QoS rule \(request["rule"]) for policy \(request["id"]) could not be found."
        )
    }

    private func policy(_ request: ServiceRequest, for rule: String?) throws -> QualityPolicyRow {
        let caller = try caller(request)
        let row = try store.read { try QualityPolicyRow.kind.row(request["id"], in: $0, for: caller) }
        if let rule, !PolicyRule.manager.allows(caller, PolicyTarget(projectID: row.projectID)) {
            throw NetworkError.disallowed("rule:\(rule)")
        }
        return row
    }

    private func changeRules(
        _ request: ServiceRequest,
        for rule: String,
        _ change: (inout [QualityPolicyRow.Rule], String) throws -> Void
    ) throws {
        _ = try policy(request, for: rule)
        let now = clock.now
        try store.write { state in
            guard var row = state.qualityPolicies[request["id"]] else {
                throw QualityPolicyRow.kind.notFound(request["id"])
            }
            try change(&row.rules, row.id)
            row.standard.touch(at: now)
            state.qualityPolicies.insert(row)
        }
    }

    /// The values of a rule that a request gives.
    private static func values(
        _ body: JSON?,
        _ kind: QualityPolicyRow.RuleKind,
        present: JSON.Object?
    ) throws -> JSON.Object {
        guard let given = body?.object else {
            throw NetworkError.malformed("Unable to find '\(kind.type)_rule' in request body")
        }
        let unknown = given.names.filter { name in
            !kind.attributes.contains { $0.name == name } && !["tenant_id", "project_id"].contains(name)
        }
        guard unknown.isEmpty else {
            throw NetworkError.malformed("Unrecognized attribute(s) '\(unknown.joined(separator: ", "))'")
        }
        var values: JSON.Object = [:]
        for attribute in kind.attributes {
            guard let value = given[attribute.name] ?? present?[attribute.name] ?? attribute.initial else {
                throw NetworkError.malformed(
                    "Failed to parse request. Required attribute '\(attribute.name)' not specified"
                )
            }
            do {
                values[attribute.name] = try attribute.type.convert(value)
            } catch {
                switch error {
                case .value(let reason):
                    throw NetworkError.malformed("Invalid input for \(attribute.name). Reason: \(reason).")
                case .conversion(let reason): throw NetworkError.invalidInput(reason)
                case .error(let error): throw error
                }
            }
        }
        return values
    }
}

extension NetworkState {
    /// The policy a request names, if it names one.
    func qualityPolicy(_ value: JSON?, _ caller: Caller) throws -> String? {
        guard let id = value?.string else { return nil }
        return try QualityPolicyRow.kind.row(id, in: self, for: caller).id
    }

    fileprivate mutating func makeDefault(_ row: inout QualityPolicyRow) throws {
        let project = row.projectID
        if qualityPolicies.rows(with: "project/\(project)").contains(where: { $0.isDefault && $0.id != row.id }) {
            throw NetworkError.conflict(
                "QoSPolicyDefaultAlreadyExists",
                "A default QoS policy exists for project \(project)."
            )
        }
        row.isDefault = true
    }

    fileprivate func requireUnused(_ row: QualityPolicyRow) throws {
        var user: (String, String)?
        if let network = networks.values.first(where: { $0.qosPolicyID == row.id }) { user = ("network", network.id) }
        if let port = ports.values.first(where: { $0.qosPolicyID == row.id }) { user = ("port", port.id) }
        if let floating = floatingIPs.values.first(where: { $0.qosPolicyID == row.id }) {
            user = ("floatingip", floating.id)
        }
        guard let user else { return }
        throw NetworkError.conflict("QosPolicyInUse", "QoS Policy \(row.id) is used by \(user.0) \(user.1).")
    }
}
