import HeatTemplates
import OpenStack

/// A key pair; its reference is its name.
struct KeyPairKind: DirectKind {
    private static let typedVersion = Microversion(2, 2)

    /// Its name is its id.
    var isExclusive: Bool { true }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        guard let name = order.properties.text("name") else { throw DeploymentFailure("the key pair has no name") }
        var body: [String: JSON] = ["name": .string(name)]
        if let key = order.properties.text("public_key") { body["public_key"] = .string(key) }
        let type = order.properties.text("type")
        if let type { body["type"] = .string(type) }
        let made = try await order.cloud.send(
            .compute,
            .post,
            ["os-keypairs"],
            json: ["keypair": .object(body)],
            microversion: type == nil ? nil : Self.typedVersion
        )["keypair"]
        let keeps = order.properties["save_private_key"]?.bool ?? false
        return MadeResource(
            id: made["name"].string ?? name,
            secrets: keeps ? ["private_key": made["private_key"]] : [:]
        )
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        try await cloud.remove(.compute, ["os-keypairs", resource.id])
    }

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        try await cloud.send(.compute, .get, ["os-keypairs", resource.id])["keypair"]
    }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        switch name {
        case "private_key": .string(resource.secret("private_key") ?? "")
        case "show": TemplateValue(shown)
        default: TemplateValue(shown[name])
        }
    }
}

/// A group of servers.
struct ServerGroupKind: DirectKind {
    private static let policyVersion = Microversion(2, 64)
    private static let softVersion = Microversion(2, 15)

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        let policies = order.properties.list("policies").map(\.plainText)
        var group: [String: JSON] = ["name": .string(order.properties.text("name") ?? order.name)]
        var version: Microversion?
        if let rules = order.properties["rules"], let limit = rules.map, !limit.isEmpty {
            group["policy"] = .string(policies.first ?? "anti-affinity")
            group["rules"] = JSON(rules)
            version = Self.policyVersion
        } else {
            group["policies"] = JSON(policies.isEmpty ? ["anti-affinity"] : policies)
            if policies.contains(where: { $0.hasPrefix("soft-") }) { version = Self.softVersion }
        }
        let made = try await order.cloud.send(
            .compute,
            .post,
            ["os-server-groups"],
            json: ["server_group": .object(group)],
            microversion: version
        )
        guard let id = made["server_group"]["id"].string else {
            throw DeploymentFailure("the service does not say what it made")
        }
        return MadeResource(id: id)
    }

    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? {
        guard order.properties["name"] == nil else { return nil }
        let groups = try await order.cloud.send(.compute, .get, ["os-server-groups"])["server_groups"].array ?? []
        return groups.first { $0["name"].string == order.name }?["id"].string.map { MadeResource(id: $0) }
    }

    func remove(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) {
        try await cloud.remove(.compute, ["os-server-groups", resource.id])
    }

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        try await cloud.send(.compute, .get, ["os-server-groups", resource.id])["server_group"]
    }
}
