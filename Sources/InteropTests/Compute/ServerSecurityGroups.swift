import Conformance
import OpenStack

/// Security groups through the compute service, and servers in them.
///
/// Compute API reference, “Security groups (os-security-groups) (DEPRECATED)”, up to microversion 2.35.
struct ServerSecurityGroups: TestClass {
    let name = "tempest.api.compute.security_groups.test_security_groups.SecurityGroupsTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        declareGroups(in: &tests)
        declareServersInGroups(in: &tests)
    }

    private func declareGroups(in tests: inout TestDeclarations) {
        tests.test(
            "eb2b087d-633d-4d0d-a7bd-9e6ba35b32de",
            "test_security_groups_create_list_delete",
            "Security groups are listed as they were made, until they are deleted.",
            attributes: ["smoke"],
            uses: [.securityGroups: 3]
        ) { t in
            let groups = [try await newGroup(t), try await newGroup(t), try await newGroup(t)]
            let listed = try await t.compute.securityGroups()
            for group in groups { t.expect("security groups listed", listed, contains: group) }

            for group in groups { try await deleteAndAwait(group, t) }
            let left = try await t.compute.securityGroups()
            for group in groups { t.expect("security groups listed after deleting them", left, lacks: group) }
        }

        tests.test(
            "ecc0da4a-2117-48af-91af-993cca39a615",
            "test_security_group_create_get_delete",
            "A security group's name keeps its spaces, and the group is shown as it was made.",
            uses: [.securityGroups: 1]
        ) { t in
            let name = " \(t.uniqueName("security group")) "
            let group = try await newGroup(named: name, t)
            t.expect("name of the new security group", group.name, is: name)
            t.expect("the security group shown", try await t.compute.securityGroup(group.id), is: group)
            try await deleteAndAwait(group, t)
        }

        tests.test(
            "7d4e1d3c-3209-4d6d-b020-986304ebad1f",
            "test_update_security_groups",
            "A security group's name and description can be changed.",
            uses: [.securityGroups: 1]
        ) { t in
            let group = try await newGroup(t)
            let (name, description) = (t.uniqueName("renamed group"), t.uniqueName("new description"))
            _ = try await t.compute.updateSecurityGroup(group.id, name: name, description: description)
            let shown = try await t.compute.securityGroup(group.id)
            t.expect("name", shown.name, is: name)
            t.expect("description", shown.description, is: description)
        }
    }

    private func declareServersInGroups(in tests: inout TestDeclarations) {
        tests.test(
            "fe4abc0d-83f5-4c50-ad11-57a1127297a2",
            "test_server_security_groups",
            "A security group cannot be deleted while a server is in it, and can when the server is gone.",
            uses: [.servers: 1, .securityGroups: 2],
            usesUp: [.lentServers]
        ) { t in
            let (first, second) = (try await newGroup(t), try await newGroup(t))
            let server = try await t.taken(lentServer)
            try await add(server, to: first, t)
            try await t.expectRefusal(400, "a security group with a server cannot be deleted") {
                try await t.compute.deleteSecurityGroup(first.id)
            }

            try await t.compute.rebootServer(server.id)
            try await t.awaitServer(server.id, "ACTIVE", after: "reboot server")
            try await add(server, to: second, t)
            try await t.expectRefusal(400, "a second security group with a server cannot be deleted") {
                try await t.compute.deleteSecurityGroup(second.id)
            }

            try await t.deleteAndAwait(serverID: server.id)
            await t.confirmRemoved(server)
            for group in [first, second] {
                try await t.compute.deleteSecurityGroup(group.id)
                await t.confirmRemoved(group)
            }
        }

        tests.test(
            "79517d60-535a-438f-af3d-e6feab1cbea7",
            "test_list_security_groups_by_server",
            "The security groups that a server was put into are listed for it.",
            uses: [.servers: 1, .securityGroups: 2],
            usesUp: [.lentServers]
        ) { t in
            let groups = [try await newGroup(t), try await newGroup(t)]
            let server = try await t.taken(lentServer)
            for group in groups { try await add(server, to: group, t) }
            let listed = try await t.compute.securityGroups(ofServer: server.id).map(\.id)
            for group in groups { t.expect("security groups of the server", listed, contains: group.id) }
        }
    }

    private func newGroup(named ownName: String? = nil, _ t: TestContext) async throws -> ServerSecurityGroup {
        // Tempest's tests of servers in groups have a network, whether or not they make a server.
        _ = try await t.shared(projectNetwork)
        let description = t.uniqueName("description")
        return try await t.provision(.serverSecurityGroup, parent: ownName) { name throws(CloudError) in
            try await t.compute.createSecurityGroup(name: ownName ?? name, description: description)
        }
    }

    private func add(_ server: Server, to group: ServerSecurityGroup, _ t: TestContext) async throws {
        let name = try t.require("name of the security group", group.name)
        try await t.compute.addSecurityGroup(name, toServer: server.id)
    }

    private func deleteAndAwait(_ group: ServerSecurityGroup, _ t: TestContext) async throws {
        try await t.compute.deleteSecurityGroup(group.id)
        try await t.wait(until: "security group \(group.id) is gone") {
            do throws(CloudError) {
                _ = try await t.compute.securityGroup(group.id)
                return false
            } catch {
                guard error.status == 404 else { throw error }
                return true
            }
        }
        await t.confirmRemoved(group)
    }
}

