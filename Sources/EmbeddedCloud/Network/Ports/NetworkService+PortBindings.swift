import HTTPTypes

// Networking API reference, “Port binding”: how compute moves a server's ports to another host.
extension NetworkService {
    func declarePortBindings(in table: inout RouteTable) {
        let path = "/v2.0/ports/{id}/bindings"
        table.on(.get, path) { request in
            let row = try bindable(request, mayRead: true)
            return .json(["bindings": .array(Self.bindings(of: row))])
        }
        table.on(.post, path, addBinding)
        table.on(.put, path + "/{host}", changeBinding)
        table.on(.delete, path + "/{host}") { request in
            _ = try bindable(request)
            try store.write { state in
                guard var row = state.ports[request["id"]] else { throw NetworkError.noPort(request["id"]) }
                guard Self.bindings(of: row).contains(where: { $0["host"]?.string == request["host"] }) else {
                    throw Self.noBinding(request)
                }
                row.otherBindings.removeAll { $0.host == request["host"] }
                if row.host == request["host"] {
                    row.host = ""
                    row.status = .down
                }
                row.standard.touch(at: clock.now)
                state.ports.insert(row)
            }
            return .empty(.noContent)
        }
        table.on(.put, path + "/{host}/activate", activateBinding)
    }

    private func bindable(_ request: ServiceRequest, mayRead: Bool = false) throws -> PortRow {
        let caller = try caller(request)
        let row = try store.read { try PortRow.kind.row(request["id"], in: $0, for: caller) }
        guard caller.isService || (mayRead && caller.isAdmin) else {
            throw NetworkError.disallowed("rule:\(mayRead ? "get" : "create")_port_binding")
        }
        return row
    }

    private static func noBinding(_ request: ServiceRequest) -> NetworkError {
        NetworkError.missing(
            "PortBindingNotFound",
            "Binding for port \(request["id"]) for host \(request["host"]) could not be found."
        )
    }

    private static func document(_ host: String, _ vnicType: String, _ profile: JSON.Object, isActive: Bool) -> JSON {
        [
            "host": .string(host), "vif_type": .string(PortRow.vifType(host: host)),
            "vif_details": PortRow.vifDetails(host: host), "vnic_type": .string(vnicType),
            "profile": .object(profile), "status": .string(isActive ? "ACTIVE" : "INACTIVE"),
        ]
    }

    private static func bindings(of row: PortRow) -> [JSON] {
        var bindings = row.otherBindings.map { document($0.host, $0.vnicType, $0.profile, isActive: false) }
        if !row.host.isEmpty { bindings.insert(document(row.host, row.vnicType, row.profile, isActive: true), at: 0) }
        return bindings
    }

    private func addBinding(_ request: ServiceRequest) async throws -> ServiceResponse {
        _ = try bindable(request)
        guard let binding = try await document(request)["binding"]?.object,
            let host = binding["host"]?.string, !host.isEmpty
        else { throw NetworkError.malformed("Failed to parse request. Required attribute 'host' not specified") }
        let vnicType = binding["vnic_type"]?.string ?? "normal"
        let profile = binding["profile"]?.object ?? [:]
        let isActive = try store.write { state in
            guard var row = state.ports[request["id"]] else { throw NetworkError.noPort(request["id"]) }
            guard row.host != host, !row.otherBindings.contains(where: { $0.host == host }) else {
                throw NetworkError.conflict(
                    "PortBindingAlreadyExists",
                    "Binding for port \(row.id) on host \(host) already exists."
                )
            }
            let isFirst = row.host.isEmpty
            if isFirst {
                row.host = host
                row.vnicType = vnicType
                row.profile = profile
                row.status = row.isUp ? .active : .down
            } else {
                row.otherBindings.append(.init(host: host, vnicType: vnicType, profile: profile, isActive: false))
            }
            row.standard.touch(at: clock.now)
            state.ports.insert(row)
            return isFirst
        }
        return .json(
            ["binding": Self.document(host, vnicType, profile, isActive: isActive)],
            status: .created
        )
    }

    private func changeBinding(_ request: ServiceRequest) async throws -> ServiceResponse {
        _ = try bindable(request)
        let binding = try await document(request)["binding"]?.object ?? [:]
        let document = try store.write { state in
            guard var row = state.ports[request["id"]] else { throw NetworkError.noPort(request["id"]) }
            if row.host == request["host"] {
                if let type = binding["vnic_type"]?.string { row.vnicType = type }
                if let profile = binding["profile"]?.object { row.profile = profile }
            } else if let place = row.otherBindings.firstIndex(where: { $0.host == request["host"] }) {
                if let type = binding["vnic_type"]?.string { row.otherBindings[place].vnicType = type }
                if let profile = binding["profile"]?.object { row.otherBindings[place].profile = profile }
            } else {
                throw Self.noBinding(request)
            }
            row.standard.touch(at: clock.now)
            state.ports.insert(row)
            return Self.bindings(of: row).first { $0["host"]?.string == request["host"] } ?? .null
        }
        return .json(["binding": document])
    }

    private func activateBinding(_ request: ServiceRequest) throws -> ServiceResponse {
        _ = try bindable(request)
        let document = try store.write { state in
            guard var row = state.ports[request["id"]] else { throw NetworkError.noPort(request["id"]) }
            guard row.host != request["host"] else {
                throw NetworkError.conflict(
                    "PortBindingAlreadyActive",
                    "Binding for port \(row.id) on host \(row.host) is already active."
                )
            }
            guard let place = row.otherBindings.firstIndex(where: { $0.host == request["host"] }) else {
                throw Self.noBinding(request)
            }
            let next = row.otherBindings.remove(at: place)
            if !row.host.isEmpty {
                row.otherBindings.append(
                    .init(host: row.host, vnicType: row.vnicType, profile: row.profile, isActive: false)
                )
            }
            row.host = next.host
            row.vnicType = next.vnicType
            row.profile = next.profile
            row.status = row.isUp ? .active : .down
            row.standard.touch(at: clock.now)
            state.ports.insert(row)
            return Self.document(row.host, row.vnicType, row.profile, isActive: true)
        }
        return .json(["binding": document])
    }
}
