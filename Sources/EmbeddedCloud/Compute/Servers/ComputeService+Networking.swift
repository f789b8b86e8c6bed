import Foundation
import HTTPTypes

extension ComputeService {
    // MARK: - Before the answer

    /// What a request for networks comes to; throws what upstream's check of them throws.
    ///
    /// Nil stands for the one network there is, if there is one; an empty list for none.
    func checkNetworks(
        _ wanted: [RequestedNetwork]?,
        isAutomatic: Bool,
        count: Int,
        _ request: ComputeRequest
    ) async throws -> [RequestedNetwork] {
        guard let wanted, !wanted.isEmpty else {
            let networks = try await availableNetworks(request.caller)
            if networks.count > 1 {
                throw ComputeError.conflict(
                    "Multiple possible networks found, use a Network ID to be more specific."
                )
            }
            if let only = networks.first?["id"]?.string { return [RequestedNetwork(networkID: only)] }
            return isAutomatic ? [try await allocatedNetwork(request)] : []
        }
        for network in wanted {
            if let port = network.portID {
                try await checkPort(port, count: count, request.caller)
            } else if let address = network.address, let id = network.networkID {
                if count > 1 {
                    throw ComputeError.badRequest(
                        "Failed to launch instances: max_count cannot be greater than 1 if an fixed_ip is specified."
                    )
                }
                try await checkAddress(address, in: id)
            }
        }
        var known: Set<String> = []
        for id in wanted.compactMap(\.networkID) where known.insert(id).inserted {
            try await checkNetwork(id, request.caller)
        }
        return wanted
    }

    /// The networks a project's servers may be on without being asked to: its own and those shared with it.
    func availableNetworks(_ caller: Caller) async throws -> [JSON] {
        do {
            let own = try await call(
                "network",
                .get,
                "/v2.0/networks?tenant_id=\(caller.projectID ?? "")&shared=false",
                as: caller
            )
            let shared = try await call("network", .get, "/v2.0/networks?shared=true", as: caller)
            var seen: Set<String> = []
            return ((own["networks"]?.array ?? []) + (shared["networks"]?.array ?? [])).filter { network in
                let isOutside = network["router:external"]?.bool ?? false
                return !(isOutside && !caller.isAdmin) && seen.insert(network["id"]?.string ?? "").inserted
            }
        } catch let error as PeerError where error.status == 503 || error.status == 404 {
            return []
        } catch let error as PeerError {
            throw ComputeError.badRequest(error.message)
        }
    }

    /// The network that is made for a project that has none.
    private func allocatedNetwork(_ request: ComputeRequest) async throws -> RequestedNetwork {
        let path = "/v2.0/auto-allocated-topology/\(request.project)"
        do {
            let found = try await call("network", .get, path, as: request.caller.elevated)
            if let id = found["auto_allocated_topology"]?["id"]?.string { return RequestedNetwork(networkID: id) }
        } catch is PeerError {
            // Told below.
        }
        throw ComputeError.badRequest("Unable to automatically allocate a network for project \(request.project)")
    }

    private func checkPort(_ id: String, count: Int, _ caller: Caller) async throws {
        if count > 1 {
            throw ComputeError.badRequest(
                "Failed to launch instances: Unable to launch multiple instances with a single configured port ID. "
                    + "Please launch your instance one by one with different ports."
            )
        }
        let port: JSON
        do {
            port = try await call("network", .get, "/v2.0/ports/\(id)", as: caller)
        } catch is PeerError {
            throw ComputeError.badRequest("Port id \(id) could not be found.")
        }
        if let device = port["port"]?["device_id"]?.string, !device.isEmpty {
            throw ComputeError.conflict("Port \(id) is still in use.")
        }
        let addresses = port["port"]?["fixed_ips"]?.array ?? []
        if addresses.isEmpty, port["port"]?["ip_allocation"]?.string != "deferred" {
            throw ComputeError.badRequest("Port \(id) requires a FixedIP in order to be used.")
        }
    }

    func checkNetwork(_ id: String, _ caller: Caller) async throws {
        let network: JSON
        do {
            network = try await call("network", .get, "/v2.0/networks/\(id)", as: caller)
        } catch is PeerError {
            throw ComputeError.badRequest("Network \(id) could not be found.")
        }
        if network["network"]?["router:external"]?.bool == true, !caller.isAdmin {
            throw ComputeError.forbidden("It is not allowed to create an interface on external network \(id)")
        }
        if network["network"]?["subnets"]?.array?.isEmpty == true {
            throw ComputeError.badRequest("Network \(id) requires a subnet in order to boot instances on.")
        }
    }