/// What the compute service refuses to do with security groups.
struct ServerSecurityGroupRefusals: TestClass {
    let name = "tempest.api.compute.security_groups.test_security_groups_negative.SecurityGroupsNegativeTestJSON"
    let requirements: [Requirement] = [.service(.compute), .service(.network)]

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "673eaec1-9b3e-48ed-bdf1-2786c1b9661c",
            "test_security_group_get_nonexistent_group",
            "A security group that does not exist is not found.",
            attributes: ["negative"]
        ) { t in
            try await t.expectRefusal(404, "an unknown security group is not found") {
                _ = try await t.compute.securityGroup(unknownID())
            }
        }

        tests.test(
            "36a1629f-c6da-4a26-b8b8-55e7e5d5cd58",
            "test_delete_the_default_security_group",
            "The security group 'default' cannot be deleted.",
            attributes: ["negative"]
        ) { t in
            let groups = try await t.compute.securityGroups()
            let group = try t.require("security group 'default'", groups.first { $0.name == "default" })
            try await t.expectRefusal(400, "the default security group cannot be deleted") {
                try await t.compute.deleteSecurityGroup(group.id)
            }
        }

        for (id, method, summary, group) in [
            (
                "6727c00b-214c-4f9e-9a52-017ac3e98411", "test_delete_nonexistent_security_group",
                "A security group that does not exist cannot be deleted.", unknownID()
            ),
            (
                "1438f330-8fa4-4aeb-8a94-37c250106d7f", "test_delete_security_group_without_passing_id",
                "A security group without an id cannot be deleted.", ""
            ),
        ] {
            tests.test(id, method, summary, attributes: ["negative"]) { t in
                try await t.expectRefusal(404, "an unknown security group cannot be deleted") {
                    try await t.compute.deleteSecurityGroup(group)
                }
            }
        }

        tests.test(
            "27edee9c-873d-4da6-a68a-3c256efebe8f",
            "test_update_non_existent_security_group",
            "A security group that does not exist cannot be changed.",
            attributes: ["negative"]
        ) { t in
            let (name, description) = (t.uniqueName("security group"), t.uniqueName("description"))
            try await t.expectRefusal(404, "an unknown security group cannot be changed") {
                _ = try await t.compute.updateSecurityGroup(unknownID(), name: name, description: description)
            }
        }
    }
}
