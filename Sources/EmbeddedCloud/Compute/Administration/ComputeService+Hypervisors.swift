import HTTPTypes
import Hummingbird

// Compute API reference, “Hypervisors”.
extension ComputeService {
    func declareHypervisors(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-hypervisors") { try listHypervisors($0, "list", isDetailed: false) }
        table.on(.get, "/os-hypervisors/detail") { try listHypervisors($0, "list-detail", isDetailed: true) }
        table.on(.get, "/os-hypervisors/statistics", until: 87, showHypervisorStatistics)
        table.on(.get, "/os-hypervisors/{id}", showHypervisor)
        table.on(.get, "/os-hypervisors/{id}/uptime", until: 87, showHypervisorUptime)
        table.on(.get, "/os-hypervisors/{id}/search", until: 52, searchHypervisors)
        table.on(.get, "/os-hypervisors/{id}/servers", until: 52, listHypervisorServers)
    }

    private func hosts() -> (rows: [ComputeHostRow], servers: [String: [ServerRow]]) {
        store.read { state in
            (state.hosts.values.sorted { $0.number < $1.number }, serversByHost(in: state))
        }
    }

    // MARK: - Views

    private func members(_ row: ComputeHostRow, _ minor: Int) -> JSON.Object {
        [
            "id": minor >= 53 ? .string(row.id) : .int(row.number), "hypervisor_hostname": .string(row.name),
            "state": row.isForcedDown ? "down" : "up", "status": row.isDisabled ? "disabled" : "enabled",
        ]
    }

    private func detailedMembers(_ row: ComputeHostRow, _ servers: [ServerRow], _ minor: Int) -> JSON.Object {
        var members = members(row, minor)
        members["hypervisor_type"] = "fake"
        members["hypervisor_version"] = 1000
        members["host_ip"] = "127.0.0.1"
        members["service"] = [
            "id": minor >= 53 ? .string(row.serviceID) : .int(row.number + 2), "host": .string(row.name),
            "disabled_reason": JSON(row.disabledReason),
        ]
        guard minor < 88 else {
            members["uptime"] = .string(uptime(row))
            return members
        }
        members.merge(Usage(servers).members)
        // Until 2.27 it is a text.
        members["cpu_info"] = minor >= 28 ? Self.processor : .string(Self.processor.text)
        return members
    }

    private static let processor: JSON = [
        "arch": "x86_64", "model": "Nehalem", "vendor": "Intel", "features": ["pge", "clflush"],
        "topology": ["cores": 1, "threads": 1, "sockets": 4],
    ]

    /// What a host has, and what servers take of it.
    private struct Usage {
        var count: Int
        var vcpus: Int
        var memory: Int
        var disk: Int

        init(_ servers: [ServerRow]) {
            count = servers.count
            vcpus = servers.reduce(0) { $0 + $1.flavor.vcpus }
            memory = servers.reduce(ComputeMachine.reservedMemory) { $0 + $1.flavor.ram }
            disk = servers.reduce(0) { $0 + $1.flavor.disk + $1.flavor.ephemeral }
        }

        var members: JSON.Object {
            [
                "vcpus": .int(ComputeMachine.processors), "memory_mb": .int(ComputeMachine.memory),
                "local_gb": .int(ComputeMachine.disk), "vcpus_used": .int(vcpus), "memory_mb_used": .int(memory),
                "local_gb_used": .int(disk), "free_ram_mb": .int(ComputeMachine.memory - memory),
                "free_disk_gb": .int(ComputeMachine.disk - disk), "current_workload": 0, "running_vms": .int(count),
                "disk_available_least": 0,
            ]
        }
    }

    /// As the command `uptime` puts it.
    private func uptime(_ row: ComputeHostRow) -> String {
        let minutes = max(0, (now.microseconds - row.created.microseconds) / 60_000_000)
        let time = now.seconds.dropFirst(11).prefix(8)
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (days, rest) = (minutes / 1440, minutes % 1440)
        return " \(time) up \(days) days, \(rest / 60):\(padded(rest % 60)),  0 users,  load average: 0.00, 0.00, 0.00"
    }

    private func servers(_ rows: [ServerRow]) -> JSON {
        .array(
            rows.sorted { $0.number < $1.number }.map { row in
                // Upstream shows the name the hypervisor has it under.
                ["name": .string(Self.hypervisorName(row)), "uuid": .string(row.id)]
            }
        )
    }

