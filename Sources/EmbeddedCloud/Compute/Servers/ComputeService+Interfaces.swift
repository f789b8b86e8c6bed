import HTTPTypes
import Hummingbird

/// Addresses and ports of servers.
extension ComputeService {
    func declareInterfaces(in table: inout ComputeRouteTable) {
        table.on(.get, "/servers/{id}/ips", listAddresses)
        table.on(.get, "/servers/{id}/ips/{network}", showAddresses)
        table.on(.get, "/servers/{id}/os-interface", listInterfaces)
        table.on(.post, "/servers/{id}/os-interface", attachInterface)
        table.on(.get, "/servers/{id}/os-interface/{port}", showInterface)
        table.on(.delete, "/servers/{id}/os-interface/{port}", detachInterface)
    }

    // Compute API reference, “List Ips”.
    private func listAddresses(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        return .json(["addresses": try await addresses(request, "ips:index")])
    }

    // Compute API reference, “Show Ip Details”.
    private func showAddresses(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        guard let found = try await addresses(request, "ips:show")[request["network"]] else {
            throw ComputeError.notFound("Instance is not a member of specified network")
        }
        return .json(["\(request["network"])": found])
    }

    private func addresses(_ request: ComputeRequest, _ rule: String) async throws -> JSON {
        let row = try server(request, rule, .read)
        let facts = await NetworkFacts(of: [row], in: self, as: request.caller)
        return facts.addresses(of: row, isExtended: false)
    }

    // MARK: - Interfaces

    // Compute API reference, “List Port Interfaces”.
    private func listInterfaces(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "os-attach-interfaces:list", .read)
        let found = try await call("network", .get, "/v2.0/ports?device_id=\(row.id)", as: request.caller.elevated)
        let shown = (found["ports"]?.array ?? []).map { Self.show($0, of: row, request) }
        return .json(["interfaceAttachments": .array(shown)])
    }

    private static func show(_ port: JSON, of row: ServerRow, _ request: ComputeRequest) -> JSON {
        let fixed: [JSON] = (port["fixed_ips"]?.array ?? []).map { address in
            ["subnet_id": address["subnet_id"] ?? .null, "ip_address": address["ip_address"] ?? .null]
        }
        var shown: JSON.Object = [
            "net_id": port["network_id"] ?? .null, "port_id": port["id"] ?? .null,
            "mac_addr": port["mac_address"] ?? .null, "port_state": port["status"] ?? .null,
            "fixed_ips": .array(fixed),
        ]
        if request.minor >= 70 {
            shown["tag"] = JSON(row.interfaces.first { $0.portID == port["id"]?.string }?.tag)
        }
        return .object(shown)
    }

    // Compute API reference, “Show Port Interface Details”.
    private func showInterface(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "os-attach-interfaces:show", .read)
        return .json(["interfaceAttachment": try await shownInterface(request["port"], of: row, request)])
    }

    private func shownInterface(_ id: String, of row: ServerRow, _ request: ComputeRequest) async throws -> JSON {
        let port: JSON
        do {
            port = try await call("network", .get, "/v2.0/ports/\(id)", as: request.caller)["port"] ?? .null
        } catch is PeerError {
            throw ComputeError.notFound("Port id \(id) could not be found.")
        }
        guard port["device_id"]?.string == row.id else {
            throw ComputeError.notFound("Instance \(row.id) does not have a port with id \(id)")
        }
        return Self.show(port, of: row, request)
    }

    private static func demand(_ name: String) -> ServerDemand {
        ServerDemand(name: name, states: [.active, .paused, .stopped])
    }

    // Compute API reference, “Create Interface”.
    private func attachInterface(_ request: ComputeRequest) async throws -> ServiceResponse {
        var wish: JSON?
        if let document = request.document, !document.isNull {
            wish = try request.body(ServerSchema.attachInterface(request.minor))["interfaceAttachment"]
        }
        let row = try server(request, "os-attach-interfaces:create")
        let network = wish?["net_id"]?.string
        let port = wish?["port_id"]?.string
        let address = wish?["fixed_ips"]?.array?.first?["ip_address"]?.string
        if network != nil, port != nil { throw ComputeError.badRequest("Must not input both network_id and port_id") }
        if address != nil, network == nil {
            throw ComputeError.badRequest("Must input network_id when request IP address")
        }
        let demand = Self.demand("attach_interface")
        try demand.check(row, request.caller)
        var wanted = RequestedNetwork(networkID: network, portID: port, address: address, tag: wish?["tag"]?.string)
        if let port {
            try await checkInterfacePort(port, request)
        } else if let network {
            try await checkInterfaceNetwork(network, request)
        } else {
            wanted.networkID = try await onlyNetwork(request)
        }
        let made: ServerInterface
        do {
            made = try await plug(wanted, into: row, host: row.host)
        } catch let error as PeerError {
            let isTaken = error.status == 409 && address != nil
            throw isTaken ? ComputeError.conflict(error.message) : ComputeError.badRequest(error.message)
        }
        do {
            try act(
                on: row,
                demand,
                as: "attach_interface",
                event: "compute_attach_interface",
                for: request
            ) { row, _ in row.interfaces.append(made) }
        } catch {
            await unplug(made, from: row)
            throw error
        }
        let changed = store.read { $0.servers[row.id] } ?? row
        return .json(["interfaceAttachment": try await shownInterface(made.portID, of: changed, request)])
    }

    private func onlyNetwork(_ request: ComputeRequest) async throws -> String {
        let networks = try await availableNetworks(request.caller)
        if networks.count > 1 {
            throw ComputeError.badRequest(
                "More than one possible network found. Specify network ID(s) to select which one(s) to connect to."
            )
        }
        guard let id = networks.first?["id"]?.string else {
            throw ComputeError.badRequest(
                "No specific network was requested and none are available for project '\(request.project)'."
            )
        }
        return id
    }

    private func checkInterfacePort(_ id: String, _ request: ComputeRequest) async throws {
        let port: JSON
        do {
            port = try await call("network", .get, "/v2.0/ports/\(id)", as: request.caller)["port"] ?? .null
        } catch is PeerError {
            throw ComputeError.notFound("Port id \(id) could not be found.")
        }
        if port["device_id"]?.string?.isEmpty == false { throw ComputeError.conflict("Port \(id) is still in use.") }
    }

    private func checkInterfaceNetwork(_ id: String, _ request: ComputeRequest) async throws {
        do {
            try await checkNetwork(id, request.caller)
        } catch var error as ComputeError where error.message == "Network \(id) could not be found." {
            error.status = .notFound
            throw error
        }
    }

    // Compute API reference, “Detach Interface”.
    private func detachInterface(_ request: ComputeRequest) async throws -> ServiceResponse {
        let row = try server(request, "os-attach-interfaces:delete")
        let port = request["port"]
        let demand = Self.demand("detach_interface")
        try demand.check(row, request.caller)
        guard row.interfaces.contains(where: { $0.portID == port }) else {
            throw ComputeError.notFound("Port id \(port) could not be found.")
        }
        return try begin(
            .detachInterface(port),
            "compute.server.detach-interface",
            on: row,
            demand,
            as: "detach_interface",
            event: "compute_detach_interface",
            for: request
        )
    }

    func finishDetach(_ port: String, from row: ServerRow, _ pending: PendingStep, at time: Timestamp) async throws {
        if let interface = row.interfaces.first(where: { $0.portID == port }) { await unplug(interface, from: row) }
        try end(pending, of: row.id, at: time) { row, _ in row.interfaces.removeAll { $0.portID == port } }
    }
}