    private func checkAddress(_ address: String, in network: String) async throws {
        let path = "/v2.0/ports?network_id=\(network)&fixed_ips=ip_address%3D\(address)&fields=device_id"
        let found = try? await call("network", .get, path, as: .service("nova"))
        guard let port = found?["ports"]?.array?.first else { return }
        throw ComputeError.badRequest(
            "Fixed IP address \(address) is already in use on instance \(port["device_id"]?.string ?? "")."
        )
    }

    /// Ids of the groups named in a request, by name or id; `default` stands for what ports get anyway.
    func securityGroups(_ names: [String], _ caller: Caller) async throws -> [String] {
        var ids: [String] = []
        for name in names where name != "default" || names.count > 1 {
            ids.append(try await securityGroup(name, caller))
        }
        return ids
    }

    /// The id of a group of the caller's project, by its name or id.
    func securityGroup(_ name: String, _ caller: Caller) async throws -> String {
        let project = caller.projectID ?? ""
        let text = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
        var found: [JSON] = []
        for filter in ["id=\(text)", "name=\(text)"] where found.isEmpty {
            let path = "/v2.0/security-groups?tenant_id=\(project)&fields=id&\(filter)"
            found = (try? await call("network", .get, path, as: caller.elevated))?["security_groups"]?.array ?? []
        }
        if found.count > 1 {
            throw ComputeError.conflict(
                "Multiple security_group matches found for name '\(name)', use an ID to be more specific."
            )
        }
        guard let id = found.first?["id"]?.string else {
            throw ComputeError.badRequest("Security group \(name) not found for project \(project).")
        }
        return id
    }

    // MARK: - Ports of a server

    /// Makes a port for a server, or takes the one that was asked for.
    func plug(_ wanted: RequestedNetwork, into server: ServerRow, host: String?) async throws -> ServerInterface {
        var members: JSON.Object = [
            "device_id": .string(server.id), "device_owner": .string("compute:" + (zone(ofHost: host) ?? "nova")),
        ]
        if let host { members["binding:host_id"] = .string(host) }
        let account = account(of: server)
        let port: JSON
        if let id = wanted.portID {
            port = try await call("network", .put, "/v2.0/ports/\(id)", ["port": .object(members)], as: account)
        } else {
            members["network_id"] = .string(wanted.networkID ?? "")
            members["admin_state_up"] = true
            members["tenant_id"] = .string(server.projectID)
            if let address = wanted.address { members["fixed_ips"] = [["ip_address": .string(address)]] }
            if !server.securityGroups.isEmpty { members["security_groups"] = JSON(server.securityGroups) }
            port = try await call("network", .post, "/v2.0/ports", ["port": .object(members)], as: account)
        }
        let network = port["port"]?["network_id"]?.string ?? ""
        let shown = try? await call("network", .get, "/v2.0/networks/\(network)?fields=name", as: account)
        return ServerInterface(
            portID: port["port"]?["id"]?.string ?? "",
            networkID: network,
            label: shown?["network"]?["name"]?.string ?? "",
            mac: port["port"]?["mac_address"]?.string ?? "",
            isOwned: wanted.portID == nil,
            tag: wanted.tag
        )
    }

    /// Removes a port compute made, or gives back one it was given.
    func unplug(_ interface: ServerInterface, from server: ServerRow) async {
        let path = "/v2.0/ports/\(interface.portID)"
        if interface.isOwned {
            _ = await parts.others.call("network", .delete, path, as: account(of: server))
        } else {
            let body: JSON = ["port": ["device_id": "", "device_owner": "", "binding:host_id": ""]]
            _ = await parts.others.call("network", .put, path, body, as: account(of: server))
        }
    }

    /// Tells the network service where a server's ports are now.
    func moveInterfaces(of server: ServerRow, to host: String?) async {
        for interface in server.interfaces {
            let body: JSON = [
                "port": [
                    "binding:host_id": .string(host ?? ""),
                    "device_owner": .string("compute:" + (zone(ofHost: host) ?? "nova")),
                ]
            ]
            let path = "/v2.0/ports/\(interface.portID)"
            _ = await parts.others.call("network", .put, path, body, as: account(of: server))
        }
    }

    /// The availability zone of a host; nil if no aggregate says.
    func zone(ofHost host: String?) -> String? {
        guard let host else { return nil }
        return store.read { state in
            state.aggregates.values.first { $0.zone != nil && $0.hosts.contains(host) }?.zone
        }
    }
}
