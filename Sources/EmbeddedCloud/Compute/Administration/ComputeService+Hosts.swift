import HTTPTypes
import Hummingbird

// Compute API reference, “Hosts”; there until microversion 2.42.
extension ComputeService {
    func declareHosts(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-hosts", until: 42, listHosts)
        table.on(.get, "/os-hosts/{id}", until: 42, showHost)
        table.on(.put, "/os-hosts/{id}", until: 42, updateHostStatus)
        for (action, rule) in [("startup", "start"), ("shutdown", "shutdown"), ("reboot", "reboot")] {
            table.on(.get, "/os-hosts/{id}/" + action, until: 42) { request in
                try request.require("os-hosts:" + rule, request.caller.isAdmin)
                let row = try namedHost(request)
                return .json(["host": .string(row.name), "power_action": .string(action)])
            }
        }
    }

    private func namedHost(_ request: ComputeRequest) throws -> ComputeHostRow {
        let name = request["id"]
        guard let row = store.read({ $0.hosts.values.first { $0.name == name } }) else {
            throw Self.unmappedHost(name)
        }
        return row
    }

    private func listHosts(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-hosts:list", request.caller.isAdmin)
        let zone = request.query["zone"] ?? ""
        let agents = allAgents().filter { agent in
            !agent.isDisabled && (zone.isEmpty || agent.zone == zone)
        }
        return .json([
            "hosts": .array(
                agents.map { agent in
                    [
                        "host_name": .string(agent.host), "service": .string(agent.topic),
                        "zone": .string(agent.zone),
                    ]
                }
            )
        ])
    }

    private func showHost(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.require("os-hosts:show", request.caller.isAdmin)
        let row = try namedHost(request)
        let servers = servers(on: row.name)
        func resource(_ project: String, _ vcpus: Int, _ memory: Int, _ disk: Int) -> JSON {
            [
                "resource": [
                    "host": .string(row.name), "project": .string(project), "cpu": .int(vcpus),
                    "memory_mb": .int(memory), "disk_gb": .int(disk),
                ]
            ]
        }
        func sum(_ project: String, _ servers: [ServerRow], beside memory: Int = 0) -> JSON {
            resource(
                project,
                servers.reduce(0) { $0 + $1.flavor.vcpus },
                servers.reduce(memory) { $0 + $1.flavor.ram },
                servers.reduce(0) { $0 + $1.flavor.disk + $1.flavor.ephemeral }
            )
        }
        let projects = Dictionary(grouping: servers, by: \.projectID)
        var resources = [
            resource("(total)", ComputeMachine.processors, ComputeMachine.memory, ComputeMachine.disk),
            sum("(used_now)", servers, beside: ComputeMachine.reservedMemory), sum("(used_max)", servers),
        ]
        for project in projects.keys.sorted() { resources.append(sum(project, projects[project] ?? [])) }
        return .json(["host": .array(resources)])
    }

    private func updateHostStatus(_ request: ComputeRequest) throws -> ServiceResponse {
        let words = RequestSchema.values(["enable", "disable", "Enable", "Disable", "ENABLE", "DISABLE"])
        let body = try request.body(
            .allOf([
                .object(["status": words, "maintenance_mode": words]),
                .anyOf([
                    .object([:], required: ["status"], others: .any),
                    .object([:], required: ["maintenance_mode"], others: .any),
                ]),
            ])
        )
        try request.require("os-hosts:update", request.caller.isAdmin)
        let row = try namedHost(request)
        var answer: JSON.Object = ["host": .string(row.name)]
        if let status = body["status"]?.string {
            let isEnabled = status.lowercased() == "enable"
            try updateHost(row.name) { row in
                row.isDisabled = !isEnabled
                row.disabledReason = nil
            }
            answer["status"] = isEnabled ? "enabled" : "disabled"
        }
        if let mode = body["maintenance_mode"]?.string {
            answer["maintenance_mode"] = mode.lowercased() == "enable" ? "on_maintenance" : "off_maintenance"
        }
        return .json(.object(answer))
    }
}
