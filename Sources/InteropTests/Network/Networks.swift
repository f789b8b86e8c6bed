import Conformance
import OpenStack

/// Networks and subnets are made, shown, listed, changed and deleted.
///
/// Network API reference v2, “Networks” and “Subnets”.
struct Networks: TestClass {
    let name = "tempest.api.network.test_networks.NetworksTest"
    let requirements: [Requirement] = [.service(.network)]

    func declare(in tests: inout TestDeclarations) {
        declareLifecycle(in: &tests)
        declareShowing(in: &tests)
        declareListing(in: &tests)
        declareExternalNetworks(in: &tests)
    }

    private func declareLifecycle(in tests: inout TestDeclarations) {
        tests.test(
            "0e269138-0da6-4efc-a46d-578161e7b221",
            "test_create_update_delete_network_subnet",
            "A new network is active; it and its subnet can be renamed; it can be deleted.",
            attributes: ["smoke"],
            uses: [.networks: 1]
        ) { t in
            let network = try await t.newNetwork()
            t.expect("status of the new network", network.status, is: "ACTIVE")
            let networkName = t.uniqueName("renamed-network")
            let renamed = try await t.network.updateNetwork(network.id, ["name": .string(networkName)])
            t.expect("name of the network", renamed["name"].string, is: networkName)

            let subnet = try await t.newSubnet(on: network)
            let subnetName = t.uniqueName("renamed-subnet")
            let renamedSubnet = try await t.network.updateSubnet(subnet.id, ["name": .string(subnetName)])
            t.expect("name of the subnet", renamedSubnet["name"].string, is: subnetName)

            try await t.network.deleteNetwork(network.id)
            await t.confirmRemoved(network)
        }

        tests.test(
            "f04f61a9-b7f3-4194-90b2-9bcf660d1bfe",
            "test_delete_network_with_subnet",
            "A network's subnets go with it.",
            uses: [.networks: 1]
        ) { t in
            let network = try await t.newNetwork()
            let subnet = try await t.newSubnet(on: network)
            try await t.network.deleteNetwork(network.id)
            await t.confirmRemoved(network)
            try await t.expectRefusal(404, "the subnet of a deleted network is unknown") {
                _ = try await t.network.subnet(subnet.id)
            }
        }
    }

    private func declareShowing(in tests: inout TestDeclarations) {
        tests.test(
            "2bf13842-c93f-4a69-83ed-717d2ec3b44e",
            "test_show_network",
            "A network is shown with its id and name.",
            attributes: ["smoke"]
        ) { t in
            let network = try await t.shared(projectNetwork).network
            let shown = try await t.network.network(network.id)
            t.expect("id", shown["id"].string, is: network.id)
            t.expect("name", shown["name"].string, is: try t.require("name of the new network", network.name))
        }

        tests.test(
            "867819bb-c4b6-45f7-acf9-90edcf70aa5e",
            "test_show_network_fields",
            "Of a network those attributes are shown that are asked for, and no others."
        ) { t in
            let network = try await t.shared(projectNetwork).network
            let fields = Self.networkFields(t)
            let shown = try await t.network.network(network.id, .fields(fields))
            t.expectOnly(fields, in: shown)
            for field in fields { t.expectAttribute(field, of: shown, is: network[field]) }
        }

        tests.test(
            "bd635d81-6030-4dd1-b3b9-31ba0cfdf6cc",
            "test_show_subnet",
            "A subnet is shown with its id and addresses.",
            attributes: ["smoke"]
        ) { t in
            let subnet = try await t.shared(projectNetwork).subnet
            let shown = try await t.network.subnet(subnet.id)
            t.expect("id", shown["id"].string, is: subnet.id)
            t.expect("cidr", shown["cidr"].string, is: try t.require("cidr of the new subnet", subnet.cidr))
        }

        tests.test(
            "270fff0b-8bfc-411f-a184-1e8fd35286f0",
            "test_show_subnet_fields",
            "Of a subnet those attributes are shown that are asked for, and no others."
        ) { t in
            let subnet = try await t.shared(projectNetwork).subnet
            let fields = ["id", "network_id"]
            let shown = try await t.network.subnet(subnet.id, .fields(fields))
            t.expectOnly(fields, in: shown)
            for field in fields { t.expectAttribute(field, of: shown, is: subnet[field]) }
        }
    }

    private func declareListing(in tests: inout TestDeclarations) {
        tests.test(
            "f7ffdeda-e200-4a7a-bcbe-05716e86bf43",
            "test_list_networks",
            "A project's network is listed.",
            attributes: ["smoke"]
        ) { t in
            let network = try await t.shared(projectNetwork).network
            t.expect("networks listed", try t.ids(of: await t.network.networks()), contains: network.id)
        }

        tests.test(
            "6ae6d24f-9194-4869-9c85-c313cb20e080",
            "test_list_networks_fields",
            "Of every network those attributes are listed that are asked for, and no others."
        ) { t in
            _ = try await t.shared(projectNetwork)
            let fields = Self.networkFields(t)
            let listed = try await t.network.networks(.fields(fields))
            t.expect(!listed.isEmpty, "there are networks in the list")
            for network in listed { t.expectOnly(fields, in: network) }
        }

        tests.test(
            "db68ba48-f4ea-49e9-81d1-e367f6d0b20a",
            "test_list_subnets",
            "A project's subnet is listed.",
            attributes: ["smoke"]
        ) { t in
            let subnet = try await t.shared(projectNetwork).subnet
            t.expect("subnets listed", try t.ids(of: await t.network.subnets()), contains: subnet.id)
        }

        tests.test(
            "842589e3-9663-46b0-85e4-7f01273b0412",
            "test_list_subnets_fields",
            "Of every subnet those attributes are listed that are asked for, and no others."
        ) { t in
            _ = try await t.shared(projectNetwork)
            let fields = ["id", "network_id"]
            let listed = try await t.network.subnets(.fields(fields))
            t.expect(!listed.isEmpty, "there are subnets in the list")
            for subnet in listed { t.expectOnly(fields, in: subnet) }
        }
    }

    private func declareExternalNetworks(in tests: inout TestDeclarations) {
        tests.test(
            "af774677-42a9-4e4b-bb58-16fe6a5bc1ec",
            "test_external_network_visibility",
            "External networks can be listed by themselves; their subnets are seen where the cloud says so.",
            attributes: ["smoke"],
            needs: [.externalNetwork],
            remark: "Clouds say so by sharing the network or by the extension subnet-external-network."
        ) { t in
            // Tempest's class begins by making a network with a subnet: without that no test of it passes.
            _ = try await t.shared(projectNetwork)
            let id = try t.externalNetworkID()
            let listed = try await t.network.networks([("router:external", "True")])
            let external = try t.require("the external network in the list", listed.first { $0["id"].string == id })
            for network in listed { t.expectAttribute("router:external", of: network, is: true) }

            let subnets = try await t.network.subnets([("network_id", id)])
            let aliases = try await t.network.extensions().map { try t.require("alias", $0["alias"].string) }
            let isShared = try t.require("shared", external["shared"].bool)
            if isShared || aliases.contains("subnet-external-network") {
                t.expect(!subnets.isEmpty, "subnets of the external network are seen")
            } else {
                t.expect(subnets.isEmpty, "subnets of the external network are not seen")
            }
        }
    }

    /// Some attributes of networks that this cloud has.
    private static func networkFields(_ t: TestContext) -> [String] {
        ["id", "name"] + (t.facts.has(extension: "net-mtu", of: .network) ? ["mtu"] : [])
    }
}
