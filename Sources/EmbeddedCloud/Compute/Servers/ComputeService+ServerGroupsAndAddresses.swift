import HTTPTypes
import Hummingbird

/// Security groups and further addresses of servers, which are the network service's.
extension ComputeService {
    func declareNetworkActions(in table: inout ComputeRouteTable) {
        table.on(.get, "/servers/{id}/os-security-groups", listSecurityGroups)
        table.action("addSecurityGroup") { try await changeGroups("addSecurityGroup", $0) }
        table.action("removeSecurityGroup") { try await changeGroups("removeSecurityGroup", $0) }
        table.action("addFloatingIp", until: 43, addFloatingAddress)
        table.action("removeFloatingIp", until: 43, removeFloatingAddress)
        table.action("addFixedIp", until: 43, addFixedAddress)
        table.action("removeFixedIp", until: 43, removeFixedAddress)
    }

    private func ports(of row: ServerRow) async throws -> [JSON] {
        let path = "/v2.0/ports?device_id=\(row.id)"
        do {
            return try await call("network", .get, path, as: account(of: row))["ports"]?.array ?? []
        } catch let error as PeerError {
            throw ComputeError(.serviceUnavailable, error.message)
        }
    }

    // MARK: - Security groups

    // Compute API reference, “List Security Groups By Server”.
    private func listSecurityGroups(_ request: ComputeRequest) async throws -> ServiceResponse {
        try request.checkQuery([:], isOpen: request.minor < 102)
        let row = try server(request, "os-security-groups:list", .read)
        var groups: [String: JSON] = [:]
        let account = request.caller.elevated
        var shown: [JSON] = []
        for port in try await ports(of: row) {
            for id in (port["security_groups"]?.array ?? []).compactMap(\.string) {
                if groups[id] == nil {
                    let found = try? await call("network", .get, "/v2.0/security-groups/\(id)", as: account)
                    groups[id] = found?["security_group"] ?? .null
                }
                guard let group = groups[id], !group.isNull else { continue }
                shown.append(try await show(group, account))
            }
        }
        shown.sort { left, right in
            let first = (left["tenant_id"]?.string ?? "", left["name"]?.string ?? "")
            return first < (right["tenant_id"]?.string ?? "", right["name"]?.string ?? "")
        }
        return .json(["security_groups": .array(shown)])
    }

    private func show(_ group: JSON, _ account: Caller) async throws -> JSON {
        var rules: [JSON] = []
        for rule in group["security_group_rules"]?.array ?? [] where rule["direction"]?.string == "ingress" {
            rules.append(try await show(rule: rule, account))
        }
        return [
            "id": group["id"] ?? .null, "description": group["description"] ?? .null, "name": group["name"] ?? .null,
            "tenant_id": group["tenant_id"] ?? .null, "rules": .array(rules),
        ]
    }

    private func show(rule: JSON, _ account: Caller) async throws -> JSON {
        var first = rule["port_range_min"] ?? .null
        var last = rule["port_range_max"] ?? .null
        if let name = rule["protocol"]?.string, first.isNull, last.isNull {
            let hasPorts = ["TCP", "UDP"].contains(name.uppercased())
            first = hasPorts ? 1 : -1
            last = hasPorts ? 65535 : -1
        }
        var members: JSON.Object = [
            "id": rule["id"] ?? .null, "parent_group_id": rule["security_group_id"] ?? .null,
            "ip_protocol": rule["protocol"] ?? .null, "from_port": first, "to_port": last, "group": [:],
            "ip_range": [:],
        ]
        if let id = rule["remote_group_id"]?.string {
            let found = try? await call("network", .get, "/v2.0/security-groups/\(id)", as: account)
            members["group"] = [
                "name": found?["security_group"]?["name"] ?? .null,
                "tenant_id": found?["security_group"]?["tenant_id"] ?? .null,
            ]
        } else if let range = rule["remote_ip_prefix"]?.string {
            members["ip_range"] = ["cidr": .string(range)]
        } else if rule["protocol"]?.isNull == false {
            members["ip_range"] = ["cidr": rule["ethertype"]?.string == "IPv6" ? "::/0" : "0.0.0.0/0"]
        }
        return .object(members)
    }

    private func changeGroups(_ action: String, _ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(
            ComputeSchema.one(action, .object(["name": ComputeSchema.name], required: ["name"]))
        )
        let adds = action == "addSecurityGroup"
        let row = try server(request, "os-security-groups:" + (adds ? "add" : "remove"))
        let name = body[action]?["name"]?.string ?? ""
        let id: String
        do {
            id = try await securityGroup(name, request.caller)
        } catch let error as ComputeError where error.status == .badRequest {
            throw ComputeError.notFound("Security group \(name) is not found for project \(request.project)")
        }
        let ports = try await ports(of: row)
        if ports.isEmpty {
            throw ComputeError.notFound("instance_id \(row.id) could not be found as device id on any ports")
        }
        var isFound = false
        for port in ports {
            var groups = (port["security_groups"]?.array ?? []).compactMap(\.string)
            if adds {
                if !groups.contains(id) { groups.append(id) }
            } else {
                guard let index = groups.firstIndex(of: id) else { continue }
                groups.remove(at: index)
            }
            isFound = true
            let path = "/v2.0/ports/\(port["id"]?.string ?? "")"
            do {
                try await call("network", .put, path, ["port": ["security_groups": JSON(groups)]], as: account(of: row))
            } catch let error as PeerError {
                throw error.status == 409
                    ? ComputeError.conflict(error.message) : ComputeError.badRequest(error.message)
            }
        }
        guard isFound || adds else {
            throw ComputeError.notFound("Security group \(name) not associated with the instance \(row.id)")
        }
        return .empty(.accepted)
    }

