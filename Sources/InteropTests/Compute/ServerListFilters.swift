import Conformance
import Foundation
import OpenStack

/// The list of servers can be narrowed to what servers are like.
///
/// Compute API reference, “List Servers” and “List Servers Detailed”.
struct ServerListFilters: TestClass {
    let name = "tempest.api.compute.servers.test_list_server_filters.ListServerFiltersTestJSON"
    let requirements: [Requirement] = .servers

    /// Three active servers: a plain one, one from another image, one of another flavor; and the names asked for.
    private struct Three: Sendable {
        let plain: Server
        let ofOtherImage: Server
        let ofOtherFlavor: Server
        let names: [String]

        var all: [Server] { [plain, ofOtherImage, ofOtherFlavor] }

        /// A name that is no part of the others, and the others: filters by name look for parts.
        var wantedByName: (name: String, others: [String]) {
            let names = names.sorted { ($0.count, $0) < ($1.count, $1) }
            return (names[2], Array(names.prefix(2)))
        }
    }

    private static let three = SharedFixture<Three>("servers to list") { t in
        let image = try await t.secondBootableImage().id
        let flavor = try await t.secondFlavor().id
        let names = [t.uniqueName("server"), t.uniqueName("server")]
        let ofOtherImage = try await t.orderServer(imageID: image, named: names[0])
        let ofOtherFlavor = try await t.orderServer(flavorID: flavor, named: names[1])
        let plain = try await t.shared(sharedServer)
        return Three(
            plain: plain.server,
            ofOtherImage: try await t.awaitServer(ofOtherImage.id, "ACTIVE"),
            ofOtherFlavor: try await t.awaitServer(ofOtherFlavor.id, "ACTIVE"),
            names: [plain.description.name] + names
        )
    }

    func declare(in tests: inout TestDeclarations) {
        declareFilters(
            in: &tests,
            details: false,
            ids: [
                "image": ("05e8a8e7-9659-459a-989d-92c2f501f4ba", "test_list_servers_filter_by_image"),
                "flavor": ("573637f5-7325-47bb-9144-3476d0416908", "test_list_servers_filter_by_flavor"),
                "name": ("9b067a7b-7fee-4f6a-b29c-be43fe18fc5a", "test_list_servers_filter_by_server_name"),
                "status": ("ca78e20e-fddb-4ce6-b7f7-bcbf8605e66e", "test_list_servers_filter_by_active_status"),
                "limit": ("614cdfc1-d557-4bac-915b-3e67b48eee76", "test_list_servers_filter_by_limit"),
            ]
        )
        declareFilters(
            in: &tests,
            details: true,
            ids: [
                "image": ("b3304c3b-97df-46d2-8cd3-e2b6659724e7", "test_list_servers_detailed_filter_by_image"),
                "flavor": ("80c574cc-0925-44ba-8602-299028357dd9", "test_list_servers_detailed_filter_by_flavor"),
                "name": ("f9eb2b70-735f-416c-b260-9914ac6181e4", "test_list_servers_detailed_filter_by_server_name"),
                "status": (
                    "de2612ab-b7dd-4044-b0b1-d2539601911f", "test_list_servers_detailed_filter_by_server_status"
                ),
                "limit": ("67aec2d0-35fe-4503-9f92-f13272b867ed", "test_list_servers_detailed_limit_results"),
            ]
        )
        declarePartsOfNames(in: &tests)
        declareAddresses(in: &tests)
    }

