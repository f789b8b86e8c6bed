import HTTPTypes
import Testing

@testable import EmbeddedCloud

@Suite struct SecurityGroupTests {
    static let refused: [(JSON.Object, String)] = [
        (["protocol": "bad"], "SecurityGroupRuleInvalidProtocol"),
        (["protocol": "tcp", "port_range_min": 80, "port_range_max": 79], "SecurityGroupInvalidPortRange"),
        (["protocol": "tcp", "port_range_min": 1, "port_range_max": 65_536], "SecurityGroupInvalidPortValue"),
        (["protocol": "icmp", "port_range_min": 1, "port_range_max": 256], "SecurityGroupInvalidIcmpValue"),
        (["protocol": "icmp", "port_range_max": 6], "SecurityGroupMissingIcmpType"),
        (["port_range_min": 1, "port_range_max": 2], "SecurityGroupProtocolRequiredWithPorts"),
        (["protocol": "gre", "port_range_min": 1, "port_range_max": 2], "SecurityGroupInvalidProtocolForPort"),
        (["ethertype": "IPv5"], "SecurityGroupRuleInvalidEtherType"),
        (["remote_ip_prefix": "::/0"], "SecurityGroupRuleParameterConflict"),
        (["remote_ip_prefix": "x"], "InvalidCIDR"),
        (["protocol": "ipv6-icmp"], "SecurityGroupEthertypeConflictWithProtocol"),
        (["remote_group_id": "x"], "SecurityGroupNotFound"),
    ]

    @Test func `What is wrong with a rule has a name`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let group = try await demo.make("security_group", ["name": "g"])["id"] ?? .null
            for (values, type) in Self.refused {
                var values = values
                values["security_group_id"] = group
                values["direction"] = "ingress"
                let reply = try await demo.send(.post, "security-group-rules", ["security_group_rule": .object(values)])
                #expect(reply.json["NeutronError"]?["type"]?.string == type)
            }
        }
    }

    @Test func `A rule is there once, whatever its protocol is called`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let group = try await demo.make("security_group", ["name": "g"])
            #expect(group["security_group_rules"]?.array?.count == 2)
            func rule(_ name: JSON) -> JSON {
                [
                    "security_group_rule": [
                        "security_group_id": group["id"] ?? .null, "direction": "ingress", "protocol": name,
                        "port_range_min": 22, "port_range_max": 22,
                    ]
                ]
            }
            #expect(try await demo.send(.post, "security-group-rules", rule("tcp")).status == 201)
            for name: JSON in ["tcp", "TCP", 6, "6"] {
                #expect(try await demo.send(.post, "security-group-rules", rule(name)).status == 409)
            }
        }
    }

    @Test func `A group in use stays, and so does the default one`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let network = try await demo.make("network", [:])["id"] ?? .null
            let group = try await demo.make("security_group", ["name": "g"])["id"] ?? .null
            let port = try await demo.make("port", ["network_id": network, "security_groups": [group]])
            #expect(port["security_groups"] == [group])
            let path = "security-groups/\(group.string ?? "")"
            #expect(try await demo.send(.delete, path).status == 409)
            _ = try await demo.send(.delete, "ports/\(port["id"]?.string ?? "")")
            #expect(try await demo.send(.delete, path).status == 204)
            let own = try await demo.list("security-groups?name=default").first?["id"]?.string ?? ""
            let kept = try await demo.send(.delete, "security-groups/\(own)")
            #expect(kept.json["NeutronError"]?["type"] == "SecurityGroupCannotRemoveDefault")
        }
    }

    @Test func `Projects see their own and what is shared with them`() async throws {
        try await TestCloud.run { cloud in
            let demo = try await NetworkUser(cloud, "demo")
            let alt = try await NetworkUser(cloud, "alt")
            let network = try await demo.make("network", ["name": "n"])["id"]?.string ?? ""
            #expect(try await alt.send(.get, "networks/\(network)").status == 404)
            let project = try await alt.list("security-groups").first?["project_id"] ?? .null
            let policy = try await demo.send(
                .post,
                "rbac-policies",
                [
                    "rbac_policy": [
                        "object_type": "network", "object_id": .string(network), "action": "access_as_shared",
                        "target_tenant": project,
                    ]
                ]
            )
            #expect(policy.status == 201)
            #expect(try await alt.send(.get, "networks/\(network)").json["network"]?["shared"] == true)
            #expect(try await alt.send(.delete, "networks/\(network)").status == 403)
            let port = try await alt.send(.post, "ports", ["port": ["network_id": .string(network)]])
            #expect(port.status == 201)
            let id = policy.json["rbac_policy"]?["id"]?.string ?? ""
            let inUse = try await demo.send(.delete, "rbac-policies/\(id)")
            #expect(inUse.json["NeutronError"]?["type"] == "RbacPolicyInUse")
        }
    }
}
