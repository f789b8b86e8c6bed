import HTTPTypes
import Hummingbird

// Compute API reference, “Availability zones”.
extension ComputeService {
    func declareZones(in table: inout ComputeRouteTable) {
        table.on(.get, "/os-availability-zone", listZones)
        table.on(.get, "/os-availability-zone/detail", listZonesInDetail)
    }

    private func listZones(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let (open, closed) = zones()
        func views(_ names: [String], _ isAvailable: Bool) -> [JSON] {
            names.filter { $0 != Self.internalZone }.map { name in
                ["zoneName": .string(name), "zoneState": ["available": .bool(isAvailable)], "hosts": .null]
            }
        }
        return .json(["availabilityZoneInfo": .array(views(open, true) + views(closed, false))])
    }

    /// The zones that have a process that is enabled, and those that only have others.
    private func zones() -> (open: [String], closed: [String]) {
        let agents = allAgents()
        let open = Set(agents.filter { !$0.isDisabled }.map(\.zone))
        return (open.sorted(), Set(agents.map(\.zone)).subtracting(open).sorted())
    }

    private func listZonesInDetail(_ request: ComputeRequest) throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        try request.require("os-availability-zone:detail", request.caller.isAdmin)
        let agents = allAgents().filter { !$0.isDisabled }
        let (open, closed) = zones()
        let views = open.map { zone -> JSON in
            var hosts = JSON.Object()
            for agent in agents where agent.zone == zone {
                var services = hosts[agent.host]?.object ?? [:]
                services[agent.binary] = [
                    "available": .bool(!agent.isForcedDown), "active": true,
                    "updated_at": .string(agent.updated.withoutZone),
                ]
                hosts[agent.host] = .object(services)
            }
            return ["zoneName": .string(zone), "zoneState": ["available": true], "hosts": .object(hosts)]
        }
        let others = closed.map { zone -> JSON in
            ["zoneName": .string(zone), "zoneState": ["available": false], "hosts": .null]
        }
        return .json(["availabilityZoneInfo": .array(views + others)])
    }
}
