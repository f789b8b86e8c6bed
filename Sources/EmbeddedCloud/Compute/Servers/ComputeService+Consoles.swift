import HTTPTypes
import Hummingbird

/// What a server shows of itself: consoles, diagnostics, password, topology.
extension ComputeService {
    func declareConsoles(in table: inout ComputeRouteTable) {
        table.action("os-getConsoleOutput", consoleOutput)
        table.action("os-getVNCConsole", until: 5) { try await console("os-getVNCConsole", "vnc", $0) }
        table.action("os-getSPICEConsole", until: 5) { try await console("os-getSPICEConsole", "spice", $0) }
        table.action("os-getSerialConsole", until: 5) { try await console("os-getSerialConsole", "serial", $0) }
        table.action("os-getRDPConsole", until: 5) { _ in
            throw ComputeError(.gone, "This resource is no longer available. No forwarding address is given.")
        }
        table.on(.post, "/servers/{id}/remote-consoles", since: 6, createConsole)
        table.on(.get, "/servers/{id}/diagnostics", showDiagnostics)
        table.on(.get, "/servers/{id}/os-server-password", showPassword)
        table.on(.delete, "/servers/{id}/os-server-password", clearPassword)
        table.on(.get, "/servers/{id}/topology", since: 78, showTopology)
        table.on(.get, "/servers/{id}/shares", since: 97, listShares)
    }

    // Compute API reference, “Show Console Output”.
    private func consoleOutput(_ request: ComputeRequest) throws -> ServiceResponse {
        let length = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
            if value.isNull { return }
            try ComputeSchema.number(-1...Int.max, pattern: "^-?[0-9]+$").validate(value, at: path)
        }
        let body = try request.body(ComputeSchema.one("os-getConsoleOutput", .object(["length": length])))
        let row = try server(request, "os-console-output")
        try requireHost(row)
        var lines = (1...120).map { number in
            "[\(Self.right(number / 4, 4)).\(Self.padded(number * 977, 6))] guest \(row.id): console line \(number)"
        }
        if let count = ComputeSchema.int(body["os-getConsoleOutput"]?["length"]), count >= 0 {
            lines = lines.suffix(count)
        }
        return .json(["output": .string(lines.joined(separator: "\n"))])
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func right(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits
    }

    private func requireHost(_ row: ServerRow) throws {
        if row.host == nil { throw ComputeError.conflict("Instance \(row.id) is not ready") }
    }

    // MARK: - Remote consoles

    /// By protocol, the kinds of console there are; only VNC is switched on.
    private static let kinds = [
        "vnc": ["novnc", "xvpvnc"], "spice": ["spice-html5"], "serial": ["serial"], "mks": ["webmks"],
    ]

    private func console(_ action: String, _ access: String, _ request: ComputeRequest) async throws -> ServiceResponse
    {
        let kinds = (Self.kinds[access] ?? []).map(JSON.string)
        let body = try request.body(
            ComputeSchema.one(action, .object(["type": .values(kinds)], required: ["type"]))
        )
        let type = body[action]?["type"]?.string ?? ""
        let row = try server(request, "os-remote-consoles")
        let url = try url(of: access, type, row)
        return .json(["console": ["type": .string(type), "url": .string(url)]])
    }

    // Compute API reference, “Create Console”.
    private func createConsole(_ request: ComputeRequest) throws -> ServiceResponse {
        var accesses: [JSON] = ["vnc", "spice", "serial"]
        var types: [JSON] = ["novnc", "xvpvnc", "spice-html5", "serial"]
        if request.minor >= 8 {
            accesses.append("mks")
            types.append("webmks")
        }
        if request.minor >= 99 { types.append("spice-direct") }
        let body = try request.body(
            ComputeSchema.one(
                "remote_console",
                .object(["protocol": .values(accesses), "type": .values(types)], required: ["protocol", "type"])
            )
        )
        let access = body["remote_console"]?["protocol"]?.string ?? ""
        let type = body["remote_console"]?["type"]?.string ?? ""
        let row = try server(request, "os-remote-consoles")
        let url = try url(of: access, type, row)
        return .json(["remote_console": ["protocol": .string(access), "type": .string(type), "url": .string(url)]])
    }

