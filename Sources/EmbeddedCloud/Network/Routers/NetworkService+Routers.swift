import HTTPTypes

extension NetworkService {
    func declareRouters(in table: inout RouteTable) {
        declare(
            ResourceActions<RouterRow>(
                create: { state, draft, context in try state.createRouter(draft, context) },
                update: { state, row, draft, context in try state.updateRouter(row, draft, context) },
                delete: { state, row, context in try state.deleteRouter(row, context) }
            ),
            in: &table
        )
        table.on(.put, "/v2.0/routers/{id}/add_router_interface") { request in
            let context = context(try caller(request))
            let body = try await document(request)
            return .json(try store.write { try $0.addInterface(request["id"], body, context).json })
        }
        table.on(.put, "/v2.0/routers/{id}/remove_router_interface") { request in
            let context = context(try caller(request))
            let body = try await document(request)
            return .json(try store.write { try $0.removeInterface(request["id"], body, context).json })
        }
        table.on(.put, "/v2.0/routers/{id}/add_extraroutes") { try await changeRoutes($0, adding: true) }
        table.on(.put, "/v2.0/routers/{id}/remove_extraroutes") { try await changeRoutes($0, adding: false) }
        table.on(.get, "/v2.0/routers/{id}/l3-agents") { request in
            guard try caller(request).isAdmin else { throw NetworkError.noResource }
            return .json(["agents": []])
        }
        declareConntrackHelpers(in: &table)
    }

    // Networking API reference, “Add extra routes to router”: all or nothing, whatever else happens to the routes.
    private func changeRoutes(_ request: ServiceRequest, adding: Bool) async throws -> ServiceResponse {
        let context = context(try caller(request))
        let body = try await document(request)
        let value = body["router"]?["routes"] ?? []
        do {
            _ = try AttributeType.hostRoutes.convert(value)
        } catch {
            throw NetworkError.malformed("Invalid input for routes. Reason: \(value.pythonLiteral).")
        }
        let routes = (value.array ?? []).compactMap(RouteEntry.init)
        let document = try store.write { state in
            let action = adding ? "add_extraroutes" : "remove_extraroutes"
            var row = try state.router(request["id"], for: action, context.caller)
            if adding {
                row.routes = try state.checked(row.routes + routes.filter { !row.routes.contains($0) }, of: row)
            } else {
                row.routes.removeAll(where: routes.contains)
            }
            row.standard.touch(at: context.now)
            state.routers.insert(row)
            return RouterRow.kind.document(of: row, in: state, for: context.caller)
        }
        return .compact(["router": document])
    }

    // MARK: - Conntrack helpers

    private func declareConntrackHelpers(in table: inout RouteTable) {
        let path = "/v2.0/routers/{id}/conntrack_helpers"
        @Sendable func shown(_ row: ConntrackHelperRow) -> JSON {
            [
                "id": .string(row.id), "protocol": .string(row.protocolName), "port": .int(row.port),
                "helper": .string(row.helper),
            ]
        }
        @Sendable func helper(_ request: ServiceRequest, in state: NetworkState) throws -> ConntrackHelperRow {
            guard let row = state.conntrackHelpers[request["helper"]], row.routerID == request["id"] else {
                throw NetworkError.missing(
                    "ConntrackHelperNotFound",
                    "Conntrack Helper \(request["helper"]) could not be found."
                )
            }
            return row
        }
        table.on(.get, path) { request in
            let caller = try caller(request)
            return .json(
                try store.read { state in
                    let router = try RouterRow.kind.row(request["id"], in: state, for: caller)
                    let rows = state.conntrackHelpers.rows(with: "router/\(router.id)").sorted { $0.id < $1.id }
                    return ["conntrack_helpers": .array(rows.map(shown))]
                }
            )
        }
        table.on(.post, path) { request in
            let context = context(try caller(request))
            let given = try await document(request)["conntrack_helper"] ?? .null
            let row = try store.write { state in
                let router = try state.router(request["id"], for: "create_router_conntrack_helper", context.caller)
                let row = ConntrackHelperRow(
                    id: Identifier.uuid(),
                    routerID: router.id,
                    protocolName: try Self.required(
                        "protocol",
                        given,
                        .values(["dccp", "icmp", "sctp", "tcp", "udp"])
                    ),
                    port: try Self.number("port", given),
                    helper: try Self.required("helper", given, .string(64)),
                    standard: StandardAttributes(at: context.now)
                )
                state.conntrackHelpers.insert(row)
                return row
            }
            return .json(["conntrack_helper": shown(row)], status: .created)
        }
        table.on(.get, path + "/{helper}") { request in
            let caller = try caller(request)
            return .json(
                try store.read { state in
                    _ = try RouterRow.kind.row(request["id"], in: state, for: caller)
                    return ["conntrack_helper": shown(try helper(request, in: state))]
                }
            )
        }
        table.on(.put, path + "/{helper}") { request in
            let context = context(try caller(request))
            let given = try await document(request)["conntrack_helper"] ?? .null
            let row = try store.write { state in
                _ = try state.router(request["id"], for: "update_router_conntrack_helper", context.caller)
                var row = try helper(request, in: state)
                if let name = given["protocol"]?.string { row.protocolName = name }
                if given["port"] != nil { row.port = try Self.number("port", given) }
                if let name = given["helper"]?.string { row.helper = name }
                state.conntrackHelpers.insert(row)
                return row
            }
            return .json(["conntrack_helper": shown(row)])
        }
        table.on(.delete, path + "/{helper}") { request in
            let context = context(try caller(request))
            try store.write { state in
                _ = try state.router(request["id"], for: "delete_router_conntrack_helper", context.caller)
                state.conntrackHelpers[try helper(request, in: state).id] = nil
            }
            return .empty(.noContent)
        }
    }

    /// A text that a request has to hold.
    static func required(_ name: String, _ body: JSON, _ type: AttributeType) throws -> String {
        guard let value = body[name] else {
            throw NetworkError.malformed("Failed to parse request. Required attribute '\(name)' not specified")
        }
        do {
            return try type.convert(value).string ?? ""
        } catch {
            throw NetworkError.malformed("Invalid input for \(name). Reason: '\(value.pythonText)' is not valid.")
        }
    }

    /// A port of TCP or UDP that a request has to hold.
    static func number(_ name: String, _ body: JSON) throws -> Int {
        guard let value = body[name] else {
            throw NetworkError.malformed("Failed to parse request. Required attribute '\(name)' not specified")
        }
        guard let port = value.int ?? value.string.flatMap(Int.init), (1...65_535).contains(port) else {
            throw NetworkError.malformed("Invalid input for \(name). Reason: '\(value.pythonText)' is not in 1..65535.")
        }
        return port
    }
}
