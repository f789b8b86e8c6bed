import HTTPTypes
import Hummingbird

// Compute API reference, “Security groups” and “Rules for security group”; the network service's, there until
// microversion 2.35.
extension ComputeService {
    func declareSecurityGroups(in table: inout ComputeRouteTable) {
        let last = Self.lastProxyMinor
        table.on(.get, "/os-security-groups", until: last, listGroups)
        table.on(.post, "/os-security-groups", until: last, createGroup)
        table.on(.get, "/os-security-groups/{id}", until: last, showGroup)
        table.on(.put, "/os-security-groups/{id}", until: last, updateGroup)
        table.on(.delete, "/os-security-groups/{id}", until: last, deleteGroup)
        table.on(.post, "/os-security-group-rules", until: last, createGroupRule)
        table.on(.delete, "/os-security-group-rules/{id}", until: last, deleteGroupRule)
    }

    private func require(_ rule: String, _ request: ComputeRequest, reads: Bool = false) throws {
        let project = request.project
        try request.require(
            "os-security-groups:" + rule,
            reads ? request.isReader(of: project) : request.isMember(of: project)
        )
    }

    // MARK: - Views

    private func members(_ rule: JSON, _ source: JSON?) -> JSON {
        let key = SecurityGroupRule.key(rule)
        return [
            "id": rule["id"] ?? .null, "parent_group_id": rule["security_group_id"] ?? .null,
            "ip_protocol": key["protocol"] ?? .null, "from_port": key["from_port"] ?? .null,
            "to_port": key["to_port"] ?? .null,
            "group": source.map { ["name": $0["name"] ?? .null, "tenant_id": $0["tenant_id"] ?? .null] } ?? [:],
            "ip_range": source == nil ? ["cidr": key["cidr"] ?? .null] : [:],
        ]
    }

    /// A group with its rules for what comes in; groups that rules name are asked for once.
    private func members(_ group: JSON, _ known: inout [String: JSON], _ caller: Caller) async -> JSON {
        if let id = group["id"]?.string { known[id] = group }
        var rules: [JSON] = []
        for rule in group["security_group_rules"]?.array ?? [] where rule["direction"] == "ingress" {
            guard let source = rule["remote_group_id"]?.string else {
                rules.append(members(rule, nil))
                continue
            }
            if known[source] == nil {
                let answer = await parts.others.call("network", .get, "/v2.0/security-groups/\(source)", as: caller)
                known[source] = answer.body["security_group"]
            }
            // A rule about a group that is gone isn't shown.
            if let group = known[source] { rules.append(members(rule, group)) }
        }
        return [
            "id": group["id"] ?? .null, "description": group["description"] ?? .null, "name": group["name"] ?? .null,
            "tenant_id": group["tenant_id"] ?? .null, "rules": .array(rules),
        ]
    }

    private func answer(_ group: JSON, _ request: ComputeRequest) async -> ServiceResponse {
        var known: [String: JSON] = [:]
        return .json(["security_group": await members(group, &known, request.caller)])
    }

    // MARK: - Groups

    /// The group; 400 for what can be no group's id, 404 for one that isn't there.
    private func group(_ id: String, _ caller: Caller) async throws -> JSON {
        guard Identifier.isUUID(id) else { throw ComputeError.badRequest("Security group id should be uuid") }
        let answer = await parts.others.call("network", .get, "/v2.0/security-groups/\(id)", as: caller)
        guard answer.status != 404 else {
            throw ComputeError.notFound("Security group \(id) does not exist")
        }
        guard answer.isSuccess, let group = answer.body["security_group"] else { throw Self.unavailable("network") }
        return group
    }

    private func listGroups(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery(["limit": ComputeSchema.queryNumber, "offset": ComputeSchema.queryNumber])
        try require("get", request, reads: true)
        let isAll = request.caller.isAdmin && request.query["all_tenants"] != nil
        let path = "/v2.0/security-groups" + (isAll ? "" : "?tenant_id=" + request.project)
        let answer = await parts.others.call("network", .get, path, as: request.caller)
        guard answer.isSuccess else { throw Self.unavailable("network") }
        var known: [String: JSON] = [:]
        var views: [JSON] = []
        for group in request.section(answer.body["security_groups"]?.array ?? []) {
            views.append(await members(group, &known, request.caller))
        }
        func key(_ view: JSON) -> (String, String) { (view["tenant_id"]?.string ?? "", view["name"]?.string ?? "") }
        views.sort { key($0) < key($1) }
        return .json(["security_groups": .array(views)])
    }

