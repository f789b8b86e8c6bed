import Conformance
import OpenStack

/// What the compute service refuses to do with servers, and with which status.
///
/// Compute API reference, “Servers” and “Servers - run an action”.
struct ServerRefusals: TestClass {
    let name = "tempest.api.compute.servers.test_servers_negative.ServersNegativeTestJSON"
    let requirements: [Requirement] = .servers

    /// A project in which one server is active and one was deleted.
    private struct Project: Sendable {
        let server: Server
        let deletedServer: String
    }

    private static let project = SharedFixture<Project>("project with a server and a deleted one") { t in
        Project(server: try await t.activeServer(), deletedServer: try await t.shared(deletedServerID))
    }

    func declare(in tests: inout TestDeclarations) {
        declareOrders(in: &tests)
        declareUnknownServers(in: &tests)
        declareChanges(in: &tests)
    }

    /// Declares a refusal; also what is refused whatever servers there are is refused in a project that has some.
    private func test(
        _ id: String,
        _ method: String,
        _ summary: String,
        in tests: inout TestDeclarations,
        _ body: @escaping @Sendable (TestContext, Project) async throws -> Void
    ) {
        tests.test(id, method, summary, attributes: ["negative"], uses: [.sharedServers: 1]) { t in
            try await body(t, try await t.shared(Self.project))
        }
    }

    // MARK: - Orders

    private func declareOrders(in tests: inout TestDeclarations) {
        let orders: [(id: String, method: String, flaw: String, attributes: [String: JSON], statuses: [Int])] = [
            (
                "dbbfd247-c40c-449e-8f6c-d2aa7c7da7cf", "test_server_name_blank",
                "an empty name", ["name": ""], [400]
            ),
            (
                "fd57f159-68d6-4c2a-902b-03070828a87e", "test_create_numeric_server_name",
                "a number for a name", ["name": 12345], [400]
            ),
            (
                "c3e0fb12-07fc-4d76-a22e-37409887afe8", "test_create_server_name_length_exceeds_256",
                "a name of 256 characters", ["name": .string(Self.nameThatIsTooLong)], [400]
            ),
            (
                "fcba1052-0a50-4cf3-b1ac-fae241edf02f", "test_create_with_invalid_image",
                "a number for an image", ["imageRef": -1], [400]
            ),
            (
                "18f5227f-d155-4429-807c-ccb103887537", "test_create_with_invalid_flavor",
                "a negative number for a flavor", ["flavorRef": -1], [400]
            ),
            (
                "5226dd80-1e9c-4d8a-b5f9-b26ca4763fd0", "test_invalid_ip_v6_address",
                "an IPv6 address that is none", ["accessIPv6": "notvalid"], [400]
            ),
            (
                "4e72dc2d-44c5-4336-9667-f7972e95c402", "test_create_with_invalid_network_uuid",
                "a network whose id is no UUID",
                ["networks": [["fixed_ip": "10.0.1.1", "uuid": "a-b-c-d-e-f-g-h-i-j"]]], [400]
            ),
            (
                "7fc74810-0bd2-4cd7-8244-4f33a9db865a", "test_create_server_metadata_exceeds_length_limit",
                "metadata of 260 characters", ["metadata": ["a": .string(String(repeating: "b", count: 260))]],
                [400, 413]
            ),
        ]
        for order in orders {
            test(order.id, order.method, "A server with \(order.flaw) is refused.", in: &tests) { t, _ in
                try await t.expectRefusal(order.statuses, "an order with \(order.flaw) is refused") {
                    _ = try await t.orderServer(order.attributes)
                }
            }
        }
    }

    // MARK: - Servers that do not exist

