import HTTPTypes
import Hummingbird

// Compute API reference, “Host aggregates”.
extension ComputeService {
    func declareAggregates(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-aggregates", listAggregates)
        table.on(.post, "/os-aggregates", createAggregate)
        table.on(.get, "/os-aggregates/{id}", showAggregate)
        table.on(.put, "/os-aggregates/{id}", updateAggregate)
        table.on(.delete, "/os-aggregates/{id}", deleteAggregate)
        table.on(.post, "/os-aggregates/{id}/action", actOnAggregate)
        table.on(.post, "/os-aggregates/{id}/images", since: 81, cacheImages)
    }

    private static let zone = RequestSchema.oneOf([ComputeSchema.zoneName, .null])

    private func require(_ rule: String, _ request: ComputeRequest) throws {
        try request.require("os-aggregates:" + rule, request.caller.isAdmin)
    }

    private static func noAggregate(_ id: String) -> ComputeError {
        .notFound("Aggregate \(id) could not be found.")
    }

    private func aggregate(_ id: String) throws -> AggregateRow {
        try Self.checkNumber(id)
        guard let row = store.read({ $0.aggregates[id] }) else { throw Self.noAggregate(id) }
        return row
    }

    private func members(_ row: AggregateRow, _ minor: Int, isNew: Bool = false) -> JSON {
        var members: JSON.Object = ["id": .int(row.number)]
        if minor >= 41 { members["uuid"] = .string(row.uuid) }
        members["name"] = .string(row.name)
        if !isNew {
            members["hosts"] = JSON(row.hosts)
            members["metadata"] = .object(row.metadata)
        }
        members["created_at"] = .string(row.created.columnTime)
        members["updated_at"] = row.updated.map { .string($0.withoutZone) } ?? .null
        members["deleted_at"] = .null
        members["deleted"] = false
        members["availability_zone"] = JSON(row.zone)
        return .object(members)
    }

    private func answer(_ row: AggregateRow, _ request: ComputeRequest, isNew: Bool = false) -> ServiceResponse {
        .json(["aggregate": members(row, request.minor, isNew: isNew)])
    }

    // MARK: - Handlers

    private func listAggregates(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try require("index", request)
        let rows = store.read { $0.aggregates.values.sorted { $0.number < $1.number } }
        return .json(["aggregates": .array(rows.map { members($0, request.minor) })])
    }

    private func showAggregate(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try require("show", request)
        return answer(try aggregate(request["id"]), request)
    }

    private func createAggregate(_ request: ComputeRequest) throws -> ServiceResponse {
        let given = try request.body(
            ComputeSchema.one(
                "aggregate",
                .object(["name": ComputeSchema.name, "availability_zone": Self.zone], required: ["name"])
            )
        )["aggregate"]
        try require("create", request)
        let name = (given?["name"]?.string ?? "").withoutOuterSpaces
        let present = now
        let row = try store.write { state in
            try checkName(name, in: state)
            var row = AggregateRow(
                number: state.nextAggregateNumber(),
                uuid: Identifier.uuid(),
                name: name,
                created: present
            )
            if let zone = given?["availability_zone"]?.string {
                row.metadata["availability_zone"] = .string(zone.withoutOuterSpaces)
            }
            state.aggregates.insert(row)
            return row
        }
        return answer(row, request, isNew: true)
    }

    private func checkName(_ name: String, in state: borrowing ComputeState) throws {
        guard !state.aggregates.values.contains(where: { $0.name == name }) else {
            throw ComputeError.conflict("Aggregate \(name) already exists.")
        }
    }

    private func updateAggregate(_ request: ComputeRequest) throws -> ServiceResponse {
        let given = try request.body(
            ComputeSchema.one(
                "aggregate",
                .object(["name": ComputeSchema.name, "availability_zone": Self.zone], count: .init(1))
            )
        )["aggregate"]
        try require("update", request)
        let id = request["id"]
        try Self.checkNumber(id)
        let present = now
        let row = try store.write { state in
            guard var row = state.aggregates[id] else { throw Self.noAggregate(id) }
            if let name = given?["name"]?.string?.withoutOuterSpaces {
                if name != row.name { try checkName(name, in: state) }
                row.name = name
                row.updated = present
            }
            if let zone = given?["availability_zone"] {
                try checkZone(zone, of: row, row.hosts, "update", in: state)
                row.metadata["availability_zone"] = zone
                row.updated = present
            }
            state.aggregates.insert(row)
            return row
        }
        return answer(row, request)
    }

