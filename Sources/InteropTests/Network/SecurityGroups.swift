import Conformance
import OpenStack

/// Security groups and their rules are made, shown, listed, changed and deleted.
///
/// Network API reference v2, “Security groups” and “Security group rules”.
struct SecurityGroups: TestClass {
    let name = "tempest.api.network.test_security_groups.SecGroupTest"
    let requirements: [Requirement] = [.service(.network), .extension(.network, "security-group")]

    func declare(in tests: inout TestDeclarations) {
        declareGroups(in: &tests)
        declareRules(in: &tests)
        declareRulesWithPorts(in: &tests)
    }

    private func declareGroups(in tests: inout TestDeclarations) {
        tests.test(
            "e30abd17-fef9-4739-8617-dc26da88e686",
            "test_list_security_groups",
            "A project has a security group called default.",
            attributes: ["smoke"]
        ) { t in
            let groups = try await t.network.securityGroups()
            for group in groups { t.expect(group.has("name"), "a security group has a name") }
            let defaultGroup = groups.last { $0["name"] == "default" }
            t.expect(defaultGroup.map { !$0["id"].isNull } == true, "a group called default is listed with its id")
        }

        tests.test(
            "bfd128e5-3c92-44b6-9d66-7fe29d22c802",
            "test_create_list_update_show_delete_security_group",
            "A security group is listed, can be renamed and described, and is not listed once it is deleted.",
            attributes: ["smoke"],
            uses: [.securityGroups: 1]
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            t.expect("security groups listed", try t.ids(of: await t.network.securityGroups()), contains: group.id)

            let name = t.uniqueName("renamed-security-group")
            let description = t.uniqueName("description")
            let changes: [String: JSON] = ["name": .string(name), "description": .string(description)]
            let updated = try await t.network.updateSecurityGroup(group.id, changes)
            t.expect("name after the change", updated["name"].string, is: name)
            t.expect("description after the change", updated["description"].string, is: description)
            let shown = try await t.network.securityGroup(group.id)
            t.expect("name shown", shown["name"].string, is: name)
            t.expect("description shown", shown["description"].string, is: description)

            try await t.network.deleteSecurityGroup(group.id)
            await t.confirmRemoved(group)
            t.expect("security groups listed", try t.ids(of: await t.network.securityGroups()), lacks: group.id)
        }
    }

    private func declareRules(in tests: inout TestDeclarations) {
        tests.test(
            "cfb99e0e-7410-4a3d-8a0c-959a63ee77e9",
            "test_create_show_delete_security_group_rule",
            "A rule for each protocol is shown and listed as it was made, and not listed once it is deleted.",
            attributes: ["smoke"],
            uses: .securityGroupsToList
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            var rules: [String] = []
            for networkProtocol in ["tcp", "udp", "icmp"] {
                let created = try await t.network.createSecurityGroupRule([
                    "security_group_id": .string(group.id), "protocol": .string(networkProtocol),
                    "direction": "ingress", "ethertype": "IPv4",
                ])
                let id = try t.require("id of the new rule", created["id"].string)
                let shown = try await t.network.securityGroupRule(id)
                for (name, value) in created.object ?? [:] { t.expectAttribute(name, of: shown, is: value) }
                rules.append(id)
            }
            let listed = try t.ids(of: await t.network.securityGroupRules())
            for rule in rules { t.expect("rules listed", listed, contains: rule) }
            for rule in rules { try await t.network.deleteSecurityGroupRule(rule) }
            let left = try t.ids(of: await t.network.securityGroupRules())
            for rule in rules { t.expect("rules listed", left, lacks: rule) }
            try await t.removeSecurityGroup(group)
        }

        tests.test(
            "0a307599-6655-4220-bebc-fd70c64f2290",
            "test_create_security_group_rule_with_protocol_integer_value",
            "A rule's protocol can be given by its number.",
            uses: [.securityGroups: 1]
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            let rule = try await t.network.createSecurityGroupRule([
                "security_group_id": .string(group.id), "direction": "ingress", "protocol": 17,
            ])
            t.expect("direction", rule["direction"].string, is: "ingress")
            let number = rule["protocol"].integer ?? rule["protocol"].string.flatMap { Int($0) }
            t.expect("protocol", number, is: 17)
            try await t.removeSecurityGroup(group)
        }
    }