    /// Filters that both lists have.
    private func declareFilters(
        in tests: inout TestDeclarations,
        details: Bool,
        ids: [String: (id: String, method: String)]
    ) {
        let list = details ? "detailed list of servers" : "list of servers"

        func test(
            _ filter: String,
            _ summary: String,
            _ body: @escaping @Sendable (TestContext, Three) async throws -> Void
        ) {
            guard let (id, method) = ids[filter] else { return }
            tests.test(id, method, summary, uses: [.sharedServers: 1]) { t in
                try await body(t, try await t.shared(Self.three))
            }
        }

        test("image", "The \(list) can be narrowed to those made from an image.") { t, three in
            let image = try await t.bootableImage().id
            let listed = try await t.compute.serversPage([("image", image)], details: details).map(\.id)
            t.expect("servers of the image", listed, contains: three.plain.id)
            t.expect("servers of the image", listed, lacks: three.ofOtherImage.id)
            t.expect("servers of the image", listed, contains: three.ofOtherFlavor.id)
        }

        test("flavor", "The \(list) can be narrowed to those of a flavor.") { t, three in
            let flavor = try await t.secondFlavor().id
            let listed = try await t.compute.serversPage([("flavor", flavor)], details: details).map(\.id)
            t.expect("servers of the flavor", listed, lacks: three.plain.id)
            t.expect("servers of the flavor", listed, lacks: three.ofOtherImage.id)
            t.expect("servers of the flavor", listed, contains: three.ofOtherFlavor.id)
        }

        test("name", "The \(list) can be narrowed to a name.") { t, three in
            let name = three.wantedByName.name
            try await expectOnlyWanted(of: three, byName: name, details: details, t)
        }

        test("status", "The \(list) can be narrowed to those that are active.") { t, three in
            let listed = try await t.compute.serversPage([("status", "active")], details: details)
            for server in three.all { t.expect("active servers", listed.map(\.id), contains: server.id) }
            guard details else { return }
            let ours = listed.filter { server in three.all.contains { $0.id == server.id } }
            t.expect("their statuses", ours.map(\.status), is: ["ACTIVE", "ACTIVE", "ACTIVE"])
        }

        test("limit", "A page of the \(list) has as many as asked for.") { t, _ in
            let listed = try await t.compute.serversPage([("limit", "1")], details: details)
            t.expect("number of servers on a page with limit 1", listed.count, is: 1)
        }
    }

    private func declarePartsOfNames(in tests: inout TestDeclarations) {
        tests.test(
            "e9f624ee-92af-4562-8bec-437945a18dcb",
            "test_list_servers_filtered_by_name_wildcard",
            "The list of servers can be narrowed to those whose names have a part.",
            uses: [.sharedServers: 1]
        ) { t in
            let three = try await t.shared(Self.three)
            let listed = try await t.compute.serversPage([("name", "-server")]).map(\.name)
            for name in three.names { t.expect("servers with '-server' in their names", listed, contains: name) }
            let part = String(three.wantedByName.name.dropFirst(6))
            try await expectOnlyWanted(of: three, byName: part, details: false, t)
        }
    }

    private func declareAddresses(in tests: inout TestDeclarations) {
        tests.test(
            "43a1242e-7b31-48d1-88f2-3f72aa9f2077",
            "test_list_servers_filtered_by_ip",
            "The list of servers can be narrowed to an address.",
            uses: [.sharedServers: 1]
        ) { t in
            let three = try await t.shared(Self.three)
            let addresses = try await self.addresses(of: three, t).map(\.text)
            // A filter by an address finds those that begin with it as well, and the longest begins no other.
            let longest = try t.require("an address", addresses.max { ($0.count, $0) < ($1.count, $1) })
            let listed = try await t.compute.serversPage([("ip", longest)]).map(\.id)
            for (server, address) in zip(three.all, addresses) {
                if address == longest {
                    t.expect("servers with \(longest)", listed, contains: server.id)
                } else {
                    t.expect("servers with \(longest)", listed, lacks: server.id)
                }
            }
        }

        tests.test(
            "a905e287-c35e-42f2-b132-d02b09f3654a",
            "test_list_servers_filtered_by_ip_regex",
            "The list of servers can be narrowed to those whose addresses begin alike.",
            uses: [.sharedServers: 1]
        ) { t in
            let three = try await t.shared(Self.three)
            let addresses = try await self.addresses(of: three, t)
            let beginning = addresses.dropFirst().reduce(addresses[0].text) { $0.commonPrefix(with: $1.text) }
            // The detailed list too: Tempest shows it when the other one lacks a server.
            _ = try await t.compute.serversPage(details: true)
            let filter = addresses[0].version == 4 ? "ip" : "ip6"
            let listed = try await t.compute.serversPage([(filter, beginning)]).map(\.name)
            for name in three.names { t.expect("servers with \(beginning)", listed, contains: name) }
        }
    }

    private func expectOnlyWanted(
        of three: Three,
        byName filter: String,
        details: Bool,
        _ t: TestContext
    ) async throws {
        let (wanted, others) = three.wantedByName
        let listed = try await t.compute.serversPage([("name", filter)], details: details).map { $0.name ?? "" }
        t.expect("names with '\(filter)'", listed, contains: wanted)
        for other in others { t.expect("names with '\(filter)'", listed, lacks: other) }
    }

    /// The first address of each server on the project's network.
    private func addresses(of three: Three, _ t: TestContext) async throws -> [(text: String, version: Int)] {
        let network = try t.require("name of the network", try await t.shared(projectNetwork).network.name)
        return try three.all.map { server in
            let address = server.addresses[network][0]
            return (
                try t.require("address of server \(server.id)", address["addr"].string),
                try t.require("version of the address", address["version"].integer)
            )
        }
    }
}