    private static func hypervisorName(_ row: ServerRow) -> String {
        let digits = String(row.number, radix: 16)
        return "instance-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    // MARK: - Handlers

    private static func noHypervisor(_ id: String) -> ComputeError {
        .notFound("Hypervisor with ID '\(id)' could not be found.")
    }

    /// The host a path's id stands for: a UUID since 2.53, a number before.
    private func host(_ request: ComputeRequest) throws -> ComputeHostRow {
        let id = request["id"]
        if request.minor >= 53, !Identifier.isUUID(id) { throw ComputeError.badRequest("Invalid uuid \(id)") }
        let row = store.read { state in
            state.hosts.values.first { request.minor >= 53 ? $0.id == id : String($0.number) == id }
        }
        guard let row else { throw Self.noHypervisor(id) }
        return row
    }

    private func listHypervisors(
        _ request: ComputeRequest,
        _ rule: String,
        isDetailed: Bool
    ) throws -> ServiceResponse {
        let minor = request.minor
        var known: [String: RequestSchema] = minor >= 33 ? ComputeSchema.paging : [:]
        if minor >= 53 {
            known["hypervisor_hostname_pattern"] = ComputeSchema.host
            known["with_servers"] = ComputeSchema.bool
        }
        try request.checkQuery(known, isOpen: minor < 53)
        try request.require("os-hypervisors:" + rule, request.caller.isAdmin)
        let (all, servers) = hosts()
        let pattern = minor >= 53 ? request.query["hypervisor_hostname_pattern"] : nil
        let withServers = minor >= 53 && request.query.isSet("with_servers")
        var page = ComputePage(rows: all, next: nil)
        if let pattern {
            if request.query["limit"] != nil || request.query["marker"] != nil {
                throw ComputeError.badRequest(
                    "Paging over hypervisors with the hypervisor_hostname_pattern query parameter is not supported."
                )
            }
            page = ComputePage(rows: try matches(pattern, all), next: nil)
        } else if minor >= 33 {
            page = try request.page(all, id: { minor >= 53 ? $0.id : String($0.number) }) {
                .badRequest("marker [\($0)] not found")
            }
        }
        let views = page.rows.map { row -> JSON in
            let own = servers[row.name] ?? []
            var members = isDetailed ? detailedMembers(row, own, minor) : members(row, minor)
            if withServers, !own.isEmpty || minor >= 75 { members["servers"] = self.servers(own) }
            return .object(members)
        }
        var answer: JSON.Object = ["hypervisors": .array(views)]
        answer["hypervisors_links"] = page.links("os-hypervisors" + (isDetailed ? "/detail" : ""), request)
        return .json(.object(answer))
    }

    private func matches(_ pattern: String, _ rows: [ComputeHostRow]) throws -> [ComputeHostRow] {
        let found = rows.filter { $0.name.contains(pattern) }
        guard !found.isEmpty else {
            throw ComputeError.notFound("No hypervisor matching '\(pattern)' could be found.")
        }
        return found
    }

    private func showHypervisor(_ request: ComputeRequest) throws -> ServiceResponse {
        let known: [String: RequestSchema] = request.minor >= 53 ? ["with_servers": ComputeSchema.bool] : [:]
        try request.checkQuery(known, isOpen: request.minor < 53)
        try request.require("os-hypervisors:show", request.caller.isAdmin)
        let row = try host(request)
        let own = hosts().servers[row.name] ?? []
        var members = detailedMembers(row, own, request.minor)
        let withServers = request.minor >= 53 && request.query.isSet("with_servers")
        if withServers, !own.isEmpty || request.minor >= 75 { members["servers"] = servers(own) }
        return .json(["hypervisor": .object(members)])
    }

    private func showHypervisorUptime(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-hypervisors:uptime", request.caller.isAdmin)
        let row = try host(request)
        if row.isForcedDown {
            throw ComputeError.badRequest("Compute service of \(row.name) is unavailable at this time.")
        }
        var members = members(row, request.minor)
        members["uptime"] = .string(uptime(row))
        return .json(["hypervisor": .object(members)])
    }

    private func searchHypervisors(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-hypervisors:search", request.caller.isAdmin)
        let found = try matches(request["id"], hosts().rows)
        return .json(["hypervisors": .array(found.map { .object(members($0, request.minor)) })])
    }

    private func listHypervisorServers(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-hypervisors:servers", request.caller.isAdmin)
        let (all, servers) = hosts()
        let views = try matches(request["id"], all).map { row -> JSON in
            var members = members(row, request.minor)
            if let own = servers[row.name] { members["servers"] = self.servers(own) }
            return .object(members)
        }
        return .json(["hypervisors": .array(views)])
    }

    private func showHypervisorStatistics(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-hypervisors:statistics", request.caller.isAdmin)
        let (all, servers) = hosts()
        var sums: [String: Int] = [:]
        let active = all.filter { !$0.isDisabled }
        for row in active {
            for (name, value) in Usage(servers[row.name] ?? []).members { sums[name, default: 0] += value.int ?? 0 }
        }
        var members: JSON.Object = ["count": .int(active.count)]
        for name in [
            "vcpus", "memory_mb", "local_gb", "vcpus_used", "memory_mb_used", "local_gb_used", "free_ram_mb",
            "free_disk_gb", "current_workload", "running_vms", "disk_available_least",
        ] { members[name] = .int(sums[name] ?? 0) }
        return .json(["hypervisor_statistics": .object(members)])
    }
}