    private func url(of access: String, _ type: String, _ row: ServerRow) throws -> String {
        try requireHost(row)
        if row.task == "deleting" || row.task == "migrating" {
            throw ServerDemand.conflict("get_\(access)_console", row.id, "task_state", row.task ?? "")
        }
        guard access == "vnc" else { throw ComputeError.badRequest("Unavailable console type \(type).") }
        guard type == "novnc" else { throw ComputeError.badRequest("Invalid console type \(type)") }
        return "\(base)/vnc_lite.html?path=%3Ftoken%3D\(Identifier.uuid())"
    }

    // MARK: - Diagnostics

    // Compute API reference, “Show Server Diagnostics”.
    private func showDiagnostics(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "os-server-diagnostics", .administer)
        try requireHost(row)
        let uptime = row.launched.map { Int((now.microseconds - $0.microseconds) / 1_000_000) } ?? 0
        guard request.minor >= 48 else {
            var shown: JSON.Object = [:]
            for number in 0..<row.flavor.vcpus { shown["cpu\(number)_time"] = .int(uptime * 1_000_000) }
            shown["memory"] = .int(row.flavor.ram << 10)
            for (name, value) in [("errors", -1), ("read", 0), ("read_req", 0), ("write", 0), ("write_req", 0)] {
                shown["vda_\(name)"] = .int(value)
            }
            for number in row.interfaces.indices {
                for name in ["rx", "rx_drop", "rx_errors", "rx_packets", "tx", "tx_drop", "tx_errors", "tx_packets"] {
                    shown["vnet\(number + 1)_\(name)"] = 0
                }
            }
            return .json(.object(shown))
        }
        return .json(details(of: row, uptime: uptime))
    }

    private func details(of row: ServerRow, uptime: Int) -> JSON {
        let processors: [JSON] = (0..<row.flavor.vcpus).map {
            ["id": .int($0), "time": .int(uptime * 1_000_000), "utilisation": 0]
        }
        let disk: JSON = [
            "read_bytes": 0, "read_requests": 0, "write_bytes": 0, "write_requests": 0, "errors_count": 0,
        ]
        let disks = [JSON](repeating: disk, count: max(1, row.volumes.count + (row.startsFromVolume ? 0 : 1)))
        let cards: [JSON] = row.interfaces.map { interface in
            [
                "mac_address": .string(interface.mac), "rx_octets": 0, "rx_errors": 0, "rx_drop": 0, "rx_packets": 0,
                "rx_rate": 0, "tx_octets": 0, "tx_errors": 0, "tx_drop": 0, "tx_packets": 0, "tx_rate": 0,
            ]
        }
        let states: [ServerRow.Power: String] = [
            .none: "pending", .running: "running", .paused: "paused", .shutdown: "shutdown", .crashed: "crashed",
            .suspended: "suspended",
        ]
        return [
            "state": JSON(states[row.power]), "driver": "libvirt", "hypervisor": "kvm", "hypervisor_os": "linux",
            "uptime": .int(uptime), "config_drive": .bool(!row.configDrive.isEmpty),
            "num_cpus": .int(processors.count), "num_nics": .int(cards.count), "num_disks": .int(disks.count),
            "cpu_details": .array(processors), "nic_details": .array(cards), "disk_details": .array(disks),
            "memory_details": ["maximum": .int(row.flavor.ram), "used": 0],
        ]
    }

    // MARK: - Password, topology, shares

    private func showPassword(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        return .json(["password": .string(try server(request, "os-server-password:show", .read).password)])
    }

    private func clearPassword(_ request: ComputeRequest) throws -> ServiceResponse {
        let row = try server(request, "os-server-password:clear")
        try change(row.id) { row, _ in row.password = "" }
        return .empty(.noContent)
    }

    private func showTopology(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        _ = try server(request, "compute:server:topology:index", .read)
        return .json(["nodes": [], "pagesize_kb": .null])
    }

    /// There is no service for shared file systems, so servers have none.
    private func listShares(_ request: ComputeRequest) throws -> ServiceResponse {
        _ = try server(request, "os-server-shares:index", .read)
        return .json(["shares": []])
    }
}