    private func deleteAggregate(_ request: ComputeRequest) throws -> ServiceResponse {
        try require("delete", request)
        let id = request["id"]
        try Self.checkNumber(id)
        try store.write { state in
            guard let row = state.aggregates[id] else { throw Self.noAggregate(id) }
            guard row.hosts.isEmpty else {
                throw Self.unfit("remove host from aggregate", row, "Host aggregate is not empty")
            }
            state.aggregates[id] = nil
        }
        return .empty(.ok)
    }

    // MARK: - Zones

    /// What upstream says where an aggregate can't be changed so.
    private static func unfit(_ action: String, _ row: AggregateRow, _ reason: String) -> ComputeError {
        let words = action.replacing("aggregate", with: "aggregate \(row.number)")
        return .badRequest("Cannot \(words). Reason: \(reason).")
    }

    /// A host is in one zone at most, and no server changes its zone with its host.
    private func checkZone(
        _ zone: JSON,
        of row: AggregateRow,
        _ hosts: [String],
        _ action: String,
        in state: borrowing ComputeState
    ) throws {
        let words = [
            "add": "add host to aggregate", "update": "update aggregate", "metadata": "update metadata of aggregate",
        ]
        func problem(_ reason: String) -> ComputeError {
            var error = Self.unfit(words[action] ?? action, row, reason)
            if action == "add" { error.status = .conflict }
            return error
        }
        guard let name = zone.string, !name.isEmpty else {
            throw problem("Aggregate \(row.name) does not support empty named availability zone")
        }
        let others = state.aggregates.values.filter { other in
            other.number != row.number && other.hosts.contains { hosts.contains($0) }
        }.compactMap(\.zone).filter { $0 != name }
        guard others.isEmpty else {
            throw problem("One or more hosts already in availability zone(s) \(JSON(others.sorted()).pythonLiteral)")
        }
        guard action != "add", row.zone != name else { return }
        guard !state.servers.values.contains(where: { $0.deleted == nil && hosts.contains($0.host ?? "") }) else {
            throw problem("One or more hosts contain instances in this zone")
        }
    }

    // MARK: - Actions

    private func actOnAggregate(_ request: ComputeRequest) async throws -> ServiceResponse {
        guard let names = request.document?.object?.names, let action = names.first, names.count == 1 else {
            throw ComputeError.badRequest("Malformed request body")
        }
        let host = ComputeSchema.one(action, ComputeSchema.one("host", ComputeSchema.host))
        switch action {
        case "add_host": return try await addHost(try request.body(host)[action]?["host"]?.string ?? "", request)
        case "remove_host": return try await removeHost(try request.body(host)[action]?["host"]?.string ?? "", request)
        case "set_metadata": return try setMetadata(request)
        default: throw ComputeError.badRequest("There is no such action: \(action)")
        }
    }

    private func addHost(_ name: String, _ request: ComputeRequest) async throws -> ServiceResponse {
        try require("add_host", request)
        let id = request["id"]
        try Self.checkNumber(id)
        let row = try store.write { state in
            guard state.hosts.values.contains(where: { $0.name == name }) else {
                throw ComputeError.notFound("Compute host \(name) could not be found.")
            }
            guard var row = state.aggregates[id] else { throw Self.noAggregate(id) }
            if let zone = row.metadata["availability_zone"] {
                try checkZone(zone, of: row, [name], "add", in: state)
                try checkServersStay(on: name, row, becoming: row.zone, in: state)
            }
            guard !row.hosts.contains(name) else {
                throw ComputeError.conflict("Aggregate \(id) already has host \(name).")
            }
            row.hosts.append(name)
            state.aggregates.insert(row)
            return row
        }
        await report(row, host: name, isMember: true)
        return answer(row, request)
    }

    private func removeHost(_ name: String, _ request: ComputeRequest) async throws -> ServiceResponse {
        try require("remove_host", request)
        let id = request["id"]
        try Self.checkNumber(id)
        let row = try store.write { state in
            guard state.hosts.values.contains(where: { $0.name == name }), var row = state.aggregates[id],
                row.hosts.contains(name)
            else { throw ComputeError.notFound("Cannot remove host \(name) in aggregate \(id)") }
            if row.zone != nil {
                let others = state.aggregates.values.filter { $0.number != row.number && $0.hosts.contains(name) }
                try checkServersStay(on: name, row, becoming: others.compactMap(\.zone).first, in: state)
            }
            row.hosts.removeAll { $0 == name }
            state.aggregates.insert(row)
            return row
        }
        await report(row, host: name, isMember: false)
        return answer(row, request)
    }

