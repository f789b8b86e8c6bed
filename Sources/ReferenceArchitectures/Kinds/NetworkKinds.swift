import HeatTemplates
import OpenStack

/// Types of the network service that are no more than a description.
enum NetworkKinds {
    static let network = CollectionKind(
        service: .network,
        path: ["networks"],
        envelope: "network",
        fields: [
            .plain("name"), .plain("admin_state_up", usual: true), .plain("shared"), .plain("dns_domain"),
            .plain("port_security_enabled"), .plain("tenant_id", fixed: true),
            .plain("availability_zone_hints", fixed: true),
            .id(of: .policy, "qos_policy", as: "qos_policy_id"),
        ],
        unfinished: ["BUILD"],
        hasTags: true
    )

    static let subnet = CollectionKind(
        service: .network,
        path: ["subnets"],
        envelope: "subnet",
        fields: [
            CollectionKind.Field(
                properties: ["network", "network_id"],
                member: "network_id",
                thing: .network,
                isUpdatable: false
            ),
            CollectionKind.Field(
                properties: ["subnetpool"],
                member: "subnetpool_id",
                thing: .subnetPool,
                isUpdatable: false
            ),
            .plain("name"), .plain("cidr", fixed: true), .plain("prefixlen", fixed: true),
            .plain("ip_version", usual: 4, fixed: true), .plain("enable_dhcp", usual: true),
            .plain("gateway_ip"), .plain("dns_nameservers"), .naming("allocation_pools"), .naming("host_routes"),
            .plain("ipv6_address_mode", fixed: true), .plain("ipv6_ra_mode", fixed: true),
            .plain("tenant_id", fixed: true),
        ],
        hasTags: true
    )

    static let router = CollectionKind(
        service: .network,
        path: ["routers"],
        envelope: "router",
        fields: [
            .plain("name"), .plain("admin_state_up", usual: true), .naming("external_gateway_info"),
            .plain("distributed", fixed: true), .plain("ha", fixed: true), .plain("tenant_id", fixed: true),
            .plain("availability_zone_hints", fixed: true),
        ],
        unfinished: ["BUILD"],
        hasTags: true
    )

    static let port = CollectionKind(
        service: .network,
        path: ["ports"],
        envelope: "port",
        fields: [
            CollectionKind.Field(
                properties: ["network", "network_id"],
                member: "network_id",
                thing: .network,
                isUpdatable: false
            ),
            .plain("name"), .plain("admin_state_up", usual: true), .naming("fixed_ips"),
            .naming("allowed_address_pairs"), .plain("mac_address", fixed: true), .plain("device_id"),
            .plain("device_owner"), .plain("dns_name"), .plain("port_security_enabled"),
            .plain("binding:vnic_type"), .plain("propagate_uplink_status"),
            .id(of: .securityGroup, "security_groups", as: "security_groups"),
            .id(of: .policy, "qos_policy", as: "qos_policy_id"),
        ],
        unfinished: ["BUILD"],
        hasTags: true
    )

    static let floatingIP = CollectionKind(
        service: .network,
        path: ["floatingips"],
        envelope: "floatingip",
        fields: [
            CollectionKind.Field(
                properties: ["floating_network", "floating_network_id"],
                member: "floating_network_id",
                thing: .network,
                isUpdatable: false
            ),
            CollectionKind.Field(
                properties: ["floating_subnet"],
                member: "subnet_id",
                thing: .subnet,
                isUpdatable: false
            ),
            .id(of: .port, "port_id", as: "port_id"), .plain("fixed_ip_address"),
            .plain("floating_ip_address", fixed: true), .plain("dns_name"), .plain("dns_domain"),
        ],
        isNamed: false
    )

    static let securityGroup = CollectionKind(
        service: .network,
        path: ["security-groups"],
        envelope: "security_group",
        fields: [.plain("name"), .plain("description")]
    )

    static let securityGroupRule = CollectionKind(
        service: .network,
        path: ["security-group-rules"],
        envelope: "security_group_rule",
        fields: [
            .id(of: .securityGroup, "security_group", as: "security_group_id"),
            .id(of: .securityGroup, "remote_group", as: "remote_group_id"),
            .plain("description", fixed: true), .plain("direction", usual: "ingress", fixed: true),
            .plain("ethertype", usual: "IPv4", fixed: true), .plain("protocol", fixed: true),
            .plain("port_range_min", fixed: true), .plain("port_range_max", fixed: true),
            .plain("remote_ip_prefix", fixed: true),
        ],
        isNamed: false
    )
}

/// A port; its attributes can speak of its network and subnets.
struct PortKind: CollectionVariant {
    var kind: CollectionKind { NetworkKinds.port }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        guard order.properties["no_fixed_ips"]?.bool == true else { return try await kind.create(order) }
        var order = order
        var all = order.properties.all
        all["fixed_ips"] = []
        order.properties = TypedProperties(all, of: nil)
        return try await kind.create(order)
    }

    func show(_ resource: MadeResource, in cloud: CloudAccess) async throws(DeploymentFailure) -> JSON {
        let port = try await kind.show(resource, in: cloud)
        guard case .object(var members) = port else { return port }
        if let network = port["network_id"].string {
            members["fits:network"] = try await cloud.look(.network, ["networks", network])?["network"] ?? .null
        }
        var subnets: [JSON] = []
        for address in port["fixed_ips"].array ?? [] {
            guard let subnet = address["subnet_id"].string else { continue }
            subnets.append(try await cloud.look(.network, ["subnets", subnet])?["subnet"] ?? .null)
        }
        members["fits:subnets"] = .array(subnets)
        return .object(members)
    }

    func attribute(_ name: String, of resource: MadeResource, shown: JSON) -> TemplateValue {
        switch name {
        case "network": return TemplateValue(shown["fits:network"])
        case "subnets": return TemplateValue(shown["fits:subnets"])
        case "show":
            var members = shown.object ?? [:]
            members["fits:network"] = nil
            members["fits:subnets"] = nil
            return TemplateValue(.object(members))
        default: return kind.attribute(name, of: resource, shown: shown)
        }
    }
}

/// A floating IP; since it has no name, the description tells whose it is.
struct FloatingIPKind: CollectionVariant {
    var kind: CollectionKind { NetworkKinds.floatingIP }

    func create(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource {
        var order = order
        var all = order.properties.all
        let extra = TypedProperties(all["value_specs"]?.map ?? TemplateMap(), of: nil)
        if extra["description"] == nil {
            var specs = extra.all
            specs["description"] = .string(order.name)
            all["value_specs"] = .map(specs)
        }
        order.properties = TypedProperties(all, of: nil)
        return try await kind.create(order)
    }

    func find(_ order: ResourceOrder) async throws(DeploymentFailure) -> MadeResource? {
        let found = try await order.cloud.send(
            .network,
            .get,
            ["floatingips"],
            query: [("description", order.name)]
        )
        return found["floatingips"].array?.first { $0["description"].string == order.name }?["id"].string
            .map { MadeResource(id: $0) }
    }

    func canChange(_ names: Set<String>) -> Bool { names.isSubset(of: ["port_id", "fixed_ip_address"]) }
}