    // MARK: - Addresses

    private func floatingAddress(_ address: String, _ request: ComputeRequest) async throws -> JSON {
        let path = "/v2.0/floatingips?floating_ip_address=\(address)"
        let found = try? await call("network", .get, path, as: request.caller)
        guard let one = found?["floatingips"]?.array?.first else {
            throw ComputeError.notFound("floating IP not found")
        }
        return one
    }

    private func addFloatingAddress(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(
            ComputeSchema.one(
                "addFloatingIp",
                .object(
                    ["address": ComputeSchema.address, "fixed_address": ComputeSchema.address],
                    required: ["address"]
                )
            )
        )
        let row = try server(request, "os-floating-ips:add")
        let address = body["addFloatingIp"]?["address"]?.string ?? ""
        if row.interfaces.isEmpty { throw ComputeError.badRequest("Instance network is not ready yet") }
        let addresses = try await ports(of: row).flatMap { port in
            (port["fixed_ips"]?.array ?? []).compactMap { fixed in
                fixed["ip_address"]?.string.map { (port: port["id"]?.string ?? "", address: $0) }
            }
        }
        if addresses.isEmpty { throw ComputeError.badRequest("No fixed IPs associated to instance") }
        let chosen: (port: String, address: String)
        if let wanted = body["addFloatingIp"]?["fixed_address"]?.string {
            guard let found = addresses.first(where: { $0.address == wanted }) else {
                throw ComputeError.badRequest("Specified fixed address not assigned to instance")
            }
            chosen = found
        } else {
            guard let found = addresses.first(where: { !$0.address.contains(":") }) else {
                throw ComputeError.badRequest(
                    "Unable to associate floating IP \(address) to any fixed IPs for instance \(row.id). Instance has "
                        + "no fixed IPv4 addresses to associate."
                )
            }
            chosen = found
        }
        let floating = try await floatingAddress(address, request)
        let change: JSON = [
            "floatingip": ["port_id": .string(chosen.port), "fixed_ip_address": .string(chosen.address)]
        ]
        do {
            let path = "/v2.0/floatingips/\(floating["id"]?.string ?? "")"
            try await call("network", .put, path, change, as: request.caller)
        } catch let error as PeerError {
            throw ComputeError.badRequest(error.message)
        }
        return .empty(.accepted)
    }

    private func removeFloatingAddress(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(
            ComputeSchema.one(
                "removeFloatingIp",
                .object(["address": ComputeSchema.address], required: ["address"])
            )
        )
        let row = try server(request, "os-floating-ips:remove")
        let address = body["removeFloatingIp"]?["address"]?.string ?? ""
        let floating = try await floatingAddress(address, request)
        guard let port = floating["port_id"]?.string, row.interfaces.contains(where: { $0.portID == port }) else {
            throw ComputeError.conflict("Floating IP \(address) is not associated with instance \(row.id).")
        }
        let path = "/v2.0/floatingips/\(floating["id"]?.string ?? "")"
        try await call("network", .put, path, ["floatingip": ["port_id": .null]], as: request.caller)
        return .empty(.accepted)
    }

    private func addFixedAddress(_ request: ComputeRequest) async throws -> ServiceResponse {
        let id = RequestSchema.check { (value, path) throws(RequestSchema.Problem) in
            if value.int != nil { return }
            try RequestSchema.string(.init(1)).validate(value, at: path)
        }
        let body = try request.body(
            ComputeSchema.one("addFixedIp", .object(["networkId": id], required: ["networkId"]))
        )
        let row = try server(request, "os-multinic:add")
        let network = body["addFixedIp"]?["networkId"]?.pythonText ?? ""
        for port in try await ports(of: row) where port["network_id"]?.string == network {
            let shown = try await call("network", .get, "/v2.0/subnets?network_id=\(network)", as: account(of: row))
            guard let subnet = shown["subnets"]?.array?.first?["id"] else { continue }
            let fixed = (port["fixed_ips"]?.array ?? []) + [["subnet_id": subnet]]
            try await putFixed(fixed, port, row)
            return .empty(.accepted)
        }
        throw ComputeError.badRequest("Network could not be found for instance \(row.id).")
    }

    private func removeFixedAddress(_ request: ComputeRequest) async throws -> ServiceResponse {
        let body = try request.body(
            ComputeSchema.one(
                "removeFixedIp",
                .object(["address": ComputeSchema.address], required: ["address"])
            )
        )
        let row = try server(request, "os-multinic:remove")
        let address = body["removeFixedIp"]?["address"]
        for port in try await ports(of: row) {
            let fixed = port["fixed_ips"]?.array ?? []
            guard fixed.contains(where: { $0["ip_address"] == address }) else { continue }
            try await putFixed(fixed.filter { $0["ip_address"] != address }, port, row)
            return .empty(.accepted)
        }
        throw ComputeError.badRequest("Instance \(row.id) doesn't have fixed IP '\(address?.string ?? "")'.")
    }

    private func putFixed(_ addresses: [JSON], _ port: JSON, _ row: ServerRow) async throws {
        let path = "/v2.0/ports/\(port["id"]?.string ?? "")"
        do {
            try await call("network", .put, path, ["port": ["fixed_ips": .array(addresses)]], as: account(of: row))
        } catch let error as PeerError {
            throw ComputeError.badRequest(error.message)
        }
    }
}
