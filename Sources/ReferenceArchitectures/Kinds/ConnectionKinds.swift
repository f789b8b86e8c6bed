import HeatTemplates
import OpenStack

/// A subnet or port at a router.
struct RouterInterfaceKind: DirectKind {
    var isExclusive: Bool { true }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        guard let router = try await order.id(of: .router, "router", "router_id") else {
            throw DeploymentFailure("the router interface has no router")
        }
        let member: String
        let id: String
        if let port = try await order.id(of: .port, "port", "port_id") {
            (member, id) = ("port_id", port)
        } else if let subnet = try await order.id(of: .subnet, "subnet", "subnet_id") {
            (member, id) = ("subnet_id", subnet)
        } else {
            throw DeploymentFailure("the router interface has neither a subnet nor a port")
        }
        let body: JSON = .object([member: .string(id)])
        try await order.cloud.send(.network, .put, ["routers", router, "add_router_interface"], json: body)
        return MadeResource(id: "\(router):\(member)=\(id)", data: ["router": .string(router), "body": body])
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        guard let router = resource.text("router"), let body = resource.data["body"] else { return }
        do throws(DeploymentFailure) {
            try await cloud.send(.network, .put, ["routers", router, "remove_router_interface"], json: body)
        } catch {
            guard error.status == 404 else { throw error }
        }
    }
}

/// A floating IP at a port.
struct FloatingIPAssociationKind: DirectKind {
    private func associate(_ order: ResourceOrder) async throws(DeploymentFailure) -> String {
        guard let address = try await order.id(of: .floatingIP, "floatingip_id"),
            let port = try await order.id(of: .port, "port_id")
        else { throw DeploymentFailure("the association needs a floating IP and a port") }
        var body: [String: JSON] = ["port_id": .string(port)]
        if let fixed = order.properties.text("fixed_ip_address") { body["fixed_ip_address"] = .string(fixed) }
        try await order.cloud.send(
            .network,
            .put,
            ["floatingips", address],
            json: .object(["floatingip": .object(body)])
        )
        return address
    }

    private func release(_ address: String, in cloud: CloudAccess) async throws(DeploymentFailure) {
        do throws(DeploymentFailure) {
            try await cloud.send(
                .network,
                .put,
                ["floatingips", address],
                json: ["floatingip": ["port_id": nil]]
            )
        } catch {
            guard error.status == 404 else { throw error }
        }
    }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        let address = try await associate(order)
        return MadeResource(id: address, data: ["address": .string(address)])
    }

    func canChange(_ names: Set<String>) -> Bool { !names.contains("floatingip_id") }

    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure) {
        _ = try await associate(order)
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        guard let address = resource.text("address") else { return }
        try await release(address, in: cloud)
    }
}

/// A security group with its rules.
struct SecurityGroupKind: CollectionVariant {
    var kind: CollectionKind { NetworkKinds.securityGroup }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        guard order.properties.text("name") != "default" else {
            throw DeploymentFailure("a security group cannot be called 'default': every project has one")
        }
        return try await kind.create(order)
    }

    func finish(_ resource: MadeResource, _ order: ResourceOrder) async throws(DeploymentFailure) {
        try await set(order.properties.list("rules"), on: resource, order.cloud, isNew: true)
    }

    func canChange(_ names: Set<String>) -> Bool { kind.canChange(names.subtracting(["rules"])) }

    func update(
        _ resource: MadeResource,
        _ order: ResourceOrder,
        changed: Set<String>
    ) async throws(DeploymentFailure) {
        try await kind.update(resource, order, changed: changed.subtracting(["rules"]))
        if changed.contains("rules") {
            try await set(order.properties.list("rules"), on: resource, order.cloud, isNew: false)
        }
    }

    /// Egress is free unless the template says something of it.
    private func set(
        _ rules: [TemplateValue],
        on group: MadeResource,
        _ cloud: CloudAccess,
        isNew: Bool
    ) async throws(DeploymentFailure) {
        let saysEgress = rules.contains { $0.map?["direction"]?.string == "egress" }
        if saysEgress || !isNew {
            let shown = try await kind.show(group, in: cloud)
            for rule in shown["security_group_rules"].array ?? []
            where !isNew || rule["direction"].string == "egress" {
                guard let id = rule["id"].string else { continue }
                try await cloud.remove(.network, ["security-group-rules", id])
            }
        }
        if !isNew, !saysEgress {
            for version in ["IPv4", "IPv6"] {
                try await add(["direction": "egress", "ethertype": .string(version)], to: group, cloud)
            }
        }
        for rule in rules { try await add(JSON(rule).object ?? [:], to: group, cloud) }
    }

    private func add(
        _ rule: [String: JSON],
        to group: MadeResource,
        _ cloud: CloudAccess
    ) async throws(DeploymentFailure) {
        var body = rule.filter { !$0.value.isNull && $0.value != "" }
        let mode = body.removeValue(forKey: "remote_mode")?.string
        let remote = body.removeValue(forKey: "remote_group_id")?.string
        body["security_group_id"] = .string(group.id)
        body["direction"] = body["direction"] ?? "ingress"
        body["ethertype"] = body["ethertype"] ?? "IPv4"
        if mode == "remote_group_id" {
            let id = if let remote { try await NamedThing.securityGroup.id(of: remote, in: cloud) } else { group.id }
            body["remote_group_id"] = .string(id)
        }
        do throws(DeploymentFailure) {
            try await cloud.send(
                .network,
                .post,
                ["security-group-rules"],
                json: .object(["security_group_rule": .object(body)])
            )
        } catch {
            // A rule that is there already is as good.
            guard error.status == 409 else { throw error }
        }
    }
}
