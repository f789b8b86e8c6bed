import Conformance
import OpenStack

/// Servers are made with what was asked for, and can be changed.
///
/// Compute API reference, “Servers”.
struct Servers: TestClass {
    let name = "tempest.api.compute.servers.test_servers.ServersTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        declareCreation(in: &tests)

        tests.test(
            "5e6ccff8-349d-4852-a8b3-055df7988dd2",
            "test_update_server_name",
            "A server can be renamed while it is active and while it is stopped, in any script.",
            uses: [.servers: 1],
            usesUp: [.lentServers]
        ) { t in
            let server = try await t.taken(lentServer)
            _ = try await rename(server, staying: "ACTIVE", t)
            try await t.compute.stopServer(server.id)
            try await t.awaitServer(server.id, "SHUTOFF", after: "stop server")
            let renamed = try await rename(server, staying: "SHUTOFF", t)
            t.expect(!renamed.attributes.has("progress"), "a stopped server shows no progress")
        }

        tests.test(
            "89b90870-bc13-4b73-96af-f9d4f2b70077",
            "test_update_access_server_address",
            "The addresses that a server can be reached at can be changed.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            let server = try await t.borrowed(lentServer)
            _ = try await t.compute.updateServer(
                server.id,
                ["accessIPv4": "1.1.1.1", "accessIPv6": "::babe:202:202"]
            )
            let shown = try await t.awaitServer(server.id, "ACTIVE")
            t.expect("IPv4 address for access", shown.accessIPv4, is: "1.1.1.1")
            t.expect("IPv6 address for access", shown.accessIPv6, is: "::babe:202:202")
        }
    }

    private func declareCreation(in tests: inout TestDeclarations) {
        tests.test(
            "b92d5ec7-b1dd-44a2-87e4-45e888c46ef0",
            "test_create_server_with_admin_password",
            "A server takes the administrator's password that was asked for.",
            uses: [.servers: 1],
            remark: "A cloud may be configured not to show passwords; then this fails."
        ) { t in
            let password = t.newPassword()
            let ordered = try await t.orderServer(["adminPass": .string(password.revealed)])
            t.expect(ordered.adminPassword == password, "the new server's password is the one asked for")
        }

        tests.test(
            "8fea6be7-065e-47cf-89b8-496e6f96c699",
            "test_create_with_existing_server_name",
            "Two servers can have the same name.",
            uses: [.servers: 2, .lentServers: 1]
        ) { t in
            let name = t.uniqueName("twin")
            let first = try await t.newServer(named: name)
            let second = try await t.newServer(named: name)
            t.expect(first.id != second.id, "the second server is not the first one")
            t.expect("name of the second server", second.name, is: try t.require("name of the first", first.name))
            for server in [first, second] { t.leave(server, as: lentServer) }
        }

        tests.test(
            "f9e15296-d7f9-4e62-b53f-a04e89160833",
            "test_create_specify_keypair",
            "A server has the key pair that it was made with.",
            uses: [.servers: 1, .lentServers: 1]
        ) { t in
            let keyPair = try await t.provision(.keyPair, parent: t.credentials.userID) { name throws(CloudError) in
                try await t.compute.createKeyPair(name: name)
            }
            _ = try await t.compute.keyPairs()
            let server = try await t.newServer(["key_name": .string(keyPair.id)])
            t.expect("key pair of the server", server.keyName, is: keyPair.id)

            try await t.compute.deleteKeyPair(keyPair.id)
            await t.confirmRemoved(keyPair)
            t.leave(server, as: lentServer)
        }
    }

    /// Renames a server and gives it as it is shown afterwards.
    private func rename(_ server: Server, staying status: String, _ t: TestContext) async throws -> Server {
        let name = t.uniqueName("\u{CD}\u{F1}st\u{E1}\u{F1}c\u{E9}")
        _ = try await t.compute.updateServer(server.id, ["name": .string(name)])
        let shown = try await t.awaitServer(server.id, status)
        t.expect("name of the renamed server", shown.name, is: name)
        return shown
    }
}

/// Several servers are made with one request.
///
/// Compute API reference, “Create Multiple Servers”.
struct ServersAtOnce: TestClass {
    let name = "tempest.api.compute.servers.test_multiple_create.MultipleCreateTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "61e03386-89c3-449c-9bb1-a06f423fd9d1",
            "test_multiple_create",
            "One request can make two servers; their reservation is told only to those who ask.",
            uses: [.servers: 2]
        ) { t in
            let name = t.uniqueName("batch")
            var description = try await t.serverDescription(["min_count": 2])
            description.name = name
            let batch = try await t.provision(.serverBatch, parent: name) { [description] _ throws(CloudError) in
                try await t.compute.createServer(description)
            }
            t.expect(!batch.attributes.has("reservation_id"), "the order has no reservation")

            let servers = try await t.compute.serversPage().filter { ($0.name ?? "").hasPrefix(name) }.map(\.id)
            t.expect("number of servers made", servers.count, is: 2)
            for server in servers { try await t.awaitServer(server, "ACTIVE") }

            for server in servers { try await t.compute.deleteServer(server) }
            for server in servers { try await t.awaitGone(serverID: server) }
            if servers.count == 2 { await t.confirmRemoved(batch) }
        }
    }
}

/// Servers can be deleted.
///
/// Compute API reference, “Delete Server”.
struct ServerDeletion: TestClass {
    let name = "tempest.api.compute.servers.test_delete_server.DeleteServersTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "925fdfb4-5b13-47ea-ac8a-c36ae6fddb05",
            "test_delete_active_server",
            "A server that is active can be deleted and is gone then.",
            uses: [.servers: 1],
            usesUp: [.lentServers]
        ) { t in
            let server = try await t.taken(lentServer)
            try await t.deleteAndAwait(serverID: server.id)
            await t.confirmRemoved(server)
        }
    }
}
