import HTTPTypes

// Networking API reference, “Floating IPs port forwarding”.
extension PortForwardingRow {
    /// As the API shows it.
    var members: JSON.Object {
        var members: JSON.Object = ["id": .string(id), "protocol": .string(protocolName)]
        members["internal_ip_address"] = .string(internalAddress)
        members["internal_port_id"] = .string(internalPortID)
        if externalPorts.first == externalPorts.last { members["external_port"] = .int(externalPorts.first) }
        if internalPorts.first == internalPorts.last { members["internal_port"] = .int(internalPorts.first) }
        members["external_port_range"] = .string(externalPorts.text)
        members["internal_port_range"] = .string(internalPorts.text)
        members["description"] = JSON(standard.description)
        return members
    }
}

extension NetworkService {
    func declarePortForwardings(in table: inout RouteTable) {
        let path = "/v2.0/floatingips/{id}/port_forwardings"
        table.on(.get, path) { request in
            let caller = try caller(request)
            let rows = try store.read { state in
                let floating = try FloatingIPRow.kind.row(request["id"], in: state, for: caller)
                return state.portForwardings.rows(with: "floatingip/\(floating.id)").sorted { $0.id < $1.id }
            }
            let query = request.query
            let wanted = rows.filter { row in
                ["protocol", "internal_port_id", "external_port", "description", "id"].allSatisfy { name in
                    let values = query.all(name)
                    return values.isEmpty || values.contains(row.members[name]?.pythonText ?? "")
                }
            }
            return .json(["port_forwardings": .array(wanted.map { .object($0.members) })])
        }
        table.on(.post, path) { request in
            let context = context(try caller(request))
            let body = try await document(request)
            let row = try store.write { try $0.createPortForwarding(request["id"], body["port_forwarding"], context) }
            return .json(["port_forwarding": .object(row.members)], status: .created)
        }
        table.on(.get, path + "/{forwarding}") { request in
            let caller = try caller(request)
            let row = try store.read { try $0.portForwarding(request, for: nil, caller).row }
            return .json(["port_forwarding": .object(row.members)])
        }
        table.on(.put, path + "/{forwarding}") { request in
            let context = context(try caller(request))
            let body = try await document(request)
            let row = try store.write { state in
                let (floating, old) = try state.portForwarding(
                    request,
                    for: "update_floatingip_port_forwarding",
                    context.caller
                )
                var row = try state.portForwarding(body["port_forwarding"], over: old, of: floating, context)
                row.standard.touch(at: context.now)
                state.portForwardings.insert(row)
                return row
            }
            return .json(["port_forwarding": .object(row.members)])
        }
        table.on(.delete, path + "/{forwarding}") { request in
            let caller = try caller(request)
            let now = clock.now
            try store.write { state in
                let (floating, row) = try state.portForwarding(
                    request,
                    for: "delete_floatingip_port_forwarding",
                    caller
                )
                state.portForwardings[row.id] = nil
                if state.portForwardings.ids(with: "floatingip/\(floating.id)").isEmpty {
                    state.detach(floating, at: now)
                }
            }
            return .empty(.noContent)
        }
    }
}

extension NetworkState {
    /// The forwarding of a request, and its floating IP.
    fileprivate func portForwarding(
        _ request: ServiceRequest,
        for rule: String?,
        _ caller: Caller
    ) throws -> (floating: FloatingIPRow, row: PortForwardingRow) {
        let floating = try FloatingIPRow.kind.row(request["id"], in: self, for: caller)
        guard let row = portForwardings[request["forwarding"]], row.floatingIPID == floating.id else {
            throw NetworkError.missing(
                "PortForwardingNotFound",
                "Port Forwarding \(request["forwarding"]) could not be found."
            )
        }
        if let rule, !PolicyRule.member.allows(caller, PolicyTarget(projectID: floating.projectID)) {
            throw NetworkError.disallowed("rule:\(rule)")
        }
        return (floating, row)
    }

