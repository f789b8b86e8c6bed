import HTTPTypes
import Hummingbird

// Compute API reference, “Networks” and “Project networks”; the network service's, there until microversion 2.35.
extension ComputeService {
    func declareNetworks(in table: inout ComputeRouteTable) {
        let last = Self.lastProxyMinor
        table.on(.get, "/os-networks", until: last) { request in
            try request.require("os-networks:list", request.isReader(of: request.project))
            return .json(["networks": .array(try await networks(request).map { members($0, request) })])
        }
        table.on(.get, "/os-networks/{id}", until: last) { request in
            try request.require("os-networks:show", request.isReader(of: request.project))
            return .json(["network": members(try await network(request), request)])
        }
        table.on(.get, "/os-tenant-networks", until: last) { request in
            try request.require("os-tenant-networks:list", request.isReader(of: request.project))
            return .json(["networks": .array(try await networks(request).map(Self.shortMembers))])
        }
        table.on(.get, "/os-tenant-networks/{id}", until: last) { request in
            try request.require("os-tenant-networks:show", request.isReader(of: request.project))
            return .json(["network": Self.shortMembers(try await network(request))])
        }
    }

    private func networks(_ request: ComputeRequest) async throws -> [JSON] {
        let answer = await parts.others.call("network", .get, "/v2.0/networks", as: request.caller)
        guard answer.isSuccess else { throw Self.unavailable("network") }
        return answer.body["networks"]?.array ?? []
    }

    private func network(_ request: ComputeRequest) async throws -> JSON {
        let path = "/v2.0/networks/" + PercentCoding.encodeQueryValue(request["id"])
        let answer = await parts.others.call("network", .get, path, as: request.caller)
        guard answer.status != 404 else { throw ComputeError.notFound("Network not found") }
        guard answer.isSuccess, let network = answer.body["network"] else { throw Self.unavailable("network") }
        return network
    }

    /// Most of it meant something to the service that was there before.
    private func members(_ network: JSON, _ request: ComputeRequest) -> JSON {
        var names = [
            "id", "cidr", "netmask", "gateway", "broadcast", "dns1", "dns2", "cidr_v6", "gateway_v6", "label",
            "netmask_v6",
        ]
        if request.caller.isAdmin {
            names += [
                "created_at", "updated_at", "deleted_at", "deleted", "injected", "bridge", "vlan",
                "vpn_public_address", "vpn_public_port", "vpn_private_address", "dhcp_start", "project_id", "host",
                "bridge_interface", "multi_host", "priority", "rxtx_base", "mtu", "dhcp_server", "enable_dhcp",
                "share_address",
            ]
        }
        var members = JSON.Object()
        for name in names { members[name] = .null }
        members["id"] = network["id"]
        members["label"] = network["name"]
        return .object(members)
    }

    private static func shortMembers(_ network: JSON) -> JSON {
        ["id": network["id"] ?? .null, "cidr": "None", "label": network["name"] ?? .null]
    }
}
