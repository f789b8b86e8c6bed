import HTTPTypes
import Hummingbird

// Compute API reference, “Floating IPs” and “Floating IP pools”; the network service's, there until microversion 2.35.
extension ComputeService {
    func declareFloatingIPs(in table: inout ComputeRouteTable) {
        let last = Self.lastProxyMinor
        table.on(.get, "/os-floating-ip-pools", until: last, listPools)
        table.on(.get, "/os-floating-ips", until: last, listFloatingIPs)
        table.on(.post, "/os-floating-ips", until: last, createFloatingIP)
        table.on(.get, "/os-floating-ips/{id}", until: last, showFloatingIP)
        table.on(.delete, "/os-floating-ips/{id}", until: last, deleteFloatingIP)
    }

    // MARK: - Pools

    /// The networks that lead outside.
    private func pools(_ caller: Caller) async throws -> [JSON] {
        let answer = await parts.others.call("network", .get, "/v2.0/networks?router:external=True", as: caller)
        guard answer.isSuccess else { throw Self.unavailable("network") }
        return answer.body["networks"]?.array ?? []
    }

    private func listPools(_ request: ComputeRequest) async throws -> ServiceResponse {
        let names = try await pools(request.caller).map { network -> JSON in
            let name = network["name"]?.string ?? ""
            return ["name": name.isEmpty ? network["id"] ?? .null : .string(name)]
        }
        return .json(["floating_ip_pools": .array(names)])
    }

    // MARK: - Views

    private func members(_ address: JSON, _ pools: [JSON], _ caller: Caller) async -> JSON {
        var server: JSON = .null
        if let details = address["port_details"], details["device_id"] != nil {
            server = details["device_id"] ?? .null
        } else if let port = address["port_id"]?.string {
            let answer = await parts.others.call("network", .get, "/v2.0/ports/\(port)", as: caller)
            server = answer.body["port"]?["device_id"] ?? .null
        }
        let pool = address["floating_network_id"] ?? .null
        let name = pools.first { $0["id"] == pool }?["name"]?.string ?? ""
        return [
            "fixed_ip": address["fixed_ip_address"] ?? .null, "id": address["id"] ?? .null, "instance_id": server,
            "ip": address["floating_ip_address"] ?? .null, "pool": name.isEmpty ? pool : .string(name),
        ]
    }

    // MARK: - Handlers

    private func floatingIP(_ request: ComputeRequest) async throws -> JSON {
        let id = request["id"]
        let path = "/v2.0/floatingips/" + PercentCoding.encodeQueryValue(id)
        let answer = await parts.others.call("network", .get, path, as: request.caller)
        guard answer.status != 404 else { throw ComputeError.notFound("Floating IP not found for ID \(id)") }
        guard answer.isSuccess, let address = answer.body["floatingip"] else { throw Self.unavailable("network") }
        return address
    }

    private func listFloatingIPs(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.require("os-floating-ips:list", request.isReader(of: request.project))
        let path = "/v2.0/floatingips?tenant_id=" + request.project
        let answer = await parts.others.call("network", .get, path, as: request.caller)
        let pools = try await pools(request.caller)
        var views: [JSON] = []
        for address in answer.body["floatingips"]?.array ?? [] {
            views.append(await members(address, pools, request.caller))
        }
        return .json(["floating_ips": .array(views)])
    }

    private func showFloatingIP(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.require("os-floating-ips:show", request.isReader(of: request.project))
        let address = try await floatingIP(request)
        return .json([
            "floating_ip": await members(address, try await pools(request.caller), request.caller)
        ])
    }

    private func createFloatingIP(_ request: ComputeRequest) async throws -> ServiceResponse {
        if let body = request.document, !body.isNull {
            try RequestSchema.object(["pool": .anyOf([.string(), .null])], others: .any).validate(body)
        }
        try request.require("os-floating-ips:create", request.isMember(of: request.project))
        let wanted = request.document?["pool"]?.string
        let pools = try await pools(request.caller)
        // Without a name it is from the pool `public`, or the only one.
        let pool = pools.first { pool in
            guard let wanted else { return pool["name"] == "public" || pools.count == 1 }
            return pool["id"]?.string == wanted || pool["name"]?.string == wanted
        }
        guard let pool, let id = pool["id"] else { throw ComputeError.notFound("Floating IP pool not found.") }
        let answer = await parts.others.call(
            "network",
            .post,
            "/v2.0/floatingips",
            ["floatingip": ["floating_network_id": id]],
            as: request.caller
        )
        let place = wanted.map { " in pool \($0)." }
        guard answer.isSuccess, let address = answer.body["floatingip"] else {
            switch (answer.status, answer.body["NeutronError"]?["type"]?.string) {
            case (409, "OverQuota"): throw ComputeError.forbidden("IP allocation over quota" + (place ?? "."))
            case (409, _): throw ComputeError.notFound("No more floating IPs" + (place ?? " available."))
            case (400, _): throw ComputeError.badRequest(Self.networkMessage(answer.body))
            default: throw Self.unavailable("network")
            }
        }
        return .json(["floating_ip": await members(address, pools, request.caller)])
    }

    private func deleteFloatingIP(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.require("os-floating-ips:delete", request.isMember(of: request.project))
        let address = try await floatingIP(request)
        let path = "/v2.0/floatingips/\(address["id"]?.string ?? "")"
        let answer = await parts.others.call("network", .delete, path, as: request.caller)
        guard answer.isSuccess else {
            throw answer.status == 404
                ? ComputeError.notFound("Floating IP not found for ID \(request["id"])") : Self.unavailable("network")
        }
        return .empty(.accepted)
    }

    /// The sentence of the network service's error.
    static func networkMessage(_ body: JSON) -> String { body["NeutronError"]?["message"]?.string ?? "" }
}
