import Conformance
import OpenStack

/// What can be done with a server.
///
/// Compute API reference, “Servers - run an action”.
struct ServerActions: TestClass {
    let name = "tempest.api.compute.servers.test_server_actions.ServerActionsTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "2cb1baf6-ac8d-4429-bf0d-ba8a0ba53e32",
            "test_reboot_server_hard",
            "A server that is rebooted the hard way is active afterwards.",
            attributes: ["smoke"],
            uses: [.sharedServers: 1, .lentServers: 1],
            remark: "Whether its system has restarted could only be seen by logging in to it."
        ) { t in
            let server = try await t.borrowed(lentServer)
            try await t.compute.rebootServer(server.id)
            try await t.awaitServer(server.id, "ACTIVE", after: "reboot server")
        }

        tests.test(
            "af8eafd4-38a7-4a4b-bdbc-75145a580560",
            "test_stop_start_server",
            "A server can be stopped and started again.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            let server = try await t.borrowed(lentServer)
            try await stopAndStart(server, t)
        }

        tests.test(
            "80a8094c-211e-440a-ab88-9e59d556c7ee",
            "test_lock_unlock_server",
            "A locked server cannot be stopped by a member; an unlocked one can, and unlocking it again does no harm.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            let server = try await t.borrowed(lentServer)
            try await t.compute.lockServer(server.id)
            t.expect("status of the locked server", try await t.compute.server(server.id).status, is: "ACTIVE")
            try await t.expectRefusal(409, "a locked server cannot be stopped") {
                try await t.compute.stopServer(server.id)
            }

            try await t.compute.unlockServer(server.id)
            try await stopAndStart(server, t)
            try await t.compute.unlockServer(server.id)
        }

        declareResizing(in: &tests)

        tests.test(
            "aaa6cdf3-55a7-461a-add9-1c8596b9a07c",
            "test_rebuild_server",
            "A server can be made anew from another image, under another name; it keeps its id, flavor and addresses.",
            uses: [.servers: 1],
            usesUp: [.lentServers]
        ) { t in
            let original = try await t.taken(lentServer)
            let (image, name) = (try await t.secondBootableImage().id, t.uniqueName("rebuilt"))
            let rebuilding = try await t.compute.rebuildServer(
                original.id,
                fromImage: image,
                [
                    "name": .string(name), "metadata": ["rebuild": "server"],
                    "adminPass": .string(t.newPassword().revealed),
                ]
            )
            t.expect("id", rebuilding.id, is: original.id)
            t.expect("image", rebuilding.imageID, is: image)
            t.expect("flavor", rebuilding.flavorID, is: try await t.flavor().id)

            let rebuilt = try await t.awaitServer(original.id, "ACTIVE", after: "rebuild server")
            t.expect("image of the rebuilt server", rebuilt.imageID, is: image)
            t.expect("name of the rebuilt server", rebuilt.name, is: name)
            t.expect("addresses of the rebuilt server", rebuilt.addresses, is: original.addresses)

            try await t.deleteAndAwait(serverID: original.id)
            await t.confirmRemoved(original)
        }
    }

    private func declareResizing(in tests: inout TestDeclarations) {
        tests.test(
            "1499262a-9328-4eda-9068-db1ac57498d2",
            "test_resize_server_confirm",
            "A server gets another flavor and keeps it when that is confirmed.",
            uses: [.servers: 1],
            usesUp: [.lentServers]
        ) { t in
            let server = try await t.taken(lentServer)
            let flavor = try await t.secondFlavor()
            try await resize(server, to: flavor, t)
            try await t.compute.confirmResize(ofServer: server.id)
            let resized = try await t.awaitServer(server.id, "ACTIVE", after: "confirm resize")
            t.expect("flavor of the resized server", resized.flavorID, is: flavor.id)
        }

        tests.test(
            "c03aab19-adb1-44f5-917d-c419577e9e68",
            "test_resize_server_revert",
            "A server gets its old flavor back when a resize is reverted.",
            uses: [.sharedServers: 1, .lentServers: 1]
        ) { t in
            let server = try await t.borrowed(lentServer)
            try await resize(server, to: try await t.secondFlavor(), t)
            try await t.compute.revertResize(ofServer: server.id)
            let reverted = try await t.awaitServer(server.id, "ACTIVE", after: "revert resize")
            t.expect("flavor after reverting", reverted.flavorID, is: try await t.flavor().id)
        }
    }

    private func stopAndStart(_ server: Server, _ t: TestContext) async throws {
        try await t.compute.stopServer(server.id)
        try await t.awaitServer(server.id, "SHUTOFF", after: "stop server")
        try await t.compute.startServer(server.id)
        try await t.awaitServer(server.id, "ACTIVE", after: "start server")
    }

    private func resize(_ server: Server, to flavor: Flavor, _ t: TestContext) async throws {
        try await t.compute.resizeServer(server.id, to: flavor.id)
        try await t.awaitServer(server.id, "VERIFY_RESIZE", after: "resize server")
    }
}

/// What has been done with a server can be looked up.
///
/// Compute API reference, “Servers actions (servers, os-instance-actions)”.
struct ServerActionHistory: TestClass {
    let name = "tempest.api.compute.servers.test_instance_actions.InstanceActionsTestJSON"
    let requirements: [Requirement] = .servers

    func declare(in tests: inout TestDeclarations) {
        tests.test(
            "77ca5cc5-9990-45e0-ab98-1de8fead201a",
            "test_list_instance_actions",
            "Of a server that has been rebooted it is known that it was created and rebooted.",
            uses: [.servers: 1, .lentServers: 1]
        ) { t in
            let server = try await t.newServer()
            try await t.compute.rebootServer(server.id)
            try await t.awaitServer(server.id, "ACTIVE", after: "reboot server")
            let actions = try await t.compute.actions(ofServer: server.id).map { $0["action"].string ?? "" }
            t.expect("what has been done with the server", actions.sorted(), is: ["create", "reboot"])
            t.leave(server, as: lentServer)
        }

        tests.test(
            "aacc71ca-1d70-4aa5-bbf6-0ff71470e43c",
            "test_get_instance_action",
            "The order for a server can be looked up by the id of its request."
        ) { t in
            let made = try await t.shared(sharedServer)
            let requestID = try t.require("X-Compute-Request-Id of the order", made.ordered.requestID)
            let action = try await t.compute.action(requestID, ofServer: made.server.id)
            t.expect("server of the action", action["instance_uuid"].string, is: made.server.id)
            t.expect("the action", action["action"].string, is: "create")
        }
    }
}