    private func showGroup(_ request: ComputeRequest) async throws -> ServiceResponse {
        try require("show", request, reads: true)
        return await answer(try await group(request["id"], request.caller), request)
    }

    private static let body = RequestSchema.object(
        [
            "security_group": .object(
                ["name": .string(.init(0, 255)), "description": .string(.init(0, 255))],
                required: ["name", "description"],
                others: .any
            )
        ],
        required: ["security_group"],
        others: .any
    )

    /// The document about a group for the network service.
    private func document(_ request: ComputeRequest) throws -> JSON {
        let given = try request.body(Self.body)["security_group"]
        return [
            "security_group": ["name": given?["name"] ?? "", "description": given?["description"] ?? ""]
        ]
    }

    private func createGroup(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try document(request)
        try require("create", request)
        let reply = await parts.others.call("network", .post, "/v2.0/security-groups", body, as: request.caller)
        guard reply.isSuccess, let group = reply.body["security_group"] else {
            throw Self.groupError(reply)
        }
        return await answer(group, request)
    }

    private func updateGroup(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try document(request)
        try require("update", request)
        let id = request["id"]
        _ = try await group(id, request.caller)
        let reply = await parts.others.call("network", .put, "/v2.0/security-groups/\(id)", body, as: request.caller)
        guard reply.isSuccess, let group = reply.body["security_group"] else {
            throw Self.groupError(reply)
        }
        return await answer(group, request)
    }

    private func deleteGroup(_ request: ComputeRequest) async throws -> ServiceResponse {
        try require("delete", request)
        let id = request["id"]
        _ = try await group(id, request.caller)
        let reply = await parts.others.call("network", .delete, "/v2.0/security-groups/\(id)", as: request.caller)
        guard reply.isSuccess else {
            throw reply.status == 409
                ? ComputeError.badRequest(Self.networkMessage(reply.body)) : Self.groupError(reply)
        }
        return .empty(.accepted)
    }

    private static func groupError(_ reply: InternalClient.Answer) -> ComputeError {
        let message = networkMessage(reply.body)
        switch reply.status {
        case 400: return .badRequest(message)
        case 404: return .notFound(message)
        // The network service has so many for a project.
        case 403, 409: return .forbidden(message)
        default: return unavailable("network")
        }
    }

    // MARK: - Rules

    private func createGroupRule(_ request: ComputeRequest) async throws -> ServiceResponse {
        let schema = RequestSchema.object(
            [
                "security_group_rule": .object(
                    [
                        "group_id": ComputeSchema.stringOrNull(format: "uuid"), "parent_group_id": ComputeSchema.uuid,
                    ],
                    required: ["parent_group_id"],
                    others: .any
                )
            ],
            required: ["security_group_rule"],
            others: .any
        )
        let given = try request.body(schema)["security_group_rule"] ?? .null
        try require("rule:create", request)
        let parent = try await group(given["parent_group_id"]?.string ?? "", request.caller)
        var source: JSON?
        if let id = given["group_id"]?.string { source = try await group(id, request.caller) }
        let rule = try SecurityGroupRule(given)
        let id = parent["id"]?.string ?? ""
        let others = (parent["security_group_rules"]?.array ?? []).filter { $0["direction"] == "ingress" }
        if others.contains(where: { SecurityGroupRule.key($0) == rule.key }) {
            throw ComputeError.badRequest("This rule already exists in group \(id)")
        }
        let reply = await parts.others.call(
            "network",
            .post,
            "/v2.0/security-group-rules",
            ["security_group_rule": rule.networkMembers(of: id)],
            as: request.caller
        )
        guard reply.isSuccess, let made = reply.body["security_group_rule"] else { throw Self.groupError(reply) }
        return .json(["security_group_rule": members(made, source)])
    }

    private func deleteGroupRule(_ request: ComputeRequest) async throws -> ServiceResponse {
        try require("rule:delete", request)
        let id = request["id"]
        guard Identifier.isUUID(id) else { throw ComputeError.badRequest("Security group id should be uuid") }
        let reply = await parts.others.call("network", .delete, "/v2.0/security-group-rules/\(id)", as: request.caller)
        guard reply.isSuccess else {
            throw reply.status == 404
                ? ComputeError.notFound("Security group rule \(id) does not exist") : Self.groupError(reply)
        }
        return .empty(.accepted)
    }
}
