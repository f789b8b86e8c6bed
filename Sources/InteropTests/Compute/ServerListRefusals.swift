import Conformance
import OpenStack

/// What the list of servers has not, and what cannot be asked of it.
///
/// Compute API reference, “List Servers”.
struct ServerListRefusals: TestClass {
    let name = "tempest.api.compute.servers.test_list_servers_negative.ListServersNegativeTestJSON"
    let requirements: [Requirement] = .servers

    /// The id of a server that was deleted, in a project that has others.
    private static let deletedServer = SharedFixture<String>("deleted server among others") { t in
        let deleted = try await t.shared(deletedServerID)
        let server = try await t.activeServer()
        t.expect("servers listed", try await t.compute.serversPage().map(\.id), contains: server.id)
        return deleted
    }

    func declare(in tests: inout TestDeclarations) {
        declareDeleted(in: &tests)
        declareFiltersWithoutResult(in: &tests)
        declareLimits(in: &tests)

        tests.test(
            "87d12517-e20a-4c9c-97b6-dd1628d6d6c9",
            "test_list_servers_by_changes_since_invalid_date",
            "A date that is not written as ISO 8601 wants it is refused.",
            attributes: ["negative"],
            uses: [.sharedServers: 1]
        ) { t in
            _ = try await t.shared(Self.deletedServer)
            try await t.expectRefusal(400, "a date with slashes is refused") {
                _ = try await t.compute.serversPage([("changes-since", "2011/01/01")])
            }
        }
    }

    private func declareDeleted(in tests: inout TestDeclarations) {
        for (id, method, details) in [
            ("24a26f1a-1ddc-4eea-b0d7-a90cc874ad8f", "test_list_servers_with_a_deleted_server", false),
            ("93055106-2d34-46fe-af68-d9ddbf7ee570", "test_list_servers_detail_server_is_deleted", true),
        ] {
            tests.test(
                id,
                method,
                "The \(details ? "detailed list" : "list") of servers has none that is deleted.",
                attributes: ["negative"],
                uses: [.sharedServers: 1]
            ) { t in
                let deleted = try await t.shared(Self.deletedServer)
                let listed = try await t.compute.serversPage(details: details)
                t.expect("servers listed", listed.map(\.id), lacks: deleted)
            }
        }
    }

    private func declareFiltersWithoutResult(in tests: inout TestDeclarations) {
        for (id, method, summary, query) in [
            (
                "ff01387d-c7ad-47b4-ae9e-64fa214638fe", "test_list_servers_by_non_existing_image",
                "No server is made from an image that does not exist.", [("image", "non_existing_image")]
            ),
            (
                "5913660b-223b-44d4-a651-a0fbfd44ca75", "test_list_servers_by_non_existing_flavor",
                "No server has a flavor that does not exist.", [("flavor", "non_existing_flavor")]
            ),
            (
                "e2c77c4a-000a-4af3-a0bd-629a328bde7c", "test_list_servers_by_non_existing_server_name",
                "No server has a name that nobody gave.", [("name", "non_existing_server_name")]
            ),
            (
                "fcdf192d-0f74-4d89-911f-1ec002b822c4", "test_list_servers_status_non_existing",
                "No server has a status that does not exist; up to microversion 2.37 one may ask.",
                [("status", "non_existing_status")]
            ),
            (
                "74745ad8-b346-45b5-b9b8-509d7447fc1f", "test_list_servers_by_changes_since_future_date",
                "No server has changed since a date to come.",
                [("changes-since", "2051-01-01T12:34:00Z"), ("status", "ACTIVE")]
            ),
        ] {
            tests.test(id, method, summary, attributes: ["negative"], uses: [.sharedServers: 1]) { t in
                _ = try await t.shared(Self.deletedServer)
                t.expect("servers listed", try await t.compute.serversPage(query).map(\.id), is: [])
            }
        }
    }

    private func declareLimits(in tests: inout TestDeclarations) {
        tests.test(
            "d47c17fb-eebd-4287-8e95-f20a7e627b18",
            "test_list_servers_by_limits_greater_than_actual_count",
            "A page may be asked to have more servers than there are.",
            attributes: ["negative"],
            // All there are: nobody else makes or deletes servers between the two lists.
            uses: [.servers: .max, .sharedServers: .max],
            remark: "Counts the project's servers: others that come or go meanwhile make it fail."
        ) { t in
            _ = try await t.shared(Self.deletedServer)
            let count = try await t.compute.serversPage().count
            let listed = try await t.compute.serversPage([("limit", "\(count + 100)")])
            t.expect("number of servers listed", listed.count, is: count)
        }

        for (id, method, limit) in [
            ("679bc053-5e70-4514-9800-3dfab1a380a6", "test_list_servers_by_limits_pass_string", "testing"),
            ("62610dd9-4713-4ee0-8beb-fd2c1aa7f950", "test_list_servers_by_limits_pass_negative_value", "-1"),
        ] {
            tests.test(
                id,
                method,
                "A page cannot be asked to have '\(limit)' servers.",
                attributes: ["negative"],
                uses: [.sharedServers: 1]
            ) { t in
                _ = try await t.shared(Self.deletedServer)
                try await t.expectRefusal(400, "the limit '\(limit)' is refused") {
                    _ = try await t.compute.serversPage([("limit", limit)])
                }
            }
        }
    }
}