    private func declareRulesWithPorts(in tests: inout TestDeclarations) {
        tests.test(
            "87dfbcf9-1849-43ea-b1e4-efa3eeae9f71",
            "test_create_security_group_rule_with_additional_args",
            "A rule has the port that is asked for.",
            uses: .securityGroupsToList
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            try await expectRules([rule("tcp", 77, 77)], in: group, t)
            try await t.removeSecurityGroup(group)
        }

        tests.test(
            "c9463db8-b44d-4f52-b6c0-8dbda99f26ce",
            "test_create_security_group_rule_with_icmp_type_code",
            "A rule for ICMP has the type and the code that are asked for.",
            uses: .securityGroupsToList
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            let typesAndCodes: [(Int, Int?)] = [(3, 2), (3, 0), (8, 0), (0, 0), (11, nil)]
            try await expectRules(typesAndCodes.map { rule("icmp", $0, $1) }, in: group, t)
            try await t.removeSecurityGroup(group)
        }

        tests.test(
            "c2ed2deb-7a0c-44d8-8b4c-a5825b5c310b",
            "test_create_security_group_rule_with_remote_group_id",
            "A rule can let in the ports of another security group.",
            uses: .securityGroupsToList
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            let other = try await t.newNamedSecurityGroup()
            try await expectRules([rule("udp", 50, 55, ["remote_group_id": .string(other.id)])], in: group, t)
            try await t.removeSecurityGroup(group)
            try await t.removeSecurityGroup(other)
        }

        tests.test(
            "16459776-5da2-4634-bce4-4b55ee3ec188",
            "test_create_security_group_rule_with_remote_ip_prefix",
            "A rule can let in a block of addresses.",
            uses: .securityGroupsToList
        ) { t in
            let group = try await t.newNamedSecurityGroup()
            try await expectRules([rule("tcp", 76, 77, ["remote_ip_prefix": "10.100.0.0/16"])], in: group, t)
            try await t.removeSecurityGroup(group)
        }
    }

    // MARK: - Steps

    /// A rule for what comes in by IPv4, with every attribute that a rule has.
    private func rule(
        _ networkProtocol: String,
        _ portRangeMin: Int,
        _ portRangeMax: Int?,
        _ remote: [String: JSON] = [:]
    ) -> [String: JSON] {
        let rule: [String: JSON] = [
            "direction": "ingress", "ethertype": "IPv4", "protocol": .string(networkProtocol),
            "port_range_min": .integer(portRangeMin), "port_range_max": JSON(portRangeMax),
            "remote_group_id": nil, "remote_ip_prefix": nil,
        ]
        return rule.merging(remote) { $1 }
    }

    /// Makes rules that must be as they are wanted, and removes them.
    private func expectRules(_ wanted: [[String: JSON]], in group: SecurityGroup, _ t: TestContext) async throws {
        var rules: [String] = []
        for wanted in wanted {
            let rule = try await t.network.createSecurityGroupRule(
                wanted.merging(["security_group_id": .string(group.id)]) { $1 }
            )
            for (name, value) in wanted { t.expectAttribute(name, of: rule, is: value) }
            rules.append(try t.require("id of the new rule", rule["id"].string))
        }
        for rule in rules {
            do throws(CloudError) {
                try await t.network.deleteSecurityGroupRule(rule)
            } catch {
                guard error.status == 404, error.hasReadableContentType else { throw error }
            }
        }
        let left = try t.ids(of: await t.network.securityGroupRules())
        for rule in rules { t.expect("rules listed", left, lacks: rule) }
    }
}

extension TestContext {
    /// Makes a security group, which must have the name it is given.
    func newNamedSecurityGroup() async throws -> SecurityGroup {
        var name = ""
        let group = try await provision(.securityGroup) { unique throws(CloudError) in
            name = unique
            return try await self.network.createSecurityGroup(["name": .string(unique)])
        }
        expect("name of the new security group", group.name, is: name)
        return group
    }

    /// Deletes a security group as the test's last step and sees that it is not listed any more.
    func removeSecurityGroup(_ group: SecurityGroup) async throws {
        try await discard(group, network.deleteSecurityGroup)
        expect("security groups listed", try ids(of: await network.securityGroups()), lacks: group.id)
    }
}