    fileprivate mutating func createPortForwarding(
        _ id: String,
        _ body: JSON?,
        _ context: ChangeContext
    ) throws -> PortForwardingRow {
        var floating = try FloatingIPRow.kind.row(id, in: self, for: context.caller)
        guard PolicyRule.member.allows(context.caller, PolicyTarget(projectID: floating.projectID)) else {
            throw NetworkError.disallowed("rule:create_floatingip_port_forwarding")
        }
        guard floating.portID == nil else {
            throw NetworkError.conflict(
                "FipInUseByPortForwarding",
                "Floating IP \(id) is already associated with port \(floating.portID ?? "")."
            )
        }
        let row = try portForwarding(body, over: nil, of: floating, context)
        let subnet = ports[row.internalPortID]?.fixedIPs.first { $0.address == row.internalAddress }?.subnetID ?? ""
        guard let router = router(between: subnet, and: floating.networkID) else {
            throw NetworkError.missing(
                "ExternalGatewayForFloatingIPNotFound",
                "External network \(floating.networkID) is not reachable from subnet \(subnet).  Therefore, cannot associate "
                    + "Port \(row.internalPortID) with a Floating IP."
            )
        }
        floating.routerID = router
        floating.standard.touch(at: context.now)
        floatingIPs.insert(floating)
        portForwardings.insert(row)
        return row
    }

    /// What a request makes of a forwarding, checked.
    fileprivate func portForwarding(
        _ body: JSON?,
        over old: PortForwardingRow?,
        of floating: FloatingIPRow,
        _ context: ChangeContext
    ) throws -> PortForwardingRow {
        guard let body, body.object != nil else {
            throw NetworkError.malformed("Unable to find 'port_forwarding' in request body")
        }
        func missing(_ name: String) -> NetworkError {
            NetworkError.malformed("Failed to parse request. Required attribute '\(name)' not specified")
        }
        guard let portID = body["internal_port_id"]?.string ?? old?.internalPortID else {
            throw missing("internal_port_id")
        }
        let port = try PortRow.kind.row(portID, in: self, for: context.caller)
        let given = body["internal_ip_address"]?.string ?? (port.id == old?.internalPortID ? old?.internalAddress : nil)
        guard let address = given ?? port.fixedIPs.first(where: { $0.address.contains(".") })?.address,
            port.fixedIPs.contains(where: { $0.address == address })
        else {
            throw NetworkError.bad(
                "port_forwarding",
                "Requested internal IP address \(given ?? "") does not correspond to internal Neutron port \(portID)"
            )
        }
        let name = body["protocol"]?.string?.lowercased() ?? old?.protocolName
        guard let name else { throw missing("protocol") }
        guard ["dccp", "icmp", "ipv6-icmp", "sctp", "tcp", "udp"].contains(name) else {
            throw NetworkError.malformed("Invalid input for protocol. Reason: \(name) is not supported.")
        }
        guard let external = try Self.range("external_port", body) ?? old?.externalPorts else {
            throw missing("external_port")
        }
        guard let inner = try Self.range("internal_port", body) ?? old?.internalPorts else {
            throw missing("internal_port")
        }
        guard inner.last - inner.first == external.last - external.first || inner.first == inner.last else {
            throw NetworkError.bad("port_forwarding", "Internal and external port ranges must have the same size")
        }
        let siblings = portForwardings.rows(with: "floatingip/\(floating.id)").filter { $0.id != old?.id }
        guard !siblings.contains(where: { $0.protocolName == name && $0.externalPorts.overlaps(external) }) else {
            throw NetworkError.bad(
                "port_forwarding",
                "A duplicate port forwarding entry with same attributes already exists, conflicting values are "
                    + "{'floatingip_id': '\(floating.id)', 'external_port': \(external.first)}"
            )
        }
        var standard = old?.standard ?? StandardAttributes(at: context.now)
        if let description = body["description"] { standard.description = description.string }
        return PortForwardingRow(
            id: old?.id ?? Identifier.uuid(),
            floatingIPID: floating.id,
            internalPortID: portID,
            internalAddress: address,
            protocolName: name,
            externalPorts: external,
            internalPorts: inner,
            standard: standard
        )
    }

    /// A port, or a range of them as `first:last`; nil where the request names neither.
    private static func range(_ name: String, _ body: JSON) throws -> PortRange? {
        if let text = body["\(name)_range"]?.string {
            let numbers = text.split(separator: ":").compactMap { Int($0) }
            guard (1...2).contains(numbers.count), let first = numbers.first, let last = numbers.last, first <= last,
                first >= 1, last <= 65_535
            else {
                throw NetworkError.malformed("Invalid input for \(name)_range. Reason: Invalid port range: \(text).")
            }
            return PortRange(first: first, last: last)
        }
        guard let value = body[name], !value.isNull else { return nil }
        guard let port = value.int ?? value.string.flatMap(Int.init), (1...65_535).contains(port) else {
            throw NetworkError.malformed(
                "Invalid input for \(name). Reason: '\(value.pythonText)' is not a port number."
            )
        }
        return PortRange(first: port, last: port)
    }
}