    /// Throws 409 if servers are on a host whose zone would become another.
    private func checkServersStay(
        on host: String,
        _ row: AggregateRow,
        becoming zone: String?,
        in state: borrowing ComputeState
    ) throws {
        let present = state.aggregates.values.filter { $0.hosts.contains(host) }.compactMap(\.zone).min()
        let count = state.servers.values.count { $0.deleted == nil && $0.host == host }
        guard present != zone, count > 0 else { return }
        let isNew = !row.hosts.contains(host)
        func literal(_ zone: String?) -> String { zone ?? "None" }
        throw ComputeError.conflict(
            "Cannot \(isNew ? "add host to" : "remove host from") aggregate \(row.number). Reason: The host cannot be "
                + "\(isNew ? "added to" : "removed from") the aggregate as the availability zone of the host would "
                + "change from '\(literal(present))' to '\(literal(zone))' but the host already has \(count) "
                + "instance(s). Changing the AZ of an existing instance is not supported by this action. Move the "
                + "instances away from this host then try again. If you need to move the instances between AZs then "
                + "you can use shelve_offload and unshelve to achieve this.."
        )
    }

    private func setMetadata(_ request: ComputeRequest) throws -> ServiceResponse {
        let value = ComputeSchema.stringOrNull(.init(0, 255))
        let schema = ComputeSchema.one(
            "set_metadata",
            ComputeSchema.one("metadata", .object([:], patterns: [("^[a-zA-Z0-9-_:. ]{1,255}$", value)]))
        )
        let given = try request.body(schema)["set_metadata"]?["metadata"]?.object ?? [:]
        try require("set_metadata", request)
        let id = request["id"]
        try Self.checkNumber(id)
        let present = now
        let row = try store.write { state in
            guard var row = state.aggregates[id] else { throw Self.noAggregate(id) }
            if let zone = given["availability_zone"] { try checkZone(zone, of: row, row.hosts, "metadata", in: state) }
            for (name, value) in given { row.metadata[name] = value.isNull ? nil : value }
            row.updated = present
            state.aggregates.insert(row)
            return row
        }
        return answer(row, request)
    }

    /// Tells the placement service which aggregates a host is in.
    private func report(_ row: AggregateRow, host: String, isMember: Bool) async {
        guard let provider = store.read({ $0.hosts.values.first { $0.name == host }?.id }) else { return }
        let nova = Caller.service("nova")
        let path = "/resource_providers/\(provider)/aggregates"
        let headers: HTTPFields = [.apiVersion: "placement 1.19"]
        let known = await parts.others.call("placement", .get, path, headers: headers, as: nova)
        guard known.isSuccess, let generation = known.body["resource_provider_generation"] else { return }
        var ids = known.body["aggregates"]?.array?.compactMap(\.string).filter { $0 != row.uuid } ?? []
        if isMember { ids.append(row.uuid) }
        let body: JSON = ["aggregates": JSON(ids), "resource_provider_generation": generation]
        _ = await parts.others.call("placement", .put, path, body, headers: headers, as: nova)
    }

    // “Request Image Pre-caching for Aggregate”: the hosts here have nothing to fetch.
    private func cacheImages(_ request: ComputeRequest) throws -> ServiceResponse {
        let body = try request.body(
            ComputeSchema.one("cache", .array(ComputeSchema.one("id", ComputeSchema.uuid), count: .init(1)))
        )
        guard request.caller.isAdmin else {
            throw ComputeError.forbidden("Policy doesn't allow compute:aggregates:images to be performed.")
        }
        try Self.checkNumber(request["id"])
        let ids = body["cache"]?.array?.compactMap { $0["id"]?.string } ?? []
        guard Set(ids).count == ids.count else { throw ComputeError.badRequest("Duplicate images in request") }
        _ = try aggregate(request["id"])
        return .empty(.accepted)
    }
}

extension ComputeState {
    /// Numbers of aggregates are not used again while a later one is there.
    fileprivate func nextAggregateNumber() -> Int { (aggregates.values.map(\.number).max() ?? 0) + 1 }
}