    private func declareUnknownServers(in tests: inout TestDeclarations) {
        test(
            "3436b02f-1b1e-4f03-881e-c6a602327439",
            "test_get_non_existent_server",
            "A server that does not exist is not found.",
            in: &tests
        ) { t, _ in
            try await t.expectRefusal(404, "an unknown server is not found") {
                _ = try await t.compute.server(unknownID())
            }
        }

        test(
            "aa8eed43-e2cb-4ebf-930b-da14f6a21d81",
            "test_update_name_of_non_existent_server",
            "A server that does not exist cannot be renamed.",
            in: &tests
        ) { t, _ in
            try await t.expectRefusal(404, "an unknown server cannot be renamed") {
                _ = try await t.compute.updateServer(unknownID(), ["name": .string(t.uniqueName("server"))])
            }
        }

        test(
            "d4c023a0-9c55-4747-9dd5-413b820143c7",
            "test_reboot_non_existent_server",
            "A server that does not exist cannot be rebooted.",
            in: &tests
        ) { t, _ in
            try await t.expectRefusal(404, "an unknown server cannot be rebooted") {
                try await t.compute.rebootServer(unknownID(), "SOFT")
            }
        }

        test(
            "a31460a9-49e1-42aa-82ee-06e0bb7c2d03",
            "test_stop_non_existent_server",
            "A server that does not exist cannot be stopped.",
            in: &tests
        ) { t, _ in
            try await t.expectRefusal(404, "an unknown server cannot be stopped") {
                try await t.compute.stopServer(unknownID())
            }
        }

        test(
            "d86141a7-906e-4731-b187-d64a2ea61422",
            "test_rebuild_non_existent_server",
            "A server that does not exist cannot be rebuilt.",
            in: &tests
        ) { t, _ in
            let image = try await t.bootableImage().id
            try await t.expectRefusal(404, "an unknown server cannot be rebuilt") {
                _ = try await t.compute.rebuildServer(unknownID(), fromImage: image)
            }
        }

        test(
            "98fa0458-1485-440f-873b-fe7f0d714930",
            "test_rebuild_deleted_server",
            "A server that is deleted cannot be rebuilt.",
            in: &tests
        ) { t, project in
            let image = try await t.bootableImage().id
            try await t.expectRefusal(404, "a deleted server cannot be rebuilt") {
                _ = try await t.compute.rebuildServer(project.deletedServer, fromImage: image)
            }
        }

        for (id, method, server) in [
            ("75f79124-277c-45e6-a373-a1d6803f4cc4", "test_delete_server_pass_negative_id", "-1"),
            (
                "f4d7279b-5fd2-4bf2-9ba4-ae35df0d18c5", "test_delete_server_pass_id_exceeding_length_limit",
                "9223372036854775808"
            ),
        ] {
            test(id, method, "A server with the id \(server) cannot be deleted.", in: &tests) { t, _ in
                try await t.expectRefusal(404, "no server has the id \(server)") {
                    try await t.compute.deleteServer(server)
                }
            }
        }
    }

    // MARK: - Changes

    private func declareChanges(in tests: inout TestDeclarations) {
        for (id, method, what, name) in [
            (
                "38204696-17c6-44da-9590-40f87fb5a899", "test_update_server_set_empty_name",
                "an empty name", ""
            ),
            (
                "5c8e244c-dada-4590-9944-749c455b431f", "test_update_server_name_length_exceeds_256",
                "a name of 256 characters", Self.nameThatIsTooLong
            ),
        ] {
            test(id, method, "A server cannot get \(what).", in: &tests) { t, project in
                try await t.expectRefusal(400, "a server cannot get \(what)") {
                    _ = try await t.compute.updateServer(project.server.id, ["name": .string(name)])
                }
            }
        }

        for (id, method, what, flavor) in [
            (
                "ced1a1d7-2ab6-45c9-b90f-b27d87b30efd", "test_resize_server_with_non_existent_flavor",
                "a flavor that does not exist", unknownID()
            ),
            (
                "45436a7d-a388-4a35-a9d8-3adc5d0d940b", "test_resize_server_with_null_flavor",
                "a flavor without an id", ""
            ),
        ] {
            test(id, method, "A server cannot get \(what).", in: &tests) { t, project in
                try await t.expectRefusal(400, "a server cannot be resized to \(what)") {
                    try await t.compute.resizeServer(project.server.id, to: flavor)
                }
            }
        }
    }

    private static let nameThatIsTooLong = String(repeating: "a", count: 256)
}
