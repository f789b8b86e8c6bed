import Conformance
import OpenStack

/// What security groups and their rules are refused.
///
/// Network API reference v2, “Security groups” and “Security group rules”.
struct SecurityGroupRefusals: TestClass {
    let name = "tempest.api.network.test_security_groups_negative.NegativeSecGroupTest"
    let requirements: [Requirement] = [.service(.network), .extension(.network, "security-group")]

    func declare(in tests: inout TestDeclarations) {
        declareUnknownThings(in: &tests)
        declareBadAttributes(in: &tests)
        declarePorts(in: &tests)
        declareDuplicates(in: &tests)
    }

    private func declareUnknownThings(in tests: inout TestDeclarations) {
        tests.test(
            "424fd5c3-9ddc-486a-b45f-39bf0c820fc6",
            "test_show_non_existent_security_group",
            "A security group that does not exist cannot be shown.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown security group cannot be shown") {
                _ = try await t.network.securityGroup(unknownID())
            }
        }

        tests.test(
            "4c094c09-000b-4e41-8100-9617600c02a6",
            "test_show_non_existent_security_group_rule",
            "A rule that does not exist cannot be shown.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown rule cannot be shown") {
                _ = try await t.network.securityGroupRule(unknownID())
            }
        }

        tests.test(
            "1f1bb89d-5664-4956-9fcd-83ee0fa603df",
            "test_delete_non_existent_security_group",
            "A security group that does not exist cannot be deleted.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown security group cannot be deleted") {
                try await t.network.deleteSecurityGroup(unknownID())
            }
        }

        tests.test(
            "be308db6-a7cf-4d5c-9baf-71bafd73f35e",
            "test_create_security_group_rule_with_non_existent_security_group",
            "A rule cannot be added to a security group that does not exist.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown security group gets no rule") {
                _ = try await t.network.createSecurityGroupRule([
                    "security_group_id": .string(unknownID()), "direction": "ingress", "ethertype": "IPv4",
                ])
            }
        }
    }

    private func declareBadAttributes(in tests: inout TestDeclarations) {
        declare(
            in: &tests,
            "981bdc22-ce48-41ed-900a-73148b583958",
            "test_create_security_group_rule_with_bad_protocol",
            "A rule for an unknown protocol is refused.",
            refusedWith: 400,
            { [["protocol": "bad_protocol_name"]] }
        )

        declare(
            in: &tests,
            "5f8daf69-3c5f-4aaa-88c9-db1d66f68679",
            "test_create_security_group_rule_with_bad_remote_ip_prefix",
            "A rule for what is no block of addresses is refused.",
            refusedWith: 400,
            {
                ["192.168.1./24", "192.168.1.1/33", "bad_prefix", "256"].map {
                    ["protocol": "tcp", "remote_ip_prefix": .string($0)]
                }
            }
        )

        declare(
            in: &tests,
            "4bf786fd-2f02-443c-9716-5b98e159a49a",
            "test_create_security_group_rule_with_non_existent_remote_groupid",
            "A rule for the ports of an unknown security group is refused.",
            refusedWith: 404,
            { ["bad_group_id", unknownID()].map { ["protocol": "tcp", "remote_group_id": .string($0)] } }
        )

        declare(
            in: &tests,
            "5666968c-fff3-40d6-9efc-df1c8bd01abb",
            "test_create_security_group_rule_with_bad_ethertype",
            "A rule for an unknown kind of network traffic is refused.",
            refusedWith: 400,
            { [["protocol": "udp", "ethertype": "bad_ethertype"]] }
        )
    }

    /// Declares a test that adds rules to a new security group, every one of which must be refused.
    private func declare(
        in tests: inout TestDeclarations,
        _ id: String,
        _ method: String,
        _ summary: String,
        refusedWith status: Int,
        _ rules: @escaping @Sendable () -> [[String: JSON]]
    ) {
        tests.test(id, method, summary, attributes: ["negative"], uses: [.securityGroups: 1]) { t in
            let group = try await t.newNamedSecurityGroup()
            for rule in rules() {
                try await t.expectRefusal(status, "the rule \(JSON.object(rule)) is refused") {
                    _ = try await t.network.createSecurityGroupRule(Self.rule(in: group, rule))
                }
            }
            try await t.removeSecurityGroup(group)
        }
    }

    private func declarePorts(in tests: inout TestDeclarations) {
        tests.test(
            "0d9c7791-f2ad-4e2f-ac73-abf2373b0d2d",
            "test_create_security_group_rule_with_invalid_ports",
            "A rule whose ports, or ICMP type and code, make no sense is refused, and the service says why.",
            attributes: ["negative"],
            uses: [.securityGroups: 1],
            remark: "Looks for Neutron's own words in the message."
        ) { t in
            let cases: [(networkProtocol: String, min: Int?, max: Int, message: String)] = [
                ("tcp", -16, 80, "Invalid value for port -16"),
                ("tcp", 80, 79, "port_range_min must be <= port_range_max"),
                ("tcp", 80, 65536, "Invalid value for port 65536"),
                ("tcp", nil, 6, "port_range_min must be <= port_range_max"),
                ("tcp", -16, 65536, "Invalid value for port"),
                ("icmp", 1, 256, "Invalid value for ICMP code"),
                ("icmp", -1, 25, "Invalid value"),
                ("icmp", nil, 6, "ICMP type (port-range-min) is missing"),
                ("icmp", 300, 1, "Invalid value for ICMP type"),
            ]
            let group = try await t.newNamedSecurityGroup()
            for (networkProtocol, min, max, message) in cases {
                let rule: [String: JSON] = [
                    "protocol": .string(networkProtocol), "port_range_min": JSON(min),
                    "port_range_max": .integer(max),
                ]
                try await t.expectRefusal(400, saying: [message], "the rule \(JSON.object(rule)) is refused") {
                    _ = try await t.network.createSecurityGroupRule(Self.rule(in: group, rule))
                }
            }
            try await t.removeSecurityGroup(group)
        }
    }

    private func declareDuplicates(in tests: inout TestDeclarations) {
        tests.test(
            "2323061e-9fbf-4eb0-b547-7e8fafc90849",
            "test_create_additional_default_security_group_fails",
            "A project cannot have a second security group called default.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(409, "a second group called default is refused") {
                let group = try await t.network.createSecurityGroup(["name": "default"])
                try await t.discard(group, t.network.deleteSecurityGroup)
            }
        }

        tests.test(
            "8fde898f-ce88-493b-adc9-4e4692879fc5",
            "test_create_duplicate_security_group_rule_fails",
            "A rule cannot be added twice.",
            attributes: ["negative"],
            uses: [.securityGroups: 1]
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            let rule = Self.rule(in: group, ["protocol": "tcp", "port_range_min": 66, "port_range_max": 67])
            _ = try await t.network.createSecurityGroupRule(rule)
            try await t.expectRefusal(409, "the same rule is refused") {
                _ = try await t.network.createSecurityGroupRule(rule)
            }
            try await t.removeSecurityGroup(group)
        }
    }

    /// A rule of a group for what comes in by IPv4, unless the attributes say otherwise.
    private static func rule(in group: SecurityGroup, _ attributes: [String: JSON]) -> [String: JSON] {
        let rule: [String: JSON] = [
            "security_group_id": .string(group.id), "direction": "ingress", "ethertype": "IPv4",
        ]
        return rule.merging(attributes) { $1 }
    }
}
